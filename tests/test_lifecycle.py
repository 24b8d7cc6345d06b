"""A case's way: which act may follow which, and what a history adds up to."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shaozi.books import Move, moves_of
from shaozi.calls import attendance, check_attendance, check_called, check_open, whistle_of
from shaozi.case import Call, Case, Entry, Whistle
from shaozi.errors import Conflict
from shaozi.errors.cases import IllegalStep, OutOfOrder
from shaozi.errors.ledger import BrokenHistory
from shaozi.errors.whistles import AlreadyArrived, NotCalled, StoodDown, Waiting
from shaozi.exits import untold
from shaozi.lifecycle import ALLOWED, apply, check, fold, next_step
from shaozi.terms import ENDED, Act, Attendance, Satisfied, State
from shaozi.worktime import BEIJING

NUMBER = "SZ-18-00001"
S1 = f"{NUMBER}-S1"


@pytest.fixture(autouse=True)
def _chinese(home: Path) -> None:
    """Sentences in Chinese."""


def at(clock: str) -> int:
    """A moment of 18 May 2018, or of the day given: ``at("15:00")``, ``at("05-19 09:00")``."""
    day, _, time = clock.rpartition(" ")
    moment = datetime.fromisoformat(f"2018-{day or '05-18'} {time}")
    return int(moment.replace(tzinfo=BEIJING).timestamp())


def text(name: str) -> dict[str, str]:
    """What an entry cites of a typed text."""
    return {"text": name, "seal": "…"}


#: What an entry that opens a case says.
OPENING: dict[str, Any] = {
    "year": 2018,
    "running": 1,
    "channel": "visit",
    "community": "东花市",
    "lane": "",
    "ref": None,
    "issue": text("issue"),
    "address": None,
    "person": None,
    "duty": "CG-26",
    "lead": "chengshi_guanli",
    "decided_by": "list",
    "tier": "general",
    "respond_due": at("05-19 15:00"),
    "due": at("05-25 23:59"),
    "due_known": True,
    "how": None,
}
CLOCK = {"respond_due": at("05-20 15:00"), "due": at("05-26 23:59"), "due_known": True}
NEW_DUTY = {
    "duty": "PA-05",
    "lead": "pingan",
    "decided_by": "officer",
    "tier": "general",
    **CLOCK,
}


def called(*units: str, number: str = S1, due: str = "17:00") -> dict[str, Any]:
    """The body of a whistle."""
    calls = [{"unit": unit, "role": "named", "basis": "", "due": at(due)} for unit in units]
    return {"whistle": number, "kind": "QS", "reason": None, "due": at(due), "calls": calls}


#: A body for each act that follows the opening.
BODIES: dict[Act, dict[str, Any]] = {
    Act.ASSIGNED: NEW_DUTY,
    Act.AMENDED: {"fields": {"lane": "北羊市口"}, "reason": None},
    Act.NOTED: {"note": text("note")},
    Act.ATTACHED: {"name": text("name"), "sha256": "…", "size": 1},
    Act.WHISTLED: called("xiaofang", "gongan"),
    Act.APPROVED: called("xiaofang", "gongan") | {"approver": text("approver")},
    Act.RETURNED: {"whistle": S1, "reason": text("reason")},
    Act.WIDENED: called("dianli"),
    Act.RECEIVED: {"whistle": S1, "unit": "xiaofang"},
    Act.LEFT: {"whistle": S1, "unit": "xiaofang"},
    Act.CONVENED: {"meeting": f"{NUMBER}-H1", "items": []},
    Act.KEPT: {"promise": f"{NUMBER}-Y1", "unit": "xiaofang"},
    Act.JUDGED: {"whistle": S1, "founded": "yes"},
    Act.ARRIVED: {"whistle": S1, "unit": "xiaofang", "by": text("by")},
    Act.ARRIVAL_CORRECTED: {
        "whistle": S1,
        "unit": "xiaofang",
        "arrived_at": at("15:30"),
        "by": None,
        "reason": text("reason"),
    },
    Act.ANSWERED: {"whistle": S1, "unit": "xiaofang", "result": text("result")},
    Act.RATED: {"whistle": S1, "unit": "xiaofang", "score": 80},
    Act.STOOD_DOWN: {"whistle": S1, "note": None},
    Act.RESOLVED: {
        "how": text("how"),
        "dues": {"call_back": {"start": 0, "limit": "3d", "due": 9_000_000_000}},
    },
    Act.CALLED_BACK: {"solved": "yes", "satisfied": "yes"},
    Act.CLOSED: {"reason": None},
    Act.REOPENED: {"reason": text("reason"), **CLOCK},
    Act.REFERRED: {"to": "qu_wenlv", "how": text("how")},
    Act.ADVISED: {"how": text("how")},
    Act.REPORTED: {"how": text("how"), "told": None},
    Act.CONTACTED: {"how": None, "told": True},
    Act.SIGNED: {},
    Act.ERASED: {"gone": ["t1"], "files": [], "seals": {}, "texts": False, "seen": 1},
    Act.OBJECTED: {"unit": "pingan", "ground": text("ground"), "suggest": "zhifadui"},
    Act.RULED: {"upheld": False, "to": None, "handover": None, "reason": text("reason")},
    Act.LINKED: {"other": "SZ-18-00007", "reason": None},
    Act.MERGED: {"other": "SZ-18-00007", "reason": text("reason")},
    Act.WITHDRAWN: {"reason": text("reason")},
    Act.ESCALATED: {"rung": "remind", "trouble": "overdue", "whistle": None, "unit": None},
    Act.UNDONE: {"undoes": "e1"},
    Act.RECALCULATED: {"was": {}, "basis": text("basis"), **CLOCK},
}


def entry(number: int, act: Act, clock: str | int, body: dict[str, Any] | None = None) -> Entry:
    """One line of the history, recorded when it happened."""
    moment = at(clock) if isinstance(clock, str) else clock
    chosen = BODIES.get(act, OPENING) if body is None else body
    return Entry(
        f"e{number:03d}", "SZ", number, NUMBER, act, moment, moment, "专员甲", chosen, False
    )


def history(*acts: tuple[Act, str] | tuple[Act, str, dict[str, Any]]) -> list[Entry]:
    """The acts in their order, numbered from 1."""
    return [entry(number, *act) for number, act in enumerate(acts, 1)]


def undo(entry_id: str, clock: str) -> tuple[Act, str, dict[str, Any]]:
    """Taking back the entry of that id."""
    return Act.UNDONE, clock, {"undoes": entry_id}


def case_in(state: State) -> Case:
    """A case that stands there since 15:00."""
    case = fold(history((Act.LOGGED, "15:00"))).case
    return case._replace(state=state, open=state not in ENDED)


# --- which act may follow which -----------------------------------------------------------------

ANYWHERE = "noted attached linked undone erased "
#: A score is given, an arrival put right, a deadline counted again, until the case has ended.
UNDER_WAY = ANYWHERE + "rated judged arrival_corrected kept recalculated contacted ruled "
IN_HAND = UNDER_WAY + "assigned amended merged withdrawn escalated convened "
#: state → the acts that may follow it.
MAY_FOLLOW = {
    State.LOGGED: IN_HAND + "signed whistled resolved referred advised reported",
    State.HANDLING: IN_HAND + "objected signed whistled resolved referred advised reported",
    State.ASKED: IN_HAND + "objected signed approved returned stood_down",
    State.WHISTLED: IN_HAND
    + "objected signed whistled approved returned widened received arrived left answered "
    + "stood_down",
    State.RESOLVED: UNDER_WAY + "amended called_back reopened merged withdrawn",
    State.CALLED_BACK: UNDER_WAY + "amended called_back closed reopened merged withdrawn",
    State.CLOSED: ANYWHERE + "reopened",
    State.REFERRED: ANYWHERE + "reopened contacted",
    State.ADVISED: ANYWHERE + "reopened contacted",
    State.REPORTED: ANYWHERE + "reopened contacted",
    State.MERGED: ANYWHERE + "reopened",
    State.WITHDRAWN: ANYWHERE,
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", BODIES)
def test_an_act_follows_only_where_it_makes_sense(state: State, act: Act) -> None:
    case = case_in(state)
    if act in MAY_FOLLOW[state].split():
        check(case, act, at("15:30"))
    else:
        with pytest.raises(IllegalStep) as refused:
            check(case, act, at("15:30"))
        step = next_step(case) or f"shaozi show {NUMBER}"  # withdrawn: nothing but to look at it
        assert refused.value.hint == f"可以: {step}"


@pytest.mark.parametrize("act", [Act.LOGGED, Act.SETTLED])
def test_a_case_is_opened_only_once(act: Act) -> None:
    with pytest.raises(IllegalStep):
        apply(case_in(State.HANDLING), entry(2, act, "15:30"))


@pytest.mark.parametrize(
    ("state", "command"),
    [
        (State.LOGGED, "shaozi assign SZ-18-00001 编码"),
        (State.HANDLING, "shaozi resolve SZ-18-00001 --how …  |  shaozi whistle SZ-18-00001"),
        (
            State.ASKED,
            "shaozi approve SZ-18-00001 --approver …"
            "  |  shaozi return SZ-18-00001 --reason …  # 由街道",
        ),
        (
            State.WHISTLED,
            "shaozi arrive SZ-18-00001 单位 --by …  |  shaozi stand-down SZ-18-00001",
        ),
        (
            State.RESOLVED,
            "shaozi callback SZ-18-00001 --solved yes/no --satisfied yes/no/unreached",
        ),
        (State.CALLED_BACK, "shaozi close SZ-18-00001"),
        (State.CLOSED, "shaozi reopen SZ-18-00001 --reason …"),
        (State.REFERRED, "shaozi reopen SZ-18-00001 --reason …"),
    ],
)
def test_wherever_a_case_stands_there_is_a_next_command(state: State, command: str) -> None:
    assert next_step(case_in(state)) == command


def test_next_for_a_matter_that_is_not_the_streets_is_to_advise() -> None:
    case = case_in(State.HANDLING)._replace(duty="NS-25")
    assert next_step(case) == "shaozi advise SZ-18-00001"


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (Act.WHISTLED, State.HANDLING),
        (Act.APPROVED, State.ASKED),
        (Act.RETURNED, State.ASKED),
        (Act.STOOD_DOWN, State.WHISTLED),
        (Act.RESOLVED, State.HANDLING),
        (Act.CALLED_BACK, State.RESOLVED),
        (Act.CLOSED, State.CALLED_BACK),
        (Act.REOPENED, State.CLOSED),
        (Act.REFERRED, State.HANDLING),
        (Act.ADVISED, State.LOGGED),
        (Act.REPORTED, State.HANDLING),
        (Act.MERGED, State.HANDLING),
        (Act.WITHDRAWN, State.WHISTLED),
    ],
)
def test_an_act_that_moves_a_case_on_cannot_have_happened_before_what_it_follows(
    act: Act, state: State
) -> None:
    case = case_in(state)  # since 15:00
    check(case, act, at("15:00"))
    with pytest.raises(OutOfOrder):
        check(case, act, at("14:59"))


@pytest.mark.parametrize("act", [Act.NOTED, Act.ATTACHED, Act.ASSIGNED, Act.AMENDED])
def test_what_moves_nothing_may_be_written_down_late(act: Act) -> None:
    check(case_in(State.HANDLING), act, at("05-11 09:00"))


# --- a whole life -------------------------------------------------------------------------------

LIFE = (
    (Act.LOGGED, "15:00", OPENING | {"duty": None, "lead": None, "decided_by": None}),
    (Act.ASSIGNED, "15:05"),
    (Act.WHISTLED, "15:10"),
    (Act.ARRIVED, "16:00"),
    (Act.ANSWERED, "17:30"),
    (Act.RATED, "17:40"),
    (Act.STOOD_DOWN, "17:50"),
    (Act.RESOLVED, "18:00"),
    (Act.CALLED_BACK, "05-19 09:00"),
    (Act.CLOSED, "05-19 09:10"),
    (Act.REOPENED, "05-21 09:00"),
    (Act.NOTED, "05-21 09:30"),
    (Act.ADVISED, "05-21 10:00"),
)


def test_a_case_goes_from_logged_to_closed_and_may_be_taken_up_again() -> None:
    states = [fold(history(*LIFE[:count])).case.state.value for count in range(1, len(LIFE) + 1)]
    assert states == [
        "logged",
        "handling",
        *["whistled"] * 4,
        "handling",
        "resolved",
        "called_back",
        "closed",
        "handling",
        "handling",
        "advised",
    ]


def test_what_the_life_leaves_behind() -> None:
    case = fold(history(*LIFE[:10])).case
    assert (case.open, case.duty, case.lead, case.decided_by) == (
        False,
        "PA-05",
        "pingan",
        "officer",
    )
    assert (case.logged_at, case.resolved_at) == (at("15:00"), at("18:00"))
    assert (case.called_back_at, case.ended_at) == (at("05-19 09:00"), at("05-19 09:10"))
    assert (case.outcome, case.solved, case.satisfied) == ("how", "yes", Satisfied.YES)
    assert (case.since, case.last_entry, case.reopened) == (at("05-19 09:10"), "e010", 0)
    whistle = whistle_of(case, S1)
    assert whistle.stood_down_at == at("17:50")
    fire, police = whistle.calls
    assert (fire.arrived_at, fire.arrived_by, fire.answer, fire.score) == (
        at("16:00"),
        "by",
        "result",
        80,
    )
    assert (police.arrived_at, police.answered_at, police.score) == (None, None, None)


def test_a_case_taken_up_again_runs_on_new_clocks_and_an_unwritten_result() -> None:
    case = fold(history(*LIFE[:11])).case
    assert (case.open, case.reopened, case.due) == (True, 1, at("05-26 23:59"))
    assert (case.outcome, case.solved, case.satisfied) == (None, None, None)
    assert (case.resolved_at, case.called_back_at, case.ended_at) == (None, None, None)


def test_taken_up_again_without_a_duty_it_waits_to_be_decided() -> None:
    opened = OPENING | {"duty": None}
    lines = history((Act.LOGGED, "15:00", opened), (Act.ADVISED, "16:00"), (Act.REOPENED, "17:00"))
    assert fold(lines).case.state is State.LOGGED


def test_a_matter_settled_on_the_spot_is_closed_as_it_is_logged() -> None:
    standing = fold(history((Act.SETTLED, "15:00", OPENING | {"how": text("how")})))
    case = standing.case
    assert (case.state, case.open, case.outcome) == (State.CLOSED, False, "how")
    assert case.resolved_at == case.ended_at == at("15:00")
    assert [(move.what, move.delta) for move in standing.moves] == [("new", 1), ("ended", -1)]


def test_a_duty_corrected_while_units_are_called_leaves_the_whistle_blowing() -> None:
    lines = history((Act.LOGGED, "15:00"), (Act.WHISTLED, "15:10"), (Act.ASSIGNED, "15:20"))
    case = fold(lines).case
    assert (case.state, case.duty) == (State.WHISTLED, "PA-05")


def test_a_correction_changes_the_named_fields_and_no_others() -> None:
    fields = {"lane": "北羊市口", "channel": "phone", "issue": text("issue2"), "ref": "12345-7"}
    lines = history((Act.LOGGED, "15:00"), (Act.AMENDED, "15:10", {"fields": fields}))
    before, after = fold(lines[:1]).case, fold(lines).case
    assert after == before._replace(
        lane="北羊市口", channel="phone", issue="issue2", ref="12345-7", last_entry="e002"
    )


def test_a_case_stays_whistled_until_its_last_whistle_is_stood_down() -> None:
    second = f"{NUMBER}-S2"
    lines = history(
        (Act.LOGGED, "15:00"),
        (Act.WHISTLED, "15:10"),
        (Act.WHISTLED, "15:20", called("dianli", number=second)),
        (Act.STOOD_DOWN, "16:00"),
        (Act.STOOD_DOWN, "16:30", {"whistle": second, "note": None}),
    )
    assert fold(lines[:4]).case.state is State.WHISTLED
    assert fold(lines).case.state is State.HANDLING
    assert [whistle.stood_down_at for whistle in fold(lines).case.whistles] == [
        at("16:00"),
        at("16:30"),
    ]


def test_stood_down_without_a_duty_a_case_waits_to_be_decided() -> None:
    opened = OPENING | {"duty": None}
    lines = history(
        (Act.LOGGED, "15:00", opened), (Act.WHISTLED, "15:10"), (Act.STOOD_DOWN, "16:00")
    )
    assert fold(lines).case.state is State.LOGGED


def test_a_whistle_cannot_have_been_over_before_the_last_unit_came() -> None:
    case = fold(
        history((Act.LOGGED, "15:00"), (Act.WHISTLED, "15:10"), (Act.ARRIVED, "16:00"))
    ).case
    with pytest.raises(OutOfOrder):
        apply(case, entry(4, Act.STOOD_DOWN, "15:30"))


def test_a_withdrawn_case_ends_its_whistles_but_not_those_over_before() -> None:
    second = f"{NUMBER}-S2"
    lines = history(
        (Act.LOGGED, "15:00"),
        (Act.WHISTLED, "15:10"),
        (Act.WHISTLED, "15:20", called("dianli", number=second)),
        (Act.STOOD_DOWN, "16:00"),
        (Act.WITHDRAWN, "17:00"),
    )
    case = fold(lines).case
    assert whistle_of(case, S1).stood_down_at == at("16:00")
    assert whistle_of(case, second).stood_down_at == at("17:00")


def test_a_whistle_is_found_by_its_number() -> None:
    case = fold(history((Act.LOGGED, "15:00"), (Act.WHISTLED, "15:10"))).case
    assert whistle_of(case, S1).kind == "QS"
    with pytest.raises(BrokenHistory):
        whistle_of(case, f"{NUMBER}-S2")


# --- units that are called ----------------------------------------------------------------------

WHISTLE = Whistle(
    S1,
    NUMBER,
    "QS",
    None,
    at("15:00"),
    at("17:00"),
    called_at=at("15:00"),
    calls=(
        Call(S1, "xiaofang", "power", "", at("15:00"), at("17:00")),
        Call(S1, "gongan", "named", "", at("15:00"), at("17:00"), arrived_at=at("15:40")),
    ),
)
NAMES = {"xiaofang": "消防", "gongan": "公安", "dianli": "供电公司"}
Named = Callable[[str], str]
NAMED: Named = NAMES.__getitem__


@pytest.mark.parametrize(
    ("unit", "act", "clock"),
    [
        ("xiaofang", Act.ARRIVED, "15:00"),
        ("xiaofang", Act.ARRIVED, "23:00"),  # late is late, not refused
        ("xiaofang", Act.ANSWERED, "15:10"),  # an answer without having come
        ("gongan", Act.ANSWERED, "16:00"),
    ],
)
def test_a_called_unit_may_come_and_answer(unit: str, act: Act, clock: str) -> None:
    check_attendance(WHISTLE, unit, act, at(clock), NAMED)


@pytest.mark.parametrize(
    ("unit", "act", "clock", "refusal", "said"),
    [
        ("dianli", Act.ARRIVED, "15:30", NotCalled, "没有呼叫供电公司"),
        ("xiaofang", Act.ARRIVED, "14:59", OutOfOrder, "消防报到（2018-05-18 14:59）早于吹哨"),
        ("gongan", Act.ANSWERED, "14:59", OutOfOrder, "公安反馈"),
        ("gongan", Act.ARRIVED, "16:00", AlreadyArrived, "公安已于 2018-05-18 15:40 报到"),
    ],
)
def test_an_attendance_the_whistle_does_not_bear_out_is_refused(
    unit: str, act: Act, clock: str, refusal: type[Conflict], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        check_attendance(WHISTLE, unit, act, at(clock), NAMED)


def test_a_unit_that_was_not_called_hears_who_was() -> None:
    with pytest.raises(NotCalled) as refused:
        check_attendance(WHISTLE, "dianli", Act.ARRIVED, at("15:30"), NAMED)
    assert "消防、公安" in refused.value.hint


def test_nothing_more_is_done_on_a_whistle_that_is_over() -> None:
    check_open(WHISTLE)
    with pytest.raises(StoodDown, match="2018-05-18 18:00"):
        check_open(WHISTLE._replace(stood_down_at=at("18:00")))


def test_nothing_is_done_on_a_whistle_that_still_waits_for_the_street() -> None:
    check_called(WHISTLE)
    with pytest.raises(Waiting, match="还在等街道答复"):
        check_called(WHISTLE._replace(called_at=None, calls=()))


@pytest.mark.parametrize(
    ("arrived", "now", "stood_down", "expected"),
    [
        ("16:59", "18:00", None, Attendance.ON_TIME),
        ("17:00", "18:00", None, Attendance.ON_TIME),  # the last moment
        ("17:01", "18:00", None, Attendance.LATE),
        ("17:01", "18:00", "19:00", Attendance.LATE),
        (None, "16:00", None, Attendance.WAITING),
        (None, "17:00", None, Attendance.WAITING),
        (None, "17:01", None, Attendance.NO_SHOW),
        (None, "16:00", "15:30", Attendance.RELEASED),  # the whistle was over before its time
        (None, "19:00", "17:00", Attendance.RELEASED),
        (None, "19:00", "17:01", Attendance.NO_SHOW),
    ],
)
def test_whether_a_unit_came_in_time_is_said_by_its_times(
    arrived: str | None, now: str, stood_down: str | None, expected: Attendance
) -> None:
    call = Call(
        S1, "gongan", "named", "", at("15:00"), at("17:00"), at(arrived) if arrived else None
    )
    assert attendance(call, at(now), at(stood_down) if stood_down else None) is expected


# --- the books: what lies on the desk, slice by slice ---------------------------------------------


def lines_of(*acts: tuple[Act, str] | tuple[Act, str, dict[str, Any]]) -> list[tuple[str, int]]:
    """(what, delta) of all moves of a history."""
    return [(move.what, move.delta) for move in fold(history(*acts)).moves]


@pytest.mark.parametrize(
    ("act", "body", "expected"),
    [
        (Act.ASSIGNED, NEW_DUTY, ["moved_out", "moved_in"]),
        (Act.ASSIGNED, NEW_DUTY | {"duty": "CG-26"}, []),
        (Act.AMENDED, {"fields": {"community": "广渠门"}}, ["moved_out", "moved_in"]),
        (Act.AMENDED, {"fields": {"channel": "phone"}}, ["moved_out", "moved_in"]),
        (Act.AMENDED, {"fields": {"lane": "北羊市口"}}, ["moved_out", "moved_in"]),
        (Act.AMENDED, {"fields": {"address": text("address")}}, []),
        (Act.NOTED, None, []),
        (Act.WHISTLED, None, []),
        (Act.RESOLVED, None, []),  # off the desk only when closed
        (Act.WITHDRAWN, None, ["ended"]),
        (Act.REFERRED, None, ["ended"]),
    ],
)
def test_an_act_moves_a_case_between_slices_or_off_the_desk(
    act: Act, body: dict[str, Any] | None, expected: list[str]
) -> None:
    moves = lines_of((Act.LOGGED, "15:00"), (act, "15:10", body or BODIES[act]))
    assert [what for what, _ in moves] == ["new", *expected]


def test_a_whole_life_adds_up_to_nothing_left_on_the_desk() -> None:
    assert lines_of(*LIFE) == [
        ("new", 1),
        ("moved_out", -1),
        ("moved_in", 1),
        ("ended", -1),
        ("reopened", 1),
        ("ended", -1),
    ]


def test_a_move_names_its_slice_its_act_and_both_times() -> None:
    late = entry(1, Act.LOGGED, "15:00")._replace(recorded_at=at("05-19 09:00"))
    assert fold([late]).moves == (
        Move(
            entry="e001",
            case=NUMBER,
            what="new",
            how=Act.LOGGED,
            delta=1,
            happened_at=at("15:00"),
            recorded_at=at("05-19 09:00"),
            channel="visit",
            community="东花市",
            lane="",
            duty="CG-26",
        ),
    )


# --- undo ---------------------------------------------------------------------------------------


def test_undo_takes_back_exactly_the_last_act() -> None:
    lines = history((Act.LOGGED, "15:00"), (Act.NOTED, "15:05"), (Act.ASSIGNED, "15:10"))
    before = fold(lines[:2])
    after = fold([*lines, entry(4, Act.UNDONE, "15:20", {"undoes": "e003"})])
    assert after.case == before.case._replace(last_entry="e004")
    assert after.undoable == before.undoable == tuple(lines[:2])


def test_undo_writes_the_reverse_moves_as_of_then_but_recorded_now() -> None:
    lines = history((Act.LOGGED, "15:00"), (Act.ASSIGNED, "15:10"), undo("e002", "16:00"))
    moves = fold(lines).moves
    assert [(move.what, move.duty, move.delta, move.entry) for move in moves[1:]] == [
        ("moved_out", "CG-26", -1, "e002"),
        ("moved_in", "PA-05", +1, "e002"),
        ("moved_out", "CG-26", +1, "e003"),
        ("moved_in", "PA-05", -1, "e003"),
    ]
    assert {move.happened_at for move in moves[3:]} == {at("15:10")}
    assert {move.recorded_at for move in moves[3:]} == {at("16:00")}


def test_two_undos_take_back_two_acts_the_later_first() -> None:
    lines = history(
        (Act.LOGGED, "15:00"),
        (Act.RESOLVED, "15:10"),
        (Act.CALLED_BACK, "15:20"),
        undo("e003", "15:30"),
        undo("e002", "15:40"),
    )
    assert fold(lines[:4]).case.state is State.RESOLVED
    assert fold(lines).case.state is State.HANDLING


def test_after_an_undo_the_case_goes_on_as_if_the_act_had_not_been() -> None:
    lines = history(
        (Act.LOGGED, "15:00"),
        (Act.WITHDRAWN, "18:00"),
        undo("e002", "18:05"),
        (Act.RESOLVED, "16:00"),  # earlier than what was undone
    )
    assert fold(lines).case.state is State.RESOLVED


def test_an_undone_whistle_is_gone() -> None:
    lines = history((Act.LOGGED, "15:00"), (Act.WHISTLED, "15:10"), undo("e002", "15:20"))
    assert fold(lines).case.whistles == ()


@pytest.mark.parametrize("undone", ["e001", "e002", "e999"])
def test_an_undo_of_anything_but_the_last_act_is_set_aside(undone: str) -> None:
    lines = history(
        (Act.LOGGED, "15:00"), (Act.NOTED, "15:05"), (Act.NOTED, "15:10"), undo(undone, "15:20")
    )
    assert fold(lines).set_aside == (lines[-1],)


def test_a_history_that_does_not_begin_with_logging_is_broken() -> None:
    with pytest.raises(BrokenHistory):
        fold(history((Act.NOTED, "15:00")))


def test_what_two_desks_wrote_without_knowing_of_each_other_is_folded_as_far_as_it_goes() -> None:
    """The one resolved it while the other referred it: what came first holds."""
    first = history((Act.LOGGED, "15:00"), (Act.REFERRED, "15:10"), (Act.RESOLVED, "15:20"))
    standing = fold([*first, entry(4, Act.NOTED, "15:30", BODIES[Act.NOTED])])
    assert (standing.case.state, standing.case.last_entry) == (State.REFERRED, "e004")
    assert standing.set_aside == (first[2],)
    assert [move.what for move in standing.moves] == ["new", "ended"]


def test_of_two_whistles_of_one_number_the_first_holds_with_what_its_desk_wrote() -> None:
    lines = history(
        (Act.LOGGED, "15:00"),
        (Act.WHISTLED, "15:10"),
        (Act.WHISTLED, "15:20"),
        (Act.ARRIVED, "15:30"),
        (Act.ARRIVED, "15:40"),
    )
    for place in (2, 4):
        lines[place] = lines[place]._replace(desk="DY")
    standing = fold(lines)
    assert standing.set_aside == (lines[2], lines[4])
    assert [call.arrived_at for call in standing.case.whistles[0].calls if call.arrived_at] == [
        at("15:30")
    ]


def test_an_arrival_that_never_was_cannot_be_corrected() -> None:
    lines = history(
        (Act.LOGGED, "15:00"),
        (Act.WHISTLED, "15:10"),
        (Act.ARRIVAL_CORRECTED, "15:20", BODIES[Act.ARRIVAL_CORRECTED]),
    )
    assert fold(lines).set_aside == (lines[-1],)


def test_what_a_unit_did_that_was_not_called_is_set_aside() -> None:
    lines = history(
        (Act.LOGGED, "15:00"),
        (Act.WHISTLED, "15:10"),
        (Act.ARRIVED, "15:20", {"whistle": S1, "unit": "dianli", "by": None}),
    )
    assert fold(lines).set_aside == (lines[-1],)


def test_what_is_agreed_twice_under_one_number_breaks_the_history() -> None:
    item = {"number": f"{NUMBER}-Y1", "unit": "xiaofang", "matter": None, "due": at("18:00")}
    met = {"meeting": f"{NUMBER}-H1", "items": [item]}
    case = fold(history((Act.LOGGED, "15:00"), (Act.CONVENED, "15:10", met))).case
    with pytest.raises(BrokenHistory):
        apply(case, entry(3, Act.CONVENED, "15:20", met))


@pytest.mark.parametrize(
    ("act", "body"),
    [
        (Act.APPROVED, BODIES[Act.APPROVED]),  # it has called its units
        (Act.RETURNED, BODIES[Act.RETURNED]),
        (Act.WIDENED, called("gongan")),  # called already
        (Act.KEPT, BODIES[Act.KEPT]),  # never promised
    ],
)
def test_what_the_whistle_does_not_bear_out_breaks_the_history(
    act: Act, body: dict[str, Any]
) -> None:
    case = fold(history((Act.LOGGED, "15:00"), (Act.WHISTLED, "15:10"))).case
    with pytest.raises(BrokenHistory):
        apply(case, entry(3, act, "15:20", body))


# --- any history at all -------------------------------------------------------------------------

ON_A_WHISTLE = {
    *(Act.APPROVED, Act.RETURNED, Act.WIDENED, Act.RECEIVED, Act.ARRIVED, Act.ARRIVAL_CORRECTED),
    *(Act.LEFT, Act.ANSWERED, Act.RATED, Act.JUDGED, Act.STOOD_DOWN),
}
#: Those of which a history that fits shows what came before.
NEEDS_MORE = ON_A_WHISTLE | {Act.KEPT}
#: Acts by which a matter that is not the street's leaves the desk.
LEAVING = {Act.REFERRED, Act.ADVISED, Act.REPORTED}
UNITS = st.sets(st.sampled_from(["xiaofang", "gongan", "dianli"]), min_size=1)
CORRECTIONS = st.fixed_dictionaries(
    {},
    optional={
        "community": st.sampled_from(["东花市", "广渠门"]),
        "channel": st.sampled_from(["visit", "phone"]),
        "address": st.just(text("address")),
    },
)


def legal(case: Case) -> list[Act]:
    """What may follow here; the table above says whether that is right."""
    return [act for act in BODIES if case.state in ALLOWED[act] and act is not Act.UNDONE]


class AnyLife(RuleBasedStateMachine):
    """Random acts in random order: the legal ones are kept, the others refused."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.past: list[Case] = []
        self.moves: list[Move] = []
        self.made: list[tuple[Move, ...]] = []
        self.undoable: list[str] = []
        self.case: Case | None = None
        self.now = at("15:00")

    def add(self, act: Act, body: dict[str, Any]) -> None:
        """Do what the desk does; an impossible act must leave everything as it was."""
        line = entry(len(self.entries) + 1, act, self.now, body)
        before = self.case
        try:
            after = apply(before, line)
        except IllegalStep:
            assert before is not None
            assert act not in legal(before)
            assert self.case == before
            return
        except BrokenHistory:  # no such whistle, a unit it did not call or that never came
            assert before is not None
            assert act in NEEDS_MORE or (act is Act.RULED and before.objection is None)
            assert self.case == before
            return
        made = moves_of(before, after, line)
        self.entries.append(line)
        self.moves.extend(made)
        self.made.append(made)
        self.undoable.append(line.id)
        self.past.append(after)
        self.case = after

    @initialize(settled=st.integers(0, 9), duty=st.sampled_from([None, "CG-26"]))
    def opens(self, settled: int, duty: str | None) -> None:
        act = Act.LOGGED if settled else Act.SETTLED
        self.add(act, OPENING | {"duty": duty, "how": text("how")})

    @rule(minutes=st.integers(1, 5000))
    def time_goes_by(self, minutes: int) -> None:
        self.now += minutes * 60

    @rule(data=st.data())
    def something_possible_is_done(self, data: st.DataObject) -> None:
        assert self.case is not None
        act = data.draw(st.sampled_from(legal(self.case)))
        body = BODIES[act]
        if act is Act.ASSIGNED:
            body = body | {"duty": data.draw(st.sampled_from(["CG-26", "PA-05", "NS-25"]))}
        elif act is Act.AMENDED:
            body = {"fields": data.draw(CORRECTIONS), "reason": None}
        elif act is Act.WHISTLED:
            number = f"{NUMBER}-S{len(self.case.whistles) + 1}"
            to_street = data.draw(st.booleans())
            body = called(*(() if to_street else sorted(data.draw(UNITS))), number=number)
        elif act is Act.RULED:
            to = data.draw(st.sampled_from([None, "zhifadui", "pingan"]))
            handed = {"from": self.case.lead, "to": to} if to and to != self.case.lead else None
            body = body | {"upheld": to is not None, "to": to, "handover": handed}
        elif act is Act.ERASED:
            body = body | {"seen": len(self.entries)}
        elif act in (Act.CONVENED, Act.KEPT):
            body = self.agreed(act)
        elif act in LEAVING:
            body = body | {"told": data.draw(st.sampled_from([None, text("told")]))}
        elif act in ON_A_WHISTLE:
            blown = [whistle.number for whistle in self.case.whistles] or [S1]
            body = body | {"whistle": data.draw(st.sampled_from(blown))}
            if act is Act.ARRIVAL_CORRECTED:
                body = body | {"arrived_at": self.now}
        self.add(act, body)

    def agreed(self, act: Act) -> dict[str, Any]:
        """A meeting with one more agreed item, or the last one done."""
        assert self.case is not None
        made = len(self.case.promises)
        if act is Act.KEPT:
            return {"promise": f"{NUMBER}-Y{made}", "unit": "xiaofang"}
        item = {"unit": "xiaofang", "matter": text("agreed"), "due": at("05-30 18:00")}
        return {"meeting": f"{NUMBER}-H1", "items": [item | {"number": f"{NUMBER}-Y{made + 1}"}]}

    @rule(act=st.sampled_from(sorted(BODIES.keys() - {Act.UNDONE})))
    def something_impossible_is_refused(self, act: Act) -> None:
        assert self.case is not None
        if act not in legal(self.case):
            self.add(act, BODIES[act])

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def the_last_act_is_undone(self) -> None:
        undone = self.undoable.pop()
        line = entry(len(self.entries) + 1, Act.UNDONE, self.now, {"undoes": undone})
        self.entries.append(line)
        self.past.pop()
        self.moves.extend(
            move._replace(entry=line.id, delta=-move.delta, recorded_at=line.recorded_at)
            for move in self.made.pop()
        )
        self.past[-1] = self.past[-1]._replace(last_entry=line.id, erased_at=None)
        self.case = self.past[-1]

    @invariant()
    def replay_gives_what_the_acts_gave(self) -> None:
        standing = fold(self.entries)
        assert standing.case == self.case
        assert standing.moves == tuple(self.moves)
        assert len(standing.undoable) == len(self.past)

    @invariant()
    def the_moves_add_up_to_what_lies_on_the_desk(self) -> None:
        assert self.case is not None
        case = self.case
        slices: Counter[tuple[str, str, str, str]] = Counter()
        for move in self.moves:
            slices[move.channel, move.community, move.lane, move.duty] += move.delta
        here = (case.channel, case.community, case.lane, case.duty or "")
        assert {key: sum_ for key, sum_ in slices.items() if sum_} == (
            {here: 1} if case.open else {}
        )

    @invariant()
    def a_call_back_is_due_only_on_what_was_resolved(self) -> None:
        assert self.case is not None
        if self.case.call_back_due is not None:
            assert self.case.reopened or self.case.resolved_at is not None or not self.case.open
        signed = [line for line in fold(self.entries).undoable if line.act is Act.SIGNED]
        assert self.case.signed_at == (signed[-1].happened_at if signed else None)

    @invariant()
    def data_are_erased_while_nothing_was_written_since(self) -> None:
        assert self.case is not None
        erased = self.entries[-1].act is Act.ERASED
        assert self.case.erased_at == (self.entries[-1].happened_at if erased else None)

    @invariant()
    def hand_overs_are_counted_and_an_objection_is_open_until_it_is_ruled_on(self) -> None:
        assert self.case is not None
        standing = fold(self.entries).undoable
        assert self.case.handovers == sum(bool(line.body.get("handover")) for line in standing)
        asked = [line for line in standing if line.act in {Act.OBJECTED, Act.RULED}]
        pending = asked[-1].id if asked and asked[-1].act is Act.OBJECTED else None
        assert self.case.objection == pending

    @invariant()
    def only_who_was_not_told_is_to_be_told(self) -> None:
        """Of a case that has left the desk: unless the act says so, or a word since."""
        assert self.case is not None
        standing = fold(self.entries).undoable
        left = [place for place, line in enumerate(standing) if line.act in LEAVING]
        if self.case.state not in {State.REFERRED, State.ADVISED, State.REPORTED}:
            assert not untold(self.case)
            return
        told_since = any(line.act is Act.CONTACTED for line in standing[left[-1] :])
        assert untold(self.case) == (not standing[left[-1]].body["told"] and not told_since)

    @invariant()
    def an_ended_case_has_no_open_whistle_and_an_end(self) -> None:
        assert self.case is not None
        assert self.case.open == (self.case.state not in ENDED)
        assert self.case.open == (self.case.ended_at is None)
        open_whistles = [whistle for whistle in self.case.whistles if whistle.open]
        calling = any(not whistle.waiting for whistle in open_whistles)
        assert calling == (self.case.state is State.WHISTLED)
        assert bool(open_whistles and not calling) == (self.case.state is State.ASKED)
        assert all(
            bool(whistle.calls) != (whistle.called_at is None) for whistle in self.case.whistles
        )


TestAnyLife = AnyLife.TestCase
TestAnyLife.settings = settings(deadline=None, max_examples=200, stateful_step_count=30)
