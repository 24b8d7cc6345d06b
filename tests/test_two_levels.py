"""The community whistles to the street, the street to the units: as both type it."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from conftest import Run
from machine import digest

JUNK = "3号楼楼道堆满杂物，疏散通道被堵"
PLACE = "西巷8号3号楼2单元501室"
WHO = ("--name", "王小明", "--phone", "13812345678")
WHY = ("--reason", "劝了三次，501的王小明不搬")
NUMBER = "SZ-18-00001"


def at(clock: str) -> str:
    return f"2018-05-{clock.replace(' ', 'T') if ' ' in clock else '18T' + clock}:00+08:00"


def case(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = run("show", "1", "--json").json["item"]
    return found


def desk(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = run("--json").json["item"]
    return found


def calls(run: Run) -> dict[str, dict[str, Any]]:
    blown = run("show", "1", "--json").json["item"]["whistles"][-1]
    return {call["unit"]: call for call in blown["calls"]}


@pytest.fixture
def community(run: Run) -> Run:
    """Case 1 at a community's desk, whistled to the street at 15:00; ZF is answered in an hour."""
    run("log", JUNK, "--at", PLACE, *WHO, env={"SHAOZI_LEVEL": "community"})
    run("note", "1", "和13812345678的王小明谈过，不肯搬")
    run("whistle", "1", *WHY, "--tried", "物业贴了告知单")
    return run


@pytest.fixture
def street(community: Run) -> Run:
    """The same, half an hour later at the street's desk."""
    community("list", env={"SHAOZI_LEVEL": "street"}, now=at("15:30"))
    return community


# --- waiting --------------------------------------------------------------------------------------


def test_a_communitys_whistle_waits_for_the_street_and_calls_nobody(community: Run) -> None:
    found = case(community)
    assert found["state"] == "asked"
    (blown,) = found["whistles"]
    assert (blown["waiting"], blown["called_at"], blown["calls"]) == (True, None, [])
    assert blown["due"] == blown["answer_due"] == at("16:00")


def test_the_waiting_is_seen_with_its_clock_everywhere(community: Run) -> None:
    shown = community("show", "1", "--why", now=at("16:30")).out
    assert shown.startswith(f"{NUMBER}  待街道\n")
    assert "    等街道答复，限 2018-05-18 16:00（逾期 30 分钟）\n" in shown
    assert f"{NUMBER}-S1 街道答复: 2018-05-18 16:00" in shown
    assert community("list", "--state", "asked").out.startswith(f"{NUMBER}\tasked\t")
    assert f"待街道答复\n  {NUMBER}-S1  逾期 30 分钟" in community().out
    assert [row["whistle"] for row in desk(community)["asked"]] == [f"{NUMBER}-S1"]


def test_the_desk_says_what_the_reader_can_do_about_it(community: Run) -> None:
    assert f"→ shaozi show {NUMBER}-S1\n" in community().out
    own = community(env={"SHAOZI_LEVEL": "both"}).out
    assert f"→ shaozi approve {NUMBER}-S1 --approver …" in own


@pytest.mark.parametrize("level", ["both", "street"])
def test_with_approval_every_whistle_waits(run: Run, level: str) -> None:
    run("log", JUNK, env={"SHAOZI_LEVEL": level, "SHAOZI_APPROVAL": "street"})
    assert run("whistle", "1", *WHY, "--json").json["item"]["waiting"] is True
    assert run("approve", "1", "--approver", "王主任").code == 0
    assert case(run)["state"] == "whistled"


@pytest.mark.parametrize("level", ["both", "street"])
def test_without_it_one_command_calls_the_units(run: Run, level: str) -> None:
    run("log", JUNK, env={"SHAOZI_LEVEL": level})
    blown = run("whistle", "1", *WHY, "--json").json["item"]
    assert (blown["waiting"], blown["answer_due"]) == (False, None)
    assert [call["unit"] for call in blown["calls"]] == ["pingan", "xiaofang"]


