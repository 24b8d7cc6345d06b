"""The ladder: what follows, and when, where a unit stays away or a case runs late."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from shaozi import ladderfile, ladderlint
from shaozi.case import Call, Case, Entry, Promise, Whistle
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file
from shaozi.errors.ledger import NoSuchFile
from shaozi.errors.lists import BadLadder
from shaozi.ladder import Hours, Ladder, due, lateness
from shaozi.terms import Act, Rung, State, Trouble
from shaozi.worktime import BEIJING, Calendar

SHIPPED = data_file("escalation.yaml")
CACHE = Path(__file__).parent.parent / ".pytest_cache" / "shaozi"
LADDER = ladderfile.load(SHIPPED, CACHE)
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
    values |= {"lead": "chengshi_guanli", "whistles": (), "promises": ()}
    found = Case(**values)
    if not calls:
        return found
    blown = at("05-18 15:00")
    whistle = Whistle(f"{NUMBER}-S1", NUMBER, kind, None, blown, 0, called_at=blown, calls=calls)
    return found._replace(whistles=(whistle,))


def call(unit: str, due: str, arrived: str = "", answered: str = "", result: str = "") -> Call:
    """A unit called on Friday 18 May 2018 at 15:00, which has until ``result`` to answer."""
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
        result_due=at(result) if result else None,
    )


def promise(unit: str, due: str, made: str = "05-18 16:00", number: int = 1) -> Promise:
    """What a unit promised on Friday 18 May 2018."""
    named = f"{NUMBER}-Y{number}"
    return Promise(named, NUMBER, f"{NUMBER}-S1", unit, None, at(due), at(made))


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
    """It came on Monday 21 May; its seven days end on Friday 25 May, as do its case's."""
    said = call("qu_chengguanwei", "05-21 10:00", arrived="05-21 15:00", result="05-25 23:59")
    found = case(said, due="05-25 20:00")
    fired = climbs(found, book, "05-25 17:00", "05-28 09:01", "05-29 12:00", "05-30 09:00")
    assert [rung for rung in fired if rung[1] == "not_answered"] == [
        ("05-28 09:01", "not_answered", "remind"),
        ("05-30 09:00", "not_answered", "supervise"),
    ]


@pytest.mark.parametrize(
    ("result", "due", "moment"),
    [
        ("05-25 23:59", "05-24 23:59", "05-28 09:01"),  # its own limit
        ("05-25 23:59", "06-08 23:59", "06-11 09:01"),  # the case was given longer
        ("", "05-24 23:59", "05-25 09:01"),  # an old call kept none: it runs with the case
    ],
)
def test_how_long_a_unit_may_take_to_answer(
    result: str, due: str, moment: str, book: DutyBook
) -> None:
    said = call("qu_chengguanwei", "05-21 10:00", arrived="05-21 15:00", result=result)
    late = [one.trouble for one in lateness(case(said, due=due), at(moment))]
    assert Trouble.NOT_ANSWERED in late
    earlier = at(moment) - 3 * 86400
    late = [one.trouble for one in lateness(case(said, due=due), earlier)]
    assert Trouble.NOT_ANSWERED not in late


def test_a_unit_that_gave_a_date_is_held_to_that_and_to_nothing_else(book: DutyBook) -> None:
    """It promised for Wednesday 23 May, before the close of day; it had not come."""
    found = case(call("qu_chengguanwei", "05-21 10:00"))
    found = found._replace(promises=(promise("qu_chengguanwei", "05-23 23:59"),))
    fired = climbs(found, book, "05-22 10:00", "05-24 09:00", "05-24 09:01", "05-28 09:00")
    assert fired == [
        ("05-24 09:00", "not_kept", "remind"),
        ("05-28 09:00", "not_kept", "supervise"),
    ]
    (late,) = lateness(found, at("05-24 09:00"))
    assert late.key == ("not_kept", f"{NUMBER}-Y1", "qu_chengguanwei")


def test_a_date_kept_or_replaced_is_not_pursued(book: DutyBook) -> None:
    made = promise("dianli", "05-23 23:59")
    for over in (made._replace(kept_at=at("05-26 09:00")), made._replace(replaced_at=1)):
        assert list(lateness(case()._replace(promises=(over,)), at("06-21 10:00"))) == []


def test_a_whistle_that_waits_for_the_street_pursues_no_unit(book: DutyBook) -> None:
    blown = at("05-18 15:00")
    asked = Whistle(f"{NUMBER}-S1", NUMBER, "QS", None, blown, at("05-18 19:00"))
    found = case()._replace(whistles=(asked,), state=State.ASKED)
    assert climbs(found, book, "06-21 10:00") == []


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


IN_HAND = {State.LOGGED, State.HANDLING, State.ASKED, State.WHISTLED}


@pytest.mark.parametrize("state", sorted(set(State) - IN_HAND))
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
        ("version: '0.2'", "version: [", "YAML"),
        ("version: '0.2'", "version: !!python/name:os.system", "!"),
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
        ladderfile.load(path, tmp_path)
    assert "escalation" in refused.value.hint


def test_an_offices_ladder_of_before_is_still_read(tmp_path: Path) -> None:
    """It says how soon a unit answers, which the duty's tier does now, and knows no promises."""
    path = tmp_path / "own.yaml"
    lines = SHIPPED.read_text("utf-8").splitlines(keepends=True)
    older = "".join(line for line in lines if not line.startswith("      not_kept:"))
    older += "answer_within: {emergency: 2h, otherwise: 3wd, basis: 自定}\n"
    path.write_text(older.replace(", not_kept]", "]"), encoding="utf-8")
    for step in ladderfile.load(path, tmp_path).steps:
        assert step.after[Trouble.NOT_KEPT] == step.after[Trouble.NOT_ANSWERED]


def test_a_ladder_is_checked_once_and_again_when_the_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []

    def check(path: Path) -> dict[str, Any]:
        checked.append(path.read_text("utf-8"))
        return once(path)

    once = ladderlint.compiled
    monkeypatch.setattr(ladderlint, "compiled", check)
    path = tmp_path / "own.yaml"
    path.write_text(SHIPPED.read_text("utf-8"), encoding="utf-8")
    first, second = (ladderfile.load(path, tmp_path / "cache") for _ in range(2))
    assert first == second
    assert len(checked) == 1
    path.write_text(checked[0].replace("title: 督办单", "title: 督办函"), encoding="utf-8")
    assert ladderfile.load(path, tmp_path / "cache").steps[1].title == "督办函"


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b"null"])
def test_a_damaged_copy_in_the_cache_is_made_anew(damage: bytes, tmp_path: Path) -> None:
    ladderfile.load(SHIPPED, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    assert ladderfile.load(SHIPPED, tmp_path) == LADDER
    assert kept.read_bytes() != damage


def test_a_ladder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile):
        ladderfile.load(tmp_path / "none.yaml", tmp_path)


# --- what is not pursued -------------------------------------------------------------------------


def test_nothing_paused_is_pursued_until_the_pause_has_run_out() -> None:
    late = case(due="05-18 18:00")
    assert list(lateness(late, at("05-21 10:00")))
    paused = late._replace(paused_at=at("05-18 09:00"), paused_until=at("05-21 18:00"))
    assert list(lateness(paused, at("05-21 10:00"))) == []
    assert list(lateness(paused, at("05-21 18:01")))
