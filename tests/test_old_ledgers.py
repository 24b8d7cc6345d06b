"""Ledgers as earlier versions of the program wrote them: they open, replay, and are gone on with.

`tests/ledgers` holds one of each version, dumped to SQL; each has cases in several states, a
whistle, an undone act and, from version 3 on, a district assignment.
"""

from pathlib import Path

import pytest

from conftest import Run
from machine import ledger, raw
from shaozi.store.opening import VERSION

OLD = sorted((Path(__file__).parent / "ledgers").glob("v*.sql"))


@pytest.fixture(params=OLD, ids=lambda path: str(path.stem))
def old(request: pytest.FixtureRequest, run: Run) -> Run:
    """A home with the ledger of an earlier version."""
    ledger().parent.mkdir(parents=True)
    with raw() as connection:
        connection.executescript(request.param.read_text("utf-8"))
    run("config", "list", now="2018-05-18T17:00:00+08:00")
    return run


def entries() -> list[tuple[object, ...]]:
    with raw() as connection:
        return connection.execute("SELECT * FROM entries ORDER BY desk, number").fetchall()


def faults(run: Run) -> object:
    return run("doctor", "--json").json["item"]["faults"]


def test_it_opens_and_every_history_adds_up_to_its_row(old: Run) -> None:
    before = entries()
    assert len(before) >= 18
    assert faults(old) == [], "digests, rows, moves and texts"
    assert entries() == before, "no line of the history was touched"
    with raw() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert list(ledger().parent.glob("*.bak")), "a copy was kept"


def test_whoever_came_or_called_is_known_to_have_been_spoken_with(old: Run) -> None:
    visited = old("show", "2", "--json").json["item"]
    assert visited["contacted_at"] == visited["logged_at"]


def test_nobody_is_asked_to_tell_again_and_nothing_was_handed_over(old: Run) -> None:
    assert old("list", "--to-tell", "--json").json["count"] in (0, 1)
    for number in ("3", "4", "5"):
        case = old("show", number, "--json").json["item"]
        assert (case["to_tell"], case["handovers"], case["objection"]) == (None, 0, None)


def test_work_goes_on(old: Run) -> None:
    assert old("contact", "1", "--how", "又打了电话").code == 0
    object_to = ("--ground", "归供电", "--basis", "《电力法》", "--suggest", "供电")
    assert old("object", "1", *object_to).code == 0
    rule = ("--upheld", "yes", "--reason", "灯归供电", "--by", "陈主任")
    assert old("rule", "1", *rule).code == 0
    assert old("report-up", "1", "--reason", "供电也不认").code == 0
    assert old("contact", "1", "--told").code == 0
    assert old("reopen", "4", "--reason", "又响了").code == 0
    assert old("log", "路灯不亮", "--duty", "CG-26").code == 0
    case = old("show", "1", "--json").json["item"]
    assert (case["receiver"], case["handovers"], case["to_tell"]) == ("dianli", 1, None)
    assert faults(old) == []


def test_personal_data_of_before_are_erased_too(old: Run) -> None:
    listed = old("erase", "--json", "--limit", "0", now="2019-05-18T17:00:00+08:00").json
    numbers = [case["number"] for case in listed["items"]]
    assert numbers
    assert old("erase", "--due", "--yes").out.split() == numbers
    assert faults(old) == []
    assert old("erase", "--json").json["count"] == 0


def test_a_whistle_of_before_called_its_units_when_it_was_blown(old: Run) -> None:
    (blown,) = old("show", "2", "--json").json["item"]["whistles"]
    assert (blown["waiting"], blown["called_at"]) == (False, blown["whistled_at"])
    came = {call["unit"]: call["attendance"] for call in blown["calls"]}
    assert came == {"xiaofang": "on_time", "pingan": "released"}, "stood down before its time"
    order = old("show", "2-S1", "--json").json["item"]
    assert (order["to_street"], order["tried"], order["approver"]) == (False, [], "")
    assert order["calls"][0]["result_due"] == old("show", "2", "--json").json["item"]["due"]


def test_a_whistle_goes_through_both_levels_in_it(old: Run) -> None:
    old("whistle", "1", "--reason", "难", "--to", "供电", env={"SHAOZI_LEVEL": "community"})
    assert old("approve", "1", "--approver", "王", env={"SHAOZI_LEVEL": "street"}).code == 0
    assert old("receive", "1", "供电").code == 0
    assert old("answer", "1", "供电", "--result", "等料", "--by-when", "5月25日").code == 0
    assert old("convene", "1", "--topic", "灯", "--agreed", "供电；换灯；5月26日").code == 0
    assert old("fulfil", "1-Y2").code == 0
    assert old("stand-down", "1").code == 0
    assert faults(old) == []
