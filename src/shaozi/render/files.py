"""Reports as files: the end of the name says the form."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

from shaozi.errors.ledger import CannotWrite
from shaozi.errors.reports import NoSuchForm
from shaozi.privacy import one_line
from shaozi.render.paper import Paper

Writer = Callable[[Paper], bytes]


def _markdown(paper: Paper) -> bytes:
    from shaozi.render.markdown import markdown

    return markdown(paper).encode()


def _json(paper: Paper) -> bytes:
    whole = {"schema": f"shaozi/{paper.schema}/1", "item": paper.item}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(paper: Paper) -> bytes:
    """All sections one below the other, each under its name; for spreadsheets, so with a BOM."""
    made = io.StringIO()
    lines = csv.writer(made)
    for section in paper.sections:
        lines.writerow([neutral(section.title)])
        lines.writerow([neutral(field.title) for field in section.fields])
        for row in section.rows:
            lines.writerow([neutral(cell) for cell in section.texts(row)])
        lines.writerow([])
    return made.getvalue().encode("utf-8-sig")


def neutral(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    plain = one_line(cell)
    return f"'{plain}" if plain.startswith(("=", "+", "-", "@")) else plain


def _xlsx(paper: Paper) -> bytes:
    from shaozi.render.workbook import workbook

    return workbook(paper)


def _docx(paper: Paper) -> bytes:
    from shaozi.render.word import word

    return word(paper)


#: How a report is written, by the end of the file's name.
WRITERS: dict[str, Writer] = {
    ".md": _markdown,
    ".json": _json,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".docx": _docx,
}


def writer(path: Path) -> Writer:
    """How a report is written to that file; raises `NoSuchForm`."""
    if path.suffix.lower() not in WRITERS:
        raise NoSuchForm(path, WRITERS)
    return WRITERS[path.suffix.lower()]


def write(paper: Paper, path: Path) -> None:
    """Write a report as a whole or not at all; raises `NoSuchForm` or `CannotWrite`."""
    made = writer(path)(paper)
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        half.write_bytes(made)
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise CannotWrite(path, error.strerror or str(error)) from None
