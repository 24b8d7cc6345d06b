"""Taking another ledger's records into this one: by union and replay, in any order, any often."""

from array import array
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from shaozi import lifecycle, roster, tasks
from shaozi.case import Entry
from shaozi.erasure import NOTHING, Taken, taken
from shaozi.errors.exchange import BrokenChain, TwoDesks
from shaozi.errors.lists import BadTable
from shaozi.lessons import Lesson
from shaozi.roster import MemberEntry
from shaozi.store import Store, entry_of
from shaozi.store import roster as roster_in
from shaozi.store import tasks as tasks_in
from shaozi.store.doctor import Misfit, misfit, seals_of, seals_of_case
from shaozi.store.erasing import erase
from shaozi.store.ids import seal
from shaozi.store.registers import Register
from shaozi.store.whole import Record, row_of
from shaozi.tasks import TaskEntry
from shaozi.terms import Act
from shaozi.words import say


class Gathered(NamedTuple):
    """What a ledger brought: entries that are new, by desk, and the cases and tasks they change."""

    entries: Mapping[str, int]
    cases: frozenset[str]
    tasks: frozenset[str]
    erased: frozenset[str]  # cases of which an erasing was news


#: The ledgers beside the cases', by the kind of record their entries are.
REGISTERS: dict[str, Register[Any]] = {
    "task_entry": tasks_in.REGISTER,
    "member_entry": roster_in.REGISTER,
}


class _Chain(NamedTuple):
    number: int = 0
    digest: str = ""


def unite(store: Store, source: Path, records: Iterable[Record]) -> Gathered:
    """Take in what is not there yet, in one transaction, and replay what it changes.

    Every chain is checked from its first entry. Raises `BrokenChain` for a gap, an altered
    entry or an altered text, `TwoDesks` where a desk's chain parts from the one here, and
    `BadTable` for what is no record.
    """
    union = _Union(store, source)
    with store.writing():
        try:
            for kind, record in records:
                union.take(kind, record)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadTable(source, say(f"不是台账的内容: {error}", f"no record: {error}")) from None
        return union.replayed()


class _Union:
    """One ledger on its way into another."""

    def __init__(self, store: Store, source: Path) -> None:
        self.store = store
        self.source = source
        self.chains: dict[tuple[str, str], _Chain] = {}
        self.new: dict[str, int] = {}
        self.cases: set[str] = set()
        self.newly_erased: set[str] = set()
        self.changed: dict[str, set[str]] = {kind: set() for kind in REGISTERS}
        self.taught = {lesson.case: lesson for lesson in store.taught(-1)}

    def take(self, kind: str, record: Mapping[str, Any]) -> None:
        row = row_of(kind, record)
        values = tuple(row.values())
        if kind == "entry":
            entry = entry_of(values)
            if self._is_new(kind, entry, "digest_of_entry"):
                self.store.add("put_entry", values)
                self.cases.add(entry.case)
                if entry.act is Act.ERASED:
                    self.newly_erased.add(entry.case)
        elif kind in self.changed:
            register = REGISTERS[kind]
            if self._is_new(kind, register.line_of(values), f"digest_of_{kind}"):
                self.store.add(f"put_{kind}", values)
                self.changed[kind].add(row[register.noun])
        elif kind == "lesson":
            self._learn(Lesson._make((*values[:-1], tuple(array("Q", row["grams"])))))
        elif kind not in ("text", "person") or self._is_left(kind, row):
            self.store.rows(f"take_{kind}", **row)

    @cached_property
    def erased(self) -> dict[str, Taken]:
        """What was erased, here or there, by case; asked for once all entries are in."""
        rows = self.store.rows("entries_of_act", act=Act.ERASED)
        return {number: taken(self.store.history(number)) for number in {row[3] for row in rows}}

    def _is_left(self, kind: str, row: Mapping[str, Any]) -> bool:
        """Whether no erasing took it; a text of which one left a part is that part."""
        lost = self.erased.get(row["case"], NOTHING)
        if kind == "text" and row["id"] in lost.seals:
            if seal(row["salt"], row["body"]) != lost.seals[row["id"]]:
                return False
            self.store.rows("drop_text", id=row["id"])
        return row["id"] not in lost.gone

    def _is_new(self, kind: str, entry: Entry | TaskEntry | MemberEntry, digest_of: str) -> bool:
        """Whether an entry is not here yet; its chain must hold and be the one that is here."""
        chain = self.chains.get((kind, entry.desk), _Chain())
        wrong = misfit(entry, *chain)
        if wrong:
            raise BrokenChain(self.source, f"{entry.desk} #{entry.number}", wrong)
        self.chains[kind, entry.desk] = _Chain(entry.number, entry.digest)
        here = self.store.first(digest_of, desk=entry.desk, running=entry.number)
        if here is None:
            self.new[entry.desk] = self.new.get(entry.desk, 0) + 1
            return True
        if here[0] != entry.digest:
            raise TwoDesks(self.source, entry.desk, entry.number)
        return False

    def _learn(self, lesson: Lesson) -> None:
        """Of two lessons of one case the later counts."""
        here = self.taught.get(lesson.case)
        if self.erased.get(lesson.case, NOTHING).texts:
            return
        if here is None or _rank(here) < _rank(lesson):
            self.store.learn(lesson)

    def replayed(self) -> Gathered:
        """Where every case and assignment stands that has new entries, by its whole history."""
        for number in sorted(self.cases):
            lost = self.erased.get(number)
            if lost:
                erase(self.store, number, lost)
            self._refuse(seals_of_case(self.store, number))
            standing = lifecycle.fold(self.store.history(number))
            self.store.rewrite(self.store.case(number), standing)
            if lost:
                self.store.index(standing.case)
        for kind, numbers in self.changed.items():
            for number in sorted(numbers):
                self._refuse(seals_of(self.store, REGISTERS[kind], number))
        for number in sorted(self.changed["task_entry"]):
            folded = tasks.fold(tasks_in.history(self.store, number))
            tasks_in.put(self.store, tasks_in.task(self.store, number), folded.task)
        for number in sorted(self.changed["member_entry"]):
            member = roster.fold(roster_in.REGISTER.history(self.store, number))
            new = roster_in.member(self.store, number) is None
            roster_in.REGISTER.put(self.store, member._asdict(), new=new)
        touched = self.cases, self.changed["task_entry"], self.newly_erased
        return Gathered(dict(sorted(self.new.items())), *map(frozenset, touched))

    def _refuse(self, faults: Iterable[Misfit]) -> None:
        for fault in faults:
            raise BrokenChain(self.source, fault.where, fault.what)


def _rank(lesson: Lesson) -> tuple[Any, ...]:
    return lesson.taught_at, lesson.duty, lesson.instead or "", lesson.grams
