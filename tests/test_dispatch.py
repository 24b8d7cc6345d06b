"""Who received a case first and answers for it, objections, and hand-overs counted."""

import json
import re

import pytest

from conftest import Run
from machine import digest
from shaozi.dispatch import answers, begun, hand_over, receiver
from shaozi.figures.dispatch import HandOver, dispatch
from shaozi.terms import Act, State
from test_lifecycle import case_in, history

OBJECT = (
    "--ground",
    "灯杆立在小区里，不是市政的",
    "--basis",
    "《物业管理条例》第98条",
    "--suggest",
)


def item(run: Run) -> dict[str, object]:
    found: dict[str, object] = run("show", "1", "--json").json["item"]
    return found


def who(run: Run) -> tuple[object, object, object]:
    """Who answers for the reply, who leads, how often it was handed over."""
    case = item(run)
    return case["receiver"], case["lead"], case["handovers"]


@pytest.fixture
def lamp(run: Run) -> Run:
    """A ticket of the hotline, with the department of urban management."""
    run("log", "路灯不亮", "--duty", "CG-26", "--channel", "12345")
    assert who(run) == ("chengshi_guanli", "chengshi_guanli", 0)
    return run


# --- the first receiver ---------------------------------------------------------------------------


def test_a_duty_put_right_before_work_began_is_no_hand_over(lamp: Run) -> None:
    assert lamp("note", "1", "还没去看").code == 0
    assert lamp("assign", "1", "PA-05").code == 0
    assert who(lamp) == ("pingan", "pingan", 0)
    assert "转手" not in lamp("show", "1").out


def test_who_received_it_first_answers_whoever_works_on_it_later(lamp: Run) -> None:
    lamp("contact", "1", "--how", "打了电话")
    assert lamp("assign", "1", "PA-05", "--reason", "其实是堆物挡了灯").code == 0
    assert who(lamp) == ("chengshi_guanli", "pingan", 1)
    shown = lamp("show", "1").out
    assert "首接: 城市管理部负责答复，转手 1 次" in shown
    assert "城市管理部 → 社区平安部" in shown
    assert "其实是堆物挡了灯" in shown
    entry = lamp("show", "1", "--json").json["item"]["history"][-1]["body"]
    assert entry["basis"].startswith("《"), "by which law it is the other's"
    assert lamp("list", "--json").json["items"][0]["handovers"] == 1
    assert lamp("doctor").code == 0


def test_a_hand_over_without_a_reason_is_refused(lamp: Run) -> None:
    lamp("contact", "1", "--how", "打了电话")
    before = digest()
    refused = lamp("assign", "1", "PA-05")
    assert (refused.code, "由城市管理部转给社区平安部的理由" in refused.err) == (2, True)
    assert digest() == before
    assert lamp("assign", "1", "CG-27").code == 0, "another item of the same unit passes nowhere"
    assert who(lamp)[2] == 0


def test_handing_a_matter_to_its_owner_is_a_hand_over(lamp: Run) -> None:
    lamp("refer", "1", "--to", "供电", "--how", "灯杆归他们")
    assert who(lamp) == ("chengshi_guanli", "chengshi_guanli", 1)
    lamp("undo", "1")
    assert who(lamp)[2] == 0, "what was undone counts nowhere"


# --- objections -----------------------------------------------------------------------------------


def test_an_objection_upheld_passes_the_case_on(lamp: Run) -> None:
    raised = lamp("object", "1", *OBJECT, "区住建委")
    assert "答复由城市管理部负责（首接负责，《北京市接诉即办工作条例》第14条" in raised.err
    assert who(lamp) == ("chengshi_guanli", "chengshi_guanli", 0), "until it is upheld"
    assert "派单异议待裁定" in lamp().out
    ruled = lamp("rule", "1", "--upheld", "yes", "--reason", "灯杆确属小区", "--by", "陈主任")
    assert "答复由区住房和城乡建设委员会" in ruled.err
    assert "接着移送: shaozi refer SZ-18-00001 --to 区住房和城乡建设委员会" in ruled.err
    assert who(lamp) == ("qu_zhujian", "qu_zhujian", 1)
    assert item(lamp)["objection"] is None
    assert "派单异议待裁定" not in lamp().out
    shown = lamp("show", "1").out
    assert "成立  城市管理部 → 区住房和城乡建设委员会" in shown
    assert "灯杆确属小区" in shown
    assert "陈主任" in shown
    lamp("refer", "1", "--to", "qu_zhujian", "--how", "归区住建委")
    assert who(lamp)[2] == 1, "it went there when the objection was upheld"
    assert lamp("doctor").code == 0


def test_what_is_to_be_typed_after_a_ruling_can_be_typed(lamp: Run) -> None:
    """A whistled case is not referred: its whistle is stood down first."""
    lamp("whistle", "1")
    lamp("object", "1", *OBJECT, "qu_zhujian")
    ruled = lamp("rule", "1", "--upheld", "yes", "--reason", "属实", "--by", "区城管")
    hint = next(line for line in ruled.err.splitlines() if "接着移送" in line)
    steps = re.findall(r"shaozi ([^，]+)", hint)
    assert [step.split()[0] for step in steps] == ["stand-down", "refer"]
    assert [lamp(*step.split()).code for step in steps] == [0, 0]


def test_what_nobody_sent_cannot_be_objected_to(run: Run) -> None:
    run("log", "路灯不亮", "--duty", "CG-26")
    before = digest()
    refused = run("object", "1", *OBJECT, "区住建委")
    assert refused.code == 5
    assert "SZ-18-00001 不是派来的工单，没有派单可以异议" in refused.err
    assert digest() == before
    for sent in (("--channel", "grid"), ("--ref", "W-2018-77")):
        run("amend", "1", *sent)
        assert run("object", "1", *OBJECT, "区住建委", "--dry-run").code == 0
        run("undo", "1")


