"""A Word document as official papers look: page and type of GB/T 9704-2012.

A4, 版心 156 × 225 mm with 天头 37 mm and 订口 28 mm; title 二号, text 三号, line spacing 28 pt;
page numbers 四号 between dashes, odd on the right and even on the left.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

WIDTH, HEIGHT = 156, 225  # mm, of the text
#: No part of a zip tells when it was packed: the same document gives the same file.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
#: The standard's typefaces, and what stands in where a machine does not have them.
SONG, FANG, HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"
FALLBACKS = {
    SONG: "小标宋体,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    FANG: "仿宋,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC",
    HEI: "SimHei,华文黑体,STHeiti,Noto Sans CJK SC",
}
#: (name, typeface, size in pt, space between lines in pt, first line indented by characters)
_STYLES = (
    ("Normal", FANG, 16, 28, 0),
    ("Title", SONG, 22, 34, 0),
    ("Heading 1", HEI, 16, 28, 2),
    ("正文缩进", FANG, 16, 28, 2),
    ("表格", FANG, 12, 18, 0),
    ("表头", HEI, 12, 18, 0),
    ("小表格", FANG, 10.5, 15, 0),
    ("小表头", HEI, 10.5, 15, 0),
    ("页脚", FANG, 10.5, 14, 0),
)


def document(*, across: bool = False) -> Word:
    """An empty document of that page and those styles; ``across``: the page lies on its side."""
    word = Document()
    for name, face, size, leading, indent in _STYLES:
        _style(word, name, face, size, leading, indent)
    _page(word, across=across)
    _fallbacks(word)
    return word


def title(word: Word, text: str) -> None:
    """The title, in the middle."""
    word.add_paragraph(text, "Title").alignment = WD_ALIGN_PARAGRAPH.CENTER


def heading(word: Word, text: str) -> None:
    """A heading of the first level."""
    word.add_paragraph(text, "Heading 1").paragraph_format.keep_with_next = True


def text(word: Word, line: str) -> Paragraph:
    """A paragraph of the text, its first line two characters in."""
    return word.add_paragraph(line, "正文缩进")


def table(word: Word, widths: Sequence[float], beside: float = 1.9) -> Table:
    """An empty table with lines, of columns so wide in mm; ``beside``: mm left free in a cell."""
    found: Table = word.add_table(0, len(widths), "Table Grid")
    found.alignment, found.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(found.columns, widths, strict=True):
        column.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(beside).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    found._tbl.tblPr.append(margins)
    return found


def row(
    grid: Table, cells: Sequence[str], style: str = "表格", *, right: Sequence[bool] = ()
) -> None:
    """A row; one that repeats on each page if it is a head. ``right``: which are set right."""
    made: Any = grid.add_row()  # type: ignore[no-untyped-call] # python-docx leaves it open
    for place, (cell, said) in enumerate(zip(made.cells, cells, strict=True)):
        cell.width = grid.columns[place].width
        cell.paragraphs[0].style = style
        cell.paragraphs[0].add_run(said)
        if right and right[place]:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    marks = ["w:cantSplit", *(["w:tblHeader"] if style.endswith("表头") else [])]
    for mark in marks:
        made._tr.get_or_add_trPr().append(OxmlElement(mark))


def rows(
    grid: Table, many: Iterable[Sequence[str]], style: str, *, right: Sequence[bool] = ()
) -> None:
    """Many rows of one look: each after the first is a copy of it, far quicker than a new one."""
    pattern: Any = None
    for cells in many:
        if pattern is None:
            row(grid, cells, style, right=right)
            pattern = grid._tbl.tr_lst[-1]
            continue
        made = deepcopy(pattern)
        for cell, said in zip(made.tc_lst, cells, strict=True):
            cell.p_lst[0].r_lst[0].text = said
        grid._tbl.append(made)


def foot(word: Word, line: str = "") -> None:
    """Page numbers below each page, and under them a line."""
    section = word.sections[0]
    word.settings.odd_and_even_pages_header_footer = True
    right, left = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
    for below, side in ((section.footer, right), (section.even_page_footer, left)):
        number = below.paragraphs[0]
        number.alignment = side
        _number(number)
        if line:
            below.add_paragraph(line, "页脚").alignment = WD_ALIGN_PARAGRAPH.CENTER


def packed(word: Word, name: str, made_at: datetime | None = None) -> bytes:
    """The file; the same document gives the same file. Nothing tells whose machine made it."""
    properties = word.core_properties
    properties.author = properties.last_modified_by = "哨子"
    properties.title, properties.comments = name, ""
    properties.created = properties.modified = (made_at or datetime(2018, 5, 1)).replace(
        tzinfo=None
    )
    out = BytesIO()
    word.save(out)
    return steady(out.getvalue())


def steady(packed: bytes) -> bytes:
    """The same zip without the moment at which it was packed."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, _NO_TIME), before.read(name), ZIP_DEFLATED)
    return out.getvalue()


def _style(word: Word, name: str, face: str, size: float, leading: float, indent: int) -> None:
    known = {style.name for style in word.styles}
    style: Any = word.styles[name] if name in known else word.styles.add_style(name, 1)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = None
    style.font.name = "Times New Roman"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), face)
    for border in style.element.pPr.findall(qn("w:pBdr")) if style.element.pPr is not None else ():
        style.element.pPr.remove(border)  # Word's own title has a line below it
    spacing = style.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.first_line_indent = Pt(size * indent)


def _page(word: Word, *, across: bool) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(297 - 37 - HEIGHT)
    page.left_margin, page.right_margin = Mm(28), Mm(210 - 28 - WIDTH)
    if across:  # the binding edge comes to lie above
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Mm(297), Mm(210)
        page.top_margin, page.right_margin = page.left_margin, page.top_margin
        page.left_margin, page.bottom_margin = page.bottom_margin, Mm(210 - 28 - WIDTH)
    page.header_distance, page.footer_distance = Mm(15), Mm(20)
    title_style: Any = word.styles["Title"]
    title_style.paragraph_format.space_after = Pt(14)


def _fallbacks(word: Word) -> None:
    """Name in the document's table of typefaces what may stand in for each."""
    faces = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    for part in word.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            blob = part.blob.decode()
            part._blob = blob.replace("</w:fonts>", f"{faces}</w:fonts>").encode()


def _number(paragraph: Paragraph) -> None:
    """— 1 —, counted by Word."""
    paragraph.style = "页脚"
    for piece in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if piece == "PAGE" else piece)
        run.font.size = Pt(14)
        if piece == "PAGE":
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            paragraph._p.append(field)
            paragraph._p.remove(run._r)
            field.append(run._r)
            run.text = "1"
