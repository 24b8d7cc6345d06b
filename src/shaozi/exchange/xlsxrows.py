"""Rows of an xlsx workbook; a formula counts as the value it had when the file was saved."""

import json
import math
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TextIO

from shaozi.errors.exchange import NoSuchSheet
from shaozi.errors.lists import BadTable
from shaozi.exchange.table import MAX_COLUMNS, Row, Table, surveyed
from shaozi.words import say

MAX_ROWS = 200_000
#: A workbook unpacked is this large at most, and, beyond a little, so many times its file.
MAX_SIZE, LITTLE, MAX_RATIO = 300_000_000, 10_000_000, 100
#: From here on a spreadsheet's numbers have lost their last digits.
UNSURE = 10**15


def read(path: Path, sheet: str | None, spool: TextIO) -> Table:
    """One sheet of the workbook, the first unless named, its rows kept in the scratch file.

    Raises `BadTable` or `NoSuchSheet`.
    """
    _check_sizes(path)
    sheets = _unpack(path, sheet, spool)

    def rows() -> Iterator[Row]:
        spool.seek(0)
        for line in spool:
            number, cells = json.loads(line)
            yield Row(number, tuple(cells))

    count, sample = surveyed(rows())
    return Table(path, rows, count, sample, sheets=sheets, form="xlsx")


def _check_sizes(path: Path) -> None:
    """Refuse what would unpack to more than a workbook: a reader reads no more than is declared."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _damaged(path) from None
    size = sum(part.file_size for part in parts)
    if size > MAX_SIZE or size > max(LITTLE, MAX_RATIO * path.stat().st_size):
        mb = size // 1_000_000
        why = say(f"解压后有 {mb} MB，不像工作表", f"it unpacks to {mb} MB, as no workbook does")
        raise BadTable(path, why, say("另存为 csv 再导入", "save it as csv"))
    if not any(part.filename.endswith("workbook.xml") for part in parts):
        raise BadTable(path, say("不是 xlsx 工作簿", "it is no xlsx workbook"))


def _damaged(path: Path) -> BadTable:
    return BadTable(path, say("文件损坏或不完整", "it is damaged or cut off"))


def _unpack(path: Path, sheet: str | None, spool: TextIO) -> tuple[str, ...]:
    """Write the rows of the sheet into the scratch file; gives the names of all sheets."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which do not matter here
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            names = tuple(found.title for found in book.worksheets)
            if names and (sheet is None or sheet in names):
                for row in _cells(path, book[sheet or names[0]]):
                    spool.write(json.dumps(row, ensure_ascii=False) + "\n")
            book.close()
        except BadTable:
            raise
        except Exception:  # openpyxl lets through whatever a damaged file trips
            raise _damaged(path) from None
    if (sheet is not None and sheet not in names) or not names:
        raise NoSuchSheet(path, sheet or "", names)
    return names


def _cells(path: Path, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    count = 0
    for line, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), 1):
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > MAX_ROWS:
            why = say(
                f"超过 {MAX_ROWS} 行，工作表一次最多导入这么多",
                f"it has more than {MAX_ROWS} rows, the most a workbook may have here",
            )
            raise BadTable(path, why, say("另存为 csv，行数不限", "save it as csv: no limit"))
        yield line, cells


def _text(cell: object) -> str:
    """A cell as a person reads it; a number that lost its last digits shows that it did."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if abs(cell) >= UNSURE or not math.isfinite(cell):
            return f"{float(cell):E}"
        return str(int(cell)) if cell == int(cell) else repr(cell)
    return str(cell)
