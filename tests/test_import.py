"""Work orders and grid cases from files of other systems: every row a case, once and only once."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from conftest import Run
from machine import digest, ledger, raw
from shaozi.desk import importing
from shaozi.desk.base import Desk
from shaozi.desk.cases import Issue, log_case, resolve
from shaozi.dutybook import DutyBook
from shaozi.errors.cases import AlreadyLogged
from shaozi.exchange.columns import Told
from shaozi.store import open_store
from shaozi.store.doctor import examine
from shaozi.worktime import BEIJING

HEAD = "工单编号,诉求内容,诉求地址,所属社区,诉求来源,诉求人姓名,联系电话,受理时间"
LIGHT = "G1,胡同口的路灯不亮,东四北大街12号,东巷社区,市民热线,王小明,13812345678,2018-05-17 10:30"
JUNK = "G2,楼道堆满杂物,西四胡同3号楼2单元501室,西巷社区,微信,李秀兰,13987654321,2018-05-16 08:00"
ROWS = f"{HEAD}\n{LIGHT}\n{JUNK}\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> str:
    path.write_bytes(text.encode(encoding))
    return str(path)


def cases(run: Run) -> list[dict[str, Any]]:
    found = run("list", "--all", "--limit", "0", "--reveal", "--json").json["items"]
    return sorted(found, key=lambda item: str(item["number"]))


def told(run: Run) -> list[tuple[str, str]]:
    return [(item["ref"], item["text"]) for item in cases(run)]


# --- what is read -------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_row_is_logged_with_all_that_it_says(
    encoding: str, delimiter: str, run: Run, tmp_path: Path
) -> None:
    file = write(tmp_path / "工单.csv", ROWS.replace(",", delimiter), encoding)
    done = run("import", file, "--yes")
    assert (done.code, done.out.splitlines()) == (
        0,
        ["2\timported\tSZ-18-00001\tCG-26\t", "3\timported\tSZ-18-00002\tPA-05\t"],
    )
    first, second = cases(run)
    assert (first["ref"], first["text"], first["address"]) == (
        "G1",
        "胡同口的路灯不亮",
        "东四北大街12号",
    )
    assert first["person"] == {"name": "王小明", "phone": "13812345678"}
    assert (first["community"], first["channel"]) == ("东巷社区", "12345")
    assert first["logged_at"] == "2018-05-17T10:30:00+08:00"
    assert (second["channel"], second["ref"]) == ("wechat", "G2")
    assert run("doctor").code == 0


def test_a_row_makes_the_very_entry_that_log_would_have_made(run: Run, tmp_path: Path) -> None:
    run("import", write(tmp_path / "rows.csv", f"{HEAD}\n{LIGHT}\n"), "--yes")
    number, text, address, community, _, name, phone, at = LIGHT.split(",")
    typed = ("--ref", "G9", "--at", address, "--community", community, "--channel", "12345")
    run("log", text, *typed, "--name", name, "--phone", phone, "--happened", at)
    with raw() as connection:
        entries = connection.execute("SELECT act, happened_at, actor, body FROM entries").fetchall()
        kept = connection.execute('SELECT kind, body FROM texts ORDER BY "case", kind').fetchall()
        people = connection.execute("SELECT kind, name, phone FROM people").fetchall()

    def without_ids(body: str) -> dict[str, Any]:
        plain = json.loads(body)
        cited = {name for name, value in plain.items() if isinstance(value, dict)}
        return {n: v for n, v in plain.items() if n not in cited | {"ref", "running"}} | {
            "cited": sorted(cited)
        }

    (one, two) = [(*entry[:3], without_ids(entry[3])) for entry in entries]
    assert one == two
    assert kept[:2] == kept[2:]
    assert people[0] == people[1]
    assert number == "G1"


def test_titles_above_and_merged_headings_are_read_as_headings(run: Run, tmp_path: Path) -> None:
    text = (
        "东城区某街道市民热线工单,,,,\n制表：网格中心,,,,2018年5月18日\n"
        "工单编号,诉求人,,诉求,\n,姓名,电话,时间,诉求内容\n"
        "Ｇ００１,王小明,１３８１２３４５６７８,2018年5月17日上午9点30分,路灯不亮\n"
    )
    assert run("import", write(tmp_path / "rows.csv", text), "--yes").code == 0
    (case,) = cases(run)
    assert (case["ref"], case["text"]) == ("G001", "路灯不亮")
    assert case["person"] == {"name": "王小明", "phone": "13812345678"}
    assert case["logged_at"] == "2018-05-17T09:30:00+08:00"


def test_without_headings_columns_tell_themselves(run: Run, tmp_path: Path) -> None:
    text = "".join(
        f"2018050{n},居民反映胡同口第{n}盏路灯不亮请尽快修理,1381234567{n},2018-05-0{n} 10:00\n"
        for n in range(1, 5)
    )
    assert run("import", write(tmp_path / "rows.csv", text), "--yes").code == 0
    assert [ref for ref, _ in told(run)] == [f"2018050{n}" for n in range(1, 5)]
    assert cases(run)[0]["person"]["phone"] == "13812345671"
    assert cases(run)[3]["logged_at"] == "2018-05-04T10:00:00+08:00"


def test_json_lines_are_rows_too(run: Run, tmp_path: Path) -> None:
    items = [
        {"ref": "G1", "text": "路灯不亮", "person": {"name": "王小明", "phone": "13812345678"}},
        {"text": "楼道堆满杂物", "ref": "G2", "logged_at": "2018-05-17T10:30:00+08:00"},
    ]
    lines = "\n\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    assert run("import", write(tmp_path / "rows.jsonl", lines + "\n"), "--yes").code == 0
    first, second = cases(run)
    assert first["person"] == {"name": "王小明", "phone": "13812345678"}
    assert second["logged_at"] == "2018-05-17T10:30:00+08:00"


def workbook(path: Path, rows: list[list[Any]], *, sheets: tuple[str, ...] = ("工单",)) -> str:
    """A workbook with the rows on its last sheet; a cell may be a formula with its value."""
    book = xlsxwriter.Workbook(str(path))
    dates = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    made = [book.add_worksheet(name) for name in sheets]
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, tuple):
                made[-1].write_formula(line, place, cell[0], None, cell[1])
            elif hasattr(cell, "isoformat"):
                made[-1].write_datetime(line, place, cell, dates)
            else:
                made[-1].write(line, place, cell)
    book.close()
    return str(path)


def test_a_workbook_with_dates_numbers_and_formulas(run: Run, tmp_path: Path) -> None:
    from datetime import datetime

    rows: list[list[Any]] = [
        ["某街道工单"],
        HEAD.split(","),
        ["G1", "路灯不亮", "", "", "", "", 13812345678, datetime(2018, 5, 17, 10, 30)],
        [("=A3&2", "G12"), ("=1+1", "楼道堆满杂物"), "", "", "", "", "", 43236.5],
    ]
    done = run("import", workbook(tmp_path / "rows.xlsx", rows), "--yes")
    assert done.code == 0, done.err
    first, second = cases(run)
    assert first["person"]["phone"] == "13812345678"
    assert first["logged_at"] == "2018-05-17T10:30:00+08:00"
    assert (second["ref"], second["text"]) == ("G12", "楼道堆满杂物")
    assert second["logged_at"] == "2018-05-16T12:00:00+08:00"


def test_a_sheet_is_named_and_a_wrong_one_lists_them(run: Run, tmp_path: Path) -> None:
    rows: list[list[Any]] = [line.split(",") for line in ROWS.splitlines()]
    file = workbook(tmp_path / "rows.xlsx", rows, sheets=("说明", "工单"))
    wrong = run("import", file, "--yes", "--sheet", "汇总")
    assert (wrong.code, "说明、工单" in wrong.err) == (3, True)
    first = run("import", file, "--yes")
    assert (first.code, "说明、工单" in first.err) == (6, True)
    assert not ledger().exists()
    assert run("import", file, "--yes", "--sheet", "工单").code == 0


# --- once and only once -------------------------------------------------------------------------


@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "without numbers"])
def test_importing_twice_changes_nothing(numbered: bool, run: Run, tmp_path: Path) -> None:
    text = ROWS if numbered else "\n".join(line.split(",", 1)[1] for line in ROWS.splitlines())
    file = write(tmp_path / "rows.csv", text)
    run("import", file, "--yes")
    before = digest()
    again = run("import", file, now="2018-06-01T10:00:00+08:00")
    assert (again.code, digest()) == (0, before)
    assert [line.split("\t")[1:3] for line in again.out.splitlines()] == [
        ["known", "SZ-18-00001"],
        ["known", "SZ-18-00002"],
    ]
    assert len(cases(run)) == 2


def test_a_number_that_comes_twice_in_a_file_is_one_case(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "rows.csv", f"{ROWS}{LIGHT}\n")
    item = run("import", file, "--yes", "--json").json["item"]
    assert (item["rows"], item["imported"], item["known"], item["rejected"]) == (3, 2, 1, 0)


def test_what_an_interruption_left_is_taken_in_the_next_time(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    lines = "".join(f"G{n},路灯{n}不亮,地点{n},社区,热线,,,2018-05-17\n" for n in range(5))
    file = write(tmp_path / "rows.csv", f"{HEAD}\n{lines}")

    def stop_at_the_fourth(desk: Any, issue: Any, **given: Any) -> Any:
        if issue.ref == "G3":
            raise KeyboardInterrupt
        return log_case(desk, issue, **given)

    with monkeypatch.context() as patched:
        patched.setattr(importing, "log_case", stop_at_the_fourth)
        stopped = run("import", file, "--yes")
    assert stopped.code == 130
    assert "已导入 2，早已登记 0，未收 0" in stopped.err
    assert [ref for ref, _ in told(run)] == ["G0", "G1"]
    item = run("import", file, "--json").json["item"]
    assert (item["imported"], item["known"]) == (3, 2)


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "rows.csv", f"{ROWS}G3,,,,,,,\n")
    tried = run("import", file, "--dry-run")
    assert tried.code == 1
    assert not ledger().exists()
    assert [path.name for path in tmp_path.iterdir() if "rejected" in path.name] == []
    assert tried.out == run("import", file, "--yes").out


def test_a_row_refused_half_way_takes_none_of_its_batch_along(run: Run, tmp_path: Path) -> None:
    """The address is looked at only after the text was put down."""
    row = f"G9,路灯不亮,{'远' * 20_001},,,,,"
    file = write(tmp_path / "rows.csv", f"{HEAD}\n{LIGHT}\n{row}\n{JUNK}\n")
    item = run("import", file, "--yes", "--json").json["item"]
    assert (item["imported"], item["rejected"]) == (2, 1)
    assert [ref for ref, _ in told(run)] == ["G1", "G2"]
    with raw() as connection:
        counted = "SELECT count(*) FROM texts WHERE body LIKE '路灯不亮%'"
        assert connection.execute(counted).fetchone() == (0,)
    assert run("doctor").code == 0
    assert run("find", "路灯").out.startswith("SZ-18-00001")


# --- rows that are rejected -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("G3,,地点,,,,,", "没有写内容"),
        ("G3,路灯不亮,,,,,,下周三", "看不懂时间“下周三”"),
        ("G3,路灯不亮,,,,,,2018-13-45", "看不懂时间“2018-13-45”"),
        ("G3,路灯不亮,,,,,,2019-01-01", "还没有到"),
        ("2.01805E+16,路灯不亮,,,,,,", "丢了末几位"),
        (f"{'G' * 300},路灯不亮,,,,,,", "300 字"),
        (f"G3,{'灯' * 20_001},,,,,,", "20001 字"),
    ],
)
def test_a_row_that_cannot_be_logged_is_named_and_the_others_are(
    row: str, reason: str, run: Run, tmp_path: Path
) -> None:
    done = run("import", write(tmp_path / "rows.csv", f"{HEAD}\n{LIGHT}\n{row}\n{JUNK}\n"), "--yes")
    assert done.code == 1
    assert reason in done.err
    assert "第 3 行" in done.err
    assert [ref for ref, _ in told(run)] == ["G1", "G2"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_rejected_rows_are_mended_in_their_file_and_imported_again(
    form: str, run: Run, tmp_path: Path
) -> None:
    bad = "G3,=路灯不亮,+地点,,,,,明天"
    rows: list[list[Any]] = [line.split(",") for line in (*ROWS.splitlines(), bad)]
    file = tmp_path / f"rows.{form}"
    if form == "xlsx":
        rows[-1][1] = ("=A1", "=路灯不亮")
        workbook(file, rows)
    elif form == "jsonl":
        items = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        write(file, "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items))
    else:
        write(file, "\n".join(map(",".join, rows)) + "\n")
    done = run("import", str(file), "--yes", "--json")
    kept = Path(done.json["item"]["rejected_file"])
    assert (done.code, kept.parent) == (1, tmp_path)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    again = run("import", str(kept), "--json")
    assert (again.code, len(cases(run))) == (1, 2)
    assert again.json["item"]["rejected_file"] == str(kept), "the same rows are one file"
    kept.write_text(kept.read_text("utf-8-sig").replace("明天", "2018-05-18"), "utf-8-sig")
    assert run("import", str(kept)).code == 0
    assert told(run)[-1] == ("G3", "=路灯不亮")
    assert cases(run)[-1]["address"] == "+地点"


def test_a_line_that_is_no_json_is_rejected_as_it_stands(run: Run, tmp_path: Path) -> None:
    lines = '{"text": "路灯不亮", "ref": "G1"}\n[1, 2\n{"text": "灯", "ref": "G2"}\n'
    done = run("import", write(tmp_path / "rows.jsonl", lines), "--yes")
    assert (done.code, "第 2 行: 这一行不是 JSON 对象" in done.err) == (1, True)
    assert (tmp_path / "rows.rejected.jsonl").read_text("utf-8") == "[1, 2\n"


def test_personal_data_in_a_reason_is_masked_on_the_screen(run: Run, tmp_path: Path) -> None:
    row = "G3,路灯不亮,,,,,,13812345678"
    done = run("import", write(tmp_path / "rows.csv", f"{HEAD}\n{row}\n"), "--yes")
    assert "138****5678" in done.err
    assert "13812345678" not in done.err + done.out


def test_only_so_many_numbers_are_kept_in_memory(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shaozi.desk.importing.BATCH", 1)
    monkeypatch.setattr("shaozi.desk.importing.REMEMBERED", 1)
    rows = "G3,路灯不亮,,,,,,\nG4,垃圾没人清,,,,,,\nG3,井盖坏了,,,,,,\n"
    done = run("import", write(tmp_path / "rows.csv", f"{HEAD}\n{rows}"), "--yes")
    assert (done.code, "相同" in done.err) == (0, False)  # known, as before


def test_one_number_for_two_texts_in_a_file_is_rejected_with_its_line(
    run: Run, tmp_path: Path
) -> None:
    rows = "G3,路灯不亮,,,,,,\nG3,井盖坏了,,,,,,\nG3,路灯不亮,,,,,,\n"
    path = write(tmp_path / "rows.csv", f"{HEAD}\n{rows}")
    for imported, known in ((1, 1), (0, 2)):
        done = run("import", path, "--yes")
        assert "第 3 行: 外部编号 G3 与第 2 行相同，内容不同" in done.err
        assert f"已导入 {imported}，早已登记 {known}，未收 1" in done.err
    assert "井盖坏了" in (tmp_path / "rows.rejected.csv").read_text("utf-8")


# --- which column is what -------------------------------------------------------------------------


def test_a_guess_is_not_used_before_somebody_agreed(run: Run, tmp_path: Path) -> None:
    done = run("import", write(tmp_path / "rows.csv", ROWS))
    assert done.code == 2
    assert "--yes" in done.err
    assert "138****5678" in done.err
    assert not ledger().exists()


def test_the_second_time_nothing_is_shown_or_asked(run: Run, tmp_path: Path) -> None:
    first = run("import", write(tmp_path / "may.csv", ROWS), "--yes").err
    assert ("诉求内容" in first, "案件号" in first) == (True, False)
    other = ROWS.replace("G1,", "G3,").replace("G2,", "G4,")
    later = run("import", write(tmp_path / "june.csv", other))
    assert (later.code, later.err) == (0, "已导入 2，早已登记 0，未收 0\n")


def test_a_mapping_is_written_mended_and_used(run: Run, tmp_path: Path) -> None:
    text = "甲,乙,丙\nK1,路灯不亮啊请来修理,2018-05-17\n"
    file, mapping = write(tmp_path / "rows.csv", text), tmp_path / "own.toml"
    lost = run("import", file, "--mapping", str(mapping))
    assert (lost.code, f"没有对应文件 {mapping}" in lost.err) == (3, True)
    assert "里面现在是猜的" in lost.err
    assert run("import", file, "--mapping", str(mapping)).code == 6
    assert 'titles = ["#1", "#2", "#3"]' in mapping.read_text("utf-8")
    mapping.write_text(
        'channel = "grid"\n[columns]\nref = "甲"\ntext = ["乙", "甲"]\ntold = "丙"\n', "utf-8"
    )
    assert run("import", file, "--mapping", str(mapping)).code == 0
    (case,) = cases(run)
    assert (case["ref"], case["text"], case["channel"]) == ("K1", "路灯不亮啊请来修理 K1", "grid")


def test_an_absent_mapping_is_refused_though_the_headings_are_known(
    run: Run, tmp_path: Path
) -> None:
    file = write(tmp_path / "rows.csv", ROWS)
    run("import", file, "--yes")
    mapping, before = tmp_path / "own.toml", digest()
    refused = run("import", file, "--mapping", str(mapping), "--yes", "--dry-run")
    assert (refused.code, mapping.exists()) == (3, False)
    assert run("import", file, "--mapping", str(mapping), "--yes").code == 3
    assert digest() == before
    assert run("import", file, "--mapping", str(mapping)).code == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("nonsense", "不能用"),
        ("[columns]\nref = '甲'\n", "没有写明 text"),
        ("[columns]\ntext = '乙'\ncolour = '甲'\n", "没有这一项: colour"),
        ("[columns]\ntext = '丁'\n", "没有这一列: 丁"),
        ("channel = 'x'\n[columns]\ntext = '乙'\n", "不能用"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    content: str, says: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "own.toml").write_text(content, "utf-8")
    file = write(tmp_path / "rows.csv", "甲,乙\nK1,路灯不亮\n")
    done = run("import", file, "--mapping", str(tmp_path / "own.toml"))
    assert done.code == 6
    assert says in done.err
    assert not ledger().exists()


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("03/04/2018", "18/04/2018"), "2018-04-03T09:00:00+08:00"),
        (("03/04/2018", "04/18/2018"), "2018-03-04T09:00:00+08:00"),
        (("03/04/2018", "05/04/2018"), "2018-04-03T09:00:00+08:00"),
    ],
    ids=["day first", "month first", "either: day first"],
)
def test_the_column_tells_which_of_day_and_month_is_first(
    dates: tuple[str, str], first: str, run: Run, tmp_path: Path
) -> None:
    lines = "".join(f"G{n},路灯{n}不亮,,,,,,{date}\n" for n, date in enumerate(dates))
    assert run("import", write(tmp_path / "rows.csv", f"{HEAD}\n{lines}"), "--yes").code == 0
    assert cases(run)[0]["logged_at"] == first


# --- rows written together ------------------------------------------------------------------------


def test_of_acts_written_together_the_next_sees_what_the_last_left(
    book: DutyBook, tmp_path: Path
) -> None:
    with open_store(tmp_path / "ledger.db", create=True) as store:
        desk = Desk(store, book, "SZ", "专员甲", "", BEIJING, 1526626800)
        with store.writing(together=True):
            first = log_case(desk, Issue("路灯不亮", ref="G1")).case
            assert resolve(desk, first.number, "换了灯").outcome
            second = log_case(desk, Issue("井盖坏了", ref="G2")).case
            with pytest.raises(AlreadyLogged):
                log_case(desk, Issue("井盖坏了", ref="G2"))
        assert (first.running, second.running) == (1, 2)
        assert [entry.number for entry in store.history(first.number)] == [1, 2]
        assert store.rows("find", asked='"井盖"', limit=9)
        assert not examine(store).faults


def test_what_a_row_tells_is_an_issue_field_by_field() -> None:
    *issue, _ = Told._fields  # the last is no part of it
    assert [*Issue._fields[: len(issue)]] == issue
