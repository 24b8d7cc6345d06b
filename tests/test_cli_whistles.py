"""A whistle from blowing it to standing it down, as officers, units and the street type it."""

from collections.abc import Sequence

import pytest

from conftest import Run
from machine import digest

JUNK = "3号楼楼道堆满杂物，疏散通道被堵"
REASON = ("--reason", "社区劝了三次，户主不搬")
AT = "2018-05-18T{}:00+08:00"


@pytest.fixture
def blown(run: Run) -> Run:
    """Case 1 with a whistle at 15:00 that calls 社区平安部 and 消防 until 17:00."""
    run("log", JUNK)
    run("whistle", "1", *REASON)
    return run


def calls(run: Run, whistle: int = 0) -> dict[str, dict[str, object]]:
    item = run("show", "1", "--json").json["item"]
    return {call["unit"]: call for call in item["whistles"][whistle]["calls"]}


# --- blowing it -----------------------------------------------------------------------------------


def test_the_duty_list_chooses_the_kind_and_the_units_and_says_why(run: Run) -> None:
    run("log", JUNK)
    whistle = run("whistle", "1", *REASON, "--json").json["item"]
    assert (whistle["number"], whistle["kind"]) == ("SZ-18-00001-S1", "ZF")
    assert [(call["unit"], call["role"]) for call in whistle["calls"]] == [
        ("pingan", "lead"),
        ("xiaofang", "power"),
    ]
    assert {call["due"] for call in whistle["calls"]} == {"2018-05-18T17:00:00+08:00"}
    assert [row["unit"] for row in whistle["why"]] == ["pingan", "xiaofang"]
    assert "《消防法》第28、60条" in whistle["why"][1]["why"]
    assert whistle["draft"] is True


def test_the_text_for_the_chat_group_is_short_masked_and_sent_by_nobody(run: Run) -> None:
    who = ("--name", "王小明", "--phone", "13812345678", "--at", "西巷8号3号楼2单元501室")
    run("log", f"王小明（13812345678）说{JUNK}{'，堆了很久没人管' * 60}", "--duty", "PA-05", *who)
    done = run("whistle", "1", *REASON)
    text = done.out.split("\n\n")[1].rstrip("\n")
    assert len(text) <= 200
    assert "\n" not in text
    assert text.startswith("【综合执法哨】SZ-18-00001-S1，地点: 西巷8号3号楼*单元***室。王**")
    assert text.endswith("请社区平安部、消防（派驻）于 05-18 17:00 前到场报到。（草稿·清单未核）")
    assert not any(secret in done.out for secret in ("王小明", "13812345678", "501"))
    assert "哨子自己不发送" in done.err


@pytest.mark.parametrize(
    ("at", "place", "told"),
    [
        ((), ("--place", "2号楼北侧"), "，地点: 2号楼北侧。"),
        (("--at", "西巷8号"), ("--place", "2号楼3单元501门口"), "，地点: 2号楼*单元***门口。"),
        (("--at", "西巷8号"), (), "，地点: 西巷8号。"),
        ((), (), "，地点请问社区。"),
    ],
)
def test_the_text_for_the_chat_group_says_where(
    run: Run, at: tuple[str, ...], place: tuple[str, ...], told: str
) -> None:
    run("log", JUNK, *at)
    done = run("whistle", "1", *REASON, *place)
    assert told in done.out
    assert "看看有没有居民姓名" in done.err


@pytest.mark.parametrize(
    ("kind", "due"),
    [("YJ", "15:30"), ("ZF", "17:00"), ("ZD", "15:00"), ("QS", "15:00")],
)
def test_the_kind_may_be_given_and_brings_its_time_to_report_in(
    run: Run, kind: str, due: str
) -> None:
    run("log", JUNK)
    whistle = run("whistle", "1", *REASON, "--kind", kind, "--json").json["item"]
    day = "19" if kind in ("ZD", "QS") else "18"
    assert (whistle["kind"], whistle["due"]) == (kind, f"2018-05-{day}T{due}:00+08:00")


def test_an_emergency_is_called_within_half_an_hour_and_needs_no_reason(run: Run) -> None:
    verdict = run("log", "楼道里着火了，冒浓烟", "--json").json["item"]
    assert verdict["verdict"] == "emergency"
    whistle = run("whistle", "1", "--json")
    assert (whistle.code, whistle.json["item"]["kind"]) == (0, "YJ")
    assert whistle.json["item"]["due"] == "2018-05-18T15:30:00+08:00"


def test_units_may_be_named_by_a_part_of_their_name(run: Run) -> None:
    run("log", JUNK)
    whistle = run("whistle", "1", *REASON, "--to", "供电", "--to", "平安", "--json").json["item"]
    roles = {call["unit"]: call["role"] for call in whistle["calls"]}
    assert roles == {"dianli": "named", "pingan": "lead"}


def test_a_unit_named_twice_is_called_once(run: Run) -> None:
    run("log", JUNK)
    whistle = run("whistle", "1", *REASON, "--to", "供电", "--to", "dianli", "--json").json["item"]
    assert [call["unit"] for call in whistle["calls"]] == ["dianli"]


def test_a_second_whistle_calls_only_who_was_not_called(blown: Run) -> None:
    second = blown("whistle", "1", *REASON, "--to", "供电", "--to", "消防（派驻）", "--json")
    assert second.json["item"]["number"] == "SZ-18-00001-S2"
    assert [call["unit"] for call in second.json["item"]["calls"]] == ["dianli"]
    assert blown("stand-down", "1-S1").code == 0
    assert blown("show", "1").out.startswith("SZ-18-00001  已吹哨\n"), "the second is still open"
    assert blown("stand-down", "1").code == 0
    assert blown("show", "1").out.startswith("SZ-18-00001  办理中\n")


