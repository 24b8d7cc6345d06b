"""Any acts in any order at a desk of any level: what is written down always adds up."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shaozi import ladderfile
from shaozi.case import Case
from shaozi.desk import calls as calling
from shaozi.desk import cases, erasing, meetings
from shaozi.desk import clocks as timing
from shaozi.desk import ladder as climbing
from shaozi.desk import whistles as whistling
from shaozi.desk.base import Desk
from shaozi.desk.cases import Issue
from shaozi.desk.meetings import Agreed, Meeting
from shaozi.dutyfile import data_file, load
from shaozi.errors import ShaoziError
from shaozi.lifecycle import ALLOWED, fold
from shaozi.store import Store
from shaozi.store.doctor import examine, replay
from shaozi.store.opening import scratch
from shaozi.terms import Act, Kind, Rung, Satisfied, State, YesNo
from shaozi.worktime import BEIJING

CACHE = Path(__file__).parent.parent / ".pytest_cache" / "shaozi"
LADDER = ladderfile.load(data_file("escalation.yaml"), CACHE)
NUMBER = "SZ-18-00001"
#: Monday 14 May 2018, 09:00.
START = 1526259600
HOUR = 3600
UNITS = ("qu_chengguanwei", "dianli", "chengshi_guanli")
A_UNIT = st.sampled_from(UNITS)
SOME_UNITS = st.lists(A_UNIT, min_size=1, max_size=2, unique=True)
HOURS_ON = st.integers(1, 300)


class AnyWhistle(RuleBasedStateMachine):
    """Two levels, approval or none, every act on a whistle, the ladder, the clock set back."""

    @initialize(
        duty=st.sampled_from(["CG-26", "PA-14", None]),
        level=st.sampled_from(["community", "both"]),
        units=SOME_UNITS,
    )
    def opens(self, duty: str | None, level: str, units: list[str]) -> None:
        self.store = Store(scratch(), Path(":memory:"))
        self.book = load(data_file("duty_list.yaml"), CACHE)
        self.now, self.level, self.approval = START, level, False
        cases.log_case(self.desk, Issue("路灯不亮，找王小明", duty=duty, name="王小明"))
        whistling.whistle(self.desk, "1", to=units, reason="难")
        self.level = "street"

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert examine(self.store).faults == []
            self.store.connection.close()

    @property
    def desk(self) -> Desk:
        return Desk(
            *(self.store, self.book, "SZ", "专员甲", "东花市", BEIJING, self.now),
            level=self.level,
            approval=self.approval,
        )

    @property
    def case(self) -> Case:
        found = self.store.case(NUMBER)
        assert found is not None
        return found

    def tries(self, act: Callable[[], object]) -> None:
        """An act that does not fit is refused, and leaves the ledger as it was."""
        before = list(self.store.connection.iterdump())
        try:
            act()
        except ShaoziError:
            assert list(self.store.connection.iterdump()) == before

    def may(self, act: Act) -> bool:
        """Whether the act may follow where the case stands."""
        return self.case.state in ALLOWED[act]

    @property
    def called(self) -> list[str]:
        """Units of open whistles; where there are none, any."""
        still_open = [blown for blown in self.case.whistles if blown.open]
        return sorted({call.unit for blown in still_open for call in blown.calls}) or list(UNITS)

    @rule(minutes=st.one_of(st.integers(1, 120), st.integers(120, 5_000)))
    def time_goes_on(self, minutes: int) -> None:
        self.now += minutes * 60

    @rule(minutes=st.integers(1, 90))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.now -= minutes * 60

    @rule(level=st.sampled_from(["community", "street", "both"]), approval=st.booleans())
    def another_desk_goes_on(self, level: str, approval: bool) -> None:
        self.level, self.approval = level, approval

    @precondition(lambda self: self.may(Act.WHISTLED))
    @rule(units=SOME_UNITS, kind=st.sampled_from(Kind))
    def whistles(self, units: list[str], kind: Kind) -> None:
        self.tries(lambda: whistling.whistle(self.desk, "1", to=units, kind=kind, reason="难"))

    @precondition(lambda self: self.may(Act.APPROVED))
    @rule()
    def approves(self) -> None:
        self.tries(lambda: whistling.approve(self.desk, "1", "王主任"))

    @precondition(lambda self: self.may(Act.RETURNED))
    @rule()
    def returns(self) -> None:
        self.tries(lambda: whistling.send_back(self.desk, "1", "先写清"))

    @precondition(lambda self: self.may(Act.APPROVED))
    @rule(units=SOME_UNITS, approver=st.sampled_from(["王主任", None]))
    def widens(self, units: list[str], approver: str | None) -> None:
        self.tries(lambda: whistling.widen(self.desk, "1", units, approver))

    @precondition(lambda self: self.may(Act.ARRIVED))
    @rule(data=st.data(), act=st.sampled_from([calling.receive, calling.leave]))
    def signs_or_leaves(self, data: st.DataObject, act: Callable[..., object]) -> None:
        unit = data.draw(st.sampled_from(self.called))
        self.tries(lambda: act(self.desk, "1", unit))

    @precondition(lambda self: self.may(Act.ARRIVED))
    @rule(data=st.data(), ago=st.integers(0, 2))
    def arrives(self, data: st.DataObject, ago: int) -> None:
        unit, at = data.draw(st.sampled_from(self.called)), self.now - ago * HOUR
        self.tries(lambda: calling.arrive(self.desk, "1", unit, "李队", at, "队长"))

    @precondition(lambda self: self.may(Act.ANSWERED))
    @rule(data=st.data(), hours=st.none() | HOURS_ON)
    def answers(self, data: st.DataObject, hours: int | None) -> None:
        unit = data.draw(st.sampled_from(self.called))
        by_when = None if hours is None else self.now + hours * HOUR
        self.tries(lambda: calling.answer(self.desk, "1", unit, "办了", None, by_when))

    @precondition(lambda self: self.may(Act.CONVENED) and len(self.case.promises) < 3)
    @rule(unit=A_UNIT, hours=HOURS_ON)
    def meets(self, unit: str, hours: int) -> None:
        meeting = Meeting("路灯", agreed=[Agreed(unit, "换线", self.now + hours * HOUR)])
        self.tries(lambda: meetings.convene(self.desk, "1", meeting))

    @precondition(lambda self: bool(self.case.promises))
    @rule(number=st.integers(1, 3))
    def keeps(self, number: int) -> None:
        self.tries(lambda: meetings.fulfil(self.desk, f"1-Y{number}", "换好了"))

    @precondition(lambda self: bool(self.case.whistles))
    @rule(unit=A_UNIT, founded=st.sampled_from(YesNo))
    def judges(self, unit: str, founded: YesNo) -> None:
        self.tries(lambda: calling.rate(self.desk, "1", unit, 80, 90))
        self.tries(lambda: whistling.judge(self.desk, "1", founded, "实"))

    @precondition(lambda self: self.may(Act.STOOD_DOWN))
    @rule()
    def stands_down(self) -> None:
        self.tries(lambda: whistling.stand_down(self.desk, "1"))

    @precondition(lambda self: self.case.duty is None)
    @rule(duty=st.sampled_from(["CG-26", "PA-14", "CG-02"]))
    def is_assigned(self, duty: str) -> None:
        self.tries(lambda: cases.assign(self.desk, "1", duty))

    @precondition(lambda self: self.may(Act.PAUSED))
    @rule(days=st.integers(1, 5))
    def is_paused(self, days: int) -> None:
        until = self.now + days * 24 * HOUR
        self.tries(lambda: timing.pause(self.desk, "1", "等料", "王主任", until))

    @precondition(lambda self: self.may(Act.RESOLVED))
    @rule()
    def resolves(self) -> None:
        self.tries(lambda: cases.resolve(self.desk, "1", "好了"))

    @precondition(lambda self: self.may(Act.CALLED_BACK))
    @rule()
    def calls_back_and_closes(self) -> None:
        self.tries(lambda: cases.call_back(self.desk, "1", YesNo.YES, Satisfied.YES))
        self.tries(lambda: cases.close(self.desk, "1", None))

    @precondition(lambda self: not self.case.open)
    @rule(texts=st.booleans())
    def is_erased(self, texts: bool) -> None:
        erasing.erase(self.desk, self.case, reason=None, texts=texts)
        assert erasing.due(self.desk._replace(erase_days=0)) == []
        assert not [kind for kind, *_ in self.store.people(NUMBER).values() if kind == "resident"]
        assert "王小明" not in "".join(self.store.connection.iterdump())
        assert not (texts and self.store.texts(NUMBER))

    @precondition(lambda self: self.may(Act.REOPENED))
    @rule()
    def reopens(self) -> None:
        self.tries(lambda: cases.reopen(self.desk, "1", "又坏了"))

    @precondition(lambda self: len(self.store.history(NUMBER)) > 3)
    @rule()
    def undoes(self) -> None:
        self.tries(lambda: cases.undo(self.desk, "1"))

    @rule(unit=A_UNIT, at=st.integers(0, 6))
    def something_is_tried_that_may_not_fit(self, unit: str, at: int) -> None:
        here = self.desk
        anything: list[Callable[[], object]] = [
            lambda: whistling.approve(here, "1", "王主任"),
            lambda: whistling.send_back(here, "1", "先写清"),
            lambda: whistling.widen(here, "1", [unit]),
            lambda: calling.leave(here, "1", unit),
            lambda: calling.arrive(here, "1", unit, "李队"),
            lambda: meetings.fulfil(here, "1-Y9"),
            lambda: whistling.stand_down(here, "1-S1"),
        ]
        self.tries(anything[at])

    @rule()
    def escalates(self) -> None:
        state = self.case.state
        for number in climbing.late_cases(self.desk):
            climbing.climb(self.desk, number, LADDER)
        again = [
            notice
            for number in climbing.late_cases(self.desk)
            for notice in climbing.climb(self.desk, number, LADDER)
        ]
        assert again == []
        assert self.case.state is state

    @invariant()
    def replay_gives_the_same_rows(self) -> None:
        if hasattr(self, "store"):
            assert list(replay(self.store)) == []

    @invariant()
    def the_state_is_what_the_whistles_say(self) -> None:
        if not hasattr(self, "store"):
            return
        still_open = [blown for blown in self.case.whistles if blown.open]
        calling = any(not blown.waiting for blown in still_open)
        assert calling == (self.case.state is State.WHISTLED)
        assert bool(still_open and not calling) == (self.case.state is State.ASKED)
        assert sum(blown.waiting for blown in still_open) <= 1

    @invariant()
    def no_clock_runs_backwards(self) -> None:
        """A unit is called after the whistle, comes, then leaves; the whistle ends last."""
        if not hasattr(self, "store"):
            return
        for blown in self.case.whistles:
            assert blown.whistled_at <= (blown.called_at or blown.whistled_at)
            for call in blown.calls:
                assert blown.whistled_at <= call.called_at <= call.due
                came = call.arrived_at
                assert came is None or call.called_at <= came
                assert call.left_at is None or (came is not None and came <= call.left_at)
                times = [call.received_at, came, call.left_at, call.answered_at]
                last = max([at or 0 for at in times])
                assert blown.stood_down_at is None or last <= blown.stood_down_at
        for made in self.case.promises:
            assert made.made_at <= (made.kept_at or made.replaced_at or made.made_at)

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


AnyWhistle.TestCase.settings = settings(max_examples=120, stateful_step_count=40, deadline=None)
TestAnyWhistle = AnyWhistle.TestCase


def test_the_machine_reaches_what_it_is_about() -> None:
    """A walk by hand through its rules, so that they are known to do something."""
    machine = AnyWhistle()
    machine.opens("CG-26", "community", ["dianli"])
    machine.another_desk_goes_on("community", False)
    machine.approves()
    assert machine.case.whistles[0].waiting, "a community does not approve"
    machine.another_desk_goes_on("street", False)
    machine.widens(["qu_chengguanwei"], "王主任")
    calling.arrive(machine.desk, "1", "dianli", "李队")
    calling.answer(machine.desk, "1", "dianli", "等料", None, machine.now + 24 * HOUR)
    machine.meets("qu_chengguanwei", 24)
    machine.keeps(1)
    machine.time_goes_on(10_200)  # Monday 21 May, 11:00
    machine.escalates()
    machine.stands_down()
    assert [blown.open for blown in machine.case.whistles] == [False]
    machine.undoes()
    assert [blown.open for blown in machine.case.whistles] == [True]
    machine.stands_down()
    machine.resolves()
    machine.calls_back_and_closes()
    machine.is_erased(False)
    machine.undoes()
    assert machine.case.erased_at == machine.now, "it is not taken back"
    machine.reopens()
    assert not machine.case.erased_at
    acts_done = {entry.act for entry in machine.store.history(NUMBER)}
    assert {Act.APPROVED, Act.ANSWERED, Act.CONVENED, Act.KEPT, Act.ESCALATED} <= acts_done
    machine.teardown()
