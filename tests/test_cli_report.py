"""The weekly report: every figure adds up and names its cases."""

from typing import Any

import pytest

from conftest import Run
from machine import digest

LIGHT = "胡同口的路灯不亮"
FLOW = ("opening", "new", "reopened", "moved_in", "ended", "moved_out", "closing")
SLICES = ("by_channel", "by_community", "by_duty")
DAY = "2018-05-{}T12:00:00+08:00"


def week(run: Run, *typed: str) -> dict[str, Any]:
    """The report as a program reads it; the clock stays where it is."""
    item: dict[str, Any] = run("report", "weekly", *typed, "--json").json["item"]
    return item


def adds_up(report: dict[str, Any]) -> None:
    """Each slice balances, the slices are the total, and each list is as long as its figure."""
    for flow in [report["total"], *(flow for name in SLICES for flow in report[name])]:
        came = flow["opening"] + flow["new"] + flow["reopened"] + flow["moved_in"]
        assert came - flow["ended"] - flow["moved_out"] == flow["closing"]
    for name in SLICES:
        for figure in FLOW:
            assert sum(flow[figure] for flow in report[name]) == report["total"][figure]
    for figure in FLOW:
        assert len(report["cases"][figure]) == report["total"][figure]
    assert sum(report["ended_how"].values()) == report["total"]["ended"]


def settle(run: Run, number: str) -> None:
    for typed in (
        ("resolve", number, "--how", "换了灯泡"),
        ("callback", number, "--solved", "yes", "--satisfied", "yes"),
        ("close", number),
    ):
        assert run(*typed).code == 0


def test_an_empty_week_is_all_noughts(run: Run) -> None:
    report = week(run)
    assert (report["week"], report["from"], report["to"]) == (
        "2018-W20",
        "2018-05-14",
        "2018-05-20",
    )
    assert set(report["total"].values()) == {"", 0}
    assert not any(report["cases"].values())
    adds_up(report)


def test_what_came_and_went_is_counted_by_when_it_happened(run: Run) -> None:
    run("log", LIGHT, now=DAY.format("11"))
    run("log", LIGHT, now=DAY.format("14"))
    settle(run, "1")
    run("log", LIGHT, now=DAY.format("20"))
    run("log", LIGHT, now=DAY.format("21"))
    total = week(run, "--week", "2018-W20")["total"]
    assert [total[name] for name in FLOW] == [1, 2, 0, 0, 1, 0, 2]
    before, after = week(run, "--week", "2018W19"), week(run)
    assert [before["total"][name] for name in FLOW] == [0, 1, 0, 0, 0, 0, 1]
    assert [after["total"][name] for name in FLOW] == [2, 1, 0, 0, 0, 0, 3]
    for report in (before, week(run, "--week", "2018-W20"), after):
        adds_up(report)


def test_a_week_begins_on_monday_at_midnight(run: Run) -> None:
    run("log", "-", stdin=f"{LIGHT}\n", now="2018-05-13T23:59:59+08:00")
    run("log", "-", stdin=f"{LIGHT}\n", now="2018-05-14T00:00:00+08:00")
    report = week(run)
    assert report["cases"]["opening"] == ["SZ-18-00001"]
    assert report["cases"]["new"] == ["SZ-18-00002"]


def test_a_case_that_changes_its_slice_leaves_one_and_enters_the_other(run: Run) -> None:
    run("log", LIGHT, "--community", "东巷社区", "--duty", "CG-26")
    run("amend", "1", "--community", "西巷社区")
    run("assign", "1", "PA-05")
    report = week(run)
    flows = {flow["slice"]: flow for flow in report["by_community"]}
    assert (flows["东巷社区"]["new"], flows["东巷社区"]["closing"]) == (1, 0)
    assert (flows["西巷社区"]["new"], flows["西巷社区"]["closing"]) == (0, 1)
    assert {flow["slice"]: flow["closing"] for flow in report["by_duty"]} == {
        "CG-26": 0,
        "PA-05": 1,
    }


def test_the_figures_of_a_week_full_of_everything_add_up(run: Run) -> None:
    run("log", "-", "--community", "东巷社区", stdin=f"{LIGHT}\n" * 8, now=DAY.format("11"))
    settle(run, "1")
    run("reopen", "1", "--reason", "又不亮了", now=DAY.format("15"))
    run("assign", "2", "PA-05")
    run("amend", "3", "--community", "西巷社区", "--channel", "12345")
    run("refer", "4", "--to", "供电")
    run("advise", "5", "--how", "请打供电热线")
    run("withdraw", "6", "--reason", "记错了")
    run("undo", "6")
    run("log", LIGHT, "--settled", "换了灯泡")
    settle(run, "7")
    report = week(run)
    assert report["ended_how"] == {"advised": 1, "closed": 1, "referred": 1, "settled": 1}
    adds_up(report)
    adds_up(week(run, "--community", "东巷社区"))
    adds_up(week(run, "--community", "西巷社区"))
    adds_up(week(run, "--week", "2018-W19"))


def test_a_case_that_goes_round_twice_is_named_as_often_as_it_is_counted(run: Run) -> None:
    run("log", LIGHT)
    settle(run, "1")
    run("reopen", "1", "--reason", "又不亮了")
    settle(run, "1")
    report = week(run)
    assert report["total"]["ended"] == len(report["cases"]["ended"])


