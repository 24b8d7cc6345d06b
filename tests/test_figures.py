"""Every figure of a report, recomputed in plain Python over made-up months: equal."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

import recount
from months import COMMUNITIES, DAY, Months
from recount import Event, Told
from shaozi.desk.base import Desk
from shaozi.dutybook import DutyBook
from shaozi.figures.attention import ATTENTION
from shaozi.figures.calls import COUNTED
from shaozi.figures.flows import FLOW
from shaozi.figures.period import Period, days_of, month_of, week_of
from shaozi.figures.report import FIGURES, Choices, Report, behind, report
from shaozi.render.reporttables import sections
from shaozi.render.section import Kind
from shaozi.store import Store
from shaozi.store.opening import scratch
from shaozi.worktime import BEIJING, day_bounds

SILENT = 10
RATES = ("responded", "solved", "satisfied")
SENT = ("objected", "upheld", "rejected")
SHARES = ("on_time", *RATES, "contact", "resolve")
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


def of(months: Lived, community: str | None) -> list[Told]:
    """The cases of a community, or all."""
    return [one for one in months.cases if community in (None, one.where["community"])]


def in_order(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: sorted(cases) for name, cases in found.items()}


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


@pytest.mark.parametrize("community", [None, COMMUNITIES[0]])
def test_the_rungs_and_what_was_sent_on_are_those_of_the_histories(
    months: Lived, community: str | None
) -> None:
    cases = of(months, community)
    for period in periods(months.desk):
        found = made(months, period, community)
        climbed = {rung.value: of for rung, of in found.rungs.items()}
        expected = recount.rungs(cases, period)
        assert {rung: sorted(of) for rung, of in climbed.items() if of} == in_order(expected)
        for rung, of_rung in climbed.items():
            assert found.cases[f"rungs/{rung}/notices"] == of_rung
        sent = recount.sending(cases, period)
        names = {"hand_overs", "objected", "upheld", "rejected"}
        names |= {name for name in found.cases if name.startswith("hand_overs/")}
        listed = {name: sorted(found.cases[name]) for name in names if found.cases[name]}
        assert listed == in_order(sent), period.name
        pairs = Counter((one.giver, one.taker) for one in found.dispatch.hand_overs)
        between = {f"hand_overs/{giver} {taker}/count": n for (giver, taker), n in pairs.items()}
        assert between == {name: len(of) for name, of in sent.items() if "/" in name}


@pytest.mark.parametrize("community", [None, COMMUNITIES[0]])
def test_the_calls_of_units_and_kinds_are_those_of_the_histories(
    months: Lived, community: str | None
) -> None:
    cases = of(months, community)
    for period in periods(months.desk):
        found = made(months, period, community)
        rows = {("units", row.name): row for row in found.units}
        rows |= {("by_kind", row.name): row for row in found.by_kind}
        plain = {name: row._asdict() for name, row in rows.items()}
        for row in plain.values():
            del row["name"]
        assert plain == recount.calls(cases, period, months.desk.now), period.name
        blown = recount.whistles(cases, period)
        assert found.whistles == {kind: len(cases) for kind, cases in sorted(blown.items())}
        assert found.cases["whistled"] == sorted(chain.from_iterable(blown.values()))
        for unit in rows.values():
            due = unit.on_time + unit.late + unit.no_show
            assert unit.on_time_share == (unit.on_time / due if due else None)


@pytest.mark.parametrize("community", [None, COMMUNITIES[0]])
def test_the_three_rates_are_those_of_the_histories(months: Lived, community: str | None) -> None:
    cases = of(months, community)
    for period in periods(months.desk):
        found = made(months, period, community)
        expected = recount.rates(cases, period)
        for rate in found.rates:
            numerator, denominator, left_out = expected[rate.name]
            assert (rate.numerator, rate.denominator) == (numerator, denominator), period.name
            assert rate.excluded == {why: left_out[why] for why in rate.excluded}
            assert rate.denominator + sum(rate.excluded.values()) == found.called_back
        assert len(found.cases["unreached"]) == expected["solved"][2]["unreached"]


@pytest.mark.parametrize("community", [None, COMMUNITIES[0]])
def test_the_clocks_are_those_of_the_histories(months: Lived, community: str | None) -> None:
    cases = of(months, community)
    for period in periods(months.desk):
        for row in made(months, period, community).clocks:
            expected = recount.clock(cases, row.clock, period, months.desk.now)
            counts = {"on_time": row.on_time, "late": row.late, "unmet": row.unmet} | row.excluded
            assert counts == {name: expected.get(name, 0) for name in counts}, period.name
            assert row.due == row.on_time + row.late + row.unmet
            assert (row.median_minutes, row.p90_minutes) == (expected["median"], expected["p90"])


@pytest.mark.parametrize("community", [None, COMMUNITIES[0]])
def test_what_wants_doing_is_what_the_histories_leave_undone(
    months: Lived, community: str | None
) -> None:
    cases = of(months, community)
    for period in periods(months.desk):
        found = made(months, period, community)
        expected = recount.attention(cases, period, months.desk.now, SILENT)
        listed = {name: set(behind) for name, behind in found.cases.items() if behind}
        names = set(ATTENTION)
        names |= {name for name in listed if name.startswith("to_act/")}
        assert {name: listed[name] for name in names if name in listed} == expected, period.name
        assert found.attention == {name: len(expected.get(name, ())) for name in ATTENTION}
        first = recount.oldest(cases, period, months.desk.now, SILENT)
        for one in found.actors:
            assert one.oldest == first.get(one.who)
            for name in ("overdue", "due_next_week", "silent"):
                assert getattr(one, name) == len(expected.get(f"to_act/{one.who}/{name}", ()))


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
            for reason, number in rate.excluded.items():
                assert count(f"rates/{rate.name}/{reason}") == number
        for clock in found.clocks:
            kept = {name: getattr(clock, name) for name in ("due", "on_time", "late", "unmet")}
            for name, number in (kept | clock.excluded).items():
                assert count(f"clocks/{clock.clock}/{name}") == number
        between = {name for name in cases if name.startswith("hand_overs/")}
        assert sum(map(count, between)) == count("hand_overs") == len(found.dispatch.hand_overs)
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


@pytest.mark.parametrize("community", [None, COMMUNITIES[0]])
def test_the_comparison_the_trend_and_the_score_are_those_of_the_histories(
    months: Lived, community: str | None
) -> None:
    for number in range(18, 23):
        week = week_of(f"2018-W{number}", months.desk.now, BEIJING)
        found = report(months.desk, week, community, Choices(SILENT, (1, 2, 1)))
        assert found.last is not None
        then = week_of(f"2018-W{number - 1}", months.desk.now, BEIJING)
        expected = compared(months, week, community)
        assert {name: found.figures[name] for name in expected} == expected
        assert found.last.figures == compared(months, then, community)
        for point in found.trend:
            rows = recount.balance(
                months.events, week_of(point.name, months.desk.now, BEIJING), community
            )["rows"]
            total = dict(zip(FLOW, rows.get(("total", ""), (0,) * 7), strict=True))
            assert (point.new, point.ended) == (total["new"], total["ended"])
        rates = recount.rates(of(months, community), week)
        parts = [(n / d if d else None) for n, d, _ in rates.values()]
        known = [part for part in parts if part is not None]
        score = 25 * sum(w * p for w, p in zip((1, 2, 1), known, strict=False))
        assert found.score == (pytest.approx(score) if len(known) == 3 else None)


def compared(months: Lived, period: Period, community: str | None) -> dict[str, float | None]:
    """What periods are compared by, from the histories."""
    cases, now = of(months, community), months.desk.now
    rows = recount.balance(months.events, period, community)["rows"]
    total = dict(zip(FLOW, rows.get(("total", ""), (0,) * 7), strict=True))
    called = [
        row for (table, _), row in recount.calls(cases, period, now).items() if table == "units"
    ]
    parts = {"on_time": [sum(row["on_time"] for row in called), 0]}
    parts["on_time"][1] = sum(
        row[name] for row in called for name in ("on_time", "late", "no_show")
    )
    for name, (numerator, denominator, _) in recount.rates(cases, period).items():
        parts[name] = [numerator, denominator]
    for clock in ("contact", "resolve"):
        row = recount.clock(cases, clock, period, now)
        kept = [row.get(name, 0) for name in ("on_time", "late", "unmet")]
        parts[clock] = [kept[0], sum(kept)]
    shares = {f"{name}_share": a / b if b else None for name, (a, b) in parts.items()}
    whistled = sum(map(len, recount.whistles(cases, period).values()))
    flows = {name: total[name] for name in ("new", "reopened", "ended", "closing")}
    return {**flows, "whistled": whistled, **shares}


#: The figures of every table of a report, by the recount above that must agree with them.
CALL_COLUMNS = (*COUNTED, "on_time_share", "median_minutes", "mean_score")
CLOCK_COLUMNS = (
    "due",
    "on_time",
    "late",
    "unmet",
    "on_time_share",
    "median_minutes",
    "p90_minutes",
)
RECOUNTED: dict[str, set[str]] = {
    **{table: set(FLOW) for table in ("total", *recount.TABLES)},
    "compared": {"now", "last", "last_change"},
    "to_act": {"overdue", "due_next_week", "silent"},
    "attention": {"count"},
    "trend": {"new", "ended"},
    "ended_how": {"ended"},
    "hand_overs": {"count"},
    "rates": {"share", "numerator", "denominator", "superseded", "off_books", "unreached"},
    "clocks": {*CLOCK_COLUMNS, "off_books", "nobody", "at_once", "running"},
    "by_kind": set(CALL_COLUMNS),
    "units": set(CALL_COLUMNS),
    "rungs": {"notices"},
}
#: The rows of the tables of single figures, that the recounts above name.
ROWS = {
    "compared": {*FLOW, "whistled"} | {f"{name}_share" for name in SHARES},
    "attention": {*("called_back", "unreached", "late_entries"), *SENT, *ATTENTION},
}


def test_no_figure_of_the_report_is_left_out_of_the_recount(months: Lived, book: DutyBook) -> None:
    shown: dict[str, set[str]] = {}
    for period in periods(months.desk):
        for section in sections(made(months, period), book):
            figures = {field.name for field in section.fields if field.kind is not Kind.TEXT}
            shown.setdefault(section.name, set()).update(figures)
            if section.name in ROWS:
                assert {row.name for row in section.rows} <= ROWS[section.name]
    assert shown == RECOUNTED
    named = {name for name in FIGURES if name not in {*FLOW, *COUNTED, *ATTENTION}}
    assert named == {"late_entries", "whistled", "called_back", *RATES, "unreached", *SENT} | {
        "hand_overs"
    }
    asked = {"period", "known", "community", "choices", "cases"}
    asked |= {"samples"}  # the denominators of ``rates`` and ``clocks``, and of all calls
    asked |= {"year_ago"}  # told as ``last`` is; these months are too short for one
    calendar = {"working_days", "holidays", "clock_set"}  # of the calendar and the clock, no figure
    tables = {"books", "whistles", "by_kind", "units", "rungs", "called_back", "rates", "score"}
    tables |= {"clocks", "dispatch", "actors", "attention", "figures", "last", "trend"}
    assert set(Report._fields) == asked | calendar | tables
