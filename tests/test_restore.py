"""A backup in the ledger's place: only a sound one, and nothing that was there is lost."""

from pathlib import Path

import pytest

from conftest import Run
from machine import digest, ledger, raw


@pytest.fixture
def backed_up(run: Run, tmp_path: Path) -> Path:
    """A backup of one case; the ledger has gone on since."""
    run("log", "路灯不亮")
    run("attach", "1", str(Path(__file__)))
    run("backup", str(tmp_path / "backup.db"))
    run("log", "楼道堆满杂物")
    return tmp_path / "backup.db"


def test_a_backup_is_restored_and_what_was_there_is_kept(backed_up: Path, run: Run) -> None:
    before = digest()
    assert run("restore", str(backed_up)).code == 2
    assert digest() == before
    done = run("restore", str(backed_up), "--yes", "--json").json["item"]
    assert done["entries"] == 2
    assert digest() == digest(backed_up)
    assert digest(Path(done["kept_aside"])) == before
    assert run("doctor").code == 0
    assert run("restore", done["kept_aside"]).code == 0
    assert digest() == before


def test_a_file_of_a_whole_ledger_is_restored_too(run: Run, tmp_path: Path) -> None:
    run("log", "路灯不亮")
    run("export", "--ledger", "-o", str(tmp_path / "whole"))
    ledger().unlink()
    assert run("restore", str(tmp_path / "whole")).code == 0
    assert run("export", "--ledger", "-o", str(tmp_path / "again")).code == 0
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "again").read_bytes()


@pytest.mark.parametrize(
    "edit",
    ["UPDATE cases SET due = due + 1", "UPDATE texts SET body = '别的'", "DROP INDEX cases_by_due"],
)
def test_a_backup_that_is_not_sound_is_refused(edit: str, backed_up: Path, run: Run) -> None:
    with raw(backed_up) as connection:
        connection.execute(edit)
    before = digest()
    done = run("restore", str(backed_up), "--yes")
    assert (done.code, "没有取用" in done.err) == (6, True)
    assert digest() == before
    assert run("restore", str(backed_up) + "x").code == 3


def test_a_ledger_that_is_damaged_is_moved_aside_as_it_is(backed_up: Path, run: Run) -> None:
    for end in ("-wal", "-shm"):
        ledger().with_name(ledger().name + end).unlink(missing_ok=True)
    ledger().write_bytes(b"rubbish" * 1000)
    done = run("restore", str(backed_up), "--json")
    assert done.code == 0, done.err
    assert Path(done.json["item"]["kept_aside"]).read_bytes() == b"rubbish" * 1000
    assert digest() == digest(backed_up)


def test_a_dry_run_checks_the_backup_and_leaves_all_as_it_is(backed_up: Path, run: Run) -> None:
    before = digest()
    done = run("restore", str(backed_up), "--dry-run")
    assert (done.code, done.out) == (0, "已核对，2 条记录\n")
    assert digest() == before


@pytest.mark.parametrize("command", ["restore", "collect"])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "里面没有内容"),
        (b"number,text\n", "不是数据库文件"),
        (b"PK\x03\x04", "是表格或压缩文件"),
        (b"SQLite format 3\x00" + b"x" * 5000, "是别的数据库，或已损坏"),
    ],
)
def test_what_is_no_ledger_is_refused_by_what_it_is(
    command: str, content: bytes, why: str, backed_up: Path, run: Run
) -> None:
    file, before = backed_up.with_name("file"), digest()
    file.write_bytes(content)
    refused = run(command, str(file))
    assert (refused.code, refused.err, digest()) == (
        6,
        f"错误: {file} 不是哨子的台账（{why}）\n"
        "  要的是台账、备份（shaozi backup）或整本导出（shaozi export --ledger）的文件\n",
        before,
    )


def test_a_ledger_file_that_was_cut_off_is_to_be_written_anew(run: Run, tmp_path: Path) -> None:
    run("log", "路灯不亮")
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    run("export", "--ledger", "-o", str(whole))
    cut.write_bytes(whole.read_bytes()[:200])
    refused = run("restore", str(cut))
    assert (refused.code, "请写它的台席再导出一份" in refused.err) == (6, True)
