"""``log -`` and ``check -``: one issue per line, each kept on its own."""

import json
import tempfile
from pathlib import Path

import pytest

from conftest import Run
from machine import digest, drafts, ledger, process, raw, start

LIGHT = "胡同口的路灯不亮"
JUNK = "3号楼楼道堆满杂物，疏散通道被堵"
GB = "井盖丢了".encode("gb18030")


@pytest.fixture(autouse=True)
def _drafts_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no other place takes a draft it goes to the temporary folder: to this test's."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def logged(run: Run) -> list[str]:
    """The texts in the ledger, by number, as they were typed."""
    items = run("list", "--all", "--limit", "0", "--reveal", "--json").json["items"]
    return [item["text"] for item in sorted(items, key=lambda item: str(item["number"]))]


def test_each_line_is_a_case_and_each_case_a_line(run: Run) -> None:
    done = run("log", "-", stdin=f"{LIGHT}\n{JUNK}\n")
    assert (done.code, done.err) == (0, "登记 2 件\n")
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert [(number, duty, title) for number, duty, _, title in rows] == [
        ("SZ-18-00001", "CG-26", "路灯和街巷照明维护"),
        ("SZ-18-00002", "PA-05", "楼道和公共通道堆物清理"),
    ]
    assert logged(run) == [LIGHT, JUNK]


def test_blank_lines_line_ends_and_a_byte_order_mark_are_no_part_of_a_text(run: Run) -> None:
    raw = b"\xef\xbb\xbf" + f"{LIGHT}\r\n\r\n  \n\t\n{JUNK}".encode()
    done = run("log", "-", stdin=raw)
    assert (done.code, done.err) == (0, "登记 2 件\n")
    assert logged(run) == [LIGHT, JUNK]


def test_nothing_to_log_is_no_failure(run: Run) -> None:
    for nothing in ("", "\n\n"):
        done = run("log", "-", stdin=nothing)
        assert (done.code, done.out, done.err) == (0, "", "登记 0 件\n")


def test_bad_lines_are_told_by_number_and_the_others_are_logged(run: Run, tmp_path: Path) -> None:
    lines = [LIGHT.encode(), GB, b"", ("灯" * 20_001).encode(), JUNK.encode()]
    done = run("log", "-", stdin=b"\n".join(lines))
    (draft,) = tmp_path.rglob("drafts/*.txt")
    assert done.code == 1
    assert [line.split("\t")[0] for line in done.out.splitlines()] == ["SZ-18-00001", "SZ-18-00002"]
    assert done.err == (
        "第 2 行: 内容不是 UTF-8 文字\n"
        "第 4 行: 内容有 20001 字，最多 20000 字\n"
        "登记 2 件\n"
        "错误: 2 行没有登记，其余已登记\n"
        f"  改好草稿里的这几行再登记: shaozi log - < {draft}\n"
    )
    assert logged(run) == [LIGHT, JUNK]


def test_a_mended_draft_is_logged_by_the_command_that_was_told(run: Run, tmp_path: Path) -> None:
    done = run("log", "-", stdin=f"{LIGHT}\n{'灯' * 20_001}\n")
    path = Path(done.err.rsplit("shaozi log - < ", 1)[1].strip())
    path.write_text(path.read_text("utf-8").replace("灯" * 20_001, JUNK), "utf-8")
    assert run("log", "-", stdin=path.read_bytes()).code == 0
    assert logged(run) == [LIGHT, JUNK]


def test_a_line_that_is_not_utf8_is_kept_byte_by_byte(run: Run, tmp_path: Path) -> None:
    run("log", "-", stdin=GB + b"\n")
    (draft,) = tmp_path.rglob("drafts/*.txt")
    assert draft.read_bytes() == GB + b"\n"


