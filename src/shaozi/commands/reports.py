"""``shaozi report``: what supervisors read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from shaozi.commands.base import (
    at_a_terminal,
    at_desk,
    put_file,
    put_item,
    put_list,
    said,
    says_yes,
    shown,
    talk,
)
from shaozi.commands.late import options
from shaozi.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shaozi.desk.base import Desk
    from shaozi.figures.period import Period
    from shaozi.figures.report import Report
    from shaozi.render.printout import Printout
    from shaozi.render.section import Section


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
    from shaozi.figures.period import WEEK

    with at_desk() as desk:
        period = _period(desk, WEEK, week=week, first=first, last=last)
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
    from shaozi.figures.period import MONTH

    with at_desk() as desk:
        period = _period(desk, MONTH, month=month)
        _report(desk, period, community, cases, output, yes=yes, as_json=as_json)


def units(
    week: options.Week = None,
    month: options.Month = None,
    first: options.First = None,
    last: options.Last = None,
    community: options.Community = None,
    output: options.Output = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """How the called units came and answered in a month, and what waits for each."""
    from shaozi.figures.period import MONTH
    from shaozi.render.report import units_printout

    with at_desk() as desk:
        period = _period(desk, MONTH, week=week, month=month, first=first, last=last)
        found = _figures(desk, period, community)
        printout = units_printout(found, desk.book, desk.zone)
        put_printout(printout, output, yes=yes, as_json=as_json)


def common(
    week: options.Week = None,
    month: options.Month = None,
    first: options.First = None,
    last: options.Last = None,
    community: options.Community = None,
    output: options.Output = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """What comes back: one matter in one place, told again and again, with a drafted proposal."""
    from shaozi.figures.common import common as common_of
    from shaozi.figures.ledger import lines
    from shaozi.figures.period import MONTH
    from shaozi.figures.scope import Scope
    from shaozi.render.common import DRAFTED, common_printout
    from shaozi.render.ledger import ledger_section

    with at_desk() as desk:
        period = _period(desk, MONTH, week=week, month=month, first=first, last=last)
        found = common_of(Scope(desk, period, community))
        quoted = [told.case for problem in found.problems[:DRAFTED] for told in problem.cases]
        told = {line.case.number: line for line in lines(desk, quoted)}
        printout = common_printout(found, told, desk.book, desk.now, desk.zone)
        if output:
            behind = ledger_section(told.values(), desk.book, desk.zone)
            printout = printout._replace(ledger=behind)
        put_printout(printout, output, yes=yes, as_json=as_json)


def ledger(
    week: options.Week = None,
    month: options.Month = None,
    first: options.First = None,
    last: options.Last = None,
    community: options.Community = None,
    output: options.Output = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """The cases logged in a month, under the headings an office keeps them."""
    from shaozi.figures.ledger import ledger as lines_of
    from shaozi.figures.period import MONTH
    from shaozi.figures.scope import Scope
    from shaozi.render.ledger import ledger_printout

    with at_desk() as desk:
        period = _period(desk, MONTH, week=week, month=month, first=first, last=last)
        found = lines_of(Scope(desk, period, community))
        printout = ledger_printout(found, period, desk.book, desk.zone)
        put_printout(printout, output, yes=yes, as_json=as_json)


def case(
    number: options.CaseArg,
    output: options.Output = None,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """One case as a report of its own, with the timeline."""
    from shaozi.render.dossier import dossier

    with at_desk() as desk:
        found = shown(desk, number)
        history = desk.store.history(found.case.number)
        printout = dossier(found, history, desk.book, desk.now, desk.zone)
        put_printout(printout, output, yes=yes, as_json=as_json)


def _period(
    desk: Desk,
    otherwise: str,
    *,
    week: str | None = None,
    month: str | None = None,
    first: str | None = None,
    last: str | None = None,
) -> Period:
    """The period that was asked for, one way only; else the week or month that is running."""
    from shaozi.errors.reports import TwoPeriods
    from shaozi.figures.period import MONTH, days_of, month_of, week_of

    if (first is None) != (last is None) or sum(map(bool, (week, month, first))) > 1:
        raise TwoPeriods
    if first and last:
        return days_of(first, last, desk.zone)
    if month or (otherwise == MONTH and not week):
        return month_of(month, desk.now, desk.zone)
    return week_of(week, desk.now, desk.zone)


def _figures(desk: Desk, period: Period, community: str | None) -> Report:
    from shaozi.config import settings
    from shaozi.figures.report import Choices, report

    if community and not _is_known(desk, community):
        talk(say(f"没有案件在“{community}”这个社区", f"no case is of the community {community!r}"))
    here = settings()
    return report(desk, period, community, Choices(here.silent_days, here.score_weights))


def _is_known(desk: Desk, community: str) -> bool:
    from shaozi.commands.filters import Filter

    which, values = Filter(community=community, everything=True).statement(desk)
    return bool(desk.store.listed(f"list_{which}", **values, limit=1))


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
    from shaozi.figures.report import behind
    from shaozi.render.report import report_printout

    found = _figures(desk, period, community)
    if cases is not None or as_json or output:
        found = found._replace(cases=behind(desk, found))
    if cases is not None:
        _show_cases(found, cases, as_json=as_json)
        return
    printout = report_printout(found, desk.book, desk.zone)
    if output:
        printout = printout._replace(ledger=_ledger(desk, found.cases.values()))
    put_printout(printout, output, yes=yes, as_json=as_json)


def _show_cases(found: Report, typed: str, *, as_json: bool) -> None:
    """The cases behind a figure, each once: one that was called twice stands behind two calls."""
    from shaozi.errors.reports import NoSuchFigure
    from shaozi.figures.report import GROUPS
    from shaozi.render.names import figure_of, figure_title

    figure = typed if typed in found.cases else figure_of(typed)
    if figure not in found.cases:
        known = [[say(figure_title(name), name) for name in group] for group in GROUPS]
        raise NoSuchFigure(typed, known)
    counted = found.cases[figure]
    numbers = list(dict.fromkeys(counted))
    if as_json:
        put_list("case-numbers", numbers, len(numbers))
    elif numbers:
        said(numbers)
    if len(numbers) < len(counted):
        n, m = len(counted), len(numbers)
        talk(say(f"共 {n} 次，涉及案件 {m} 件", f"{n} times, in {m} of the cases"))


def _ledger(desk: Desk, figures: Iterable[list[str]]) -> Section:
    """The cases that figures of not too many lead to."""
    from shaozi.figures.ledger import lines
    from shaozi.render.ledger import ledger_section
    from shaozi.render.printout import LISTED

    few = (numbers for numbers in figures if len(numbers) <= LISTED)
    mentioned = {number.removeprefix("-") for numbers in few for number in numbers}
    return ledger_section(lines(desk, mentioned), desk.book, desk.zone)


def put_printout(printout: Printout, output: Path | None, *, yes: bool, as_json: bool) -> None:
    """A report as a file, as JSON, on the terminal, or tab-separated in a pipe."""
    if output:
        _write(printout, output, yes=yes)
    elif as_json:
        put_item(printout.schema, printout.item)
    elif sys.stdout.isatty():
        from shaozi.render.screen import draw

        draw(printout)
        if printout.brief:
            talk(say("全部内容: 加上 -o 报告.html", "all of it: add -o report.html"))
    else:
        from shaozi.render.tables import show_table

        for line in (printout.title, *printout.lines):
            talk(line)
        for section in printout.sections:
            columns = [field.column for field in section.fields]
            show_table(columns, [[section.name, *section.texts(row)] for row in section.rows])


def _write(printout: Printout, path: Path, *, yes: bool) -> None:
    """Write the file; one that is there is overwritten only if somebody says so."""
    from shaozi.render.files import writer

    write = writer(path)  # refuse before asking
    if path.exists() and not yes and at_a_terminal():
        question = say(f"已有文件 {path}，覆盖吗？", f"{path} is there already. Overwrite it?")
        yes = says_yes(question)
    put_file(path, write(printout), over=yes)
    talk(say(f"已写入 {path}", f"written: {path}"))
