"""The same matter told twice: found when it is logged, tied, merged, and parted again."""

import pytest

from conftest import Run
from shaozi.repeats import likeness, may_be_one

LAMP = "胡同里的路灯不亮，晚上看不清路"
AGAIN = "胡同的路灯还是不亮，晚上根本看不清路"

ONE_OR_TWO = [
    # text, place, other text, other place, may be one
    (LAMP, "礼士胡同12号", "灯坏了", "礼士胡同 12号", True),  # the same place
    (LAMP, "礼士胡同12号", LAMP, "史家胡同3号", False),  # another place, the same words
    (LAMP, "", AGAIN, "", True),  # near words, no places
    (LAMP, "", AGAIN, "礼士胡同12号", True),  # near words, one place
    (LAMP, "", "三眼井的灯杆歪了", "", False),
    ("", "", "", "", False),
]


@pytest.mark.parametrize(("text", "place", "other", "there", "one"), ONE_OR_TWO)
def test_one_matter_is_told_by_place_and_words(
    text: str, place: str, other: str, there: str, one: bool
) -> None:
    assert may_be_one(text, place, other, there) is one
    assert may_be_one(other, there, text, place) is one


def test_likeness_is_from_0_to_1() -> None:
    assert likeness(LAMP, LAMP) == 1
    assert likeness(LAMP, "电梯坏了") == 0


def test_a_repeat_is_named_before_a_second_whistle_is_blown(run: Run) -> None:
    run("log", LAMP)
    done = run("log", AGAIN)
    assert "可能是同一件: SZ-18-00001" in done.err
    assert "shaozi merge SZ-18-00002 --into SZ-18-00001" in done.err
    assert run("log", AGAIN, "--json").json["item"]["repeats"] == ["SZ-18-00001", "SZ-18-00002"]
    assert "maybe the same" in run("log", LAMP, lang="en").err


def test_what_is_over_or_old_or_of_another_duty_is_no_repeat(run: Run) -> None:
    run("log", LAMP)
    run("withdraw", "1", "--reason", "登记错了")
    assert "可能是同一件" not in run("log", AGAIN).err
    late = run("log", AGAIN, now="2018-07-01T10:00:00+08:00")
    assert "可能是同一件" not in late.err
    assert "可能是同一件" not in run("log", LAMP, "--duty", "CG-24").err


def test_a_merged_case_is_over_and_each_history_names_the_other(run: Run) -> None:
    for _ in range(2):
        run("log", LAMP)
    done = run("merge", "2", "--into", "1", "--reason", "同一根灯杆")
    assert done.code == 0
    assert "已并案" in done.out
    assert "SZ-18-00001" in run("show", "2").out
    assert "SZ-18-00002" in run("show", "1").out
    assert [item["number"] for item in run("list", "--json").json["items"]] == ["SZ-18-00001"]
    assert run("whistle", "2", "--reason", "x").code == 5
    assert run("doctor").code == 0
    week = run("report", "weekly", "--json").json["item"]
    assert week["ended_how"] == {"merged": 1}


@pytest.mark.parametrize("way", [["undo", "2"], ["reopen", "2", "--reason", "不是同一件"]])
def test_a_merge_can_be_taken_back(way: list[str], run: Run) -> None:
    for _ in range(2):
        run("log", LAMP)
    run("merge", "2", "--into", "1", "--reason", "同一根灯杆")
    assert run(*way).code == 0
    assert run("list", "--json").json["count"] == 2
    assert run("doctor").code == 0


def test_merges_that_make_no_sense_are_refused(run: Run) -> None:
    for _ in range(2):
        run("log", LAMP)
    assert run("merge", "1", "--into", "1", "--reason", "x").code == 5
    assert run("merge", "1", "--into", "9", "--reason", "x").code == 3
    assert run("merge", "1", "--into", "2").code == 2
    run("withdraw", "1", "--reason", "错")
    assert run("merge", "2", "--into", "1", "--reason", "x").code == 5
    assert run("merge", "1", "--into", "2", "--reason", "x").code == 5
