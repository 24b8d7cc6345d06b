"""The clocks of a case as its history tells them: when they began, pauses, extensions."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta, tzinfo
from types import MappingProxyType
from typing import Any, NamedTuple

from shaozi.case import Case, Entry
from shaozi.duties import EMERGENCY, ClockRule
from shaozi.errors.clocks import AlreadyPaused, ClockLimit, RunOut
from shaozi.errors.typed import InThePast, NotLater
from shaozi.explain import Named, Pause, Sum, add_up
from shaozi.labels import label
from shaozi.terms import Act
from shaozi.words import counted, say
from shaozi.worktime import (
    Calendar,
    Span,
    clock_text,
    deadline,
    local_day,
    parse_span,
    span_text,
)


class Clocks(NamedTuple):
    """What the clocks of a case run on; a limit is None where an old entry did not keep it.

    ``moves``: as of `duties.Clock`, for extensions too. ``dues``: by `terms.Due`, the start, limit
    and moment as the entries keep them.
    """

    start: int
    respond: str | None = None
    resolve: str | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Span, ...] = ()
    moves: bool = False
    dues: Mapping[str, Mapping[str, Any]] = MappingProxyType({})

    def used(self, act: Act) -> int:
        """How often the clock was paused, or extended."""
        return len(self.pauses if act is Act.PAUSED else self.extensions)


class Office(NamedTuple):
    """The calendar that days are counted by."""

    calendar: Calendar
    zone: tzinfo


class Why(NamedTuple):
    """A clock: which, what it adds up to, and the deadline that was recorded.

    ``sum`` is None where an old entry did not keep the limit, and for a date that was promised.
    """

    clock: str  # respond, resolve, answer (the street's), call, result, promise, or a `Due`
    of: str | None  # the unit, or the whistle that waits
    due: int
    sum: Sum | None

    @property
    def agrees(self) -> bool:
        """Whether the sum is the deadline that was recorded."""
        return self.sum is not None and self.sum.end == self.due


def clocks(entries: Iterable[Entry]) -> Clocks:
    """Add up the entries that stand, oldest first, beginning with the one that opened the case.

    A case that was reopened began anew.
    """
    found = Clocks(0)
    for entry in entries:
        body, before = entry.body, found.dues
        respond, resolve = body.get("respond"), body.get("resolve")
        moves = body.get("moves", False)
        if entry.act in (Act.LOGGED, Act.SETTLED, Act.REOPENED):
            found = Clocks(entry.happened_at, respond, resolve, moves=moves)
        elif entry.act is Act.ASSIGNED:
            found = found._replace(respond=respond, resolve=resolve, moves=moves)
            found = found if runs_on(body["tier"]) else found._replace(pauses=(), extensions=())
        elif entry.act is Act.PAUSED:
            pause = Pause(entry.happened_at, body["until"])
            found = found._replace(pauses=(*found.pauses, pause))
        elif entry.act is Act.RESUMED:
            *earlier, last = found.pauses
            found = found._replace(pauses=(*earlier, last._replace(end=entry.happened_at)))
        elif entry.act is Act.EXTENDED:
            span = Span(*body["by"])
            found = found._replace(extensions=(*found.extensions, span))
        dues = {**before, **body.get("dues", {})}
        found = found._replace(dues={name: due for name, due in dues.items() if due})
    return found


class ResultClock(NamedTuple):
    """How long a called unit has to say what it did; ``moves`` as of `duties.Clock`."""

    whistle: str
    unit: str
    start: int
    limit: str
    moves: bool


def result_clocks(entries: Iterable[Entry]) -> Iterator[ResultClock]:
    """The clocks of the units called, by the entries that stand; an old one kept none."""
    for entry in entries:
        body = entry.body
        if "result_moves" in body:
            for call in body["calls"]:
                limit = body["result"], body["result_moves"]
                yield ResultClock(body["whistle"], call["unit"], entry.happened_at, *limit)


def result_sum(clock: ResultClock, office: Office, named: Named = lambda _: None) -> Sum:
    """When a unit's own time to answer is over, line by line."""
    spans = [parse_span(clock.limit)]
    return add_up(clock.start, spans, (), *office, named, moves=clock.moves)


