"""Looking after the ledger: settings, the doctor, copies."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Run
from machine import digest, ledger, raw

LIGHT = "胡同口的路灯不亮"


@pytest.fixture
def kept(run: Run) -> Run:
    """Two cases; the first with a resident, a whistle, an arrival and a note."""
    run("log", LIGHT, "--name", "王小明", "--phone", "13812345678")
    run("log", LIGHT)
    run("whistle", "1", "--reason", "修不了")
    run("arrive", "1", "城市管理部", "--by", "李工")
    run("note", "1", "去看过")
    return run


def edit(*statements: str) -> None:
    """What somebody does to the file who knows SQLite and wants no trace."""
    with raw() as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount != 0
        for _, sql in triggers:
            connection.execute(sql)


# --- doctor ---------------------------------------------------------------------------------------


def test_a_sound_ledger_is_called_sound(kept: Run) -> None:
    done = kept("doctor")
    assert (done.code, done.out) == (0, "台账完好: 2 件案件，5 条记录，逐条核对一致\n")
    item = kept("doctor", "--json").json["item"]
    assert item == {"cases": 2, "entries": 5, "clock_set": 5, "faults": []}


def test_a_ledger_that_is_not_there_yet_is_sound(run: Run) -> None:
    assert run("doctor").code == 0
    assert not ledger().exists()


TAMPERED = {
    "a changed entry body": "UPDATE entries SET body = replace(body, 'CG-26', 'CG-27') "
    "WHERE act = 'logged' AND number = 2",
    "a changed time": "UPDATE entries SET happened_at = happened_at - 60 WHERE act = 'arrived'",
    "a changed actor": "UPDATE entries SET actor = '专员乙' WHERE number = 2",
    "a removed entry": "DELETE FROM entries WHERE number = 2",
    "the last entry removed": "DELETE FROM entries WHERE number = 5",
    "the first entry removed": "DELETE FROM entries WHERE number = 1",
    "two entries swapped": "UPDATE entries SET number = CASE number WHEN 2 THEN 30 ELSE 2 END "
    "WHERE number IN (2, 3)",
    "a changed digest": "UPDATE entries SET digest = upper(digest) WHERE number = 5",
    "a changed text": "UPDATE texts SET body = '路灯亮了' WHERE kind = 'issue'",
    "a changed salt": "UPDATE texts SET salt = 'x' WHERE kind = 'note'",
    "a changed name": "UPDATE people SET name = '李四' WHERE kind = 'resident'",
    "a changed phone": "UPDATE people SET phone = '13900000000' WHERE kind = 'resident'",
    "a changed case": "UPDATE cases SET state = 'closed', open = 0 WHERE running = 2",
    "a changed deadline": "UPDATE cases SET due = due + 86400 WHERE running = 2",
    "a case taken out of the search": "DELETE FROM searched WHERE doc = 1",
    "a case found by other words": "UPDATE searched SET body = '井盖' WHERE doc = 1",
    "a search that has lost its words": "INSERT INTO search (search) VALUES ('delete-all')",
    "a removed case": "DELETE FROM cases WHERE running = 2",
    "an invented case": "CREATE TEMP TABLE invented AS SELECT * FROM cases WHERE running = 2; "
    "UPDATE invented SET number = 'SZ-18-00009', running = 9, ref = NULL; "
    "INSERT INTO cases SELECT * FROM invented",
    "a changed arrival": "UPDATE calls SET arrived_at = arrived_at - 60 "
    "WHERE arrived_at IS NOT NULL",
    "a removed call": "DELETE FROM calls WHERE arrived_at IS NULL",
    "a changed whistle": "UPDATE whistles SET kind = 'YJ'",
    "a changed move": "UPDATE moves SET delta = 2",
    "a removed move": "DELETE FROM moves",
}


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED)
def test_the_doctor_finds(kept: Run, statement: str) -> None:
    edit(*statement.split("; "))
    done = kept("doctor")
    assert done.code == 8
    assert done.out
    assert "先备份，再找原因: shaozi backup" in done.err
    told = kept("doctor", "--json")
    assert told.code == 8
    for fault in told.json["item"]["faults"]:
        assert list(fault) == ["where", "what"]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entries_no_update",
        "DROP TRIGGER views_no_delete",
        "DROP INDEX cases_by_due",
        "ALTER TABLE cases ADD COLUMN mood",
    ],
)
def test_the_doctor_finds_a_changed_schema(kept: Run, statement: str) -> None:
    with raw() as connection:
        connection.execute(statement)
    assert kept("doctor").code == 8


def test_the_doctor_says_where(kept: Run) -> None:
    edit(TAMPERED["a changed entry body"], TAMPERED["a changed text"])
    assert "SZ #2\t内容被改动\n" in kept("doctor").out
    assert "SZ-18-00001 SZ #1\t文字被改动\n" in kept("doctor").out
    assert "SZ #2\twas altered\n" in kept("doctor", lang="en").out


@pytest.mark.parametrize("table", ["entries", "views"])
def test_the_ledger_itself_refuses_to_forget(kept: Run, table: str) -> None:
    kept("show", "1", "--reveal")
    with closing(sqlite3.connect(ledger())) as connection:
        connection.execute("PRAGMA recursive_triggers = ON")
        for statement in (
            f"DELETE FROM {table}",
            f"UPDATE {table} SET actor = 'x'",
            f"REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_the_doctor_changes_nothing(kept: Run) -> None:
    before = digest()
    kept("doctor")
    assert digest() == before


# --- copies, and whose they are -------------------------------------------------------------------


def test_the_ledger_and_its_folder_are_their_owners_only(kept: Run) -> None:
    for path in ledger().parent.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path
    assert ledger().parent.stat().st_mode & 0o077 == 0


def test_a_copy_is_verified_private_and_whole(kept: Run, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    done = kept("backup", str(target))
    assert (done.code, done.out, done.err) == (0, f"{target}\n", "已核对，含 5 条记录、0 个附件\n")
    assert target.stat().st_mode & 0o777 == 0o600
    assert digest(target) == digest()
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    assert kept("show", "1", env={"SHAOZI_DB": str(target)}).code == 0


def test_a_copy_without_a_name_lies_beside_the_ledger(kept: Run) -> None:
    done = kept("backup", "--json")
    path = Path(done.json["item"]["path"])
    assert (path.parent, path.name) == (ledger().parent, "ledger-20180518-150000.backup.db")
    assert done.json["item"]["entries"] == 5


def test_a_copy_counts_all_histories(kept: Run, tmp_path: Path) -> None:
    kept("task", "receive", "代征税款", "--from", "区税务局")
    kept(*("roster", "add", "李志强", "--unit", "公安", "--post", "民警", "--from", "2018-05-01"))
    made = kept("backup", str(tmp_path / "copy.db"), "--json").json["item"]
    assert made["entries"] == kept("doctor", "--json").json["item"]["entries"] == 7


def test_a_copy_overwrites_nothing(kept: Run, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("mine")
    for path in (target, ledger()):
        refused = kept("backup", str(path))
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.startswith(f"错误: {path} 已存在，没有覆盖\n")
    assert target.read_text() == "mine"
    assert kept("doctor").code == 0


@pytest.mark.parametrize("place", ["no/such/folder/copy.db", "file/copy.db"])
def test_a_copy_that_cannot_be_written_is_refused(kept: Run, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    refused = kept("backup", str(tmp_path / place))
    assert refused.code == 1
    assert f"错误: 写不进 {tmp_path / place}: " in refused.err


def test_nothing_to_copy_yet_is_told(run: Run) -> None:
    refused = run("backup")
    assert (refused.code, "还没有台账" in refused.err) == (3, True)
    assert not ledger().exists()


@pytest.fixture
def writer(kept: Run) -> Iterator[None]:
    """Another connection that writes without pause until the test is over."""
    over, path = threading.Event(), ledger()

    def write() -> None:
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as other:
            other.execute("PRAGMA wal_autocheckpoint = 0")
            while not over.is_set():
                other.execute("BEGIN IMMEDIATE")
                other.execute("UPDATE cases SET lane = hex(randomblob(1000))")
                other.execute("UPDATE cases SET lane = ''")
                other.execute("COMMIT")

    thread = threading.Thread(target=write)
    thread.start()
    yield
    over.set()
    thread.join()


def test_a_copy_is_made_while_another_writes(kept: Run, writer: None, tmp_path: Path) -> None:
    copies = [tmp_path / f"copy{count}.db" for count in range(5)]
    for copy in copies:
        assert kept("backup", str(copy)).code == 0
    for copy in copies:
        assert kept("doctor", env={"SHAOZI_DB": str(copy)}).code == 0


# --- settings -------------------------------------------------------------------------------------


def test_a_setting_is_kept_and_used(run: Run) -> None:
    done = run("config", "set", "desk", "XZXL")
    assert (done.code, done.out) == (0, "desk = XZXL\n")
    assert run("config", "get", "desk").out == "XZXL\n"
    assert run("log", LIGHT).out.startswith("XZXL-18-00001  ")
    assert run("config", "--json").json["item"]["settings"]["desk"] == "XZXL"


def test_a_variable_outweighs_the_config_file(run: Run) -> None:
    run("config", "set", "community", "东巷社区")
    run("log", LIGHT)
    run("log", LIGHT, env={"SHAOZI_COMMUNITY": "西巷社区"})
    run("log", LIGHT, "--community", "南巷社区")
    found = [run("show", n, "--json").json["item"]["community"] for n in ("1", "2", "3")]
    assert found == ["东巷社区", "西巷社区", "南巷社区"]


def test_a_comment_in_the_config_file_stays(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# 街道办发的\ndesk = "AA"  # 暂用\n', "utf-8")
    run("config", "set", "desk", "BB", env={"SHAOZI_CONFIG": str(path)})
    assert path.read_text("utf-8") == '# 街道办发的\ndesk = "BB"  # 暂用\n'


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("desk", "xz", 6), ("desk", "西总", 6), ("timezone", "Mars", 6), ("colour", "red", 3)],
)
def test_a_setting_that_cannot_be_used_is_not_kept(
    run: Run, name: str, value: str, code: int
) -> None:
    refused = run("config", "set", name, value)
    assert (refused.code, refused.out) == (code, "")
    assert run("config", "get", "desk").out == "SZ\n"


def test_times_are_those_of_the_time_zone(run: Run) -> None:
    run("log", LIGHT, env={"SHAOZI_TIMEZONE": "Asia/Tokyo"}, now="2018-05-18T15:00:00+08:00")
    assert run("show", "1", "--json").json["item"]["logged_at"] == "2018-05-18T16:00:00+09:00"


@pytest.mark.parametrize(
    ("now", "logged_at"),
    [
        ("2018-05-18T15:00", "2018-05-18T15:00:00+08:00"),
        ("2018-05-18T07:00:00Z", "2018-05-18T15:00:00+08:00"),
        ("2018-05-18", "2018-05-18T00:00:00+08:00"),
    ],
)
def test_the_clock_may_be_set(run: Run, now: str, logged_at: str) -> None:
    run("log", LIGHT, now=now)
    assert run("show", "1", "--json").json["item"]["logged_at"] == logged_at
