"""Every figure of a report, recomputed in plain Python over made-up months: equal."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

import recount
from months import COMMUNITIES, DAY, Months
from recount import Event, Told
from shaozi.desk.base import Desk
from shaozi.duties import DutyBook
from shaozi.figures.calls import COUNTED
from shaozi.figures.flows import FLOW
from shaozi.figures.period import Period, days_of, month_of, week_of
from shaozi.figures.report import FIGURES, Choices, Report, behind, report
from shaozi.store import Store
from shaozi.store.opening import scratch
from shaozi.worktime import BEIJING, day_bounds

SILENT = 10
#: Tuesday, 24 April 2018.
START = day_bounds(date(2018, 4, 24), BEIJING)[0]


class Lived(NamedTuple):
    """Made-up months: the desk at their end, and what the histories tell."""

    desk: Desk
    cases: list[Told]
    events: list[Event]


def lived(book: DutyBook, seed: int, days: int = 40, acts: int = 40) -> Lived:
    store = Store(scratch(), Path(":memory:"))
    months = Months(store, book, START, seed)
    months.live(days, acts)
    told = [recount.tell(store.history(number)) for number in months.numbers]
    return Lived(months.desk(), [case for case, _ in told], [e for _, es in told for e in es])


@pytest.fixture(scope="module", params=[1, 2, 3, 4, 5, 6])
def months(request: pytest.FixtureRequest, book: DutyBook) -> Iterator[Lived]:
    found = lived(book, request.param)
    yield found
    found.desk.store.connection.close()


def periods(desk: Desk) -> list[Period]:
    """Every week of the months, the months, and some days."""
    weeks = [week_of(f"2018-W{number}", desk.now, BEIJING) for number in range(16, 25)]
    whole = [month_of(month, desk.now, BEIJING) for month in ("2018-04", "2018-05", "2018-06")]
    return [*weeks, *whole, days_of("2018-05-03", "2018-05-17", BEIJING)]


def made(months: Lived, period: Period, community: str | None = None) -> Report:
    return report(months.desk, period, community, Choices(SILENT))


def test_the_months_are_full_of_everything(months: Lived) -> None:
    acts = {row[0] for row in months.desk.store.connection.execute("SELECT act FROM entries")}
    wanted = "settled assigned amended whistled arrived answered rated stood_down resolved"
    wanted += " called_back closed reopened referred advised merged withdrawn undone paused"
    assert set((wanted + " extended contacted").split()) <= acts
    assert any(recorded > when + DAY for *_, when, recorded, _ in months.events)


@pytest.mark.parametrize("community", [None, COMMUNITIES[0]])
def test_the_balance_of_every_slice_is_what_the_histories_add_up_to(
    months: Lived, community: str | None
) -> None:
    for period in periods(months.desk):
        books = made(months, period, community).books
        expected = recount.balance(months.events, period, community)
        rows = {("total", ""): books.total} if any(books.total[1:]) else {}
        rows |= {
            (table, flow.slice): flow for table, flows in books.slices.items() for flow in flows
        }
        found = {name: tuple(flow.figures[what] for what in FLOW) for name, flow in rows.items()}
        assert found == expected["rows"], period.name
        assert books.ended_how == expected["ended_how"]
        assert books.late_entries == expected["late_entries"]


def test_the_calls_of_units_and_kinds_are_those_of_the_histories(months: Lived) -> None:
    for period in periods(months.desk):
        found = made(months, period)
        rows = {("units", row.name): row for row in found.units}
        rows |= {("by_kind", row.name): row for row in found.by_kind}
        plain = {name: row._asdict() for name, row in rows.items()}
        for row in plain.values():
            del row["name"]
        assert plain == recount.calls(months.cases, period, months.desk.now), period.name


def test_the_three_rates_are_those_of_the_histories(months: Lived) -> None:
    for period in periods(months.desk):
        found = made(months, period)
        expected = recount.rates(months.cases, period)
        for rate in found.rates:
            numerator, denominator, left_out = expected[rate.name]
            assert (rate.numerator, rate.denominator) == (numerator, denominator), period.name
            assert rate.excluded == {why: left_out[why] for why in rate.excluded}
            assert rate.denominator + sum(rate.excluded.values()) == found.called_back


def test_the_clocks_are_those_of_the_histories(months: Lived) -> None:
    for period in periods(months.desk):
        for row in made(months, period).clocks:
            expected = recount.clock(months.cases, row.clock, period, months.desk.now)
            counts = {"on_time": row.on_time, "late": row.late, "unmet": row.unmet} | row.excluded
            assert counts == {name: expected.get(name, 0) for name in counts}, period.name
            assert row.due == row.on_time + row.late + row.unmet
            assert (row.median_minutes, row.p90_minutes) == (expected["median"], expected["p90"])


def test_what_wants_doing_is_what_the_histories_leave_undone(months: Lived) -> None:
    for period in periods(months.desk):
        found = made(months, period)
        expected = recount.attention(months.cases, period, months.desk.now, SILENT)
        listed = {name: set(cases) for name, cases in found.cases.items() if cases}
        names = {"overdue", "due_next_week", "silent"}
        names |= {name for name in listed if name.startswith("to_act/")}
        assert {name: listed[name] for name in names if name in listed} == expected, period.name


def test_the_cases_behind_every_figure_add_up_to_it(months: Lived) -> None:
    for period in periods(months.desk):
        found = made(months, period)
        cases = behind(months.desk, found)

        def count(name: str, cases: dict[str, list[str]] = cases) -> int:
            return sum(-1 if number.startswith("-") else 1 for number in cases.get(name, ()))

        for what in FLOW:
            assert count(what) == found.books.total.figures[what], (period.name, what)
            for table, flows in found.books.slices.items():
                for flow in flows:
                    assert count(f"{table}/{flow.slice}/{what}") == flow.figures[what]
        for how, number in found.books.ended_how.items():
            assert count(f"ended_how/{how}/ended") == number
        for table, rows in (("units", found.units), ("by_kind", found.by_kind)):
            for row in rows:
                for name in COUNTED:
                    assert count(f"{table}/{row.name}/{name}") == getattr(row, name)
        for rate in found.rates:
            assert count(f"rates/{rate.name}/denominator") == rate.denominator
            assert count(rate.name) == rate.numerator
        assert count("late_entries") == found.books.late_entries
        assert set(FIGURES) <= set(cases)


def test_what_this_week_is_compared_with_is_what_that_week_said_of_itself(months: Lived) -> None:
    now = made(months, week_of("2018-W20", months.desk.now, BEIJING))
    then = made(months, week_of("2018-W19", months.desk.now, BEIJING))
    assert now.last is not None
    assert now.last.figures == {name: then.figures[name] for name in now.last.figures}
    assert [(point.name, point.new) for point in now.trend][-2:] == [
        ("2018-W19", then.books.total.new),
        ("2018-W20", now.books.total.new),
    ]
