"""Whatever is typed wrongly gets one clear sentence, an exit code, and an unchanged ledger."""

import re
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from conftest import Result, Run
from machine import PROGRAM, digest, drafts, ledger, process, raw, start
from shaozi.store import opening

LIGHT = "胡同口的路灯不亮"


@pytest.fixture(autouse=True)
def _drafts_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no other place takes a draft it goes to the temporary folder: to this test's."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    """The ledger of `street`, once some test has made it."""
    return {}


@pytest.fixture
def street(run: Run, built: dict[str, bytes]) -> Run:
    """Case 1 is being handled, case 2 is whistled for (two units), case 3 is closed."""
    if not built:
        for issue in (LIGHT, "3号楼楼道堆满杂物，疏散通道被堵"):
            run("log", issue, now="2018-05-18T09:00:00+08:00")
        run("whistle", "2", "--reason", "劝了三次不搬", now="2018-05-18T10:00:00+08:00")
        run("log", "井盖坏了", "--settled", "换了新的", now="2018-05-18T11:00:00+08:00")
        built["ledger"] = ledger().read_bytes()
    ledger().parent.mkdir(parents=True, exist_ok=True)
    ledger().write_bytes(built["ledger"])
    run("list", now="2018-05-18T15:00:00+08:00")
    return run


def refused(run: Run, *typed: str, code: int, says: str, **env: str) -> Result:
    """Refuse in one sentence, for people and for programs, and leave the ledger alone."""
    before = digest()
    done = run(*typed, env=env)
    assert done.code == code
    assert done.out == ""
    sentences = [line for line in done.err.splitlines() if line.startswith("错误: ")]
    assert sentences == [f"错误: {says}"]
    assert "Traceback" not in done.err

    told = run(*typed, "--json", env=env)
    assert told.code == code
    assert list(told.json) == ["error"]
    assert list(told.json["error"]) == ["code", "message", "hint"]
    assert told.json["error"]["message"] == says
    assert told.json["error"]["hint"]
    assert digest() == before
    return done


