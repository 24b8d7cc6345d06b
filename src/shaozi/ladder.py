"""What follows when a unit stays away or a case runs late: the next rung due, or none.

The rungs already climbed are the case's own entries, so nothing is remembered elsewhere: a
restart or a clock set back can neither skip a rung nor repeat one.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import time, tzinfo
from typing import NamedTuple

from shaozi.calls import has_given_a_date, result_by
from shaozi.case import Call, Case, Entry
from shaozi.clocks import paused
from shaozi.duties import EMERGENCY
from shaozi.dutybook import DutyBook
from shaozi.lifecycle import ALLOWED
from shaozi.terms import Act, Kind, Rung, Trouble
from shaozi.worktime import Calendar, Span, at_work, deadline

#: Which ladder a rung belongs to: what is late, and whose call of which whistle.
Key = tuple[str, str | None, str | None]

#: Addressees that are no unit of the duty list.
DISTRICT, OFFICER = "district", "officer"


class Waits(NamedTuple):
    """How long to wait in an emergency, and otherwise."""

    emergency: Span
    otherwise: Span


class Citation(NamedTuple):
    """An article, when it was looked up, and what and whom it holds for; none named: for all."""

    law: str
    article: str
    checked: str
    about: tuple[Trouble, ...]
    units: tuple[str, ...]


class Step(NamedTuple):
    """A rung as the office has it. ``units``: kinds of late unit it is for; none: for all."""

    rung: Rung
    title: str
    title_en: str
    to: str  # late, involved, district
    signed: str
    signed_en: str
    ask: str
    ask_en: str
    units: tuple[str, ...]
    after: Mapping[Trouble, Waits]
    after_basis: str
    basis: tuple[Citation, ...]


class Ladder(NamedTuple):
    """The rungs in their order."""

    steps: tuple[Step, ...]


class Hours(NamedTuple):
    """The office's working hours, on its calendar."""

    calendar: Calendar
    opening: time
    zone: tzinfo

    def after(self, start: int, span: Span) -> int:
        """The last moment of a wait."""
        return deadline(start, span, self.calendar, self.zone).at

    def working(self, now: int) -> bool:
        """Whether the office is at work."""
        return at_work(now, self.calendar, self.opening, self.zone)


class Late(NamedTuple):
    """What is late, since when. A case past its limit has neither whistle nor unit.

    ``whistle`` is the number of what the unit is late with: of a whistle, or of its promise.
    """

    trouble: Trouble
    whistle: str | None
    unit: str | None
    since: int
    emergency: bool

    @property
    def key(self) -> Key:
        """Which ladder its rungs belong to."""
        return self.trouble, self.whistle, self.unit


class Due(NamedTuple):
    """A rung to climb now, who gets the notice (see `addressees`), and the articles that hold."""

    late: Late
    step: Step
    to: tuple[str, ...]
    basis: tuple[Citation, ...]


def due(
    case: Case, past: Iterable[Entry], now: int, ladder: Ladder, book: DutyBook, hours: Hours
) -> list[Due]:
    """The next rung of everything that is late on a case; ``past`` is what stands, not undone.

    Only an emergency is pursued outside working hours.
    """
    behind = climbed(past)
    found = []
    for late in lateness(case, now):
        if not (late.emergency or hours.working(now)):
            continue
        before = behind.get(late.key, [])
        step = _next(late, before, now, ladder, book, hours)
        if step:
            basis = tuple(cited for cited in step.basis if _holds(cited, late, book))
            found.append(Due(late, step, addressees(case, late, step), basis))
    return found


def lateness(case: Case, now: int) -> Iterator[Late]:
    """Everything that is late on a case somebody is handling; nothing on any other, or paused."""
    if case.state not in ALLOWED[Act.ESCALATED] or paused(case, now):
        return
    danger = case.tier == EMERGENCY
    for whistle in case.whistles:
        if whistle.open:  # one that waits for the street has called nobody to pursue
            emergency = danger or whistle.kind == Kind.EMERGENCY
            for call in whistle.calls:
                yield from _late_call(case, call, now, emergency=emergency)
    for made in case.promises:
        if made.stands and now > made.due:
            yield Late(Trouble.NOT_KEPT, made.number, made.unit, made.due, danger)
    if case.overdue(now):
        yield Late(Trouble.OVERDUE, None, None, case.due, danger)


def _late_call(case: Case, call: Call, now: int, *, emergency: bool) -> Iterator[Late]:
    """A unit that has answered is not pursued, whether it came or not; nor is one with a date."""
    if call.answered_at is not None or has_given_a_date(case, call):
        return
    trouble, limit = Trouble.NOT_ARRIVED, call.due
    if call.arrived_at is not None:
        trouble, limit = Trouble.NOT_ANSWERED, result_by(case, call)
    if now > limit:
        yield Late(trouble, call.whistle, call.unit, limit, emergency)


def climbed(past: Iterable[Entry]) -> dict[Key, list[Entry]]:
    """The rungs behind a case, ladder by ladder; taken up again, it is late anew."""
    found: dict[Key, list[Entry]] = {}
    for entry in past:
        if entry.act is Act.REOPENED:
            found.pop((Trouble.OVERDUE, None, None), None)
        elif entry.act is Act.ESCALATED:
            body = entry.body
            key = body["trouble"], body["whistle"], body["unit"]
            found.setdefault(key, []).append(entry)
    return found


def _next(
    late: Late, before: list[Entry], now: int, ladder: Ladder, book: DutyBook, hours: Hours
) -> Step | None:
    """The first rung not yet climbed, if its wait is over since the one before it."""
    reached = {entry.body["rung"] for entry in before}
    ahead = (step for step in ladder.steps if step.rung not in reached)
    step = next(ahead, None)
    if step is None or not _fits(step.units, late, book):
        return None
    start = max([late.since, *(entry.happened_at for entry in before)])
    wait = _wait(step.after[late.trouble], late.emergency)
    return step if now > hours.after(start, wait) else None


def _fits(kinds: tuple[str, ...], late: Late, book: DutyBook) -> bool:
    """Whether the late unit is of one of the kinds; one the list no longer has is of none."""
    if late.unit is None or not kinds:
        return True
    unit = book.units.get(late.unit)
    return unit is not None and unit.kind in kinds


def _holds(cited: Citation, late: Late, book: DutyBook) -> bool:
    return (not cited.about or late.trouble in cited.about) and _fits(cited.units, late, book)


def _wait(waits: Waits, emergency: bool) -> Span:
    return waits.emergency if emergency else waits.otherwise


def addressees(case: Case, late: Late, step: Step) -> tuple[str, ...]:
    """Who gets the notice: ids of units, `DISTRICT`, or `OFFICER` where nobody leads the case."""
    lead = case.lead or OFFICER
    if step.to == DISTRICT:
        return (DISTRICT,)
    if step.to == "late":
        return (late.unit or lead,)
    called = [
        call.unit
        for whistle in case.whistles
        if whistle.stood_down_at is None
        for call in whistle.calls
    ]
    return tuple(dict.fromkeys([*called, lead]))
