"""A report as a Word file in the form of an official paper, with its tables and charts."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from shaozi.privacy import harmless
from shaozi.render.printout import Printout
from shaozi.render.section import Kind, Section
from shaozi.words import say

if TYPE_CHECKING:
    from docx.document import Document as Word

_NUMERALS = "一二三四五六七八九十"
#: Of more rows than a page takes, a chart shows the largest.
CHARTED = 12
#: More columns than this are read only on a page that lies on its side.
_UPRIGHT = 14
_CELL, _BESIDE = 1.9, 0.8  # mm: half a Chinese character of 五号, and what is free beside it
_MM = 36_000  # in the units of drawings
_CHART = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>
<wp:docPr id="{number}" name="chart {number}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>"""

#: In a Word file, what a label is not told to leave out is in it.
_LABELS = "".join(
    f'<c:{shown} val="{int(shown == "showVal")}"/>'
    for shown in (
        *("showLegendKey", "showVal", "showCatName"),
        *("showSerName", "showPercent", "showBubbleSize"),
    )
)


def word(printout: Printout) -> bytes:
    """The report as a Word file; the same report gives the same file."""
    from shaozi.render import official

    across = any(len(section.fields) > _UPRIGHT for section in printout.sections)
    made = official.document(across=across)
    name, *when = harmless(printout.title).split("  ")
    official.title(made, "\n".join([name, " ".join(when)]).strip())
    for line in printout.lines:
        official.text(made, harmless(line))
    for number, (heading, body) in enumerate(printout.texts, 1):
        official.heading(made, harmless(f"{numeral(number)}{heading}"))
        for line in body.splitlines():
            official.text(made, harmless(line))
    for number, section in enumerate(printout.sections, len(printout.texts) + 1):
        official.heading(made, harmless(f"{numeral(number)}{section.title}"))
        _section(made, section, across=across)
        if _drawn(printout, section):
            _chart(made, _largest(section), number)
    official.foot(made)
    known = printout.item.get("known")
    return official.packed(made, printout.title, datetime.fromisoformat(known) if known else None)


def numeral(number: int) -> str:
    """一、 to 九十九、; in English the plain number."""
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return say(f"{ten}{_NUMERALS[ones - 1] if ones else ''}、", f"{number}. ")


def _drawn(printout: Printout, section: Section) -> bool:
    """Whether a section's chart is drawn: those one screen shows too, if it leaves any out."""
    many = section.bars and len(section.rows) > 1
    return bool(many) and (not printout.brief or section.name in printout.brief)


def _section(made: "Word", section: Section, *, across: bool) -> None:
    from shaozi.render import official

    if section.note:
        official.text(made, harmless(section.note))
    room = official.HEIGHT if across else official.WIDTH
    texts = [[harmless(text) for text in section.texts(row)] for row in section.rows]
    grid = official.table(made, _widths(section, texts, room), _BESIDE)
    right = [field.kind is not Kind.TEXT for field in section.fields]
    official.row(grid, [field.title for field in section.fields], "小表头", right=right)
    official.rows(grid, texts, "小表格", right=right)


def _widths(section: Section, texts: list[list[str]], room: float) -> list[float]:
    """What each column holds, in mm, the widest cut where they need more than there is room.

    A Chinese character counts as two; a title may take two lines.
    """
    from rich.cells import cell_len

    needs = []
    for place, field in enumerate(section.fields):
        longest = max(cell_len(row[place]) for row in texts)
        cells = max(min(60, longest), (cell_len(field.title) + 1) // 2, 4)
        needs.append(_CELL * cells + 2 * _BESIDE + 0.5)
    if sum(needs) <= room:
        return [need * room / sum(needs) for need in needs]
    widths, left = dict.fromkeys(range(len(needs)), 0.0), room
    for count, place in enumerate(sorted(widths, key=lambda place: needs[place])):
        widths[place] = min(needs[place], left / (len(needs) - count))
        left -= widths[place]
    return list(widths.values())


def _largest(section: Section) -> Section:
    """What the chart shows: all of a trend, else the largest rows, the largest first."""
    if section.name == "trend":
        return section
    place = [field.name for field in section.fields].index(section.bars)
    rows = sorted(section.rows, key=lambda row: -(row.cells[place] or 0))
    return section._replace(rows=rows[:CHARTED])


def _chart(made: "Word", section: Section, number: int) -> None:
    """A chart drawn by Word itself, with the workbook its numbers stand in.

    So it needs no typeface of this machine, prints sharp, and its numbers can be edited.
    """
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    from shaozi.render.workbook import charted

    numbers = charted(section)
    with zipfile.ZipFile(BytesIO(numbers)) as packed:
        drawn = packed.read("xl/charts/chart1.xml").decode()
    package: Any = made.part.package
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    sheet = PackURI(f"/word/embeddings/chart{number}.xlsx")
    behind = chart.relate_to(
        Part(sheet, CONTENT_TYPE.SML_SHEET, numbers, package), RELATIONSHIP_TYPE.PACKAGE
    )
    link = f'<c:externalData r:id="{behind}"><c:autoUpdate val="0"/></c:externalData>'
    drawn = drawn.replace("<c:printSettings>", f"{link}<c:printSettings>")
    chart._blob = drawn.replace('<c:showVal val="1"/>', _LABELS).encode()
    height = 70 if section.name == "trend" else 24 + 7 * len(section.rows)
    drawing = _CHART.format(
        width=150 * _MM,
        height=height * _MM,
        number=number,
        relation=made.part.relate_to(chart, RELATIONSHIP_TYPE.CHART),
    )
    paragraph = made.add_paragraph(style="小表格")
    paragraph.paragraph_format.line_spacing = 1.0  # an exact one would cut the picture
    paragraph.add_run()._r.append(parse_xml(drawing))
