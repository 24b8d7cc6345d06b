"""Is the ledger what its history says? Each check yields what does not fit."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from shaozi import lifecycle, roster, tasks
from shaozi.books import Move
from shaozi.case import Case, Entry
from shaozi.erasure import NOTHING, Taken, taken
from shaozi.erasure import attached as still_attached
from shaozi.errors import ShaoziError
from shaozi.finding import asked, pieces
from shaozi.labels import label
from shaozi.roster import MemberEntry
from shaozi.store import Store, digest_of, entry_of
from shaozi.store import roster as roster_in
from shaozi.store import tasks as tasks_in
from shaozi.store.ids import seal
from shaozi.store.registers import Register
from shaozi.store.rendered_sqlite import SCHEMA
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
    for register in (tasks_in.REGISTER, roster_in.REGISTER):
        for (desk,) in store.rows(f"{register.noun}_desks"):
            rows = store.rows(f"{register.noun}_entries_of_desk", desk=desk)
            yield from _linked(f"{desk} {register.noun}", map(register.line_of, rows))


def _linked(of: str, entries: Iterable[Entry | TaskEntry | MemberEntry]) -> Iterator[Misfit]:
    number, digest = 0, ""
    for entry in entries:
        wrong = misfit(entry, number, digest)
        if wrong:
            yield Misfit(f"{of} #{entry.number}", wrong)
        number, digest = entry.number, entry.digest


def misfit(entry: Entry | TaskEntry | MemberEntry, number: int, digest: str) -> str | None:
    """Why an entry does not follow a desk's one of that number and digest, if it does not."""
    if entry.number != number + 1:
        return say(f"前面缺 {number + 1}", f"{number + 1} is missing before it")
    if entry.digest != digest_of(entry, digest):
        return say("内容被改动", "was altered")
    return None


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
        yield from _conflicts(number, history, standing.set_aside)
        moves = sorted(Move._make(row) for row in store.rows("moves_of_case", case=number))
        if moves != sorted(standing.moves):
            yield Misfit(number, say("收支与办理记录不符", "its moves differ from its history"))


def _conflicts(
    number: str, history: Sequence[Entry], set_aside: Sequence[Entry]
) -> Iterator[Misfit]:
    """What two desks wrote that does not go together, until a later note says it was seen."""
    for entry in set_aside:
        later = history[history.index(entry) + 1 :]
        if not any(other.act is Act.NOTED for other in later):
            yield _set_aside(number, entry, label(entry.act))


def _set_aside(number: str, entry: Entry | TaskEntry | MemberEntry, what: str) -> Misfit:
    whose = f"{entry.desk} #{entry.number}"
    return Misfit(
        number,
        say(
            f"{whose} {what}和别的办理冲突，没有计入；看过后记一笔: shaozi note {number} …",
            f"{whose}, “{what}”, conflicts with the rest and was set aside; "
            f"once seen: shaozi note {number} …",
        ),
    )


def told_twice(store: Store) -> Iterator[Misfit]:
    """Outside numbers that two desks logged, each without knowing of the other."""
    for ref, first, last in store.rows("refs_told_twice"):
        what = say(
            f"和 {first} 是同一个外部编号 {ref}: shaozi merge {last} --into {first}",
            f"has the outside number {ref} of {first}: shaozi merge {last} --into {first}",
        )
        yield Misfit(last, what)


def replay_tasks(store: Store) -> Iterator[Misfit]:
    """What each assignment's history adds up to is what its row says."""
    for (number,) in store.rows("task_numbers"):
        try:
            entries = tasks_in.history(store, number)
            if not entries:
                yield Misfit(number, say("没有办理记录", "has no history"))
                continue
            folded = tasks.fold(entries)
            if folded.task != tasks_in.task(store, number):
                yield Misfit(
                    number, say("与办理记录推算的不符", "differs from what its history adds up to")
                )
            for entry in folded.set_aside:
                yield _set_aside(number, entry, label(entry.act))
        except ShaoziError as error:
            yield Misfit(number, error.message)


