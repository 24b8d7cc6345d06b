"""A part of a report as every form draws it: terminal, HTML, Markdown, CSV, xlsx, docx."""

from enum import StrEnum
from typing import Any, NamedTuple

from shaozi.render.tables import Column
from shaozi.words import say
from shaozi.worktime import length_text


class Kind(StrEnum):
    """What a column holds: texts and moments are strings, the others numbers or None."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"  # of 1
    MINUTES = "minutes"
    SCORE = "score"  # of 100
    CHANGE = "change"  # of the kind of its row


class Field(NamedTuple):
    """A column: its name for programs, its title for people; only a flexible one may be cut.

    ``alarm``: anything but nought is drawn in red, beside the title that says why.
    ``on_screen``: whether a terminal has room for it.
    """

    name: str
    title: str
    kind: Kind = Kind.COUNT
    flexible: bool = False
    alarm: bool = False
    on_screen: bool = True

    @property
    def column(self) -> Column:
        """The column as a terminal draws it."""
        return Column(self.title, self.flexible, self.kind is not Kind.TEXT, self.alarm)


class Row(NamedTuple):
    """A row: its name for programs, and a plain value for each field.

    ``kind`` is what its counts are, where not all rows of the table hold the same.
    """

    name: str
    cells: tuple[Any, ...]
    kind: Kind = Kind.COUNT


class Section(NamedTuple):
    """A table of a report, with a line on how to read it.

    ``bars`` names the field to draw as bars, if any. The figure in a cell is named
    ``section/row/field`` (in ``total``, the field alone), as `--cases` takes it.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: list[Row]
    note: str = ""
    bars: str = ""

    def figure(self, row: Row, field: Field) -> str:
        """The name of the figure in a cell."""
        whole = self.name == "total"
        return field.name if whole else f"{self.name}/{row.name}/{field.name}"

    def texts(self, row: Row) -> list[str]:
        """The cells of a row as people read them."""
        pairs = zip(self.fields, row.cells, strict=True)
        return [cell_text(field.kind, cell, row.kind) for field, cell in pairs]


def cell_text(kind: Kind, value: Any, of: Kind = Kind.COUNT) -> str:
    """A value as people read it; what is not known is a dash. ``of``: see `Row`."""
    if value is None:
        return "–"
    if kind is Kind.CHANGE:
        return change_text(value, of)
    kind = of if kind is Kind.COUNT else kind
    if kind is Kind.SHARE:
        return f"{100 * value:.1f}%"
    if kind is Kind.MINUTES:
        return length_text(value * 60)
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def change_text(change: float, of: Kind) -> str:
    """More, less or the same, in a sign and in words."""
    size = f"{abs(change):.0f}" if of is Kind.COUNT else f"{abs(100 * change):.1f}"
    if float(size) == 0:
        return say("＝ 持平", "= same")
    if of is Kind.SHARE:
        size += say(" 点", " pt")
        return say(f"▲ 升 {size}", f"▲ up {size}") if change > 0 else _down(size)
    return (
        say(f"▲ 多 {size}", f"▲ up {size}") if change > 0 else say(f"▼ 少 {size}", f"▼ down {size}")
    )


def _down(size: str) -> str:
    return say(f"▼ 降 {size}", f"▼ down {size}")


def text(name: str, title: str, *, flexible: bool = False) -> Field:
    """A column of words."""
    return Field(name, title, Kind.TEXT, flexible)
