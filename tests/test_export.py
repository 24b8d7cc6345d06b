"""Cases for others: masked, in the forms an office uses, and back to where they came from."""

import csv
import io
import json
import stat
from pathlib import Path

import openpyxl
import pytest

from conftest import Run
from machine import digest
from test_import import HEAD, ROWS, cases, write

SECRETS = ("王小明", "13812345678", "501")


@pytest.fixture
def kept(run: Run) -> Run:
    """A ledger with three cases, one of them ended."""
    text = "我是3号楼2单元501室的王小明，电话13812345678，路灯不亮"
    run(
        "log", text, "--name", "王小明", "--phone", "13812345678", "--ref", "G1", "--at", "东巷12号"
    )
    run(
        "log",
        "=cmd|'/c calc'!A1 楼道堆满杂物，疏散通道被堵",
        "--community",
        "+东巷社区",
        "--channel",
        "12345",
    )
    run("log", "路灯不亮", "--settled", "当场换了灯泡")
    return run


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "xlsx"])
def test_cases_are_written_masked_for_their_owner_only(
    form: str, kept: Run, tmp_path: Path
) -> None:
    file = tmp_path / f"cases.{form}"
    done = kept("export", "-o", str(file), "--all")
    assert (done.code, done.out, done.err) == (0, f"{file}\n", "3 件，已脱敏\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if form == "xlsx":
        sheet = openpyxl.load_workbook(file).active
        assert sheet is not None
        table = [[cell.value for cell in row] for row in sheet.iter_rows()]
        whole = repr(table)
        assert (len(table), table[0][0]) == (4, "案件号")
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    else:
        whole = file.read_text("utf-8")
        assert whole.startswith("\ufeff") == (form == "csv")
        assert len(whole.splitlines()) == (3 if form == "jsonl" else 4)
    assert [secret for secret in SECRETS if secret in whole] == []
    assert "路灯不亮" in whole


def test_what_a_spreadsheet_takes_for_a_formula_is_neutralised(kept: Run, tmp_path: Path) -> None:
    out = kept("export", "--duty", "PA").out
    (row,) = rows_of(out)
    assert row["诉求内容"].startswith("'=cmd")
    assert row["社区"] == "'+东巷社区"
    file = tmp_path / "cases.xlsx"
    kept("export", "--duty", "PA", "-o", str(file))
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    (cell,) = [cell for cell in sheet[2] if str(cell.value).startswith("=cmd")]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_filter_is_that_of_list(kept: Run) -> None:
    for asked in ([], ["--all"], ["--state", "closed"], ["--duty", "CG"], ["--channel", "12345"]):
        listed = kept("list", *asked, "--json").json["items"]
        exported = rows_of(kept("export", *asked).out)
        assert [row["案件号"] for row in exported] == [item["number"] for item in listed]
        assert rows_of(kept("list", *asked, "--csv").out) == exported


def test_a_list_as_csv_or_tsv_has_the_headings_of_the_readers_language(kept: Run) -> None:
    chinese, english = kept("list", "--csv").out, kept("list", "--csv", lang="en").out
    assert chinese.startswith("\ufeff案件号,状态")
    assert english.startswith("\ufeffnumber,state")
    tsv = kept("list", "--tsv").out.splitlines()
    assert (len(tsv), tsv[0].split("\t")[:2]) == (3, ["number", "state"])
    cut = kept("list", "--csv", "--limit", "1")
    assert (len(cut.out.splitlines()), "1 of 2" in cut.err) == (2, True)


def test_what_was_exported_can_be_imported_elsewhere(kept: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    kept("export", "--all", "-o", str(file))
    env = {"SHAOZI_DB": str(tmp_path / "other.db")}
    assert kept("import", str(file), "--yes", env=env).code == 0
    found = {item["text"]: item for item in cases(kept)}
    assert "=cmd|'/c calc'!A1 楼道堆满杂物，疏散通道被堵" in found
    assert found["路灯不亮"]["channel"] == "visit"


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_exported_is_there_already_where_it_came_from(
    kept: Run, tmp_path: Path, form: str, lang: str
) -> None:
    kept("amend", "2", "--text", "楼道堆满杂物")
    file = str(tmp_path / f"cases.{form}")
    kept("export", "--all", "-o", file, lang=lang)
    kept("amend", "2", "--text", "楼道堆满旧家具")
    before = digest()
    item = kept("import", file, "--yes", "--json").json["item"]
    assert (item["imported"], item["known"], item["rejected"]) == (0, 3, 0)
    assert digest() == before


def test_another_desk_of_the_same_code_takes_an_export_in_whole(kept: Run, tmp_path: Path) -> None:
    """Two desks that nobody has given a code yet: their numbers are the same, their cases not."""
    file = tmp_path / "cases.csv"
    kept("export", "--all", "-o", str(file))
    head, *rows = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join([head, *reversed(rows)]), "utf-8")
    env = {"SHAOZI_DB": str(tmp_path / "other.db")}
    item = kept("import", str(file), "--yes", "--json", env=env).json["item"]
    assert (item["imported"], item["known"]) == (3, 0)


def test_a_file_that_is_there_is_overwritten_only_with_yes(kept: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("mine")
    for asked in (["export"], ["export", "--ledger"], ["report", "weekly"]):
        refused = kept(*asked, "-o", str(file))
        assert refused.code == 1
        assert "换一个文件名，或加 --yes 覆盖" in refused.err
        assert file.read_text() == "mine"
        assert kept(*asked, "-o", str(file), "--yes").code == 0
        file.write_text("mine")
    assert kept("export", "-o", str(tmp_path / "cases.pdf")).code == 2
    assert kept("export", "-o", str(tmp_path / "no" / "cases.csv")).code == 1
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_nothing_to_export_is_a_file_of_headings(run: Run) -> None:
    assert run("export").out.splitlines() == [run("export").out.strip("\n")]


# --- answers --------------------------------------------------------------------------------------


def test_answers_go_back_in_the_columns_they_came_in(run: Run, tmp_path: Path) -> None:
    head = f"{HEAD},办理状态,处置结果,是否满意"
    rows = "\n".join(f"{row},,," for row in ROWS.splitlines()[1:])
    run(
        "import",
        write(tmp_path / "市民热线.csv", f"{head}\n{rows}\n,没有编号的,,,,,,,,,\n"),
        "--yes",
    )
    run("resolve", "1", "--how", "换了灯泡，已告知王小明 13812345678")
    run("callback", "1", "--solved", "yes", "--satisfied", "no")
    run("log", "路灯不亮", "--ref", "X1")  # of no interest to the hotline
    answers = rows_of(run("export", "--answers", "市民热线", "--channel", "12345").out)
    assert answers == [
        {
            "工单编号": "G1",
            "办理状态": "已回访",
            "处置结果": "换了灯泡，已告知王** 138****5678",
            "办结时间": "2018-05-18 15:00",
            "联系时间": "",
            "是否解决": "是",
            "是否满意": "不满意",
        }
    ]
    file = tmp_path / "answers.jsonl"
    mapping = next((tmp_path / ".config/shaozi/mappings").iterdir())
    run("export", "--answers", str(mapping), "--channel", "12345", "-o", str(file), lang="en")
    assert json.loads(file.read_text("utf-8")) == answers[0]
    unknown = run("export", "--answers", "没有", lang="zh")
    assert (unknown.code, "没有“没有”的列对应\n  有: " in unknown.err) == (3, True)


def test_an_export_of_many_cases_takes_no_more_memory(run: Run, tmp_path: Path) -> None:
    import tracemalloc

    def peak(count: int) -> int:
        lines = "".join(f"第{n}盏路灯不亮{'很久了' * 50}\n" for n in range(count))
        run("log", "-", stdin=lines, env={"SHAOZI_DB": str(tmp_path / f"{count}.db")})
        tracemalloc.start()
        run("export", "-o", str(tmp_path / f"{count}.csv"))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(5)
    small, large = peak(20), peak(600)
    assert large < small + 600 * 200


def test_what_was_resolved_after_its_limit_is_late_in_the_export(run: Run) -> None:
    for _ in range(3):
        run("log", "路灯不亮")
    run("resolve", "1", "--how", "修好了", now="2018-05-20T09:00:00+08:00")
    run("resolve", "2", "--how", "修好了", now="2018-05-28T09:00:00+08:00")
    found = rows_of(run("export", "--all").out)
    assert {row["案件号"][-1]: row["是否逾期"] for row in found} == {
        "1": "否",
        "2": "是",
        "3": "是",
    }
