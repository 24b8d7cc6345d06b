"""A report on a terminal: what fits one screen, drawn; a report without a brief is drawn whole."""

from collections.abc import Iterator
from typing import Any

from shaozi.privacy import harmless, one_line
from shaozi.render.printout import Printout
from shaozi.render.section import Kind, Row, Section
from shaozi.render.tables import show_table
from shaozi.words import counted, say

#: Rows of a table or of bars that one screen has room for.
ROOM = 5
SPARKS = "▁▂▃▄▅▆▇█"


def draw(printout: Printout) -> None:
    """Draw the report; red stands only beside words that say the same."""
    from rich.console import Console

    console = Console(highlight=False)
    for line in (printout.title, *printout.lines):
        console.print(harmless(line), markup=False)
    for heading, body in () if printout.brief else printout.texts:
        console.print()
        console.print(one_line(heading), style="bold", markup=False)
        for part in body.splitlines():
            console.print(one_line(part), markup=False)
    found = {section.name: section for section in printout.sections}
    for name, how in (printout.brief or dict.fromkeys(found, "whole")).items():
        if name in found:
            _DRAWN[how](console, found[name])


def _table(section: Section, rows: list[Row]) -> None:
    shown = [place for place, field in enumerate(section.fields) if field.on_screen]
    columns = [section.fields[place].column for place in shown]
    texts = map(section.texts, rows)
    show_table(columns, [[row[place] for place in shown] for row in texts], section.title)


def _whole(console: Any, section: Section) -> None:
    _table(section, section.rows)
    if section.note:
        console.print(section.note, style="dim", markup=False)


def _top(console: Any, section: Section) -> None:
    """A table cut to what fits, and how much was cut."""
    _table(section, section.rows[:ROOM])
    if len(section.rows) > ROOM:
        left = len(section.rows) - ROOM
        console.print(say(f"  另有 {left} 行", f"  {counted(left, 'more row')}"), style="dim")


def _bars(console: Any, section: Section) -> None:
    """The largest values of a table as bars."""
    from rich.cells import cell_len, set_cell_size

    rows = sorted(filter(lambda pair: pair[1], _valued(section)), key=lambda pair: -pair[1])
    shown = [(one_line(name), value) for name, value in rows[:ROOM]]
    if not shown:
        return
    title = next(field.title for field in section.fields if field.name == section.bars)
    console.print(f"\n{section.title} · {title}", style="bold", markup=False)
    width = min(max(cell_len(name) for name, _ in shown), console.width // 2)
    room = max(10, min(40, console.width - width - 12))
    for name, value in shown:
        bar = "█" * max(1, round(room * value / shown[0][1]))
        console.print(f"  {set_cell_size(name, width)}  {bar} {value}", markup=False)
    if len(rows) > len(shown):
        rest = sum(value for _, value in rows[len(shown) :])
        left = len(rows) - len(shown)
        console.print(
            say(f"  其余 {left} 项 {rest}", f"  {counted(left, 'other')} {rest}"), style="dim"
        )


def _sparks(console: Any, section: Section) -> None:
    """A line of small columns for each field of numbers."""
    first, last = section.rows[0].name, section.rows[-1].name
    console.print(f"{section.title}  {first} – {last}", style="bold", markup=False)
    for place, field in enumerate(section.fields):
        if field.kind is Kind.COUNT:
            values = [row.cells[place] for row in section.rows]
            console.print(f"  {field.title}  {sparks(values)}  {values[-1]}", markup=False)


def sparks(values: list[int]) -> str:
    """Numbers as columns of eight heights; nought is the lowest."""
    top = max(1, *values)
    return "".join(SPARKS[round((len(SPARKS) - 1) * value / top)] for value in values)


def _valued(section: Section) -> Iterator[tuple[str, int]]:
    places = [field.name for field in section.fields]
    for row in section.rows:
        yield section.texts(row)[0], row.cells[places.index(section.bars)]


_DRAWN = {
    "whole": _whole,
    "top": _top,
    "bars": _bars,
    "sparks": _sparks,
}
