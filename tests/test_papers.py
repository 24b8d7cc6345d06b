"""The office's papers: what stands on each, who may not be read from them, whose template it is."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from machine import digest, raw
from office import as_pdf, words_of
from shaozi.dutyfile import data_file
from shaozi.papers.forms import PAPERS, Frame, Paper
from shaozi.papers.making import made
from shaozi.papers.printing import FILLED
from shaozi.papers.template import fill
from shaozi.privacy import harmless

ROOT = Path(__file__).parent.parent
NAME, PHONE, ID = "王秀兰", "13812345678", "110101195003071234"
LEAVING = [paper for paper in PAPERS.values() if paper.leaves]
every_paper = pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))

_TEXT = re.compile(r"docProps/.*\.xml|word/(?:document|header|footer|comments|footnotes).*\.xml")


def words(word: Path) -> str:
    """Every paragraph of a Word file in its order, rows as tab-separated lines, then the foot."""
    document = Document(str(word))
    section = document.sections[0]

    def lines() -> Iterator[str]:
        for part in document.iter_inner_content():
            if hasattr(part, "rows"):
                for row in part.rows:
                    cells = {id(cell._tc): cell.text for cell in row.cells}
                    yield "\t".join(cell.replace("\n", " / ") for cell in cells.values()).rstrip()
            else:
                yield part.text
        yield "--"
        yield from (line.text for line in section.footer.paragraphs)

    return "\n".join(lines()) + "\n"


def everything(word: Path) -> str:
    """All text anywhere in the file: pages, heads and feet, properties."""
    with zipfile.ZipFile(word) as packed:
        names = [name for name in packed.namelist() if _TEXT.match(name)]
        return "\n".join(re.sub(r"<[^>]*>", "", packed.read(name).decode()) for name in names)


@pytest.fixture
def desk(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A desk in a folder of its own, where papers land."""
    monkeypatch.chdir(home)
    run("config", "set", "street", "朝阳门街道办事处")
    return run


#: An assignment has no complainant on record; a resident named in it is known by these words.
HANDED = f"请你街道报送居民{NAME}（3号楼501室，电话{PHONE}，身份证{ID}）的用电数据"


def live(
    run: Run,
    told: str = "楼道堆满杂物，疏散通道被堵",
    place: str = "史家胡同3号楼",
    handed: str = HANDED,
) -> None:
    """A case with a whistle, of which one unit came and answered, pursued up to 督办.

    And an assignment that was declined.
    """
    known = ["--name", NAME, "--phone", PHONE, "--community", "史家社区", "--ref", "20180518001234"]
    agreed = [
        "--chair",
        "李主任",
        "--place",
        "街道会议室",
        "--agreed",
        "消防; 清理; 2018-05-30 18:00",
    ]
    acts: list[tuple[str, list[str]]] = [
        ("2018-05-18T15:00", ["log", told, *known, "--at", place, "--duty", "PA-05"]),
        ("2018-05-18T15:10", ["note", "1", f"上门劝说：{told}"]),
        ("2018-05-18T15:30", ["whistle", "1", "--reason", f"劝阻无效：{told}"]),
        ("2018-05-18T16:30", ["arrive", "1", "消防", "--by", "张三", "--post", "中队长"]),
        ("2018-05-18T17:15", ["answer", "1", "消防", "--result", f"责令清理：{told}"]),
        ("2018-05-18T17:20", ["rate", "1", "消防", "--score", "90"]),
        ("2018-05-21T10:00", ["escalate"]),
        ("2018-05-22T10:00", ["convene", "1", "--topic", told, "--dissent", told, *agreed]),
        ("2018-05-23T09:30", ["escalate"]),
        (
            "2018-05-23T10:00",
            ["extend", "1", "--by", "3d", "--reason", told, "--approver", "李主任"],
        ),
        ("2018-05-23T11:00", ["task", "receive", handed, "--from", "区发展改革委"]),
        ("2018-05-23T11:10", ["task", "assign", "1", "none"]),
        ("2018-05-23T11:20", ["task", "decline", "1", "--reason", handed]),
    ]
    for at, typed in acts:
        done = run(*typed, now=f"{at}:00+08:00")
        assert done.code == 0, (typed, done.err)


# --- what stands on them ------------------------------------------------------------------------


def test_every_paper_of_a_case_reads_as_it_should(
    desk: Run, home: Path, golden: Callable[[str, str], None]
) -> None:
    live(desk)
    for paper in PAPERS.values():
        done = desk("paper", paper.title, "1", now="2018-05-23T12:00:00+08:00")
        assert done.code == 0, done.err
        golden(f"paper_{paper.kind}.txt", words(home / done.out.strip()))