#: (what is typed, exit code, the sentence)
TYPED_WRONGLY: tuple[tuple[Sequence[str], int, str], ...] = (
    # 2: nothing to go by
    (("log", ""), 2, "没有写内容"),
    (("log", "  \t　"), 2, "没有写内容"),
    (("log",), 2, "还缺居民说了什么"),
    (("log", "灯" * 20_001), 2, "内容有 20001 字，最多 20000 字"),
    (("log", "\udcff灯不亮"), 2, "内容不是 UTF-8 文字"),
    (("log", LIGHT, "--settled", ""), 2, "没有写内容"),
    (("log", LIGHT, "--at", "灯" * 20_001), 2, "内容有 20001 字，最多 20000 字"),
    (("log", LIGHT, "--lane", "灯" * 201), 2, "内容有 201 字，最多 200 字"),
    (("check", ""), 2, "没有写内容"),
    (("check", "灯" * 20_001), 2, "内容有 20001 字，最多 20000 字"),
    (("find", ""), 2, "没有写内容"),
    (("note", "1", " "), 2, "没有写内容"),
    (("amend", "1"), 2, "还缺要更正的内容"),
    (("amend", "1", "--text", ""), 2, "没有写内容"),
    (("resolve", "1"), 2, "还缺怎么办的"),
    (("resolve", "1", "--how", ""), 2, "没有写内容"),
    (("callback", "1"), 2, "还缺满意吗 (yes/no/unreached)"),
    (("reopen", "3"), 2, "还缺为什么重办"),
    (("withdraw", "1"), 2, "还缺为什么撤回"),
    (("refer", "1"), 2, "还缺接办单位"),
    (("advise", "1"), 2, "还缺告知的内容"),
    (("arrive", "2", "消防"), 2, "还缺谁到场"),
    (("answer", "2", "消防"), 2, "还缺办了什么"),
    (("rate", "2", "消防", "--score", "101"), 2, "分数 101 不在 0–100 之间"),
    (("rate", "2", "消防", "--score", "-1"), 2, "分数 -1 不在 0–100 之间"),
    (("report", "weekly", "--week", "2018-W54"), 2, "没有这一周“2018-W54”"),
    (("report", "weekly", "--week", "五月"), 2, "没有这一周“五月”"),
    # 2: times
    (("log", LIGHT, "--happened", "大概中午"), 2, "看不懂时间“大概中午”"),
    (("log", LIGHT, "--happened", "2018-02-30"), 2, "看不懂时间“2018-02-30”"),
    (("note", "1", "去看过", "--happened", "25:00"), 2, "看不懂时间“25:00”"),
    (
        ("log", LIGHT, "--happened", "15:01"),
        2,
        "2018-05-18 15:01 还没有到（现在 2018-05-18 15:00）",
    ),
    (
        ("arrive", "2", "消防", "--by", "李队", "--happened", "2018-05-19 08:00"),
        2,
        "2018-05-19 08:00 还没有到（现在 2018-05-18 15:00）",
    ),
    (
        ("resolve", "1", "--how", "修好了", "--happened", "2019-01-01"),
        2,
        "2019-01-01 09:00 还没有到（现在 2018-05-18 15:00）",
    ),
    # 3: named, and not there
    (("show", "99"), 3, "没有案件“99”"),
    (("show", "SZ-17-00001"), 3, "没有案件“SZ-17-00001”"),
    (("note", "abc", "去看过"), 3, "没有案件“abc”"),
    (("undo", "4"), 3, "没有案件“4”"),
    (("whistle", "0"), 3, "没有案件“0”"),
    (("assign", "1", "PA-99"), 3, "职责清单里没有“PA-99”"),
    (("log", LIGHT, "--duty", "路灯的事"), 3, "职责清单里没有“路灯的事”"),
    (("list", "--duty", "XX-01"), 3, "职责清单里没有“XX-01”"),
    (("duty", "show", "ZZ-01"), 3, "职责清单里没有“ZZ-01”"),
    (("whistle", "1", "--to", "火星"), 3, "没有单位“火星”"),
    (("arrive", "2", "火星", "--by", "李队"), 3, "没有单位“火星”"),
    (("refer", "1", "--to", "火星"), 3, "没有单位“火星”"),
    (("list", "--lead", "火星"), 3, "没有单位“火星”"),
    (("arrive", "2-S9", "消防", "--by", "李队"), 3, "没有哨“2-S9”"),
    (("report", "weekly", "--cases", "mood"), 3, "报告里没有指标“mood”"),
    (("attach", "1", "没有的.jpg"), 3, "没有文件 没有的.jpg"),
    (("config", "get", "colour"), 3, "没有设置项“colour”"),
    # 5: a step that does not follow
    (("arrive", "1", "消防", "--by", "李队"), 5, "SZ-18-00001 办理中，不能报到"),
    (("answer", "1", "消防", "--result", "清了"), 5, "SZ-18-00001 办理中，不能反馈"),
    (("stand-down", "1"), 5, "SZ-18-00001 办理中，不能销哨"),
    (("callback", "1", "--satisfied", "unreached"), 5, "SZ-18-00001 办理中，不能回访"),
    (("close", "1"), 5, "SZ-18-00001 办理中，不能结案"),
    (("reopen", "1", "--reason", "又坏了"), 5, "SZ-18-00001 办理中，不能重办"),
    (("resolve", "2", "--how", "清了"), 5, "SZ-18-00002 已吹哨，不能办结"),
    (("resolve", "3", "--how", "清了"), 5, "SZ-18-00003 已结案，不能办结"),
    (("whistle", "3", "--reason", "办不了"), 5, "SZ-18-00003 已结案，不能吹哨"),
    (("assign", "3", "CG-26"), 5, "SZ-18-00003 已结案，不能定责"),
    (("amend", "3", "--text", "井盖丢了"), 5, "SZ-18-00003 已结案，不能更正"),
    (("withdraw", "3", "--reason", "记错了"), 5, "SZ-18-00003 已结案，不能撤回"),
    (("arrive", "2", "供电", "--by", "赵工"), 5, "SZ-18-00002-S1 没有呼叫供电公司"),
    (("rate", "2", "供电", "--score", "60"), 5, "SZ-18-00002-S1 没有呼叫供电公司"),
    (
        ("arrive", "2", "消防", "--by", "李队", "--happened", "09:59"),
        5,
        "消防（派驻）报到（2018-05-18 09:59）早于吹哨（2018-05-18 10:00）",
    ),
    (
        ("answer", "2", "消防", "--result", "清了", "--happened", "09:59"),
        5,
        "消防（派驻）反馈（2018-05-18 09:59）早于吹哨（2018-05-18 10:00）",
    ),
    (
        ("whistle", "1", "--reason", "修不了", "--happened", "08:59"),
        5,
        "吹哨（2018-05-18 08:59）早于办理中（2018-05-18 09:00）",
    ),
    (("whistle", "2", "--reason", "再叫"), 5, "已经叫过、还没销哨: 社区平安部、消防（派驻）"),
)


