"""Statements of acts: writing, taking in another desk's, numbering, finding one case."""

from sqlalchemy import ClauseElement, and_, delete, func, or_, select, update

from shaozi.store.statements.parts import (
    calls,
    cases,
    change,
    const,
    entries,
    first,
    lessons,
    moves,
    p,
    people,
    promises,
    put,
    take,
    texts,
    views,
    whistles,
)

#: Cases that are over, whose residents know what became of them, and who is still known.
_TO_ERASE = and_(
    cases.c.open == const(0),
    cases.c.erased_at.is_(None),
    cases.c.ended_at < p("end"),
    or_(cases.c.to_tell.is_(None), cases.c.to_tell != cases.c.state),
)

STATEMENTS: dict[str, ClauseElement] = {
    # writing: one act is one transaction of these
    "put_case": put(cases),
    "change_case": change(cases),
    "put_whistle": put(whistles),
    "change_whistle": change(whistles),
    "put_call": put(calls),
    "change_call": change(calls),
    "put_promise": put(promises),
    "change_promise": change(promises),
    "drop_whistle": delete(whistles).where(whistles.c.number == p("number")),
    "drop_call": delete(calls).where(calls.c.whistle == p("whistle"), calls.c.unit == p("unit")),
    "drop_promise": delete(promises).where(promises.c.number == p("number")),
    "put_entry": put(entries),
    "put_move": put(moves),
    "put_text": put(texts),
    "put_person": put(people),
    "put_view": put(views),
    # erasing
    "change_text": update(texts)
    .where(texts.c.id == p("id"))
    .values(body=p("body"), salt=p("salt")),
    "drop_text": delete(texts).where(texts.c.id == p("id")),
    "drop_person": delete(people).where(people.c.id == p("id")),
    "to_erase": select(*cases.columns).where(_TO_ERASE).order_by(cases.c.ended_at, cases.c.number),
    "count_to_erase": select(func.count()).select_from(
        first(p("most"), select(cases.c.number).where(_TO_ERASE)).subquery()
    ),
    "entries_of_act": select(*entries.columns)
    .where(entries.c.act == p("act"))
    .order_by(entries.c.happened_at, entries.c.id),
    # taking in another desk's: what is there already stays
    "take_text": take(texts),
    "take_person": take(people),
    "take_view": take(views),
    "drop_moves": delete(moves).where(moves.c.case == p("case")),
    "digest_of_entry": select(entries.c.digest).where(
        entries.c.desk == p("desk"), entries.c.number == p("running")
    ),
    "put_lesson": put(lessons),
    "drop_lesson": delete(lessons).where(lessons.c.case == p("case")),
    # numbering
    "desk_head": first(
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
    "case_of_ref": first(
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
    "lessons": first(
        p("limit"),
        select(*lessons.columns).order_by(lessons.c.taught_at.desc(), lessons.c.case.desc()),
    ),
}
