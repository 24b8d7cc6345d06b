"""``shaozi report``: what supervisors read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shaozi.commands.base import at_a_terminal, at_desk, put_item, put_list, said, talk
from shaozi.commands.late import options, typer
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.desk.base import Desk
    from shaozi.figures.period import Period
    from shaozi.render.paper import Paper


def weekly(
    week: options.Week = None,
    first: options.First = None,
    last: options.Last = None,
    community: options.Community = None,
    cases: options.CasesOf = None,
    output: options.Output = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """The week: what came, what went, who was called and came."""
    from shaozi.errors.reports import TwoPeriods
    from shaozi.figures.period import days_of, week_of

    if (first is None) != (last is None) or (first and week):
        raise TwoPeriods
    with at_desk() as desk:
        if first and last:
            period = days_of(first, last, desk.zone)
        else:
            period = week_of(week, desk.now, desk.zone)
        _report(desk, period, community, cases, output, yes=yes, as_json=as_json)


def monthly(
    month: options.Month = None,
    community: options.Community = None,
    cases: options.CasesOf = None,
    output: options.Output = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """The month, likewise."""
    from shaozi.figures.period import month_of

    with at_desk() as desk:
        period = month_of(month, desk.now, desk.zone)
        _report(desk, period, community, cases, output, yes=yes, as_json=as_json)


def _report(
    desk: Desk,
    period: Period,
    community: str | None,
    cases: str | None,
    output: Path | None,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """A period's report in the form that was asked for."""
    from shaozi.config import settings
    from shaozi.figures.report import FIGURES, Choices, behind, report
    from shaozi.render.report import report_paper

    here = settings()
    found = report(desk, period, community, Choices(here.silent_days, here.score_weights))
    if cases is not None or as_json or output:
        found = found._replace(cases=behind(desk, found))
    if cases is not None:
        from shaozi.errors.reports import NoSuchFigure

        if cases not in found.cases:
            raise NoSuchFigure(cases, FIGURES)
        numbers = found.cases[cases]
        if as_json:
            put_list("case-numbers", numbers, len(numbers))
        elif numbers:
            said(numbers)
        return
    put_paper(report_paper(found, desk.book, desk.zone), output, yes=yes, as_json=as_json)


def put_paper(paper: Paper, output: Path | None, *, yes: bool, as_json: bool) -> None:
    """A report as a file, as JSON, on the terminal, or tab-separated in a pipe."""
    from shaozi.render.tables import show_table

    if output:
        _write(paper, output, yes=yes)
    elif as_json:
        put_item(paper.schema, paper.item)
    elif sys.stdout.isatty():
        said([paper.title, *paper.lines])
        for section in paper.sections:
            columns = [field.column for field in section.fields]
            show_table(columns, [section.texts(row) for row in section.rows], section.title)
    else:
        for line in (paper.title, *paper.lines):
            talk(line)
        for section in paper.sections:
            columns = [field.column for field in section.fields]
            show_table(columns, [[section.name, *section.texts(row)] for row in section.rows])


def _write(paper: Paper, path: Path, *, yes: bool) -> None:
    """Write the file; one that is there is overwritten only if somebody says so."""
    from shaozi.errors.reports import FileThere
    from shaozi.render.files import write, writer

    writer(path)  # refuse before asking
    if path.exists() and not yes:
        question = say(f"已有文件 {path}，覆盖吗？", f"{path} is there already. Overwrite it?")
        if not at_a_terminal() or not typer.confirm(question, err=True):
            raise FileThere(path)
    write(paper, path)
    talk(say(f"已写入 {path}", f"written: {path}"))