@pytest.mark.parametrize(
    ("typed", "code", "says"), TYPED_WRONGLY, ids=[" ".join(row[0])[:40] for row in TYPED_WRONGLY]
)
def test_one_sentence_says_what_is_wrong(
    street: Run, typed: Sequence[str], code: int, says: str
) -> None:
    refused(street, *typed, code=code, says=says)


def test_an_english_reader_is_refused_in_english(street: Run) -> None:
    street("list", lang="en")
    for typed, code, _ in TYPED_WRONGLY:
        done = street(*typed)
        assert done.code == code
        sentence = next(line for line in done.err.splitlines() if line.startswith("error: "))
        said = re.sub(r"“.*?”", "", sentence)
        for word in typed:
            said = said.replace(word, "") if word else said
        assert not re.search("[一-鿿]", said), sentence


# --- 2: what was typed fits several ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (("note", "1", ""), '在命令后写上内容，用引号括起来: "…"'),
        (("resolve", "1", "--how", " "), '写上内容，用引号括起来: --how "…"'),
        (("refer", "1", "--to", "区水务局", "--told", ""), '写上内容，用引号括起来: --told "…"'),
    ],
)
def test_an_empty_text_is_refused_by_the_name_of_its_option(
    street: Run, typed: Sequence[str], hint: str
) -> None:
    told = refused(street, *typed, code=2, says="没有写内容")
    assert f"\n  {hint}\n" in told.err


def test_a_file_that_is_there_is_no_matter_of_yes_where_the_command_has_none(
    street: Run, tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("mine")
    there = str(tmp_path / "a")
    told = refused(street, "backup", there, code=1, says=f"{there} 已存在，没有覆盖")
    assert "\n  换一个文件名\n" in told.err


def test_a_running_number_of_two_older_years_is_ambiguous(run: Run) -> None:
    for year in ("2016", "2017"):
        run("log", LIGHT, now=f"{year}-05-18T15:00:00+08:00")
    run("list", now="2018-05-18T15:00:00+08:00")
    said = "“1”不只一个: SZ-17-00001、SZ-16-00001"
    refused(run, "note", "1", "去看过", code=2, says=said)
    assert run("note", "17-1", "去看过").code == 0


def test_a_running_number_of_one_older_year_is_that_case(run: Run) -> None:
    run("log", LIGHT, now="2017-12-31T23:59:59+08:00")
    noted = run("note", "1", "去看过", now="2018-01-01T00:00:00+08:00")
    assert noted.out == "SZ-17-00001  记事  办理中\n"
    run("log", LIGHT)
    assert run("note", "1", "去看过").out == "SZ-18-00001  记事  办理中\n"


def test_a_part_of_several_units_names_is_ambiguous(street: Run) -> None:
    before = digest()
    done = street("whistle", "1", "--to", "社区", "--reason", "修不了", "--json")
    assert done.code == 2
    assert done.json["error"]["code"] == "ambiguous"
    assert "pingan 社区平安部" in done.json["error"]["message"]
    assert digest() == before


def test_the_community_can_settle_it_so_a_whistle_wants_a_reason(run: Run) -> None:
    run("log", "3号楼楼道堆满杂物，疏散通道被堵")
    said = "PA-05 楼道和公共通道堆物清理，社区一般能自己办，吹哨要写明原因"
    done = refused(run, "whistle", "1", code=2, says=said)
    assert 'shaozi whistle SZ-18-00001 --reason "…"' in done.err


# --- 2: the command itself ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        (("frob",), "shaozi"),
        (("--frob",), "shaozi"),
        (("log", LIGHT, "--frob"), "shaozi log"),
        (("show",), "shaozi show"),
        (("show", "1", "2"), "shaozi show"),
        (("assign", "1"), "shaozi assign"),
        (("rate", "2", "消防", "--cooperation", "好"), "shaozi rate"),
        (("rate", "2", "消防", "--score", "好"), "shaozi rate"),
        (("list", "--limit", "-1"), "shaozi list"),
        (("list", "--state", "lost"), "shaozi list"),
        (("log", LIGHT, "--channel", "pigeon"), "shaozi log"),
        (("callback", "1", "--satisfied", "maybe"), "shaozi callback"),
        (("whistle", "1", "--kind", "XX"), "shaozi whistle"),
        (("report", "daily"), "shaozi report"),
        (("duty", "frob"), "shaozi duty"),
    ],
)
def test_a_command_typed_wrongly_says_where_its_usage_is(
    street: Run, typed: Sequence[str], path: str
) -> None:
    before = digest()
    done = street(*typed)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("错误: ")
    assert done.err.endswith(f"  用法见: {path} --help\n")
    told = street(*typed, "--json")
    assert (told.code, told.json["error"]["code"]) == (2, "usage")
    assert digest() == before


