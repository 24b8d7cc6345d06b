"""Whose desk it is, and the one way in which an act is written down."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, NamedTuple

from shaozi import lifecycle
from shaozi.books import moves_of
from shaozi.case import Case, Entry, Whistle
from shaozi.dutybook import DutyBook
from shaozi.errors.cases import NoSuchCase
from shaozi.errors.typed import Ambiguous, EmptyText, InTheFuture, NotUnicode, TextTooLong
from shaozi.errors.whistles import NoSuchWhistle
from shaozi.store import Store
from shaozi.store.ids import new_id, new_salt, seal
from shaozi.terms import Act
from shaozi.worktime import Calendar, clock_text, local_day

MAX_TEXT = 20_000
#: Fields that stand in the case itself, such as the lane.
MAX_FIELD = 200


class Desk(NamedTuple):
    """Where an act is done: the ledger, the duty list, who, and at what moment."""

    store: Store
    book: DutyBook
    code: str
    officer: str
    community: str
    zone: tzinfo
    now: int
    clock_set: bool = False
    calendar: Calendar = Calendar()
    level: str = "both"  # community, street, both
    approval: bool = False
    erase_days: int = 90

    @property
    def whistles_to_street(self) -> bool:
        """Whether a whistle blown here is one to the street, which calls the units or does not."""
        return self.approval or self.level == "community"

    @property
    def erase_before(self) -> int:
        """Of what ended before this moment personal data have been kept long enough."""
        return self.now - self.erase_days * 24 * 3600 + 1

    def moment(self, happened_at: int | None) -> int:
        """When it happened: now, unless said otherwise; raises `InTheFuture`."""
        if happened_at is None:
            return self.now
        if happened_at > self.now:
            raise InTheFuture(clock_text(happened_at, self.zone), clock_text(self.now, self.zone))
        return happened_at


# --- what was typed -----------------------------------------------------------------------------


def readable(text: str) -> str:
    """The text as it will be kept: raises `EmptyText`, `TextTooLong` or `NotUnicode`."""
    if not text.strip():
        raise EmptyText
    if len(text) > MAX_TEXT:
        raise TextTooLong(len(text), MAX_TEXT)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotUnicode from None
    return text


def short(value: str | None) -> str | None:
    """A field that stands in the case itself: one line; raises `NotUnicode` or `TextTooLong`."""
    if value and len(value) > MAX_FIELD:
        raise TextTooLong(len(value), MAX_FIELD)
    try:
        return value and " ".join(value.encode().decode().split())
    except UnicodeEncodeError:
        raise NotUnicode from None


def keep_text(desk: Desk, case: str, kind: str, body: str | None) -> dict[str, str] | None:
    """Put a typed text apart; what the entry cites is its id and a salted digest."""
    if body is None:
        return None
    found, salt = new_id(), new_salt()
    desk.store.add("put_text", (found, case, kind, readable(body), salt))
    return {"text": found, "seal": seal(salt, body)}


def keep_person(
    desk: Desk, case: str, kind: str, name: str | None, phone: str | None = None
) -> dict[str, str] | None:
    """Put what identifies a person apart, likewise."""
    if not name and not phone:
        return None
    name, phone = name or "", phone or ""
    readable(name + phone)
    found, salt = new_id(), new_salt()
    desk.store.add("put_person", (found, case, kind, name, phone, salt))
    return {"text": found, "seal": seal(salt, name, phone)}


# --- writing an act down ------------------------------------------------------------------------


def entry_for(
    desk: Desk,
    case: str,
    act: Act,
    body: Mapping[str, Any],
    happened_at: int | None,
    actor: str | None = None,
    after: str = "",
) -> Entry:
    """A new entry of this desk, not yet sealed; it sorts after the entry ``after``."""
    return Entry(
        id=new_id(after),
        desk=desk.code,
        number=desk.store.head(desk.code)[0] + 1,
        case=case,
        act=act,
        happened_at=desk.moment(happened_at),
        recorded_at=desk.now,
        actor=actor or desk.officer,
        body=body,
        clock_set=desk.clock_set,
    )


def record(
    desk: Desk,
    before: Case,
    act: Act,
    body: Mapping[str, Any],
    happened_at: int | None = None,
    actor: str | None = None,
) -> Case:
    """Append one entry and write what it changes, inside the transaction under way."""
    entry = entry_for(desk, before.number, act, body, happened_at, actor, after=before.last_entry)
    after = lifecycle.apply(before, entry)
    desk.store.append(entry)
    desk.store.put(before, after)
    desk.store.add_moves(moves_of(before, after, entry))
    return after


# --- finding what is meant ----------------------------------------------------------------------

_FULL = re.compile(r"([A-Za-z]{2,8})-(\d{2})-(\d{1,9})")
_YEAR = re.compile(r"(\d{2})-(\d{1,9})")
_BLOWN = re.compile(r"(.+?)-?[sS](\d{1,4})")


def plain(typed: str) -> str:
    """A number as it is written, whatever an input method made of it: ３ is 3, Ｓ is S."""
    return unicodedata.normalize("NFKC", typed).strip()


def find_case(desk: Desk, typed: str) -> Case:
    """The case meant by a whole number, or by the running number: this desk's, this year's.

    A running number this desk has not reached this year may mean another year's or desk's
    case if there is just one; else raises `Ambiguous`. Raises `NoSuchCase`.
    """
    number = _number(desk, plain(typed))
    case = desk.store.case(number) if number else None
    if case is None:
        raise NoSuchCase(typed)
    return case


def find_case_of(desk: Desk, typed: str) -> Case:
    """The case of that number, or the one that a whistle of that number was blown on."""
    blown = _BLOWN.fullmatch(plain(typed))
    return find_whistle(desk, typed, Act.NOTED)[0] if blown else find_case(desk, typed)


def _number(desk: Desk, typed: str) -> str | None:
    year = local_day(desk.now, desk.zone).year % 100
    if found := _FULL.fullmatch(typed):
        return number_of(found[1].upper(), int(found[2]), int(found[3]))
    if found := _YEAR.fullmatch(typed):
        return number_of(desk.code, int(found[1]), int(found[2]))
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        return None
    rows = desk.store.rows("cases_of_running", running=int(typed))
    own = [row[0] for row in rows if row[1] == desk.code and row[2] % 100 == year]
    candidates = own or [row[0] for row in rows]
    if len(candidates) > 1:
        raise Ambiguous(typed, candidates[:10])
    return candidates[0] if candidates else None


def number_of(desk: str, year: int, running: int) -> str:
    """A case number as it is written: desk, year, running number."""
    return f"{desk}-{year % 100:02d}-{running:05d}"


def find_whistle(desk: Desk, typed: str, act: Act) -> tuple[Case, Whistle]:
    """The whistle meant by its number, or by its case's: the newest that is open."""
    case, meant = find_whistles(desk, typed, act)
    return case, meant[-1]


def find_whistles(desk: Desk, typed: str, act: Act) -> tuple[Case, list[Whistle]]:
    """The whistle of that number, or all of a case's, the newest that is open last.

    Raises `NoSuchWhistle` or `NoSuchCase`; a case without a whistle refuses the act.
    """
    blown = _BLOWN.fullmatch(plain(typed))
    if blown:
        case = find_case(desk, blown[1])
        for whistle in case.whistles:
            if whistle.number == f"{case.number}-S{int(blown[2])}":
                return case, [whistle]
        raise NoSuchWhistle(typed)
    case = find_case(desk, typed)
    lifecycle.check(case, act, desk.now)
    if not case.whistles:
        raise NoSuchWhistle(typed)
    return case, sorted(case.whistles, key=lambda whistle: whistle.stood_down_at is None)
