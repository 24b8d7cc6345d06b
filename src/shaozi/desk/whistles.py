"""The acts on a whistle as a whole: blown, approved, returned, widened, judged, stood down."""

from collections.abc import Sequence
from typing import Any

from shaozi import escalate, lifecycle
from shaozi.calls import check_called, check_open, waiting_of, whistle_of
from shaozi.case import Case, Whistle
from shaozi.desk.base import (
    Desk,
    find_case,
    find_whistle,
    find_whistles,
    keep_person,
    keep_text,
    readable,
    record,
)
from shaozi.errors.cases import OutOfOrder
from shaozi.errors.typed import NeedsFlag
from shaozi.errors.whistles import (
    CommunityFirst,
    NobodyToCall,
    NothingWaiting,
    StreetOnly,
    Waiting,
)
from shaozi.escalate import Plan, seconds
from shaozi.labels import label
from shaozi.terms import Act, Kind, YesNo
from shaozi.triage.danger import clock
from shaozi.words import say
from shaozi.worktime import clock_text, deadline, parse_span

Blown = tuple[Case, Whistle, Plan]


def whistle(
    desk: Desk,
    typed: str,
    *,
    to: Sequence[str] = (),
    kind: Kind | None = None,
    reason: str | None = None,
    tried: str | None = None,
    place: str | None = None,
    happened_at: int | None = None,
) -> Blown:
    """Call units to a case, those named or those the duty list chooses; or ask the street to.

    Raises `CommunityFirst` where the community can usually settle the matter and no reason
    is given why it could not, and `Waiting` while another whistle waits for the street.
    """
    for text in (reason, tried, place):
        if text is not None:
            readable(text)
    units = [desk.book.unit(name).id for name in to]
    with desk.store.writing():
        case = find_case(desk, typed)
        moment = desk.moment(happened_at)
        lifecycle.check(case, Act.WHISTLED, moment)
        if asked := waiting_of(case):
            raise Waiting(asked.number)
        duty = desk.book.duties.get(case.duty or "")
        issue = desk.store.texts(case.number).get(case.issue, "")
        if duty and reason is None and escalate.needs_reason(duty, issue, desk.book):
            raise CommunityFirst(f"{duty.code} {duty.name}", case.number)
        plan = _plan(desk, case, kind=kind, to=units)
        number = f"{case.number}-S{_blown(desk, case) + 1}"
        body: dict[str, Any] = {
            "whistle": number,
            "kind": plan.kind,
            "reason": keep_text(desk, case.number, "reason", reason),
            "tried": keep_text(desk, case.number, "tried", tried),
            "place": keep_text(desk, case.number, "place", place),
        }
        if desk.whistles_to_street:
            limit = seconds(desk.book.kinds[plan.kind].approve_in)
            body |= {"due": moment + limit, "calls": [], "proposed": units}
        else:
            body |= _calls(desk, case, plan, moment)
        after = record(desk, case, Act.WHISTLED, body, happened_at)
    return after, whistle_of(after, number), plan


def _plan(
    desk: Desk,
    case: Case,
    *,
    kind: Kind | None,
    to: Sequence[str] = (),
    also: Sequence[str] = (),
) -> Plan:
    """Whom to call: nobody twice whom an open whistle has called; raises `NobodyToCall`."""
    duty = desk.book.duties.get(case.duty or "")
    if duty is None and not to:
        raise NobodyToCall(case.number)
    issue = desk.store.texts(case.number).get(case.issue, "")
    called = {call.unit for blown in case.whistles if blown.open for call in blown.calls}
    return escalate.plan(duty, issue, desk.book, kind=kind, to=to, also=also, called=called)


def _calls(desk: Desk, case: Case, plan: Plan, moment: int) -> dict[str, Any]:
    """What an entry keeps of calls: when each unit is to be there, and to say what it did.

    The one is the limit of the whistle's kind, the other that of the duty's tier.
    """
    duty = desk.book.duties.get(case.duty or "")
    limit = clock(duty, desk.store.texts(case.number).get(case.issue, ""), desk.book)
    span, due = parse_span(limit.resolve), moment + plan.seconds
    result = deadline(moment, span, desk.calendar, desk.zone, moves=limit.moves)
    calls = [
        {
            "unit": choice.unit,
            "role": choice.role,
            "basis": choice.basis,
            "due": due,
            "result_due": result.at,
        }
        for choice in plan.choices
    ]
    return {"due": due, "result": limit.resolve, "result_moves": limit.moves, "calls": calls}


def _blown(desk: Desk, case: Case) -> int:
    """How many whistles were ever blown on a case: a number is not used again once undone."""
    return sum(entry.act is Act.WHISTLED for entry in desk.store.history(case.number))


# --- the street's answer ------------------------------------------------------------------------


