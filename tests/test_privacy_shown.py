"""What identifies a resident is masked wherever it is shown; revealing it leaves a trace."""

from collections.abc import Sequence

import pytest

from conftest import Run
from machine import raw

NAME, PHONE, CARD = "王小明", "13812345678", "110101199003071234"
PLACE = "西巷8号3号楼2单元501室"
TEXT = f"{NAME}（电话{PHONE}，身份证{CARD}）说{PLACE}门口的路灯不亮"
SECRETS = (NAME, PHONE, CARD, "2单元", "501室")

#: Every way of looking at the case, for people and for programs.
LOOKS: tuple[Sequence[str], ...] = (
    (),
    ("--json",),
    ("list",),
    ("list", "--json"),
    ("list", "--jsonl"),
    ("find", "路灯"),
    ("find", PHONE),
    ("find", "路灯", "--json"),
    ("show", "1"),
    ("show", "1", "--json"),
    ("whistle", "1", "--to", "消防", "--reason", TEXT, "--dry-run"),
    ("whistle", "1", "--to", "消防", "--reason", TEXT, "--dry-run", "--json"),
    ("note", "1", TEXT, "--json"),
    ("amend", "1", "--text", TEXT, "--json"),
    ("resolve", "1", "--how", TEXT, "--json"),
    ("answer", "1", "供电", "--result", TEXT),
    ("answer", "1", "供电", "--result", TEXT, "--json"),
    ("stand-down", "1", "--note", TEXT),
    ("report", "weekly"),
    ("report", "weekly", "--json"),
    ("doctor",),
    ("log", TEXT, "--name", NAME, "--phone", PHONE, "--at", PLACE),
    ("log", TEXT, "--name", NAME, "--phone", PHONE, "--at", PLACE, "--json"),
    ("check", TEXT),
)


@pytest.fixture
def told(run: Run) -> Run:
    """Case 1 is full of what must not be shown, in every place where people type it."""
    person = ("--name", NAME, "--phone", PHONE)
    assert run("log", TEXT, "--at", PLACE, *person, "--duty", "CG-26").code == 0
    assert run("note", "1", TEXT).code == 0
    assert run("whistle", "1", "--to", "供电", "--reason", TEXT).code == 0
    return run


@pytest.mark.parametrize("typed", LOOKS, ids=[" ".join(typed[:1]) or "desk" for typed in LOOKS])
def test_nothing_that_identifies_the_resident_is_shown(told: Run, typed: Sequence[str]) -> None:
    if typed[:1] == ("resolve",):
        told("stand-down", "1")
    done = told(*typed)
    assert done.code == 0
    assert [secret for secret in SECRETS if secret in done.out + done.err] == []


def test_what_is_left_standing_is_enough_to_work_with(told: Run) -> None:
    shown = told("show", "1").out
    assert "  地点: 西巷8号3号楼*单元***室\n" in shown
    assert "  反映人: 王** 138****5678\n" in shown
    assert "门口的路灯不亮" in shown


def test_the_units_people_are_named(told: Run) -> None:
    assert "李工" in told("arrive", "1", "供电", "--by", "李工").out
    assert "李工" in told("show", "1").out


def test_a_unit_that_reports_in_sees_no_more_than_others(told: Run) -> None:
    done = told("arrive", "1", "供电", "--by", "李工", "--json")
    assert [secret for secret in SECRETS if secret in done.out] == []


# --- revealing ------------------------------------------------------------------------------------


def views() -> list[tuple[str, str, int]]:
    with raw() as connection:
        found = connection.execute('SELECT "case", actor, seen_at FROM views ORDER BY id')
        return [(case, actor, seen_at) for case, actor, seen_at in found]


@pytest.mark.parametrize(
    "typed",
    [
        ("show", "1", "--reveal"),
        ("show", "1", "--reveal", "--json"),
        ("list", "--reveal"),
        ("list", "--reveal", "--json"),
        ("list", "--reveal", "--jsonl"),
        ("find", "路灯", "--reveal"),
    ],
)
def test_revealing_shows_all_and_is_written_down(told: Run, typed: Sequence[str]) -> None:
    assert views() == []
    done = told(*typed, env={"SHAOZI_OFFICER": "专员乙"})
    assert (done.code, PHONE in done.out, PLACE in done.out) == (0, True, True)
    assert views() == [("SZ-18-00001", "专员乙", 1526626800)]


def test_each_revealed_case_of_a_list_is_written_down(told: Run) -> None:
    told("log", TEXT)
    told("list", "--reveal", "--limit", "1")
    assert len(views()) == 1
    told("list", "--reveal")
    assert [case for case, _, _ in views()[1:]] == ["SZ-18-00001", "SZ-18-00002"]


def test_looking_masked_is_not_written_down(told: Run) -> None:
    for typed in (("show", "1"), ("list",), ("find", "路灯", "--json"), ()):
        told(*typed)
    assert views() == []


def test_a_case_that_is_not_there_is_not_revealed(told: Run) -> None:
    assert told("show", "9", "--reveal").code == 3
    assert views() == []


def test_json_says_whether_it_is_masked(told: Run) -> None:
    assert told("show", "1", "--json").json["item"]["masked"] is True
    assert told("show", "1", "--reveal", "--json").json["item"]["masked"] is False


# --- what lies in the file ------------------------------------------------------------------------


def test_the_history_holds_no_typed_text_no_name_and_no_phone(told: Run) -> None:
    typed = (NAME, PHONE, CARD, PLACE, "路灯")
    with raw() as connection:
        for table in ("entries", "cases", "whistles", "calls", "moves"):
            kept = str(connection.execute(f"SELECT * FROM {table}").fetchall())
            assert [secret for secret in typed if secret in kept] == []
