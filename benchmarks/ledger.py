"""Ledgers of any size: ``python -m benchmarks.ledger FILE CASES``.

The year of `year` written in bulk, entry by entry through the rules that the commands use, so that
``shaozi doctor`` finds it sound. 10,000 cases take some seconds, a million some minutes. It ends
with the last day of 2025; look at it with SHAOZI_NOW=2025-12-31T15:00:00+08:00.
"""

import argparse
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from heapq import heappop, heappush
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.year import Step, Told, Year
from shaozi import lifecycle
from shaozi.books import moves_of
from shaozi.case import Case, Entry
from shaozi.duties import Clock, Duty
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file, load
from shaozi.finding import pieces
from shaozi.store.ids import canonical, chained, seal
from shaozi.store.opening import connect
from shaozi.store.rendered_sqlite import STATEMENTS
from shaozi.store.search import told as masked
from shaozi.terms import Act
from shaozi.worktime import BEIJING, Calendar, Deadline, deadline, local_day, parse_span

DESK, OFFICER = "SZ", "专员甲"
LAST = date(2025, 12, 31)
NOW = "2025-12-31T15:00:00+08:00"
#: Rows kept before they are written.
BATCH = 20_000


class Bulk:
    """A ledger being written."""

    def __init__(self, connection: sqlite3.Connection, book: DutyBook, seed: int) -> None:
        self.connection, self.book = connection, book
        self.random = Random(seed)  # noqa: S311 -- no secret
        self.calendar = Calendar()
        self.number, self.digest, self.running = 0, "", 0
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._waiting = 0
        self._deadlines: dict[tuple[date, str, bool], Deadline] = {}

    # --- acts -----------------------------------------------------------------------------

    def log(self, told: Told) -> Case:
        """Open a case."""
        self.running += 1
        year = local_day(told.written_at).year
        number = f"{DESK}-{year % 100:02d}-{self.running:05d}"
        body = {
            "year": year,
            "running": self.running,
            "channel": told.channel,
            "community": told.community,
            "lane": told.lane,
            "ref": None,
            **self._decided(told.duty if told.decided else None, told.at, "list"),
            "confidence": 0.93,
            "issue": self._text(number, "issue", told.text),
            "address": self._text(number, "address", told.address),
            "how": None,
            "person": self._person(number, "resident", told.name, told.phone),
        }
        found = masked(told.text, told.address, told.name)
        self._put("put_searched", (self.running, number, found))
        self._put("put_pieces", (self.running, pieces(found)))
        return self._record(None, Act.LOGGED, number, body, told.at, told.written_at)

    def take(self, case: Case, step: Step, duty: Duty) -> Case:
        """One further act on a case."""
        kinds = {"how": "outcome", "result": "answer"}
        typed = {
            name: self._text(case.number, kinds.get(name, name), text)
            for name, text in step.texts.items()
        }
        body = dict(step.body) | typed
        if step.act is Act.ASSIGNED:
            body |= self._decided(duty, case.logged_at, "officer")
        elif step.act is Act.REOPENED:
            body |= self._limits(duty, step.at)
        elif step.act is Act.ARRIVED:
            body["by"] = self._person(case.number, "unit", body["by"], "")
        elif step.act is Act.CLOSED:
            body["reason"] = None
        return self._record(case, step.act, case.number, body, step.at, step.at, step.actor)

    def keep(self, case: Case) -> None:
        """Write where a case ends, or stands when the year does."""
        for whistle in case.whistles:
            for call in whistle.calls:
                self._put("put_call", call)
            self._put("put_whistle", whistle.row)
        self._put("put_case", case.row)

    def flush(self) -> None:
        """Write what waits."""
        self.connection.execute("BEGIN")
        for statement, rows in self._rows.items():
            self.connection.executemany(STATEMENTS[statement], rows)
        self.connection.execute("COMMIT")
        self._rows, self._waiting = {}, 0

    # --- parts of an act --------------------------------------------------------------------

    def _record(
        self,
        before: Case | None,
        act: Act,
        case: str,
        body: Mapping[str, Any],
        at: int,
        written_at: int,
        actor: str | None = None,
    ) -> Case:
        self.number += 1
        entry = Entry(
            self._id(written_at),
            DESK,
            self.number,
            case,
            act,
            at,
            written_at,
            actor or OFFICER,
            body,
            False,
        )
        after = lifecycle.apply(before, entry)
        sealed = entry._replace(body=canonical(body), clock_set=0)  # type: ignore[arg-type] # as SQLite has it
        self.digest = chained(self.digest, *sealed[:-1])
        self._put("put_entry", sealed._replace(digest=self.digest))
        for move in moves_of(before, after, entry):
            self._put("put_move", move)
        return after

    def _put(self, statement: str, row: tuple[Any, ...]) -> None:
        self._rows.setdefault(statement, []).append(row)
        self._waiting += 1
        if self._waiting >= BATCH:
            self.flush()

    def _id(self, at: int) -> str:
        """A UUIDv7 of that moment; entries of one second follow each other by their numbers."""
        tail = self.random.getrandbits(62) | 2 << 62
        count = self.number & 0xFFF
        text = f"{(at * 1000) << 80 | 7 << 76 | count << 64 | tail:032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def _text(self, case: str, kind: str, body: str) -> dict[str, str]:
        found, salt = self._id(0), f"{self.random.getrandbits(128):032x}"
        self._put("put_text", (found, case, kind, body, salt))
        return {"text": found, "seal": seal(salt, body)}

    def _person(self, case: str, kind: str, name: str, phone: str) -> dict[str, str] | None:
        if not name:
            return None
        found, salt = self._id(0), f"{self.random.getrandbits(128):032x}"
        self._put("put_person", (found, case, kind, name, phone, salt))
        return {"text": found, "seal": seal(salt, name, phone)}

    def _decided(self, duty: Duty | None, start: int, by: str) -> dict[str, Any]:
        return {
            "duty": duty.code if duty else None,
            "lead": (duty.lead or duty.owner_unit) if duty else None,
            "decided_by": by if duty else None,
            **self._limits(duty, start),
        }

    def _limits(self, duty: Duty | None, start: int) -> dict[str, Any]:
        clock: Clock = self.book.clock(duty, "")
        respond = self._deadline(start, clock.respond, clock.moves)
        resolve = self._deadline(start, clock.resolve, clock.moves)
        return {
            "respond_due": respond.at,
            "due": resolve.at,
            "due_known": respond.known and resolve.known,
            **clock._asdict(),
        }

    def _deadline(self, start: int, limit: str, moves: bool) -> Deadline:
        """As `worktime.deadline`; one whose days are counted is the same for a whole day."""
        span = parse_span(limit)
        if span.unit in ("m", "h"):
            return deadline(start, span, self.calendar)
        key = local_day(start), limit, moves
        if key not in self._deadlines:
            self._deadlines[key] = deadline(start, span, self.calendar, moves=moves)
        return self._deadlines[key]