@pytest.mark.parametrize("typed", ["frob", "log --frob", "show", "list --limit x", "show 1 2"])
def test_a_misspelt_command_is_refused_in_the_readers_language(home: Path, typed: str) -> None:
    code, _, err = process(*typed.split())
    said = err.splitlines()[0]
    for word in typed.split():
        said = said.replace(word, "")
    assert (code, re.findall("[A-Za-z]{2,}", said)) == (2, []), err


# --- 3 and 5: the hint names what was probably meant ----------------------------------------------


def test_the_nearest_duty_is_suggested(street: Run) -> None:
    assert "是不是: CG-26 " in street("assign", "1", "GC-26").err


@pytest.mark.parametrize(("typed", "near"), [("消妨", "消防"), ("供水", "zilaishui 市自来水集团")])
def test_the_nearest_unit_is_suggested(street: Run, typed: str, near: str) -> None:
    assert near in street("whistle", "1", "--to", typed).err


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("lsit", "list"),
        ("repotr", "report, report-up"),
        ("lst", "list"),
        ("pasue", "pause, erase"),
        ("weekly", "report weekly"),
        ("config sett", "config set"),
        ("duty lsit", "duty list, duty lint"),
    ],
)
def test_the_nearest_command_is_suggested_as_it_is_to_be_typed(
    run: Run, typed: str, near: str
) -> None:
    assert f"  是不是: {near}\n" in run(*typed.split()).err


CHANNELS = "走访、来访、来电、微信、12345、网格、街巷长、其他"


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("zh", f"--channel 不能是“信鸽”，可以是 {CHANNELS}"),
        (
            "en",
            "--channel cannot be “信鸽”; it may be "
            "visit, walk_in, phone, wechat, 12345, grid, lane_chief, other",
        ),
    ],
)
def test_an_option_says_which_words_it_takes(street: Run, lang: str, says: str) -> None:
    assert says in street("log", LIGHT, "--channel", "信鸽", lang=lang).err


@pytest.mark.parametrize(
    ("lang", "typed", "says"),
    [
        ("zh", "completion zhs", "外壳 不能是“zhs”，可以是 bash、zsh、fish、powershell"),
        ("en", "completion zhs", "SHELL cannot be “zhs”; it may be bash, zsh, fish, powershell"),
        (
            "zh",
            "whistle 1 --kind 总",
            "--kind 不能是“总”，可以是 YJ 应急处置、ZF 综合执法、ZD 重点工作、QS 群众诉求",
        ),
        ("zh", "list --limit -1", "--limit 要是 0 以上的整数，不能是 -1"),
        ("en", "list --limit -1", "--limit takes a whole number from 0, not -1"),
        ("en", "erase --limit x", "--limit takes a whole number, not “x”"),
        ("en", "log x --settled", "write something after --settled"),
        ("en", "lst", "there is no command “lst”"),
        ("zh", "extend 1 --by 3 days", '用引号括起来: --by "3 days"'),
        ("en", "extend 1 --by 3 days", 'put it in quotes: --by "3 days"'),
    ],
)
def test_what_typer_refuses_is_said_in_our_words(
    street: Run, lang: str, typed: str, says: str
) -> None:
    done = street(*typed.split(), lang=lang)
    assert (done.code, [line for line in done.err.splitlines() if says in line] != []) == (2, True)
    assert "is not" not in done.err


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("arrive 2 供电 --by 赵工", "加叫一家: shaozi widen SZ-18-00002-S1 --to 单位"),
        ("refer 1 --to 邮政", "这些事项写了它: NS-22 快递、邮政服务投诉"),
        ("refer 1 --to 12319", "单位见 shaozi duty units"),
    ],
)
def test_the_hint_leads_on(street: Run, line: str, hint: str) -> None:
    assert hint in street(*line.split()).err