def test_json_has_the_fields_that_the_template_may_name(desk: Run, home: Path) -> None:
    live(desk)
    for paper in PAPERS.values():
        item = desk("paper", paper.kind, "1", "--json", lang="en").json["item"]
        assert dict.fromkeys(item["fields"], ()) | _columns(item["fields"]) == paper.placeholders
        assert item["path"] is None
    assert list(home.glob("*.docx")) == []


def _columns(fields: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(rows[0]) for name, rows in fields.items() if isinstance(rows, list)}


def test_every_paper_of_a_case_or_whistle_is_filled() -> None:
    assert set(FILLED) == {paper.kind for paper in PAPERS.values() if paper.about != "task"}


def test_the_same_record_gives_the_same_file(desk: Run, home: Path) -> None:
    live(desk)
    for name in ("a.docx", "b.docx"):
        assert desk("paper", "order", "1", "-o", name, now="2018-05-23T12:00:00+08:00").code == 0
    assert (home / "a.docx").read_bytes() == (home / "b.docx").read_bytes()


def test_a_paper_never_overwrites_a_file(desk: Run, home: Path) -> None:
    desk("log", "路灯不亮")
    assert desk("paper", "告知书", "1").out == "告知书-SZ-18-00001.docx\n"
    done = desk("paper", "告知书", "1")
    assert (done.code, done.err.splitlines()[0]) == (
        1,
        "错误: 告知书-SZ-18-00001.docx 已存在，没有覆盖",
    )


@pytest.mark.parametrize(
    ("acts", "about", "said"),
    [
        ([], "受理情况", "拟于"),
        ([["resolve", "1", "--how", "修好了"]], "办理结果", "修好了"),
        ([["refer", "1", "--to", "消防"]], "移送情况", "已移送消防"),
        ([["report-up", "1", "--reason", "无主"]], "报告情况", "已向区人民政府报告"),
        (
            [["advise", "1", "--class", "legal", "--how", "请找法院"]],
            "告知法定途径",
            "请找法院",
        ),
        (
            [["extend", "1", "--by", "3d", "--reason", "等配件", "--approver", "李主任"]],
            "延期情况",
            "因等配件，办结时限改为",
        ),
    ],
)
def test_the_resident_is_told_where_the_case_stands(
    acts: list[list[str]], about: str, said: str, desk: Run
) -> None:
    desk("log", "路灯不亮")
    for act in acts:
        assert desk(*act).code == 0
    fields = desk("paper", "advice", "1", "--json").json["item"]["fields"]
    assert fields["告知事项"] == about
    assert said in fields["告知内容"]


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("红头文件", "1"), 3, "没有文书“红头文件”"),
        (("order", "9"), 3, "没有案件"),
        (("order", "1"), 3, "没有哨"),
        (("supervision", "1"), 5, "没有督办过"),
        (("reply", "R1"), 3, "没有"),
        (("order", "1", "--reveal"), 4, "吹哨单要送出街道"),
    ],
)
def test_what_cannot_be_printed_is_refused(
    typed: tuple[str, ...], code: int, said: str, desk: Run, home: Path
) -> None:
    desk("log", "路灯不亮")
    before = digest()
    done = desk("paper", *typed)
    assert done.code == code
    assert said in done.err
    assert digest() == before
    assert list(home.glob("*.docx")) == []


def test_a_paper_about_a_case_is_found_by_its_whistle_too(desk: Run) -> None:
    live(desk)
    for kind in ("督办通知单", "visit"):
        by_case = desk("paper", kind, "1", "--json").json["item"]
        assert desk("paper", kind, "1-S1", "--json").json["item"] == by_case
    assert "没有哨“1-S9”" in desk("paper", "visit", "1-S9").err


def test_papers_are_in_chinese_and_what_is_said_of_them_in_the_readers_language(desk: Run) -> None:
    desk("log", "路灯不亮")
    done = desk("paper", "supervision", "1", lang="en")
    assert done.err.splitlines()[0] == "error: SZ-18-00001 was never supervised"
    fields = desk("paper", "advice", "1", "--json").json["item"]["fields"]
    assert fields["告知事项"] == "受理情况"


def test_a_letter_is_printed_only_of_what_was_declined(desk: Run) -> None:
    desk("task", "receive", "请你街道牵头组织第四次全国经济普查入户登记", "--from", "区统计局")
    done = desk("paper", "reply", "1")
    assert (done.code, done.err.splitlines()[0]) == (5, "错误: SZ-18-R0001 没有退回，没有复函")


def test_a_whistle_that_waits_for_the_street_is_an_order_without_units(desk: Run) -> None:
    def fields() -> tuple[str, ...]:
        found = desk("paper", "order", "1", "--json").json["item"]["fields"]
        units = [row["单位"] for row in found["被叫单位"]]
        return (found["级别"], found["审批人"], found["要求报到时限"], "、".join(units))

    desk("config", "set", "level", "community")
    desk("log", "楼道堆满杂物", "--duty", "PA-05")
    desk("whistle", "1", "--reason", "劝阻无效")
    assert fields() == ("社区→街道→部门", "", "", "")
    desk("config", "set", "level", "street")
    assert desk("approve", "1", "--approver", "李主任").code == 0
    assert fields()[:2] == ("社区→街道→部门", "李主任")
    assert "社区平安部" in fields()[3]


