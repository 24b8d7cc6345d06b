"""Telling from headings, and where these are silent from the cells, which column is what."""

import re
from collections.abc import Callable, Mapping, Sequence

from shaozi.exchange.cells import plain
from shaozi.exchange.columns import FIELDS, Columns, system_of
from shaozi.exchange.dates import is_moment, month_first
from shaozi.exchange.headings import Headings, Meaning, meaning, plain_title, words
from shaozi.exchange.rejected import REASON
from shaozi.exchange.table import Row, Table

_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_NUMBER = re.compile(r"[A-Za-z]{0,6}[-_]?\d[\dA-Za-z-]{4,}")
#: Of a column's cells that are not empty, so many must look alike to tell what it is.
MOST = 0.6
#: A column of texts has so many characters to a cell at least.
WORDY = 6


def guess(table: Table, found: Headings) -> Columns:
    """What each column probably is; it may be that none says what the matter is."""
    body = [row for row in table.sample if row.line > found.line]
    titles = tuple(title for title in found.titles if title != REASON)
    columns = _by_headings(titles)
    _by_cells(titles, found.titles, body, columns)
    dates = _cells(body, found.titles.index(columns["told"])) if "told" in columns else []
    return Columns(
        source=table.path.stem,
        titles=titles,
        columns={field: (columns[field],) for field in FIELDS if field in columns},
        channel=system_of(titles),
        day_first=not any(map(month_first, dates)),
        answers=_answers(titles, columns.get("ref")),
    )


def _by_headings(titles: Sequence[str]) -> dict[str, str]:
    """The surest heading of each field."""
    best: dict[str, tuple[Meaning, str]] = {}
    for title in titles:
        heard = meaning(title)
        if heard and (heard.field not in best or heard < best[heard.field][0]):
            best[heard.field] = heard, title
    return {field: title for field, (_, title) in best.items()}


def _by_cells(
    titles: Sequence[str], all_titles: Sequence[str], body: Sequence[Row], columns: dict[str, str]
) -> None:
    """Find by their cells the columns that no heading names, the plainest first."""
    for field, looks in _LOOKS.items():
        if field in columns:
            continue
        for title in titles:
            cells = _cells(body, all_titles.index(title))
            if title not in columns.values() and cells and looks(cells):
                columns[field] = title
                break
    if "text" not in columns:
        left = [title for title in titles if title not in columns.values()]
        length = {title: _length(_cells(body, all_titles.index(title))) for title in left}
        wordy = [title for title in left if length[title] >= WORDY]
        if wordy:
            columns["text"] = max(wordy, key=lambda title: length[title])


def _cells(body: Sequence[Row], place: int) -> list[str]:
    cells = (plain(row.cells[place].strip()) for row in body if place < len(row.cells))
    return [cell for cell in cells if cell]


def _length(cells: Sequence[str]) -> float:
    """Characters to a cell, as far as they are words."""
    return sum(len(re.sub(r"[\W\dA-Za-z]", "", cell)) for cell in cells) / max(len(cells), 1)


def _most(looks: Callable[[str], object]) -> Callable[[Sequence[str]], bool]:
    return lambda cells: sum(map(bool, map(looks, cells))) >= MOST * len(cells)


def _numbers(cells: Sequence[str]) -> bool:
    return len(set(cells)) == len(cells) and all(map(_NUMBER.fullmatch, cells))


_LOOKS: Mapping[str, Callable[[Sequence[str]], bool]] = {
    "phone": _most(_PHONE.fullmatch),
    "told": _most(is_moment),
    "ref": _numbers,
}


def _answers(titles: Sequence[str], ref: str | None) -> dict[str, str]:
    """The headings under which the source takes answers: its own where the file has them."""
    answers = {}
    for field, heard in words()["answers"].items():
        own = [title for title in titles if plain_title(title.split("/")[-1]) in heard]
        answers[field] = (own or heard)[0]
    return answers | ({"ref": ref} if ref else {})
