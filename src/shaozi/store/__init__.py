"""The only room that speaks to a database: one transaction an act, one way from row to value."""

import json
import sqlite3
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from shaozi.books import Move
from shaozi.case import Call, Case, Entry, Promise, Whistle
from shaozi.finding import pieces
from shaozi.lessons import Lesson, Lessons
from shaozi.lifecycle import Standing, in_order
from shaozi.privacy import scrub
from shaozi.store.ids import canonical, chained
from shaozi.store.ledger import Ledger
from shaozi.store.opening import connect, scratch
from shaozi.store.search import told_of
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


class Store(Ledger):
    """A ledger, open: its cases, their histories, what was taught."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, dry_run: bool = False
    ) -> None:
        """Use `open_store` instead."""
        super().__init__(connection, path, dry_run=dry_run)
        self._lessons: Lessons | None = None

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
        return self.last("desk_head", desk=desk) or (0, "")

    def last_running(self, desk: str, year: int) -> int:
        """The running number of a desk's last case of a year; 0 before its first."""
        (found,) = self.last("last_running", desk=desk, year=year) or (0,)
        return found or 0

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
        self.add("put_entry", (*row, digest))
        self._now.last["desk_head", entry.desk] = entry.number, digest

    def put(self, before: Case | None, after: Case, told: str | None = None) -> None:
        """Write where the case stands now: only the rows that changed; an undone act's go.

        ``told``: what it is found by, if that is known; else it is read.
        """
        if before is None:
            self.add("put_case", after.row)
            self._count(after)
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
                self.add("put_promise", promise)
            elif promise != made[promise.number]:
                self.rows("change_promise", **promise._asdict())
        if before:
            self._drop(before, after)

    def _count(self, opened: Case) -> None:
        """Remember a new case while others cannot write: its number, and its outside number."""
        key = "last_running", opened.desk, opened.year
        if key in self._now.last:
            self._now.last[key] = (max(self._now.last[key][0] or 0, opened.running),)
        if self._now.together and opened.ref:
            self._now.numbers.setdefault(opened.ref, opened.number)

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
            doc = (self.last("last_doc")[0] or 0) + 1
            self.add("put_searched", (doc, case.number, body))
            self._now.last["last_doc",] = (doc,)
        else:
            doc = row[0]
            self.rows("drop_pieces", doc=doc, pieces=pieces(row[1]))
            self.rows("change_searched", doc=doc, body=body)
        self.add("put_pieces", (doc, pieces(body)))

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
            self.add("put_whistle", after.row)
        else:
            self.rows("change_whistle", **dict(zip(after._fields, after.row, strict=False)))
        old = {call.unit: call for call in before.calls} if before else {}
        for call in after.calls:
            if call.unit not in old:
                self.add("put_call", call)
            elif call != old[call.unit]:
                self.rows("change_call", **call._asdict())

    def add_moves(self, moves: Sequence[Move]) -> None:
        """Write the lines of the books that an act made."""
        for move in moves:
            self.add("put_move", move)

    def forget(self, case: str) -> None:
        """Take out what a case taught, if anything."""
        self._lessons = None
        self.rows("drop_lesson", case=case)

    def learn(self, lesson: Lesson) -> None:
        """Keep a lesson in place of what its case taught before."""
        self.forget(lesson.case)
        self.add("put_lesson", (*lesson[:-1], array("Q", lesson.grams).tobytes()))


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
