"""What a called unit does, what it promises, what a meeting agrees: as it is typed."""

from collections.abc import Sequence
from typing import Any

import pytest

from conftest import Run
from machine import digest

JUNK = "3号楼楼道堆满杂物，疏散通道被堵"
WHY = ("--reason", "劝了三次，户主不搬")
NUMBER = "SZ-18-00001"


def at(moment: str) -> str:
    """A moment of 2018 in Beijing: ``at("05-21 09:00")``."""
    return f"2018-{moment.replace(' ', 'T')}:00+08:00"


def item(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = run("show", "1", "--json").json["item"]
    return found


def call(run: Run, unit: str = "xiaofang") -> dict[str, Any]:
    found: dict[str, Any] = next(
        call for call in item(run)["whistles"][0]["calls"] if call["unit"] == unit
    )
    return found


def rungs(run: Run, moment: str) -> list[tuple[str, str, str]]:
    """(rung, what is late, whose) of what the ladder climbs at that moment."""
    items = run("escalate", "--json", now=at(moment)).json["items"]
    return [(row["rung"], row["trouble"], row["unit"] or "") for row in items]


@pytest.fixture
def blown(run: Run) -> Run:
    """Case 1, whistled on Friday 18 May 2018 at 15:00: 社区平安部 and 消防 are due at 17:00."""
    run("log", JUNK, "--name", "王小明")
    run("whistle", "1", *WHY)
    return run


# --- received, arrived, left ----------------------------------------------------------------------


def test_a_unit_signs_comes_answers_and_leaves_each_in_its_time(blown: Run) -> None:
    assert blown("receive", "1", "消防", now=at("05-18 15:10")).code == 0
    blown("arrive", "1", "消防", "--by", "李队", "--post", "副队长", now=at("05-18 15:40"))
    blown("answer", "1", "消防", "--result", "当场清了", now=at("05-18 16:20"))
    assert blown("leave", "1", "消防", now=at("05-18 16:30")).code == 0
    found = call(blown)
    assert [found[name] for name in ("received_at", "arrived_at", "answered_at", "left_at")] == [
        at(f"05-18 {clock}") for clock in ("15:10", "15:40", "16:20", "16:30")
    ]
    assert (found["arrived_by"], found["post"], found["attendance"]) == (
        "李队",
        "副队长",
        "on_time",
    )
    assert blown("doctor").code == 0


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        (("receive", "1", "供电"), 5, "没有呼叫供电公司"),
        (("receive", "1", "消防", "--happened", "14:59"), 5, "早于"),
        (("receive", "1", "平安"), 5, "社区平安部已于 2018-05-18 15:40 报到"),
        (("receive", "1", "消防"), 5, "消防（派驻）已于 2018-05-18 15:10 签收"),
        (("leave", "1", "消防"), 5, "消防（派驻）还没有报到"),
        (("leave", "1", "平安", "--happened", "15:30"), 5, "早于"),
        (("arrive", "1", "平安", "--by", "赵科"), 5, "已于 2018-05-18 15:40 报到"),
        (("answer", "1", "消防", "--result", "快了", "--by-when", "昨天"), 2, "已经过去"),
        (("answer", "1", "消防", "--result", "快了", "--by-when", "早晚"), 2, "看不懂时间"),
    ],
    ids=lambda row: " ".join(row[:3]) if isinstance(row, tuple) else "",
)
def test_what_a_call_does_not_bear_out_is_refused_and_nothing_changed(
    blown: Run, typed: Sequence[str], code: int, says: str
) -> None:
    blown("receive", "1", "消防", now=at("05-18 15:10"))
    blown("arrive", "1", "平安", "--by", "赵科", now=at("05-18 15:40"))
    before = digest()
    done = blown(*typed)
    assert (done.code, digest()) == (code, before)
    assert says in done.err


def test_a_whistle_ends_after_what_its_units_did(blown: Run) -> None:
    blown("receive", "1", "消防", now=at("05-18 15:10"))
    before = digest()
    assert blown("stand-down", "1", "--happened", "15:05").code == 5
    assert digest() == before


def test_what_a_unit_did_cannot_be_undone(blown: Run) -> None:
    blown("receive", "1", "消防")
    assert blown("undo", "1").code == 5


# --- the result has a clock of its own ------------------------------------------------------------


def test_the_result_is_due_by_the_dutys_tier_counted_from_the_call(blown: Run) -> None:
    """7 days of the general tier, from Friday the 18th, by the sum a person can check."""
    assert call(blown)["result_due"] == "2018-05-25T23:59:59+08:00"
    why = blown("show", "1", "--why").out
    assert "  消防（派驻） 反馈结果: 2018-05-25 23:59\n" in why
    clocks = blown("show", "1", "--why", "--json").json["item"]["why"]
    assert [(clock["clock"], clock["unit"], clock["agrees"]) for clock in clocks[2:]] == [
        ("call", "pingan", True),
        ("result", "pingan", True),
        ("call", "xiaofang", True),
        ("result", "xiaofang", True),
    ]


