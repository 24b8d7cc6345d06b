"""A day as people name it: 昨天, 上周五, 5月18日, 月底, next Monday, 3 days ago."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta

#: Days that may be meant, the likeliest group first; those within a group are equally likely.
Days = list[list[date]]

_SECONDS = {"分": 60, "刻": 900, "小": 3600, "钟": 3600, "h": 3600, "mi": 60}
_AWAY = re.compile(
    r"""(?:(?P<on>in|within)\s)?(?P<size>\d{1,4}|半|half\san?|half|an?)\s?个?(?P<half>半)?\s?
    (?P<unit>分钟?|刻钟|小时|钟头|天|日|周|星期|礼拜|月|(?:minute|min|hour|hr|h|day|week|month)s?\b)
    (?(on)|\s?(?P<off>[之以]?[前后内]|ago|later))""",
    re.VERBOSE | re.ASCII,
)
_NEAR = {
    "大前天|大前儿": -3,
    "前天|前儿|day before yesterday": -2,
    "昨天|昨日|昨儿|昨|yesterday|last(?= night)": -1,
    "今天|今日|今儿|今|today|this(?= (?:morning|afternoon|evening))|(?=tonight)": 0,
    "明天|明日|明儿|明|tomorrow": 1,
    "后天|后儿|day after tomorrow": 2,
    "大后天|大后儿": 3,
}
_WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_YEARS = {"去年": -1, "今年": 0, "明年": 1}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = r"(?P<en>" + "|".join(_MONTHS) + r")[a-z]{0,6}\.?"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])"


def read_distance(text: str) -> int | None:
    """How many seconds a time told in minutes or hours lies from now; None if it is not one."""
    found = _AWAY.fullmatch(text)
    long = _seconds_in(found["unit"]) if found else 0
    return int(_steps(found) * long) if found and long else None


def _steps(away: re.Match[str]) -> float:
    """How many units a distance goes on; back if negative."""
    size = away["size"]
    whole = 0.5 if size.startswith(("半", "half")) else 1 if size[0] == "a" else int(size)
    steps = whole + (0.5 if away["half"] else 0)
    return -steps if (away["off"] or "").endswith(("前", "ago")) else steps


def _seconds_in(unit: str) -> int:
    """How long a minute, quarter or hour is; 0 for a unit of whole days."""
    return next((long for name, long in _SECONDS.items() if unit.startswith(name)), 0)


def read_day(text: str, today: date, *, ahead: bool) -> tuple[Days, str] | None:
    """The days that the beginning of a text may mean, and what follows it; raises ValueError.

    What was left out makes it the nearest on the side meant: of days that have passed, or that
    are to come.
    """
    for pattern, read in _READERS:
        found = pattern.match(text)
        if found and (ahead or read is not _end):
            days = [group for group in read(found, today, 1 if ahead else -1) if group]
            if not days:
                raise ValueError(text)
            return days, text[found.end() :]
    return None


# --- one small reader per way of naming a day: a match, today, and the side meant -----------------


def _away(found: re.Match[str], today: date, side: int) -> Days:
    steps, unit = _steps(found), found["unit"]
    if steps % 1 or _seconds_in(unit):
        raise ValueError(found[0])
    if unit.startswith(("月", "month")):
        return [[_shifted(today, int(steps))]]
    return [[today + timedelta(days=int(steps) * (1 if unit[0] in "天日d" else 7))]]


def _shifted(day: date, months: int) -> date:
    """The same day some months on; a month that has no such day ends it (《民法典》第202条)."""
    first = _first(day.year, day.month + months)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def _first(year: int, month: int) -> date:
    """The first of a month counted from January of the year, however far."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _dates(firsts: Iterable[date], day: int) -> Days:
    """That day of each month, as far as the month has it."""
    return [
        [first.replace(day=day)]
        for first in firsts
        if 1 <= day <= monthrange(first.year, first.month)[1]
    ]


