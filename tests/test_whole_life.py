"""A case from the first word to the last, once for each kind of whistle (条例 art. 5)."""

import pytest

from conftest import Run

#: kind, what the resident said, the units that must be among the called
LIVES = [
    ("YJ", "外墙砖往下掉，差点砸着人", "qu_xiaofang"),
    ("ZF", "夜里工地打桩，吵得睡不着", "chengguan"),
    ("ZD", "胡同里的架空线乱成一团，要整治", "chengshi_guanli"),
    ("QS", "胡同里的路灯不亮，晚上看不清路", "chengshi_guanli"),
]


@pytest.mark.parametrize(("kind", "told", "unit"), LIVES, ids=[life[0] for life in LIVES])
def test_from_the_first_word_to_the_last(kind: str, told: str, unit: str, run: Run) -> None:
    case = run("log", told, "--name", "王小明", "--phone", "13812345678", "--json").json["item"]
    if case["duty"] is None:
        run("assign", "1", case["matches"][0]["code"])
    blown = run("whistle", "1", "--kind", kind, "--reason", "社区没有执法权", "--json").json["item"]
    called = [call["unit"] for call in blown["calls"]]
    assert blown["kind"] == kind
    assert unit in called
    assert run("close", "1").code == 5  # nothing is over before its time

    for minute, name in enumerate(called, 5):
        at = f"2018-05-18T15:{minute:02d}:00+08:00"
        assert run("arrive", "1", name, "--by", "李工", now=at).code == 0
    for name in called:
        assert (
            run("answer", "1", name, "--result", "已处理", now="2018-05-18T16:00:00+08:00").code
            == 0
        )
    assert run("rate", "1", called[0], "--score", "95").code == 0
    for step in (
        ("stand-down", "1"),
        ("resolve", "1", "--how", "现场处理完毕"),
        ("callback", "1", "--solved", "yes", "--satisfied", "yes"),
        ("close", "1"),
    ):
        assert run(*step).code == 0, step

    item = run("show", "1", "--json").json["item"]
    assert item["state"] == "closed"
    assert {call["attendance"] for call in item["whistles"][0]["calls"]} == {"on_time"}
    week = run("report", "weekly", "--json").json["item"]
    assert week["whistles"] == {kind: 1}
    assert week["total"]["closing"] == 0
    assert run("doctor").code == 0
    assert "王小明" not in run("show", "1").out


@pytest.mark.parametrize(("kind", "told", "unit"), LIVES, ids=[life[0] for life in LIVES])
def test_through_both_levels_returned_once_widened_and_met_upon(
    kind: str, told: str, unit: str, run: Run
) -> None:
    """The street returns a whistle, then widens it; a unit gives a date and keeps it."""
    community, street = {"SHAOZI_LEVEL": "community"}, {"SHAOZI_LEVEL": "street"}
    who = ("--name", "王小明", "--phone", "13812345678")
    case = run("log", told, *who, "--json", env=community).json["item"]
    if case["duty"] is None:
        run("assign", "1", case["matches"][0]["code"])
    why = ("--reason", "社区没有执法权", "--kind", kind)
    assert run("whistle", "1", *why).code == 0
    assert run("return", "1", "--reason", "写明试过什么", env=street).code == 0
    assert run("whistle", "1", *why, "--tried", "上门三次", env=community).code == 0
    assert run("approve", "1", "--approver", "王主任").code == 4  # not at a community's desk
    widened = run("widen", "1", "--to", "燃气", "--approver", "王主任", "--json", env=street)
    called = [call["unit"] for call in widened.json["item"]["calls"]]
    assert {unit, "ranqi"} <= set(called)

    for minute, name in enumerate(called, 5):
        at = f"2018-05-18T15:{minute:02d}:00+08:00"
        assert run("receive", "1", name, now=at).code == 0
        assert run("arrive", "1", name, "--by", "李工", "--post", "班长").code == 0
    agreed = f"{called[0]}；换好；5月25日"
    answered = "2018-05-18T16:00:00+08:00"
    assert run("convene", "1", "--topic", "怎么办", "--agreed", agreed, now=answered).code == 0
    for name in called[1:]:
        assert run("answer", "1", name, "--result", "已处理").code == 0
    assert run("answer", "1", called[0], "--result", "等料", "--by-when", "5月24日").code == 0
    for number in ("1-Y1", "1-Y2"):
        assert run("fulfil", number, "--how", "办了", now="2018-05-21T10:00:00+08:00").code == 0
    for name in called:
        assert run("leave", "1", name).code == 0
        assert run("rate", "1", name, "--score", "90", "--cooperation", "80").code == 0
    for step in (
        ("stand-down", "1"),
        ("rate", "1-S2", "--founded", "yes"),
        ("rate", "1-S1", "--founded", "no", "--reason", "没写明"),
        ("resolve", "1", "--how", "现场处理完毕"),
        ("callback", "1", "--solved", "yes", "--satisfied", "yes"),
        ("close", "1"),
    ):
        assert run(*step).code == 0, step

    item = run("show", "1", "--json").json["item"]
    assert item["state"] == "closed"
    returned, blown = item["whistles"]
    assert (returned["returned"], returned["calls"]) == ("写明试过什么", [])
    assert {call["total"]["total"] for call in blown["calls"]} == {90.0}  # 100×30 + 80×30 + 90×40
    order = run("show", "1-S2", "--json").json["item"]
    assert (order["to_street"], order["approver"]) == (True, "王主任")
    assert order["meetings"] == ["SZ-18-00001-H1"]
    assert run("escalate", "--json", now="2018-06-29T10:00:00+08:00").json["items"] == []
    assert run("doctor").code == 0
    whole = run("show", "1").out + run("show", "1-S2").out + run("show", "1-H1").out
    assert not any(secret in whole for secret in ("王小明", "13812345678"))
