"""Statements of figures, of what was recorded by ``known``.

A period is from ``start`` up to but not including ``end``.
"""

from typing import Any

from sqlalchemy import ClauseElement, Select, and_, case, func, or_, select

from shaozi.store.statements.parts import (
    ASKS,
    OPEN,
    PAUSED,
    TO_TELL,
    UNCONTACTED,
    UNRESOLVED,
    calls,
    cases,
    const,
    entries,
    first,
    given,
    issue,
    moves,
    p,
    people,
    place,
    texts,
    whistles,
)

_NOT_PAUSED = or_(cases.c.paused_until.is_(None), cases.c.paused_until < p("moment"))
_SLICE = (moves.c.channel, moves.c.community, moves.c.lane, moves.c.duty)
_OWN_SLICE = (
    cases.c.channel,
    cases.c.community,
    cases.c.lane,
    func.coalesce(cases.c.duty, const("")),
)
_MOVED = given("community", moves.c.community == p("community"))
_THERE = given("community", cases.c.community == p("community"))


def _within(moment: Any) -> Any:
    return and_(moment >= p("start"), moment < p("end"))


def _standing(name: str, *acts: str) -> tuple[Any, Any]:
    """Entries of these acts under a name of their own, and the condition that none was undone."""
    own, undoing = entries.alias(name), entries.alias(f"undoing_{name}")
    undone = (
        select(const(1))
        .where(
            undoing.c.case == own.c.case,
            undoing.c.act == const("undone"),
            func.json_extract(undoing.c.body, const("$.undoes")) == own.c.id,
        )
        .exists()
    )
    return own, and_(or_(*(own.c.act == const(act) for act in acts)), ~undone)


def _began() -> Any:
    """When the clocks of a case began: when it was logged, or reopened the last time."""
    own, standing = _standing("again", "reopened")
    again = first(
        const(1),
        select(own.c.happened_at)
        .where(own.c.case == cases.c.number, standing)
        .order_by(own.c.happened_at.desc()),
    ).scalar_subquery()
    return func.coalesce(case((cases.c.reopened > const(0), again)), cases.c.logged_at)


def _clock(due: Any, met: Any) -> Select[Any]:
    """Cases whose deadline lies in the period: who leads, when the clock began, ended, was met."""
    return (
        select(
            cases.c.number,
            func.coalesce(cases.c.lead, const("")),
            cases.c.state,
            cases.c.channel,
            cases.c.person.is_not(None),
            _began(),
            due,
            met,
        )
        .where(_within(due), _THERE)
        .order_by(cases.c.number)
    )


def _dispatched() -> Select[Any]:
    """Acts of the period that stand and may say to whom a case passed, or that it should."""
    own, standing = _standing("sent", "assigned", "referred", "objected", "ruled")
    return (
        select(own.c.case, own.c.act, own.c.happened_at, own.c.body)
        .join(cases, cases.c.number == own.c.case)
        .where(standing, _within(own.c.happened_at), _THERE)
        .order_by(own.c.happened_at, own.c.id)
    )


def _called_back() -> Select[Any]:
    """Call-backs of the period that stand, the latest first: what the resident said.

    The last column: whether the resident had been spoken with before.
    """
    own, standing = _standing("asked", "called_back")
    word, word_stands = _standing("word", "contacted", "settled")
    spoken = (
        select(const(1))
        .where(word.c.case == own.c.case, word_stands, word.c.happened_at <= own.c.happened_at)
        .exists()
    )
    return (
        select(
            own.c.case,
            func.json_extract(own.c.body, const("$.solved")),
            func.json_extract(own.c.body, const("$.satisfied")),
            cases.c.state,
            cases.c.channel,
            spoken,
        )
        .join(cases, cases.c.number == own.c.case)
        .where(standing, _within(own.c.happened_at), _THERE)
        .order_by(own.c.happened_at.desc(), own.c.id.desc())
    )


def _ledger() -> Select[Any]:
    """A case with all that the ledger of an office shows of it."""
    outcome = texts.alias("outcome_text")
    return (
        select(
            *cases.columns,
            issue.c.body,
            place.c.body,
            people.c.name,
            people.c.phone,
            outcome.c.body,
        )
        .join_from(cases, issue, issue.c.id == cases.c.issue, isouter=True)
        .join(place, place.c.id == cases.c.address, isouter=True)
        .join(people, people.c.id == cases.c.person, isouter=True)
        .join(outcome, outcome.c.id == cases.c.outcome, isouter=True)
    )


def _rungs() -> Select[Any]:
    """Notices of the ladder in the period that stand: which rung, on which case."""
    own, standing = _standing("rung", "escalated")
    return (
        select(func.json_extract(own.c.body, const("$.rung")), own.c.case)
        .join(cases, cases.c.number == own.c.case)
        .where(standing, _within(own.c.happened_at), _THERE)
        .order_by(own.c.case, own.c.happened_at, own.c.id)
    )


