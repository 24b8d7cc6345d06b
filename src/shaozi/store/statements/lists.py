"""Statements of lists: the desk's, the full text, what the ladder is run over."""

from typing import Any

from sqlalchemy import ClauseElement, Select, and_, case, exists, func, insert, or_, select, update

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
    first,
    given,
    issue,
    p,
    people,
    place,
    promises,
    put,
    search,
    searched,
    whistles,
)
from shaozi.terms import ENDED, State

_LISTED = (*cases.columns, issue.c.body, place.c.body, people.c.name)


def _listed() -> Select[Any]:
    """A case with its issue and place, as lists show it."""
    return (
        select(*_LISTED)
        .join_from(cases, issue, issue.c.id == cases.c.issue, isouter=True)
        .join(place, place.c.id == cases.c.address, isouter=True)
        .join(people, people.c.id == cases.c.person, isouter=True)
    )


_FILTER = and_(
    given("state", cases.c.state == p("state")),
    given("duty", cases.c.duty == p("duty")),
    given("sector", func.substr(cases.c.duty, const(1), const(3)) == p("sector")),
    given("lead", cases.c.lead == p("lead")),
    given("community", cases.c.community == p("community")),
    given("channel", cases.c.channel == p("channel")),
    given("before", and_(cases.c.due < p("before"), cases.c.resolved_at.is_(None), ASKS)),
    given("after", cases.c.due >= p("after")),
    given("untold", TO_TELL),
)
#: By which of its filters a list of all cases is read from an index; none is the deadline alone.
LED_BY = {
    "": const(1) == const(1),
    "_by_untold": TO_TELL,
    "_by_duty": cases.c.duty == p("duty"),
    "_by_lead": cases.c.lead == p("lead"),
    "_by_community": cases.c.community == p("community"),
    "_by_state": cases.c.state == p("state"),
}
_FOUND = (
    select(searched.c.doc, searched.c.case)
    .join_from(search, searched, searched.c.doc == search.c.rowid)
    .where(search.c.pieces.op("MATCH")(p("asked")))
    .order_by(search.c.rowid.desc())
)
_ORDER = (cases.c.due, cases.c.number)
#: Dangers before what is urgent, whatever their deadlines.
_PRESSING = case(
    (cases.c.tier == const("emergency"), const(0)),
    (cases.c.tier == const("urgent"), const(1)),
    else_=const(2),
)


def _counted(found: Select[Any]) -> Select[Any]:
    """How many there are, up to ``most``: counting stops there."""
    return select(func.count()).select_from(found.limit(p("most")).offset(const(0)).subquery())


_EMERGENCY_FIRST = case((whistles.c.kind == const("YJ"), const(0)), else_=const(1))


def _waiting() -> Select[Any]:
    """Calls of open whistles to which nobody has come yet."""
    return (
        select(*calls.columns, whistles.c.case)
        .join(whistles, whistles.c.number == calls.c.whistle)
        .where(calls.c.arrived_at.is_(None), whistles.c.stood_down_at.is_(None))
        .order_by(_EMERGENCY_FIRST, calls.c.due, calls.c.whistle, calls.c.unit)
    )


#: As `calls.has_given_a_date` and `calls.result_by` have it.
_DATED = exists().where(
    promises.c.case == whistles.c.case,
    promises.c.unit == calls.c.unit,
    promises.c.made_at >= calls.c.called_at,
)
_RESULT_BY = case((calls.c.result_due > cases.c.due, calls.c.result_due), else_=cases.c.due).label(
    "result_by"
)


