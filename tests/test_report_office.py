"""Reports as Excel and Word files, opened again and compared by cell and by paragraph."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import Run
from office import as_pdf, words_of
from shaozi.privacy import harmless
from shaozi.render.printout import Printout
from shaozi.render.section import Field, Kind, Row, Section, text
from shaozi.render.word import numeral, word
from shaozi.render.workbook import workbook

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://a")')
MARKUP = "<w:p/> & <script> {{ 7 }} \x07\ufffe 王"
SLICES = Section(
    "by_duty",
    "职责",
    (text("slice", "职责", flexible=True), Field("new", "新增"), Field("ended", "办结退出")),
    [Row("PA-05", ("PA-05 楼道堆物", 3, 1)), Row("CG-26", ("CG-26 路灯", 12_000, 0))],
    bars="new",
)
COMPARED = Section(
    "compared",
    "与上期相比",
    (
        text("figure", "指标"),
        Field("now", "2018-W20"),
        Field("last", "2018-W19"),
        Field("last_change", "变化", Kind.CHANGE),
        Field("year_ago", "2017-W20"),
        Field("year_ago_change", "变化", Kind.CHANGE),
    ),
    [
        Row("new", ("新增", 7, 10, -3, None, None)),
        Row("solved", ("解决率", 0.5, 0.25, 0.25, None, None), Kind.SHARE),
    ],
    note="没有去年同期。",
)
CALLS = Section(
    "units",
    "吹哨报到",
    (
        text("name", "单位"),
        Field("share", "按时率", Kind.SHARE),
        Field("minutes", "中位用时", Kind.MINUTES),
        Field("score", "均分", Kind.SCORE),
    ),
    [Row(cell, (cell, 0.125, 95.0, 88.5)) for cell in (*FORMULAS, MARKUP)],
)
TREND = Section(
    "trend",
    "走势",
    (text("period", "期"), Field("new", "新增"), Field("ended", "办结退出")),
    [Row("2018-W19", ("2018-W19", 10, 4)), Row("2018-W20", ("2018-W20", 7, 9))],
    bars="new",
)
PAPER = Printout(
    schema="weekly-report",
    title="周报  2018 年第 20 周  2018-05-14 – 2018-05-20",
    lines=("工作日 5 天", "草稿·清单未核"),
    sections=[COMPARED, SLICES, CALLS, TREND],
    item={"known": "2018-05-18T15:00:00+08:00"},
    texts=(("建议", "请有关部门研究。\n=1+1"),),
)


@pytest.fixture
def book(home: Path) -> Any:
    return load_workbook(io.BytesIO(workbook(PAPER)))


# --- Excel ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", PAPER.sections, ids=lambda section: section.name)
def test_each_section_is_a_table_on_a_sheet_of_its_own(section: Section, book: Any) -> None:
    sheet = book[section.title]
    (table,) = sheet.tables.values()
    assert table.ref == sheet.dimensions
    assert table.headerRowCount == 1
    assert sheet.freeze_panes == "B2"
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    expected = [[*row.cells] for row in section.rows]
    if section is CALLS:
        expected[-1][0] = "<w:p/> & <script> {{ 7 }} �� 王"
    assert found == expected


def test_a_heading_that_stands_twice_says_whose_it_is(book: Any) -> None:
    heads = [cell.value for cell in next(book["与上期相比"].iter_rows())]
    assert heads == ["指标", "2018-W20", "2018-W19", "变化", "2017-W20", "2017-W20 变化"]


def test_numbers_are_numbers_with_a_form_of_their_own(book: Any) -> None:
    def forms(sheet: str, row: int) -> list[str]:
        return [cell.number_format for cell in book[sheet][row]]

    assert forms("职责", 3)[1:] == ["#,##0", "#,##0"]
    assert forms("与上期相比", 2)[1:4] == ["#,##0", "#,##0", "+#,##0;-#,##0;#,##0"]
    assert forms("与上期相比", 3)[1:4] == ["0.0%", "0.0%", "+0.0%;-0.0%;0.0%"]
    assert forms("吹哨报到", 2)[1:] == ["0.0%", '#,##0" 分钟"', "0.0"]


def test_nothing_becomes_a_formula(book: Any) -> None:
    for row, typed in enumerate(FORMULAS, 2):
        cell = book["吹哨报到"].cell(row, 1)
        assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", typed, True)
    with zipfile.ZipFile(io.BytesIO(workbook(PAPER))) as packed:
        sheets = [name for name in packed.namelist() if "worksheets/sheet" in name]
        assert [name for name in sheets if b"<f>" in packed.read(name)] == []


def test_the_cases_behind_the_figures_are_the_last_sheet(home: Path) -> None:
    ledger = CALLS._replace(name="ledger", title="民情台账", rows=CALLS.rows[:2])
    found = load_workbook(io.BytesIO(workbook(PAPER._replace(ledger=ledger))))
    assert found.sheetnames[-1] == "民情台账"
    assert found["民情台账"]["A2"].value == "=1+1"
    assert "民情台账: 指标背后的案件" in found["说明"].cell(found["说明"].max_row, 1).value


def test_no_clock_tells_a_workbook_when_it_was_made(home: Path) -> None:
    for item, made in (({}, (2018, 5, 1)), (PAPER.item, (2018, 5, 18))):
        found = load_workbook(io.BytesIO(workbook(PAPER._replace(item=item))))
        created = found.properties.created
        assert (created.year, created.month, created.day) == made


def test_columns_are_as_wide_as_what_they_hold_a_chinese_character_as_two(book: Any) -> None:
    widths = book["职责"].column_dimensions
    assert (round(widths["A"].width), round(widths["B"].width)) == (17, 9)


def test_charts_are_excels_own(book: Any) -> None:
    assert [len(sheet._charts) for sheet in book] == [0, 0, 1, 0, 1]
    (bars,), (columns,) = book["职责"]._charts, book["走势"]._charts
    assert (bars.barDir, columns.barDir) == ("bar", "col")
    assert [series.val.numRef.f for series in columns.series] == [
        "走势!$B$2:$B$3",
        "走势!$C$2:$C$3",
    ]


def test_the_cover_says_what_must_be_known(book: Any) -> None:
    lines = [row[0].value for row in book["说明"].iter_rows(min_row=3)]
    assert lines[:2] == ["工作日 5 天", "草稿·清单未核"]
    assert "与上期相比: 没有去年同期。" in lines
    assert "请有关部门研究。\n=1+1" in lines


# --- Word -----------------------------------------------------------------------------------------


def test_the_word_file_has_every_heading_note_and_cell(home: Path) -> None:
    found = Document(io.BytesIO(word(PAPER)))
    assert [line.text for line in found.paragraphs if line.text] == [
        "周报\n2018 年第 20 周 2018-05-14 – 2018-05-20",
        "工作日 5 天",
        "草稿·清单未核",
        "一、建议",
        "请有关部门研究。",
        "=1+1",
        "二、与上期相比",
        "没有去年同期。",
        "三、职责",
        "四、吹哨报到",
        "五、走势",
    ]
    for section, table in zip(PAPER.sections, found.tables, strict=True):
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        assert cells[0] == [field.title for field in section.fields]
        assert cells[1 : len(FORMULAS) + 1] == [
            section.texts(row) for row in section.rows[: len(FORMULAS)]
        ]
    assert found.tables[2].rows[-1].cells[0].text == "<w:p/> & <script> {{ 7 }} �� 王"


def test_the_page_is_that_of_an_official_paper(home: Path) -> None:
    found = Document(io.BytesIO(word(PAPER)))
    page = found.sections[0]
    sizes = (page.page_width, page.page_height, page.top_margin, page.left_margin)
    assert [round(size.mm) for size in sizes if size] == [210, 297, 37, 28]
    sides = (page.left_margin, page.right_margin)
    assert round(210 - sum(side.mm for side in sides if side)) == 156
    styles = found.styles
    assert [styles[name].font.size.pt for name in ("Title", "Heading 1", "正文缩进")] == [
        22,
        16,
        16,
    ]
    assert styles["正文缩进"].paragraph_format.line_spacing.pt == 28
    faces = {"Title": "方正小标宋简体", "Heading 1": "黑体", "正文缩进": "仿宋_GB2312"}
    for name, face in faces.items():
        assert f'w:eastAsia="{face}"' in styles[name].element.xml
    with zipfile.ZipFile(io.BytesIO(word(PAPER))) as packed:
        assert "仿宋,FangSong" in packed.read("word/fontTable.xml").decode()


def test_a_chart_in_word_has_the_numbers_of_its_table(home: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(word(PAPER))) as packed:
        drawn = packed.read("word/charts/chart3.xml").decode()
        behind = load_workbook(io.BytesIO(packed.read("word/embeddings/chart3.xlsx")))
    assert "<c:v>12000</c:v>" in drawn
    rows = [[cell.value for cell in row] for row in behind["职责"].iter_rows(min_row=2)]
    assert rows == [["CG-26 路灯", 12_000, 0], ["PA-05 楼道堆物", 3, 1]]  # the largest first


def test_of_a_report_with_a_brief_word_draws_what_the_brief_shows(home: Path) -> None:
    def charts(printout: Printout) -> int:
        with zipfile.ZipFile(io.BytesIO(word(printout))) as packed:
            return sum(name.startswith("word/charts/chart") for name in packed.namelist())

    assert (charts(PAPER), charts(PAPER._replace(brief={"trend": "sparks"}))) == (2, 1)


def test_a_table_of_many_columns_lies_on_its_side_and_stays_on_the_page(home: Path) -> None:
    fields = [text(f"f{number}", f"第 {number} 栏") for number in range(18)]
    rows = [Row("a", tuple("很长的内容" * number for number in range(18)))]
    wide = PAPER._replace(sections=[Section("ledger", "民情台账", tuple(fields), rows)])
    found = Document(io.BytesIO(word(wide)))
    page = found.sections[0]
    sizes = (page.page_width, page.page_height, page.top_margin, page.right_margin)
    assert [round(size.mm) for size in sizes if size] == [297, 210, 28, 37]
    widths = [column.width.mm for column in found.tables[0].columns]
    assert round(sum(widths)) == 225
    assert min(widths) > 8


@pytest.mark.parametrize(
    ("number", "zh"),
    [(1, "一、"), (10, "十、"), (11, "十一、"), (20, "二十、"), (35, "三十五、")],
)
def test_headings_are_numbered_as_chinese_papers_do(number: int, zh: str, home: Path) -> None:
    assert numeral(number) == zh


# --- both -----------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=40) | st.text("=+-@_x0041{}%<>&\"' \n\t字", min_size=1))
def test_any_text_comes_out_of_both_as_it_went_in(typed: str) -> None:
    section = SLICES._replace(rows=[Row("", (typed, 1, 0))])
    printout = PAPER._replace(sections=[section])
    cell = load_workbook(io.BytesIO(workbook(printout)))["职责"]["A2"]
    assert (cell.data_type, cell.value) == ("s", harmless(typed))
    (table,) = Document(io.BytesIO(word(printout))).tables
    assert table.rows[1].cells[0].text == harmless(typed)


@pytest.mark.parametrize("write", [workbook, word])
def test_the_same_report_gives_the_same_file(write: Any, home: Path) -> None:
    assert write(PAPER) == write(PAPER)


def test_the_weekly_report_is_written_as_both(run: Run, home: Path) -> None:
    run("log", "=楼道堆物", "--duty", "PA-05", "--community", "=史家社区")
    for name in ("周报.xlsx", "周报.docx"):
        assert run("report", "weekly", "-o", str(home / name)).code == 0
    item = run("report", "weekly", "--json").json["item"]
    book = load_workbook(home / "周报.xlsx")
    assert [cell.value for cell in book["社区"][2]] == [
        "=史家社区",
        *list(item["by_community"][0].values())[1:],
    ]
    tables = Document(str(home / "周报.docx")).tables
    assert any("=史家社区" in cell.text for table in tables for cell in table.columns[0].cells)


@pytest.mark.office
def test_libreoffice_opens_both_and_shows_every_cell(home: Path) -> None:
    (home / "w.docx").write_bytes(word(PAPER))
    (home / "x.xlsx").write_bytes(workbook(PAPER))
    for pdf in as_pdf(home, home / "w.docx", home / "x.xlsx"):
        shown = words_of(pdf)
        for seen in (
            "2018 年第 20 周",
            "请有关部门研究",
            "CG-26 路灯",
            "=1+1",
            "@SUM(A1)",
            "<script>",
        ):
            assert seen in shown, (pdf.name, seen)