def _due() -> Select[Any]:
    """Cases to resolve in the period: who leads, and each called unit that has not answered.

    A line for each open whistle and such a unit; without a unit where there is none.
    """
    return (
        select(cases.c.number, func.coalesce(cases.c.lead, const("")), cases.c.due, calls.c.unit)
        .join_from(
            cases,
            whistles,
            and_(whistles.c.case == cases.c.number, whistles.c.stood_down_at.is_(None)),
            isouter=True,
        )
        .join(
            calls,
            and_(calls.c.whistle == whistles.c.number, calls.c.answered_at.is_(None)),
            isouter=True,
        )
        .where(UNRESOLVED, ASKS, _within(cases.c.due))
        .order_by(cases.c.due, cases.c.number)
    )


STATEMENTS: dict[str, ClauseElement] = {
    # figures
    "open_by_slice": select(*_OWN_SLICE, func.count()).where(OPEN, _THERE).group_by(*_OWN_SLICE),
    "moved_since": select(*_SLICE, func.sum(moves.c.delta))
    .where(moves.c.happened_at >= p("start"), _MOVED)
    .group_by(*_SLICE),
    "flow": select(*_SLICE, moves.c.what, moves.c.how, func.sum(moves.c.delta))
    .where(_within(moves.c.happened_at), _MOVED)
    .group_by(*_SLICE, moves.c.what, moves.c.how),
    "sum_of": select(func.coalesce(func.sum(moves.c.delta), const(0))).where(
        moves.c.what == p("what"), _within(moves.c.happened_at), _MOVED
    ),
    "first_moment": select(func.min(moves.c.happened_at)),
    "late_entries": select(moves.c.entry, moves.c.case)
    .distinct()
    .where(_within(moves.c.happened_at), moves.c.recorded_at >= p("end"), _MOVED)
    .order_by(moves.c.entry),
    "moves_within": select(*moves.columns)
    .where(_within(moves.c.happened_at), _MOVED)
    .order_by(moves.c.happened_at, moves.c.entry, moves.c.delta),
    "moves_since": select(*moves.columns).where(moves.c.happened_at >= p("start"), _MOVED),
    "open_cases": select(cases.c.number, *_OWN_SLICE).where(OPEN, _THERE),
    "calls_within": select(
        *calls.columns, whistles.c.kind, whistles.c.stood_down_at, whistles.c.case
    )
    .join(whistles, whistles.c.number == calls.c.whistle)
    .join(cases, cases.c.number == whistles.c.case)
    .where(_within(calls.c.called_at), _THERE)
    .order_by(calls.c.called_at, calls.c.whistle, calls.c.unit),
    "called_back_within": _called_back(),
    "rungs_within": _rungs(),
    "contact_clocks": _clock(cases.c.respond_due, cases.c.contacted_at),
    "resolve_clocks": _clock(
        cases.c.due, func.coalesce(cases.c.resolved_at, cases.c.ended_at)
    ).where(cases.c.open.in_([const(0), const(1)])),
    "due_between": _due(),
    "uncontacted": select(cases.c.number).where(UNCONTACTED).order_by(cases.c.number),
    "paused": select(cases.c.number).where(PAUSED).order_by(cases.c.number),
    # in the order of its index, or the planner reads all cases by their numbers
    "to_tell": select(cases.c.number)
    .where(TO_TELL, given("community", cases.c.community == p("community")))
    .order_by(cases.c.to_tell, cases.c.number),
    "silent": select(cases.c.number, func.coalesce(cases.c.lead, const("")), entries.c.recorded_at)
    .join(entries, entries.c.id == cases.c.last_entry)
    .where(UNRESOLVED, entries.c.recorded_at < p("quiet_since"), _NOT_PAUSED)
    .order_by(entries.c.recorded_at, cases.c.number),
    "dispatch_within": _dispatched(),
    "told_within": select(
        cases.c.number,
        cases.c.duty,
        cases.c.community,
        cases.c.lane,
        func.coalesce(place.c.body, const("")),
        func.coalesce(issue.c.body, const("")),
        cases.c.logged_at,
    )
    .join_from(cases, issue, issue.c.id == cases.c.issue, isouter=True)
    .join(place, place.c.id == cases.c.address, isouter=True)
    .where(
        _within(cases.c.logged_at),
        cases.c.duty.is_not(None),
        cases.c.state != const("withdrawn"),
        _THERE,
    )
    .order_by(cases.c.logged_at, cases.c.number),
    "ledger": _ledger()
    .where(_within(cases.c.logged_at), _THERE)
    .order_by(cases.c.logged_at, cases.c.number),
    "ledger_of": _ledger()
    .where(cases.c.number.in_(select(func.json_each(p("numbers")).table_valued("value").c.value)))
    .order_by(cases.c.number),
    "clock_set_within": select(func.count())
    .select_from(entries)
    .where(
        entries.c.clock_set == const(1),
        entries.c.recorded_at >= p("start"),
        entries.c.recorded_at < p("end"),
    ),
}