def test_after_an_objection_ruling_on_it_comes_next(lamp: Run) -> None:
    raised = lamp("object", "1", *OBJECT, "区住建委")
    assert "下一步: shaozi rule SZ-18-00001 --upheld yes/no --reason … --by …  |  " in raised.err
    lamp("rule", "1", "--upheld", "no", "--reason", "x", "--by", "陈主任")
    assert str(item(lamp)["next"]).startswith("shaozi resolve")


def test_an_objection_not_upheld_leaves_the_case_where_it_is(lamp: Run) -> None:
    lamp("object", "1", *OBJECT, "区住建委")
    lamp("rule", "1", "--upheld", "no", "--reason", "路灯在市政路上", "--by", "陈主任")
    assert who(lamp) == ("chengshi_guanli", "chengshi_guanli", 0)
    assert item(lamp)["objection"] is None
    assert lamp("object", "1", *OBJECT, "区住建委").code == 0, "new grounds may come up"


def test_the_ruling_may_name_another_than_the_one_suggested(lamp: Run) -> None:
    lamp("object", "1", *OBJECT, "区住建委")
    line = ("--upheld", "yes", "--reason", "灯归供电", "--by", "陈主任", "--to", "供电")
    assert lamp("rule", "1", *line).code == 0
    assert who(lamp)[0] == "dianli"


def test_the_paper_carries_the_objection(lamp: Run) -> None:
    lamp("object", "1", *OBJECT, "区住建委")
    printed = lamp("paper", "objection", "1", "--json").json["item"]
    assert "灯杆立在小区里" in str(printed)
    assert "《物业管理条例》第98条" in str(printed)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (["object", "1", *OBJECT, "火星"], 3, "没有单位“火星”"),
        (["object", "1", *OBJECT, "城市管理部"], 5, "本来就由城市管理部承办"),
        (["object", "1", "--ground", "x", "--basis", "x", "--no-input"], 2, "建议承办单位"),
        (["object", "1", "--ground", " ", "--basis", "x", "--suggest", "供电"], 2, "没有写内容"),
        (["rule", "1", "--upheld", "yes", "--reason", "x", "--by", "陈"], 5, "没有待裁定"),
        (["rule", "1", "--upheld", "yes", "--reason", "x", "--no-input"], 2, "谁裁定的"),
        (["rule", "1", "--reason", "x", "--by", "陈", "--no-input"], 2, "异议成立吗"),
        (["object", "2", *OBJECT, "供电"], 5, "待定责"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else str(value)[:8],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    line: list[str], code: int, says: str, lamp: Run
) -> None:
    lamp("log", "有件事想反映一下")
    before = digest()
    refused = lamp(*line)
    assert (refused.code, says in refused.err) == (code, True)
    assert digest() == before


def test_an_objection_is_ruled_on_once_and_not_before_it_was_raised(lamp: Run) -> None:
    lamp("object", "1", *OBJECT, "供电", now="2018-05-18T16:00:00+08:00")
    before = digest()
    again = lamp("object", "1", *OBJECT, "供电")
    assert (again.code, "还没有裁定" in again.err) == (5, True)
    rule = ("rule", "1", "--upheld", "yes", "--reason", "x", "--by", "陈主任")
    assert lamp(*rule, "--happened", "2018-05-18 15:30").code == 5
    assert digest() == before
    assert lamp(*rule, "--dry-run", "--json").json["item"]["dry_run"] is True
    assert digest() == before


# --- as plain values ------------------------------------------------------------------------------


def test_work_begins_with_the_first_act_that_is_more_than_paper() -> None:
    paper = [(Act.LOGGED, "15:00"), (Act.ASSIGNED, "15:01"), (Act.NOTED, "15:02")]
    assert not begun(history(*paper))
    assert begun(history(*paper, (Act.CONTACTED, "15:03")))
    assert begun(history(*paper, (Act.WHISTLED, "15:03")))


def test_the_first_receiver_stays_once_work_has_begun() -> None:
    case = case_in(State.HANDLING)._replace(lead="pingan", receiver=None)
    assert answers(case) == "pingan", "of a case from before this was kept, who leads"
    assert receiver(case, "zhifadui", begun=True) == "pingan"
    assert receiver(case, "zhifadui", begun=False) == "zhifadui"
    assert hand_over(case, "pingan") is None
    assert hand_over(case, "zhifadui") == {"from": "pingan", "to": "zhifadui"}


def test_the_figures_of_a_period_name_every_hand_over_and_ruling() -> None:
    passed = {"from": "pingan", "to": "zhifadui"}
    acts: list[tuple[str, Act, dict[str, object]]] = [
        ("A", Act.ASSIGNED, {"handover": None, "basis": "《甲法》"}),
        ("A", Act.ASSIGNED, {"handover": passed, "basis": "《甲法》"}),
        ("B", Act.OBJECTED, {"suggest": "dianli"}),
        ("B", Act.RULED, {"upheld": True, "handover": {"from": None, "to": "dianli"}}),
        ("C", Act.RULED, {"upheld": False, "handover": None}),
    ]
    found = dispatch((case, act, at, json.dumps(body)) for at, (case, act, body) in enumerate(acts))
    assert found.hand_overs == [
        HandOver("A", Act.ASSIGNED, 1, "pingan", "zhifadui", "《甲法》"),
        HandOver("B", Act.RULED, 3, "", "dianli", ""),
    ]
    assert (found.objected, found.upheld, found.rejected) == (["B"], ["B"], ["C"])
