"""Who was called, who came, when, and what they did: by unit and by kind of whistle."""

from collections.abc import Callable, Iterable
from statistics import median
from typing import NamedTuple

from shaozi.calls import attendance
from shaozi.case import Call
from shaozi.figures.scope import Cases, Scope
from shaozi.terms import Attendance

#: Below so many calls a share says nothing; a choice of this program, no rule fixes it.
HANDFUL = 10


class Called(NamedTuple):
    """A call of the period with the whistle it belongs to."""

    call: Call
    kind: str
    case: str
    came: Attendance


class CallRow(NamedTuple):
    """How the calls of a unit, or of a kind of whistle, were answered; minutes to arrival."""

    name: str
    called: int
    on_time: int
    late: int
    no_show: int
    released: int
    waiting: int
    median_minutes: float | None
    answered: int
    mean_score: float | None

    @property
    def due(self) -> int:
        """The sample: calls of which it is known whether the unit came in time."""
        return self.called - self.released - self.waiting

    @property
    def on_time_share(self) -> float | None:
        """Which part came in time; None where none is known yet."""
        return self.on_time / self.due if self.due else None


#: What is counted of a group of calls, and which calls count.
COUNTED: dict[str, Callable[[Called], bool]] = {
    "called": lambda found: True,
    "on_time": lambda found: found.came is Attendance.ON_TIME,
    "late": lambda found: found.came is Attendance.LATE,
    "no_show": lambda found: found.came is Attendance.NO_SHOW,
    "released": lambda found: found.came is Attendance.RELEASED,
    "waiting": lambda found: found.came is Attendance.WAITING,
    "answered": lambda found: found.call.answered_at is not None,
}
#: The tables of calls, and which row a call falls into.
TABLES: dict[str, Callable[[Called], str]] = {
    "by_kind": lambda found: found.kind,
    "units": lambda found: found.call.unit,
}


def calls(scope: Scope) -> list[Called]:
    """The calls of whistles blown in the period; what became of them is told as of now."""
    width = len(Call._fields)
    found = []
    for row in scope.rows("calls_within"):
        call, (kind, stood_down_at, case) = Call._make(row[:width]), row[width:]
        found.append(Called(call, kind, case, attendance(call, scope.desk.now, stood_down_at)))
    return found


def call_rows(found: Iterable[Called], of: Callable[[Called], str]) -> list[CallRow]:
    """A row for each unit or kind, by name; there is no ranking."""
    groups: dict[str, list[Called]] = {}
    for called in found:
        groups.setdefault(of(called), []).append(called)
    return [call_row(name, group) for name, group in sorted(groups.items())]


def call_row(name: str, group: list[Called]) -> CallRow:
    """What a group of calls adds up to."""
    counts = {what: sum(map(counts_, group)) for what, counts_ in COUNTED.items()}
    minutes = [
        (found.call.arrived_at - found.call.called_at) / 60
        for found in group
        if found.call.arrived_at is not None
    ]
    scores = [found.call.score for found in group if found.call.score is not None]
    return CallRow(
        name=name,
        **counts,
        median_minutes=round(median(minutes), 1) if minutes else None,
        mean_score=round(sum(scores) / len(scores), 1) if scores else None,
    )


def whistles_by_kind(found: Iterable[Called]) -> dict[str, int]:
    """How many whistles of each kind were blown."""
    blown: dict[str, set[str]] = {}
    for called in found:
        blown.setdefault(called.kind, set()).add(called.call.whistle)
    return {kind: len(numbers) for kind, numbers in sorted(blown.items())}


def call_cases(found: list[Called]) -> Cases:
    """The cases behind each count; one case may stand behind several calls."""
    whistled = {called.call.whistle: called.case for called in found}
    cases: Cases = {"whistled": sorted(whistled.values())}
    for called in sorted(found, key=lambda called: called.case):
        for what, counts in COUNTED.items():
            names = [what, *(f"{table}/{of(called)}/{what}" for table, of in TABLES.items())]
            for name in names if counts(called) else ():
                cases.setdefault(name, []).append(called.case)
    return cases
