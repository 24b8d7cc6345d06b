"""A report ready for any form: what stands above, its sections, its JSON, the cases behind it."""

from typing import Any, NamedTuple

from shaozi.figures.scope import Cases
from shaozi.render.section import Section


class Paper(NamedTuple):
    """``schema`` and ``item`` are what programs read; ``cases`` what a figure leads to.

    ``lines`` stand under the title. ``texts`` are whole paragraphs, each with its heading.
    """

    schema: str
    title: str
    lines: tuple[str, ...]
    sections: list[Section]
    item: dict[str, Any]
    cases: Cases = {}  # noqa: RUF012 -- never changed
    texts: tuple[tuple[str, str], ...] = ()