def _dated(found: re.Match[str], today: date, side: int) -> Days:
    """A date with its month; without its year it is the nearest on that side."""
    parts = found.groupdict()
    month = _MONTHS.index(parts["en"]) + 1 if parts.get("en") else int(parts["month"])
    if not 1 <= month <= 12:
        raise ValueError(found[0])
    if parts.get("year"):
        years = [int(parts["year"])]
    elif parts.get("told"):
        years = [today.year + _YEARS[parts["told"]]]
    else:
        years = [today.year, today.year + side]
    return _dates([date(year, month, 1) for year in years], int(found["day"]))


def _of_month(found: re.Match[str], today: date, side: int) -> Days:
    """A day of the month; without its month it is the nearest on that side."""
    told = found["told"]
    shifts = [_WEEKS[told[0]]] if told else [0, side]
    firsts = [_first(today.year, today.month + shift) for shift in shifts]
    return _dates(firsts, int(found["day"]))


def _near(off: int) -> "Reader":
    return lambda found, today, side: [[today + timedelta(days=off)]]


def _weekday(found: re.Match[str], today: date, side: int) -> Days:
    """A day of this, the last or the next week; else the nearest on that side, today included."""
    day = 6 if found["day"] in "日天" else int(found["day"]) - 1
    here = today + timedelta(days=day - today.weekday())
    if found["told"]:
        return [[here + timedelta(weeks=_WEEKS[found["told"]])]]
    return [[here], [here + timedelta(weeks=side)]]


def _english_weekday(found: re.Match[str], today: date, side: int) -> Days:
    """As `_weekday`; "next Friday" may be this week's or the next, "last Friday" likewise."""
    here = today + timedelta(days=_WEEKDAYS.index(found["day"][:3]) - today.weekday())
    told = found["told"]
    if told == "this":
        return [[here]]
    if told:
        side = 1 if told == "next" else -1
        near = here if (here - today).days * side > 0 else here + timedelta(weeks=side)
        return [sorted({near, here + timedelta(weeks=side)})]
    return [[here], [here + timedelta(weeks=side)]]


def _end(found: re.Match[str], today: date, side: int) -> Days:
    """The last day of a week, month or year."""
    words = found[0]
    on = 1 if "下" in words or "明" in words or "next" in words else 0
    if "周" in words or "week" in words:
        return [[today + timedelta(days=6 - today.weekday(), weeks=on)]]
    if "年" in words or "year" in words:
        return [[date(today.year + on, 12, 31)]]
    if month := found.groupdict().get("month"):
        if not 1 <= int(month) <= 12:
            raise ValueError(words)
        firsts = [_first(today.year + year, int(month)) for year in (0, 1)]
    else:
        firsts = [_first(today.year, today.month + on)]
    return [[first.replace(day=monthrange(first.year, first.month)[1])] for first in firsts]


#: What a match, today and the side meant (-1 past, 1 to come) make of the days.
Reader = Callable[[re.Match[str], date, int], Days]
_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_AWAY, _away),
    *(
        (re.compile(pattern, re.ASCII), read)
        for pattern, read in (
            (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)", _dated),
            (r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)", _dated),
            (
                r"(?P<year>\d{4})年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})(?:[日号]|(?!\d))",
                _dated,
            ),
            (r"(?P<told>[去今明]年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:[日号]|(?!\d))", _dated),
            (rf"{_MONTH} {_ORDINAL}(?:,? (?P<year>\d{{4}})(?!\d))?", _dated),
            (rf"{_ORDINAL} (?:of )?{_MONTH}(?:,? (?P<year>\d{{4}})(?!\d))?", _dated),
            (r"(?P<told>上个?月|本月|这个?月|下个?月)?(?P<day>\d{1,2})[日号]", _of_month),
            (r"(?:(?P<month>\d{1,2})|本|这个?|下个?)?月[底末]|[今明]?年[底末]", _end),
            (r"(?:[本这下]个?[周月年]|[今明]年)之?内", _end),
            (r"end of (?:the |this |next )?(?:week|month|year)", _end),
            (r"(?P<told>上上|上|本|这|下下|下)?个?(?:周|星期|礼拜)(?P<day>[1-6日天])", _weekday),
            (rf"(?:(?P<told>last|this|next) )?(?P<day>{_WEEKDAY})\b", _english_weekday),
            *((names, _near(off)) for names, off in _NEAR.items()),
        )
    ),
)
