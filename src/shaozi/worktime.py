"""The working calendar (调休 included) and the deadlines counted on it.

Moments are whole seconds since 1970, UTC; days are days of the office's time zone. The day a
clock starts is not counted and the last day ends at 24:00, or at closing time where working
days are counted (《民法典》第201、203条).
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from shaozi.words import say

#: Asia/Shanghai has kept UTC+8 without summer time since 1992.
BEIJING = timezone(timedelta(hours=8), "CST")


class Span(NamedTuple):
    """A length of time as the duty list writes it: ``30m``, ``2h``, ``7d``, ``15wd``."""

    size: int
    unit: str  # m minutes, h hours, d natural days, wd working days


class Deadline(NamedTuple):
    """A moment, and whether the calendar knew every year it was counted through."""

    at: int
    known: bool


#: Whether a day is a working day, or None where no notice has been published for its year.
Calendar = Callable[[date], bool | None]

_SPAN = re.compile(r"(\d{1,4})(m|h|d|wd)")


def parse_span(text: str) -> Span:
    """Read ``30m``, ``2h``, ``7d`` or ``15wd``; raises ValueError."""
    found = _SPAN.fullmatch(text)
    if not found or int(found[1]) == 0:
        raise ValueError(text)
    return Span(int(found[1]), found[2])


def published(day: date) -> bool | None:
    """Whether the State Council's notices make this a working day; None: no notice known."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def working(day: date, calendar: Calendar) -> tuple[bool, bool]:
    """Whether the day is worked, and whether that is known or only taken from the weekday."""
    answer = calendar(day)
    if answer is None:
        return day.weekday() < 5, False
    return answer, True


def at_work(
    moment: int, calendar: Calendar, opening: time, closing: time, zone: tzinfo = BEIJING
) -> bool:
    """Whether the office works at that moment; in a year without notices, by the weekday."""
    local = datetime.fromtimestamp(moment, zone)
    return working(local.date(), calendar)[0] and opening <= local.time() < closing


def deadline(
    start: int, span: Span, calendar: Calendar, closing: time, zone: tzinfo = BEIJING
) -> Deadline:
    """The last moment in time. Hours run through nights and holidays; natural days do too.

    A last natural day on a holiday does not move: the 12345 limits count 天, not 工作日.
    """
    if span.unit == "m":
        return Deadline(start + span.size * 60, True)
    if span.unit == "h":
        return Deadline(start + span.size * 3600, True)
    first = datetime.fromtimestamp(start, zone).date()
    if span.unit == "d":
        return Deadline(day_end(first + timedelta(days=span.size), span, closing, zone), True)
    day, left, known = first, span.size, True
    while left:
        day += timedelta(days=1)
        worked, certain = working(day, calendar)
        known = known and certain
        left -= worked
    return Deadline(day_end(day, span, closing, zone), known)


def holiday(day: date) -> str | None:
    """The holiday that a day off or a make-up day is for, in the reader's language."""
    import chinese_calendar

    try:
        _, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    return say(chinese_calendar.Holiday(name).chinese, name) if name else None


def day_end(day: date, span: Span, closing: time, zone: tzinfo = BEIJING) -> int:
    """When a counted day ends: at closing time for working days, else at 24:00.

    《民法典》第203条.
    """
    return _at(day, closing if span.unit == "wd" else time(23, 59, 59), zone)


def _at(day: date, clock: time, zone: tzinfo) -> int:
    return int(datetime.combine(day, clock, zone).timestamp())


def day_bounds(day: date, zone: tzinfo = BEIJING) -> tuple[int, int]:
    """The first second of the day and the first second of the next."""
    return _at(day, time.min, zone), _at(day + timedelta(days=1), time.min, zone)


def local_day(at: int, zone: tzinfo = BEIJING) -> date:
    """The calendar day on which the moment falls."""
    return datetime.fromtimestamp(at, zone).date()


def iso(at: int | None, zone: tzinfo = BEIJING) -> str | None:
    """RFC 3339 with offset, for machines."""
    return None if at is None else datetime.fromtimestamp(at, zone).isoformat()


def clock_text(at: int, zone: tzinfo = BEIJING) -> str:
    """Day and minute, for people."""
    return datetime.fromtimestamp(at, zone).strftime("%Y-%m-%d %H:%M")


def until(at: int, now: int) -> str:
    """How far a deadline is, in the reader's words."""
    left = at - now
    size = abs(left)
    if size < 3600:
        amount = say(f"{size // 60} 分钟", f"{size // 60} min")
    elif size < 48 * 3600:
        amount = say(f"{size // 3600} 小时", f"{size // 3600} h")
    else:
        amount = say(f"{size // 86400} 天", f"{size // 86400} days")
    return (
        say(f"还有 {amount}", f"{amount} left")
        if left >= 0
        else say(f"逾期 {amount}", f"{amount} overdue")
    )
