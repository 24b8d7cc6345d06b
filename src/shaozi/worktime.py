"""The working calendar (调休 included) and the deadlines counted on it.

Moments are whole seconds since 1970, UTC; days are days of the office's time zone. The day a
clock starts is not counted and the last day ends at 24:00, or at closing time where working
days are counted (《民法典》第201、203条).
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from shaozi.words import counted, say

#: Asia/Shanghai has kept UTC+8 without summer time since 1992.
BEIJING = timezone(timedelta(hours=8), "CST")
_SECONDS = {"m": 60, "h": 3600}


class Span(NamedTuple):
    """A length of time as the duty list writes it: ``30m``, ``2h``, ``7d``, ``15wd``."""

    size: int
    unit: str  # m minutes, h hours, d natural days, wd working days


class Deadline(NamedTuple):
    """A moment, and whether the calendar was certain of every day it was counted through."""

    at: int
    known: bool


#: Closing time where neither the duty list nor the office's calendar says otherwise.
CLOSING = time(18)
_LAST = time(23, 59, 59)

_SPAN = re.compile(r"(\d{1,4})(m|h|d|wd)")


@cache
def parse_span(text: str) -> Span:
    """Read ``30m``, ``2h``, ``7d`` or ``15wd``; raises ValueError."""
    found = _SPAN.fullmatch(text)
    if not found or int(found[1]) == 0:
        raise ValueError(text)
    return Span(int(found[1]), found[2])


@cache
def published(day: date) -> bool | None:
    """Whether the State Council's notices make this a working day; None: no notice known."""
    import chinese_calendar

    if day == date(2005, 12, 31):
        return True  # 国办发明电〔2005〕35号: a Saturday made up; the library lacks it
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the library's word for a year it does not know
        return None


class OwnDay(NamedTuple):
    """What an office's own calendar says of a day; ``closes`` only where it is a half day."""

    works: bool
    closes: time | None
    basis: str


class Calendar(NamedTuple):
    """The working calendar a rule is given: the published one under the office's own days.

    ``settled`` are the years whose notice the office has entered, with its number.
    """

    closes: time = CLOSING
    days: Mapping[date, OwnDay] = MappingProxyType({})
    settled: Mapping[int, str] = MappingProxyType({})

    def is_working(self, day: date) -> bool:
        """Whether the day is worked; in a year nobody knows, by the weekday."""
        if day in self.days:
            return self.days[day].works
        worked = published(day)
        return day.weekday() < 5 if worked is None else worked

    def closing(self, day: date) -> time:
        """When the office closes on a day that is worked."""
        own = self.days.get(day)
        return self.closes if own is None or own.closes is None else own.closes

    def known(self, year: int) -> bool:
        """Whether the notice for the year is known."""
        return year in self.settled or published(date(year, 1, 1)) is not None

    def certain(self, day: date) -> bool:
        """Whether `is_working` is more than a guess.

        A notice also moves the last days of the year before it (31 December 2018 was a
        holiday, the 29th a working Saturday, by the notice for 2019), so a December is certain
        only once the next year is known, or where the office's own calendar names the day.
        """
        if day in self.days:
            return True
        return self.known(day.year) and (day.month < 12 or self.known(day.year + 1))

    def bases(self, first: date, last: date) -> list[str]:
        """The office's own notices that bear on these days, each once."""
        named = [self.days[day].basis for day in sorted(self.days) if first <= day <= last]
        years = range(first.year, last.year + 1 + (last.month == 12))
        return list(dict.fromkeys([self.settled[y] for y in years if y in self.settled] + named))


def at_work(moment: int, calendar: Calendar, opening: time, zone: tzinfo = BEIJING) -> bool:
    """Whether the office works at that moment; in a year without notices, by the weekday."""
    local = datetime.fromtimestamp(moment, zone)
    day = local.date()
    return calendar.is_working(day) and opening <= local.time() < calendar.closing(day)


def deadline(
    start: int, span: Span, calendar: Calendar, zone: tzinfo = BEIJING, *, moves: bool = False
) -> Deadline:
    """The last moment in time. Hours run through nights and holidays; so do natural days.

    ``moves``: a last natural day that is not worked moves to the next that is (《民法典》第203条).
    The law's own limits do; the 12345 limits, which count 天, do not unless the office says so.
    """
    if span.unit in _SECONDS:
        return Deadline(start + span.size * _SECONDS[span.unit], True)
    day = local_day(start, zone)
    if span.unit == "d":
        day, known = day + timedelta(days=span.size), True
        while moves:
            known = known and calendar.certain(day)
            moves = not calendar.is_working(day)
            day += timedelta(days=moves)
        return Deadline(day_end(day, span, calendar, zone), known)
    left, known = span.size, True
    while left:
        day += timedelta(days=1)
        known = known and calendar.certain(day)
        left -= calendar.is_working(day)
    return Deadline(day_end(day, span, calendar, zone), known)


def holiday(day: date) -> str | None:
    """The holiday that a day off or a make-up day is for, in the reader's language."""
    import chinese_calendar

    try:
        _, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:  # the library's word for a year it does not know
        return None
    return say(chinese_calendar.Holiday(name).chinese, name) if name else None


def day_end(day: date, span: Span, calendar: Calendar, zone: tzinfo = BEIJING) -> int:
    """When a counted day ends: at closing time for working days, else at 24:00.

    《民法典》第203条.
    """
    return _at(day, calendar.closing(day) if span.unit == "wd" else _LAST, zone)


@lru_cache(maxsize=1000)
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


def stamp(at: int, zone: tzinfo = BEIJING) -> str:
    """Day and second as they stand in the name of a file."""
    return datetime.fromtimestamp(at, zone).strftime("%Y%m%d-%H%M%S")


#: How lengths are said: 中文, English of one, English of several.
_UNITS = {
    "m": ("分钟", "min", "min"),
    "h": ("小时", "h", "h"),
    "d": ("天", "day", "days"),
    "wd": ("个工作日", "working day", "working days"),
}
#: From how many seconds on a length is told in which unit, its seconds and its decimals.
_LENGTHS = ((48 * 3600, "d", 86400, 1), (2 * 3600, "h", 3600, 1), (0, "m", 60, 0))


def length_text(seconds: float, *, full: bool = False) -> str:
    """A length of time in the unit people would use; ``full``: only whole ones are told."""
    _, unit, size, places = next(row for row in _LENGTHS if seconds >= row[0])
    amount = seconds // size if full else round(seconds / size, places)
    return _amount(int(amount) if amount == int(amount) else amount, unit)


def span_text(span: Span) -> str:
    """A limit as people say it: ``7 天``, ``2 小时``, ``5 个工作日``."""
    if span.unit == "m" and span.size % 60 == 0:
        return _amount(span.size // 60, "h")
    return _amount(*span)


def _amount(amount: float, unit: str) -> str:
    zh, *en = _UNITS[unit]
    return say(f"{amount} {zh}", counted(amount, *en))


def until(at: int, now: int) -> str:
    """How far a deadline is, in the reader's words."""
    left = at - now
    amount = length_text(abs(left), full=True)
    return (
        say(f"还有 {amount}", f"{amount} left")
        if left >= 0
        else say(f"逾期 {amount}", f"{amount} overdue")
    )
