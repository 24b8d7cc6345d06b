"""Statements of a whole ledger: for another desk, and for ``shaozi doctor``."""

from typing import Any

from sqlalchemy import ClauseElement, func, select

from shaozi.store.statements.parts import (
    cases,
    const,
    entries,
    lessons,
    member_entries,
    moves,
    p,
    people,
    task_entries,
    texts,
    views,
)


def _lines(table: Any, *conditions: Any) -> Any:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()


STATEMENTS: dict[str, ClauseElement] = {
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
