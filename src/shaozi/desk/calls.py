"""What a called unit does, and the street's score of it: received, arrived, left, answered."""

from typing import Any

from shaozi import lifecycle
from shaozi.calls import (
    check_attendance,
    check_called,
    corrected_arrival,
    find_call,
    whistle_of,
)
from shaozi.case import Case, Whistle
from shaozi.desk.base import Desk, find_whistles, keep_person, keep_text, readable, record
from shaozi.desk.meetings import next_promise
from shaozi.errors.typed import BadScore, InThePast, NeedsFlag
from shaozi.terms import Act
from shaozi.words import say
from shaozi.worktime import clock_text

#: Acts of a unit that are possible only while the whistle is open.
_WHILE_OPEN = {Act.RECEIVED, Act.ARRIVED, Act.LEFT, Act.ANSWERED}


def receive(
    desk: Desk, typed: str, unit: str, happened_at: int | None = None
) -> tuple[Case, Whistle]:
    """A called unit signs for the whistle; raises like `arrive`, or `AlreadyDone`."""
    return _unit_did(desk, typed, unit, Act.RECEIVED, happened_at)


def arrive(
    desk: Desk,
    typed: str,
    unit: str,
    by: str,
    happened_at: int | None = None,
    post: str | None = None,
) -> tuple[Case, Whistle]:
    """A called unit reports in. Raises `NotCalled`, `OutOfOrder` or `AlreadyArrived`."""
    readable(by)
    if post is not None:
        readable(post)
    with desk.store.writing():
        case, blown, called = _called(desk, typed, unit, Act.ARRIVED, happened_at)
        body = {
            "whistle": blown.number,
            "unit": called,
            "by": keep_person(desk, case.number, "unit", by),
            "post": keep_text(desk, case.number, "post", post),
        }
        after = record(desk, case, Act.ARRIVED, body, happened_at, actor=called)
    return after, whistle_of(after, blown.number)


def leave(
    desk: Desk, typed: str, unit: str, happened_at: int | None = None
) -> tuple[Case, Whistle]:
    """A unit that came has left; raises `NotArrived`, `OutOfOrder` or `AlreadyDone`."""
    return _unit_did(desk, typed, unit, Act.LEFT, happened_at)


def _unit_did(
    desk: Desk, typed: str, unit: str, act: Act, happened_at: int | None
) -> tuple[Case, Whistle]:
    with desk.store.writing():
        case, blown, called = _called(desk, typed, unit, act, happened_at)
        body = {"whistle": blown.number, "unit": called}
        after = record(desk, case, act, body, happened_at, actor=called)
    return after, whistle_of(after, blown.number)


def correct_arrival(
    desk: Desk,
    typed: str,
    unit: str,
    reason: str,
    *,
    by: str | None = None,
    post: str | None = None,
    arrived_at: int | None = None,
) -> tuple[Case, Whistle]:
    """Put right when a unit came, who came for it, or as what; what is left out stays as it was.

    The arrival as first written stays in the history. Raises `NotArrived` or `OutOfOrder`.
    """
    readable(reason)
    if by is None and post is None and arrived_at is None:
        raise NeedsFlag(
            say("要更正的时间、姓名或职务", "the time, name or post to correct"),
            "--happened, --by, --post",
        )
    if by is not None:
        readable(by)
    if post is not None:
        readable(post)
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
            "post": keep_text(desk, case.number, "post", post),
            "reason": keep_text(desk, case.number, "reason", reason),
        }
        after = record(desk, case, act, body)
    return after, whistle_of(after, blown.number)


def answer(
    desk: Desk,
    typed: str,
    unit: str,
    result: str,
    happened_at: int | None = None,
    by_when: int | None = None,
) -> tuple[Case, Whistle]:
    """A called unit says what it did, or by when it will; it may do so without having come.

    A date it gives is one it is held to, until it answers that it is done. Raises `InThePast`.
    """
    readable(result)
    if by_when is not None and by_when <= desk.now:
        raise InThePast(clock_text(by_when, desk.zone), clock_text(desk.now, desk.zone))
    with desk.store.writing():
        case, blown, called = _called(desk, typed, unit, Act.ANSWERED, happened_at)
        text = keep_text(desk, case.number, "answer", result)
        body: dict[str, Any] = {"whistle": blown.number, "unit": called, "result": text}
        if by_when is not None:
            body["promise"] = {
                "number": next_promise(desk, case),
                "unit": called,
                "matter": text,
                "due": by_when,
            }
        after = record(desk, case, Act.ANSWERED, body, happened_at, actor=called)
    return after, whistle_of(after, blown.number)


def rate(
    desk: Desk, typed: str, unit: str, score: int | None, cooperation: int | None = None
) -> tuple[Case, Whistle]:
    """The street's score of a called unit, 0 to 100: of its result, of how it worked with others.

    A unit that did not come may be rated too.
    """
    for given in (score, cooperation):
        if given is not None and not 0 <= given <= 100:
            raise BadScore(given)
    if score is None and cooperation is None:
        raise NeedsFlag(say("分数", "a score"), "--score, --cooperation")
    with desk.store.writing():
        case, blown, called = _called(desk, typed, unit, Act.RATED, None)
        body = {"whistle": blown.number, "unit": called, "score": score}
        if cooperation is not None:
            body["cooperation"] = cooperation
        after = record(desk, case, Act.RATED, body)
    return after, whistle_of(after, blown.number)


def _called(
    desk: Desk, typed: str, unit: str, act: Act, happened_at: int | None
) -> tuple[Case, Whistle, str]:
    """The case, its whistle, and the unit meant among those it called.

    A case's number means its newest open whistle that called the unit, else its newest that did.
    """
    case, meant = find_whistles(desk, typed, act)
    still_open = [blown for blown in meant if blown.open]
    among = [call.unit for blown in still_open or meant for call in blown.calls]
    called = desk.book.unit(unit, among=among).id
    calling = [blown for blown in meant if any(call.unit == called for call in blown.calls)]
    blown = (calling or meant)[-1]
    moment = desk.moment(happened_at)
    lifecycle.check(case, act, moment)
    if act in _WHILE_OPEN:
        check_called(blown)
        check_attendance(blown, called, act, moment, desk.book.unit_name)
    else:
        find_call(blown, called, desk.book.unit_name)
    return case, blown, called