def replay_roster(store: Store) -> Iterator[Misfit]:
    """What each member's history adds up to is what the row says."""
    for (number,) in store.rows("member_numbers"):
        entries = roster_in.REGISTER.history(store, number)
        if not entries:
            yield Misfit(number, say("没有办理记录", "has no history"))
        elif roster.fold(entries) != roster_in.member(store, number):
            what = say("与办理记录推算的不符", "differs from what its history adds up to")
            yield Misfit(number, what)


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
        yield from seals_of_case(store, number)
    for (number,) in store.rows("task_numbers"):
        yield from seals_of(store, tasks_in.REGISTER, number)
    for (number,) in store.rows("member_numbers"):
        yield from seals_of(store, roster_in.REGISTER, number)


def seals_of_case(store: Store, number: str) -> Iterator[Misfit]:
    """The same of one case."""
    kept = {row[0]: seal(row[2], row[1]) for row in store.rows("sealed_texts", case=number)} | {
        row[0]: seal(row[3], row[1], row[2]) for row in store.rows("sealed_people", case=number)
    }
    history = store.history(number)
    lost = taken(history)
    yield from _sealed(number, history, kept, lost)
    if lost.gone & kept.keys():
        what = say("清除的内容又有了: 再清除一次", "what was erased is back: erase it again")
        yield Misfit(number, what)


def seals_of(store: Store, register: Register[Any], number: str) -> Iterator[Misfit]:
    """The same of one assignment, or of one member of the team."""
    rows = store.rows(f"texts_of_{register.noun}", **{register.noun: number})
    kept = {row[0]: seal(row[2], row[1]) for row in rows}
    yield from _sealed(number, register.history(store, number), kept)


def _sealed(
    number: str,
    entries: Iterable[Entry | TaskEntry | MemberEntry],
    kept: Mapping[str, str],
    lost: Taken = NOTHING,
) -> Iterator[Misfit]:
    for entry in entries:
        for found, sealed in _cited(entry.body):
            where = f"{number} {entry.desk} #{entry.number}"
            if found in lost.gone:
                continue
            if found not in kept:
                yield Misfit(where, say("文字不在了", "a text is gone"))
            elif kept[found] != lost.seals.get(found, sealed):
                yield Misfit(where, say("文字被改动", "a text was altered"))


def found(store: Store) -> Iterator[Misfit]:
    """Every case is found by its words as they are now."""
    held = _pieces_held(store)
    for (number,) in store.rows("case_numbers"):
        case, row = store.case(number), store.first("searched", case=number)
        if case is None or row is None or row[1] != store.told(case):
            yield Misfit(number, say("搜索用的内容不是现在的", "is not searched as it stands"))
            continue
        doc, body = row
        if held.get(doc, 0) == sum(map(hash, pieces(body).split())):
            continue
        words = asked(body)  # some signs the full text leaves out: ask it, which takes long
        if words and not store.first("is_found", asked=words, doc=doc):
            yield Misfit(number, say("搜不到", "is not found by its words"))


def _pieces_held(store: Store) -> Mapping[int, int]:
    """What the full text holds of each document, as the sum of its pieces' hashes.

    Read in one go: to ask it for all the pieces of each case would take the square of their number.
    """
    run = store.connection.execute
    run("CREATE VIRTUAL TABLE temp.held USING fts5vocab (main, search, instance)")
    held: defaultdict[int, int] = defaultdict(int)
    for piece, doc in run("SELECT term, doc FROM temp.held"):
        held[doc] += hash(piece)
    run("DROP TABLE temp.held")
    return held


def attached(store: Store) -> Iterator[Misfit]:
    """Every attached file is there and is what was attached."""
    folder = store.path.with_name(store.path.name + ".files")
    for (number,) in store.rows("case_numbers"):
        for digest in sorted(still_attached(store.history(number))):
            path = folder / digest
            if not path.is_file():
                yield Misfit(number, say(f"附件不在了: {path}", f"an attachment is gone: {path}"))
            elif sha256(path.read_bytes()).hexdigest() != digest:
                yield Misfit(
                    number, say(f"附件被改动: {path}", f"an attachment was altered: {path}")
                )


def _cited(body: object) -> Iterator[tuple[str, str]]:
    if isinstance(body, dict):
        if "seal" in body:
            yield body["text"], body["seal"]
        for part in body.values():
            yield from _cited(part)
    elif isinstance(body, list):
        for part in body:
            yield from _cited(part)


CHECKS = (
    integrity,
    schema,
    chain,
    replay,
    told_twice,
    replay_tasks,
    replay_roster,
    seals,
    found,
    attached,
)
