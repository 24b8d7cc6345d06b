"""The roster as people and programs read it; names are masked unless revealed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from shaozi.case import Whistle
from shaozi.dutybook import DutyBook
from shaozi.labels import label
from shaozi.privacy import SURNAMES, mask_name, one_line, scrub
from shaozi.roster import Member, on_duty
from shaozi.terms import RosterAct
from shaozi.words import say

_ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def named(member: Member, texts: Mapping[str, str], *, revealed: bool = False) -> str:
    """A member's name, masked unless revealed."""
    name = texts.get(member.name, "")
    return one_line(name) if revealed else mask_name(one_line(name))


def called(member: Member, texts: Mapping[str, str]) -> str:
    """Post and surname, as a chat text may have them."""
    name = texts.get(member.name, "")
    return f"{one_line(member.post)}{name[0] if name[:1] in SURNAMES else ''}".strip()


def member_line(member: Member, texts: Mapping[str, str], book: DutyBook, *, revealed: bool) -> str:
    """One member on a line, with what is wrong."""
    days = _week(member.weekdays)
    till = member.to_day or say("未定", "open")
    parts = [
        member.number,
        book.unit_name(member.unit),
        one_line(member.post),
        named(member, texts, revealed=revealed),
        say(f"{member.from_day} 至 {till}", f"{member.from_day} to {till}"),
        " ".join(filter(None, (days, member.dates))),
        *(flag(act, book) for act in member.lacks),
    ]
    return "  ".join(filter(None, parts))


def _week(weekdays: str) -> str:
    """Days of the week by name; empty where there are none."""
    named = [("一二三四五六日"[int(day) - 1], _ENGLISH[int(day) - 1]) for day in weekdays]
    zh, en = "".join(day for day, _ in named), " ".join(day for _, day in named)
    return say(f"每周{zh}", en) if weekdays else ""


def flag(act: RosterAct, book: DutyBook) -> str:
    """That the street's opinion on an appointment or removal is not on record."""
    basis = book.dispatch["personnel"].basis
    return say(
        f"【{label(act)}没有街道意见，{basis}】",
        f"[{label(act)}: the street's opinion is not on record, {basis}]",
    )


def member_item(
    member: Member, texts: Mapping[str, str], book: DutyBook, *, revealed: bool
) -> dict[str, Any]:
    """A member as JSON."""

    def text(found: str | None) -> str | None:
        if found is None:
            return None
        return texts.get(found, "") if revealed else scrub(texts.get(found, ""))

    return {
        "number": member.number,
        "name": named(member, texts, revealed=revealed),
        "unit": member.unit,
        "post": member.post,
        "from": member.from_day,
        "to": member.to_day,
        "weekdays": [int(day) for day in member.weekdays],
        "dates": member.dates.split(),
        "substitutes": member.stand_ins,
        "opinion": text(member.opinion),
        "leaving_opinion": text(member.leaving_opinion),
        "leaving_reason": text(member.leaving_reason),
        "lacks_opinion": [act.value for act in member.lacks],
        "masked": not revealed,
    }


def duty_lines(
    blown: Whistle, members: Iterable[Member], texts: Mapping[str, str], book: DutyBook, day: date
) -> Iterator[str]:
    """Who is on duty of each called unit that is on the roster."""
    found = list(members)
    for call in blown.calls:
        on = on_duty(found, call.unit, day)
        if on:
            who = say("、", ", ").join(called(member, texts) for member in on)
            unit = book.unit_name(call.unit)
            yield say(f"  {unit}今日值班: {who}", f"  on duty, {unit}: {who}")


def duty_item(
    blown: Whistle, members: Iterable[Member], texts: Mapping[str, str], day: date
) -> dict[str, list[dict[str, str]]]:
    """The same as JSON, by unit."""
    found = list(members)
    return {
        call.unit: [
            {"number": one.number, "post": one.post, "name": named(one, texts)}
            for one in on_duty(found, call.unit, day)
        ]
        for call in blown.calls
    }