def test_what_is_recorded_after_the_week_is_a_line_of_its_own(run: Run) -> None:
    run("log", LIGHT, now=DAY.format("18"))
    run("log", LIGHT, "--happened", "2018-05-18 09:00", now=DAY.format("21"))
    report = week(run, "--week", "2018-W20")
    assert (report["total"]["new"], report["late_entries"]) == (2, 1)
    assert report["cases"]["late_entries"] == ["SZ-18-00002"]
    adds_up(report)


def test_each_unit_has_a_row_that_says_how_it_answered(run: Run) -> None:
    run("log", LIGHT, now="2018-05-18T09:00:00+08:00")
    units = ("xiaofang", "供电", "qu_huanwei", "平安部")
    to = [word for unit in units for word in ("--to", unit)]
    assert run("whistle", "1", "--reason", "修不了", "--kind", "ZF", *to).code == 0
    run("arrive", "1", "消防", "--by", "李", "--happened", "09:30", now="2018-05-18T13:00:00+08:00")
    run("arrive", "1", "供电", "--by", "赵", "--happened", "12:00")
    run("answer", "1", "供电", "--result", "换了线")
    run("rate", "1", "供电", "--score", "70")
    run("rate", "1", "消防", "--score", "90")
    rows = {row["unit"]: row for row in week(run)["units"]}
    assert {unit: (row["on_time"], row["late"], row["no_show"]) for unit, row in rows.items()} == {
        "xiaofang": (1, 0, 0),
        "dianli": (0, 1, 0),
        "qu_huanwei": (0, 0, 1),
        "pingan": (0, 0, 1),
    }
    assert (rows["dianli"]["median_minutes"], rows["dianli"]["mean_score"]) == (180.0, 70.0)
    assert rows["pingan"]["median_minutes"] is rows["pingan"]["mean_score"] is None
    assert week(run)["whistles"] == {"ZF": 1}
    assert list(rows) == sorted(rows), "by name, no ranking"


def test_what_to_attend_to_is_named(run: Run) -> None:
    run("log", LIGHT, now=DAY.format("07"))
    run("log", LIGHT, now=DAY.format("15"))
    for number in ("3", "4", "5"):
        run("log", LIGHT)
        run("resolve", number, "--how", "换了灯泡")
    run("callback", "3", "--solved", "yes", "--satisfied", "yes")
    run("callback", "4", "--solved", "no", "--satisfied", "no")
    run("callback", "5", "--satisfied", "unreached")
    cases = {name: [number[-1] for number in found] for name, found in week(run)["cases"].items()}
    assert (cases["overdue"], cases["due_next_week"]) == (["1"], ["2"])
    assert (cases["called_back"], cases["solved"]) == (["3", "4", "5"], ["3"])
    assert (cases["satisfied"], cases["unreached"]) == (["3"], ["5"])


@pytest.mark.parametrize("figure", ["new", "closing", "whistled", "overdue"])
def test_the_cases_behind_a_figure_are_listed_one_a_line(run: Run, figure: str) -> None:
    run("log", "-", stdin=f"{LIGHT}\n" * 3, now=DAY.format("14"))
    run("whistle", "2", "--reason", "修不了")
    listed = run("report", "weekly", "--cases", figure)
    assert (listed.code, listed.out.split()) == (0, week(run)["cases"][figure])
    told = run("report", "weekly", "--cases", figure, "--json").json
    assert (told["schema"], told["items"]) == ("shaozi/case-numbers/1", listed.out.split())


def test_a_figure_without_cases_is_an_empty_list(run: Run) -> None:
    listed = run("report", "weekly", "--cases", "no_show")
    assert (listed.code, listed.out) == (0, "")


def test_a_report_in_a_pipe_names_the_section_in_each_row(run: Run) -> None:
    run("log", LIGHT, "--channel", "wechat", "--community", "东巷社区")
    rows = [line.split("\t") for line in run("report", "weekly").out.splitlines()]
    assert [
        row for row in rows if row[0] in ("total", "by_channel", "by_community", "by_duty")
    ] == [
        ["total", "0", "1", "0", "0", "0", "0", "1"],
        ["by_channel", "微信", "0", "1", "0", "0", "0", "0", "1"],
        ["by_community", "东巷社区", "0", "1", "0", "0", "0", "0", "1"],
        ["by_duty", "CG-26 路灯和街巷照明维护", "0", "1", "0", "0", "0", "0", "1"],
    ]


def test_one_community_may_be_looked_at_alone(run: Run) -> None:
    run("log", LIGHT, "--community", "东巷社区")
    run("log", LIGHT, "--community", "西巷社区")
    report = week(run, "--community", "东巷社区")
    assert (report["community"], report["total"]["new"]) == ("东巷社区", 1)
    assert report["cases"]["new"] == ["SZ-18-00001"]


def test_an_undone_act_counts_in_no_week(run: Run) -> None:
    run("log", LIGHT, now=DAY.format("11"))
    settle(run, "1")
    run("undo", "1", now=DAY.format("15"))
    for typed in (("--week", "2018-W19"), ()):
        report = week(run, *typed)
        assert report["total"]["ended"] == 0
        adds_up(report)


def test_the_report_changes_nothing(run: Run) -> None:
    run("log", LIGHT)
    before = digest()
    run("report", "weekly")
    assert digest() == before


def test_a_report_on_a_community_that_no_case_has_says_so(run: Run) -> None:
    run("log", "路灯不亮", "--community", "东巷社区")
    told = "没有案件在“没有的社区”这个社区"
    assert told in run("report", "weekly", "--community", "没有的社区").err
    assert "没有案件" not in run("report", "weekly", "--community", "东巷社区").err