def test_minutes_are_of_the_newest_meeting_of_that_number_or_blank(desk: Run) -> None:
    def minutes(typed: str) -> list[str]:
        found = desk("paper", "minutes", typed, "--json").json["item"]["fields"]
        return [found["编号"], found["议题"]]

    desk("log", "路灯不亮")
    assert minutes("1") == ["", "路灯不亮"]
    for topic in ("谁来修", "谁出钱"):
        assert desk("convene", "1", "--topic", topic).code == 0
    assert minutes("1") == ["SZ-18-00001-H2", "谁出钱"]
    assert minutes("1-H1") == ["SZ-18-00001-H1", "谁来修"]
    assert desk("paper", "minutes", "1-H3").code == 3


def test_an_objection_that_nobody_raised_suggests_nobody(desk: Run) -> None:
    desk("log", "路灯不亮", "--duty", "CG-26")
    fields = desk("paper", "派单异议", "1", "--json").json["item"]["fields"]
    assert (fields["异议理由"], fields["建议承办单位"]) == ("", "")


@pytest.mark.office
def test_libreoffice_prints_every_paper_on_a_page_or_a_page_a_unit(desk: Run, home: Path) -> None:
    live(desk)
    files = {paper: home / desk("paper", paper.kind, "1").out.strip() for paper in PAPERS.values()}
    for paper, pdf in zip(files, as_pdf(home, *files.values()), strict=True):
        *pages, _ = words_of(pdf).split("\f")
        assert len(pages) == {"report": 2, "reply": 2}.get(paper.kind, 1), paper.title
        assert paper.title in "".join(pages[0].split())
        for number, page in enumerate(pages, 1):
            assert f"—{number}—" in page.replace(" ", "")
            assert "专员甲 2018-05-23 11:20 打印" in page


# --- who may not be read from them --------------------------------------------------------------

HOSTILE = [
    f"我是3号楼2单元501室的{NAME}，电话{PHONE}",
    f"{NAME[0]} {NAME[1]} {NAME[2]}住3-2-501，手机 138 1234 5678",
    f"秀兰阿姨家501，１３８１２３４５６７８，身份证{ID}",
    f"3号楼501室{NAME}\n电话\t{PHONE}\n微信号wxl1950",
    f"<w:t>{NAME}</w:t> & <b>{PHONE}</b> {{{{ 水印 }}}} {{% for 行 in 被叫单位 %}}",
]
GIVEN_AWAY = (NAME, "秀兰", "501", ID, "wxl1950", "5678", "５６７８")


@pytest.mark.parametrize("told", HOSTILE, ids=range(len(HOSTILE)))
def test_nobody_can_be_read_from_a_paper_that_leaves_the_street(
    told: str, desk: Run, home: Path
) -> None:
    live(desk, told=f"楼道堆物 {told}", place=told.replace("\n", " "))
    for paper in LEAVING:
        done = desk("paper", paper.kind, "1")
        assert done.code == 0, done.err
        found = everything(home / done.out.strip())
        found += desk("paper", paper.kind, "1", "--json").out
        assert [secret for secret in GIVEN_AWAY if secret in found] == [], paper.title


def test_what_stays_in_the_street_is_masked_unless_revealed_and_that_is_written_down(
    desk: Run, home: Path
) -> None:
    live(desk)
    masked = desk("paper", "visit", "1", "--json").json["item"]["fields"]
    assert (masked["走访对象"], masked["联系方式"]) == ("王**", "138****5678")
    shown = desk("paper", "visit", "1", "--reveal", "--json").json["item"]["fields"]
    assert (shown["走访对象"], shown["联系方式"]) == (NAME, PHONE)
    with raw() as ledger:
        assert ledger.execute('SELECT "case", actor FROM views').fetchall() == [
            ("SZ-18-00001", "专员甲")
        ]


def test_markup_and_placeholders_in_a_text_stay_text(desk: Run, home: Path) -> None:
    told = "<w:p/> & {{ 7 * 7 }} {% endfor %} \x07\x0c\ufffe 楼道堆物"
    desk("log", told, "--duty", "PA-05")
    assert desk("paper", "visit", "1").code == 0
    assert "<w:p/> & {{ 7 * 7 }} {% endfor %} ��� 楼道堆物" in words(
        home / "走访记录-SZ-18-00001.docx"
    )


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40) | st.text("{}%#<>&\"'“” \n\t字", max_size=40))
def test_any_text_comes_out_of_a_template_as_it_went_in(typed: str) -> None:
    values = dict.fromkeys(PAPERS["advice"].placeholders, "") | {"告知内容": typed}
    word = Document(io.BytesIO(fill(made(PAPERS["advice"]), values, 0)))
    assert harmless(typed).replace("\t", " ") in [line.text for line in word.paragraphs]


