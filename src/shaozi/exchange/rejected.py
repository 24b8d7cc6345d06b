"""Rows that were not taken in, in a file that can be mended and taken in again."""

import csv
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from filecmp import cmp
from pathlib import Path
from typing import Self, TextIO

from shaozi.errors.ledger import CannotWrite
from shaozi.exchange.cells import neutral
from shaozi.exchange.table import Row
from shaozi.exchange.writing import numbered

#: The column of reasons, which says nothing of a case and is not read.
REASON = "拒收原因 reason"


class Rejected:
    """The file of rejected rows: for its owner only, there once it is finished and not empty."""

    def __init__(self, source: Path, titles: Sequence[str], form: str) -> None:
        """Say whose rows they are; nothing is written before the first."""
        self.titles = [title for title in titles if title != REASON]
        self.places = [place for place, title in enumerate(titles) if title != REASON]
        self.as_json = form == "jsonl"
        end = "jsonl" if self.as_json else "csv"
        name = f"{source.stem.partition('.rejected')[0]}.rejected.{end}"
        self.path = source.with_name(name)
        self.half = self.path.with_suffix(f".{os.getpid()}.part")
        self.count = 0
        self._file: TextIO | None = None

    def add(self, row: Row, reason: str) -> None:
        """Write a row down with why it was not taken in; raises `CannotWrite`."""
        cells = [row.cells[place] if place < len(row.cells) else "" for place in self.places]
        try:
            file = self._file = self._file or self._open()
            if row.fault:
                file.write(row.cells[0])
            elif self.as_json:
                whole = dict(zip(self.titles, cells, strict=True)) | {REASON: reason}
                file.write(json.dumps(whole, ensure_ascii=False) + "\n")
            else:
                csv.writer(file).writerow(map(neutral, [*cells, reason]))
        except OSError as error:
            raise CannotWrite(self.path, error) from None
        self.count += 1

    def _open(self) -> TextIO:
        handle = os.open(self.half, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        file = os.fdopen(handle, "w", encoding="utf-8", newline="")
        if not self.as_json:
            file.write("\ufeff")
            csv.writer(file).writerow([*self.titles, REASON])
        return file

    def finish(self) -> Path | None:
        """Give the file its name; None if no row was rejected.

        What is being mended is not overwritten; the same rows again are one file.
        """
        if self._file is None:
            return None
        self._file.close()
        for path in numbered(self.path):
            if not path.exists():
                self.half.replace(path)
                return path
            if cmp(path, self.half, shallow=False):
                return path
        return None

    def __enter__(self) -> Self:
        """Collect rows; unless it is finished, nothing is left behind: they will come again."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take away what was not finished."""
        if self._file is not None:
            self._file.close()
        with suppress(OSError):
            self.half.unlink(missing_ok=True)
