"""Pursuing what is late, as a street office or its timer types it."""

import threading
from pathlib import Path

import pytest

from conftest import Run
from machine import digest, process, raw

LAMP = (
    "log",
    "北羊市口路灯不亮，晚上看不见路",
    "--duty",
    "CG-26",
    "--at",
    "北羊市口12号2单元301室",
)
WHO = ("--name", "王小明", "--phone", "13812345678")


def at(moment: str) -> str:
    """A moment of 2018 in Beijing: ``at("05-21 09:00")``."""
    return f"2018-{moment.replace(' ', 'T')}:00+08:00"


@pytest.fixture
def late(run: Run) -> Run:
    """Case 1, whistled on Friday 18 May 2018 at 15:00; the utility is due on Saturday at 15:00."""
    run(*LAMP, *WHO)
    run("whistle", "1", "--to", "供电", "--reason", "灯杆没有电")
    return run


def rungs(run: Run, moment: str) -> list[str]:
    """The rungs climbed by a run at that moment."""
    done = run("escalate", "--json", now=at(moment))
    assert done.code == 0
    return [item["rung"] for item in done.json["items"]]


# --- a whole life ---------------------------------------------------------------------------------


def test_a_unit_refuses_and_the_district_is_told(run: Run) -> None:
    run(*LAMP, *WHO)
    run("whistle", "1", "--to", "区城市管理委员会", "--reason", "灯杆归区里")
    run("note", "1", "区城管委来电说不归他们管，不来", now=at("05-18 17:00"))
    climbed = [
        rungs(run, moment)
        for moment in ("05-18 17:30", "05-21 09:00", "05-23 09:00", "05-25 17:00")
    ]
    assert climbed == [[], ["remind"], ["supervise"], []]
    assert rungs(run, "05-28 09:00") == ["convene", "remind"]  # the case itself ran out on 25 May
    run("escalate", "--json", now=at("05-30 09:00"))
    told = run("escalate", "--json", now=at("06-01 09:00")).json["items"][0]
    assert (told["rung"], told["to"], told["unit"]) == ("report", ["district"], "qu_chengguanwei")
    assert told["basis"][0] == {
        "law": "《北京市街道办事处条例》",
        "article": "第44条第1款",
        "checked": "2026-11-23",
        "about": ["not_arrived", "not_answered", "not_kept"],
        "units": ["branch", "district_bureau"],
    }
    assert told["days_late"] == 12
    assert told["text"].splitlines()[:6] == [
        "报区人民政府的报告",
        "编号: SZ-9",
        "日期: 2018-06-01 09:00",
        "主送: 区人民政府",
        "案件: SZ-18-00001 SZ-18-00001-S1",
        "职责: CG-26 路灯和街巷照明维护",
    ]
    for line in ("催办: 2018-05-21 09:00", "督办: 2018-05-23 09:00", "会商: 2018-05-28 09:00"):
        assert line in told["text"]
    run("arrive", "1", "区城市管理委员会", "--by", "李科长", now=at("06-01 15:00"))
    run("answer", "1", "区城市管理委员会", "--result", "换了电缆")
    run("stand-down", "1", now=at("06-01 16:00"))
    run("resolve", "1", "--how", "灯亮了")
    assert rungs(run, "06-29 09:00") == []
    shown = run("show", "1").out
    assert "督促  专员甲［时钟为设定］  报区  SZ-18-00001-S1  区城市管理委员会  未按时报到" in shown
    assert run("doctor").code == 0


def test_taken_up_again_a_case_may_run_late_again(run: Run) -> None:
    run(*LAMP)
    assert rungs(run, "05-28 09:00") == ["remind"]
    run("resolve", "1", "--how", "修好了")
    run("reopen", "1", "--reason", "又灭了", now=at("05-28 10:00"))
    assert rungs(run, "06-04 17:00") == []  # seven days from the 28th end on Monday at 24:00
    assert rungs(run, "06-05 09:00") == ["remind"]


def test_a_rung_is_not_undone_in_place_of_what_an_officer_did(late: Run) -> None:
    assert rungs(late, "05-21 09:00") == ["remind"]
    refused = late("undo", "1", now=at("05-21 09:10"))
    assert (refused.code, "之后已督促，督促单收不回" in refused.err) == (5, True)
    assert rungs(late, "05-21 09:20") == []
    late("note", "1", "电话催过", now=at("05-21 09:30"))
    assert late("undo", "1").code == 0


def test_who_asks_for_nothing_is_never_late_and_stays_on_the_desk(run: Run) -> None:
    run("log", "谢谢社区的小赵，帮我修好了门")
    run("log", "路灯不亮")
    later = "2018-06-29T09:00:00+08:00"
    late = run("escalate", "--json", now=later).json["items"]
    assert [item["case"] for item in late] == ["SZ-18-00002"]
    listed = run("list", "--overdue", "--json").json["items"]
    assert [case["number"] for case in listed] == ["SZ-18-00002"]
    desk = run("--json").json["item"]
    assert [case["number"] for case in desk["overdue"]] == ["SZ-18-00002"]
    assert [case["number"] for case in desk["no_request"]] == ["SZ-18-00001"]
    assert run("report", "weekly", "--cases", "overdue").out.split() == ["SZ-18-00002"]
    shown = run("show", "1").out + run("list").out
    assert ("无诉求，不计逾期" in shown, "00001  逾期" in run().out) == (True, False)