def test_a_line_that_one_owner_answers_stands_for_it(street: Run) -> None:
    street("refer", "1", "--to", "12315")
    assert "→ 区市场监督管理局" in street("show", "1").out


def test_why_a_file_cannot_be_written_is_said_in_the_readers_language(street: Run) -> None:
    line = "report", "weekly", "-o", "/none/here/x.html"
    assert "写不进 /none/here/x.html: 没有这个文件或文件夹\n" in street(*line).err
    assert "cannot be written: No such file or directory\n" in street(*line, lang="en").err


def test_a_figure_is_asked_for_by_its_name_in_the_report(street: Run) -> None:
    weekly = "report", "weekly", "--cases"
    assert street(*weekly, "新增").out == street(*weekly, "new").out != ""
    known = street(*weekly, "心情").err.splitlines()[1:]
    assert known[1] == "  吹哨、呼叫、按时、迟到、未到、已撤哨、待到、反馈"


def test_a_case_behind_two_calls_is_listed_once(street: Run) -> None:
    told = street("report", "weekly", "--cases", "呼叫")
    assert (told.out, told.err) == ("SZ-18-00002\n", "共 2 次，涉及案件 1 件\n")


def test_an_undecided_case_can_be_whistled_once_it_is_known_for_whom(run: Run) -> None:
    run("log", "有件事想反映一下")
    told = refused(run, "whistle", "1", code=2, says="SZ-18-00001 还没定责，不知道呼叫谁")
    assert "shaozi assign SZ-18-00001 编码  |  " in told.err
    assert "shaozi whistle SZ-18-00001 --to 单位" in told.err


def test_a_unit_that_was_not_called_hears_who_was(street: Run) -> None:
    assert "呼叫的是: 社区平安部、消防（派驻）" in street("arrive", "2", "供电", "--by", "赵").err


def test_a_second_arrival_says_when_the_first_was(street: Run) -> None:
    street("arrive", "2", "消防", "--by", "李队", "--happened", "11:30")
    said = "消防（派驻）已于 2018-05-18 11:30 报到（SZ-18-00002-S1）"
    refused(street, "arrive", "2", "消防", "--by", "王队", code=5, says=said)


def test_nothing_happens_on_a_whistle_that_is_over(street: Run) -> None:
    street("stand-down", "2")
    said = "SZ-18-00002-S1 已于 2018-05-18 15:00 销哨"
    street("whistle", "2", "--to", "供电", "--reason", "线也乱")
    refused(street, "arrive", "2-S1", "消防", "--by", "李队", code=5, says=said)
    refused(street, "stand-down", "2-S1", code=5, says=said)


def test_an_outside_number_is_taken_once(street: Run) -> None:
    street("log", LIGHT, "--ref", "12345-001")
    said = "外部编号 12345-001 已登记为 SZ-18-00004"
    refused(street, "log", "又来电", "--ref", "12345-001", code=5, says=said)
    refused(street, "amend", "1", "--ref", "12345-001", code=5, says=said)


# --- what was typed is not lost, and does no harm -------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("log", LIGHT, "--happened", "大概中午"), LIGHT),
        (("log", "灯" * 20_001), "灯" * 20_001),
        (("note", "9", "去看过了"), "去看过了"),
        (("resolve", "2", "--how", "都清走了"), "都清走了"),
        (("answer", "1", "消防", "--result", "当场清理"), "当场清理"),
        (("whistle", "1", "--to", "火星", "--reason", "修不了"), "修不了"),
        (("amend", "3", "--text", "井盖丢了"), "井盖丢了"),
    ],
)
def test_a_refused_text_is_kept_as_a_draft(
    street: Run, tmp_path: Path, typed: Sequence[str], kept: str
) -> None:
    done = street(*typed)
    assert drafts(tmp_path) == [kept]
    path = Path(done.err.split("已存为草稿: ")[1].splitlines()[0])
    assert path.read_text("utf-8") == kept
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_text_that_was_not_utf8_is_kept_byte_by_byte(run: Run, tmp_path: Path) -> None:
    typed = b"\xc2\xb7\xb5\xc6"  # 路灯 in GB18030, as the terminal sent it
    run("log", typed.decode("utf-8", "surrogateescape"))
    (draft,) = tmp_path.rglob("drafts/*.txt")
    assert draft.read_bytes() == typed