def test_no_unit_is_pursued_while_the_whistle_waits(community: Run) -> None:
    """A month later only the case itself is late."""
    late = community("escalate", "--json", now="2018-06-19T10:00:00+08:00").json["items"]
    assert [(item["trouble"], item["unit"]) for item in late] == [("overdue", None)]


# --- the street's answers -------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [("approve",), ("whistle", "approve"), ("吹哨", "批准")])
def test_the_street_approves_and_the_units_clocks_start_then(
    street: Run, typed: Sequence[str]
) -> None:
    done = street(*typed, "1", "--approver", "王主任", "--json")
    assert done.code == 0
    blown = done.json["item"]
    assert {call["called_at"] for call in blown["calls"]} == {at("15:30")}
    assert {call["due"] for call in blown["calls"]} == {at("17:30")}
    assert {call["result_due"] for call in blown["calls"]} == {"2018-05-25T23:59:59+08:00"}
    assert len(blown["text"]) <= 200
    assert "王小明" not in done.out


def test_the_units_the_whistler_named_are_those_called(run: Run) -> None:
    run("log", JUNK, env={"SHAOZI_LEVEL": "community"})
    run("whistle", "1", *WHY, "--to", "供电", "--kind", "ZD")
    run("approve", "1", "--approver", "王主任", env={"SHAOZI_LEVEL": "street"})
    assert list(calls(run)) == ["dianli"]
    assert case(run)["whistles"][0]["kind"] == "ZD"


def test_it_comes_back_with_reasons_and_may_be_blown_again(street: Run) -> None:
    back = street("return", "1", "--reason", "先写清物业做了什么")
    assert back.out.splitlines()[0].endswith("退回 2018-05-18 15:30")
    assert "    退回理由: 先写清物业做了什么" in back.out
    assert back.err == (f"下一步: shaozi resolve {NUMBER} --how …  |  shaozi whistle {NUMBER}\n")
    assert case(street)["state"] == "handling"
    street("whistle", "1", *WHY, env={"SHAOZI_LEVEL": "community"})
    assert case(street)["whistles"][1]["number"] == f"{NUMBER}-S2"
    assert street("doctor").code == 0


def test_it_is_widened_as_it_is_approved(street: Run) -> None:
    done = street("widen", "1", "--to", "供电", "--approver", "王主任")
    assert done.code == 0
    assert sorted(calls(street)) == ["dianli", "pingan", "xiaofang"]


def test_an_open_whistle_is_widened_and_the_new_unit_has_its_own_time(street: Run) -> None:
    street("approve", "1", "--approver", "王主任")
    done = street("whistle", "widen", "1", "--to", "供电", now=at("16:15"))
    assert "请供电公司于 05-18 18:15 前到场报到" in done.out, "only to the unit called now"
    assert "社区平安部" not in done.out
    due = {unit: call["due"] for unit, call in calls(street).items()}
    assert (due["dianli"], due["pingan"]) == (at("18:15"), at("17:30"))
    street("undo", "1")
    assert "dianli" not in calls(street)
    assert street("doctor").code == 0


def test_a_unit_is_not_called_before_the_whistle_was_blown(street: Run) -> None:
    street("approve", "1", "--approver", "王主任")
    before = digest()
    early = ("--happened", "14:59", "--reason", "灯也坏了")
    assert street("widen", "1", "--to", "供电", *early).code == 5
    assert digest() == before
    assert street("widen", "1", "--to", "供电", "--reason", "灯也坏了").code == 0
    assert "灯也坏了" in street("show", "1").out


def test_the_officer_may_take_back_what_the_street_has_not_answered(community: Run) -> None:
    assert community("undo", "1").code == 0
    assert case(community)["whistles"] == []
    community("whistle", "1", *WHY)
    assert community("stand-down", "1").code == 0
    assert case(community)["state"] == "handling"


# --- refusals -------------------------------------------------------------------------------------

