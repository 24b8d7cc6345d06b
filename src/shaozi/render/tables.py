"""Lists: a table that fits the terminal, or tab-separated lines in a pipe."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from shaozi.privacy import one_line

if TYPE_CHECKING:
    from rich.console import Console

#: Cells a flexible column needs to say anything.
READABLE = 8


class Column(NamedTuple):
    """A column; only a flexible one may be cut, and red needs words beside it."""

    title: str
    flexible: bool = False
    right: bool = False
    red: bool = False


def show_table(columns: Sequence[Column], rows: Sequence[Sequence[Any]], title: str = "") -> None:
    """Print rows: drawn on a terminal; in a pipe without header, nothing cut."""
    if sys.stdout.isatty():
        draw_table(columns, rows, title)
        return
    for row in rows:
        print("\t".join(one_line(str(cell)) for cell in row))


def draw_table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    title: str = "",
    *,
    to_stderr: bool = False,
) -> None:
    """Draw rows as wide as the terminal is, without flexible columns that say nothing."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(stderr=to_stderr)
    kept = [
        place
        for place, column in enumerate(columns)
        if not (rows and column.flexible) or any(row[place] for row in rows)
    ]
    columns = [columns[place] for place in kept]
    cells = [[one_line(str(row[place])) for place in kept] for row in rows]
    widths = _widths(columns, cells, console.width)
    if _squeezed(columns, cells, widths, console.width):
        _draw_blocks(console, columns, cells, title)
        return
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            column.title,
            width=width,
            no_wrap=not column.right,
            overflow="ellipsis" if column.flexible else "fold",
            justify="right" if column.right else "left",
        )
    for row in cells:
        styled = zip(columns, row, strict=True)
        table.add_row(*(Text(cell, _style(column, cell)) for column, cell in styled))
    console.print(table)


def _squeezed(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], widths: Sequence[int], room: int
) -> bool:
    """Whether the terminal is too narrow for a table that can be read."""
    from rich.cells import cell_len

    for place, column in enumerate(columns):
        whole = max((cell_len(row[place]) for row in cells), default=0)
        if column.flexible and widths[place] < min(READABLE, whole):
            return True
    return sum(widths) + 3 * (len(columns) - 1) > room


def _draw_blocks(
    console: "Console", columns: Sequence[Column], cells: Sequence[Sequence[str]], title: str
) -> None:
    """Each row under its first cell, a line for each of the others: nothing is cut."""
    from rich.text import Text

    if title:
        console.print(Text(title, "bold"))
    for row in cells:
        console.print(Text(row[0]), overflow="fold")
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell:
                line = Text(f"  {column.title}: ") + Text(cell, _style(column, cell))
                console.print(line, overflow="fold")


def _style(column: Column, cell: str) -> str:
    return "red" if column.red and cell not in ("0", "–") else ""


def _longest_word(title: str) -> int:
    """Cells the title needs on two lines: English breaks between words, Chinese anywhere."""
    from rich.cells import cell_len

    if title.isascii():
        return max(map(len, title.split()), default=1)
    return cell_len(title[: (len(title) + 1) // 2])


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """Cells each column gets: all that a fixed one needs, a share of the rest for a flexible one.

    The title of a column of numbers may take two lines where the terminal is narrow.
    """
    from rich.cells import cell_len

    needs = [max([2, *(cell_len(row[place]) for row in cells)]) for place in range(len(columns))]
    titles = [cell_len(column.title) for column in columns]
    full = [max(need, title) for need, title in zip(needs, titles, strict=True)]
    gaps = 3 * len(columns)
    tight = sum(full) + gaps > room
    fixed = [
        max(need, _longest_word(column.title)) if tight and column.right else whole
        for column, need, whole in zip(columns, needs, full, strict=True)
    ]
    flexible = [place for place, column in enumerate(columns) if column.flexible]
    left = room - gaps - sum(fixed[place] for place in range(len(columns)) if place not in flexible)
    for count, place in enumerate(sorted(flexible, key=lambda place: full[place])):
        fixed[place] = max(2, min(full[place], left // (len(flexible) - count)))
        left -= fixed[place]
    return fixed
