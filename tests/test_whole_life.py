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
