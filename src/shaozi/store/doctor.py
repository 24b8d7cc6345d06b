"""Is the ledger what its history says? Each check yields what does not fit."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from shaozi import lifecycle, tasks
from shaozi.books import Move
from shaozi.case import Case, Entry
from shaozi.errors import ShaoziError
from shaozi.store import Store, digest_of, entry_of
from shaozi.store import tasks as tasks_in
from shaozi.store.ids import seal
from shaozi.store.rendered_sqlite import SCHEMA
from shaozi.store.tasks import task_entry_of
from shaozi.tasks import TaskEntry
from shaozi.terms import Act
from shaozi.words import say


class Misfit(NamedTuple):
    """One thing that does not fit, and where."""

    where: str
    what: str


class Health(NamedTuple):
    """What an examination found."""

    cases: int
    entries: int
    clock_set: int
    faults: list[Misfit]


def examine(store: Store) -> Health:
    """Read the whole ledger once, as one moment saw it."""
    store.connection.execute("BEGIN")
    try:
        faults = [fault for check in CHECKS for fault in check(store)]
        cases, entries, clock_set = store.rows("counts")[0]
    except (sqlite3.Error, ShaoziError, ValueError, KeyError, TypeError) as error:
        return Health(0, 0, 0, [Misfit("ledger", str(error))])
    finally:
        if store.connection.in_transaction:
            store.connection.execute("ROLLBACK")
    return Health(cases, entries, clock_set, faults)


def integrity(store: Store) -> Iterator[Misfit]:
    """The file itself, and references between rows."""
    for (found,) in store.connection.execute("PRAGMA integrity_check"):
        if found != "ok":
            yield Misfit("file", found)
    for table, rowid, parent, _ in store.connection.execute("PRAGMA foreign_key_check"):
        yield Misfit(f"{table} {rowid}", say(f"所指的 {parent} 不在", f"refers to no {parent}"))


def schema(store: Store) -> Iterator[Misfit]:
    """The tables, indexes and triggers are those of this version."""
    there = {
        " ".join(sql.split())
        for (sql,) in store.connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL")
    }
    for line in SCHEMA:
        if line not in there:
            name = " ".join(line.split()[:3])
            yield Misfit(name, say("与本版不同或缺失", "is missing or differs from this version's"))


def chain(store: Store) -> Iterator[Misfit]:
    """Each desk's entries follow each other without a gap, each sealed to the one before."""
    for (desk,) in store.rows("desks"):
        yield from _linked(desk, map(entry_of, store.rows("entries_of_desk", desk=desk)))
    for (desk,) in store.rows("task_desks"):
        rows = store.rows("task_entries_of_desk", desk=desk)
        yield from _linked(f"{desk} task", map(task_entry_of, rows))


def _linked(of: str, entries: Iterable[Entry | TaskEntry]) -> Iterator[Misfit]:
    before, expected = "", 1
    for entry in entries:
        where = f"{of} #{entry.number}"
        if entry.number != expected:
            yield Misfit(where, say(f"前面缺 {expected}", f"{expected} is missing before it"))
        elif entry.digest != digest_of(entry, before):
            yield Misfit(where, say("内容被改动", "was altered"))
        before, expected = entry.digest, entry.number + 1


def replay(store: Store) -> Iterator[Misfit]:
    """What each history adds up to is what the rows say, moves included."""
    for (number,) in store.rows("case_numbers"):
        history = store.history(number)
        if not history:
            yield Misfit(number, say("没有办理记录", "has no history"))
            continue
        try:
            standing = lifecycle.fold(history)
        except ShaoziError as error:
            yield Misfit(number, error.message)
            continue
        case = store.case(number)
        if case is None or standing.case != _in_order(case, standing.case):
            yield Misfit(
                number, say("与办理记录推算的不符", "differs from what its history adds up to")
            )
        moves = sorted(Move._make(row) for row in store.rows("moves_of_case", case=number))
        if moves != sorted(standing.moves):
            yield Misfit(number, say("收支与办理记录不符", "its moves differ from its history"))


def replay_tasks(store: Store) -> Iterator[Misfit]:
    """What each assignment's history adds up to is what its row says."""
    for (number,) in store.rows("task_numbers"):
        try:
            entries = tasks_in.history(store, number)
            if not entries:
                yield Misfit(number, say("没有办理记录", "has no history"))
            elif tasks.fold(entries) != tasks_in.task(store, number):
                yield Misfit(
                    number, say("与办理记录推算的不符", "differs from what its history adds up to")
                )
        except ShaoziError as error:
            yield Misfit(number, error.message)


def _in_order(case: Case, like: Case) -> Case:
    """The case with its calls in the order in which the history names them."""
    order = {
        (call.whistle, call.unit): place
        for whistle in like.whistles
        for place, call in enumerate(whistle.calls)
    }
    whistles = tuple(
        whistle._replace(
            calls=tuple(
                sorted(whistle.calls, key=lambda call: order.get((call.whistle, call.unit), 99))
            )
        )
        for whistle in case.whistles
    )
    return case._replace(whistles=whistles)


def seals(store: Store) -> Iterator[Misfit]:
    """Every text and person is there, and still what the entry that cites it sealed."""
    for (number,) in store.rows("case_numbers"):
        kept = {row[0]: seal(row[2], row[1]) for row in store.rows("sealed_texts", case=number)} | {
            row[0]: seal(row[3], row[1], row[2]) for row in store.rows("sealed_people", case=number)
        }
        yield from _sealed(number, store.history(number), kept)
    for (number,) in store.rows("task_numbers"):
        rows = store.rows("texts_of_task", task=number)
        kept = {row[0]: seal(row[2], row[1]) for row in rows}
        yield from _sealed(number, tasks_in.history(store, number), kept)


def _sealed(
    number: str, entries: Iterable[Entry | TaskEntry], kept: Mapping[str, str]
) -> Iterator[Misfit]:
    for entry in entries:
        for found, sealed in _cited(entry.body):
            where = f"{number} #{entry.number}"
            if found not in kept:
                yield Misfit(where, say("文字不在了", "a text is gone"))
            elif kept[found] != sealed:
                yield Misfit(where, say("文字被改动", "a text was altered"))


def attached(store: Store) -> Iterator[Misfit]:
    """Every attached file is there and is what was attached."""
    folder = store.path.with_name(store.path.name + ".files")
    for (number,) in store.rows("case_numbers"):
        for entry in store.history(number):
            if entry.act is Act.ATTACHED:
                path = folder / str(entry.body["sha256"])
                if not path.is_file():
                    yield Misfit(
                        number, say(f"附件不在了: {path}", f"an attachment is gone: {path}")
                    )
                elif sha256(path.read_bytes()).hexdigest() != path.name:
                    yield Misfit(
                        number, say(f"附件被改动: {path}", f"an attachment was altered: {path}")
                    )


def _cited(body: object) -> Iterator[tuple[str, str]]:
    if isinstance(body, dict):
        if "seal" in body:
            yield body["text"], body["seal"]
        for part in body.values():
            yield from _cited(part)


CHECKS = (integrity, schema, chain, replay, replay_tasks, seals, attached)
