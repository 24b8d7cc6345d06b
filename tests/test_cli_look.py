"""Looking: the desk, lists, one case, the duty list; for people, for pipes, for programs."""

import inspect
import json
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path

import pytest
from rich.cells import cell_len

from conftest import Run
from machine import PROGRAM, ledger, process, start
from shaozi import cli, tree
from shaozi.terms import Channel

LIGHT = "胡同口的路灯不亮"
JUNK = "3号楼楼道堆满杂物，疏散通道被堵"
VAGUE = "咕噜咕噜"
CTRL_C = "\x03"

#: What a program finds on every case; more may be added, none taken away.
CASE_FIELDS = {
    "number",
    "state",
    "open",
    "duty",
    "title",
    "decided_by",
    "basis_checked",
    "lead",
    "tier",
    "channel",
    "community",
    "lane",
    "address",
    "text",
    "person",
    "ref",
    "logged_at",
    "recorded_at",
    "respond_due",
    "due",
    "due_known",
    "overdue",
    "outcome",
    "resolved_at",
    "called_back_at",
    "solved",
    "satisfied",
    "ended_at",
    "reopened",
    "masked",
    "whistles",
}
CALL_FIELDS = {
    "unit",
    "name",
    "role",
    "basis",
    "called_at",
    "due",
    "attendance",
    "arrived_at",
    "arrived_by",
    "late_minutes",
    "answered_at",
    "answer",
    "score",
}


# --- lists ----------------------------------------------------------------------------------------


def test_nothing_yet_is_no_failure_and_makes_no_ledger(run: Run) -> None:
    for typed in (
        ("list",),
        ("list", "--all"),
        ("find", "路灯"),
        ("report", "weekly"),
        ("doctor",),
    ):
        done = run(*typed)
        assert done.code == 0
    assert run("list", "--json").json == {
        "schema": "shaozi/case-list/1",
        "count": 0,
        "truncated": False,
        "items": [],
    }
    assert run().out == (
        '2018-05-18 15:00  SZ  在办 0 件\n没有在办的案件。登记一件: shaozi log "…"\n'
    )
    assert not ledger().exists()


def test_a_list_in_a_pipe_is_tab_separated_whole_and_by_deadline(run: Run) -> None:
    run("log", JUNK, "--at", "西巷8号院", "--happened", "2018-05-16")
    run("log", LIGHT, "--happened", "2018-05-15")
    run("log", "第一行\n第二行\t说完")
    listed = run("list")
    assert (listed.code, listed.err) == (0, "")
    assert listed.out == (
        f"SZ-18-00002\thandling\t2018-05-22T23:59:59+08:00\tCG-26\tchengshi_guanli\t\t{LIGHT}\n"
        f"SZ-18-00001\thandling\t2018-05-23T23:59:59+08:00\tPA-05\tpingan\t西巷8号院\t{JUNK}\n"
        "SZ-18-00003\tlogged\t2018-05-25T23:59:59+08:00\t?\t\t\t第一行 第二行 说完\n"
    )


def test_rows_are_never_dropped_silently(run: Run) -> None:
    run("log", "-", stdin=f"{LIGHT}\n" * 60)
    cut = run("list")
    assert (cut.code, len(cut.out.splitlines())) == (0, 50)
    assert cut.err == "显示 50 / 60（--limit 0 看全部）\n"
    assert run("list", "--limit", "7", lang="en").err == "7 of 60 (--limit 0 shows all)\n"
    whole = run("list", "--limit", "0")
    assert (len(whole.out.splitlines()), whole.err) == (60, "")
    told = run("find", "路灯", "--limit", "1", "--json")
    assert (told.json["count"], told.json["truncated"], len(told.json["items"])) == (1, True, 1)
    assert told.err == "1 of 60 (--limit 0 shows all)\n"
    assert run("list", "--limit", "60", "--json").json["truncated"] is False


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ((), "1 2 4"),
        (("--all",), "1 2 3 4"),
        (("--state", "closed"), "3"),
        (("--state", "logged"), "4"),
        (("--duty", "PA-05"), "2"),
        (("--duty", "pa"), "2"),
        (("--duty", "cg26", "--all"), "1 3"),
        (("--lead", "平安部"), "2"),
        (("--community", "东巷社区"), "1"),
        (("--channel", "12345"), "2"),
        (("--overdue",), "1"),
        (("--overdue", "--channel", "12345"), ""),
    ],
)
def test_a_filter_picks(run: Run, typed: Sequence[str], found: str) -> None:
    run("log", LIGHT, "--community", "东巷社区", now="2018-05-01T09:00:00+08:00")
    run("log", JUNK, "--channel", "12345", now="2018-05-18T09:00:00+08:00")
    run("log", LIGHT, "--settled", "换了灯泡")
    run("log", VAGUE)
    listed = run("list", *typed, now="2018-05-18T15:00:00+08:00")
    assert listed.code == 0
    numbers = sorted(int(line.split("\t")[0][-5:]) for line in listed.out.splitlines())
    assert " ".join(map(str, numbers)) == found


