"""A report ready for any form: what stands above, its sections, its JSON, the cases behind it."""

from typing import Any, NamedTuple

from shaozi.figures.scope import Cases
from shaozi.render.section import Section

#: A figure of more cases is not followed case by case: `--cases` lists them.
LISTED = 200


class Printout(NamedTuple):
    """``schema`` and ``item`` are what programs read; ``cases`` what a figure leads to.

    ``lines`` stand under the title. ``texts`` are whole paragraphs, each with its heading.
    ``ledger`` has the cases that figures of at most `LISTED` cases lead to.
    ``brief``: the sections one screen shows, in order, and how: ``whole``, ``top``, ``bars`` or
    ``sparks``.
    """

    schema: str
    title: str
    lines: tuple[str, ...]
    sections: list[Section]
    item: dict[str, Any]
    cases: Cases = {}  # noqa: RUF012 -- never changed
    texts: tuple[tuple[str, str], ...] = ()
    ledger: Section | None = None
    brief: dict[str, str] = {}  # noqa: RUF012 -- as above