def test_a_refusal_does_not_send_control_characters_to_the_terminal(street: Run) -> None:
    for typed in (("show", "\x1b[2J"), ("whistle", "1", "--to", "\x1b[2J"), ("frob\x1b[2J",)):
        assert "\x1b" not in street(*typed).err


@pytest.mark.parametrize("option", ["--lane", "--community", "--ref", "--name", "--at"])
def test_an_option_that_is_not_utf8_is_refused_like_the_text(street: Run, option: str) -> None:
    refused(street, "log", LIGHT, option, "\udcff", code=2, says="内容不是 UTF-8 文字")


def test_a_refusal_shows_no_name_or_phone(street: Run) -> None:
    street("log", "漏水", "--name", "王小明", "--phone", "13812345678", "--ref", "A1")
    for typed in (
        ("log", "漏水", "--name", "王小明", "--phone", "13812345678", "--ref", "A1"),
        ("close", "4"),
        ("arrive", "4", "消防", "--by", "李队"),
        ("log", "漏水", "--name", "王小明", "--phone", "13812345678", "--happened", "明天"),
    ):
        done = street(*typed)
        assert done.code != 0
        assert "王小明" not in done.err
        assert "13812345678" not in done.err


def test_a_failure_of_the_program_is_one_sentence_and_a_traceback_only_for_debugging(
    street: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("王小明 13812345678")

    monkeypatch.setattr("shaozi.desk.cases.moves_of", broken)
    says = "程序出错（RuntimeError）"
    refused(street, "log", LIGHT, code=1, says=says)
    assert drafts(tmp_path)[0] == LIGHT
    assert "已存为草稿: " in street("log", LIGHT).err
    monkeypatch.setenv("SHAOZI_DEBUG", "1")
    with pytest.raises(RuntimeError):
        street("log", LIGHT)


@pytest.mark.parametrize(
    ("typed", "now", "code"),
    [
        ("list --limit 99999999999999999999", "2018-05-18", 2),
        ("report weekly --week 9999-W52", "2018-05-18", 2),
        ("log 路灯不亮", "9999-12-31", 6),
        ("log 路灯不亮", "0001-01-01", 6),
    ],
)
def test_a_number_or_time_beyond_all_reason_is_refused_and_no_failure_of_the_program(
    run: Run, typed: str, now: str, code: int
) -> None:
    done = run(*typed.split(), now=now)
    assert (done.code, "程序出错" in done.err) == (code, False)


# --- 1, 6 and 7: the machine ----------------------------------------------------------------------


def lost_nothing(run: Run, home: Path, *, code: int, says: str) -> None:
    """A ledger that cannot be used refuses the text, which is then a draft."""
    done = refused(run, "log", LIGHT, code=code, says=says)
    assert drafts(home)[0] == LIGHT
    assert "已存为草稿: " in done.err


def test_a_ledger_below_a_file_cannot_be_written(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("not a folder")
    path = home / "file" / "ledger.db"
    monkeypatch.setenv("SHAOZI_DB", str(path))
    done = run("log", LIGHT)
    assert done.code == 1
    assert f"错误: 写不进 {path}: " in done.err
    assert "File exists" not in done.err, "what exists is not what is wrong"
    assert drafts(home) == [LIGHT]


def test_a_folder_is_not_a_ledger(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHAOZI_DB", str(home))
    done = run("log", LIGHT)
    assert (done.code, drafts(home)) == (1, [LIGHT])
    assert f"错误: 写不进 {home}: " in done.err


def test_an_attachment_that_cannot_be_kept_is_not_recorded(run: Run, home: Path) -> None:
    run("log", LIGHT)
    ledger().with_name("ledger.db.files").touch()
    photo = home / "photo.jpg"
    photo.write_bytes(b"picture")
    before = digest()
    done = run("attach", "1", str(photo))
    assert (done.code, digest()) == (1, before)
    assert "错误: 写不进 " in done.err


def limited(size: int, *typed: str) -> tuple[int, str]:
    """Run the program where no file may grow beyond ``size`` KiB: exit code and stderr."""
    command = f'ulimit -f {size}; exec "$@"'
    done = subprocess.run(
        ["bash", "-c", command, "bash", *PROGRAM, *typed], capture_output=True, check=False
    )
    return done.returncode, done.stderr.decode()


def test_the_first_case_on_a_full_disk_is_a_draft(run: Run, home: Path) -> None:
    run("check", LIGHT)  # the duty list is compiled
    code, err = limited(8, "log", LIGHT)
    assert code == 1
    assert f"错误: 写不进 {ledger()}: " in err
    assert "transaction" not in err, "what SQLite did afterwards is not what went wrong"
    assert drafts(home) == [LIGHT]
    assert run("log", LIGHT).code == 0, "once there is room again"
    assert run("doctor").code == 0


def test_a_full_disk_keeps_the_ledger_as_it_was_and_the_text_as_a_draft(
    run: Run, home: Path
) -> None:
    run("log", LIGHT)
    before = digest()
    code, err = limited(40, "log", "灯" * 10_000)
    assert (code, drafts(home)) == (1, ["灯" * 10_000])
    assert f"错误: 写不进 {ledger()}: " in err
    assert digest() == before
    assert run("doctor").code == 0


def test_a_draft_that_does_not_fit_either_is_said_whole_and_not_kept_by_half(
    run: Run, home: Path
) -> None:
    run("log", LIGHT)
    code, err = limited(40, "log", "灯" * 20_000)
    assert (code, "灯" * 20_000 in err) == (1, True)
    assert [path.stat().st_size for path in home.rglob("drafts/*")] == []


def test_a_ledger_that_may_not_grow_is_a_full_disk(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("log", LIGHT)
    honest = opening._open

    def small(name: str) -> sqlite3.Connection:
        connection = honest(name)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(opening, "_open", small)
    before = digest()
    for typed in (("log", "灯" * 20_000), ("note", "1", "灯" * 20_000)):
        done = run(*typed)
        assert done.code == 1
        assert f"错误: 写不进 {ledger()}: database or disk is full" in done.err
    assert "灯" * 20_000 in drafts(home)
    assert digest() == before


def test_a_ledger_of_a_newer_program_is_left_alone(run: Run, home: Path) -> None:
    run("log", LIGHT)
    with raw() as connection:
        connection.execute("PRAGMA user_version = 99")
    says = f"台账 {ledger()} 是新版的（第 99 版，本程序到第 {opening.VERSION} 版）"
    lost_nothing(run, home, code=7, says=says)
    for typed in (("show", "1"), ("list",), ("doctor",), ("backup",)):
        refused(run, *typed, code=7, says=says)


@pytest.mark.parametrize("version", [0, 1, 12])
def test_another_programs_database_is_left_alone(run: Run, home: Path, version: int) -> None:
    ledger().parent.mkdir(parents=True)
    with raw() as connection:
        connection.execute("CREATE TABLE notes (body)")
        connection.execute(f"PRAGMA user_version = {version}")
    before = ledger().read_bytes()
    says = f"{ledger()} 不是哨子的台账（别的程序的数据库）"
    lost_nothing(run, home, code=6, says=says)
    refused(run, "list", code=6, says=says)
    assert ledger().read_bytes() == before


@pytest.mark.parametrize("text", ["买菜\n", "a,b\n" * 5000])
def test_a_text_file_is_left_alone(run: Run, home: Path, text: str) -> None:
    ledger().parent.mkdir(parents=True)
    ledger().write_text(text)
    done = run("log", LIGHT)
    says = f"错误: {ledger()} 不是哨子的台账（文件不是数据库或已损坏）\n"
    assert (done.code, says in done.err, drafts(home)) == (6, True, [LIGHT])
    assert run("list", "--json").json["error"]["code"] == "bad_data"
    assert ledger().read_text() == text


def test_a_damaged_ledger_is_told_as_such(run: Run, home: Path) -> None:
    for _ in range(3):
        run("log", LIGHT)
    whole = ledger().read_bytes()
    ledger().write_bytes(whole[:4096] + b"\x00" * (len(whole) - 4096))
    done = run("log", LIGHT)
    assert (done.code, drafts(home)) == (6, [LIGHT])
    assert run("doctor").code in (6, 8)


def test_a_ledger_somebody_holds_is_busy(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("log", LIGHT)
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    with closing(sqlite3.connect(ledger(), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        lost_nothing(run, home, code=7, says=f"台账 {ledger()} 正被占用")
        assert run("show", "1").code == 0, "who only looks does not wait"
        other.execute("ROLLBACK")
    assert run("log", LIGHT).code == 0


def test_a_broken_duty_list_names_every_fault(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = home / "duties.yaml"
    listed.write_text("version: '1'\nitems: []\n", "utf-8")
    monkeypatch.setenv("SHAOZI_DUTY_LIST", str(listed))
    before = digest()
    done = run("log", LIGHT)
    assert (done.code, drafts(home), digest()) == (6, [LIGHT], before)
    assert (
        f"错误: 职责清单 {listed} 有 3 处错误:\n"
        "  第 1 行: 缺少 tiers\n"
        "  第 1 行: 缺少 units\n"
        "  第 2 行: items 是空的\n"
        f"  改好后检查: shaozi duty lint {listed}\n"
    ) in done.err
    assert run("check", LIGHT, "--json").json["error"]["code"] == "bad_data"
    assert run("duty", "lint", str(listed)).code == 8


@pytest.mark.parametrize(
    "broken", [b"duties: [\n", b"", b"\xff\xfe\x00", b"- just\n- a list\n", b"a: &a [*a]\n"]
)
def test_a_duty_list_that_is_no_duty_list_is_refused(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, broken: bytes
) -> None:
    (home / "duties.yaml").write_bytes(broken)
    monkeypatch.setenv("SHAOZI_DUTY_LIST", str(home / "duties.yaml"))
    done = run("log", LIGHT)
    assert (done.code, drafts(home)) == (6, [LIGHT])
    assert "错误: 职责清单" in done.err


@pytest.mark.parametrize("broken", [b"desk = \n", b"[[[", b"\xff\xfe"])
def test_a_broken_config_file_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bytes
) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(broken)
    monkeypatch.setenv("SHAOZI_CONFIG", str(path))
    done = run("log", LIGHT, "--json")
    assert (done.code, done.json["error"]["code"]) == (6, "bad_data")
    assert str(path) in done.err
    assert [draft.read_text("utf-8") for draft in tmp_path.glob("shaozi-*/*.txt")] == [LIGHT]
    assert run("config", "set", "officer", "乙").code == 6
    assert path.read_bytes() == broken


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SHAOZI_DESK", "西总", "设置 desk = “西总” 不能用"),
        ("SHAOZI_TIMEZONE", "Mars/Base", "设置 timezone = “Mars/Base” 不能用"),
        ("SHAOZI_NOW", "昨天", "设置 SHAOZI_NOW = “昨天” 不能用"),
        ("SHAOZI_DB", "postgresql://u:secret@h/d", "设置 db = “postgresql://…” 不能用"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    path = ledger()
    monkeypatch.setenv(name, value)
    done = run("log", LIGHT)
    assert (done.code, done.out) == (6, "")
    assert f"错误: {says}\n" in done.err
    assert "secret" not in done.err
    assert not path.exists()


# --- 0 and 130: whoever stops reading, whoever stops the program ----------------------------------


def test_a_closed_pipe_is_success(run: Run) -> None:
    run("log", "-", stdin=f"{LIGHT}，{'很黑' * 100}\n" * 300)
    for typed in (("list", "--limit", "0"), ("list", "--limit", "0", "--json"), ("list",)):
        with start(*typed) as running:
            assert running.stdout
            assert running.stderr
            assert len(running.stdout.read(1)) == 1
            running.stdout.close()
            assert running.wait(60) == 0
            assert b"Traceback" not in running.stderr.read()
            assert running.stdin
            running.stdin.close()


def test_ctrl_c_ends_with_130_and_keeps_what_was_logged(run: Run) -> None:
    with start("log", "-") as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(f"{LIGHT}\n".encode())
        running.stdin.flush()
        number = running.stdout.readline().decode().split("\t")[0]
        for _ in range(20):  # a signal that comes just before a read is only seen after it
            running.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                running.wait(3)
                break
        assert running.returncode == 130
        assert b"Traceback" not in running.stderr.read()
    assert number == "SZ-18-00001"
    assert run("show", number).code == 0
    assert run("doctor").code == 0
