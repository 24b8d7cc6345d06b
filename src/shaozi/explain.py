"""A deadline as a sum of lines that a person can check with a wall calendar.

A clock is one or more spans, run one after the other: the limit, then each extension. While
a case is paused its clock stands still. A day counts if the clock runs when the day ends: at
24:00, or at closing time where working days are counted. Where the clock moves, a span of natural
days whose last is not worked goes on to the next day that is. What `deadline` says of one span
without a pause is the sum of the lines here.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from shaozi.terms import Stretch
from shaozi.worktime import BEIJING, Calendar, Span, day_bounds, day_end, local_day

#: What a day off or a make-up day is for, or None: 春节, 国庆节.
Named = Callable[[date], str | None]

#: A sum of more lines than this is shown by weeks, where a week has nothing special.
MANY = 12


class Pause(NamedTuple):
    """While the clock stood still: from ``start`` up to ``end``."""

    start: int
    end: int


class Line(NamedTuple):
    """A stretch of time from ``begin`` up to ``end``, and how much of the limit it uses up.

    ``counts`` is in seconds where the limit is in hours, else in days.
    """

    what: Stretch
    begin: int
    end: int
    counts: int
    name: str = ""


class Leg(NamedTuple):
    """One span of a clock, line by line; what its lines count adds up to the span."""

    span: Span
    lines: tuple[Line, ...]
    end: int


class Sum(NamedTuple):
    """A whole clock; ``known`` is whether the calendar was certain of every day that mattered."""

    start: int
    legs: tuple[Leg, ...]
    end: int
    known: bool


def add_up(
    start: int,
    spans: Sequence[Span],
    pauses: Sequence[Pause],
    calendar: Calendar,
    zone: tzinfo = BEIJING,
    named: Named = lambda _: None,
    *,
    moves: bool = False,
) -> Sum:
    """The deadline that the spans, one after the other, come to; there is at least one."""
    legs: list[Leg] = []
    begin, known = start, True
    for span in spans:
        if span.unit in ("m", "h"):
            lines = list(_hours(begin, span, pauses))
        else:
            days = _days(begin, span, pauses, calendar, zone, named, moves=moves)
            lines = _by_weeks(_merged(line for line, _ in days))
            known = known and all(certain for _, certain in days)
        begin = lines[-1].end
        legs.append(Leg(span, tuple(lines), begin))
    return Sum(start, tuple(legs), begin, known)


def seconds(span: Span) -> int:
    """How long a span of hours or minutes is."""
    return span.size * (3600 if span.unit == "h" else 60)


def _hours(begin: int, span: Span, pauses: Sequence[Pause]) -> Iterator[Line]:
    left = seconds(span)
    while left:
        still = max((pause.end for pause in pauses if pause.start <= begin < pause.end), default=0)
        if still:
            yield Line(Stretch.PAUSED, begin, still, 0)
            begin = still
            continue
        following = [pause.start for pause in pauses if begin < pause.start < pause.end]
        run = min([left, *(pause - begin for pause in following)])
        yield Line(Stretch.HOURS, begin, begin + run, run)
        begin, left = begin + run, left - run


def _days(
    begin: int,
    span: Span,
    pauses: Sequence[Pause],
    calendar: Calendar,
    zone: tzinfo,
    named: Named,
    *,
    moves: bool,
) -> list[tuple[Line, bool]]:
    """A line for each day, and whether that is certain; the day it starts from is not counted.

    《民法典》第201、203条.
    """
    day = local_day(begin, zone)
    midnight = day_bounds(day, zone)[1]
    lines = [(Line(Stretch.FIRST_DAY, begin, midnight, 0), True)]
    left, over = span.size, False
    while not over:
        day += timedelta(days=1)
        morning, midnight = day_bounds(day, zone)
        ends = day_end(day, span, calendar, zone)
        what, certain = Stretch.DAY if left else Stretch.MOVED, True
        if span.unit == "wd":
            what, certain = _kind(day, calendar, named)
        minute = ends - ends % 60  # a pause until 23:59 lasts as long as the day
        if any(pause.start <= ends and minute <= pause.end for pause in pauses):
            what = Stretch.PAUSED
        counts = int(what in (Stretch.DAY, Stretch.WORKED, Stretch.MAKE_UP))
        left -= counts
        over = not left and what is not Stretch.PAUSED
        if over and moves and span.unit == "d":
            over, certain = calendar.is_working(day), calendar.certain(day)
        name = (named(day) or "") if what in (Stretch.MAKE_UP, Stretch.HOLIDAY) else ""
        lines.append((Line(what, morning, ends if over else midnight, counts, name), certain))
    return lines


def _kind(day: date, calendar: Calendar, named: Named) -> tuple[Stretch, bool]:
    certain, weekend = calendar.certain(day), day.weekday() >= 5
    if calendar.is_working(day):
        return Stretch.MAKE_UP if weekend else Stretch.WORKED, certain
    return Stretch.WEEKEND if weekend and not named(day) else Stretch.HOLIDAY, certain


def _merged(lines: Iterator[Line]) -> list[Line]:
    """Neighbouring days of one kind as one line."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last and (last.what, last.name) == (line.what, line.name):
            found[-1] = last._replace(end=line.end, counts=last.counts + line.counts)
        else:
            found.append(line)
    return found


def _by_weeks(lines: list[Line]) -> list[Line]:
    """The same sum in fewer lines, if there are many: ordinary weeks in a row are one line."""
    if len(lines) <= MANY:
        return lines
    ordinary = (Stretch.WORKED, Stretch.WEEKEND)
    weeks = (line._replace(what=Stretch.WEEKS) if line.what in ordinary else line for line in lines)
    return _merged(weeks)
