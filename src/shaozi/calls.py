"""What the calls of a whistle bear out: who was called, who came, and whether in time."""

from collections.abc import Callable

from shaozi.case import Call, Case, Whistle
from shaozi.errors.cases import OutOfOrder
from shaozi.errors.ledger import BrokenHistory
from shaozi.errors.whistles import (
    AlreadyArrived,
    AlreadyDone,
    NotArrived,
    NotCalled,
    StoodDown,
    Waiting,
)
from shaozi.labels import label
from shaozi.terms import Act, Attendance
from shaozi.worktime import clock_text

#: Says a unit's name in the reader's language.
Named = Callable[[str], str]


def whistle_of(case: Case, number: str) -> Whistle:
    """The whistle of that number on the case; raises `BrokenHistory` if there is none."""
    for whistle in case.whistles:
        if whistle.number == number:
            return whistle
    raise BrokenHistory(case.number, number)


def find_call(whistle: Whistle, unit: str, named: Named) -> Call:
    """The unit's call by the whistle; ``named`` says a unit's name. Raises `NotCalled`."""
    for call in whistle.calls:
        if call.unit == unit:
            return call
    called, ended = [named(call.unit) for call in whistle.calls], whistle.stood_down_at is not None
    raise NotCalled(whistle.number, named(unit), called, ended=ended)


def check_attendance(whistle: Whistle, unit: str, act: Act, happened_at: int, named: Named) -> None:
    """Refuse what a unit is said to have done that its call does not bear out.

    Raises `NotCalled`, `OutOfOrder` (before the call, or leaving before it came), `NotArrived`
    (leaving without having come), `AlreadyArrived` or `AlreadyDone` (a second time).
    """
    call = find_call(whistle, unit, named)
    after, begun = Act.WHISTLED, call.called_at
    if act is Act.LEFT:
        if call.arrived_at is None:
            raise NotArrived(whistle.number, named(unit))
        after, begun = Act.ARRIVED, call.arrived_at
    if happened_at < begun:
        said = named(unit) + label(act), clock_text(happened_at)
        raise OutOfOrder(*said, label(after), clock_text(begun))
    if act in (Act.ARRIVED, Act.RECEIVED) and call.arrived_at is not None:
        raise AlreadyArrived(whistle.number, named(unit), clock_text(call.arrived_at))
    done = {Act.RECEIVED: call.received_at, Act.LEFT: call.left_at}.get(act)
    if done is not None:
        raise AlreadyDone(whistle.number, named(unit), act, clock_text(done))


def corrected_arrival(whistle: Whistle, call: Call, arrived_at: int | None, named: Named) -> int:
    """When a unit is now said to have come; None leaves the time as it was.

    Raises `NotArrived` where there is nothing to correct, and `OutOfOrder` for a time before
    the unit was called or after the whistle was over.
    """
    if call.arrived_at is None:
        raise NotArrived(whistle.number, named(call.unit))
    moment = call.arrived_at if arrived_at is None else arrived_at
    over = whistle.stood_down_at
    arrival = named(call.unit) + label(Act.ARRIVED), clock_text(moment)
    if moment < call.called_at:
        raise OutOfOrder(*arrival, label(Act.WHISTLED), clock_text(call.called_at))
    if over is not None and moment > over:
        raise OutOfOrder(label(Act.STOOD_DOWN), clock_text(over), *arrival)
    return moment


def check_open(whistle: Whistle) -> None:
    """Refuse an act on a whistle that is over; raises `StoodDown`."""
    if whistle.stood_down_at is not None:
        raise StoodDown(whistle.number, clock_text(whistle.stood_down_at))


def check_called(whistle: Whistle) -> None:
    """Refuse an act on a whistle that is over, or has called nobody yet (`Waiting`)."""
    check_open(whistle)
    if whistle.waiting:
        raise Waiting(whistle.number)


def waiting_of(case: Case) -> Whistle | None:
    """The whistle of a case that waits for the street; there is one at most."""
    return next((whistle for whistle in case.whistles if whistle.waiting), None)


def attendance(call: Call, now: int, stood_down_at: int | None) -> Attendance:
    """Whether a called unit came in time: nobody types this, its times say it.

    One that has not come is a no-show once its time is up; if the whistle was over before, it
    was released.
    """
    if call.arrived_at is not None:
        return Attendance.LATE if call.arrived_at > call.due else Attendance.ON_TIME
    if stood_down_at is not None and stood_down_at <= call.due:
        return Attendance.RELEASED
    return Attendance.NO_SHOW if now > call.due else Attendance.WAITING


def result_by(case: Case, call: Call) -> int:
    """When a unit is to have said what it did: its own limit, or the case's if that is later.

    So a pause or an extension of the case gives its units the same time; a call of an older
    program, which kept no limit, runs with its case.
    """
    return max(call.result_due or 0, case.due)


def has_given_a_date(case: Case, call: Call) -> bool:
    """Whether the unit has promised something since it was called: it is held to that."""
    return any(made.unit == call.unit and made.made_at >= call.called_at for made in case.promises)
