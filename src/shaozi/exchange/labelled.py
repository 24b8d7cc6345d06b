"""Texts with the item each belongs to, from a file of rows that an office made."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from shaozi.errors.lists import BadTable
from shaozi.exchange.files import open_table
from shaozi.words import say

#: Headings a column of texts, or of codes, may have.
TEXT_NAMES = frozenset({"text", "内容", "诉求", "诉求内容", "事项", "issue"})
CODE_NAMES = frozenset({"code", "codes", "编码", "职责", "职责编码", "duty"})
_CODE = re.compile(r"[A-Za-z]{2}-\d{1,3}")


class Labelled(NamedTuple):
    """A text and the items that are right for it; any of them will do."""

    line: int
    text: str
    codes: tuple[str, ...]


def read_labelled(path: Path) -> list[Labelled]:
    """The rows of a csv, tsv or xlsx file, with or without a row of headings.

    A cell of codes may hold several, as ``CG-01/CG-02``. Blank rows are left out; ``line`` is
    the row's line in the file. Raises `NoSuchFile` or `BadTable`.
    """
    with open_table(path) as table:
        rows = list(table.rows())
    text, code, headed = _columns(path, rows[0].cells)
    found = []
    for line, row, _ in rows[headed:]:
        if len(row) <= max(text, code) or not row[text].strip():
            continue
        found.append(Labelled(line, row[text], tuple(map(str.upper, _CODE.findall(row[code])))))
    if not found:
        raise BadTable(path, say("只有表头", "it has headings only"))
    return found


def _columns(path: Path, first: Sequence[str]) -> tuple[int, int, bool]:
    """Where the texts and the codes are, and whether the first row only names them."""
    names = [cell.strip().lower() for cell in first]
    text = next((place for place, name in enumerate(names) if name in TEXT_NAMES), None)
    code = next((place for place, name in enumerate(names) if name in CODE_NAMES), None)
    if text is not None and code is not None:
        return text, code, True
    code = next((place for place, cell in enumerate(first) if _CODE.match(cell.strip())), None)
    rest = [place for place in range(len(first)) if place != code]
    if code is None or not rest:
        why = say("找不到内容列和编码列", "no column of texts and no column of codes")
        raise BadTable(path, why, say("表头写 text,code", "name the columns text,code"))
    return max(rest, key=lambda place: len(first[place])), code, False
