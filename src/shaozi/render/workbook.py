"""A report as an Excel workbook: a sheet a section, each a real table with its chart.

Whatever a cell begins with, it is text or a number; nothing becomes a formula.
"""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from shaozi.exchange.cells import FORMULA
from shaozi.privacy import harmless
from shaozi.render.printout import LISTED, Printout
from shaozi.render.section import Field, Kind, Row, Section
from shaozi.words import say

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Cells a column may take, two for a Chinese character; longer texts go on below.
WIDEST = 48
_TABLE_STYLE = "Table Style Light 9"
_A4 = 9
_LINE = 15  # points
_SOME_DAY = datetime(2018, 5, 1)


def workbook(printout: Printout) -> bytes:
    """The report as a workbook; the same report gives the same file."""
    made = BytesIO()
    book = _book(made, printout.item.get("known"))
    _cover(book, printout)
    for section in [*printout.sections, *filter(None, [printout.ledger])]:
        if section.rows:
            sheet = put_section(book, section)
            chart = chart_of(book, section)
            if chart:
                sheet.insert_chart(1, len(section.fields) + 1, chart)
    book.close()
    return made.getvalue()


def charted(section: Section) -> bytes:
    """A workbook of one section and its chart: what stands behind a chart in a Word file."""
    made = BytesIO()
    book = _book(made)
    sheet = put_section(book, section)
    sheet.insert_chart(1, len(section.fields) + 1, chart_of(book, section))
    book.close()
    return made.getvalue()


def _book(made: BytesIO, known: str | None = None) -> "Workbook":
    """An empty workbook; ``known``: the moment it says it was made at, which no clock tells it."""
    from xlsxwriter import Workbook

    book = Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    created = datetime.fromisoformat(known) if known else _SOME_DAY
    book.set_properties({"created": created.replace(tzinfo=None)})
    return book


def _cover(book: "Workbook", printout: Printout) -> None:
    """The title, and what must be known to read the figures."""
    sheet = _sheet(book, say("说明", "about"))
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.write_string(0, 0, harmless(printout.title), book.add_format({"bold": True, "size": 16}))
    lines = [*printout.lines, *(part for pair in printout.texts for part in ("", *pair))]
    lines += [f"{section.title}: {section.note}" for section in printout.sections if section.note]
    if printout.ledger and printout.ledger.rows:
        lines += [
            say(
                f"{printout.ledger.title}: 指标背后的案件，多于 {LISTED} 件的指标除外",
                f"{printout.ledger.title}: the cases behind figures of at most {LISTED}",
            )
        ]
    plain = book.add_format({"text_wrap": True, "quote_prefix": True})
    for place, line in enumerate(lines, 2):
        sheet.write_string(place, 0, harmless(line), plain)


def _sheet(book: "Workbook", title: str) -> "Worksheet":
    sheet = book.add_worksheet(title[:31])
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    return sheet


def put_section(book: "Workbook", section: Section) -> "Worksheet":
    """A sheet with the section's table at its top left, the headings kept in sight."""
    sheet = _sheet(book, section.title)
    titles = _titles(section)
    look = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1}
    left, right = (book.add_format({**look, "align": side}) for side in ("left", "right"))
    heads = [left if field.kind is Kind.TEXT else right for field in section.fields]
    sheet.add_table(
        0,
        0,
        len(section.rows),
        len(titles) - 1,
        {
            "name": f"t_{section.name}",
            "style": _TABLE_STYLE,
            "columns": [
                {"header": title, "header_format": head}
                for title, head in zip(titles, heads, strict=True)
            ],
        },
    )
    formats: dict[tuple[Any, ...], Format] = {}
    texts = [section.texts(row) for row in section.rows]
    widths = [_width(title, [row[place] for row in texts]) for place, title in enumerate(titles)]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    for down, row in enumerate(section.rows, 1):
        sheet.set_row(down, _LINE * _lines(texts[down - 1], widths))
        for place, field in enumerate(section.fields):
            _put(book, sheet, formats, (down, place), field, row)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    return sheet