def write(path: Path, cases: int, *, seed: int = 1, last: date = LAST) -> None:
    """Write a ledger of so many cases; the file must not be there yet."""
    if path.exists():
        raise FileExistsError(path)
    with TemporaryDirectory() as cache:
        book = load(data_file("duty_list.yaml"), Path(cache))
    end = int(datetime(last.year, last.month, last.day, 15, tzinfo=BEIJING).timestamp())
    with closing(connect(path)) as connection:
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -400000"):
            connection.execute(f"PRAGMA {pragma}")
        bulk, year = Bulk(connection, book, seed), Year(book, cases, last, seed)
        for case in _lived(bulk, year, end):
            bulk.keep(case)
        bulk.flush()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _lived(bulk: Bulk, year: Year, end: int) -> Iterator[Case]:
    """Let all cases live up to ``end``, act by act as they were written down."""
    agenda: list[tuple[int, int, Case, Told, Step, Iterator[Step]]] = []

    def schedule(case: Case, told: Told, life: Iterator[Step]) -> Case | None:
        step = next(life, None)
        if step is None:
            return case
        heappush(agenda, (step.at, case.running, case, told, step, life))
        return None

    def up_to(moment: int) -> Iterator[Case]:
        while agenda and agenda[0][0] <= moment:
            _, _, case, told, step, life = heappop(agenda)
            after = schedule(bulk.take(case, step, told.duty), told, life)
            if after is not None:
                yield after

    for told in year.told():
        if told.written_at > end:
            break
        yield from up_to(told.written_at)
        case = bulk.log(told)
        schedule(case, told, year.life(case.number, told, case.due))
    yield from up_to(end)
    yield from (case for _, _, case, *_ in agenda)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("cases", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write(given.file, given.cases, seed=given.seed)