# --- what it prints and writes --------------------------------------------------------------------


def test_a_line_says_case_rung_addressee_why_and_how_late(late: Run) -> None:
    done = late("escalate", now=at("05-21 15:00"))
    assert done.out == (
        "SZ-18-00001\t催办\t供电公司\tSZ-18-00001-S1 供电公司 未按时报到\t逾期 2 天\n"
    )
    english = late("escalate", now=at("05-23 15:00"), lang="en").out
    assert english.startswith("SZ-18-00001\tsupervise\t")
    assert english.endswith("\t4 days overdue\n")


def test_a_second_run_finds_nothing(late: Run) -> None:
    late("escalate", now=at("05-21 09:00"))
    before = digest()
    again = late("escalate", now=at("05-21 09:00"))
    assert (again.code, again.out) == (0, "")
    assert "没有到期要催的" in again.err
    assert digest() == before


def test_the_notices_are_papers_without_the_residents_name(late: Run, tmp_path: Path) -> None:
    papers = tmp_path / "督办" / "本周"
    done = late("escalate", "--notices", str(papers), now=at("05-21 09:00"))
    assert f"已写入 {papers}: 1 份通知\n" in done.err
    (paper,) = papers.iterdir()
    assert paper.name == "SZ-18-00001-催办-SZ-3.txt"
    text = paper.read_text("utf-8")
    assert text.splitlines()[0] == "催办通知"
    assert "地点: 北羊市口12号*单元***室" in text
    assert "依据: 《北京市街道办事处条例》第5条第1款、《北京市接诉即办工作条例》第14条第2款" in text
    assert "草稿·清单未核" in text
    for secret in ("王小明", "13812345678", "301"):
        assert secret not in text


def test_a_notice_that_cannot_be_written_was_not_given(late: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    before = digest()
    done = late("escalate", "--notices", str(tmp_path / "file"), "--json", now=at("05-21 09:00"))
    assert (done.code, done.json["error"]["code"]) == (1, "cannot_write")
    assert digest() == before
    assert rungs(late, "05-21 09:01") == ["remind"]


def test_a_case_that_fails_takes_back_itself_only(late: Run, tmp_path: Path) -> None:
    late(*LAMP, now=at("05-18 15:00"))
    late("whistle", "2", "--to", "供电", "--reason", "灯杆没有电")
    blocked = tmp_path / "SZ-18-00002-催办-SZ-6.txt"
    blocked.mkdir()
    done = late("escalate", "--notices", str(tmp_path), "--json", now=at("05-21 09:00"))
    assert done.code == 1
    assert [item["case"] for item in done.json["items"]] == ["SZ-18-00001"]
    blocked.rmdir()
    rest = late("escalate", "--notices", str(tmp_path), "--json").json["items"]
    assert [item["case"] for item in rest] == ["SZ-18-00002"]


@pytest.mark.parametrize("option", ["--dry-run", "--check"])
def test_trying_and_checking_write_nothing(option: str, late: Run, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    before = digest()
    done = late("escalate", option, "--notices", str(papers), now=at("05-21 09:00"))
    assert "催办" in done.out
    assert done.code == (8 if option == "--check" else 0)
    assert digest() == before
    assert not papers.exists()


def test_a_check_with_nothing_due_is_content(late: Run) -> None:
    done = late("escalate", "--check", now=at("05-19 23:00"))
    assert (done.code, done.out) == (0, "")


def test_where_there_is_no_ledger_nothing_is_late(run: Run) -> None:
    assert run("escalate").code == 0
    assert run("escalate", "--check").code == 0
    assert digest() == "no ledger"


# --- the office's own ladder ----------------------------------------------------------------------


def own(tmp_path: Path, **changed: str) -> Path:
    """The ladder that ships, with words replaced."""
    from shaozi.dutyfile import data_file

    text = data_file("escalation.yaml").read_text("utf-8")
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_office_sets_its_own_times_and_titles(late: Run, tmp_path: Path) -> None:
    path = own(tmp_path, 催办通知="催办函", 社区专员="网格中心主任")
    assert late("config", "set", "escalation", str(path)).code == 0
    item = late("escalate", "--json", now=at("05-21 09:00")).json["items"][0]
    assert (item["title"], item["signed"]) == ("催办函", "网格中心主任")


def test_a_ladder_with_faults_is_not_taken_into_use(late: Run, tmp_path: Path) -> None:
    path = own(tmp_path, convene="meeting")
    refused = late("config", "set", "escalation", str(path))
    assert (refused.code, "convene" in refused.err) == (6, True)
    done = late("escalate", env={"SHAOZI_ESCALATION": str(path)}, now=at("05-21 09:00"))
    assert done.code == 6


# --- two timers -----------------------------------------------------------------------------------


def test_two_timers_at_once_climb_each_rung_once(late: Run) -> None:
    late("escalate", "--check", now=at("05-21 09:00"))  # sets the clock of the processes too
    runs = [threading.Thread(target=process, args=("escalate",)) for _ in range(3)]
    for started in runs:
        started.start()
    for ended in runs:
        ended.join()
    with raw() as connection:
        count = connection.execute("SELECT count(*) FROM entries WHERE act = 'escalated'")
        assert count.fetchone() == (1,)