def test_a_whistle_may_be_written_down_afterwards(run: Run) -> None:
    run("log", JUNK, "--happened", "09:00")
    whistle = run("whistle", "1", *REASON, "--happened", "10:00", "--json").json["item"]
    assert whistle["whistled_at"] == AT.format("10:00")
    assert {call["attendance"] for call in whistle["calls"]} == {"no_show"}


# --- coming, answering, being scored --------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "attendance", "minutes"),
    [("15:00", "on_time", None), ("17:00", "on_time", None), ("17:01", "late", 1)],
)
def test_the_times_say_who_came_in_time(
    blown: Run, at: str, attendance: str, minutes: int | None
) -> None:
    done = blown("arrive", "1", "消防", "--by", "李队", "--happened", at, now=AT.format("19:00"))
    assert done.code == 0
    call = calls(blown)["xiaofang"]
    assert (call["attendance"], call["late_minutes"]) == (attendance, minutes)


@pytest.mark.parametrize(
    ("now", "attendance"), [("16:59", "waiting"), ("17:00", "waiting"), ("17:01", "no_show")]
)
def test_who_has_not_come_is_waited_for_until_its_time_is_up(
    blown: Run, now: str, attendance: str
) -> None:
    blown("list", now=AT.format(now))
    assert {call["attendance"] for call in calls(blown).values()} == {attendance}


def test_who_comes_after_all_is_late_and_no_longer_a_no_show(blown: Run) -> None:
    blown("list", now=AT.format("18:00"))
    assert calls(blown)["pingan"]["attendance"] == "no_show"
    blown("arrive", "1", "平安", "--by", "赵科")
    assert calls(blown)["pingan"]["attendance"] == "late"
    assert calls(blown)["pingan"]["late_minutes"] == 60


def test_a_unit_may_answer_and_be_scored_without_having_come(blown: Run) -> None:
    assert blown("answer", "1", "消防", "--result", "已电话责令清理").code == 0
    assert blown("rate", "1", "消防", "--score", "0").code == 0
    call = calls(blown)["xiaofang"]
    assert (call["answer"], call["score"], call["arrived_at"]) == ("已电话责令清理", 0, None)


def test_a_score_may_still_be_given_when_the_whistle_is_over(blown: Run) -> None:
    blown("stand-down", "1")
    assert blown("rate", "1", "消防", "--score", "100").code == 0
    blown("resolve", "1", "--how", "清了")
    assert blown("rate", "1-S1", "平安", "--score", "10").code == 0
    assert calls(blown)["pingan"]["score"] == 10


@pytest.mark.parametrize("typed", ["消防", "消防（派驻）", "xiaofang", "XIAOFANG", "Fire branch"])
def test_a_called_unit_goes_by_its_id_or_a_part_of_its_name(blown: Run, typed: str) -> None:
    assert blown("arrive", "1", typed, "--by", "李队").code == 0


@pytest.mark.parametrize("typed", ["SZ-18-00001-S1", "sz-18-00001-s1", "1-S1", "1s1", "1"])
def test_a_whistle_goes_by_its_number_or_its_cases(blown: Run, typed: str) -> None:
    assert blown("arrive", typed, "消防", "--by", "李队").code == 0


# --- the end of it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("over", "said"),
    [("16:00", "已撤哨"), ("17:00", "已撤哨"), ("17:01", "未报到")],  # due at 17:00
)
def test_standing_down_says_who_never_came_and_who_was_released_in_time(
    blown: Run, over: str, said: str
) -> None:
    blown("arrive", "1", "消防", "--by", "李队", "--happened", "15:00")
    done = blown("stand-down", "1", "--note", "已清", now=AT.format(over))
    assert done.code == 0
    assert f"社区平安部  {said}" in done.out
    assert "消防（派驻）  按时报到" in done.out
    assert done.err.startswith("下一步: shaozi resolve SZ-18-00001 ")


def test_undoing_a_whistle_takes_its_calls_off_the_desk(blown: Run) -> None:
    assert "待单位报到" in blown().out
    undone = blown("undo", "1")
    assert undone.out == "SZ-18-00001  撤销  办理中\n"
    assert "待单位报到" not in blown().out
    assert blown("show", "1", "--json").json["item"]["whistles"] == []
    assert blown("report", "weekly", "--json").json["item"]["units"] == []
    assert blown("doctor").code == 0


def test_withdrawing_a_case_ends_its_whistles(blown: Run) -> None:
    blown("withdraw", "1", "--reason", "重复")
    assert "待单位报到" not in blown().out
    assert {call["attendance"] for call in calls(blown).values()} == {"released"}
    assert blown("arrive", "1", "消防", "--by", "李队").code == 5


@pytest.mark.parametrize(
    "typed",
    [
        ("arrive", "1", "消防", "--by", "李队", "--happened", "14:59"),
        ("arrive", "1", "供电", "--by", "李队"),
        ("answer", "1", "供电", "--result", "清了"),
        ("whistle", "1", *REASON),
        ("resolve", "1", "--how", "清了"),
    ],
)
def test_what_the_whistle_does_not_bear_out_is_a_conflict(blown: Run, typed: Sequence[str]) -> None:
    before = digest()
    assert blown(*typed).code == 5
    assert digest() == before