REFUSED = [
    (("approve", "1"), 2, "还缺批准人"),
    (("approve", "1", "--approver", " "), 2, "没有写内容"),
    (("widen", "1", "--to", "供电"), 2, "还缺批准人"),
    (("return", "1"), 2, "还缺为什么退回"),
    (("return", "1", "--reason", ""), 2, "没有写内容"),
    (("approve", "1-S9", "--approver", "王主任"), 3, "没有哨“1-S9”"),
    (("whistle", "1", *WHY), 5, f"{NUMBER} 待街道，不能吹哨"),
    (("resolve", "1", "--how", "好了"), 5, f"{NUMBER} 待街道，不能办结"),
    (("arrive", "1", "消防", "--by", "李队"), 5, f"{NUMBER} 待街道，不能报到"),
    (("receive", "1-S1", "消防"), 5, f"{NUMBER} 待街道，不能签收"),
    (("approve", "1", "--approver", "王", "--happened", "14:59"), 5, "早于"),
]


@pytest.mark.parametrize(("typed", "code", "says"), REFUSED, ids=lambda row: str(row)[:40])
def test_what_does_not_fit_a_waiting_whistle_is_refused_and_nothing_changed(
    street: Run, typed: Sequence[str], code: int, says: str
) -> None:
    before = digest()
    done = street(*typed)
    assert (done.code, digest()) == (code, before)
    assert says in done.err


@pytest.mark.parametrize(
    "typed",
    [
        ("approve", "1", "--approver", "王主任"),
        ("approve", "1"),
        ("return", "1", "--reason", "再写"),
        ("return", "1"),
        ("widen", "1", "--to", "供电"),
        ("rate", "1", "--founded", "yes"),
    ],
    ids=" ".join,
)
def test_at_a_communitys_desk_the_streets_answers_are_not_permitted(
    community: Run, typed: Sequence[str]
) -> None:
    before = digest()
    done = community(*typed)
    assert (done.code, digest()) == (4, before)
    assert "是街道的事" in done.err


def test_what_was_never_blown_cannot_be_approved(run: Run) -> None:
    run("log", JUNK)
    before = digest()
    assert run("approve", "1", "--approver", "王主任").code == 5
    assert run("widen", "1", "--to", "供电", "--approver", "王主任").code == 5
    run("whistle", "1", *WHY)
    blown = digest()
    done = run("approve", "1", "--approver", "王主任")
    assert (done.code, digest()) == (5, blown)
    assert "没有等街道答复的哨" in done.err
    assert before != blown


def test_a_second_whistle_waits_for_the_first_to_be_answered(run: Run) -> None:
    """Units are called by S1; while S2 waits, no third is blown."""
    run("log", JUNK)
    run("whistle", "1", *WHY)
    run("whistle", "1", *WHY, "--to", "供电", env={"SHAOZI_LEVEL": "community"})
    assert case(run)["state"] == "whistled"
    before = digest()
    done = run("whistle", "1", *WHY, "--to", "燃气")
    assert (done.code, digest()) == (5, before)
    assert f"{NUMBER}-S2 还在等街道答复" in done.err
    assert run("arrive", "1-S2", "供电", "--by", "孙工").code == 5
    run("stand-down", "1-S1")
    assert case(run)["state"] == "asked"
    assert run("doctor").code == 0


# --- the order ------------------------------------------------------------------------------------


