"""A period's report as JSON; it never changes with language."""

from datetime import tzinfo
from typing import Any

from shaozi.dutybook import DutyBook
from shaozi.figures.calls import CallRow
from shaozi.figures.flows import Flow
from shaozi.figures.period import WEEK
from shaozi.figures.report import Past, Report
from shaozi.render.reporttables import OBJECTED
from shaozi.worktime import iso


def report_item(report: Report, book: DutyBook, zone: tzinfo) -> dict[str, Any]:
    """The report as JSON."""
    books = report.books
    return {
        "period": report.period.name,
        "kind": report.period.kind,
        "week": report.period.name if report.period.kind == WEEK else None,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "known": iso(report.known, zone),
        "community": report.community,
        "draft": book.is_draft,
        "list_version": book.version,
        "clock_set": report.clock_set,
        "working_days": report.working_days,
        "total": _flow_item(books.total),
        **{table: [_flow_item(flow) for flow in flows] for table, flows in books.slices.items()},
        "ended_how": books.ended_how,
        "late_entries": books.late_entries,
        "whistles": report.whistles,
        "by_kind": [_call_item("kind", row) for row in report.by_kind],
        "units": [_call_item("unit", row) for row in report.units],
        "rungs": {rung.value: len(cases) for rung, cases in report.rungs.items()},
        "called_back": report.called_back,
        "rates": [rate._asdict() | {"share": rate.share} for rate in report.rates],
        "weights": list(report.choices.weights),
        "score": report.score,
        "clocks": [row._asdict() | {"on_time_share": row.on_time_share} for row in report.clocks],
        "hand_overs": [
            one._asdict() | {"at": iso(one.at, zone)} for one in report.dispatch.hand_overs
        ],
        **{name: len(getattr(report.dispatch, name)) for name in OBJECTED},
        "to_act": [
            actor._asdict() | {"oldest": iso(actor.oldest, zone)} for actor in report.actors
        ],
        "attention": report.attention,
        "silent_days": report.choices.silent_days,
        "compared": {
            "now": report.figures,
            "last": _past_item(report.last),
            "year_ago": _past_item(report.year_ago),
        },
        "trend": [point._asdict() for point in report.trend],
        "cases": report.cases,
    }


def _flow_item(flow: Flow) -> dict[str, Any]:
    return {"slice": flow.slice} | flow.figures


def _call_item(name: str, row: CallRow) -> dict[str, Any]:
    values = row._asdict() | {"on_time_share": row.on_time_share}
    return {name: values.pop("name")} | values


def _past_item(past: Past | None) -> dict[str, Any] | None:
    if past is None:
        return None
    return {
        "period": past.period.name,
        "from": past.period.first.isoformat(),
        "to": past.period.last.isoformat(),
        "working_days": past.working_days,
    } | past.figures