STATEMENTS: dict[str, ClauseElement] = {
    # lists
    "list_open": first(p("limit"), _listed().where(OPEN, _FILTER).order_by(*_ORDER)),
    "count_open": _counted(select(cases.c.number).where(OPEN, _FILTER)),
    "list_due": first(
        p("limit"),
        _listed()
        .where(cases.c.state == p("state"), cases.c.due >= p("after"), cases.c.due < p("before"))
        .order_by(*_ORDER),
    ),
    "list_pressing": first(
        p("limit"),
        _listed()
        .where(UNRESOLVED, ASKS, cases.c.due >= p("after"), cases.c.due < p("before"))
        .order_by(_PRESSING, *_ORDER),
    ),
    "count_by_state": select(cases.c.state, func.count())
    .where(cases.c.state.in_([const(state.value) for state in State if state not in ENDED]))
    .group_by(cases.c.state)
    .order_by(cases.c.state),
    "open_of_duty": first(
        p("limit"),
        _listed()
        .where(OPEN, cases.c.duty == p("of_duty"), cases.c.logged_at >= p("since"))
        .order_by(cases.c.logged_at.desc(), cases.c.number.desc()),
    ),
    "open_numbers": select(cases.c.number).where(OPEN).order_by(cases.c.number),
    **{
        f"list_all{led}": first(p("limit"), _listed().where(leads, _FILTER).order_by(*_ORDER))
        for led, leads in LED_BY.items()
    },
    **{
        f"count_all{led}": _counted(select(cases.c.number).where(leads, _FILTER).order_by(*_ORDER))
        for led, leads in LED_BY.items()
    },
    "list_paused": first(
        p("limit"), _listed().where(PAUSED).order_by(cases.c.paused_until, cases.c.number)
    ),
    "list_uncontacted": first(
        p("limit"), _listed().where(UNCONTACTED).order_by(cases.c.respond_due, cases.c.number)
    ),
    "list_unsigned": first(
        p("limit"),
        _listed()
        .where(UNRESOLVED, cases.c.signed_at.is_(None), cases.c.sign_in_due < p("moment"))
        .order_by(cases.c.sign_in_due, cases.c.number),
    ),
    "list_interim": first(
        p("limit"),
        _listed()
        .where(UNRESOLVED, cases.c.interim_at.is_(None), cases.c.interim_due < p("moment"))
        .order_by(cases.c.interim_due, cases.c.number),
    ),
    "list_objected": first(
        p("limit"),
        _listed()
        .where(
            OPEN,
            cases.c.objection > const(""),  # there is one: as SQLite looks it up
            given("community", cases.c.community == p("community")),
        )
        .order_by(*_ORDER),
    ),
    "list_to_tell": first(
        p("limit"),
        _listed()
        .where(TO_TELL, given("community", cases.c.community == p("community")))
        # a sum, which no index has in order: else the planner reads all cases by their deadlines
        .order_by(cases.c.due + const(0), cases.c.number),
    ),
    "find": _listed()
    .join(_found := first(p("limit"), _FOUND).subquery(), _found.c.case == cases.c.number)
    .order_by(_found.c.doc.desc()),
    "count_found": _counted(_FOUND),
    # the full text
    "last_doc": select(func.max(searched.c.doc)),
    "put_searched": put(searched),
    "change_searched": update(searched).where(searched.c.doc == p("doc")).values(body=p("body")),
    "searched": select(searched.c.doc, searched.c.body).where(searched.c.case == p("case")),
    "is_found": select(search.c.rowid).where(
        search.c.pieces.op("MATCH")(p("asked")), search.c.rowid == p("doc")
    ),
    "put_pieces": insert(search).values(rowid=p("doc"), pieces=p("pieces")),
    "drop_pieces": insert(search).values(
        search=const("delete"), rowid=p("doc"), pieces=p("pieces")
    ),
    "waiting_calls": first(p("limit"), _waiting()),
    "unanswered_calls": first(
        p("limit"),
        select(*calls.columns, whistles.c.case, _RESULT_BY)
        .join_from(calls, whistles, whistles.c.number == calls.c.whistle)
        .join(cases, cases.c.number == whistles.c.case)
        .where(
            OPEN,
            whistles.c.stood_down_at.is_(None),
            calls.c.answered_at.is_(None),
            calls.c.arrived_at.is_not(None),
            func.coalesce(calls.c.result_due, const(0)) < p("end"),
            cases.c.due < p("end"),
            ~_DATED,
        )
        .order_by(_RESULT_BY, calls.c.whistle, calls.c.unit),
    ),
    "promises_due": first(
        p("limit"),
        select(*promises.columns)
        .join_from(promises, cases, cases.c.number == promises.c.case)
        .where(
            OPEN,
            cases.c.resolved_at.is_(None),
            promises.c.kept_at.is_(None),
            promises.c.replaced_at.is_(None),
            promises.c.due < p("end"),
        )
        .order_by(promises.c.due, promises.c.number),
    ),
    "asked_whistles": first(
        p("limit"),
        _listed()
        .with_only_columns(*whistles.columns, *_LISTED)
        .join(whistles, whistles.c.case == cases.c.number)
        .where(whistles.c.called_at.is_(None), whistles.c.stood_down_at.is_(None))
        .order_by(whistles.c.due, whistles.c.number),
    ),
    # what the ladder is run over: no more of it than is late or awaits an answer
    "overdue_cases": select(cases.c.number)
    .where(
        OPEN,
        cases.c.due < p("now"),
        cases.c.resolved_at.is_(None),
        ASKS,
    )
    .order_by(cases.c.number),
    "late_calls": select(cases.c.number)
    .distinct()
    .join_from(cases, whistles, whistles.c.case == cases.c.number)
    .join(calls, calls.c.whistle == whistles.c.number)
    .where(
        cases.c.state == const("whistled"),
        whistles.c.stood_down_at.is_(None),
        calls.c.answered_at.is_(None),
        or_(calls.c.arrived_at.is_not(None), calls.c.due < p("now")),
    )
    .order_by(cases.c.number),
    "late_promises": select(promises.c.case)
    .distinct()
    .join_from(promises, cases, cases.c.number == promises.c.case)
    .where(
        OPEN,
        cases.c.resolved_at.is_(None),
        promises.c.kept_at.is_(None),
        promises.c.replaced_at.is_(None),
        promises.c.due < p("now"),
    )
    .order_by(promises.c.case),
}
