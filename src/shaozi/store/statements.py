"""Every statement the program runs, as SQLAlchemy Core expressions over `models`.

They are rendered ahead of time (`python -m shaozi.store.rendering`), so that a daily command
needs neither SQLAlchemy nor SQLModel loaded; a test proves that the rendered file is current.
"""

from typing import Any

from sqlalchemy import (
    ClauseElement,
    Select,
    and_,
    bindparam,
    case,
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import SQLModel

from shaozi import models
from shaozi.terms import ENDED, Act, State

_tables = SQLModel.metadata.tables
cases, whistles, calls = _tables["cases"], _tables["whistles"], _tables["calls"]
promises = _tables["promises"]
entries, moves, texts = _tables["entries"], _tables["moves"], _tables["texts"]
people, views, lessons = _tables["people"], _tables["views"], _tables["lessons"]
tasks, task_entries = _tables["tasks"], _tables["task_entries"]
task_texts, searched = _tables["task_texts"], _tables["searched"]
members, member_entries = _tables["members"], _tables["member_entries"]
member_texts = _tables["member_texts"]
#: The full text; its first column is named as the table for what is told to it.
search = table("search", column("search"), column("rowid"), column("pieces"))
assert models.CaseRow.__tablename__ == cases.name

#: Text columns shown beside a case: the issue as typed, and where it is.
_issue, _place = texts.alias("issue_text"), texts.alias("place_text")


def p(name: str) -> Any:
    """A value given when the statement runs."""
    return bindparam(name)


def const(value: Any) -> Any:
    """A value written into the rendered SQL, so that indexes on conditions can serve."""
    return literal_column(f"'{value}'" if isinstance(value, str) else str(value))


def _first(count: Any, statement: Select[Any]) -> Select[Any]:
    return statement.limit(count).offset(const(0))


def _put(table: Any) -> ClauseElement:
    return insert(table).values({column.name: p(column.name) for column in table.columns})


def _take(table: Any) -> ClauseElement:
    """The row, unless one of its id is there."""
    values = {column.name: p(column.name) for column in table.columns}
    return sqlite_insert(table).values(values).on_conflict_do_nothing()


def _change(table: Any) -> ClauseElement:
    keys = list(table.primary_key.columns)
    rest = [column for column in table.columns if column not in keys]
    values = {column.name: p(column.name) for column in rest}
    return update(table).where(*(key == p(key.name) for key in keys)).values(values)


_LISTED = (*cases.columns, _issue.c.body, _place.c.body, people.c.name)


def _listed() -> Select[Any]:
    """A case with its issue and place, as lists show it."""
    return (
        select(*_LISTED)
        .join_from(cases, _issue, _issue.c.id == cases.c.issue, isouter=True)
        .join(_place, _place.c.id == cases.c.address, isouter=True)
        .join(people, people.c.id == cases.c.person, isouter=True)
    )


def _given(name: str, condition: Any) -> Any:
    """The condition, unless the value is left out."""
    return or_(p(name).is_(None), condition)


_OPEN = cases.c.open == const(1)
#: A pause or extension while the case runs, or where a matter that is not ours went.
_TO_TELL = and_(
    # one by one: SQLite goes to an index for values, not for there being one
    cases.c.to_tell.in_([const(act.value) for act in Act]),
    or_(and_(_OPEN, cases.c.resolved_at.is_(None)), cases.c.to_tell == cases.c.state),
)
_FILTER = and_(
    _given("state", cases.c.state == p("state")),
    _given("duty", cases.c.duty == p("duty")),
    _given("sector", func.substr(cases.c.duty, const(1), const(3)) == p("sector")),
    _given("lead", cases.c.lead == p("lead")),
    _given("community", cases.c.community == p("community")),
    _given("channel", cases.c.channel == p("channel")),
    _given("before", and_(cases.c.due < p("before"), cases.c.resolved_at.is_(None))),
    _given("after", cases.c.due >= p("after")),
    _given("untold", _TO_TELL),
)
#: By which of its filters a list of all cases is read from an index; none is the deadline alone.
LED_BY = {
    "": const(1) == const(1),
    "_by_untold": _TO_TELL,
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
_TASK_FILTER = and_(
    _given("standing", tasks.c.state == p("standing")),
    _given("fit", tasks.c.fit == p("fit")),
    _given("source", tasks.c.source == p("source")),
    _given("community", tasks.c.community == p("community")),
)
_UNRESOLVED = and_(
    _OPEN, cases.c.resolved_at.is_(None), _given("community", cases.c.community == p("community"))
)
_PAUSED = and_(
    _UNRESOLVED,
    cases.c.paused_until.is_not(None),
    cases.c.paused_at <= p("moment"),
    cases.c.paused_until >= p("moment"),
)
_NOT_PAUSED = or_(cases.c.paused_until.is_(None), cases.c.paused_until < p("moment"))
#: Somebody waits for a first word: whose name or number is known, or who called 12345.
_UNCONTACTED = and_(
    _UNRESOLVED,
    cases.c.contacted_at.is_(None),
    cases.c.respond_due < p("moment"),
    or_(cases.c.person.is_not(None), cases.c.channel == const("12345")),
)
_ORDER = (cases.c.due, cases.c.number)


def _counted(found: Select[Any]) -> Select[Any]:
    """How many there are, up to ``most``: counting stops there."""
    return select(func.count()).select_from(found.limit(p("most")).offset(const(0)).subquery())


def _waiting() -> Select[Any]:
    """Calls of open whistles to which nobody has come yet."""
    return (
        select(*calls.columns, whistles.c.case)
        .join(whistles, whistles.c.number == calls.c.whistle)
        .where(calls.c.arrived_at.is_(None), whistles.c.stood_down_at.is_(None))
        .order_by(calls.c.due, calls.c.whistle, calls.c.unit)
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


# --- figures: a period is from ``start`` up to but not including ``end`` -----------------------

_SLICE = (moves.c.channel, moves.c.community, moves.c.lane, moves.c.duty)
_OWN_SLICE = (
    cases.c.channel,
    cases.c.community,
    cases.c.lane,
    func.coalesce(cases.c.duty, const("")),
)
_MOVED = _given("community", moves.c.community == p("community"))
_THERE = _given("community", cases.c.community == p("community"))


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
    again = _first(
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
            _issue.c.body,
            _place.c.body,
            people.c.name,
            people.c.phone,
            outcome.c.body,
        )
        .join_from(cases, _issue, _issue.c.id == cases.c.issue, isouter=True)
        .join(_place, _place.c.id == cases.c.address, isouter=True)
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
        .where(_UNRESOLVED, _within(cases.c.due))
        .order_by(cases.c.due, cases.c.number)
    )


def _lines(table: Any, *conditions: Any) -> Any:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()


def _register(noun: str, table: Any, lines: Any, typed: Any) -> dict[str, ClauseElement]:
    """The statements of a ledger beside the cases': its rows, their history and texts."""
    of = lines.c[noun]
    return {
        f"put_{noun}": _put(table),
        f"change_{noun}": _change(table),
        f"put_{noun}_entry": _put(lines),
        f"put_{noun}_text": _put(typed),
        f"take_{noun}_text": _take(typed),
        f"all_{noun}_texts": select(*typed.columns).order_by(typed.c.id),
        f"digest_of_{noun}_entry": select(lines.c.digest).where(
            lines.c.desk == p("desk"), lines.c.number == p("running")
        ),
        f"{noun}_head": _first(
            const(1),
            select(lines.c.number, lines.c.digest)
            .where(lines.c.desk == p("desk"))
            .order_by(lines.c.number.desc()),
        ),
        f"last_running_{noun}": select(func.max(table.c.running)).where(
            table.c.desk == p("desk"), table.c.year == p("year")
        ),
        noun: select(*table.columns).where(table.c.number == p(noun)),
        f"{noun}s_of_running": select(table.c.number, table.c.desk, table.c.year)
        .where(table.c.running == p("running"))
        .order_by(table.c.year.desc(), table.c.number),
        f"entries_of_{noun}": select(*lines.columns).where(of == p(noun)).order_by(lines.c.number),
        f"texts_of_{noun}": select(typed.c.id, typed.c.body, typed.c.salt).where(
            typed.c[noun] == p(noun)
        ),
        f"{noun}_desks": select(lines.c.desk).distinct().order_by(lines.c.desk),
        f"{noun}_entries_of_desk": select(*lines.columns)
        .where(lines.c.desk == p("desk"))
        .order_by(lines.c.number),
        f"{noun}_numbers": select(table.c.number).order_by(table.c.number),
    }


STATEMENTS: dict[str, ClauseElement] = {
    # writing: one act is one transaction of these
    "put_case": _put(cases),
    "change_case": _change(cases),
    "put_whistle": _put(whistles),
    "change_whistle": _change(whistles),
    "put_call": _put(calls),
    "change_call": _change(calls),
    "put_promise": _put(promises),
    "change_promise": _change(promises),
    "drop_whistle": delete(whistles).where(whistles.c.number == p("number")),
    "drop_call": delete(calls).where(calls.c.whistle == p("whistle"), calls.c.unit == p("unit")),
    "drop_promise": delete(promises).where(promises.c.number == p("number")),
    "put_entry": _put(entries),
    "put_move": _put(moves),
    "put_text": _put(texts),
    "put_person": _put(people),
    "put_view": _put(views),
    # taking in another desk's: what is there already stays
    "take_text": _take(texts),
    "take_person": _take(people),
    "take_view": _take(views),
    "drop_moves": delete(moves).where(moves.c.case == p("case")),
    "digest_of_entry": select(entries.c.digest).where(
        entries.c.desk == p("desk"), entries.c.number == p("running")
    ),
    "put_lesson": _put(lessons),
    "drop_lesson": delete(lessons).where(lessons.c.case == p("case")),
    # numbering
    "desk_head": _first(
        const(1),
        select(entries.c.number, entries.c.digest)
        .where(entries.c.desk == p("desk"))
        .order_by(entries.c.number.desc()),
    ),
    "last_running": select(func.max(cases.c.running)).where(
        cases.c.desk == p("desk"), cases.c.year == p("year")
    ),
    # one case
    "case": select(*cases.columns).where(cases.c.number == p("number")),
    "case_of_ref": _first(
        const(1),
        select(cases.c.number).where(cases.c.ref == p("ref")).order_by(cases.c.number),
    ),
    "cases_of_running": select(cases.c.number, cases.c.desk, cases.c.year)
    .where(cases.c.running == p("running"))
    .order_by(cases.c.year.desc(), cases.c.number),
    "whistles_of_case": select(*whistles.columns)
    .where(whistles.c.case == p("case"))
    .order_by(whistles.c.whistled_at, func.length(whistles.c.number), whistles.c.number),
    "calls_of_case": select(*calls.columns)
    .join(whistles, whistles.c.number == calls.c.whistle)
    .where(whistles.c.case == p("case"))
    .order_by(calls.c.called_at, calls.c.whistle, calls.c.role, calls.c.unit),
    "promises_of_case": select(*promises.columns)
    .where(promises.c.case == p("case"))
    .order_by(func.length(promises.c.number), promises.c.number),
    "entries_of_case": select(*entries.columns)
    .where(entries.c.case == p("case"))
    .order_by(entries.c.number),
    "texts_of_case": select(texts.c.id, texts.c.kind, texts.c.body).where(
        texts.c.case == p("case")
    ),
    "people_of_case": select(people.c.id, people.c.kind, people.c.name, people.c.phone).where(
        people.c.case == p("case")
    ),
    "lessons": _first(
        p("limit"),
        select(*lessons.columns).order_by(lessons.c.taught_at.desc(), lessons.c.case.desc()),
    ),
    # lists
    "list_open": _first(p("limit"), _listed().where(_OPEN, _FILTER).order_by(*_ORDER)),
    "count_open": _counted(select(cases.c.number).where(_OPEN, _FILTER)),
    "list_due": _first(
        p("limit"),
        _listed()
        .where(cases.c.state == p("state"), cases.c.due >= p("after"), cases.c.due < p("before"))
        .order_by(*_ORDER),
    ),
    "count_by_state": select(cases.c.state, func.count())
    .where(cases.c.state.in_([const(state.value) for state in State if state not in ENDED]))
    .group_by(cases.c.state)
    .order_by(cases.c.state),
    "open_of_duty": _first(
        p("limit"),
        _listed()
        .where(_OPEN, cases.c.duty == p("of_duty"), cases.c.logged_at >= p("since"))
        .order_by(cases.c.logged_at.desc(), cases.c.number.desc()),
    ),
    "open_numbers": select(cases.c.number).where(_OPEN).order_by(cases.c.number),
    **{
        f"list_all{led}": _first(p("limit"), _listed().where(leads, _FILTER).order_by(*_ORDER))
        for led, leads in LED_BY.items()
    },
    **{
        f"count_all{led}": _counted(select(cases.c.number).where(leads, _FILTER).order_by(*_ORDER))
        for led, leads in LED_BY.items()
    },
    "list_paused": _first(
        p("limit"), _listed().where(_PAUSED).order_by(cases.c.paused_until, cases.c.number)
    ),
    "list_uncontacted": _first(
        p("limit"), _listed().where(_UNCONTACTED).order_by(cases.c.respond_due, cases.c.number)
    ),
    "list_unsigned": _first(
        p("limit"),
        _listed()
        .where(_UNRESOLVED, cases.c.signed_at.is_(None), cases.c.sign_in_due < p("moment"))
        .order_by(cases.c.sign_in_due, cases.c.number),
    ),
    "list_interim": _first(
        p("limit"),
        _listed()
        .where(_UNRESOLVED, cases.c.interim_at.is_(None), cases.c.interim_due < p("moment"))
        .order_by(cases.c.interim_due, cases.c.number),
    ),
    "list_objected": _first(
        p("limit"),
        _listed()
        .where(
            _OPEN,
            cases.c.objection > const(""),  # there is one: as SQLite looks it up
            _given("community", cases.c.community == p("community")),
        )
        .order_by(*_ORDER),
    ),
    "list_to_tell": _first(
        p("limit"),
        _listed()
        .where(_TO_TELL, _given("community", cases.c.community == p("community")))
        # a sum, which no index has in order: else the planner reads all cases by their deadlines
        .order_by(cases.c.due + const(0), cases.c.number),
    ),
    "find": _listed()
    .join(_found := _first(p("limit"), _FOUND).subquery(), _found.c.case == cases.c.number)
    .order_by(_found.c.doc.desc()),
    "count_found": _counted(_FOUND),
    # the full text
    "put_searched": insert(searched).values(case=p("case"), body=p("body")),
    "change_searched": update(searched).where(searched.c.doc == p("doc")).values(body=p("body")),
    "searched": select(searched.c.doc, searched.c.body).where(searched.c.case == p("case")),
    "is_found": select(search.c.rowid).where(
        search.c.pieces.op("MATCH")(p("asked")), search.c.rowid == p("doc")
    ),
    "put_pieces": insert(search).values(rowid=p("doc"), pieces=p("pieces")),
    "drop_pieces": insert(search).values(
        search=const("delete"), rowid=p("doc"), pieces=p("pieces")
    ),
    "waiting_calls": _first(p("limit"), _waiting()),
    "unanswered_calls": _first(
        p("limit"),
        select(*calls.columns, whistles.c.case, _RESULT_BY)
        .join_from(calls, whistles, whistles.c.number == calls.c.whistle)
        .join(cases, cases.c.number == whistles.c.case)
        .where(
            _OPEN,
            whistles.c.stood_down_at.is_(None),
            calls.c.answered_at.is_(None),
            calls.c.arrived_at.is_not(None),
            func.coalesce(calls.c.result_due, const(0)) < p("end"),
            cases.c.due < p("end"),
            ~_DATED,
        )
        .order_by(_RESULT_BY, calls.c.whistle, calls.c.unit),
    ),
    "promises_due": _first(
        p("limit"),
        select(*promises.columns)
        .join_from(promises, cases, cases.c.number == promises.c.case)
        .where(
            _OPEN,
            cases.c.resolved_at.is_(None),
            promises.c.kept_at.is_(None),
            promises.c.replaced_at.is_(None),
            promises.c.due < p("end"),
        )
        .order_by(promises.c.due, promises.c.number),
    ),
    "asked_whistles": _first(
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
        _OPEN,
        cases.c.due < p("now"),
        cases.c.resolved_at.is_(None),
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
        _OPEN,
        cases.c.resolved_at.is_(None),
        promises.c.kept_at.is_(None),
        promises.c.replaced_at.is_(None),
        promises.c.due < p("now"),
    )
    .order_by(promises.c.case),
    # district assignments
    **_register("task", tasks, task_entries, task_texts),
    "list_tasks": _first(
        p("limit"),
        select(*tasks.columns, task_texts.c.body)
        .join_from(tasks, task_texts, task_texts.c.id == tasks.c.issue, isouter=True)
        .where(_TASK_FILTER)
        .order_by(tasks.c.received_at.desc(), tasks.c.number.desc()),
    ),
    "count_tasks": select(func.count()).select_from(tasks).where(_TASK_FILTER),
    # the joint team's roster
    **_register("member", members, member_entries, member_texts),
    "members": select(*members.columns).order_by(members.c.unit, members.c.number),
    "member_texts": select(member_texts.c.id, member_texts.c.body),
    # figures
    "open_by_slice": select(*_OWN_SLICE, func.count()).where(_OPEN, _THERE).group_by(*_OWN_SLICE),
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
    "open_cases": select(cases.c.number, *_OWN_SLICE).where(_OPEN, _THERE),
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
    "uncontacted": select(cases.c.number).where(_UNCONTACTED).order_by(cases.c.number),
    "paused": select(cases.c.number).where(_PAUSED).order_by(cases.c.number),
    # in the order of its index, or the planner reads all cases by their numbers
    "to_tell": select(cases.c.number)
    .where(_TO_TELL, _given("community", cases.c.community == p("community")))
    .order_by(cases.c.to_tell, cases.c.number),
    "silent": select(cases.c.number, func.coalesce(cases.c.lead, const("")), entries.c.recorded_at)
    .join(entries, entries.c.id == cases.c.last_entry)
    .where(_UNRESOLVED, entries.c.recorded_at < p("quiet_since"), _NOT_PAUSED)
    .order_by(entries.c.recorded_at, cases.c.number),
    "dispatch_within": _dispatched(),
    "told_within": select(
        cases.c.number,
        cases.c.duty,
        cases.c.community,
        cases.c.lane,
        func.coalesce(_place.c.body, const("")),
        func.coalesce(_issue.c.body, const("")),
        cases.c.logged_at,
    )
    .join_from(cases, _issue, _issue.c.id == cases.c.issue, isouter=True)
    .join(_place, _place.c.id == cases.c.address, isouter=True)
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
    # a whole ledger, for another desk
    "all_texts": select(*texts.columns).order_by(texts.c.id),
    "all_people": select(*people.columns).order_by(people.c.id),
    "all_views": select(*views.columns).order_by(views.c.id),
    "all_lessons": select(*lessons.columns).order_by(lessons.c.case),
    # doctor
    "refs_told_twice": select(cases.c.ref, func.min(cases.c.number), func.max(cases.c.number))
    .where(cases.c.ref.is_not(None), cases.c.state.not_in([const("merged"), const("withdrawn")]))
    .group_by(cases.c.ref)
    .having(func.count() > const(1), func.max(cases.c.open) == const(1))
    .order_by(cases.c.ref),
    "desks": select(entries.c.desk).distinct().order_by(entries.c.desk),
    "entries_of_desk": select(*entries.columns)
    .where(entries.c.desk == p("desk"))
    .order_by(entries.c.number),
    "case_numbers": select(cases.c.number).order_by(cases.c.number),
    "moves_of_case": select(*moves.columns)
    .where(moves.c.case == p("case"))
    .order_by(moves.c.entry, moves.c.delta),
    "sealed_texts": select(texts.c.id, texts.c.body, texts.c.salt).where(texts.c.case == p("case")),
    "sealed_people": select(people.c.id, people.c.name, people.c.phone, people.c.salt).where(
        people.c.case == p("case")
    ),
    "counts": select(
        select(func.count()).select_from(cases).scalar_subquery(),
        _lines(entries) + _lines(task_entries) + _lines(member_entries),
        _lines(entries, entries.c.clock_set == const(1))
        + _lines(task_entries, task_entries.c.clock_set == const(1))
        + _lines(member_entries, member_entries.c.clock_set == const(1)),
    ),
}