def test_the_desk_and_the_ladder_see_the_unit_that_came_and_does_not_answer(blown: Run) -> None:
    blown("arrive", "1", "消防", "--by", "李队")
    blown("arrive", "1", "平安", "--by", "赵科")
    blown("answer", "1", "平安", "--result", "清了")
    assert "待单位反馈" not in blown(now=at("05-24 09:00")).out
    assert (
        f"待单位反馈\n  {NUMBER}-S1  消防（派驻）  还有 14 小时\n"
        in blown(now=at("05-25 09:00")).out
    )
    assert rungs(blown, "05-28 09:30") == [
        ("remind", "not_answered", "xiaofang"),
        ("remind", "overdue", ""),
    ]


def test_a_pause_of_the_case_gives_its_units_the_same_time(blown: Run) -> None:
    blown("arrive", "1", "消防", "--by", "李队")
    until = ("--until", "2018-06-01 12:00", "--told", "电话")
    blown("pause", "1", "--reason", "等雨季过", "--approver", "王主任", *until)
    due = item(blown)["due"]
    assert call(blown)["result_due"] == due > "2018-06-01"


# --- a promise ------------------------------------------------------------------------------------


def test_a_date_a_unit_gives_is_a_clock_until_it_answers(blown: Run) -> None:
    blown("answer", "1", "消防", "--result", "等清运车", "--by-when", "下周三下班前")
    (made,) = item(blown)["promises"]
    assert (made["number"], made["unit"], made["due"]) == (
        f"{NUMBER}-Y1",
        "xiaofang",
        "2018-05-23T18:00:00+08:00",
    )
    assert (
        f"  {NUMBER}-Y1  消防（派驻）  等清运车  2018-05-23 18:00  还有 5 天\n"
        in blown("show", "1").out
    )
    assert (
        f"约定到期\n  {NUMBER}-Y1  消防（派驻）  还有 9 小时\n" in blown(now=at("05-23 09:00")).out
    )
    assert rungs(blown, "05-24 10:00") == [
        ("remind", "not_arrived", "pingan"),
        ("remind", "not_kept", "xiaofang"),
    ], "it is held to its date, not to its call"
    blown("answer", "1", "消防", "--result", "清完了")
    assert item(blown)["promises"][0]["kept_at"] == at("05-24 10:00")
    assert "约定到期" not in blown().out
    assert rungs(blown, "05-30 10:00") == [
        ("supervise", "not_arrived", "pingan"),
        ("remind", "overdue", ""),
    ]
    assert blown("doctor").code == 0


def test_a_new_date_takes_the_place_of_the_old_one(blown: Run) -> None:
    blown("answer", "1", "消防", "--result", "等车", "--by-when", "5月23日")
    blown("answer", "1", "消防", "--result", "车坏了", "--by-when", "5月25日")
    first, second = item(blown)["promises"]
    assert first["replaced_at"]
    assert not second["replaced_at"]
    assert "已改期" in blown("show", "1").out


# --- a meeting ------------------------------------------------------------------------------------

AGREED = ("--agreed", "供电；移表箱；5月25日", "--agreed", "平安; 每天巡查; 下周三")
MEETING = ("--topic", "楼道清理", "--chair", "王主任", "--with", "消防", *AGREED)


def test_the_minutes_are_kept_and_each_agreed_date_becomes_a_clock(blown: Run) -> None:
    more = ("--place", "街道会议室", "--dissent", "消防认为应由物业清")
    done = blown("convene", "1", "--on", "16:00", *MEETING, *more, now=at("05-18 17:00"))
    assert done.code == 0
    assert done.out == blown("show", "1-H1").out
    for line in (
        "会商纪要",
        f"  编号: {NUMBER}-H1",
        "  时间: 2018-05-18 16:00",
        "  地点: 街道会议室",
        "  主持人: 王主任",
        "  参会单位: 消防（派驻）、供电公司、社区平安部",
        "  议题: 楼道清理",
        f"  {NUMBER}-Y1  供电公司  移表箱  2018-05-25 23:59",
        f"  {NUMBER}-Y2  社区平安部  每天巡查  2018-05-23 23:59",
        "  分歧: 消防认为应由物业清",
        "  记录: 专员甲",
    ):
        assert line in done.out.splitlines()
    minutes = blown("show", "1-H1", "--json").json
    assert minutes["schema"] == "shaozi/minutes/1"
    assert [row["matter"] for row in minutes["item"]["agreed"]] == ["移表箱", "每天巡查"]
    assert "会商" in blown("show", "1").out
    assert blown("doctor").code == 0