def test_who_printed_it_and_when_stands_at_the_foot_of_every_page(desk: Run, home: Path) -> None:
    live(desk)
    for paper in LEAVING:
        name = desk("paper", paper.kind, "1", now="2018-05-23T12:00:00+08:00").out.strip()
        section = Document(str(home / name)).sections[0]
        for foot in (section.footer, section.even_page_footer):
            assert foot.paragraphs[1].text.startswith("专员甲 2018-05-23 12:00 打印")


# --- whose template it is -----------------------------------------------------------------------


@every_paper
def test_the_templates_that_ship_are_the_ones_made(paper: Paper) -> None:
    """After a change of `papers/making.py`: python -m shaozi.papers.making."""
    assert data_file(f"papers/{paper.title}.docx").read_bytes() == made(paper)


def own_template(run: Run, text: str) -> Path:
    """The office's own template of a 告知书, with a paragraph more."""
    path = Path(run("config", "template", "告知书").out.strip())
    document = Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))
    return path


def test_an_office_changes_a_template_in_word(desk: Run, home: Path) -> None:
    desk("log", "路灯不亮")
    own_template(desk, "我街道{{ 街道 }}{% if 诉求内容 %}：{{ 诉求内容 }}{% endif %}")
    assert desk("config", "template", "advice").err == "检查过，可以用\n"
    desk("paper", "advice", "1")
    assert "我街道朝阳门街道办事处：路灯不亮" in words(home / "告知书-SZ-18-00001.docx")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{{ 反映人电话 }}", "没有 {{ 反映人电话 }}"),
        ("{{ 案件号.__class__ }}", "不认识的写法 Getattr"),
        ("{{ 7 * 7 }}", "不认识的写法 Mul"),
        ("{{ 案件号|upper }}", "不认识的写法 Filter"),
        ("{% for n in range(9) %}{% endfor %}", "不认识的写法 For"),
        ("{% for 行 in 被叫单位 %}{{ 行.单位 }}{% endfor %}", "不认识的写法 For"),
        ("{% include 'x' %}", "不认识的写法 Include"),
        ("{{ 案件号 }", "占位符写坏了"),
    ],
)
def test_a_template_that_names_what_is_not_there_is_refused_when_it_loads(
    written: str, said: str, desk: Run, home: Path
) -> None:
    desk("log", "路灯不亮")
    own_template(desk, written)
    done = desk("paper", "advice", "1")
    assert done.code == 6
    assert said in done.err
    if "占位符" not in said:
        assert "可以写的: 标题、街道" in done.err
    assert not list(home.glob("*.docx"))


def test_a_template_without_the_watermark_is_refused(desk: Run) -> None:
    path = Path(desk("config", "template", "order").out.strip())
    document = Document()
    document.add_paragraph("{{ 哨号 }}")
    document.save(str(path))
    done = desk("config", "template", "order")
    assert (done.code, "缺 {{ 水印 }}" in done.err) == (6, True)


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


BROKEN = {
    "empty": b"",
    "no zip": b"\xd0\xcf\x11\xe0 an old .doc",
    "cut short": made(PAPERS["advice"])[:20_000],
    "no Word file": _packed({"a.txt": b"a"}),
    "a bomb": _packed({"word/document.xml": bytes(60_000_000)}),
    "a long part": _packed({"word/document.xml": b"-%}" * 700_000}),
    "many parts": _packed({f"{n}.xml": b"" for n in range(600)}),
    "entities": _packed({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_template_is_one_sentence(broken: str, desk: Run) -> None:
    desk("log", "路灯不亮")
    path = Path(desk("config", "template", "advice").out.strip())
    path.write_bytes(BROKEN[broken])
    done = desk("paper", "advice", "1")
    assert done.code == 6
    assert done.err.startswith(f"错误: 模板 {path} 不能用: ")
    assert len(done.err.splitlines()) == 2


# --- what is written about them -----------------------------------------------------------------


@every_paper
def test_every_placeholder_is_in_the_document(paper: Paper) -> None:
    written = (ROOT / "docs" / "papers.md").read_text("utf-8")
    assert f"`{paper.kind}`" in written
    line = written.split(f"- **{paper.title}**: ")[1].split("\n")[0]
    named = re.findall(r"([^、（）]+)(?:（([^）]+)）)?", line)
    found = {name: tuple(filter(None, columns.split("、"))) for name, columns in named}
    frame = dict.fromkeys(Frame._fields, ())
    assert frame | found == paper.placeholders
