"""A report as one HTML file that needs no network; what residents wrote never becomes markup."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from shaozi.privacy import one_line
from shaozi.render.printout import LISTED, Printout
from shaozi.render.section import Field, Kind, Row, Section
from shaozi.words import language, say

if TYPE_CHECKING:
    from jinja2 import Template


class Cell(NamedTuple):
    """A cell as the page draws it: ``bar`` of 100, and where its cases are listed, if anywhere."""

    title: str
    text: str
    kind: Kind
    alarm: bool
    figure: str
    value: Any
    bar: int | None
    link: str | None


class List(NamedTuple):
    """The cases behind a figure."""

    id: str
    title: str
    numbers: list[str]


class Part(NamedTuple):
    """A section as the page draws it."""

    section: Section
    rows: list[list[Cell]]
    lists: list[List]
    columns: list[dict[str, Any]]


def html(printout: Printout) -> str:
    """The report as a page."""
    return _template().render(
        printout=printout,
        parts=list(_parts(printout)),
        language={"zh": "zh-CN"}.get(language(), "en"),
        say=say,
        one_line=one_line,
        listed=LISTED,
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # S701: autoescape is on
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def _parts(printout: Printout) -> Iterator[Part]:
    for number, section in enumerate(printout.sections, 1):
        lists: dict[str, List] = {}
        rows = [
            [
                _cell(printout, section, row, place, f"f{number}", lists)
                for place in range(len(section.fields))
            ]
            for row in section.rows
        ]
        chart = _columns(section) if section.name == "trend" else []
        yield Part(section, rows, list(lists.values()), chart)


def _cell(
    printout: Printout, section: Section, row: Row, place: int, prefix: str, lists: dict[str, List]
) -> Cell:
    field, value = section.fields[place], row.cells[place]
    figure = section.figure(row, field)
    numbers = printout.cases.get(figure) or (printout.cases.get(row.name) if place == 1 else None)
    link = None
    if numbers and field.kind is Kind.COUNT and len(numbers) <= LISTED and printout.ledger:
        title = " · ".join((section.texts(row)[0], field.title)) if row.name else field.title
        found = lists.setdefault(figure, List(f"{prefix}-{len(lists) + 1}", title, numbers))
        link = found.id
    return Cell(
        title=field.title,
        text=section.texts(row)[place],
        kind=field.kind,
        alarm=field.alarm and value not in (0, None),
        figure=figure,
        value=None if field.kind is Kind.TEXT else value,
        bar=_bar(section, field, value),
        link=link,
    )


def _bar(section: Section, field: Field, value: Any) -> int | None:
    """How long the bar is, of 100; None where there is none."""
    if field.name != section.bars or section.name == "trend" or not value:
        return None
    place = section.fields.index(field)
    most = max(row.cells[place] or 0 for row in section.rows)
    return round(100 * value / most) if most else None


def _columns(section: Section) -> list[dict[str, Any]]:
    """The columns of the chart of a trend: two a period, in a room of 600 by 100."""
    numbers = [place for place, field in enumerate(section.fields) if field.kind is Kind.COUNT]
    most = max([1, *(row.cells[place] for row in section.rows for place in numbers)])
    step = 600 / len(section.rows)
    return [
        {
            "x": round(at * step + step * (0.1 + 0.4 * series), 1),
            "width": round(step * 0.36, 1),
            "height": round(100 * row.cells[place] / most, 1),
            "series": series,
            "value": row.cells[place],
            "title": f"{row.cells[0]} {section.fields[place].title} {row.cells[place]}",
        }
        for at, row in enumerate(section.rows)
        for series, place in enumerate(numbers)
    ]
