"""Rows of a csv or tsv file, UTF-8 or GB18030, read line by line whatever its size."""

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from shaozi.errors.lists import BadTable
from shaozi.exchange.table import MAX_COLUMNS, Row, Table, surveyed
from shaozi.words import say

#: A cell longer than this is a quotation mark that nobody closed.
MAX_CELL = 100_000
#: A line this long holds no rows that a person made.
MAX_LINE = 10_000_000
_DELIMITERS = (",", "\t", ";")
#: Characters of three bytes in UTF-8: so many in a line are no accident of another encoding.
_UTF8_RUNS = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2}")


def read(path: Path) -> Table:
    """The whole file read once; raises `BadTable` where it cannot be."""
    encoding = encoding_of(path)
    delimiter = _delimiter(path, encoding)
    count, sample = surveyed(_rows(path, encoding, delimiter))
    return Table(path, lambda: _rows(path, encoding, delimiter), count, sample)


def encoding_of(path: Path) -> str:
    """UTF-8, else GB18030, for every line; raises `BadTable` where neither will do.

    Much of UTF-8 can be read as GB18030 and makes nonsense; a line that is clearly UTF-8 in a
    file that is not shows that two files were put together.
    """
    other = first_utf8 = 0
    with path.open("rb") as file:
        for number, line in _lines(path, file):
            if line.isascii():
                continue
            if not _reads(line, "utf-8"):
                other = other or number
                if not _reads(line, "gb18030"):
                    _refuse(path, number, first_utf8)
            elif not first_utf8 and len(_UTF8_RUNS.findall(line)) > 1:
                first_utf8 = number
            if other and first_utf8:
                _refuse(path, max(other, first_utf8), min(other, first_utf8))
    return "gb18030" if other else "utf-8-sig"


def _lines(path: Path, file: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(file, 1):
        if b"\0" in line or len(line) > MAX_LINE:
            raise BadTable(path, say("不是表格文件", "it is no file of rows"))
        yield number, line


def _reads(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _refuse(path: Path, line: int, before: int) -> None:
    if before:
        why = say(
            f"第 {line} 行的编码和第 {before} 行不一样，或文件在这里断了",
            f"line {line} is not in the encoding of line {before}, or the file is cut off there",
        )
    else:
        why = say("不是 UTF-8，也不是 GB18030", "it is neither UTF-8 nor GB18030")
    hint = say("在 Excel 里另存为“CSV UTF-8”", "save it as “CSV UTF-8” in Excel")
    raise BadTable(path, why, hint)


def _delimiter(path: Path, encoding: str) -> str:
    """What parts the cells: whatever gives the first lines the most of them."""

    with path.open(encoding=encoding, newline="") as file:
        first = list(islice(file, 30))

    def cells(delimiter: str) -> float:
        return median([line.count(delimiter) for line in first] or [0])

    return max(_DELIMITERS, key=cells)


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_CELL)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells):
                    yield Row(line, tuple(cells[:MAX_COLUMNS]))
                line = reader.line_num + 1
        except csv.Error:
            why = say(
                f"第 {line} 行起引号没有合上，或有一格太长，或文件在这里断了",
                f"from line {line} on a quotation mark is not closed, a cell is too long, "
                "or the file is cut off",
            )
            raise BadTable(path, why) from None
