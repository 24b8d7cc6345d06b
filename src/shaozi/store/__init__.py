"""The only room that speaks to a database: one transaction an act, one way from row to value."""

import json
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from shaozi.books import Move
from shaozi.case import Call, Case, Entry, Promise, Whistle
from shaozi.finding import pieces
from shaozi.lessons import Lesson, Lessons
from shaozi.lifecycle import Standing, in_order
from shaozi.privacy import scrub
from shaozi.store.ids import canonical, chained
from shaozi.store.opening import connect, scratch, translated
from shaozi.store.rendered_sqlite import STATEMENTS
from shaozi.store.search import told_of
from shaozi.store.underway import Underway
from shaozi.terms import Act, State

if TYPE_CHECKING:
    from shaozi.roster import MemberEntry
    from shaozi.tasks import TaskEntry

#: The newest lessons count; a desk's daily work does not get slower with its years.
HEEDED = 1000


class Listed(NamedTuple):
    """A case as lists show it, with the texts typed for it, masked unless asked otherwise."""

    case: Case
    typed: str
    place: str
    resident: str

    @property
    def text(self) -> str:
        """The issue, masked."""
        return scrub(self.typed, (self.resident,))

    @property
    def address(self) -> str:
        """The place, masked."""
        return scrub(self.place, (self.resident,))


class Torn(Exception):
    """Acts written together of which one failed half-way; nothing of them is left."""