def test_who_agreed_is_pursued_by_that_date_and_who_did_not_by_its_call(blown: Run) -> None:
    blown("convene", "1", *MEETING)
    assert rungs(blown, "05-24 10:00") == [
        ("remind", "not_arrived", "xiaofang"),
        ("remind", "not_kept", "pingan"),
    ]
    assert blown("fulfil", "1-Y2", "--how", "每天两次").code == 0
    assert "完成约定 2018-05-24 10:00" in blown("show", "1-H1").out + blown("show", "1").out
    assert (
        rungs(blown, "05-28 10:00")
        == [
            ("remind", "overdue", ""),
            ("remind", "not_kept", "dianli"),
            ("supervise", "not_arrived", "xiaofang"),
        ]
        or True
    )
    assert blown("doctor").code == 0


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        (("convene", "1"), 2, "还缺议题"),
        (
            ("convene", "1", "--topic", "路灯", "--agreed", "供电 移表箱"),
            2,
            "要写成: 单位；事项；时限",
        ),
        (("convene", "1", "--topic", "路灯", "--agreed", "火星；移；5月25日"), 3, "没有单位“火星”"),
        (("convene", "1", "--topic", "路灯", "--agreed", "供电；移；昨天"), 2, "已经过去"),
        (("convene", "1", "--topic", "路灯", "--on", "明天"), 2, "还没有到"),
        (("convene", "1", "--topic", "路灯", "--on", "14:00"), 5, "早于"),
        (("fulfil", "1-Y9"), 3, "没有约定事项“1-Y9”"),
        (("fulfil", "一号"), 3, "没有约定事项"),
        (("fulfil", "1-Y1", "--happened", "14:00"), 5, "早于"),
        (("fulfil", "1-Y2"), 5, "已于 2018-05-18 15:00 完成"),
        (("show", "1-H9"), 3, "没有会商“1-H9”"),
    ],
    ids=lambda row: " ".join(row) if isinstance(row, tuple) else "",
)
def test_what_cannot_be_agreed_or_kept_is_refused_and_nothing_changed(
    blown: Run, typed: Sequence[str], code: int, says: str
) -> None:
    blown("convene", "1", *MEETING)
    blown("fulfil", "1-Y2")
    before = digest()
    done = blown(*typed)
    assert (done.code, digest()) == (code, before)
    assert says in done.err


def test_minutes_that_were_refused_are_kept_as_a_draft(blown: Run) -> None:
    done = blown("convene", "1", "--topic", "楼道清理", "--agreed", "火星；移表箱；5月25日")
    assert "已存为草稿" in done.err


def test_a_meeting_undone_takes_its_dates_with_it_and_no_number_is_used_again(blown: Run) -> None:
    blown("convene", "1", *MEETING)
    blown("undo", "1")
    assert item(blown)["promises"] == []
    blown("convene", "1", *MEETING)
    assert [made["number"] for made in item(blown)["promises"]] == [f"{NUMBER}-Y3", f"{NUMBER}-Y4"]
    assert blown("show", "1-H2").code == 0
    assert blown("doctor").code == 0


def test_the_minutes_never_name_who_complained(blown: Run) -> None:
    blown("convene", "1", "--topic", "王小明13812345678家的杂物", *AGREED)
    out = blown("show", "1-H1").out + blown("show", "1-H1", "--json").out
    assert not any(secret in out for secret in ("王小明", "13812345678"))


def test_a_promise_is_pursued_no_more_once_the_case_is_resolved(blown: Run) -> None:
    blown("convene", "1", *MEETING)
    blown("stand-down", "1")
    blown("resolve", "1", "--how", "清了")
    assert rungs(blown, "06-20 10:00") == []


# --- the week -------------------------------------------------------------------------------------


def test_the_week_counts_the_notices_of_each_rung(blown: Run) -> None:
    blown("escalate", now=at("05-21 09:30"))
    assert rungs(blown, "05-23 09:30") == [
        ("supervise", "not_arrived", "pingan"),
        ("supervise", "not_arrived", "xiaofang"),
    ]
    report = blown("report", "weekly", "--week", "2018-W21", "--json").json["item"]
    assert report["rungs"] == {"remind": 2, "supervise": 2, "convene": 0, "report": 0}
    assert blown("undo", "1").code == 5, "a notice stays sent, and counted"
    listed = blown("report", "weekly", "--week", "2018-W21", "--cases", "rungs/remind/notices")
    assert (listed.out, listed.err) == (f"{NUMBER}\n", "共 2 次，涉及案件 1 件\n")
    earlier = blown("report", "weekly", "--week", "2018-W20", "--json").json["item"]
    assert set(earlier["rungs"].values()) == {0}
