"""Moments as other systems write them: ISO, Chinese, day first, or an Excel serial number."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from shaozi.moments import OPENING

#: Parts of a day, and the hour from which each counts: 晚上12点 is the midnight that ends the day.
_HALVES = {
    **dict.fromkeys(("凌晨", "清晨", "早晨", "早上", "上午"), 0),
    "中午": 10,
    "下午": 12,
    "傍晚": 16,
    **dict.fromkeys(("晚上", "晚间", "夜间", "夜里"), 17),
}
_CLOCK = (
    r"(?:[T\s]*(?P<half>" + "|".join(_HALVES) + r")?\s*(?P<hour>\d{1,2})[:时点]"
    r"(?:(?P<minute>\d{1,2})[:分]?)?(?:(?P<second>\d{1,2})(?:\.\d+)?秒?)?)?"
)
_OFFSET = r"\s*(?P<offset>Z|[+-]\d\d:?\d\d)?"
_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})[-/.年](?P<a>\d{1,2})[-/.月](?P<b>\d{1,2})日?" + _CLOCK + _OFFSET
)
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})" + _CLOCK)
_RUN = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<a>\d\d)(?P<b>\d\d)"
    r"(?:\s?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
#: Day 0 of a spreadsheet that counts, wrongly, a 29 February 1900.
_SERIAL_START = datetime(1899, 12, 30)


def moment(cell: str, now: int, zone: tzinfo, *, day_first: bool) -> int:
    """The moment a cell says; a day without an hour is taken from 9:00, and not past ``now``.

    ``day_first`` tells 3/4/2018 for 3 April. Raises ValueError.
    """
    at, exact = _read(_plain(cell), zone, day_first=day_first)
    if not 1970 < at.year < 2200:
        raise ValueError(cell)
    start = int(at.timestamp())
    if exact:
        return start
    return max(start, min(start + OPENING, now))


def _read(typed: str, zone: tzinfo, *, day_first: bool) -> tuple[datetime, bool]:
    """The moment, and whether an hour was said."""
    if _SERIAL.fullmatch(typed):
        days = float(typed)
        at = _SERIAL_START + timedelta(seconds=round(days * 86400))
        return at.replace(tzinfo=zone), days % 1 > 0
    for shape in (_YEAR_FIRST, _YEAR_LAST, _RUN):
        if found := shape.fullmatch(typed):
            parts = found.groupdict()
            swapped = shape is _YEAR_LAST and day_first
            month, day = (parts["b"], parts["a"]) if swapped else (parts["a"], parts["b"])
            at = datetime(int(parts["y"]), int(month), int(day), tzinfo=zone) + _clock(parts)
            exact = parts["hour"] is not None
            if exact and (offset := parts.get("offset")):
                at = datetime.fromisoformat(f"{at.replace(tzinfo=None).isoformat()}{offset}")
            return at, exact
    raise ValueError(typed)


def _clock(parts: Mapping[str, str | None]) -> timedelta:
    """How far into its day, none where no hour was said; 24:00 ends it. Raises ValueError."""
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    second = int(parts["second"] or 0)
    half = parts.get("half")
    if half and hour <= 12:
        hour %= 12
        while hour < _HALVES[half]:
            hour += 12
    elif hour > 23 and (hour, minute, second) != (24, 0, 0):
        raise ValueError(hour)
    if minute > 59 or second > 59:
        raise ValueError(minute, second)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _plain(cell: str) -> str:
    half = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
    return " ".join(half.split())


def is_moment(cell: str) -> bool:
    """Whether a cell looks like a moment, whichever of day and month comes first.

    Digits alone do not: they may number anything.
    """
    return any(shape.fullmatch(_plain(cell)) for shape in (_YEAR_FIRST, _YEAR_LAST))


def month_first(cell: str) -> bool:
    """Whether a cell is a date that can only be read with its month first, as 5/18/2018."""
    found = _YEAR_LAST.fullmatch(_plain(cell))
    return found is not None and int(found["a"]) <= 12 < int(found["b"])
