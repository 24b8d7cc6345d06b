"""Reading an office's own calendar: its shape, all its faults with their lines, its days.

Loaded only when a calendar is installed; daily commands read what `shaozi.calendarfile` keeps.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from shaozi.errors.lists import BadCalendar
from shaozi.words import say
from shaozi.yamlfile import Fault, Lines, Path_, line_of, opened

#: Holidays on the same day each year (《全国年节及纪念日放假办法》第2条): every notice has them.
FIXED = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if len(text) != 10 or not 2000 <= day.year < 2200:
        raise ValueError(text)
    return day


def _days(text: str) -> list[date]:
    """``2027-02-05``, or ``2027-02-05..2027-02-11`` with both ends."""
    first, dots, last = text.partition("..")
    start = _day(first.strip())
    length = (_day(last.strip()) - start).days if dots else 0
    if not 0 <= length < 100:
        raise ValueError(text)
    return [start + timedelta(days=n) for n in range(length + 1)]


def _reads(text: str) -> str:
    _days(text)
    return text


def _reads_day(text: str) -> str:
    _day(text)
    return text


Days = Annotated[str, AfterValidator(_reads)]
Day = Annotated[str, AfterValidator(_reads_day)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class NoticeIn(BaseModel):
    """One notice: its number, the days it names, and the year it settles, if a whole one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    basis: str = Field(pattern=r"\S", max_length=200)
    year: str | None = Field(None, pattern=r"^2[01]\d\d$")
    off: list[Days] = []
    work: list[Days] = []
    half: dict[Day, Clock] = {}


class CalendarIn(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    notices: list[NoticeIn] = Field(min_length=1)


class Named(NamedTuple):
    """A day as a notice names it, and where in the file."""

    day: date
    works: bool
    closes: str | None
    basis: str
    path: Path_


def compiled(path: Path) -> dict[str, Any]:
    """The calendar in the plain form that `calendarfile` keeps; raises `BadCalendar`."""
    parsed, lines, faults = opened(path, as_written=True)
    if parsed is None:
        raise BadCalendar(path, [str(fault) for fault in faults])
    try:
        found = CalendarIn.model_validate(parsed)
    except ValidationError as error:
        faults += _shape_faults(error, lines)
        raise BadCalendar(path, [str(fault) for fault in sorted(set(faults))]) from None
    named = list(_named(found))
    faults += [*_twice(named, lines), *_left_out(found, named, lines)]
    if faults:
        raise BadCalendar(path, [str(fault) for fault in sorted(faults)])
    return {
        "years": {notice.year: notice.basis for notice in found.notices if notice.year},
        "days": {
            one.day.isoformat(): [one.works, one.closes, one.basis]
            for one in sorted(named, key=lambda one: one.day)
        },
    }


def _named(found: CalendarIn) -> Iterator[Named]:
    for index, notice in enumerate(found.notices):
        at: Path_ = ("notices", index)
        for group, works in (("off", False), ("work", True)):
            for place, text in enumerate(getattr(notice, group)):
                for day in _days(text):
                    yield Named(day, works, None, notice.basis, (*at, group, place))
        for text, closes in notice.half.items():
            yield Named(_day(text), True, closes, notice.basis, (*at, "half", text))


_SHAPE = {
    "missing": ("缺少 {key}", "{key} is missing"),
    "too_short": ("{key} 是空的", "{key} is empty"),
    "extra_forbidden": ("不认识 {key}", "{key} is not known here"),
}


def _shape_faults(error: ValidationError, lines: Lines) -> Iterator[Fault]:
    for found in error.errors():
        path: Path_ = tuple(part for part in found["loc"] if part != "[key]")
        key = ".".join(map(str, path[-2:])) or say("文件", "the file")
        zh, en = _SHAPE.get(
            found["type"], ("{key} 的值不对: {value}", "{key} has a wrong value: {value}")
        )
        value = str(found["input"])[:40]
        yield Fault(line_of(lines, path), say(zh, en).format(key=key, value=value))


def _twice(named: list[Named], lines: Lines) -> Iterator[Fault]:
    seen: dict[date, int] = {}
    for one in named:
        line = line_of(lines, one.path)
        if one.day in seen:
            before = seen[one.day]
            message = say(f"{one.day} 第 {before} 行已写过", f"{one.day} is on line {before} too")
            yield Fault(line, message)
        seen.setdefault(one.day, line)


def _left_out(found: CalendarIn, named: list[Named], lines: Lines) -> Iterator[Fault]:
    off = {one.day for one in named if not one.works}
    for index, notice in enumerate(found.notices):
        for month, day in FIXED:
            if notice.year and (holiday := date(int(notice.year), month, day)) not in off:
                message = say(
                    f"写了 {notice.year} 全年，却没有 {holiday} 放假",
                    f"the whole of {notice.year}, but {holiday} is not off",
                )
                yield Fault(line_of(lines, ("notices", index, "year")), message)
