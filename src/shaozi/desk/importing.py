"""Taking in rows that another system wrote: each is logged as if it had been typed."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from shaozi.case import Case
from shaozi.desk.base import Desk
from shaozi.desk.cases import Issue, log_case
from shaozi.errors import Usage
from shaozi.errors.cases import AlreadyLogged
from shaozi.exchange.columns import Told
from shaozi.exchange.table import Row
from shaozi.privacy import scrub
from shaozi.store.ledger import Torn
from shaozi.terms import Fate
from shaozi.words import say

#: Rows written in one transaction: what an interruption takes back, and how long others wait.
BATCH = 500
#: So many rows back the number of a row is known with its text: memory must not grow with the file.
REMEMBERED = 50_000


class Taken(NamedTuple):
    """What became of a row; ``number`` is the case's, just opened or there already."""

    row: Row
    fate: Fate
    number: str | None
    case: Case | None
    reason: str


class _Seen(NamedTuple):
    """The first row of a number in this file: its line, and its text as a hash."""

    line: int
    text: int


def take_in(desk: Desk, rows: Iterator[Row], read: Callable[[Row], Told]) -> Iterator[list[Taken]]:
    """Log the rows, a transaction each `BATCH` of them; gives what became of each, once it is kept.

    A row that is there already, by its outside number or its case's, changes nothing; one that has
    the number of an earlier row of this file and another text is rejected, if that row is at most
    `REMEMBERED` back.
    """
    seen: dict[str, _Seen] = {}
    while batch := list(islice(rows, BATCH)):
        try:
            with desk.store.writing(together=True):
                done = [_take(desk, row, read, seen) for row in batch]
        except Torn:  # a row was refused half-way: each for itself, then
            with desk.store.writing():
                done = [_take(desk, row, read, seen) for row in batch]
        for ref in [*islice(seen, max(0, len(seen) - REMEMBERED))]:
            del seen[ref]
        yield done


def _take(desk: Desk, row: Row, read: Callable[[Row], Told], seen: dict[str, _Seen]) -> Taken:
    if row.fault:
        return Taken(row, Fate.REJECTED, None, None, row.fault)
    try:
        told = read(row)
        before = seen.get(told.ref)
        if before and before.line < row.line and before.text != hash(told.text):
            return Taken(row, Fate.REJECTED, None, None, _twice(told.ref, before.line))
        if _is_here(desk, told):
            here = say("是本台账自己的案件", "is this ledger's own case")
            return Taken(row, Fate.KNOWN, told.number, None, f"{told.number} {here}")
        case = log_case(desk, Issue(*told[:-1]), words=False).case
    except AlreadyLogged as known:
        seen.setdefault(told.ref, _Seen(row.line, hash(told.text)))
        return Taken(row, Fate.KNOWN, known.number, None, known.message)
    except Usage as wrong:  # whatever is wrong with what was typed
        return Taken(row, Fate.REJECTED, None, None, wrong.message)
    seen.setdefault(told.ref, _Seen(row.line, hash(told.text)))
    return Taken(row, Fate.IMPORTED, case.number, case, "")


def _twice(ref: str, line: int) -> str:
    return say(
        f"外部编号 {ref} 与第 {line} 行相同，内容不同",
        f"outside number {ref} is that of line {line}, with another text",
    )


def _is_here(desk: Desk, told: Told) -> bool:
    """Whether a row of a shaozi's export is of a case in this very ledger.

    Its number does not say so alone: two desks may have begun under one code. The minute and
    the text, masked as it was written out, do; a text amended since is among the case's own. Of a
    case whose personal data were erased the text of then is nowhere, and the minute must do.
    """
    case = desk.store.case(told.number) if told.number else None
    if case is None or told.happened_at is None or told.happened_at // 60 != case.logged_at // 60:
        return False
    if case.erased_at is not None:
        return True
    people = desk.store.people(case.number).values()
    residents = tuple(name for kind, name, _ in people if kind == "resident")
    texts = desk.store.texts(case.number).values()
    return any(scrub(text, residents).strip() == told.text for text in texts)
