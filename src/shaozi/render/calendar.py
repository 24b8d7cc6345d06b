"""The working calendar in force, and the deadlines it changed."""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from pathlib import Path
from typing import Any

from shaozi.desk.base import Desk
from shaozi.desk.calendar import Change
from shaozi.privacy import harmless
from shaozi.render.history import moved
from shaozi.words import say
from shaozi.worktime import Calendar, OwnDay, iso

#: Where a calendar's years may lie.
_YEARS = range(2000, 2200)
_DAYS = "一二三四五六日"


def known_years(calendar: Calendar) -> list[int]:
    """The years whose notice is known."""
    return [year for year in _YEARS if calendar.known(year)]


def calendar_lines(calendar: Calendar) -> Iterator[str]:
    """The years known, and each day the office says of its own, with its basis."""
    years = known_years(calendar)
    first, last = years[0], years[-1]
    gaps = sorted(set(range(first, last)) - set(years))
    but = say(f"，缺 {gaps}", f", without {gaps}") if gaps else ""
    yield say(f"放假安排已知: {first}–{last} 年{but}", f"holidays known: {first}–{last}{but}")
    closes = f"{calendar.closes:%H:%M}"
    yield say(f"下班: {closes}", f"closing time: {closes}")
    for year, basis in calendar.settled.items():
        yield harmless(say(f"  {year} 全年  {basis}", f"  {year}, whole year  {basis}"))
    for day, own in calendar.days.items():
        yield harmless(f"  {_day_text(day)}  {_said(own)}  {own.basis}")


def _day_text(day: date) -> str:
    return f"{day} {say('周' + _DAYS[day.weekday()], f'{day:%a}')}"


def _said(own: OwnDay) -> str:
    if own.closes:
        return say(f"上班到 {own.closes:%H:%M}", f"worked until {own.closes:%H:%M}")
    return say("上班", "worked") if own.works else say("休息", "off")


def change_line(change: Change, zone: tzinfo) -> str:
    """A case, its old and its new deadline, and the notices."""
    how = moved(change.before._asdict(), change.after._asdict(), zone)
    return harmless(f"{change.after.number}  {how}  {change.basis}")


def calendar_item(desk: Desk, kept: Path, changes: Sequence[Change]) -> dict[str, Any]:
    """The same as JSON."""
    calendar, zone = desk.calendar, desk.zone
    return {
        "path": str(kept),
        "years": known_years(calendar),
        "closes": f"{calendar.closes:%H:%M}",
        "notices": {str(year): basis for year, basis in calendar.settled.items()},
        "days": [
            {
                "day": day.isoformat(),
                "works": own.works,
                "closes": f"{own.closes:%H:%M}" if own.closes else None,
                "basis": own.basis,
            }
            for day, own in calendar.days.items()
        ],
        "recalculated": [
            {
                "case": change.after.number,
                "was_respond_due": iso(change.before.respond_due, zone),
                "was_due": iso(change.before.due, zone),
                "was_due_known": change.before.due_known,
                "respond_due": iso(change.after.respond_due, zone),
                "due": iso(change.after.due, zone),
                "due_known": change.after.due_known,
                "basis": change.basis,
            }
            for change in changes
        ],
        "dry_run": desk.store.dry_run,
    }
