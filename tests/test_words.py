"""Two languages: which one a reader gets, and that every word and refusal has both."""

import inspect
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from shaozi import terms, words
from shaozi.errors import (
    ShaoziError,
    cases,
    clocks,
    dispatch,
    exchange,
    ledger,
    lists,
    promises,
    reports,
    roster,
    tasks,
    typed,
    whistles,
)
from shaozi.labels import label
from shaozi.terms import ENDED, Act, Kind, Ruling, State, TaskState
from shaozi.words import language, say

HAN = re.compile(r"[一-鿿]")
Speak = Callable[[str], None]


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Iterator[Speak]:
    """Set the reader's language: ``speak("zh")``."""

    def speak_(chosen: str) -> None:
        monkeypatch.setenv("SHAOZI_LANG", chosen)
        language.cache_clear()

    yield speak_
    language.cache_clear()


# --- which language -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"SHAOZI_LANG": "zh", "LANG": "C"}, "zh"),
        ({"SHAOZI_LANG": "ZH", "LC_ALL": "en_US"}, "zh"),
        ({"SHAOZI_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"SHAOZI_LANG": "fr", "LANG": "zh_CN.UTF-8"}, "zh"),  # one it does not speak
    ],
)
def test_the_language_is_the_one_asked_for_else_the_locales_else_english(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SHAOZI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    words.language.cache_clear()
    assert language() == expected
    words.language.cache_clear()


def test_both_wordings_stand_side_by_side(speak: Speak) -> None:
    speak("zh")
    assert say("吹哨", "whistle") == "吹哨"
    speak("en")
    assert say("吹哨", "whistle") == "whistle"


# --- the vocabulary -----------------------------------------------------------------------------

#: Kinds of whistle are named by the duty list, not here.
VOCABULARY = [
    found
    for _, found in inspect.getmembers(terms, inspect.isclass)
    if issubclass(found, StrEnum) and found not in (StrEnum, Kind)
]


@pytest.mark.parametrize("family", VOCABULARY)
def test_every_term_is_said_in_both_languages(family: type[StrEnum], speak: Speak) -> None:
    speak("zh")
    chinese = {term: label(term) for term in family}
    speak("en")
    english = {term: label(term) for term in family}
    for said in (chinese, english):
        assert all(said.values())
        assert len(set(said.values())) == len(said), "two terms share a word"
    assert not any(HAN.search(word) for word in english.values())


@pytest.mark.parametrize(
    ("term", "zh", "en"),
    [
        (State.CLOSED, "已结案", "closed"),
        (Act.CLOSED, "结案", "close"),  # an act and a state share a word but not a label
        (Ruling.NOT_STREET, "不属街道职责", "not the street's"),
    ],
)
def test_a_term_in_the_readers_language(term: StrEnum, zh: str, en: str, speak: Speak) -> None:
    speak("zh")
    assert label(term) == zh
    speak("en")
    assert label(term) == en


def test_the_four_kinds_of_whistle_are_those_of_the_ordinance() -> None:
    assert {kind.value for kind in Kind} == {"YJ", "ZF", "ZD", "QS"}


def test_a_case_is_off_the_desk_when_it_has_ended_in_any_way() -> None:
    assert {state.value for state in ENDED} == {
        "closed",
        "referred",
        "advised",
        "reported",
        "merged",
        "withdrawn",
    }


# --- refusals -----------------------------------------------------------------------------------

LEDGER = Path("/data/ledger.db")

#: (refusal, exit code, code, a value its message must name)
REFUSALS: list[tuple[Callable[[], ShaoziError], int, str, str]] = [
    (lambda: typed.EmptyText(), 2, "usage", ""),
    (lambda: typed.NothingToFind("%"), 2, "usage", "%"),
    (lambda: typed.TextTooLong(20001, 20000), 2, "usage", "20001"),
    (lambda: typed.NotUnicode(), 2, "usage", "UTF-8"),
    (lambda: typed.NeedsFlag("X", "--to"), 2, "usage", "X"),
    (lambda: typed.Ambiguous("gong", ["gongan A", "gongshang B"]), 2, "ambiguous", "gongshang B"),
    (lambda: whistles.CommunityFirst("PA-05", "SZ-18-00001"), 2, "needs_reason", "PA-05"),
    (lambda: dispatch.AlreadyObjected("SZ-18-00001"), 5, "conflict", "SZ-18-00001"),
    (lambda: dispatch.NoObjection("SZ-18-00001"), 5, "conflict", "SZ-18-00001"),
    (lambda: whistles.NobodyToCall("SZ-18-00001"), 2, "nobody_to_call", "SZ-18-00001"),
    (lambda: dispatch.NotSent("SZ-18-00001"), 5, "conflict", "SZ-18-00001"),
    (lambda: dispatch.SameUnit("SZ-18-00001", "zhifadui"), 5, "conflict", "zhifadui"),
    (lambda: roster.NoSuchMember("9"), 3, "not_found", "9"),
    (lambda: roster.BadDay("x"), 2, "usage", "x"),
    (lambda: roster.BadWeekdays("x"), 2, "usage", "x"),
    (lambda: roster.EndsBeforeItBegins("2018-05-18", "2018-05-01"), 2, "usage", "2018-05-01"),
    (lambda: roster.OnTheRoster("SZ-18-M0001", "2018-05-01", None), 5, "conflict", "M0001"),
    (lambda: roster.NotThere("SZ-18-M0001", "2018-05-01"), 5, "conflict", "M0001"),
    (lambda: roster.StandsIn("SZ-18-M0001", "2018-05-01", None), 5, "conflict", "M0001"),
    (lambda: roster.StandsIn("SZ-18-M0001", "05-01", "SZ-18-M0002"), 5, "conflict", "M0002"),
    (lambda: typed.BadMoment("25:00"), 2, "usage", "25:00"),
    (lambda: typed.DayOff("2018-05-19"), 2, "usage", "2018-05-19"),
    (lambda: typed.UnclearMoment("3", ["03:00", "15:00"]), 2, "ambiguous", "15:00"),
    (lambda: typed.BadScore(101), 2, "usage", "101"),
    (lambda: ledger.TooLarge(LEDGER, 123_000_000, 100_000_000), 2, "usage", "123 MB"),
    (lambda: reports.BadWeek("2018-W54"), 2, "usage", "2018-W54"),
    (lambda: reports.BadMonth("2018-13"), 2, "usage", "2018-13"),
    (lambda: reports.BadDays("2018-05-20", "2018-05-14"), 2, "usage", "2018-05-14"),
    (lambda: reports.TwoPeriods(), 2, "usage", ""),
    (lambda: reports.NoSuchForm(Path("week.pdf"), [".html", ".md"]), 2, "usage", "week.pdf"),
    (lambda: typed.InTheFuture("2018-05-19", "2018-05-18"), 2, "usage", "2018-05-19"),
    (lambda: typed.BadSpan("7y"), 2, "usage", "7y"),
    (lambda: typed.NotLater("2018-05-20", "2018-05-25"), 2, "usage", "2018-05-25"),
    (
        lambda: clocks.ClockLimit("SZ-18-00001", Act.PAUSED, "W", "basis"),
        4,
        "not_permitted",
        "SZ-18-00001",
    ),
    (lambda: clocks.NothingToSign("SZ-18-00001", None), 5, "conflict", "SZ-18-00001"),
    (lambda: clocks.NothingToSign("SZ-18-00001", "06-01"), 5, "conflict", "06-01"),
    (lambda: clocks.AlreadyPaused("SZ-18-00001", "06-01"), 5, "conflict", "06-01"),
    (lambda: clocks.NotPaused("SZ-18-00001"), 5, "conflict", "SZ-18-00001"),
    (lambda: clocks.RunOut("SZ-18-00001", Act.PAUSED, "05-25"), 5, "conflict", "05-25"),
    (lambda: typed.InThePast("2018-05-17", "2018-05-18"), 2, "usage", "2018-05-17"),
    (lambda: typed.BadLines(3, LEDGER), 1, "bad_lines", "3"),
    (lambda: typed.BadLines(3, None), 1, "bad_lines", "3"),
    (cases.NobodySaidSo, 2, "usage", ""),
    (lambda: cases.NoSuchCase("412"), 3, "not_found", "412"),
    (lambda: whistles.NoSuchWhistle("412-S1"), 3, "not_found", "412-S1"),
    (lambda: lists.NoSuchDuty("PA-99", []), 3, "not_found", "PA-99"),
    (lambda: lists.NoSuchUnit("xf", ["xiaofang"]), 3, "not_found", "xf"),
    (lambda: lists.OnlyNamed("post", ["NS-22 parcels"]), 3, "not_found", "post"),
    (lambda: reports.NoSuchFigure("x", [["new"], ["ended"]]), 3, "not_found", "x"),
    (lambda: cases.MergedAway("SZ-18-00001", State.CLOSED), 5, "conflict", "SZ-18-00001"),
    (lambda: cases.SameCase("SZ-18-00001"), 5, "conflict", "SZ-18-00001"),
    (lambda: cases.NothingTaught("SZ-18-00001"), 3, "not_found", "SZ-18-00001"),
    (lambda: ledger.NoSuchFile(LEDGER), 3, "not_found", "/data/ledger.db"),
    (lambda: lists.NoSuchSetting("color", ["desk"]), 3, "not_found", "color"),
    (lambda: ledger.NoLedger(LEDGER), 3, "not_found", "/data/ledger.db"),
    (
        lambda: cases.IllegalStep("SZ-18-00001", Act.CLOSED, State.LOGGED, "shaozi …"),
        5,
        "conflict",
        "SZ-18-00001",
    ),
    (lambda: cases.OutOfOrder("A", "14:00", "B", "15:00"), 5, "conflict", "14:00"),
    (lambda: whistles.NotCalled("SZ-18-00001-S1", "X", ["Y"], ended=True), 5, "conflict", "X"),
    (lambda: whistles.AlreadyArrived("SZ-18-00001-S1", "X", "15:00"), 5, "conflict", "15:00"),
    (
        lambda: whistles.AlreadyDone("SZ-18-00001-S1", "X", Act.LEFT, "15:00"),
        5,
        "conflict",
        "15:00",
    ),
    (lambda: whistles.Waiting("SZ-18-00001-S1"), 5, "waiting", "S1"),
    (lambda: whistles.NothingWaiting("SZ-18-00001"), 5, "nothing_waiting", "00001"),
    (lambda: whistles.StreetOnly(Act.APPROVED), 4, "street_only", "community"),
    (lambda: promises.BadItem("A"), 2, "usage", "A"),
    (lambda: promises.NoSuchPromise("4-Y9"), 3, "not_found", "4-Y9"),
    (lambda: promises.NoSuchMeeting("4-H9"), 3, "not_found", "4-H9"),
    (lambda: promises.PromiseOver("4-Y1", "15:00", kept=True), 5, "conflict", "15:00"),
    (lambda: promises.PromiseOver("4-Y1", "15:00", kept=False), 5, "conflict", "15:00"),
    (lambda: whistles.NotArrived("SZ-18-00001-S1", "X"), 5, "conflict", "X"),
    (lambda: whistles.AllCalled(["X", "Y"]), 5, "already_called", "Y"),
    (lambda: whistles.StoodDown("SZ-18-00001-S1", "15:00"), 5, "conflict", "15:00"),
    (lambda: cases.NothingToUndo("SZ-18-00001", "W"), 5, "conflict", "W"),
    (
        lambda: cases.StillNeeded("SZ-18-00001", "SZ-18-00002", State.HANDLING, "shaozi show"),
        *(5, "conflict", "SZ-18-00002"),
    ),
    (lambda: cases.AlreadyLogged("2018-77", "SZ-18-00001"), 5, "conflict", "2018-77"),
    (lambda: tasks.NoSuchTask("R9"), 3, "not_found", "R9"),
    (lambda: tasks.NeedsApproval("SZ-18-R0001", community=False), 4, "needs_approval", "10"),
    (lambda: tasks.NeedsApproval("SZ-18-R0001", community=True), 4, "needs_approval", "32"),
    (
        lambda: tasks.TaskAnswered("SZ-18-R0001", TaskState.DECLINED, "2018-05-18"),
        5,
        "conflict",
        "2018-05-18",
    ),
    (lambda: tasks.TaskUndecided("SZ-18-R0001"), 5, "undecided", "SZ-18-R0001"),
    (lambda: tasks.OnTheList("SZ-18-R0001", "CG-07"), 5, "conflict", "CG-07"),
    (lambda: lists.BadTable(LEDGER, "X"), 6, "bad_data", "X"),
    (lambda: lists.BadDutyList(LEDGER, ["line 3: X"]), 6, "bad_data", "line 3: X"),
    (lambda: lists.BadLadder(LEDGER, ["line 3: X"]), 6, "bad_data", "line 3: X"),
    (lambda: lists.BadCalendar(LEDGER, ["line 3: X"]), 6, "bad_data", "line 3: X"),
    (lambda: lists.BadSetting("desk", "1", "expected"), 6, "bad_data", "desk"),
    (lambda: ledger.BrokenHistory("SZ-18-00001", "e1"), 6, "broken_history", "SZ-18-00001"),
    (lambda: ledger.NotALedger(LEDGER, "W"), 6, "bad_data", "/data/ledger.db"),
    (lambda: exchange.NoSuchSheet(LEDGER, "S1", ["S2"]), 3, "not_found", "S1"),
    (lambda: exchange.NoSuchMapping(LEDGER, written=True), 3, "not_found", "ledger.db"),
    (lambda: exchange.NoSuchSource("X", ["A"]), 3, "not_found", "X"),
    (lambda: exchange.NoTextColumn(LEDGER, ["A"], ["S1"]), 6, "bad_data", "A"),
    (lambda: exchange.BrokenChain(LEDGER, "DY #3", "W"), 6, "broken_chain", "DY #3"),
    (lambda: exchange.TwoDesks(LEDGER, "DY", 7), 5, "two_desks", "DY"),
    (lambda: exchange.CannotLock(LEDGER), 1, "cannot_lock", "/data/ledger.db"),
    (lambda: exchange.BadMapping(LEDGER, "W"), 6, "bad_data", "W"),
    (lambda: exchange.BadCell("A", "W"), 2, "usage", "W"),
    (lambda: ledger.FileExists(LEDGER), 1, "exists", "/data/ledger.db"),
    (lambda: ledger.CannotWrite(LEDGER, "disk full"), 1, "cannot_write", "disk full"),
    (lambda: ledger.Residue(LEDGER, "busy"), 7, "residue", "/data/ledger.db"),
    (lambda: ledger.Busy(LEDGER), 7, "busy", "/data/ledger.db"),
    (lambda: ledger.NewerLedger(LEDGER, 9, 1), 7, "newer_ledger", "9"),
]


@pytest.mark.parametrize(
    ("refusal", "exit_code", "code", "named"), REFUSALS, ids=[str(n) for n in range(len(REFUSALS))]
)
def test_a_refusal_says_what_and_what_next_in_both_languages_and_keeps_its_code(
    refusal: Callable[[], ShaoziError], exit_code: int, code: str, named: str, speak: Speak
) -> None:
    speak("zh")
    chinese = refusal()
    speak("en")
    english = refusal()
    assert (chinese.exit_code, chinese.code) == (english.exit_code, english.code)
    assert (english.exit_code, english.code) == (exit_code, code)
    assert HAN.search(chinese.message)
    assert not HAN.search(english.message + english.hint)
    for said in (chinese, english):
        assert named in said.message
        assert said.hint
        assert str(said) == said.message


ROOMS = (
    *(cases, clocks, dispatch, exchange, ledger, lists, promises),
    *(reports, roster, tasks, typed, whistles),
)


def test_no_refusal_is_missing_from_the_table() -> None:
    """Bases that only group others are never raised by name."""
    groups = {"ShaoziError", "Usage", "NotFound", "NotPermitted", "Conflict", "BadData"}
    known = {type(refusal()).__name__ for refusal, *_ in REFUSALS}
    there = {
        name
        for room in ROOMS
        for name, found in inspect.getmembers(room, inspect.isclass)
        if issubclass(found, ShaoziError)
    }
    assert there - groups == known


@pytest.mark.parametrize(
    ("count", "nouns", "said"),
    [
        (0, ("case",), "0 cases"),
        (1, ("case",), "1 case"),
        (2, ("entry", "entries"), "2 entries"),
        (1, ("entry", "entries"), "1 entry"),
    ],
)
def test_one_is_not_several(count: int, nouns: tuple[str, ...], said: str) -> None:
    assert words.counted(count, *nouns) == said


def test_a_misspelt_name_is_answered_with_the_nearest_or_where_to_look(speak: Speak) -> None:
    speak("en")
    assert lists.NoSuchUnit("xiaofan", ["xiaofang"]).hint == "did you mean: xiaofang"
    assert lists.NoSuchUnit("?", []).hint == "the units: shaozi duty units"


def test_a_list_with_many_faults_counts_them_all_and_shows_twenty(speak: Speak) -> None:
    speak("en")
    refusal = lists.BadDutyList(LEDGER, [f"line {n}: wrong" for n in range(1, 26)])
    assert "25 faults" in refusal.message
    assert "line 20: wrong" in refusal.message
    assert "line 21: wrong" not in refusal.message


def test_lines_that_failed_are_to_be_mended_in_their_draft(speak: Speak) -> None:
    speak("en")
    assert "/data/ledger.db" in typed.BadLines(1, LEDGER).hint
    assert "DRAFT" in typed.BadLines(1, None).hint
