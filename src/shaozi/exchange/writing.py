"""Rows into files, one by one, however many: csv, tsv, JSON Lines, xlsx."""

import csv
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from shaozi.errors.ledger import CannotWrite, FileExists
from shaozi.errors.lists import BadTable
from shaozi.exchange.cells import FORMULA, neutral
from shaozi.privacy import harmless
from shaozi.words import say

#: Rows of a sheet, without its headings.
MAX_ROWS = 1_048_575
#: In place of a file: standard output.
STDOUT = Path("-")

Rows = Iterable[Sequence[str]]


def as_csv(file: TextIO, titles: Sequence[str], rows: Rows) -> None:
    """Comma-separated, with a byte order mark so that Excel knows it for UTF-8."""
    file.write("\ufeff")
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(titles)
    lines.writerows(map(neutral, row) for row in rows)


def as_tsv(file: TextIO, titles: Sequence[str], rows: Rows) -> None:
    """Tab-separated, a row a line: tabs and ends of lines within a cell become spaces."""
    file.write("\t".join(titles) + "\n")
    for row in rows:
        file.write("\t".join(neutral(" ".join(cell.split())) for cell in row) + "\n")


def as_xlsx(path: Path, titles: Sequence[str], rows: Rows) -> None:
    """A workbook of one sheet, written row by row; raises `BadTable` where it is full."""
    from xlsxwriter import Workbook

    texts = {f"strings_to_{kind}": False for kind in ("formulas", "numbers", "urls")}
    with Workbook(str(path), {"constant_memory": True, **texts}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 1)
        kept = book.add_format({"quote_prefix": True})  # it stays text when edited, too
        for place, title in enumerate(titles):
            sheet.write_string(0, place, title)
        for count, row in enumerate(rows, 1):
            if count > MAX_ROWS:
                why = say(f"一个工作表最多 {MAX_ROWS} 行", f"a sheet has at most {MAX_ROWS} rows")
                raise BadTable(path, why, say("改成 .csv", "write a .csv"))
            for place, cell in enumerate(row):
                look = kept if cell.startswith(FORMULA) else None
                sheet.write_string(count, place, harmless(cell), look)


@contextmanager
def text_file(path: Path, *, over: bool) -> Iterator[TextIO]:
    """A new text file for its owner only, there once it is complete; or standard output."""
    if path == STDOUT:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # it is text
        yield sys.stdout
        return
    with new_file(path, over=over) as half, half.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def new_file(path: Path, *, over: bool) -> Iterator[Path]:
    """Where to write what becomes the file once it is complete, for its owner only.

    Raises `FileExists` unless it may be written over, and `CannotWrite`.
    """
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not over:
            raise FileExists(path, yes=True)
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield half
        half.replace(path)
    except OSError as error:
        raise CannotWrite(path, error) from None
    finally:
        half.unlink(missing_ok=True)


def free(path: Path) -> Path:
    """The path, or the first like it with a number at the end of its name that is not there yet."""
    return next((found for found in numbered(path) if not found.exists()), path)


def numbered(path: Path) -> Iterator[Path]:
    """The path, and those like it with a number at the end of their names."""
    yield path
    yield from (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(2, 10_000))
