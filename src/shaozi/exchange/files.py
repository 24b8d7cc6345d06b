"""Opening a file of rows: what kind it is, its content says, not its name."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shaozi.errors.exchange import NoSuchSheet
from shaozi.errors.ledger import NoSuchFile
from shaozi.errors.lists import BadTable
from shaozi.exchange import csvrows, jsonrows, xlsxrows
from shaozi.exchange.table import Table
from shaozi.words import say

_XLSX, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@contextmanager
def open_table(path: Path, sheet: str | None = None) -> Iterator[Table]:
    """Read the file once; raises `NoSuchFile`, `BadTable` or `NoSuchSheet`."""
    if not path.is_file():
        raise NoSuchFile(path)
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        if head.startswith(_OLD_EXCEL):
            why = say("旧版 Excel 或加密的文件", "an old or encrypted Excel file")
            raise BadTable(path, why, say("另存为 xlsx 或 csv 再导入", "save it as xlsx or csv"))
        if head.startswith(_XLSX):
            with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
                yield _not_empty(xlsxrows.read(path, sheet, spool))
        elif sheet is not None:
            raise NoSuchSheet(path, sheet, ())
        elif head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            yield _not_empty(jsonrows.read(path))
        else:
            yield _not_empty(csvrows.read(path))
    except OSError as error:
        raise BadTable(path, error) from None


def _not_empty(table: Table) -> Table:
    if not table.size:
        listed = say("、", ", ").join(table.sheets)
        hint = say(f"用 --sheet 选工作表: {listed}", f"choose with --sheet: {listed}")
        raise BadTable(table.path, say("没有内容", "it is empty"), hint if listed else "")
    return table
