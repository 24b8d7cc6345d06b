"""The joint team's roster: who was seconded, who is on duty, the street's say in it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from machine import digest, raw
from shaozi.roster import Member, on_duty, weekdays_of

FRIDAY = date(2018, 5, 18)


def added(run: Run, name: str, unit: str = "公安", *more: str) -> str:
    line = ("roster", "add", name, "--unit", unit, "--post", "民警", "--from", "2018-05-01", *more)
    done = run(*line, "--json")
    assert done.code == 0, done.err
    number: str = done.json["item"]["number"]
    return number


def items(run: Run, *line: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = run("roster", *line, "--json").json["items"]
    return found


# --- who is there ---------------------------------------------------------------------------------


def test_a_member_is_listed_with_the_name_masked(run: Run) -> None:
    assert added(run, "李志强", "公安", "--opinion", "同意") == "SZ-18-M0001"
    (item,) = items(run, "list")
    assert (item["name"], item["unit"], item["post"]) == ("李**", "gongan", "民警")
    assert (item["from"], item["to"], item["lacks_opinion"]) == ("2018-05-01", None, [])
    shown = run("roster", "list").out
    assert "李**" in shown
    assert "志强" not in shown
    assert run("doctor").code == 0


def test_whole_names_are_shown_with_a_trace(run: Run) -> None:
    added(run, "李志强")
    assert items(run, "list", "--reveal")[0]["name"] == "李志强"
    assert "李志强" in run("roster", "list", "--reveal").out
    with raw() as connection:
        acts = connection.execute("SELECT act, actor FROM member_entries ORDER BY number")
        assert acts.fetchall() == [("added", "专员甲"), *[("seen", "专员甲")] * 2]
    assert run("doctor").code == 0


def test_an_appointment_or_removal_without_the_streets_opinion_is_flagged(run: Run) -> None:
    added(run, "李志强")
    flagged = run("roster", "list").out
    assert "派入没有街道意见，《北京市街道办事处条例》第11条第1款第4项" in flagged
    run("roster", "opinion", "1", "街道同意派入")
    assert "没有街道意见" not in run("roster", "list").out
    run("roster", "leave", "1", "--on", "2018-05-31", "--reason", "轮岗")
    assert items(run, "list")[0]["lacks_opinion"] == ["left"]
    run("roster", "opinion", "1", "街道建议再留半年", "--leaving")
    assert items(run, "list")[0]["lacks_opinion"] == []
    assert run("doctor").code == 0


# --- who is on duty -------------------------------------------------------------------------------


def test_who_is_on_duty_follows_the_week_the_dates_and_the_stand_in(run: Run) -> None:
    one, two = added(run, "李志强"), added(run, "张伟")
    assert "每周一三五" in run("roster", "duty", one, "--weekdays", "5,3,1").out
    assert "Mon Wed Fri" in run("roster", "list", lang="en").out
    run("roster", "list", lang="zh")
    run("roster", "duty", two, "--date", "2018-05-19")
    assert [item["number"] for item in items(run, "today")] == [one]  # a Friday
    assert [item["number"] for item in items(run, "today", "--on", "2018-05-19")] == [two]
    assert items(run, "today", "--on", "2018-05-20") == []
    run("roster", "duty", one, "--substitute", two, "--on", "2018-05-18")
    assert [item["number"] for item in items(run, "today")] == [two]
    assert run("doctor").code == 0


def test_a_whistle_names_who_is_on_duty_by_post_and_surname(run: Run) -> None:
    added(run, "李志强", "消防")
    run("roster", "duty", "1", "--weekdays", "12345")
    run("log", "楼道堆满杂物", "--duty", "PA-05")
    blown = run("whistle", "1", "--to", "消防", "--reason", "劝了三次")
    assert "今日值班: 民警李\n" in blown.out
    assert "志强" not in blown.out
    run("log", "楼道堆满杂物，三号楼", "--duty", "PA-05")
    item = run("whistle", "2", "--to", "消防", "--reason", "劝了三次", "--json").json["item"]
    assert item["on_duty"] == {
        "xiaofang": [{"number": "SZ-18-M0001", "post": "民警", "name": "李**"}]
    }
    assert "志强" not in item["text"]


def a_member(number: str, **fields: Any) -> Member:
    base = Member(number, "SZ", 2018, 1, "t", "gongan", "民警", "2018-05-01", None)
    return base._replace(**fields)


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({"weekdays": "5"}, True),
        ({"weekdays": "1234"}, False),
        ({"dates": "2018-05-18 2018-05-20"}, True),
        ({"weekdays": "5", "to_day": "2018-05-18"}, True),  # the last day counts
        ({"weekdays": "5", "to_day": "2018-05-17"}, False),
        ({"weekdays": "5", "from_day": "2018-05-18"}, True),
        ({"weekdays": "5", "from_day": "2018-05-19"}, False),
        ({"weekdays": "5", "unit": "xiaofang"}, False),
        ({}, False),
    ],
)
def test_a_member_is_on_duty_while_there_and_on_his_days(
    fields: dict[str, str], there: bool
) -> None:
    member = a_member("M1", **fields)
    assert on_duty([member], "gongan", FRIDAY) == ([member] if there else [])


def test_who_stands_in_takes_the_place() -> None:
    one = a_member("M1", weekdays="5", substitutes="2018-05-18=M2")
    two = a_member("M2", unit="xiaofang")
    assert on_duty([one, two], "gongan", FRIDAY) == [two]
    assert on_duty([one, two], "gongan", date(2018, 5, 25)) == [one]


@given(st.sets(st.integers(1, 7), min_size=1))
def test_days_of_the_week_are_read_in_chinese_and_in_digits(days: set[int]) -> None:
    said = "".join(str(day) for day in sorted(days))
    assert weekdays_of(",".join(said)) == said
    assert weekdays_of("周" + "、".join("一二三四五六日"[day - 1] for day in days)) == said


# --- refused --------------------------------------------------------------------------------------

ADD = ("roster", "add", "李志强", "--unit", "公安", "--post", "民警")


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ((*ADD, "--from", "2018-06-01"), 5, "已在名册: SZ-18-M0001"),
        ((*ADD, "--from", "2018-04-01", "--to", "2018-05-01"), 5, "已在名册"),
        ((*ADD, "--from", "2018-04-30", "--to", "2018-04-01"), 2, "2018-04-01 早于开始的"),
        ((*ADD, "--from", "昨天"), 2, "日期“昨天”不对"),
        ((*ADD[:4], "火星", *ADD[5:], "--from", "2018-05-01"), 3, "没有单位“火星”"),
        (("roster", "leave", "1", "--on", "2018-04-30", "--reason", "x"), 2, "早于开始的"),
        (("roster", "leave", "9", "--on", "2018-05-30", "--reason", "x"), 3, "名册上没有“9”"),
        (("roster", "leave", "1", "--on", "2018-05-30", "--no-input"), 2, "为什么离队"),
        (("roster", "duty", "1", "--weekdays", "八"), 2, "星期“八”不对"),
        (("roster", "duty", "1", "--date", "2018-04-01"), 5, "不在队"),
        (("roster", "duty", "1"), 2, "值班的日子"),
        (("roster", "duty", "1", "--substitute", "1", "--on", "2018-05-18"), 5, "不能替自己"),
        (("roster", "duty", "1", "--substitute", "2", "--on", "2018-05-21"), 5, "不在队"),
        (("roster", "duty", "1", "--substitute", "2"), 2, "替哪天"),
        (("roster", "opinion", "1", " "), 2, "没有写内容"),
    ],
    ids=lambda value: " ".join(value[1:])[:40] if isinstance(value, tuple) else str(value)[:8],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    line: tuple[str, ...], code: int, says: str, run: Run
) -> None:
    added(run, "李志强")
    added(run, "张伟", "公安", "--to", "2018-05-20")
    before = digest()
    refused = run(*line)
    assert (refused.code, says in refused.err) == (code, True)
    assert digest() == before


def test_a_member_goes_by_name_where_it_is_nobody_elses(run: Run) -> None:
    added(run, "李志强")
    added(run, "王芳", "城管")
    duty = ("roster", "duty", "王芳", "--weekdays", "一三五", "--json")
    assert run(*duty).json["item"]["number"] == "SZ-18-M0002"
    standing = run("roster", "duty", "王芳", "--substitute", "李志强", "--on", "2018-05-21")
    assert standing.code == 0
    added(run, "王芳", "消防")
    before = digest()
    refused = run("roster", "leave", "王芳", "--on", "2018-05-31", "--reason", "轮岗")
    assert (refused.code, digest()) == (2, before)
    assert "不只一个: SZ-18-M0002、SZ-18-M0003" in refused.err
    run("roster", "leave", "2", "--on", "2018-05-31", "--reason", "轮岗")
    assert run(*duty).json["item"]["number"] == "SZ-18-M0003", "the other has left"


def test_a_second_stand_in_on_a_day_is_refused(run: Run) -> None:
    for name in ("李志强", "张伟", "王磊"):
        added(run, name)
    line = ("roster", "duty", "1", "--on", "2018-05-18", "--substitute")
    assert run(*line, "2").code == 0
    before = digest()
    assert (run(*line, "3").code, digest()) == (5, before)


def test_a_dry_run_writes_nothing_and_who_left_may_come_again(run: Run) -> None:
    added(run, "李志强")
    before = digest()
    assert run("roster", "leave", "1", "--on", "2018-05-20", "--reason", "x", "--dry-run").code == 0
    assert digest() == before
    run("roster", "leave", "1", "--on", "2018-05-20", "--reason", "轮岗")
    assert run(*ADD, "--from", "2018-06-01").code == 0
    assert run("doctor").code == 0


# --- the books ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE members SET post = '队长'", "SZ-18-M0001"),
        ("UPDATE member_texts SET body = '王五' WHERE kind = 'name'", "文字被改动"),
        ("DELETE FROM member_texts WHERE kind = 'opinion'", "文字不在了"),
    ],
)
def test_doctor_finds_what_was_tampered_with(tampering: str, found: str, run: Run) -> None:
    added(run, "李志强", "公安", "--opinion", "同意")
    assert run("doctor", "--json").json["item"]["faults"] == []
    with raw() as connection:
        connection.execute(tampering)
    assert found in run("doctor").out + run("doctor").err


def test_the_history_cannot_be_changed(run: Run) -> None:
    added(run, "李志强")
    with pytest.raises(Exception, match="append-only"), raw() as connection:
        connection.execute("DELETE FROM member_entries")
