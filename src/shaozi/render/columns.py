"""A mapping as it is shown before it is used: each field, its column, and what that holds."""

from collections.abc import Sequence

from shaozi.exchange.columns import FIELDS, Columns
from shaozi.exchange.headings import Headings
from shaozi.exchange.table import Table
from shaozi.labels import label
from shaozi.privacy import mask_name, one_line, scrub
from shaozi.render.tables import Column, draw_table
from shaozi.words import say

_FIELD_NAMES = {
    "ref": ("外部编号", "outside number"),
    "number": ("案件号", "case number"),
    "text": ("诉求内容", "what the matter is"),
    "address": ("地点", "where"),
    "community": ("社区", "community"),
    "lane": ("街巷", "lane"),
    "channel": ("来源", "channel"),
    "name": ("反映人", "resident"),
    "phone": ("电话", "phone"),
    "told": ("时间", "told at"),
}


def show_mapping(mapping: Columns, table: Table, found: Headings) -> None:
    """The mapping as a table on stderr, with an example, masked, from each column."""
    rows = []
    for field in FIELDS:
        titles = mapping.columns.get(field, ())
        if field == "number" and not titles:
            continue  # only what shaozi wrote has one, and nobody misses it elsewhere
        example = _example(table, found, titles[0]) if titles else ""
        shown = mask_name(example) if field == "name" and example else scrub(example)
        missing = say("（没有）", "(none)")
        if field == "channel" and not titles:
            missing = f"= {label(mapping.channel)}"
        rows.append((say(*_FIELD_NAMES[field]), " + ".join(titles) or missing, one_line(shown)))
    columns = (
        Column(say("是什么", "what it is")),
        Column(say("文件里的列", "column of the file")),
        Column(say("例", "example"), flexible=True),
    )
    draw_table(columns, rows, to_stderr=True)


def _example(table: Table, found: Headings, title: str) -> str:
    place = found.titles.index(title)
    cells = (row.cells[place] for row in table.sample if _has(row.cells, place, row.line, found))
    return next(cells, "")


def _has(cells: Sequence[str], place: int, line: int, found: Headings) -> bool:
    return line > found.line and place < len(cells) and bool(cells[place].strip())


def other_columns(mapping: Columns) -> int:
    """How many columns of the file are not read."""
    used = {title for titles in mapping.columns.values() for title in titles}
    return len(set(mapping.titles) - used)