def test_the_order_says_all_of_it_and_never_who_complained(street: Run) -> None:
    street("approve", "1", "--approver", "王主任")
    street("receive", "1", "消防", now=at("15:40"))
    street("arrive", "1", "消防", "--by", "李队", "--post", "副队长", now=at("15:50"))
    done = street("show", "1-S1")
    for line in (
        f"综合执法哨单  {NUMBER}-S1",
        "  级别: 社区→街道→部门",
        "  吹哨: 2018-05-18 15:00  专员甲",
        "  批准: 2018-05-18 15:30  王主任",
        "  事由: 3号楼楼道堆满杂物，疏散通道被堵",
        "  主责: 社区平安部",
        "  配合: 消防（派驻）",
        "  报到地点: 西巷8号3号楼",
        "  报到时限: 2018-05-18 17:30",
        "    签收: 2018-05-18 15:40",
        "    报到: 2018-05-18 15:50  李队 副队长",
        "    反馈时限: 2018-05-25 23:59",
        "  草稿·清单未核",
    ):
        assert line in done.out.splitlines()
    assert "  已采取措施: 物业贴了告知单；" in done.out
    assert "《消防法》第28、60条；《北京市物业管理条例》" in done.out
    whole = done.out + street("show", "1-S1", "--json").out
    assert not any(secret in whole for secret in ("王小明", "13812345678", "501", "2单元"))


def test_the_place_may_be_another(run: Run) -> None:
    run("log", JUNK, "--at", PLACE, *WHO)
    run("whistle", "1", *WHY, "--place", "东门警务站")
    assert "  报到地点: 东门警务站\n" in run("show", "1-S1").out


def test_the_order_is_one_object_for_a_program(street: Run) -> None:
    waiting = street("show", "SZ-18-00001-S1", "--json").json
    assert waiting["schema"] == "shaozi/order/1"
    item = waiting["item"]
    assert (item["called_at"], item["due"], item["approver"]) == (None, at("16:00"), "")
    street("return", "1", "--reason", "再写")
    item = street("show", "1-S1", "--json").json["item"]
    assert (item["returned"], item["stood_down_at"]) == ("再写", at("15:30"))
    assert json.dumps(item, ensure_ascii=False).count("王小明") == 0


def test_english_reads_the_order_too(street: Run) -> None:
    out = street("show", "1-S1", lang="en").out
    assert out.startswith(f"Whistle order, Joint enforcement  {NUMBER}-S1\n")
    assert "  the street answers by: 2018-05-18 16:00\n" in out


# --- both sides scored ----------------------------------------------------------------------------


def test_a_score_is_printed_with_its_formula_and_where_the_weights_come_from(street: Run) -> None:
    street("approve", "1", "--approver", "王主任")
    street("arrive", "1", "消防", "--by", "李队", now=at("17:31"))
    street("rate", "1", "消防", "--cooperation", "90")
    done = street("rate", "1", "消防", "--score", "80")
    assert (
        "    消防（派驻）  综合 77 分 = (报到 60×30 + 配合 90×30 + 结果 80×40) ÷ 100\n" in done.out
    )
    assert (
        "    评分依据: 《北京市接诉即办工作条例》第33条；权重和分值为缺省值，待本街道核定"
        in done.out
    )
    assert calls(street)["xiaofang"]["total"] == {
        "total": 77.0,
        "parts": [
            {"part": "report_in", "points": 60, "weight": 30},
            {"part": "cooperation", "points": 90, "weight": 30},
            {"part": "result", "points": 80, "weight": 40},
        ],
    }


def test_the_whistler_is_judged_and_an_unfounded_whistle_needs_a_reason(street: Run) -> None:
    assert street("rate", "1", "--founded", "no").code == 2
    done = street("rate", "1", "--founded", "no", "--reason", "社区没上门")
    assert "    哨属实: 否" in done.out
    blown = case(street)["whistles"][0]
    assert (blown["founded"], blown["founded_score"]) == ("no", 0)
    assert "评哨  专员甲" in street("show", "1").out


@pytest.mark.parametrize(
    "typed",
    [
        ("rate", "1"),
        ("rate", "1", "消防", "--founded", "yes"),
        ("rate", "1", "消防"),
        ("rate", "1", "--score", "80"),
        ("rate", "1", "消防", "--cooperation", "101"),
    ],
    ids=" ".join,
)
def test_one_scores_a_unit_or_judges_the_whistle(street: Run, typed: Sequence[str]) -> None:
    street("approve", "1", "--approver", "王主任")
    before = digest()
    assert (street(*typed).code, digest()) == (2, before)
