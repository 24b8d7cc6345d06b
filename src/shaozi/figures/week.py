"""The week as plain values: what came, what went, who was called and came.

A week runs from Monday 00:00 up to the next Monday. It counts by when things happened, of
what was recorded by the moment ``known``; what of it was recorded after the week had ended
is a line of its own (补录). For every slice
opening + new + reopened + moved in − ended − moved out = closing.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from shaozi.books import Move
from shaozi.calls import attendance
from shaozi.case import Call
from shaozi.desk import Desk
from shaozi.errors.typed import BadWeek
from shaozi.terms import Attendance
from shaozi.worktime import day_bounds, local_day


class Period(NamedTuple):
    """From ``start`` up to but not including ``end``; ``name`` as people say it."""

    name: str
    first: date
    last: date
    start: int
    end: int


class Flow(NamedTuple):
    """One slice of the books over the period; what leaves is counted as positive."""

    slice: str
    opening: int
    new: int
    reopened: int
    moved_in: int
    ended: int
    moved_out: int

    @property
    def closing(self) -> int:
        """What is left on the desk at the end."""
        came = self.opening + self.new + self.reopened + self.moved_in
        return came - self.ended - self.moved_out


class Called(NamedTuple):
    """A call of the period with the whistle it belongs to."""

    call: Call
    kind: str
    case: str
    came: Attendance


class UnitRow(NamedTuple):
    """How one unit answered the calls of the period; minutes are from call to arrival."""

    unit: str
    called: int
    on_time: int
    late: int
    no_show: int
    waiting: int
    median_minutes: float | None
    answered: int
    mean_score: float | None


class Week(NamedTuple):
    """A week's figures. ``cases`` names the cases behind each figure."""

    period: Period
    known: int
    community: str | None
    total: Flow
    by_channel: list[Flow]
    by_community: list[Flow]
    by_duty: list[Flow]
    ended_how: dict[str, int]
    whistles: dict[str, int]
    units: list[UnitRow]
    late_entries: int
    clock_set: int
    cases: dict[str, list[str]]


#: The figures whose cases `--cases` lists, in the order of the report.
FIGURES = (
    "opening",
    "new",
    "reopened",
    "moved_in",
    "ended",
    "moved_out",
    "closing",
    "late_entries",
    "whistled",
    "on_time",
    "late",
    "no_show",
    "waiting",
    "answered",
    "called_back",
    "solved",
    "satisfied",
    "unreached",
    "overdue",
    "due_next_week",
    "uncontacted",
    "paused",
)

_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})")


def week_of(desk: Desk, typed: str | None) -> Period:
    """The ISO week typed (2018-W20), or the one that is running; raises `BadWeek`."""
    monday = _monday(desk) if typed is None else _typed_monday(typed)
    year, number, _ = monday.isocalendar()
    last = monday + timedelta(days=6)
    start, end = day_bounds(monday, desk.zone)[0], day_bounds(last, desk.zone)[1]
    return Period(f"{year}-W{number:02d}", monday, last, start, end)


def _monday(desk: Desk) -> date:
    today = local_day(desk.now, desk.zone)
    return today - timedelta(days=today.weekday())


def _typed_monday(typed: str) -> date:
    found = _WEEK.fullmatch(typed.strip())
    if not found:
        raise BadWeek(typed)
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise BadWeek(typed) from None
    if not 1970 < monday.year < 2200:
        raise BadWeek(typed)
    return monday


def weekly(desk: Desk, period: Period, community: str | None = None) -> Week:
    """The figures of a week, of one community or of all."""
    scope = {
        "known": desk.now,
        "community": community,
        "start": period.start,
        "end": period.end,
    }
    moves = [Move._make(row) for row in desk.store.rows("moves_within", **scope)]
    calls = _calls(desk, scope)
    cases = {name: sorted(found) for name, found in _cases(desk, scope, moves, calls).items()}
    flows = _flows(desk, "flow", scope)
    ended = desk.store.rows("ended_how", **scope)
    whistles: dict[str, set[str]] = {}
    for called in calls:
        whistles.setdefault(called.kind, set()).add(called.call.whistle)
    row = desk.store.first("clock_set_within", start=period.start, end=period.end)
    return Week(
        period=period,
        known=desk.now,
        community=community,
        total=flows[0] if flows else Flow("", 0, 0, 0, 0, 0, 0),
        by_channel=_flows(desk, "flow_by_channel", scope),
        by_community=_flows(desk, "flow_by_community", scope),
        by_duty=_flows(desk, "flow_by_duty", scope),
        ended_how={how: count for how, count in ended if count},
        whistles={kind: len(numbers) for kind, numbers in sorted(whistles.items())},
        units=unit_rows(calls),
        late_entries=len(cases.get("late_entries", ())),
        clock_set=row[0] if row else 0,
        cases={name: cases.get(name, []) for name in FIGURES},
    )


