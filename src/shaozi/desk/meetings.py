"""Joint meetings (会商): what was agreed becomes dates that units are held to."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shaozi import lifecycle
from shaozi.case import Case, Entry, Promise
from shaozi.desk.base import (
    Desk,
    find_case,
    keep_person,
    keep_text,
    readable,
    record,
)
from shaozi.errors import NotFound
from shaozi.errors.cases import OutOfOrder
from shaozi.errors.promises import NoSuchPromise, PromiseOver
from shaozi.errors.typed import InThePast
from shaozi.labels import label
from shaozi.terms import Act
from shaozi.worktime import clock_text


class Agreed(NamedTuple):
    """An agreed item as typed: which unit, what, and by when."""

    unit: str
    matter: str
    due: int


class Meeting(NamedTuple):
    """A meeting as typed; only what it was about is needed."""

    topic: str
    title: str | None = None
    place: str | None = None
    chair: str | None = None
    units: Sequence[str] = ()
    agreed: Sequence[Agreed] = ()
    dissent: str | None = None


def convene(
    desk: Desk, typed: str, meeting: Meeting, held_at: int | None = None
) -> tuple[Case, str]:
    """Keep the minutes of a meeting on a case; gives the meeting's number.

    Raises `OutOfOrder` for a meeting from before the case was logged, `InThePast` for a date.
    """
    readable(meeting.topic)
    for agreed in meeting.agreed:
        readable(agreed.matter)
        if agreed.due <= desk.now:
            raise InThePast(clock_text(agreed.due, desk.zone), clock_text(desk.now, desk.zone))
    units = [desk.book.unit(name).id for name in meeting.units]
    holders = [desk.book.unit(agreed.unit).id for agreed in meeting.agreed]
    with desk.store.writing():
        case = find_case(desk, typed)
        held = desk.moment(held_at)
        lifecycle.check(case, Act.CONVENED, held)
        if held < case.logged_at:
            logged = label(Act.LOGGED), clock_text(case.logged_at, desk.zone)
            raise OutOfOrder(label(Act.CONVENED), clock_text(held, desk.zone), *logged)
        number = _number(desk, case, "H", _held(desk, case) + 1)
        first = _promises(desk, case) + 1
        body = {
            "meeting": number,
            "units": list(dict.fromkeys([*units, *holders])),
            "chair": keep_person(desk, case.number, "chair", meeting.chair),
            **{
                name: keep_text(desk, case.number, name, getattr(meeting, name))
                for name in ("topic", "title", "place", "dissent")
            },
            "items": [
                {
                    "number": _number(desk, case, "Y", first + place),
                    "unit": unit,
                    "matter": keep_text(desk, case.number, "agreed", agreed.matter),
                    "due": agreed.due,
                }
                for place, (unit, agreed) in enumerate(zip(holders, meeting.agreed, strict=True))
            ],
        }
        return record(desk, case, Act.CONVENED, body, held_at), number


def fulfil(
    desk: Desk, typed: str, how: str | None = None, happened_at: int | None = None
) -> tuple[Case, Promise]:
    """A unit has done what it promised or what was agreed, by the number of that.

    Raises `NoSuchPromise`, `PromiseOver`, or `OutOfOrder` for a time before it was agreed.
    """
    if how is not None:
        readable(how)
    with desk.store.writing():
        case, promise = find_promise(desk, typed)
        moment = desk.moment(happened_at)
        lifecycle.check(case, Act.KEPT, moment)
        over = promise.kept_at or promise.replaced_at
        if over:
            kept = promise.kept_at is not None
            raise PromiseOver(promise.number, clock_text(over, desk.zone), kept=kept)
        if moment < promise.made_at:
            made = label(Act.CONVENED), clock_text(promise.made_at, desk.zone)
            raise OutOfOrder(label(Act.KEPT), clock_text(moment, desk.zone), *made)
        body = {
            "promise": promise.number,
            "unit": promise.unit,
            "how": keep_text(desk, case.number, "kept", how),
        }
        after = record(desk, case, Act.KEPT, body, happened_at, actor=promise.unit)
    return after, next(made for made in after.promises if made.number == promise.number)


def find_promise(desk: Desk, typed: str) -> tuple[Case, Promise]:
    """The promise of that number, as ``4-Y1``; raises `NoSuchPromise` or `NoSuchCase`."""
    case, number = meant(desk, typed, "Y", NoSuchPromise(typed))
    for promise in case.promises:
        if promise.number == number:
            return case, promise
    raise NoSuchPromise(typed)


_NUMBERED = re.compile(r"(.+?)-?((?<=-)[A-Z]{2,8}-)?([YH])(\d{1,4})", re.ASCII)


def meant(desk: Desk, typed: str, letter: str, lost: NotFound) -> tuple[Case, str]:
    """The case and the whole number of the promise or meeting typed; else raises ``lost``."""
    said = _NUMBERED.fullmatch(typed.strip().upper())
    if said is None or said[3] != letter:
        raise lost
    case = find_case(desk, said[1])
    return case, f"{case.number}-{said[2] or ''}{letter}{int(said[4])}"


def next_promise(desk: Desk, case: Case) -> str:
    """The number of the next promise: Y for 约 (yuē); none is used again once undone."""
    return _number(desk, case, "Y", _promises(desk, case) + 1)


def _number(desk: Desk, case: Case, letter: str, running: int) -> str:
    """A number of this desk's on a case, which names a desk that is not the case's own.

    So two desks that do not know of each other never give the same.
    """
    own = "" if desk.code == case.desk else f"{desk.code}-"
    return f"{case.number}-{own}{letter}{running}"


def _promises(desk: Desk, case: Case) -> int:
    """How many this desk ever wrote down on a case."""
    made = 0
    for entry in _own(desk, case):
        if entry.act is Act.CONVENED:
            made += len(entry.body["items"])
        elif entry.act is Act.ANSWERED:
            made += "promise" in entry.body
    return made


def _held(desk: Desk, case: Case) -> int:
    return sum(entry.act is Act.CONVENED for entry in _own(desk, case))


def _own(desk: Desk, case: Case) -> Iterator[Entry]:
    return (entry for entry in desk.store.history(case.number) if entry.desk == desk.code)