def runs_on(tier: str) -> bool:
    """Whether pauses and extensions outlast a duty decided anew: not if it is an emergency."""
    return tier != EMERGENCY


def respond_by(found: Clocks, limit: str, office: Office, named: Named = lambda _: None) -> Sum:
    """The moment to respond by: pauses and extensions are of the other clock."""
    return add_up(found.start, [parse_span(limit)], (), *office, named, moves=found.moves)


def resolve_by(found: Clocks, limit: str, office: Office, named: Named = lambda _: None) -> Sum:
    """The moment to resolve by, pauses and extensions counted in, line by line."""
    spans = [parse_span(limit), *found.extensions]
    return add_up(found.start, spans, found.pauses, *office, named, moves=found.moves)


def due_by(due: Mapping[str, Any], office: Office, named: Named = lambda _: None) -> Sum:
    """The moment of something due that an entry keeps: neither paused nor extended."""
    return add_up(due["start"], [parse_span(due["limit"])], (), *office, named)


def paused(case: Case, now: int) -> bool:
    """Whether the case is paused; a pause that has run out is over without anybody's doing."""
    if case.paused_at is None or case.paused_until is None or case.resolved_at is not None:
        return False
    return case.open and case.paused_at <= now <= case.paused_until


def check_clock(case: Case, act: Act, at: int, used: int, rule: ClockRule, zone: tzinfo) -> None:
    """Refuse a pause or an extension of a case whose clock may not be touched.

    Raises `ClockLimit`, `RunOut` or, for a pause within a pause, `AlreadyPaused`.
    """
    if case.tier in rule.never:
        why = say("紧急事项，时限照走", "an emergency's clock runs on")
        raise ClockLimit(case.number, act, why, rule.basis)
    if at > case.due or (act is Act.PAUSED and at == case.due):  # nothing is left to stand still
        raise RunOut(case.number, act, clock_text(case.due, zone))
    if act is Act.PAUSED and case.paused_until is not None and at <= case.paused_until:
        raise AlreadyPaused(case.number, clock_text(case.paused_until, zone))
    if used >= rule.times:
        why = say(f"已{label(act)} {used} 次", f"it was done {counted(used, 'time')} already")
        raise ClockLimit(case.number, act, why, rule.basis)


def check_end(
    case: Case,
    act: Act,
    end: int,
    begin: int,
    now: int,
    rule: ClockRule,
    office: Office,
    *,
    moves: bool = False,
) -> None:
    """Refuse an end that has passed (`InThePast`), or is further off than allowed."""
    zone = office.zone
    if end <= now:
        raise InThePast(clock_text(end, zone), clock_text(now, zone))
    latest = deadline(begin, parse_span(rule.longest), *office, moves=moves).at
    if end > latest:
        till, longest = clock_text(latest, zone), span_text(parse_span(rule.longest))
        why = say(f"最长 {longest}，到 {till}", f"at most {longest}, until {till}")
        raise ClockLimit(case.number, act, why, rule.basis)


def span_until(due: int, until: int, limit: str, office: Office) -> Span:
    """How much longer a clock must run to end at that moment, or last before it.

    A clock of days ends with the day. Raises `NotLater` if that is not after ``due``.
    """
    unit = parse_span(limit).unit
    first, last = local_day(due, office.zone), local_day(until, office.zone)
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    if unit == "wd":
        span = Span(sum(office.calendar.is_working(day) for day in days), "wd")
    else:
        span = Span(len(days), "d") if unit == "d" else Span((until - due) // 60, "m")
    if span.size < 1:
        raise NotLater(clock_text(until, office.zone), clock_text(due, office.zone))
    return span