def _put(
    book: "Workbook",
    sheet: "Worksheet",
    formats: "dict[tuple[Any, ...], Format]",
    at: tuple[int, int],
    field: Field,
    row: Row,
) -> None:
    value = row.cells[at[1]]
    if value is None:
        return
    if isinstance(value, str):
        text = harmless(value)
        asked: dict[str, Any] = {"text_wrap": field.flexible, "valign": "top"}
        asked["quote_prefix"] = text.startswith(FORMULA)  # it stays text when edited, too
        sheet.write_string(*at, text, _format(book, formats, asked))
    else:
        asked = {"num_format": number_format(field.kind, row.kind), "valign": "top"}
        sheet.write_number(*at, value, _format(book, formats, asked))


def _format(
    book: "Workbook", formats: "dict[tuple[Any, ...], Format]", asked: dict[str, Any]
) -> "Format":
    key = tuple(asked.items())
    if key not in formats:
        formats[key] = book.add_format(asked)
    return formats[key]


def number_format(kind: Kind, of: Kind) -> str:
    """How Excel shows a number of that kind in a row of the kind ``of``."""
    if kind is Kind.CHANGE:
        plain = number_format(of, of)
        return f"+{plain};-{plain};{plain}"
    return {
        Kind.COUNT: "#,##0",
        Kind.SHARE: "0.0%",
        Kind.MINUTES: say('#,##0" 分钟"', '#,##0" min"'),
        Kind.SCORE: "0.0",
    }[of if kind is Kind.COUNT else kind]


def _titles(section: Section) -> list[str]:
    """The headings; a table of Excel's takes none twice, so a second one says whose it is."""
    titles: list[str] = []
    for field in section.fields:
        title = field.title if field.title not in titles else f"{titles[-1]} {field.title}"
        titles.append(title)
    return titles


def _width(title: str, texts: list[str]) -> int:
    """Cells that the widest line of a column takes, with room for the button beside its title."""
    from rich.cells import cell_len

    longest = max(map(cell_len, texts))
    return max(6, min(WIDEST, max(longest + 2, cell_len(title) + 4)))


def _lines(texts: list[str], widths: list[int]) -> int:
    """How many lines a row takes: not every program works it out when it opens the file."""
    from rich.cells import cell_len

    pairs = [(cell_len(text), width) for text, width in zip(texts, widths, strict=True)]
    return max(1 if length < width else 1 + length // (width - 4) for length, width in pairs)


def chart_of(book: "Workbook", section: Section) -> "Chart | None":
    """The chart of a section that has one, of the cells on its sheet: bars by row, or columns
    by period, of its field ``bars`` or, where a trend is told, of all its counts.
    """
    if not section.bars or not section.rows:
        return None
    trend = section.name == "trend"
    counts = [f.name for f in section.fields if f.kind is Kind.COUNT] if trend else [section.bars]
    places = [place for place, field in enumerate(section.fields) if field.name in counts]
    chart = book.add_chart({"type": "column" if trend else "bar"})
    last, sheet = len(section.rows), section.title[:31]
    for place in places:
        chart.add_series(
            {
                "name": [sheet, 0, place],
                "categories": [sheet, 1, 0, last, 0],
                "values": [sheet, 1, place, last, place],
                "data_labels": {"value": True},
                "gap": 60,
            }
        )
    chart.set_title({"name": section.title, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"} if len(places) > 1 else {"none": True})
    bare = {"visible": False, "major_gridlines": {"visible": False}}
    named = {"major_tick_mark": "none", "minor_tick_mark": "none", "reverse": not trend}
    if trend:
        chart.set_size({"width": 640, "height": 300})
        chart.set_x_axis(named)
        chart.set_y_axis(bare)
    else:  # the names stand on the upright axis, in the order of the table
        chart.set_size({"width": 560, "height": 90 + 26 * len(section.rows)})
        chart.set_y_axis(named)
        chart.set_x_axis(bare)
    return chart
