"""A period's report as plain values: what came, what went, how it was answered, what wants doing.

It counts by when things happened, of what is in the ledger at the moment ``known``.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from shaozi.desk.base import Desk
from shaozi.figures.attention import ATTENTION, Actor, attention
from shaozi.figures.calls import (
    TABLES,
    Called,
    CallRow,
    call_cases,
    call_row,
    call_rows,
    calls,
    whistles_by_kind,
)
from shaozi.figures.clocks import CLOCKS, ClockRow, clock_row, ran
from shaozi.figures.dispatch import Dispatch, dispatch, dispatch_cases
from shaozi.figures.flows import MOVES, Books, books, flow_cases, stock_cases
from shaozi.figures.period import Period, before, year_before
from shaozi.figures.rates import Rate, call_backs, rate_cases, rates, score
from shaozi.figures.rungs import rung_cases, rungs
from shaozi.figures.scope import Cases, Scope
from shaozi.terms import Rung
from shaozi.worktime import holiday

#: How many periods the trend shows, this one the last.
TREND = 12


class Choices(NamedTuple):
    """What the office has set for its reports.

    ``silent_days``: a case of which nothing was recorded for so long is silent. ``weights`` of
    the three rates; empty: no score.
    """

    silent_days: int
    weights: tuple[int, ...] = ()


class Past(NamedTuple):
    """What a period is compared by; a share is None where there was nothing to divide by.

    ``samples``: of how many each share is.
    """

    period: Period
    working_days: int
    figures: dict[str, float | None]
    samples: dict[str, int]


class Point(NamedTuple):
    """A period of the trend."""

    name: str
    new: int
    ended: int


class Report(NamedTuple):
    """A period's figures.

    ``last`` and ``year_ago`` are None where the ledger does not reach back so far.
    """

    period: Period
    known: int
    community: str | None
    choices: Choices
    working_days: int
    holidays: tuple[str, ...]
    books: Books
    whistles: dict[str, int]
    by_kind: list[CallRow]
    units: list[CallRow]
    rungs: dict[Rung, list[str]]
    called_back: int
    rates: list[Rate]
    score: float | None
    clocks: list[ClockRow]
    dispatch: Dispatch
    actors: list[Actor]
    attention: dict[str, int]
    figures: dict[str, float | None]
    samples: dict[str, int]
    last: Past | None
    year_ago: Past | None
    trend: list[Point]
    clock_set: int
    cases: Cases


#: Figures of the whole, by which one period is compared with another, in the report's order.
COMPARED = (
    *("new", "reopened", "ended", "closing", "whistled", "on_time_share"),
    *("responded_share", "solved_share", "satisfied_share"),
    *("contact_share", "resolve_share"),
)
#: Figures of the whole whose cases ``--cases`` lists, by what they speak of; those of the tables
#: come to them.
GROUPS = (
    ("opening", *MOVES, "closing", "late_entries"),
    ("whistled", "called", "on_time", "late", "no_show", "released", "waiting", "answered"),
    ("called_back", "responded", "solved", "satisfied", "unreached"),
    ("hand_overs", "objected", "upheld", "rejected"),
    ATTENTION,
)
FIGURES = tuple(figure for group in GROUPS for figure in group)


class Told(NamedTuple):
    """What the whistles, call-backs and clocks of a period tell, with the cases behind it."""

    calls: list[Called]
    rates: list[Rate]
    clocks: list[ClockRow]
    cases: Cases

    @property
    def figures(self) -> dict[str, float | None]:
        """What periods are compared by."""
        whole = call_row("", self.calls)
        return {
            "whistled": len(self.cases["whistled"]),
            "on_time_share": whole.on_time_share,
            **{f"{rate.name}_share": rate.share for rate in self.rates},
            **{f"{row.clock}_share": row.on_time_share for row in self.clocks},
        }

    @property
    def samples(self) -> dict[str, int]:
        """Of how many each share of the figures is."""
        return {
            "on_time_share": call_row("", self.calls).due,
            **{f"{rate.name}_share": rate.denominator for rate in self.rates},
            **{f"{row.clock}_share": row.due for row in self.clocks},
        }


def told(scope: Scope) -> Told:
    """The whistles, call-backs and clocks of a period."""
    found, called_back = calls(scope), rate_cases(call_backs(scope))
    clocks = [clock_row(clock, ran(scope, clock), scope.desk.now) for clock in CLOCKS]
    cases = call_cases(found) | called_back
    for _, more in clocks:
        cases |= more
    return Told(found, rates(called_back), [row for row, _ in clocks], cases)


def report(desk: Desk, period: Period, community: str | None, choices: Choices) -> Report:
    """The figures of a period, of one community or of all."""
    scope = Scope(desk, period, community)
    held, week, now = books(scope), told(scope), attention(scope, choices.silent_days)
    handed = dispatch(scope.rows("dispatch_within"))
    row = desk.store.first("clock_set_within", start=period.start, end=period.end)
    climbed = rungs(scope)
    cases: Cases = {name: [] for name in FIGURES} | week.cases | now.cases | rung_cases(climbed)
    cases |= dispatch_cases(handed)
    return Report(
        period=period,
        known=desk.now,
        community=community,
        choices=choices,
        working_days=working_days(desk, period),
        holidays=holidays(period),
        books=held,
        whistles=whistles_by_kind(week.calls),
        by_kind=call_rows(week.calls, TABLES["by_kind"]),
        units=call_rows(week.calls, TABLES["units"]),
        rungs=climbed,
        called_back=len(week.cases["called_back"]),
        rates=week.rates,
        score=score(week.rates, choices.weights),
        clocks=week.clocks,
        dispatch=handed,
        actors=now.actors,
        attention={name: len(now.cases[name]) for name in ATTENTION},
        figures=held.total.figures | week.figures,
        samples=week.samples,
        last=_last(scope, held),
        year_ago=_year_ago(scope),
        trend=_trend(scope),
        clock_set=row[0] if row else 0,
        cases=cases,
    )


def _last(scope: Scope, held: Books) -> Past | None:
    """The period before; what it left is what this one opened with."""
    return _past(scope, before(scope.period, scope.desk.zone), {"closing": held.total.opening})


def _year_ago(scope: Scope) -> Past | None:
    period = year_before(scope.period, scope.desk.zone)
    return _past(scope, period, {}) if period else None


def _past(scope: Scope, period: Period, known: dict[str, float | None]) -> Past | None:
    first = scope.desk.store.rows("first_moment")[0][0]
    if first is None or period.end <= first:
        return None
    then = scope._replace(period=period)
    came = {what: _sum(then, what) for what in ("new", "reopened", "ended")}
    found = told(then)
    figures = came | known | found.figures
    return Past(period, working_days(scope.desk, period), figures, found.samples)


def _sum(scope: Scope, what: str) -> int:
    total: int = scope.rows("sum_of", what=what)[0][0]
    return abs(total)


def _trend(scope: Scope) -> list[Point]:
    """The last `TREND` periods, this one the last; those before the ledger are left out."""
    first = scope.desk.store.rows("first_moment")[0][0]
    points: list[Point] = []
    period = scope.period
    while len(points) < TREND and first is not None and period.end > first:
        then = scope._replace(period=period)
        points.append(Point(period.name, _sum(then, "new"), _sum(then, "ended")))
        period = before(period, scope.desk.zone)
    return points[::-1]


def _days(period: Period) -> Iterator[date]:
    day = period.first
    while day <= period.last:
        yield day
        day += timedelta(days=1)


def working_days(desk: Desk, period: Period) -> int:
    """How many days of the period are worked, by the office's calendar."""
    return sum(map(desk.calendar.is_working, _days(period)))


def holidays(period: Period) -> tuple[str, ...]:
    """The public holidays the period touches, in the reader's language."""
    return tuple(dict.fromkeys(name for name in map(holiday, _days(period)) if name))


def behind(desk: Desk, found: Report) -> Cases:
    """The cases behind every figure, those of the balance too."""
    scope = Scope(desk, found.period, found.community)
    return found.cases | flow_cases(scope) | stock_cases(scope)