class Store:
    """A ledger, open."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, dry_run: bool = False
    ) -> None:
        """Use `open_store` instead."""
        self.connection = connection
        self.path = path
        self.dry_run = dry_run
        self._lessons: Lessons | None = None
        self._now = Underway()

    def __enter__(self) -> Self:
        """Give the open ledger."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; what was not committed is gone."""
        self.connection.close()

    # --- statements by name ---------------------------------------------------------------

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement of `statements`; what waits is written first."""
        self._write_waiting()
        return self._run(statement, values)

    def _run(self, statement: str, values: Mapping[str, Any] | tuple[Any, ...]) -> list[Any]:
        try:
            return self.connection.execute(STATEMENTS[statement], values).fetchall()
        except sqlite3.Error as error:
            raise translated(error, self.path) from None

    def first(self, statement: str, **values: Any) -> tuple[Any, ...] | None:
        """The first row, if any."""
        found = self.rows(statement, **values)
        return found[0] if found else None

    def add(self, statement: str, *row: Any) -> None:
        """Put in a new row, its values in the order of its columns."""
        if self._now.together:
            self._now.waiting.setdefault(statement, []).append(row)
        else:
            self._run(statement, row)

    def _write_waiting(self) -> None:
        waiting = self._now.waiting
        # cases first: rows that come before their case make SQLite look for all that wait for it
        for statement in sorted(waiting, key="put_case".__ne__):
            self.connection.executemany(STATEMENTS[statement], waiting[statement])
        waiting.clear()
        self._now.numbers.clear()

    def each(self, statement: str, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement one by one, however many there are."""
        self._write_waiting()
        try:
            yield from self.connection.execute(STATEMENTS[statement], values)
        except sqlite3.Error as error:
            raise translated(error, self.path) from None

    def writing(self, *, together: bool = False) -> AbstractContextManager[None]:
        """One act: all of it is written, or nothing; an act within an act is part of it.

        A dry run's acts are seen until it ends. Acts written ``together`` are not kept apart, which
        costs much where they are many: one that fails after its first row fails them all, `Torn`.
        """
        if self._now.together:
            return self._whole_or_torn()
        within = self.connection.in_transaction
        return self._act(together) if within or self.dry_run else self._transaction(together)

    @contextmanager
    def _transaction(self, together: bool) -> Iterator[None]:
        """The lock is taken at once: who reads first and locks later fails where several write."""
        run = self.connection.execute
        try:
            self._now = Underway(together)
            run("BEGIN IMMEDIATE")
            yield
            self._write_waiting()
            run("COMMIT")
        except sqlite3.Error as error:
            raise translated(error, self.path) from None
        finally:
            self._now = Underway()
            if self.connection.in_transaction:
                run("ROLLBACK")

    @contextmanager
    def _act(self, together: bool) -> Iterator[None]:
        """An act within another, or of a dry run, which never ends its transaction."""
        run = self.connection.execute
        try:
            if not self.connection.in_transaction:
                run("BEGIN")
            run("SAVEPOINT act")
            self._now.together = together
            yield
            self._write_waiting()
            run("RELEASE act")
        except BaseException as error:
            self._now = Underway()
            if self.connection.in_transaction:  # a full disk ends it by itself
                run("ROLLBACK TO act")
            if isinstance(error, sqlite3.Error):
                raise translated(error, self.path) from None
            raise
        finally:
            self._now.together = False

    @contextmanager
    def _whole_or_torn(self) -> Iterator[None]:
        """An act among others: it may fail by itself only before it wrote anything."""
        before = self._written()
        try:
            yield
        except Exception as error:
            if self._written() != before:
                raise Torn from error
            raise

    def _written(self) -> int:
        return self.connection.total_changes + sum(map(len, self._now.waiting.values()))

    # --- reading --------------------------------------------------------------------------

    def case(self, number: str) -> Case | None:
        """A case with its whistles and their calls."""
        row = self.first("case", number=number)
        if row is None:
            return None
        calls: dict[str, list[Call]] = {}
        for found in self.rows("calls_of_case", case=number):
            calls.setdefault(found[0], []).append(Call._make(found))
        whistles = tuple(
            Whistle._make((*found, tuple(calls.get(found[0], ()))))
            for found in self.rows("whistles_of_case", case=number)
        )
        promises = tuple(map(Promise._make, self.rows("promises_of_case", case=number)))
        return case_of(row)._replace(whistles=whistles, promises=promises)

    def history(self, number: str) -> list[Entry]:
        """A case's entries, oldest first."""
        return in_order(entry_of(row) for row in self.rows("entries_of_case", case=number))

    def texts(self, number: str) -> dict[str, str]:
        """What was typed for a case, by id."""
        return {row[0]: row[2] for row in self.rows("texts_of_case", case=number)}

    def people(self, number: str) -> dict[str, tuple[str, str, str]]:
        """Who is named in a case, by id: (kind, name, phone)."""
        return {row[0]: tuple(row[1:]) for row in self.rows("people_of_case", case=number)}

    def told(self, case: Case) -> str:
        """What a case is found by, from its texts as they are now."""
        return told_of(case, self.texts(case.number), self.people(case.number))

    def listed(self, statement: str, **values: Any) -> list[Listed]:
        """Cases of a list statement, without their whistles."""
        return [listed_of(row) for row in self.rows(statement, **values)]

    def head(self, desk: str) -> tuple[int, str]:
        """A desk's last running number and digest; (0, "") before its first entry."""
        return self._last("desk_head", desk=desk) or (0, "")

    def last_running(self, desk: str, year: int) -> int:
        """The running number of a desk's last case of a year; 0 before its first."""
        (found,) = self._last("last_running", desk=desk, year=year) or (0,)
        return found or 0

    def _last(self, statement: str, **of: Any) -> Any:
        """A last line: asked once in a transaction, where nobody else can add another."""
        key = (statement, *of.values())
        known = self._now.last
        if key in known:
            return known[key]
        found = self.first(statement, **of)
        if self.connection.in_transaction:
            known[key] = found
        return found

    def number_of(self, ref: str) -> str | None:
        """The number of the case that has this outside number."""
        found = self._run("case_of_ref", {"ref": ref})
        return found[0][0] if found else self._now.numbers.get(ref)

    def taught(self, limit: int = HEEDED) -> list[Lesson]:
        """What officers taught the matcher, the newest first; a negative limit is all."""
        return [
            Lesson._make((*row[:-1], tuple(array("Q", row[-1]))))
            for row in self.rows("lessons", limit=limit)
        ]

    @property
    def lessons(self) -> Lessons:
        """The lessons in force, read once and anew after one was kept or forgotten."""
        if self._lessons is None:
            self._lessons = Lessons(self.taught())
        return self._lessons

    # --- writing, inside `writing` ----------------------------------------------------------

    def append(self, entry: Entry) -> None:
        """Write an entry, sealed to the desk's last one."""
        _, before = self.head(entry.desk)
        row = _row_of(entry)
        digest = chained(before, *row)
        self.add("put_entry", *row, digest)
        self._now.last["desk_head", entry.desk] = entry.number, digest

    def put(self, before: Case | None, after: Case, told: str | None = None) -> None:
        """Write where the case stands now: only the rows that changed; an undone act's go.

        ``told``: what it is found by, if that is known; else it is read.
        """
        if before is None:
            self.add("put_case", *after.row)
            self._now.opened(after)
        else:
            self.rows("change_case", **dict(zip(after._fields, after.row, strict=False)))
        if before is None or _sources(before) != _sources(after):
            self.index(after, told, new=before is None)
        old = {whistle.number: whistle for whistle in before.whistles} if before else {}
        for whistle in after.whistles:
            if whistle != old.get(whistle.number):
                self._put_whistle(old.get(whistle.number), whistle)
        made = {promise.number: promise for promise in before.promises} if before else {}
        for promise in after.promises:
            if promise.number not in made:
                self.add("put_promise", *promise)
            elif promise != made[promise.number]:
                self.rows("change_promise", **promise._asdict())
        if before:
            self._drop(before, after)

    def rewrite(self, before: Case | None, standing: Standing) -> None:
        """Put what a whole history adds up to in place of all that stood there."""
        if before is not None:
            self.rows("drop_moves", case=before.number)
        self.put(before, standing.case)
        self.add_moves(standing.moves)

    def index(self, case: Case, told: str | None = None, *, new: bool = False) -> None:
        """Let a case be found by its texts as they are now, and no longer as they were."""
        body = self.told(case) if told is None else told
        row = None if new else self.first("searched", case=case.number)
        if row is None:
            doc = (self._last("last_doc")[0] or 0) + 1
            self.add("put_searched", doc, case.number, body)
            self._now.last["last_doc",] = (doc,)
        else:
            doc = row[0]
            self.rows("drop_pieces", doc=doc, pieces=pieces(row[1]))
            self.rows("change_searched", doc=doc, body=body)
        self.add("put_pieces", doc, pieces(body))

    def _drop(self, before: Case, after: Case) -> None:
        """Take out the rows of what is there no more."""
        calls = {(call.whistle, call.unit) for whistle in after.whistles for call in whistle.calls}
        for call in (call for whistle in before.whistles for call in whistle.calls):
            if (call.whistle, call.unit) not in calls:
                self.rows("drop_call", whistle=call.whistle, unit=call.unit)
        for gone in {found.number for found in before.whistles} - {
            w.number for w in after.whistles
        }:
            self.rows("drop_whistle", number=gone)
        for gone in {found.number for found in before.promises} - {
            m.number for m in after.promises
        }:
            self.rows("drop_promise", number=gone)

    def _put_whistle(self, before: Whistle | None, after: Whistle) -> None:
        if before is None:
            self.add("put_whistle", *after.row)
        else:
            self.rows("change_whistle", **dict(zip(after._fields, after.row, strict=False)))
        old = {call.unit: call for call in before.calls} if before else {}
        for call in after.calls:
            if call.unit not in old:
                self.add("put_call", *call)
            elif call != old[call.unit]:
                self.rows("change_call", **call._asdict())

    def add_moves(self, moves: Sequence[Move]) -> None:
        """Write the lines of the books that an act made."""
        for move in moves:
            self.add("put_move", *move)

    def forget(self, case: str) -> None:
        """Take out what a case taught, if anything."""
        self._lessons = None
        self.rows("drop_lesson", case=case)

    def learn(self, lesson: Lesson) -> None:
        """Keep a lesson in place of what its case taught before."""
        self.forget(lesson.case)
        *row, grams = lesson
        self.add("put_lesson", *row, array("Q", grams).tobytes())


