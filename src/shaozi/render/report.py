"""A period's report ready for any form: what stands above it, and what one screen shows."""

from collections.abc import Iterator
from datetime import tzinfo

from shaozi.dutybook import DutyBook
from shaozi.figures.flows import Flow
from shaozi.figures.period import DAYS, MONTH, WEEK
from shaozi.figures.report import Report
from shaozi.render.names import (
    figure_title,
    period_title,
)
from shaozi.render.order import draft_stamp
from shaozi.render.printout import Printout
from shaozi.render.reportitem import report_item
from shaozi.render.reporttables import sections
from shaozi.words import counted, say
from shaozi.worktime import clock_text


def report_printout(report: Report, book: DutyBook, zone: tzinfo) -> Printout:
    """The report ready for any form."""
    title = say(_NAMES[report.period.kind][0], _NAMES[report.period.kind][1])
    where = f"  {report.community}" if report.community else ""
    return Printout(
        schema=f"{_SCHEMAS[report.period.kind]}-report",
        title=f"{title}  {period_title(report.period)}{where}",
        lines=tuple(_heading(report, book, zone)),
        sections=sections(report, book),
        item=report_item(report, book, zone),
        cases=report.cases,
        brief=_BRIEF,
    )


def units_printout(report: Report, book: DutyBook, zone: tzinfo) -> Printout:
    """What the report says of the units."""
    whole = report_printout(report, book, zone)
    names = ("units", "by_kind", "to_act")
    title = say("单位报到情况", "The called units")
    return whole._replace(
        schema="unit-report",
        title=f"{title}  {period_title(report.period)}",
        lines=whole.lines[1:],
        sections=[part for name in names for part in whole.sections if part.name == name],
        item={name: whole.item[name] for name in (*_ABOUT, *names)},
        brief={},
    )


#: What JSON says of any report of a period.
_ABOUT = (
    "period",
    "kind",
    "from",
    "to",
    "known",
    "community",
    "draft",
    "list_version",
    "clock_set",
)
#: What a supervisor reads in a minute.
_BRIEF = {
    "compared": "whole",
    "to_act": "top",
    "by_community": "bars",
    "by_duty": "bars",
    "trend": "sparks",
}


_NAMES = {
    WEEK: ("周报", "Weekly report"),
    MONTH: ("月报", "Monthly report"),
    DAYS: ("报告", "Report"),
}
_SCHEMAS = {WEEK: "weekly", MONTH: "monthly", DAYS: "weekly"}


def _heading(report: Report, book: DutyBook, zone: tzinfo) -> Iterator[str]:
    """What must be known to read the figures."""
    days = say(f"工作日 {report.working_days} 天", counted(report.working_days, "working day"))
    if report.holidays:
        days += say("（", " (") + say("、", ", ").join(report.holidays) + say("）", ")")
    yield _balance(report.books.total)
    yield days + say("；数据截至 ", "; as known at ") + clock_text(report.known, zone)
    if book.is_draft:
        yield draft_stamp(book)
    if report.clock_set:
        yield say(
            f"含 {report.clock_set} 条用设定时钟写入的记录（演示）",
            f"{counted(report.clock_set, 'entry', 'entries')} written with a set clock "
            "(a demonstration)",
        )


def _balance(flow: Flow) -> str:
    """The balance as a sum."""
    signs = ("", " + ", " + ", " + ", " − ", " − ", " = ")
    parts = zip(signs, flow.figures.items(), strict=True)
    return "".join(f"{sign}{figure_title(name)} {count}" for sign, (name, count) in parts)
