"""What the calls of a whistle bear out: who was called, who came, and whether in time."""

from collections.abc import Callable

from shaozi.case import Call, Case, Whistle
from shaozi.errors.cases import OutOfOrder
from shaozi.errors.ledger import BrokenHistory
from shaozi.errors.whistles import AlreadyArrived, NotArrived, NotCalled, StoodDown
from shaozi.terms import Act, Attendance, label
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
    raise NotCalled(whistle.number, named(unit), [named(call.unit) for call in whistle.calls])


def check_attendance(whistle: Whistle, unit: str, act: Act, happened_at: int, named: Named) -> None:
    """Refuse an arrival or answer that the whistle's calls do not bear out.

    Raises `NotCalled`, `OutOfOrder` (before the whistle) or `AlreadyArrived` (a second time).
    """
    call = find_call(whistle, unit, named)
    if happened_at < call.called_at:
        raise OutOfOrder(
            named(unit) + label(act),
            clock_text(happened_at),
            label(Act.WHISTLED),
            clock_text(call.called_at),
        )
    if act is Act.ARRIVED and call.arrived_at is not None:
        raise AlreadyArrived(whistle.number, named(unit), clock_text(call.arrived_at))


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


def attendance(call: Call, now: int, stood_down_at: int | None) -> Attendance:
    """Whether a called unit came in time: nobody types this, its times say it.

    A unit that has not come is a no-show once the whistle is over or its time is up.
    """
    if call.arrived_at is not None:
        return Attendance.LATE if call.arrived_at > call.due else Attendance.ON_TIME
    over = stood_down_at is not None or now > call.due
    return Attendance.NO_SHOW if over else Attendance.WAITING