def _sources(case: Case) -> tuple[str | None, ...]:
    """What the full text of a case is made from."""
    return case.issue, case.address, case.person


def case_of(row: Sequence[Any]) -> Case:
    """A row of ``cases`` as a value."""
    case = Case(*row)
    return case._replace(
        state=State(case.state), open=bool(case.open), due_known=bool(case.due_known)
    )


def listed_of(row: Sequence[Any]) -> Listed:
    """A row of a list statement as a value."""
    return Listed(case_of(row[:-3]), *(found or "" for found in row[-3:]))


def entry_of(row: Sequence[Any]) -> Entry:
    """A row of ``entries`` as a value."""
    entry = Entry._make(row)
    return entry._replace(
        act=Act(entry.act), body=json.loads(row[8]), clock_set=bool(entry.clock_set)
    )


def digest_of(entry: "Entry | TaskEntry | MemberEntry", before: str) -> str:
    """The digest of an entry after the desk's previous one."""
    return chained(before, *_row_of(entry))


def _row_of(entry: "Entry | TaskEntry | MemberEntry") -> tuple[Any, ...]:
    """The columns that a digest holds, in their order: all but the digest itself."""
    return (
        *entry[:4],
        entry.act.value,
        *entry[5:8],
        canonical(entry.body),
        int(entry.clock_set),
    )


def open_store(path: Path, *, create: bool, dry_run: bool = False) -> Store:
    """Open the ledger; where there is none and none is to be made, an empty one in memory.

    A dry run creates nothing and writes nothing.
    """
    if not path.exists() and (dry_run or not create):
        return Store(scratch(), path, dry_run=dry_run)
    return Store(connect(path), path, dry_run=dry_run)
