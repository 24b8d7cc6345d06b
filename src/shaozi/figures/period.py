"""What a report covers: a week, a month or days, and what it is compared with.

From the first day's 00:00 up to, not including, the day after the last.
"""

import calendar
import re
from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from shaozi.errors.reports import BadDays, BadMonth, BadWeek
from shaozi.worktime import day_bounds, local_day

WEEK, MONTH, DAYS = "week", "month", "days"
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


class Period(NamedTuple):
    """From ``start`` up to but not including ``end``; ``name`` as people say it."""

    kind: str
    name: str
    first: date
    last: date
    start: int
    end: int


def week_of(typed: str | None, now: int, zone: tzinfo) -> Period:
    """The ISO week typed (2018-W20), or the one that is running; raises `BadWeek`."""
    if typed is None:
        today = local_day(now, zone)
        return _week(today - timedelta(days=today.weekday()), zone)
    found = _WEEK.fullmatch(typed.strip())
    monday = _monday(int(found[1]), int(found[2])) if found else None
    if monday is None:
        raise BadWeek(typed)
    return _week(monday, zone)


def month_of(typed: str | None, now: int, zone: tzinfo) -> Period:
    """The month typed (2018-05), or the one that is running; raises `BadMonth`."""
    if typed is None:
        return _month(local_day(now, zone).replace(day=1), zone)
    found = _MONTH.fullmatch(typed.strip())
    if not found or not (1970 < int(found[1]) < 2200 and 1 <= int(found[2]) <= 12):
        raise BadMonth(typed)
    return _month(date(int(found[1]), int(found[2]), 1), zone)


def days_of(first: str, last: str, zone: tzinfo) -> Period:
    """From one day to another, both counted; raises `BadDays`."""
    try:
        begin, end = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError:
        raise BadDays(first, last) from None
    if end < begin or not (begin.year > 1970 and end.year < 2200):
        raise BadDays(first, last)
    return _days(begin, end, zone)


def before(period: Period, zone: tzinfo) -> Period:
    """The period just before, of the same kind and, for days, of the same length."""
    last = period.first - timedelta(days=1)
    if period.kind == WEEK:
        return _week(last - timedelta(days=6), zone)
    if period.kind == MONTH:
        return _month(last.replace(day=1), zone)
    return _days(last - (period.last - period.first), last, zone)


def year_before(period: Period, zone: tzinfo) -> Period | None:
    """The same ISO week, month or days of the year before.

    None where that year had no such week (53) or no such day (29 February).
    """
    if period.kind == WEEK:
        year, number, _ = period.first.isocalendar()
        monday = _monday(year - 1, number)
        return _week(monday, zone) if monday else None
    try:
        first = period.first.replace(year=period.first.year - 1)
        if period.kind == MONTH:
            return _month(first, zone)
        return _days(first, period.last.replace(year=period.last.year - 1), zone)
    except ValueError:
        return None


def _monday(year: int, number: int) -> date | None:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return monday if 1970 < monday.year < 2200 else None


def _week(monday: date, zone: tzinfo) -> Period:
    year, number, _ = monday.isocalendar()
    return _period(WEEK, f"{year}-W{number:02d}", monday, monday + timedelta(days=6), zone)


def _month(first: date, zone: tzinfo) -> Period:
    days = calendar.monthrange(first.year, first.month)[1]
    return _period(MONTH, f"{first:%Y-%m}", first, first.replace(day=days), zone)


def _days(first: date, last: date, zone: tzinfo) -> Period:
    return _period(DAYS, f"{first}..{last}", first, last, zone)


def _period(kind: str, name: str, first: date, last: date, zone: tzinfo) -> Period:
    return Period(kind, name, first, last, day_bounds(first, zone)[0], day_bounds(last, zone)[1])
