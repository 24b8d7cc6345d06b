"""A report as Markdown; what residents wrote stays text."""

import re
from collections.abc import Iterator

from shaozi.privacy import one_line
from shaozi.render.printout import Printout
from shaozi.render.section import Kind, Section

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&$]|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")


def markdown(printout: Printout) -> str:
    """The report as Markdown."""
    return "\n".join(_lines(printout)) + "\n"


def _lines(printout: Printout) -> Iterator[str]:
    yield f"# {plain(printout.title)}"
    for line in printout.lines:
        yield ""
        yield plain(line)
    for heading, body in printout.texts:
        yield f"\n## {plain(heading)}"
        for part in body.splitlines():
            yield f"\n{plain(part)}"
    for section in printout.sections:
        yield from _table(section)


def _table(section: Section) -> Iterator[str]:
    yield f"\n## {plain(section.title)}\n"
    yield _row([field.title for field in section.fields])
    yield _row([":--" if field.kind is Kind.TEXT else "--:" for field in section.fields], raw=True)
    for row in section.rows:
        yield _row(section.texts(row))
    if section.note:
        yield f"\n{plain(section.note)}"


def _row(cells: list[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else map(plain, cells))} |"


def plain(text: str) -> str:
    """The text on one line, with everything that Markdown would read as markup escaped."""
    return _MARKUP.sub(r"\\\1", one_line(text))
