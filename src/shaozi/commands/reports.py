"""``shaozi report``: what supervisors read."""

import sys
from typing import Annotated

import typer

from shaozi.commands.base import at_desk, put_item, put_list, said, talk
from shaozi.commands.options import Json
from shaozi.words import say


def weekly(
    week: Annotated[
        str | None,
        typer.Option(
            "--week", metavar="2018-W20", help=say("哪一周；不写是本周", "which week; else this")
        ),
    ] = None,
    community: Annotated[
        str | None, typer.Option("--community", help=say("只看一个社区", "one community only"))
    ] = None,
    cases: Annotated[
        str | None,
        typer.Option(
            "--cases",
            metavar=say("指标", "NAME"),
            help=say(
                "列出一个指标背后的案件号，如 new、overdue",
                "list the cases behind a figure, as new",
            ),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """The week: what came, what went, who was called and came."""
    from shaozi.errors.typed import NoSuchFigure
    from shaozi.figures.week import FIGURES, week_of, weekly
    from shaozi.render.tables import show_table
    from shaozi.render.week import heading, sections, week_item

    with at_desk() as desk:
        if cases is not None and cases not in FIGURES:
            raise NoSuchFigure(cases, FIGURES)
        found = weekly(desk, week_of(desk, week), community)
        if cases is not None:
            numbers = found.cases[cases]
            if as_json:
                put_list("case-numbers", numbers, len(numbers))
            else:
                said(numbers) if numbers else None
            return
        if as_json:
            put_item("weekly-report", week_item(found, desk.book))
            return
        for line in heading(found, desk.book):
            said([line]) if sys.stdout.isatty() else talk(line)
        for section in sections(found, desk.book):
            if sys.stdout.isatty():
                show_table(section.columns, section.rows, section.title)
            else:
                show_table(section.columns, [(section.name, *row) for row in section.rows])
