"""A time as people type it, in Chinese or English: 昨天下午3点, 下周一, half an hour ago.

A text is read piece by piece: a day, a part of it, a clock time, each at most once and in any
order. What was left out is filled in towards the past or the future, whichever is meant.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from shaozi.daywords import Days, read_day, read_distance
from shaozi.errors.typed import (
    BadMoment,
    BadSpan,
    DayOff,
    InTheFuture,
    InThePast,
    UnclearMoment,
)
from shaozi.worktime import BEIJING, Calendar, Span, clock_text, deadline, local_day

#: Who gives no hour speaks of the working day; as ``hours.open`` of the duty list.
OPENING = 9 * 3600
#: Where an office has no calendar of its own.
PUBLISHED = Calendar()
LONGEST = 60


class Part(NamedTuple):
    """A part of the day, in hours; an hour said with it lies from ``first`` to ``last``."""

    start: int
    end: int
    first: int
    last: int


_PARTS = {
    "凌晨": Part(0, 6, 0, 6),
    "早上|早晨|清晨|早|晨": Part(6, 9, 4, 11),
    "上午|morning": Part(9, 12, 5, 12),
    "中午": Part(12, 14, 11, 14),
    "正午|noon": Part(12, 12, 12, 12),
    "下午|afternoon": Part(14, 18, 12, 19),
    "傍晚": Part(17, 19, 16, 20),
    "晚上|晚间|晚|evening|night|tonight": Part(18, 24, 17, 24),
}
_NOON = {"a": Part(0, 12, 0, 11), "p": Part(12, 24, 12, 23)}


def parse_moment(
    text: str,
    now: int,
    zone: tzinfo = BEIJING,
    calendar: Calendar = PUBLISHED,
    *,
    ahead: bool = False,
) -> int:
    """Read a time as people type it: one that has passed or, with ``ahead``, one to come.

    The calendar says when the office closes (下班前) and which days it works (3个工作日内).

    A weekday or date without its week, month or year is the nearest on that side. A day without
    an hour is taken from 9:00 if it has passed, and to its last second if it is to be kept
    (《民法典》第203条); a part of a day from its start, or to its end. An hour said with 点 and
    no part of the day may lie before or after noon. Raises `BadMoment`, `DayOff` for the end of
    work on a day without any, `UnclearMoment` where two readings fit, and `InTheFuture` or
    `InThePast` for a time on the other side.
    """
    try:
        groups = _read(_plain(text), now, zone, calendar, ahead=ahead)
        said = [clock_text(at, zone) for group in groups for at in group]
    except (ValueError, OverflowError, OSError):
        raise BadMoment(text, ahead=ahead) from None
    if not said or not all("1971" <= moment < "2200" for moment in said):
        raise BadMoment(text, ahead=ahead)
    for group in groups:
        fitting = [at for at in group if (at > now if ahead else at <= now)]
        if len(fitting) > 1:
            raise UnclearMoment(text, [clock_text(at, zone) for at in fitting], ahead=ahead)
        if fitting:
            return fitting[0]
    raise (InThePast if ahead else InTheFuture)(said[0], clock_text(now, zone))


def read_span(typed: str) -> Span:
    """A length of time as the duty list or as people write it: 7d, 2周, 两个工作日, 3 weeks.

    Raises `BadSpan`.
    """
    try:
        found = _SPAN.fullmatch(_plain(typed))
    except ValueError:
        found = None
    size = int(found["size"]) if found else 0
    if found is None or size == 0:
        raise BadSpan(typed)
    if found.lastgroup == "week":
        return Span(7 * size, "d")
    return Span(size, found.lastgroup or "")


def _plain(text: str) -> str:
    """Half-width, small letters, single spaces, and numbers as digits."""
    if len(text) > LONGEST:
        raise ValueError(text)
    half = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    return re.sub("[〇零一二两三四五六七八九十]+", _digits, half)


#: A group for each unit of `Span`, and weeks, which are so many days.
_SPAN = re.compile(
    r"""(?P<size>\d{1,4})\s?个?\s?(?:
    (?P<wd>wd|工作日|working\sdays?)
    |(?P<d>d|天|日|自然日|days?)
    |(?P<week>w|周|星期|礼拜|weeks?)
    |(?P<h>h|小时|钟头|hours?)
    |(?P<m>m|分钟?|min(?:ute)?s?)
    )""",
    re.VERBOSE | re.ASCII,
)


def _digits(found: re.Match[str]) -> str:
    said = found[0].translate(str.maketrans("〇零一二两三四五六七八九", "001223456789"))
    tens, ten, ones = said.partition("十")
    if ten and len(tens) < 2 and len(ones) < 2 and "十" not in ones:
        return str(int(tens or 1) * 10 + int(ones or 0))
    return said


def _read(
    typed: str, now: int, zone: tzinfo, calendar: Calendar, *, ahead: bool
) -> list[list[int]]:
    """The moments that may be meant, in groups as `Days` are."""
    if typed in ("刚才", "刚刚", "刚", "现在", "now", "just now"):
        return [[now]]
    if (distance := read_distance(typed)) is not None:
        return [[now + distance]]
    if _WITH_OFFSET.fullmatch(typed):
        return [[int(datetime.fromisoformat(typed.upper()).timestamp())]]
    if ahead and (within := _WORKING_DAYS.fullmatch(typed)):
        return [[deadline(now, Span(int(within["size"]), "wd"), calendar, zone).at]]
    today = local_day(now, zone)
    if ahead and (closing := _CLOSING.fullmatch(typed)):
        said = re.sub("^[ 在于]+", "", closing["day"] or closing["on"] or "") or "今天"
        return _closings(said, today, zone, calendar)
    days, part, clock = _pieces(typed, today, ahead=ahead)
    if clock:
        seconds = _clocks(clock, part)
    elif part:
        seconds = [min(part.end * 3600, 24 * 3600 - 1) if ahead else part.start * 3600]
    else:
        seconds = [24 * 3600 - 1 if ahead else OPENING]
    groups = [[_at(day, second, zone) for day in group for second in seconds] for group in days]
    if days == [[today]] and not (ahead or part or clock):
        return [[min(groups[0][0], now)]]  # today, said before opening
    return groups


def _closings(said: str, today: date, zone: tzinfo, calendar: Calendar) -> list[list[int]]:
    """When the office closes on a day; raises `DayOff` for one it does not work, or ValueError."""
    days, part, clock = _pieces(said, today, ahead=True)
    if part or clock:
        raise ValueError(said)
    groups = [[day for day in group if calendar.is_working(day)] for group in days]
    if not any(groups):
        raise DayOff(days[0][0].isoformat())
    return [
        [int(datetime.combine(day, calendar.closing(day), zone).timestamp()) for day in group]
        for group in groups
    ]


def _at(day: date, second: int, zone: tzinfo) -> int:
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return int((midnight + timedelta(seconds=second)).timestamp())


def _pieces(
    typed: str, today: date, *, ahead: bool
) -> tuple[Days, Part | None, re.Match[str] | None]:
    """Day, part of the day and clock time, each as far as it was said; raises ValueError."""
    days: Days = []
    part: Part | None = None
    clock: re.Match[str] | None = None
    rest = re.sub(r"^(?:by|before|until) ", "", typed) if ahead else typed
    while rest := re.sub(r"^(?:[ ,的在]|(?:at|on|in the|the) )+", "", rest):
        if not days and (found := read_day(rest, today, ahead=ahead)):
            days, rest = found
        elif not clock and (clock := _CLOCK.match(rest)):
            rest = rest[clock.end() :]
        elif not part and (named := _PART.match(rest)):
            part = next(_PARTS[names] for names in _PARTS if named[0] in names.split("|"))
            rest = rest[named.end() :]
        elif ahead and rest != typed and re.fullmatch("[之以]?前|[之以]?内", rest):
            break
        else:
            raise ValueError(typed)
    if not (days or part or clock):
        raise ValueError(typed)
    return days or [[today]], part, clock


#: By the end of work, on a day that may be named: 下班前, 周五下班前, by close of business today.
_CLOSING = re.compile(
    r"(?P<day>.*?)的?(?:下班(?:时间)?[之以]?前)"
    r"|(?:(?:by|before) )?(?:the )?(?:close of business|closing time)(?P<on> .+)?"
)
#: By the end of a working day from now: 3个工作日内, within 3 working days.
_WORKING_DAYS = re.compile(
    r"(?:(?:with)?in )?(?P<size>[1-9]\d{0,2})\s?(?:个?工作日[之以]?内|working days?)", re.ASCII
)


# --- the clock ------------------------------------------------------------------------------------

_PART = re.compile("|".join(_PARTS))
_WITH_OFFSET = re.compile(r"\d{4}-?\d\d-?\d\d[t ][\d:.]+(?:z|[+-][\d:]+)", re.ASCII)
_CLOCK = re.compile(
    r"""t?(?P<hour>\d{1,2})
    (?: :(?P<minute>\d\d)(?::(?P<second>\d\d))?(?!\d)
      | \s?(?P<spoken>[点时]|o['’]?clock)
        \s?(?:钟|整|(?P<half>半)|(?P<quarter>[13])刻|(?P<past>\d{1,2})分?)?
      | (?=\s?[ap]\.?m\b)
    )
    (?:\s?(?P<noon>[ap])\.?m\b\.?)?""",
    re.VERBOSE | re.ASCII,
)


def _clocks(found: re.Match[str], part: Part | None) -> list[int]:
    """The seconds of the day that a clock time may mean; raises ValueError."""
    hour = int(found["hour"])
    minute = int(found["minute"] or found["past"] or 0)
    minute += 30 if found["half"] else 15 * int(found["quarter"] or 0)
    second = int(found["second"] or 0)
    if found["noon"]:
        part = _NOON[found["noon"]]
    if part:
        hours = [h for h in (hour, hour + 12, hour - 12) if part.first <= h <= part.last]
    elif found["spoken"] not in (None, "时") and 1 <= hour <= 11:
        hours = [hour, hour + 12]
    else:
        hours = [hour]
    moments = [h * 3600 + minute * 60 + second for h in hours]
    if not hours or minute > 59 or second > 59 or max(moments) > 24 * 3600:
        raise ValueError(found[0])
    return moments
