"""How the clocks that ran out in a period were kept: first contact, and resolving.

A case counts once, in the period of its deadline, so that nothing is left out by being late.
"""

from collections.abc import Iterable
from math import ceil
from statistics import median
from typing import NamedTuple

from shaozi.figures.scope import Cases, Scope
from shaozi.terms import Channel, State


class Ran(NamedTuple):
    """A clock with its deadline in the period; ``met`` is None while it is not.

    ``known``: whether a name or number of the resident is.
    """

    case: str
    lead: str
    state: str
    channel: str
    known: bool
    began: int
    due: int
    met: int | None


class ClockRow(NamedTuple):
    """How a clock was kept; minutes are from its beginning until it was met."""

    clock: str
    due: int
    on_time: int
    late: int
    unmet: int
    excluded: dict[str, int]
    median_minutes: float | None
    p90_minutes: float | None

    @property
    def on_time_share(self) -> float | None:
        """Which part was met in time."""
        return self.on_time / self.due if self.due else None


CLOCKS = {"contact": "contact_clocks", "resolve": "resolve_clocks"}
OFF_BOOKS, AT_ONCE, NOBODY, RUNNING = "off_books", "at_once", "nobody", "running"
#: Why a clock is left out, the first reason that holds.
REASONS = {
    "contact": (OFF_BOOKS, NOBODY, AT_ONCE, RUNNING),
    "resolve": (OFF_BOOKS, AT_ONCE, RUNNING),
}


def ran(scope: Scope, clock: str) -> list[Ran]:
    """The clocks of that name with their deadline in the period."""
    return [Ran._make(row) for row in scope.rows(CLOCKS[clock])]


def outcome(found: Ran, clock: str, now: int) -> str:
    """What became of a clock: ``on_time``, ``late``, ``unmet``, or why it is left out."""
    holds = {
        OFF_BOOKS: found.state in (State.WITHDRAWN, State.MERGED),
        NOBODY: not found.known and found.channel != Channel.HOTLINE,
        AT_ONCE: found.met is not None and found.met <= found.began,
        RUNNING: found.met is None and now <= found.due,
    }
    for reason in REASONS[clock]:
        if holds[reason]:
            return reason
    if found.met is None:
        return "unmet"
    return "on_time" if found.met <= found.due else "late"


def clock_row(clock: str, found: Iterable[Ran], now: int) -> tuple[ClockRow, Cases]:
    """How a clock was kept, and the cases behind each count."""
    cases: Cases = {}
    minutes = []
    for one in found:
        what = outcome(one, clock, now)
        counted = what not in REASONS[clock]
        for name in (what, "due") if counted else (what,):
            cases.setdefault(f"clocks/{clock}/{name}", []).append(one.case)
        if counted and one.met is not None:
            minutes.append((one.met - one.began) / 60)

    def count(name: str) -> int:
        return len(cases.get(f"clocks/{clock}/{name}", ()))

    row = ClockRow(
        clock=clock,
        due=count("due"),
        on_time=count("on_time"),
        late=count("late"),
        unmet=count("unmet"),
        excluded={reason: count(reason) for reason in REASONS[clock]},
        median_minutes=round(median(minutes), 1) if minutes else None,
        p90_minutes=round(percentile(minutes, 90), 1) if minutes else None,
    )
    return row, cases


def percentile(values: list[float], part: int) -> float:
    """The smallest value that at least ``part`` per cent do not exceed (nearest rank)."""
    return sorted(values)[ceil(len(values) * part / 100) - 1]