def test_bad_lines_in_json_are_an_error_beside_the_cases(run: Run) -> None:
    done = run("log", "-", "--jsonl", stdin=LIGHT.encode() + b"\n" + GB)
    first, last = (json.loads(line) for line in done.out.splitlines())
    assert (done.code, first["number"], last["error"]["code"]) == (1, "SZ-18-00001", "bad_lines")
    assert logged(run) == [LIGHT]


def test_bad_lines_in_json_leave_one_document_that_can_be_read(run: Run) -> None:
    done = run("log", "-", "--json", stdin=LIGHT.encode() + b"\n" + GB)
    assert done.code == 1
    assert "SZ-18-00001" in done.out
    assert json.loads(done.out)


def test_json_is_one_list_and_jsonl_a_line_each(run: Run) -> None:
    whole = run("log", "-", "--json", stdin=f"{LIGHT}\n{JUNK}\n")
    assert {name: whole.json[name] for name in ("schema", "count", "truncated")} == {
        "schema": "shaozi/case-list/1",
        "count": 2,
        "truncated": False,
    }
    lines = run("log", "-", "--jsonl", stdin=f"{LIGHT}\n{JUNK}\n").out.splitlines()
    one = json.loads(run("log", LIGHT, "--json").out)["item"]
    for item in [*whole.json["items"], *map(json.loads, lines)]:
        assert set(item) == set(one)
        assert item["verdict"] in ("street", "community", "enforcement", "emergency")
    assert [json.loads(line)["number"] for line in lines] == ["SZ-18-00003", "SZ-18-00004"]


def test_each_object_has_the_text_of_its_own_line(run: Run) -> None:
    items = run("log", "-", "--json", stdin=f"{LIGHT}\n{JUNK}\n").json["items"]
    assert [item["text"] for item in items] == [LIGHT, JUNK]


def test_options_hold_for_every_line(run: Run) -> None:
    options = ("--community", "东巷社区", "--channel", "12345", "--happened", "昨天 10:00")
    run("log", "-", *options, stdin=f"{LIGHT}\n{JUNK}\n")
    for item in run("list", "--json").json["items"]:
        assert (item["community"], item["channel"]) == ("东巷社区", "12345")
        assert item["logged_at"] == "2018-05-17T10:00:00+08:00"


def test_an_option_that_is_wrong_stops_before_the_first_line(run: Run) -> None:
    for option, code in ((("--duty", "XX-99"), 3), (("--happened", "明天"), 2)):
        done = run("log", "-", *option, stdin=f"{LIGHT}\n{JUNK}\n")
        assert (done.code, done.out) == (code, "")
    assert logged(run) == []


@pytest.mark.parametrize(
    "option",
    [("--duty", "XX-99"), ("--happened", "明天"), ("--happened", "2019-01-01"), ("--ref", "G1")],
)
def test_lines_that_an_option_kept_from_being_logged_are_a_draft(
    run: Run, tmp_path: Path, option: tuple[str, str]
) -> None:
    run("log", "井盖坏了", "--ref", "G1")
    done = run("log", "-", *option, stdin=f"{LIGHT}\n{JUNK}\n")
    assert done.code != 0
    assert "".join(drafts(tmp_path)).split() == [LIGHT, JUNK]


def test_an_outside_number_cannot_belong_to_several_lines(run: Run) -> None:
    done = run("log", "-", "--ref", "G1", stdin=f"{LIGHT}\n{JUNK}\n")
    assert done.code == 5
    assert logged(run) == [LIGHT]


