"""Texts with the item each belongs to, from a csv or tsv file an office made."""

import csv
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from shaozi.errors.ledger import NoSuchFile
from shaozi.errors.lists import BadTable
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
    """The rows of a csv or tsv file, UTF-8 or GB18030, with or without a row of headings.

    A cell of codes may hold several, as ``CG-01/CG-02``. Blank rows are left out; ``line`` is
    the row's number, the headings counted. Raises `NoSuchFile` or `BadTable`.
    """
    if not path.is_file():
        raise NoSuchFile(path)
    try:
        rows = _rows(_decoded(path))
    except csv.Error:
        raise BadTable(path, say("有一格太长", "a cell is too long")) from None
    if not rows:
        raise BadTable(path, say("没有内容", "it is empty"))
    text, code, headed = _columns(path, rows[0][1])
    found = []
    for line, row in rows[headed:]:
        if len(row) <= max(text, code) or not row[text].strip():
            continue
        found.append(Labelled(line, row[text], tuple(map(str.upper, _CODE.findall(row[code])))))
    if not found:
        raise BadTable(path, say("只有表头", "it has headings only"))
    return found


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadTable(path, say("不是 UTF-8，也不是 GB18030", "it is neither UTF-8 nor GB18030"))


def _rows(whole: str) -> list[tuple[int, list[str]]]:
    delimiter = "\t" if "\t" in whole.partition("\n")[0] else ","
    reader = csv.reader(StringIO(whole, newline=""), delimiter=delimiter)
    return [(line, row) for line, row in enumerate(reader, 1) if any(cell.strip() for cell in row)]


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
