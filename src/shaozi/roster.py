"""The joint enforcement team's roster: who was seconded, since when, and who is on duty.

The street has a say in the appointment and removal of those sent down to it (人事建议权,
《北京市街道办事处条例》第11条第1款第4项): one without its opinion on record is flagged.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from shaozi.errors.ledger import BrokenHistory
from shaozi.errors.roster import BadWeekdays, EndsBeforeItBegins, NotThere, OnTheRoster, StandsIn
from shaozi.terms import RosterAct

#: Weekdays as people write them, from Monday.
_DAYS = ("1一", "2二", "3三", "4四", "5五", "6六", "7日天")


class MemberEntry(NamedTuple):
    """One line of a member's history, of the shape of `case.Entry`."""

    id: str
    desk: str
    number: int
    member: str
    act: RosterAct
    happened_at: int
    recorded_at: int
    actor: str
    body: Mapping[str, Any]
    clock_set: bool
    digest: str = ""


class Member(NamedTuple):
    """A member of the team; name, opinions and reason are ids of texts.

    Days are ISO; ``to_day`` is the last day there, None while it is open. ``weekdays`` are digits
    from 1 (Monday), ``dates`` further duty days, ``substitutes`` pairs ``day=number``.
    """

    number: str
    desk: str
    year: int
    running: int
    name: str
    unit: str
    post: str
    from_day: str
    to_day: str | None
    weekdays: str = ""
    dates: str = ""
    substitutes: str = ""
    opinion: str | None = None
    leaving_opinion: str | None = None
    leaving_reason: str | None = None
    last_entry: str = ""

    def there(self, day: date) -> bool:
        """Whether the member belongs to the team on that day, first and last day included."""
        said = day.isoformat()
        return self.from_day <= said and (self.to_day is None or said <= self.to_day)

    @property
    def stand_ins(self) -> dict[str, str]:
        """Who stands in for the member, by day."""
        return dict(pair.split("=") for pair in self.substitutes.split())

    @property
    def lacks(self) -> list[RosterAct]:
        """The appointment or removal of which the street's opinion is not on record."""
        left = self.leaving_reason is not None
        return [
            *([RosterAct.ADDED] if self.opinion is None else []),
            *([RosterAct.LEFT] if left and self.leaving_opinion is None else []),
        ]


def weekdays_of(typed: str) -> str:
    """Days of the week as digits from 1 (Monday): 一三五, 1,3,5; raises `BadWeekdays`."""
    found = set()
    for sign in typed:
        if sign in " ,，、周":
            continue
        day = next((number for number, names in enumerate(_DAYS, 1) if sign in names), None)
        if day is None:
            raise BadWeekdays(typed)
        found.add(str(day))
    if not found:
        raise BadWeekdays(typed)
    return "".join(sorted(found))


def on_duty(members: Iterable[Member], unit: str, day: date) -> list[Member]:
    """Who of a unit is on duty on a day: those whose day it is, or who stands in for them."""
    roster = {member.number: member for member in members}
    found = []
    for member in roster.values():
        if member.unit != unit or not member.there(day) or not _is_day_of(member, day):
            continue
        stand_in = member.stand_ins.get(day.isoformat())
        found.append(roster.get(stand_in, member) if stand_in else member)
    return sorted(set(found), key=lambda member: member.number)


def _is_day_of(member: Member, day: date) -> bool:
    said = day.isoformat()
    regular = str(day.isoweekday()) in member.weekdays or said in member.dates.split()
    return regular or said in member.stand_ins


def check_days(first: str, last: str | None) -> None:
    """Refuse a secondment that ends before it begins: `EndsBeforeItBegins`."""
    if last is not None and last < first:
        raise EndsBeforeItBegins(first, last)


def check_overlap(known: Iterable[Member], first: str, last: str | None) -> None:
    """Refuse one person being seconded twice at a time: `OnTheRoster`."""
    for member in known:
        ends = member.to_day or "9999"
        if member.from_day <= (last or "9999") and first <= ends:
            raise OnTheRoster(member.number, member.from_day, member.to_day)


def check_stand_in(member: Member, other: Member, day: date) -> None:
    """Refuse a substitute who is not there, or a second one: `NotThere`, `StandsIn`."""
    for one in (member, other):
        if not one.there(day):
            raise NotThere(one.number, day.isoformat())
    stand_in = member.stand_ins.get(day.isoformat())
    if other.number == member.number or stand_in:
        raise StandsIn(member.number, day.isoformat(), stand_in)


# --- what a history adds up to -------------------------------------------------------------------


def apply(member: Member | None, entry: MemberEntry) -> Member:
    """Fold one entry into where the member stands; None is one not yet added."""
    if (member is None) != (entry.act is RosterAct.ADDED):
        raise BrokenHistory(entry.member, entry.id)
    after = _added(entry) if member is None else _STEPS[entry.act](member, entry)
    return after._replace(last_entry=entry.id)


def fold(entries: Iterable[MemberEntry]) -> Member:
    """Replay a history, oldest entry first; there is at least one."""
    member: Member | None = None
    for entry in entries:
        member = apply(member, entry)
    assert member is not None, "a member has at least the entry that added him"
    return member


def _text(cited: Mapping[str, str] | None) -> str | None:
    return cited["text"] if cited else None


def _added(entry: MemberEntry) -> Member:
    body = entry.body
    return Member(
        number=entry.member,
        desk=entry.desk,
        year=body["year"],
        running=body["running"],
        name=body["name"]["text"],
        unit=body["unit"],
        post=body["post"],
        from_day=body["from"],
        to_day=body["to"],
        opinion=_text(body["opinion"]),
    )


def _opined(member: Member, entry: MemberEntry) -> Member:
    opinion = _text(entry.body["opinion"])
    if entry.body["leaving"]:
        return member._replace(leaving_opinion=opinion)
    return member._replace(opinion=opinion)


def _scheduled(member: Member, entry: MemberEntry) -> Member:
    return member._replace(weekdays=entry.body["weekdays"], dates=" ".join(entry.body["dates"]))


def _substituted(member: Member, entry: MemberEntry) -> Member:
    pairs = [*member.substitutes.split(), f"{entry.body['day']}={entry.body['by']}"]
    return member._replace(substitutes=" ".join(sorted(pairs)))


def _left(member: Member, entry: MemberEntry) -> Member:
    body = entry.body
    return member._replace(
        to_day=body["on"],
        leaving_reason=_text(body["reason"]),
        leaving_opinion=_text(body["opinion"]) or member.leaving_opinion,
    )


_STEPS: dict[RosterAct, Callable[[Member, MemberEntry], Member]] = {
    RosterAct.OPINED: _opined,
    RosterAct.SCHEDULED: _scheduled,
    RosterAct.SUBSTITUTED: _substituted,
    RosterAct.LEFT: _left,
    RosterAct.SEEN: lambda member, entry: member,
}
