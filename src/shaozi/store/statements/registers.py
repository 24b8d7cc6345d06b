"""Statements of the registers beside the cases: district assignments, the joint team's roster."""

from typing import Any

from sqlalchemy import ClauseElement, and_, func, select

from shaozi.store.statements.parts import (
    change,
    const,
    first,
    given,
    member_entries,
    member_texts,
    members,
    p,
    put,
    take,
    task_entries,
    task_texts,
    tasks,
)

_TASK_FILTER = and_(
    given("standing", tasks.c.state == p("standing")),
    given("fit", tasks.c.fit == p("fit")),
    given("source", tasks.c.source == p("source")),
    given("community", tasks.c.community == p("community")),
)


def _register(noun: str, table: Any, lines: Any, typed: Any) -> dict[str, ClauseElement]:
    """The statements of a ledger beside the cases': its rows, their history and texts."""
    of = lines.c[noun]
    return {
        f"put_{noun}": put(table),
        f"change_{noun}": change(table),
        f"put_{noun}_entry": put(lines),
        f"put_{noun}_text": put(typed),
        f"take_{noun}_text": take(typed),
        f"all_{noun}_texts": select(*typed.columns).order_by(typed.c.id),
        f"digest_of_{noun}_entry": select(lines.c.digest).where(
            lines.c.desk == p("desk"), lines.c.number == p("running")
        ),
        f"{noun}_head": first(
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
    # district assignments
    **_register("task", tasks, task_entries, task_texts),
    "list_tasks": first(
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
}
