"""Where a table's headings are, and what each of them calls its column."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from shaozi.dutyfile import data_file
from shaozi.exchange.table import Table

#: Rows looked at for the headings: above them stand titles, offices and dates of printing.
HEAD = 30


class Headings(NamedTuple):
    """The headings of a table and the line of the last row that belongs to them."""

    titles: tuple[str, ...]
    line: int


class Meaning(NamedTuple):
    """What a heading calls its column; the smaller ``distance``, the surer."""

    distance: tuple[int, int]
    field: str


@cache
def words() -> dict[str, dict[str, Any]]:
    """The headings and words that ship with the program: ``data/columns.toml``."""
    return tomllib.loads(data_file("columns.toml").read_text("utf-8"))


def plain_title(title: str) -> str:
    """A heading without spaces, marks and what stands in brackets."""
    half = unicodedata.normalize("NFKC", title).lower()
    return re.sub(r"\(.*?\)|[\s*:·]", "", half)


@lru_cache(maxsize=5000)
def meaning(title: str) -> Meaning | None:
    """What a heading calls its column: the whole of it is known, or its end is.

    A heading of what goes back to the source is none of these.
    """
    parts = [plain_title(part) for part in title.split("/")]
    known = {
        word: Meaning((0, rank), field)
        for field, heard in words()["titles"].items()
        for rank, word in enumerate(heard)
    }
    exact = [known[part] for part in ("".join(parts), parts[-1]) if part in known]
    if exact:
        return exact[0]
    if _goes_back(parts[-1]):
        return None
    ends = [word for word in known if len(word) > 1 and parts[-1].endswith(word)]
    ends = [word for word in ends if known[word].field != "number"]
    if not ends:
        return None
    longest = max(ends, key=len)
    return Meaning((1, -len(longest)), known[longest].field)


def _goes_back(title: str) -> bool:
    return any(title in heard for field, heard in words()["answers"].items() if field != "ref")


def headings(table: Table, mapped: Collection[str] = ()) -> Headings:
    """The headings of a table: of its first rows, the one, or the two, that say most.

    Two rows are headings where cells were merged: 诉求人 over 姓名 and 电话. ``mapped`` are
    headings that a mapping names. Where there are none, columns are called #1, #2 …
    """
    if table.titles is not None:
        return Headings(table.titles, 0)
    rows = table.sample[:HEAD]
    found = [Headings(_titles(row.cells), row.line) for row in rows]
    found += [
        Headings(_titles(_under(upper.cells, lower.cells)), lower.line)
        for upper, lower in pairwise(rows)
    ]

    def says(headings: Headings) -> int:
        if mapped:
            return len(set(mapped) & set(headings.titles))
        return len({heard.field for title in headings.titles if (heard := meaning(title))})

    best = max(found, key=says, default=Headings((), 0))
    if says(best) >= min(2, len(mapped) or 2, len(best.titles) or 2):
        return best
    width = max((len(row.cells) for row in table.sample), default=0)
    return Headings(tuple(f"#{place}" for place in range(1, width + 1)), 0)


def _titles(cells: Sequence[str]) -> tuple[str, ...]:
    """Each cell as a heading; a blank one goes by its place."""
    return tuple(" ".join(cell.split()) or f"#{place}" for place, cell in enumerate(cells, 1))


def _under(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows of merged headings as one: what is merged across stands before what is below it."""
    width = max(len(upper), len(lower))
    over, below = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    titles, across = [], ""
    for above, under in zip(over, below, strict=True):
        across = above.strip() or (across if under.strip() else "")
        own = under.strip()
        titles.append(f"{across}/{own}" if across and own else own or across)
    return titles