@pytest.mark.parametrize("ending", ["\n", ""])
def test_lines_a_ledger_refuses_are_a_draft(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    (home / "file").touch()
    monkeypatch.setenv("SHAOZI_DB", str(home / "file" / "ledger.db"))
    done = run("log", "-", stdin=f"{LIGHT}\n{JUNK}{ending}")
    assert (done.code, done.out) == (1, "")
    assert "".join(drafts(home)).split() == [LIGHT, JUNK]


def test_a_ledger_that_fails_half_way_keeps_the_rest_as_a_draft(run: Run, home: Path) -> None:
    run("log", LIGHT)
    with raw() as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON cases WHEN new.running = 4 "
            "BEGIN SELECT raise(FAIL, 'database or disk is full'); END"
        )
    stopped = run("log", "-", stdin="灯一\n灯二\n\n灯三\n灯四\n")
    assert stopped.code == 1
    assert [line[:11] for line in stopped.out.splitlines()] == ["SZ-18-00002", "SZ-18-00003"]
    assert drafts(home)[0].split() == ["灯三", "灯四"]
    (draft,) = home.rglob("drafts/*.txt")
    assert "第 4 行起没有登记" in stopped.err
    assert f"接着登记: shaozi log - < {draft}\n" in stopped.err
    assert f"错误: 写不进 {ledger()}: database or disk is full\n" in stopped.err
    assert logged(run) == [LIGHT, "灯一", "灯二"]


def test_cases_logged_before_the_ledger_failed_are_told_in_json_too(run: Run) -> None:
    run("log", LIGHT)
    with raw() as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON cases WHEN new.running = 3 "
            "BEGIN SELECT raise(FAIL, 'database or disk is full'); END"
        )
    stopped = run("log", "-", "--json", stdin="灯一\n灯二\n")
    assert (stopped.code, "SZ-18-00002" in stopped.out) == (1, True)


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run) -> None:
    run("log", LIGHT)
    before = digest()
    tried = run("log", "-", "--dry-run", stdin=f"{LIGHT}\n")
    assert digest() == before
    assert tried == run("log", "-", stdin=f"{LIGHT}\n")


def test_a_dry_run_of_several_lines_numbers_them_as_they_would_be(run: Run) -> None:
    tried = run("log", "-", "--dry-run", stdin=f"{LIGHT}\n{JUNK}\n")
    assert tried.out == run("log", "-", stdin=f"{LIGHT}\n{JUNK}\n").out


def test_lines_are_logged_as_they_come(home: Path) -> None:
    with start("log", "-") as running:
        assert running.stdin
        assert running.stdout
        for count in range(1, 4):
            running.stdin.write(f"{LIGHT}\n".encode())
            running.stdin.flush()
            assert running.stdout.readline().startswith(f"SZ-18-0000{count}\t".encode())
            assert f"SZ-18-0000{count}\t" in process("list")[1]
        running.stdin.close()
        assert running.wait(60) == 0


def test_whoever_stops_reading_the_numbers_does_not_stop_the_logging(run: Run) -> None:
    with start("log", "-") as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(f"{LIGHT}\n".encode())
        running.stdin.flush()
        running.stdout.readline()
        running.stdout.close()
        running.stdin.write(f"{LIGHT}\n".encode() * 20)
        running.stdin.close()
        assert running.wait(60) == 0
    assert len(logged(run)) == 21


# --- check ----------------------------------------------------------------------------------------


def test_check_gives_a_verdict_per_line_in_order_and_saves_nothing(run: Run) -> None:
    done = run("check", "-", stdin=f"{LIGHT}\n{JUNK}\n")
    assert [line.split("\t")[:2] for line in done.out.splitlines()] == [
        ["street", "CG-26"],
        ["community", "PA-05"],
    ]
    lines = run("check", "-", "--jsonl", stdin=f"{LIGHT}\n{JUNK}\n").out.splitlines()
    assert [json.loads(line)["matches"][0]["code"] for line in lines] == ["CG-26", "PA-05"]
    whole = run("check", "-", "--json", stdin=f"{LIGHT}\n{JUNK}\n").json
    assert whole["items"] == [json.loads(line) for line in lines]
    assert whole["schema"] == "shaozi/verdict-list/1"
    assert not ledger().exists()


def test_check_says_which_line_cannot_be_read(run: Run) -> None:
    done = run("check", "-", "--jsonl", stdin=LIGHT.encode() + b"\n" + GB + b"\n")
    assert done.code != 0
    assert "第 2 行" in done.err
