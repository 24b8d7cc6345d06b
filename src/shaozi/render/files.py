"""Reports as files: the end of the name says the form."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from shaozi.errors.reports import NoSuchForm
from shaozi.exchange.cells import neutral
from shaozi.privacy import one_line
from shaozi.render.printout import Printout

Writer = Callable[[Printout], bytes]


def _html(printout: Printout) -> bytes:
    from shaozi.render.html import html

    return html(printout).encode()


def _markdown(printout: Printout) -> bytes:
    from shaozi.render.markdown import markdown

    return markdown(printout).encode()


def _json(printout: Printout) -> bytes:
    whole = {"schema": f"shaozi/{printout.schema}/1", "item": printout.item}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(printout: Printout) -> bytes:
    """All sections one below the other, each under its name; for spreadsheets, so with a BOM."""
    made = io.StringIO()
    lines = csv.writer(made)
    for section in printout.sections:
        lines.writerow([neutral(one_line(section.title))])
        lines.writerow([neutral(one_line(field.title)) for field in section.fields])
        for row in section.rows:
            lines.writerow([neutral(one_line(cell)) for cell in section.texts(row)])
        lines.writerow([])
    return made.getvalue().encode("utf-8-sig")


def _xlsx(printout: Printout) -> bytes:
    from shaozi.render.workbook import workbook

    return workbook(printout)


def _docx(printout: Printout) -> bytes:
    from shaozi.render.word import word

    return word(printout)


#: How a report is written, by the end of the file's name.
WRITERS: dict[str, Writer] = {
    ".html": _html,
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
