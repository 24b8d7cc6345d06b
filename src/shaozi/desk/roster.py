"""The acts on the joint team's roster: added, given duty days, substituted, left, an opinion."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from shaozi import roster
from shaozi.desk.base import Desk, readable, short
from shaozi.errors.roster import BadDay, NoSuchMember, NotThere
from shaozi.errors.typed import Ambiguous
from shaozi.roster import Member, MemberEntry
from shaozi.store import roster as books
from shaozi.store.ids import new_id
from shaozi.terms import RosterAct
from shaozi.worktime import local_day

_FULL = re.compile(r"([A-Za-z]{2,8})-(\d{2})-[Mm](\d{1,9})")
_RUNNING = re.compile(r"[Mm]?(\d{1,9})", re.ASCII)


def add(
    desk: Desk,
    name: str,
    unit: str,
    post: str,
    first: str,
    last: str | None = None,
    opinion: str | None = None,
) -> Member:
    """Put somebody on the roster.

    Raises `EndsBeforeItBegins`, or `OnTheRoster` where the same person of the unit is there
    already on one of the days.
    """
    name, post = readable(name).strip(), short(readable(post)) or ""
    branch = desk.book.unit(unit).id
    begins, ends = day_of(desk, first), day_of(desk, last) if last else None
    roster.check_days(begins, ends)
    with desk.store.writing():
        named = books.texts(desk.store)
        same = [
            member
            for member in books.members(desk.store)
            if member.unit == branch and named.get(member.name) == name
        ]
        roster.check_overlap(same, begins, ends)
        year = local_day(desk.now, desk.zone).year
        running = books.REGISTER.next_running(desk.store, desk.code, year)
        number = f"{desk.code}-{year % 100:02d}-M{running:04d}"
        body = {
            "year": year,
            "running": running,
            "name": _keep(desk, number, "name", name),
            "unit": branch,
            "post": post,
            "from": begins,
            "to": ends,
            "opinion": _keep(desk, number, "opinion", opinion),
        }
        return _record(desk, None, number, RosterAct.ADDED, body)


def leave(desk: Desk, typed: str, on: str, reason: str, opinion: str | None = None) -> Member:
    """A member leaves; ``on`` is the last day there. Raises `EndsBeforeItBegins` or `NotThere`."""
    with desk.store.writing():
        member = find_member(desk, typed)
        last = day_of(desk, on)
        roster.check_days(member.from_day, last)
        if member.leaving_reason is not None:
            raise NotThere(member.number, last)
        body = {
            "on": last,
            "reason": _keep(desk, member.number, "reason", reason),
            "opinion": _keep(desk, member.number, "opinion", opinion),
        }
        return _record(desk, member, member.number, RosterAct.LEFT, body)


def schedule(
    desk: Desk, typed: str, weekdays: str | None = None, dates: Sequence[str] = ()
) -> Member:
    """Set a member's duty days, by the week and by date; those set before no longer hold.

    Raises `BadWeekdays`, `BadDay`, or `NotThere` for a day outside the secondment.
    """
    days = sorted({day_of(desk, typed_day) for typed_day in dates})
    week = roster.weekdays_of(weekdays) if weekdays else ""
    with desk.store.writing():
        member = find_member(desk, typed)
        for day in days:
            if not member.there(date.fromisoformat(day)):
                raise NotThere(member.number, day)
        body = {"weekdays": week, "dates": days}
        return _record(desk, member, member.number, RosterAct.SCHEDULED, body)


def substitute(desk: Desk, typed: str, other: str, on: str) -> Member:
    """Another stands in for a member on a day; raises `NotThere` or `StandsIn`."""
    with desk.store.writing():
        member, stand_in = find_member(desk, typed), find_member(desk, other)
        day = day_of(desk, on)
        roster.check_stand_in(member, stand_in, date.fromisoformat(day))
        body = {"day": day, "by": stand_in.number}
        return _record(desk, member, member.number, RosterAct.SUBSTITUTED, body)


def opine(desk: Desk, typed: str, opinion: str, *, leaving: bool = False) -> Member:
    """Put the street's opinion on an appointment, or on a removal, on record (人事建议权)."""
    with desk.store.writing():
        member = find_member(desk, typed)
        body = {"opinion": _keep(desk, member.number, "opinion", opinion), "leaving": leaving}
        return _record(desk, member, member.number, RosterAct.OPINED, body)


def reveal(desk: Desk) -> list[Member]:
    """All members, whose whole names are seen: each history says by whom and when."""
    with desk.store.writing():
        return [
            _record(desk, member, member.number, RosterAct.SEEN, {})
            for member in books.members(desk.store)
        ]


def day_of(desk: Desk, typed: str) -> str:
    """A day as people write it here, in ISO; raises `BadDay`."""
    if typed.strip() in ("今天", "today"):
        return local_day(desk.now, desk.zone).isoformat()
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        raise BadDay(typed) from None


def find_member(desk: Desk, typed: str) -> Member:
    """The member of a whole or running number, or of a name; raises `NoSuchMember` or `Ambiguous`.

    Of several of one name the one who has not left is meant, if there is just one.
    """
    typed = typed.strip()
    if full := _FULL.fullmatch(typed):
        meant = [f"{full[1].upper()}-{full[2]}-M{int(full[3]):04d}"]
    elif running := _RUNNING.fullmatch(typed):
        rows = desk.store.rows("members_of_running", running=int(running[1]))
        meant = [row[0] for row in rows if row[1] == desk.code] or [row[0] for row in rows]
    else:
        meant = _of_name(desk, typed)
    if len(meant) > 1:
        raise Ambiguous(typed, meant[:10])
    member = books.member(desk.store, meant[0]) if meant else None
    if member is None:
        raise NoSuchMember(typed)
    return member


def _of_name(desk: Desk, name: str) -> list[str]:
    names = books.texts(desk.store)
    same = [one for one in books.members(desk.store) if names.get(one.name) == name]
    there = [one for one in same if one.leaving_reason is None]
    return [one.number for one in there or same]


def _keep(desk: Desk, number: str, kind: str, body: str | None) -> dict[str, str] | None:
    return books.REGISTER.keep(desk.store, number, kind, None if body is None else readable(body))


def _record(
    desk: Desk, before: Member | None, number: str, act: RosterAct, body: Mapping[str, Any]
) -> Member:
    entry = MemberEntry(
        id=new_id(before.last_entry if before else ""),
        desk=desk.code,
        number=books.REGISTER.next_number(desk.store, desk.code),
        member=number,
        act=act,
        happened_at=desk.now,
        recorded_at=desk.now,
        actor=desk.officer,
        body=body,
        clock_set=desk.clock_set,
    )
    after = roster.apply(before, entry)
    books.REGISTER.append(desk.store, entry)
    books.REGISTER.put(desk.store, after._asdict(), new=before is None)
    return after