def approve(
    desk: Desk,
    typed: str,
    approver: str,
    also: Sequence[str] = (),
    happened_at: int | None = None,
) -> Blown:
    """The street calls the units that the whistle to it proposed, and those it adds (``also``).

    Raises `StreetOnly` at a community's desk, or `NothingWaiting`.
    """
    check_street(desk.level, Act.APPROVED)
    readable(approver)
    more = [desk.book.unit(name).id for name in also]
    with desk.store.writing():
        moment = desk.moment(happened_at)
        case, asked = _waiting(desk, typed, Act.APPROVED, moment)
        proposed = _proposed(desk, asked)
        plan = _plan(desk, case, kind=Kind(asked.kind), to=proposed, also=more)
        body = {
            "whistle": asked.number,
            "approver": keep_person(desk, case.number, "approver", approver),
            "added": more,
            **_calls(desk, case, plan, moment),
        }
        after = record(desk, case, Act.APPROVED, body, happened_at)
    return after, whistle_of(after, asked.number), plan


def _proposed(desk: Desk, asked: Whistle) -> list[str]:
    """The units the whistler named; none: whom the list chooses."""
    blown = next(
        entry
        for entry in desk.store.history(asked.case)
        if entry.act is Act.WHISTLED and entry.body["whistle"] == asked.number
    )
    return list(blown.body["proposed"])


def send_back(
    desk: Desk, typed: str, reason: str, happened_at: int | None = None
) -> tuple[Case, Whistle]:
    """The street returns a whistle to the community, with its reasons; raises like `approve`."""
    check_street(desk.level, Act.RETURNED)
    readable(reason)
    with desk.store.writing():
        case, asked = _waiting(desk, typed, Act.RETURNED, desk.moment(happened_at))
        why = keep_text(desk, case.number, "reason", reason)
        body = {"whistle": asked.number, "reason": why}
        after = record(desk, case, Act.RETURNED, body, happened_at)
    return after, whistle_of(after, asked.number)


def widen(
    desk: Desk,
    typed: str,
    to: Sequence[str],
    approver: str | None = None,
    reason: str | None = None,
    happened_at: int | None = None,
) -> Blown:
    """Call further units on an open whistle; one that waits for the street is approved with them.

    Raises `StreetOnly`, `StoodDown`, `AllCalled`, or `NeedsFlag` where an approver is missing.
    """
    check_street(desk.level, Act.WIDENED)
    if reason is not None:
        readable(reason)
    units = [desk.book.unit(name).id for name in to]
    with desk.store.writing():
        case, blown = find_whistle(desk, typed, Act.APPROVED)
        if blown.waiting:
            if not approver:
                raise NeedsFlag(say("批准人", "who approves"), "--approver")
            return approve(desk, blown.number, approver, to, happened_at)
        moment = desk.moment(happened_at)
        lifecycle.check(case, Act.WIDENED, moment)
        check_called(blown)
        if moment < blown.whistled_at:
            before = clock_text(moment, desk.zone), label(Act.WHISTLED)
            raise OutOfOrder(label(Act.WIDENED), *before, clock_text(blown.whistled_at, desk.zone))
        plan = _plan(desk, case, kind=Kind(blown.kind), to=units)
        body = {
            "whistle": blown.number,
            "reason": keep_text(desk, case.number, "reason", reason),
            "approver": keep_person(desk, case.number, "approver", approver),
            **_calls(desk, case, plan, moment),
        }
        after = record(desk, case, Act.WIDENED, body, happened_at)
    return after, whistle_of(after, blown.number), plan


def check_street(level: str, act: Act) -> None:
    """Refuse an act of the street at a community's desk: `StreetOnly`."""
    if level == "community":
        raise StreetOnly(act)


def _waiting(desk: Desk, typed: str, act: Act, moment: int) -> tuple[Case, Whistle]:
    """The whistle meant that waits for the street; raises `NothingWaiting`."""
    case, meant = find_whistles(desk, typed, act)
    lifecycle.check(case, act, moment)
    asked = next((blown for blown in meant if blown.waiting), None)
    if asked is None:
        raise NothingWaiting(case.number)
    return case, asked


# --- the end of it ------------------------------------------------------------------------------


def judge(
    desk: Desk, typed: str, founded: YesNo, reason: str | None = None
) -> tuple[Case, Whistle]:
    """The street says whether a whistle was well-founded; that it was not needs a reason."""
    check_street(desk.level, Act.JUDGED)
    if founded is YesNo.NO and not reason:
        raise NeedsFlag(say("理由", "the reason"), "--reason")
    if reason is not None:
        readable(reason)
    with desk.store.writing():
        case, blown = find_whistle(desk, typed, Act.JUDGED)
        lifecycle.check(case, Act.JUDGED, desk.now)
        why = keep_text(desk, case.number, "reason", reason)
        body = {"whistle": blown.number, "founded": founded, "reason": why}
        after = record(desk, case, Act.JUDGED, body)
    return after, whistle_of(after, blown.number)


def stand_down(
    desk: Desk, typed: str, how: str | None = None, happened_at: int | None = None
) -> tuple[Case, Whistle]:
    """The whistle is over; a unit that has not come is released, if it still had time to."""
    with desk.store.writing():
        case, blown = find_whistle(desk, typed, Act.STOOD_DOWN)
        check_open(blown)
        body = {"whistle": blown.number, "note": keep_text(desk, case.number, "note", how)}
        after = record(desk, case, Act.STOOD_DOWN, body, happened_at)
    return after, whistle_of(after, blown.number)