def test_jsonl_is_one_object_per_line(run: Run) -> None:
    run("log", "-", stdin=f"{LIGHT}\n{JUNK}\n")
    lines = run("list", "--jsonl").out.splitlines()
    assert [json.loads(line)["number"] for line in lines] == ["SZ-18-00001", "SZ-18-00002"]


# --- what programs rely on ------------------------------------------------------------------------


def test_every_field_is_there_whether_or_not_it_is_known(run: Run) -> None:
    run("log", VAGUE)
    run("log", JUNK, "--at", "西巷", "--name", "王小明", "--phone", "13812345678", "--ref", "G1")
    run("whistle", "2", "--reason", "不搬")
    run("arrive", "2", "消防", "--by", "李队")
    bare, full = (run("show", number, "--json").json["item"] for number in ("1", "2"))
    assert set(bare) == set(full) >= CASE_FIELDS | {"history"}
    assert {name for name, value in bare.items() if value is None} >= {"duty", "lead", "ref"}
    for call in full["whistles"][0]["calls"]:
        assert set(call) >= CALL_FIELDS
    for item in run("list", "--json").json["items"]:
        assert set(item) == set(bare) - {"history"}


def test_a_due_is_always_a_moment_and_a_verdict_always_has_three_matches(run: Run) -> None:
    for text in (LIGHT, VAGUE, "谢谢", "x", "🔦"):
        verdict = run("check", text, "--json").json["item"]
        assert set(verdict) == {
            "verdict",
            "matches",
            "confidence",
            "question",
            "likely_lead",
            "matters",
        }
        assert len(verdict["matches"]) == 3
        assert (verdict["verdict"] == "unsure") == (verdict["question"] is not None)
        for match in verdict["matches"]:
            assert set(match) == {"code", "title", "lead", "confidence", "evidence"}
        item = run("log", text, "--json").json["item"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", item["due"])


def test_every_command_answers_in_json() -> None:
    without = [
        path
        for path, function, *_ in cli.COMMANDS
        if "as_json" not in inspect.signature(tree.function_of(function)).parameters
    ]
    assert without == ["desk", "completion"]  # a prompt, and a script


def test_json_before_the_command_is_not_ignored(run: Run) -> None:
    run("log", LIGHT)
    done = run("--json", "list")
    assert done.code == 2 or done.json["count"] == 1


#: What a program may ask of a street with one open case, one undecided and one whistled for.
ASKED = (
    ("check", LIGHT),
    ("check", VAGUE),
    ("check", "法院判决后对方不执行，想申诉"),
    ("log", LIGHT, "--dry-run"),
    ("log", VAGUE, "--dry-run"),
    ("whistle", "1", "--reason", "修不了", "--dry-run"),
    ("list",),
    ("find", "路灯"),
    ("show", "2"),
    ("show", "3"),
    (),
    ("report", "weekly"),
    ("doctor",),
    ("duty", "list", "PA"),
    ("duty", "show", "PA-05"),
    ("duty", "units"),
    ("config",),
)


@pytest.mark.parametrize("typed", ASKED, ids=["-".join(typed[:1]) or "desk" for typed in ASKED])
def test_json_is_the_same_in_both_languages(run: Run, typed: Sequence[str]) -> None:
    run("log", LIGHT)
    run("log", VAGUE)
    run("log", JUNK)
    run("whistle", "3", "--reason", "不搬")
    chinese, english = (run(*typed, "--json", lang=language) for language in ("zh", "en"))
    assert chinese.code == english.code == 0
    assert chinese.json == english.json


# --- one case, and the desk -----------------------------------------------------------------------


def test_a_case_is_shown_with_its_history_or_without(run: Run) -> None:
    run("log", LIGHT, "--at", "东巷口")
    run("note", "1", "去看过\n两盏都不亮")
    shown = run("show", "1")
    assert shown.out == (
        "SZ-18-00001  办理中\n"
        f"  事项: {LIGHT}\n"
        "  地点: 东巷口\n"
        "  来源: 走访\n"
        "  职责: CG-26 路灯和街巷照明维护\n"
        "  主责: 城市管理部\n"
        "  登记: 2018-05-18 15:00\n"
        "  办结时限: 2018-05-25 23:59（还有 7 天）\n"
        "  清单: 草稿·清单未核\n"
        "  办理记录\n"
        "    2018-05-18 15:00  登记  专员甲［时钟为设定］  CG-26\n"
        "    2018-05-18 15:00  记事  专员甲［时钟为设定］  去看过 两盏都不亮\n"
    )
    assert "办理记录" not in run("show", "1", "--no-history").out


def test_the_history_says_what_was_scored_answered_put_right_and_taken_back(run: Run) -> None:
    run("log", LIGHT)
    run("whistle", "1", "--reason", "修不了")
    run("answer", "1", "城市管理部", "--result", "换了灯")
    run("rate", "1", "城市管理部", "--score", "80", "--cooperation", "60")
    run("stand-down", "1")
    run("amend", "1", "--community", "东巷社区", "--channel", "phone")
    run("resolve", "1", "--how", "换了灯")
    run("callback", "1", "--solved", "no", "--satisfied", "no")
    run("undo", "1")
    run("callback", "1", "--satisfied", "unreached")
    run("contact", "1", "--how", "上门说明", "--told")
    history = run("show", "1").out.partition("办理记录\n")[2]
    assert [line.partition("［时钟为设定］  ")[2] for line in history.splitlines()[3:]] == [
        "SZ-18-00001-S1  配合 60 分  结果 80 分",
        "SZ-18-00001-S1",
        "社区: 东巷社区  来源: 来电",
        "换了灯",
        "未解决 不满意",
        "回访",
        "未联系上",
        "已告知居民  上门说明",
    ]
    english = run("show", "1", lang="en").out
    assert "cooperation 60  result 80" in english
    assert "undo  专员甲 [clock set]  call back" in english


def test_a_text_of_several_lines_cannot_pass_for_what_the_program_says(run: Run) -> None:
    run("log", "灯坏了\n  结果: 已修好\nSZ-18-00009  已结案")
    lines = run("show", "1").out.splitlines()
    assert "  结果: 已修好" not in lines
    assert "SZ-18-00009  已结案" not in lines


def test_the_desk_says_what_to_do_next_for_each(run: Run) -> None:
    run("log", LIGHT, now="2018-05-10T09:00:00+08:00")
    run("log", "胡同西口的路灯不亮", now="2018-05-11T09:00:00+08:00")
    run("log", VAGUE, now="2018-05-18T09:00:00+08:00")
    run("log", JUNK)
    run("whistle", "4", "--reason", "不搬", "--to", "消防")
    for number in ("5", "6"):
        run("log", LIGHT)
        run("resolve", number, "--how", "换了灯泡")
    run("callback", "6", "--satisfied", "unreached")
    run("log", "另一盏路灯也不亮", "--settled", "换了灯泡")
    desk = run(now="2018-05-18T15:00:00+08:00")
    assert desk.out == (
        "2018-05-18 15:00  SZ  在办 6 件\n"
        "已逾期\n"
        "  SZ-18-00001  逾期 15 小时  胡同口的路灯不亮\n"
        "    → shaozi resolve SZ-18-00001 --how …  |  shaozi whistle SZ-18-00001\n"
        "今天到期\n"
        "  SZ-18-00002  还有 8 小时  胡同西口的路灯不亮\n"
        "    → shaozi resolve SZ-18-00002 --how …  |  shaozi whistle SZ-18-00002\n"
        "待单位报到\n"
        "  SZ-18-00004-S1  消防（派驻）  逾期 4 小时\n"
        "    → shaozi arrive SZ-18-00004-S1 消防（派驻） --by …\n"
        "待定责\n"
        "  SZ-18-00003  还有 7 天  咕噜咕噜\n"
        "    → shaozi assign SZ-18-00003 编码\n"
        "待回访\n"
        "  SZ-18-00005  还有 3 天  胡同口的路灯不亮\n"
        "    → shaozi callback SZ-18-00005 --solved yes/no --satisfied yes/no/unreached\n"
        "可结案\n"
        "  SZ-18-00006  还有 7 天  胡同口的路灯不亮\n"
        "    → shaozi close SZ-18-00006\n"
    )
    item = run("--json").json["item"]
    groups = ("overdue", "due_today", "undecided", "to_call_back", "to_close")
    assert [[case["number"][-1] for case in item[group]] for group in groups] == [
        ["1"],
        ["2"],
        ["3"],
        ["5"],
        ["6"],
    ]
    assert [row["whistle"] for row in item["waiting"]] == ["SZ-18-00004-S1"]


def test_a_group_of_the_desk_is_not_cut_silently(run: Run) -> None:
    run("log", "-", stdin=f"{VAGUE}\n" * 12)
    desk = run()
    assert desk.out.count("shaozi assign ") == 10
    assert desk.out.splitlines()[-1] == "  另有 2 件，全部: shaozi list --state logged"
    assert run("--json").json["item"]["hidden"] == {"undecided": 2}


@pytest.mark.parametrize(
    ("danger", "now", "group", "whole"),
    [
        ("2018-05-25T07:30+08:00", "2018-05-25T08:00+08:00", "今天到期", "list --due-today"),
        ("2018-05-26T05:30+08:00", "2018-05-26T08:00+08:00", "已逾期", "list --overdue"),
    ],
)
def test_a_danger_is_first_on_the_desk_and_the_rest_is_a_command_away(
    run: Run, danger: str, now: str, group: str, whole: str
) -> None:
    run("log", "-", stdin="楼道堆放杂物\n" * 12)
    run("log", "平房煤气泄漏，味道很大", now=danger)
    desk = run(now=now).out.splitlines()
    first = desk.index(group) + 1
    assert desk[first].startswith("  SZ-18-00013  ")
    hidden = next(line for line in desk if "另有" in line)
    assert hidden.endswith(f"，全部: shaozi {whole}")
    listed = run(*whole.split()).out.splitlines()
    named = desk.index(hidden) - first
    assert len(listed) == named // 2 + int(hidden.split()[1])


# --- the list is a draft, its articles partly unverified, the clock set ---------------------------


def test_papers_of_an_unadopted_list_say_draft(run: Run) -> None:
    run("log", LIGHT)
    for typed in (
        ("log", LIGHT),
        ("show", "1"),
        ("whistle", "1", "--reason", "修不了"),
        ("duty", "show", "CG-26"),
    ):
        assert "草稿·清单未核" in run(*typed, lang="zh").out
    assert "草稿·清单未核" in run("duty", "list").err
    assert "DRAFT: duty list not verified" in run("show", "1", lang="en").out
    report = run("report", "weekly", lang="zh")
    assert "草稿·清单未核" in report.out + report.err
    assert run("report", "weekly", "--json").json["item"]["draft"] is True


def test_an_adopted_list_needs_no_stamp(run: Run, tmp_path: Path) -> None:
    shipped = (Path(__file__).parent.parent / "data" / "duty_list.yaml").read_text("utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(shipped.replace("status: working-reconstruction", "status: adopted"), "utf-8")
    assert run("duty", "install", str(own)).code == 0
    assert "草稿" not in run("log", LIGHT).out
    assert "草稿" not in run("whistle", "1", "--reason", "修不了").out
    assert "草稿" not in run("show", "1").out


def test_a_duty_whose_articles_were_not_looked_up_says_so(run: Run) -> None:
    unchecked = next(
        item
        for item in run("duty", "list", "--json").json["items"]
        if item["street"] and item["basis_checked"] != "full"
    )
    code = unchecked["code"]
    run("log", LIGHT, "--duty", code)
    assert f"{code} {unchecked['title']} [待核]" in run("show", "1").out
    assert "[待核]" in run("duty", "show", code).out
    assert "\t待核\n" in run("duty", "list").out
    assert "[basis not verified]" in run("show", "1", lang="en").out
    assert run("show", "1", "--json").json["item"]["basis_checked"] is False


def test_entries_written_with_a_set_clock_are_marked_everywhere(run: Run) -> None:
    run("log", LIGHT)
    assert "［时钟为设定］" in run("show", "1").out
    assert run("show", "1", "--json").json["item"]["history"][0]["clock_set"] is True
    assert run("doctor").err == "其中 1 条用设定的时钟写入（SHAOZI_NOW）\n"
    assert run("doctor", "--json").json["item"]["clock_set"] == 1
    assert run("report", "weekly", "--json").json["item"]["clock_set"] == 1
    assert "1 条用设定时钟写入" in run("report", "weekly").err


def test_entries_of_the_real_clock_are_not_marked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHAOZI_NOW")
    run("log", LIGHT)
    assert "设定" not in run("show", "1").out
    assert run("doctor").err == ""


# --- languages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({"SHAOZI_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"SHAOZI_LANG": "EN", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"SHAOZI_LANG": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"SHAOZI_LANG": "fr", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"SHAOZI_LANG": "", "LANG": "zh_TW"}, "zh"),
        ({"SHAOZI_LANG": "", "LANG": "en_GB.UTF-8"}, "en"),
        ({"SHAOZI_LANG": "", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"SHAOZI_LANG": "", "LANG": "C"}, "en"),
        ({"SHAOZI_LANG": "", "LANG": "POSIX"}, "en"),
        ({"SHAOZI_LANG": "", "LANG": ""}, "en"),
        ({"SHAOZI_LANG": "", "LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"SHAOZI_LANG": "", "LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"SHAOZI_LANG": "", "LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_the_locales_unless_said_otherwise(
    run: Run, env: dict[str, str], language: str
) -> None:
    said = run("show", "9", env=env).err.splitlines()[0]
    assert said == {"zh": "错误: 没有案件“9”", "en": "error: there is no case “9”"}[language]


@pytest.mark.parametrize(("language", "said"), [("zh", "登记一件诉求"), ("en", "log an issue")])
def test_help_is_in_the_readers_language(home: Path, language: str, said: str) -> None:
    code, out, err = process("--help", env={"SHAOZI_LANG": language})
    assert (code, err) == (0, "")
    assert said in out
    assert bool(re.search("[一-鿿]", out.replace("哨子", ""))) == (language == "zh")


def test_a_plain_locale_still_shows_chinese_texts(home: Path) -> None:
    for env in ({"LC_ALL": "C"}, {"LC_ALL": "POSIX"}):
        code, out, err = process("log", LIGHT, "--json", env={"SHAOZI_LANG": ""} | env)
        assert (code, "Traceback" in err) == (0, False)
        assert f'"text": "{LIGHT}"' in out


def test_json_is_utf8_whatever_the_machine_writes_otherwise(home: Path) -> None:
    with start("log", LIGHT, "--json", env={"PYTHONIOENCODING": "gbk"}) as running:
        out, _ = running.communicate(timeout=60)
    assert f'"text": "{LIGHT}"'.encode() in out


# --- on a terminal --------------------------------------------------------------------------------


def on_a_terminal(
    *typed: str, keys: str = "", width: int = 80, env: dict[str, str] | None = None
) -> tuple[int, str]:
    """What the program does and draws on a terminal; ``keys`` are pressed when it asks."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    with subprocess.Popen(
        [*PROGRAM, *typed],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: ioctl(0, termios.TIOCSCTTY, 0),
        env=os.environ | {"TERM": "xterm-256color"} | (env or {}),
    ) as running:
        os.close(theirs)
        seen, pressed, until = b"", False, time.monotonic() + 60
        with suppress(OSError):  # how a terminal says that nobody is left at the other end
            while time.monotonic() < until:
                if select.select([ours], [], [], 0.5)[0]:
                    seen += os.read(ours, 65536)
                elif pressed and CTRL_C in keys:
                    os.write(ours, CTRL_C.encode())  # the first came before it was listened to
                if keys and not pressed and seen.endswith(b": "):
                    pressed = bool(os.write(ours, keys.encode()))
        running.kill()
        code = running.wait()
    os.close(ours)
    return code, seen.decode().replace("\r\n", "\n")


def plain(seen: str) -> list[str]:
    """The lines without what only makes them bold or coloured."""
    return re.sub(r"\x1b\[[0-9;]*m", "", seen).splitlines()


@pytest.mark.parametrize("width", [40, 60, 70, 80, 100])
def test_a_table_fits_the_terminal_and_never_cuts_a_number_a_state_or_a_deadline(
    run: Run, width: int
) -> None:
    run("log", f"{LIGHT}，{'晚上很黑' * 20}", "--at", "东巷" * 20, "--duty", "CG-26")
    run("log", JUNK)
    code, seen = on_a_terminal("list", width=width, env={"NO_COLOR": "1"})
    lines = plain(seen)
    assert code == 0
    assert max(cell_len(line.rstrip()) for line in lines) <= width
    for whole in ("SZ-18-00001", "SZ-18-00002", "办理中", "05-25 23:59 还有 7 天", "CG-26"):
        assert any(whole in line for line in lines)


def test_where_there_is_no_room_for_a_table_each_row_is_a_block_and_nothing_is_cut(
    run: Run,
) -> None:
    run("log", f"{LIGHT}，{'晚上很黑' * 20}", "--at", "东巷" * 20, "--duty", "CG-26")
    wide = plain(on_a_terminal("list", width=100, env={"NO_COLOR": "1"})[1])
    row = next(line for line in wide if "SZ-18-00001" in line).rstrip()
    assert row.endswith("…")
    narrow = plain(on_a_terminal("list", width=60, env={"NO_COLOR": "1"})[1])
    assert [line.rstrip() for line in narrow[:2]] == ["SZ-18-00001", "  状态: 办理中"]
    assert "晚上很黑" * 20 in "".join(line.strip() for line in narrow)


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_names_every_unit_and_cuts_no_figure(run: Run, width: int, lang: str) -> None:
    run("log", JUNK, "--duty", "PA-05")
    run("whistle", "1", "--reason", "劝了三次", "--to", "xiaofang")
    run("arrive", "1", "xiaofang", "--by", "李队")
    env = {"NO_COLOR": "1", "SHAOZI_LANG": lang}
    for typed in (("report", "units"), ("report", "case", "1")):
        code, seen = on_a_terminal(*typed, width=width, env=env)
        assert code == 0
        lines = plain(seen)
        assert max(cell_len(line.rstrip()) for line in lines) <= width
        assert any({"zh": "消防", "en": "Fire"}[lang] in line for line in lines)


def test_the_report_on_a_terminal_says_what_must_be_known_to_read_it(run: Run) -> None:
    run("log", LIGHT)
    code, seen = on_a_terminal("report", "weekly", width=100, env={"NO_COLOR": "1"})
    assert code == 0
    assert seen.startswith("周报  2018 年第 20 周  2018-05-14 – 2018-05-20\n")
    assert "\n草稿·清单未核\n含 1 条" in seen
    assert max(cell_len(line.rstrip()) for line in plain(seen)) <= 100


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_left_out_when_it_is_not_wanted(run: Run, env: dict[str, str]) -> None:
    run("log", LIGHT)
    for typed in (("list",), ("report", "weekly"), ("--help",), ("show", "1")):
        seen = on_a_terminal(*typed, env=env)[1]
        assert all(int(style or 0) < 10 for style in re.findall(r"\x1b\[([0-9]*)", seen))
        assert "\x1b" not in seen or "TERM" not in env


def test_what_is_missing_is_asked_for_on_a_terminal(run: Run) -> None:
    code, seen = on_a_terminal("log", keys=f"{JUNK}\n")
    assert (code, "居民说了什么" in seen, "SZ-18-00001  登记  办理中" in seen) == (0, True, True)
    code, seen = on_a_terminal("whistle", "1", keys="劝了三次不搬\n")
    assert (code, "社区为什么办不了" in seen, "SZ-18-00001-S1" in seen) == (0, True, True)
    assert run("show", "1", "--reveal", "--json").json["item"]["text"] == JUNK


@pytest.mark.parametrize(
    ("answer", "state"),
    [("y", "withdrawn"), ("是", "withdrawn"), ("n", "handling"), ("否", "handling")],
)
def test_an_undo_asks_before_the_case_itself_goes(run: Run, answer: str, state: str) -> None:
    run("log", LIGHT)
    _, seen = on_a_terminal("undo", "1", keys=f"{answer}\n")
    assert "SZ-18-00001 只剩登记可撤销，把整件案件撤回 [是/否]" in seen
    assert run("show", "1", "--json").json["item"]["state"] == state


def test_nothing_is_asked_with_no_input_even_on_a_terminal(run: Run) -> None:
    code, seen = on_a_terminal("log", "--no-input")
    assert (code, "还缺居民说了什么" in seen) == (2, True)
    run("log", JUNK)
    code, seen = on_a_terminal("whistle", "1", "--no-input")
    assert (code, "--reason" in seen) == (2, True)


def test_ctrl_c_at_a_question_ends_with_130(home: Path) -> None:
    code, seen = on_a_terminal("log", keys=f"路灯不{CTRL_C}")
    assert (code, "Traceback" in seen) == (130, False)
    assert not ledger().exists()


def test_an_undecided_case_shows_again_what_it_may_be_and_what_to_ask(run: Run) -> None:
    asked = run("log", "王小明说晚上太吵", "--name", "王小明").out
    question = next(line for line in asked.splitlines() if "请问" in line)
    shown = run("show", "1").out
    assert question in shown
    assert "小明" not in shown
    run("assign", "1", "PA-01")
    assert "请问" not in run("show", "1").out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 70, 80, 100])
def test_no_column_of_a_list_is_a_scrap(run: Run, width: int, lang: str) -> None:
    run("log", f"{LIGHT}，{'晚上很黑' * 20}", "--at", "东巷" * 20, "--community", "广渠门外社区")
    env = {"NO_COLOR": "1", "SHAOZI_LANG": lang}
    lines = plain(on_a_terminal("list", width=width, env=env)[1])
    assert max(cell_len(line.rstrip()) for line in lines) <= width
    cut = [cell for line in lines for cell in re.split(r" {2,}", line) if cell.endswith("…")]
    assert all(cell_len(cell) >= 7 for cell in cut)


def test_an_undecided_case_is_judged_by_what_was_typed_and_told_masked(run: Run) -> None:
    typed = "5号楼2单元301室王秀英说不清楚是谁家的事，还有三单元那边也有声音"
    logged = run("log", typed, "--name", "王秀英").out
    shown = run("show", "1").out
    nearest = re.findall(r"\d+%  [A-Z]{2}-\d+", logged)
    assert nearest
    assert re.findall(r"\d+%  [A-Z]{2}-\d+", shown) == nearest
    assert "秀英" not in shown
    assert "301" not in shown


def test_a_column_that_says_nothing_is_left_out_on_a_terminal(run: Run) -> None:
    run("log", "胡同口的路灯从昨天晚上起一直不亮")
    _, seen = on_a_terminal("list", width=90)
    assert ("地点" in seen, "胡同口的路灯" in seen) == (False, True)
    run("log", "井盖坏了", "--at", "史家胡同")
    assert "地点" in on_a_terminal("list", width=90)[1]


def test_the_help_cuts_no_word_that_may_be_typed(home: Path) -> None:
    env = {"SHAOZI_LANG": "en", "COLUMNS": "70"}
    _, seen = on_a_terminal("log", "--help", width=70, env=env)
    assert all(channel.value in seen for channel in Channel)


def test_who_says_no_has_decided_and_leaves_no_draft(run: Run) -> None:
    run("log", JUNK)
    run("withdraw", "1", "--reason", "记错了")
    code, seen = on_a_terminal("erase", "1", "--reason", "居民要求", keys="n\n")
    assert (code, "没有做" in seen, "草稿" in seen) == (130, True, False)


def test_the_prompt_says_how_it_is_left(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(self: object, message: str) -> str:
        raise EOFError

    monkeypatch.setattr("shaozi.commands.prompt.at_a_terminal", lambda: True)
    monkeypatch.setattr("prompt_toolkit.PromptSession.prompt", leave)
    monkeypatch.setattr("prompt_toolkit.PromptSession.__init__", lambda self, **_: None)
    assert run("desk").err == "要离开: 输入 退出，或按 Ctrl-D\n"


@pytest.mark.parametrize(
    ("lang", "kind", "tier"),
    [("zh", "街道科室", "时限: 一般 24 小时"), ("en", "department", "clock: general respond")],
)
def test_the_lists_own_words_are_said_in_the_readers_language(
    run: Run, lang: str, kind: str, tier: str
) -> None:
    assert f"\t{kind}\t" in run("duty", "units", lang=lang).out
    assert tier in run("duty", "show", "CG-26").out