def _flows(desk: Desk, statement: str, scope: dict[str, int | str | None]) -> list[Flow]:
    """Slices in which anything was or happened."""
    found = [
        Flow(name, opening, new, reopened, moved_in, -ended, -moved_out)
        for name, opening, new, reopened, moved_in, ended, moved_out in desk.store.rows(
            statement, **scope
        )
    ]
    return [flow for flow in found if any(flow[1:])]


def _calls(desk: Desk, scope: dict[str, int | str | None]) -> list[Called]:
    values = {name: scope[name] for name in ("start", "end", "community")}
    width = len(Call._fields)
    found = []
    for row in desk.store.rows("calls_within", **values):
        call, (kind, stood_down_at, case) = Call._make(row[:width]), row[width:]
        found.append(Called(call, kind, case, attendance(call, desk.now, stood_down_at)))
    return found


def unit_rows(calls: Iterable[Called]) -> list[UnitRow]:
    """A row for each called unit, by name; numbers only, no ranking."""
    by_unit: dict[str, list[Called]] = {}
    for called in calls:
        by_unit.setdefault(called.call.unit, []).append(called)
    return [_unit_row(unit, found) for unit, found in sorted(by_unit.items())]


def _unit_row(unit: str, calls: list[Called]) -> UnitRow:
    def count(came: Attendance) -> int:
        return sum(called.came is came for called in calls)

    minutes = [
        (found.call.arrived_at - found.call.called_at) / 60
        for found in calls
        if found.call.arrived_at is not None
    ]
    scores = [found.call.score for found in calls if found.call.score is not None]
    return UnitRow(
        unit=unit,
        called=len(calls),
        on_time=count(Attendance.ON_TIME),
        late=count(Attendance.LATE),
        no_show=count(Attendance.NO_SHOW),
        waiting=count(Attendance.WAITING),
        median_minutes=round(median(minutes), 1) if minutes else None,
        answered=sum(found.call.answered_at is not None for found in calls),
        mean_score=round(sum(scores) / len(scores), 1) if scores else None,
    )


def _cases(
    desk: Desk, scope: dict[str, int | str | None], moves: list[Move], calls: list[Called]
) -> dict[str, list[str]]:
    """The cases behind each figure, each as often as it counts; what was undone nets out."""
    found: dict[str, list[str]] = {}
    for what in ("new", "reopened", "moved_in", "ended", "moved_out"):
        net: dict[str, int] = {}
        for move in moves:
            if move.what == what:
                net[move.case] = net.get(move.case, 0) + move.delta
        found[what] = [case for case, sum_ in net.items() for _ in range(abs(sum_))]
    known = {name: scope[name] for name in ("known", "community")}
    found["opening"] = [row[0] for row in desk.store.rows("open_at", **known, end=scope["start"])]
    found["closing"] = [row[0] for row in desk.store.rows("open_at", **known, end=scope["end"])]
    end = scope["end"]
    assert isinstance(end, int)
    late = {move.entry: move.case for move in moves if move.recorded_at >= end}
    found["late_entries"] = list(late.values())
    found["whistled"] = list({called.call.whistle: called.case for called in calls}.values())
    for came in Attendance:
        found[came.value] = [called.case for called in calls if called.came is came]
    found["answered"] = [called.case for called in calls if called.call.answered_at is not None]
    _add_call_backs(desk, scope, found)
    _add_due(desk, scope, found)
    return found


def _add_call_backs(
    desk: Desk, scope: dict[str, int | str | None], found: dict[str, list[str]]
) -> None:
    values = {name: scope[name] for name in ("start", "end", "community")}
    rows = desk.store.rows("called_back_within", **values)
    found["called_back"] = [number for number, _, _ in rows]
    found["solved"] = [number for number, solved, _ in rows if solved == "yes"]
    found["satisfied"] = [number for number, _, said in rows if said == "yes"]
    found["unreached"] = [number for number, _, said in rows if said == "unreached"]


def _add_due(desk: Desk, scope: dict[str, int | str | None], found: dict[str, list[str]]) -> None:
    """What is overdue, paused or not yet contacted now, and due next week.

    Of the running week only, empty for a past one.
    """
    end, community = scope["end"], scope["community"]
    assert isinstance(end, int)
    if end <= desk.now:
        return
    late = desk.store.rows("due_between", start=0, end=desk.now, community=community)
    found["overdue"] = [row[0] for row in late]
    soon = desk.store.rows(
        "due_between", start=max(end, desk.now), end=end + 7 * 86400, community=community
    )
    found["due_next_week"] = [row[0] for row in soon]
    for name in ("uncontacted", "paused"):
        listed = desk.store.listed(f"list_{name}", moment=desk.now, community=community, limit=-1)
        found[name] = [of.case.number for of in listed]
