"""The acts on a whistle: blown, reported in to, answered, rated, stood down."""

from collections.abc import Sequence

from shaozi import escalate, lifecycle
from shaozi.calls import check_attendance, check_open, corrected_arrival, find_call, whistle_of
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
from shaozi.errors.typed import BadScore, NeedsFlag
from shaozi.errors.whistles import CommunityFirst
from shaozi.terms import Act, Kind
from shaozi.words import say


def whistle(
    desk: Desk,
    typed: str,
    *,
    to: Sequence[str] = (),
    kind: Kind | None = None,
    reason: str | None = None,
    happened_at: int | None = None,
) -> tuple[Case, Whistle, escalate.Plan]:
    """Call units to a case: those named, or those the duty list chooses.

    Raises `CommunityFirst` where the community can usually settle the matter and no reason
    is given why it could not.
    """
    if reason is not None:
        readable(reason)
    units = [desk.book.unit(name).id for name in to]
    with desk.store.writing():
        case = find_case(desk, typed)
        moment = desk.moment(happened_at)
        lifecycle.check(case, Act.WHISTLED, moment)
        duty = desk.book.duties.get(case.duty or "")
        text = desk.store.texts(case.number).get(case.issue, "")
        if duty and reason is None and escalate.needs_reason(duty, text, desk.book):
            raise CommunityFirst(f"{duty.code} {duty.name}", case.number)
        called = {
            call.unit
            for blown in case.whistles
            if blown.stood_down_at is None
            for call in blown.calls
        }
        plan = escalate.plan(duty, text, desk.book, kind=kind, to=units, called=called)
        number = f"{case.number}-S{_blown(desk, case) + 1}"
        due = moment + plan.seconds
        body = {
            "whistle": number,
            "kind": plan.kind,
            "reason": keep_text(desk, case.number, "reason", reason),
            "due": due,
            "calls": [
                {
                    "unit": choice.unit,
                    "role": choice.role,
                    "basis": choice.basis,
                    "due": due,
                }
                for choice in plan.choices
            ],
        }
        after = record(desk, case, Act.WHISTLED, body, happened_at)
    return after, whistle_of(after, number), plan


def _blown(desk: Desk, case: Case) -> int:
    """How many whistles were ever blown on a case: a number is not used again once undone."""
    return sum(entry.act is Act.WHISTLED for entry in desk.store.history(case.number))


def arrive(
    desk: Desk, typed: str, unit: str, by: str, happened_at: int | None = None
) -> tuple[Case, Whistle]:
    """A called unit reports in. Raises `NotCalled`, `OutOfOrder` or `AlreadyArrived`."""
    readable(by)
    with desk.store.writing():
        case, blown, called = _called(desk, typed, unit, Act.ARRIVED, happened_at)
        body = {
            "whistle": blown.number,
            "unit": called,
            "by": keep_person(desk, case.number, "unit", by),
        }
        after = record(desk, case, Act.ARRIVED, body, happened_at, actor=called)
    return after, whistle_of(after, blown.number)


def correct_arrival(
    desk: Desk,
    typed: str,
    unit: str,
    reason: str,
    *,
    by: str | None = None,
    arrived_at: int | None = None,
) -> tuple[Case, Whistle]:
    """Put right when a unit came or who came for it; what is left out stays as it was.

    The arrival as first written stays in the history. Raises `NotArrived` or `OutOfOrder`.
    """
    readable(reason)
    if by is None and arrived_at is None:
        raise NeedsFlag(
            say("要更正的时间或姓名", "the time or name to correct"), "--happened, --by"
        )
    if by is not None:
        readable(by)
    with desk.store.writing():
        act = Act.ARRIVAL_CORRECTED
        case, blown, called = _called(desk, typed, unit, act, arrived_at)
        name = desk.book.unit_name
        call = find_call(blown, called, name)
        body = {
            "whistle": blown.number,
            "unit": called,
            "arrived_at": corrected_arrival(blown, call, arrived_at, name),
            "by": keep_person(desk, case.number, "unit", by),
            "reason": keep_text(desk, case.number, "reason", reason),
        }
        after = record(desk, case, act, body)
    return after, whistle_of(after, blown.number)


def answer(
    desk: Desk, typed: str, unit: str, result: str, happened_at: int | None = None
) -> tuple[Case, Whistle]:
    """A called unit says what it did; it may do so without having come."""
    readable(result)
    with desk.store.writing():
        case, blown, called = _called(desk, typed, unit, Act.ANSWERED, happened_at)
        body = {
            "whistle": blown.number,
            "unit": called,
            "result": keep_text(desk, case.number, "answer", result),
        }
        after = record(desk, case, Act.ANSWERED, body, happened_at, actor=called)
    return after, whistle_of(after, blown.number)


def rate(desk: Desk, typed: str, unit: str, score: int) -> tuple[Case, Whistle]:
    """The street's score of a called unit, 0 to 100; a unit that did not come may be rated too."""
    if not 0 <= score <= 100:
        raise BadScore(score)
    with desk.store.writing():
        case, blown, called = _called(desk, typed, unit, Act.RATED, None)
        body = {"whistle": blown.number, "unit": called, "score": score}
        after = record(desk, case, Act.RATED, body)
    return after, whistle_of(after, blown.number)


def stand_down(
    desk: Desk, typed: str, how: str | None = None, happened_at: int | None = None
) -> tuple[Case, Whistle]:
    """The whistle is over; units that have not come by now did not come."""
    with desk.store.writing():
        case, blown = find_whistle(desk, typed, Act.STOOD_DOWN)
        check_open(blown)
        body = {"whistle": blown.number, "note": keep_text(desk, case.number, "note", how)}
        after = record(desk, case, Act.STOOD_DOWN, body, happened_at)
    return after, whistle_of(after, blown.number)


def _called(
    desk: Desk, typed: str, unit: str, act: Act, happened_at: int | None
) -> tuple[Case, Whistle, str]:
    """The case, its whistle, and the unit meant among those it called.

    A case's number means its newest open whistle that called the unit, else its newest that did.
    """
    case, meant = find_whistles(desk, typed, act)
    still_open = [blown for blown in meant if blown.stood_down_at is None]
    among = [call.unit for blown in still_open or meant for call in blown.calls]
    called = desk.book.unit(unit, among=among).id
    calling = [blown for blown in meant if any(call.unit == called for call in blown.calls)]
    blown = (calling or meant)[-1]
    moment = desk.moment(happened_at)
    lifecycle.check(case, act, moment)
    if act in (Act.ARRIVED, Act.ANSWERED):
        check_open(blown)
        check_attendance(blown, called, act, moment, desk.book.unit_name)
    else:
        find_call(blown, called, desk.book.unit_name)
    return case, blown, called
