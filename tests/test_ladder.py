"""The ladder: what follows, and when, where a unit stays away or a case runs late."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from shaozi import ladderfile
from shaozi.case import Call, Case, Entry, Whistle
from shaozi.desk import cases as acts
from shaozi.desk import ladder as climbing
from shaozi.desk import whistles as whistling
from shaozi.desk.base import Desk
from shaozi.desk.cases import Issue
from shaozi.duties import DutyBook
from shaozi.dutyfile import data_file, load
from shaozi.errors import Conflict, NotFound
from shaozi.errors.ledger import NoSuchFile
from shaozi.errors.lists import BadLadder
from shaozi.ladder import Hours, Ladder, due, lateness
from shaozi.lifecycle import fold
from shaozi.store import Store
from shaozi.store.opening import scratch
from shaozi.terms import Act, Kind, Rung, Satisfied, State, Trouble, YesNo
from shaozi.worktime import BEIJING, Calendar

SHIPPED = data_file("escalation.yaml")
LADDER = ladderfile.load(SHIPPED)
HOURS = Hours(Calendar(), time(9), BEIJING)
NUMBER = "SZ-18-00001"


def at(moment: str) -> int:
    """A moment of 2018 in Beijing: ``at("05-18 15:00")``."""
    return int(datetime.fromisoformat(f"2018-{moment}").replace(tzinfo=BEIJING).timestamp())


def case(*calls: Call, due: str = "12-31 18:00", tier: str = "general", kind: str = "QS") -> Case:
    """A case logged on Friday 18 May 2018, with a whistle if units are called."""
    state = State.WHISTLED if calls else State.HANDLING
    values: dict[str, Any] = dict.fromkeys(Case._fields)
    values |= {"number": NUMBER, "state": state, "open": True, "tier": tier, "due": at(due)}
    values |= {"lead": "chengshi_guanli", "whistles": ()}
    found = Case(**values)
    if not calls:
        return found
    whistle = Whistle(f"{NUMBER}-S1", NUMBER, kind, None, at("05-18 15:00"), 0, None, calls)
    return found._replace(whistles=(whistle,))


def call(unit: str, due: str, arrived: str = "", answered: str = "") -> Call:
    """A unit called on Friday 18 May 2018 at 15:00."""
    return Call(
        f"{NUMBER}-S1",
        unit,
        "lead",
        "",
        at("05-18 15:00"),
        at(due),
        at(arrived) if arrived else None,
        None,
        at(answered) if answered else None,
    )


def climbs(
    found: Case, book: DutyBook, *moments: str, ladder: Ladder = LADDER
) -> list[tuple[str, str, str]]:
    """(moment, trouble, rung) of what fires when the ladder is run at those moments."""
    past: list[Entry] = []
    fired = []
    for moment in moments:
        for next_ in due(found, past, at(moment), ladder, book, HOURS):
            trouble, whistle, unit = next_.late.key
            body = {"rung": next_.step.rung, "trouble": trouble, "whistle": whistle, "unit": unit}
            past.append(Entry("e", "SZ", 1, NUMBER, Act.ESCALATED, at(moment), 0, "", body, False))
            fired.append((moment, str(trouble), str(next_.step.rung)))
    return fired


# --- each rung, with its dates ------------------------------------------------------------------


def test_a_unit_that_never_comes_is_reminded_ordered_met_and_reported(book: DutyBook) -> None:
    """Due on Monday 21 May 2018 at 10:00; each rung in its time, and one second before it."""
    found = case(call("qu_chengguanwei", "05-21 10:00"))
    fired = climbs(
        found,
        book,
        "05-21 10:00:00",  # just in time
        "05-21 11:00:00",  # an hour is not yet over
        "05-21 11:00:01",
        "05-21 17:59:00",
        "05-22 10:00:00",  # the unit has until closing time of the next working day
        "05-22 18:00:00",
        "05-23 09:00:00",
        "05-25 17:59:59",
        "05-26 12:00:00",  # a Saturday
        "05-28 09:00:00",
        "05-31 12:00:00",
        "06-01 09:00:00",
        "06-30 12:00:00",
        "07-02 12:00:00",  # after the last rung there is none
    )
    assert fired == [
        ("05-21 11:00:01", "not_arrived", "remind"),
        ("05-23 09:00:00", "not_arrived", "supervise"),
        ("05-28 09:00:00", "not_arrived", "convene"),
        ("06-01 09:00:00", "not_arrived", "report"),
    ]


def test_a_unit_that_comes_and_says_nothing_has_a_ladder_of_its_own(book: DutyBook) -> None:
    """It came on Monday 21 May; three working days end on Thursday 24 May at 18:00."""
    found = case(call("qu_chengguanwei", "05-21 10:00", arrived="05-21 15:00"))
    fired = climbs(found, book, "05-24 17:59", "05-25 09:01", "05-28 12:00", "05-29 09:00")
    assert fired == [
        ("05-25 09:01", "not_answered", "remind"),
        ("05-29 09:00", "not_answered", "supervise"),
    ]


@pytest.mark.parametrize(
    "answered",
    [
        call("qu_chengguanwei", "05-21 10:00", arrived="05-21 15:00", answered="06-20 10:00"),
        call("qu_chengguanwei", "05-21 10:00", answered="06-20 10:00"),  # without having come
    ],
)
def test_one_that_answered_however_late_is_not_pursued(answered: Call, book: DutyBook) -> None:
    assert climbs(case(answered), book, "06-21 10:00") == []


def test_a_case_past_its_limit(book: DutyBook) -> None:
    """Its last moment is Friday 25 May 2018, 23:59:59, as a natural-day limit ends."""
    found = case(due="05-25 23:59:59")
    fired = climbs(
        found,
        book,
        "05-25 17:00",
        "05-26 10:00",  # Saturday
        "05-28 09:00",
        "05-29 17:59",
        "05-30 09:00",
        "06-01 17:59",
        "06-04 09:00",
        "06-08 09:00",
    )
    assert fired == [
        ("05-28 09:00", "overdue", "remind"),
        ("05-30 09:00", "overdue", "supervise"),
        ("06-04 09:00", "overdue", "convene"),
        ("06-08 09:00", "overdue", "report"),
    ]


def test_an_emergency_is_pursued_at_night(book: DutyBook) -> None:
    """Friday 18 May 2018, 23:30; the same whistle of another kind waits for Monday."""
    called = call("qu_chengguanwei", "05-18 23:30")
    moments = ("05-18 23:35:01", "05-18 23:50:02", "05-19 00:20:03", "05-19 01:20:04")
    rungs = [rung for _, _, rung in climbs(case(called, kind="YJ"), book, *moments)]
    assert rungs == ["remind", "supervise", "convene", "report"]
    assert climbs(case(called), book, *moments, "05-21 08:59", "05-21 09:00") == [
        ("05-21 09:00", "not_arrived", "remind")
    ]


def test_a_case_of_danger_past_its_limit_is_pursued_at_night(book: DutyBook) -> None:
    found = case(due="05-18 23:30", tier="emergency")
    assert climbs(found, book, "05-18 23:46") == [("05-18 23:46", "overdue", "remind")]


def test_holidays_and_make_up_days(book: DutyBook) -> None:
    """Labour Day 2018: off from Sunday 29 April to Tuesday 1 May, worked on Saturday the 28th."""
    found = case(call("qu_chengguanwei", "04-27 16:00"))
    fired = climbs(
        found, book, "04-27 17:30", "04-28 17:59", "04-30 12:00", "05-01 12:00", "05-02 09:00"
    )
    assert fired == [
        ("04-27 17:30", "not_arrived", "remind"),
        ("05-02 09:00", "not_arrived", "supervise"),
    ]


def test_a_run_missed_for_a_month_skips_no_rung(book: DutyBook) -> None:
    found = case(call("qu_chengguanwei", "05-21 10:00"))
    fired = climbs(found, book, "06-25 10:00", "06-25 10:01", "06-27 09:00")
    assert [rung for _, _, rung in fired] == ["remind", "supervise"]


def test_a_clock_set_back_repeats_no_rung(book: DutyBook) -> None:
    found = case(call("qu_chengguanwei", "05-21 10:00"))
    fired = climbs(found, book, "05-22 10:00", "05-21 12:00", "05-21 12:00", "05-24 09:00")
    assert [rung for _, _, rung in fired] == ["remind", "supervise"]


@pytest.mark.parametrize(
    ("unit", "rungs"),
    [
        ("qu_chengguanwei", 4),  # a department of the district government
        ("gongan", 4),  # a branch of one
        ("dianli", 4),  # a utility
        ("chengshi_guanli", 3),  # the street's own department ends at the meeting
        ("zhifadui", 3),
        ("no_longer_listed", 3),
    ],
)
def test_only_units_outside_the_street_are_reported_to_the_district(
    unit: str, rungs: int, book: DutyBook
) -> None:
    found = case(call(unit, "05-21 10:00"))
    moments = ("05-22 10:00", "05-25 10:00", "06-01 10:00", "06-15 10:00", "07-02 10:00")
    assert len(climbs(found, book, *moments)) == rungs


@pytest.mark.parametrize(
    "state", sorted(set(State) - {State.LOGGED, State.HANDLING, State.WHISTLED})
)
def test_a_case_nobody_is_handling_is_not_pursued(state: State, book: DutyBook) -> None:
    found = case(call("qu_chengguanwei", "05-21 10:00"), due="05-21 10:00")
    assert climbs(found._replace(state=state), book, "06-21 10:00") == []


def test_a_whistle_stood_down_is_not_pursued(book: DutyBook) -> None:
    found = case(call("qu_chengguanwei", "05-21 10:00"))
    over = found.whistles[0]._replace(stood_down_at=at("05-21 12:00"))
    assert climbs(found._replace(whistles=(over,)), book, "06-21 10:00") == []


@pytest.mark.parametrize(
    ("unit", "articles"),
    [
        ("qu_chengguanwei", ["第44条第1款", "第17条第3项"]),
        ("dianli", ["第17条第3项"]),  # a utility is no department of the government
    ],
)
def test_a_report_cites_article_44_for_departments_only(
    unit: str, articles: list[str], book: DutyBook
) -> None:
    found = case(call(unit, "05-21 10:00"))
    body = {"trouble": "not_arrived", "whistle": f"{NUMBER}-S1", "unit": unit}
    past = [
        Entry("e", "SZ", 1, NUMBER, Act.ESCALATED, 0, 0, "", body | {"rung": rung}, False)
        for rung in ("remind", "supervise", "convene")
    ]
    (next_,) = due(found, past, at("06-15 10:00"), LADDER, book, HOURS)
    assert [cited.article for cited in next_.basis] == articles
    assert next_.to == ("district",)


def test_a_meeting_calls_everybody_of_the_whistle_and_the_lead(book: DutyBook) -> None:
    found = case(call("gongan", "05-21 10:00"), call("dianli", "05-21 10:00", "05-21 09:00"))
    body = {"trouble": "not_arrived", "whistle": f"{NUMBER}-S1", "unit": "gongan"}
    past = [
        Entry("e", "SZ", 1, NUMBER, Act.ESCALATED, 0, 0, "", body | {"rung": rung}, False)
        for rung in ("remind", "supervise")
    ]
    next_ = due(found, past, at("05-24 10:00"), LADDER, book, HOURS)[0]
    assert next_.to == ("gongan", "dianli", "chengshi_guanli")


def test_a_late_case_that_nobody_leads_goes_to_the_officer(book: DutyBook) -> None:
    found = case(due="05-21 10:00")._replace(lead=None, state=State.LOGGED)
    (next_,) = due(found, [], at("05-22 10:00"), LADDER, book, HOURS)
    assert next_.to == ("officer",)


# --- the file -----------------------------------------------------------------------------------


def test_every_citation_names_law_article_and_the_date_it_was_looked_up() -> None:
    cited = [cited for step in LADDER.steps for cited in step.basis]
    assert cited
    for found in cited:
        assert found.law.startswith("《北京市")
        assert found.article.startswith("第")
        assert date.fromisoformat(found.checked) >= date(2026, 11, 23)


@pytest.mark.parametrize("step", LADDER.steps, ids=lambda step: step.rung.value)
@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("unit", ["gongan", "dianli"])
def test_every_rung_has_an_article_for_whatever_is_late(
    step: Any, trouble: Trouble, unit: str, book: DutyBook
) -> None:
    kind = book.units[unit].kind
    holding = [
        cited
        for cited in step.basis
        if (not cited.about or trouble in cited.about)
        and (trouble is Trouble.OVERDUE or not cited.units or kind in cited.units)
    ]
    assert holding


def test_what_no_source_fixes_says_that_it_is_a_default_of_ours() -> None:
    written = yaml.safe_load(SHIPPED.read_text("utf-8"))
    assert written["answer_within"]["basis"].startswith("缺省值，待本街道核定")
    for rung in written["rungs"].values():
        assert rung["after_basis"].startswith("缺省值，待本街道核定")


def test_the_rungs_stand_in_their_order() -> None:
    assert [step.rung for step in LADDER.steps] == list(Rung)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  convene:", "  meet:", "convene"),
        ("otherwise: 3wd}", "otherwise: soon}", "soon"),
        ("checked: 2026-11-23}", "checked: lately}", "checked"),
        ("    to: involved", "    to: somebody", "to"),
        ("    title: 督办单\n", "", "title"),
        ("version:", "version: '1'\nversion:", "version"),
        ("version: '0.1'", "version: [", "YAML"),
        ("version: '0.1'", "version: !!python/name:os.system", "!"),
    ],
)
def test_a_ladder_with_a_fault_is_refused_with_its_place(
    old: str, new: str, said: str, tmp_path: Path, home: Path
) -> None:
    path = tmp_path / "own.yaml"
    written = SHIPPED.read_text("utf-8")
    assert old in written
    path.write_text(written.replace(old, new), encoding="utf-8")
    with pytest.raises(BadLadder, match=said) as refused:
        ladderfile.load(path)
    assert "escalation" in refused.value.hint


def test_a_ladder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile):
        ladderfile.load(tmp_path / "none.yaml")


# --- any history, any moments -------------------------------------------------------------------

#: Monday 14 May 2018, 09:00.
START = at("05-14 09:00")
UNITS = ("qu_chengguanwei", "dianli", "chengshi_guanli")


class AnyHistory(RuleBasedStateMachine):
    """Acts that may follow, the ladder run at any moment between them, the clock set back."""

    @initialize(
        duty=st.sampled_from(["CG-26", "PA-14", None]),
        cache=st.just(Path(__file__).parent.parent / ".pytest_cache" / "shaozi"),
    )
    def opens(self, duty: str | None, cache: Path) -> None:
        self.store = Store(scratch(), Path(":memory:"))
        self.book = load(data_file("duty_list.yaml"), cache)
        self.now = START
        acts.log_case(self.desk, Issue("路灯不亮", duty=duty))

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.connection.close()

    @property
    def desk(self) -> Desk:
        return Desk(self.store, self.book, "SZ", "专员甲", "东花市", BEIJING, self.now)

    def tries(self, act: Callable[[], object]) -> None:
        """An act that does not fit is refused, which is not what this is about."""
        with suppress(Conflict, NotFound):
            act()

    @rule(minutes=st.one_of(st.integers(1, 120), st.integers(120, 20_000)))
    def time_goes_on(self, minutes: int) -> None:
        self.now += minutes * 60

    @rule(minutes=st.integers(1, 3000))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.now -= minutes * 60

    @rule(units=st.sets(st.sampled_from(UNITS), min_size=1), kind=st.sampled_from(Kind))
    def whistles(self, units: set[str], kind: Kind) -> None:
        self.tries(
            lambda: whistling.whistle(self.desk, "1", to=sorted(units), kind=kind, reason="难")
        )

    @rule(unit=st.sampled_from(UNITS))
    def arrives(self, unit: str) -> None:
        self.tries(lambda: whistling.arrive(self.desk, NUMBER + "-S1", unit, "李队"))

    @rule(unit=st.sampled_from(UNITS))
    def answers(self, unit: str) -> None:
        self.tries(lambda: whistling.answer(self.desk, NUMBER + "-S1", unit, "办了"))

    @rule()
    def stands_down(self) -> None:
        self.tries(lambda: whistling.stand_down(self.desk, "1"))

    @rule()
    def resolves(self) -> None:
        self.tries(lambda: acts.resolve(self.desk, "1", "好了"))

    @rule()
    def calls_back_and_closes(self) -> None:
        self.tries(lambda: acts.call_back(self.desk, "1", YesNo.YES, Satisfied.YES))
        self.tries(lambda: acts.close(self.desk, "1", None))

    @rule()
    def reopens(self) -> None:
        self.tries(lambda: acts.reopen(self.desk, "1", "又坏了"))

    @rule()
    def undoes(self) -> None:
        self.tries(lambda: acts.undo(self.desk, "1"))

    @rule()
    def escalates(self) -> None:
        for number in climbing.late_cases(self.desk):
            climbing.climb(self.desk, number, LADDER)
        again = [
            notice
            for number in climbing.late_cases(self.desk)
            for notice in climbing.climb(self.desk, number, LADDER)
        ]
        assert again == []

    @invariant()
    def each_rung_at_most_once_and_in_order(self) -> None:
        if not hasattr(self, "store"):
            return
        ladders: dict[Any, list[str]] = {}
        for entry in fold(self.store.history(NUMBER)).undoable:
            if entry.act is Act.REOPENED:
                ladders.pop(("overdue", None, None), None)
            if entry.act is Act.ESCALATED:
                body = entry.body
                key = body["trouble"], body["whistle"], body["unit"]
                ladders.setdefault(key, []).append(body["rung"])
        for rungs in ladders.values():
            assert rungs == [rung.value for rung in Rung][: len(rungs)]

    @invariant()
    def replay_gives_the_same_rows(self) -> None:
        if hasattr(self, "store"):
            assert fold(self.store.history(NUMBER)).case.state is self.store.case(NUMBER).state  # type: ignore[union-attr]


AnyHistory.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestAnyHistory = AnyHistory.TestCase


def test_nothing_paused_is_pursued_until_the_pause_has_run_out() -> None:
    late = case(due="05-18 18:00")
    assert list(lateness(late, at("05-21 10:00"), LADDER, HOURS))
    paused = late._replace(paused_at=at("05-18 09:00"), paused_until=at("05-21 18:00"))
    assert list(lateness(paused, at("05-21 10:00"), LADDER, HOURS)) == []
    assert list(lateness(paused, at("05-21 18:01"), LADDER, HOURS))
