"""A case from logging to closing, as an officer types it."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import Run
from machine import digest, ledger, raw

LIGHT = "胡同口的路灯不亮"
JUNK = "3号楼楼道堆满杂物，疏散通道被堵"


def acts(run: Run, case: str) -> list[str]:
    return [entry["act"] for entry in run("show", case, "--json").json["item"]["history"]]


# --- logging --------------------------------------------------------------------------------------


def test_the_first_log_on_a_fresh_machine_makes_the_ledger(run: Run) -> None:
    assert not ledger().exists()
    logged = run("log", LIGHT)
    assert (logged.code, logged.out.splitlines()[0]) == (0, "SZ-18-00001  登记  办理中")
    assert ledger().exists()


def test_a_log_says_the_duty_the_words_the_lead_the_deadline_and_what_to_type_next(
    run: Run,
) -> None:
    logged = run("log", "路灯不亮")
    assert re.sub(r"(依据词|把握): .+", r"\1: …", logged.out) == (
        "SZ-18-00001  登记  办理中\n"
        "  职责: CG-26 路灯和街巷照明维护 · 街道职责\n"
        "  依据词: …\n"
        "  把握: …\n"
        "  主责: 城市管理部\n"
        "  协办: 区城市管理委员会、供电公司、物业服务企业\n"
        "  办结时限: 2018-05-25 23:59（还有 7 天）\n"
        "  清单: 草稿·清单未核\n"
    )
    assert logged.err == (
        "下一步: shaozi resolve SZ-18-00001 --how …  |  shaozi whistle SZ-18-00001\n"
    )


def test_a_log_the_list_is_not_sure_of_asks_and_waits_for_a_duty(run: Run) -> None:
    logged = run("log", "咕噜咕噜")
    assert logged.out.splitlines()[0] == "SZ-18-00001  登记  待定责"
    assert "  请问: " in logged.out
    assert logged.err == "下一步: shaozi assign SZ-18-00001 编码\n"


def test_everything_known_is_kept(run: Run) -> None:
    typed = ("--at", "东巷口", "--lane", "东巷", "--community", "东巷社区", "--channel", "12345")
    more = ("--name", "王小明", "--phone", "13812345678", "--ref", "G-7", "--duty", "cg26")
    run("log", LIGHT, *typed, *more, "--happened", "昨天 21:30")
    case = run("show", "1", "--reveal", "--json").json["item"]
    assert {
        "address": "东巷口",
        "lane": "东巷",
        "community": "东巷社区",
        "channel": "12345",
        "person": {"name": "王小明", "phone": "13812345678"},
        "ref": "G-7",
        "duty": "CG-26",
        "decided_by": "officer",
        "text": LIGHT,
        "logged_at": "2018-05-17T21:30:00+08:00",
        "recorded_at": "2018-05-18T15:00:00+08:00",
        "due": "2018-05-24T23:59:59+08:00",
    }.items() <= case.items()


def test_a_matter_settled_on_the_spot_is_closed_at_once(run: Run) -> None:
    logged = run("log", LIGHT, "--settled", "换了灯泡")
    assert logged.out.splitlines()[0] == "SZ-18-00001  登记  已结案"
    assert logged.err == ""
    assert acts(run, "1") == ["settled"]
    assert run("list").out == ""


@pytest.mark.parametrize(
    "typed",
    [
        "2018-05-18 14:00",
        "2018/05/18 14:00",
        "2018-05-18T14:00+08:00",
        "2018-05-18T06:00:00Z",
        "14:00",
        "14：00",
        "今天 14:00",
        "today 14:00",
    ],
)
def test_a_time_is_typed_as_people_write_it(run: Run, typed: str) -> None:
    run("log", LIGHT, "--happened", typed)
    case = run("show", "1", "--json").json["item"]
    assert case["logged_at"] == "2018-05-18T14:00:00+08:00"


def test_a_number_begins_with_the_desk_and_counts_per_year(run: Run) -> None:
    run("log", LIGHT, env={"SHAOZI_DESK": "XZXL"}, now="2018-12-31T23:59:59+08:00")
    run("log", LIGHT)
    run("log", LIGHT, now="2019-01-01T00:00:00+08:00")
    numbers = [line.split("\t")[0] for line in run("list").out.splitlines()]
    assert numbers == ["XZXL-18-00001", "XZXL-18-00002", "XZXL-19-00001"]


@pytest.mark.parametrize(
    "typed",
    ["SZ-18-00001", "sz-18-1", "18-1", "1", "00001", " 1 ", "１", "ＳＺ－18－1"],
)
def test_a_case_goes_by_its_whole_number_or_the_end_of_it(run: Run, typed: str) -> None:
    run("log", LIGHT)
    assert run("show", typed).out.startswith("SZ-18-00001  办理中\n")


@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80))
@example("\x1b[2J\x1b]0;哨子\x07灯不亮")
@example('=HYPERLINK("x")\t；\'); DROP TABLE cases; --')
@example("\u202e亮不灯\u2066\u0000\u009b31m🔦 \ufeff")
def test_any_text_is_kept_as_typed_and_shown_without_harm(run: Run, text: str) -> None:
    logged = run("log", "--json", "--", text) if text != "-" else None
    if logged is None or not text.strip():
        assert logged is None or logged.code == 2
        return
    assert logged.code == 0
    number = logged.json["item"]["number"]
    with raw() as connection:
        kept = "SELECT body FROM texts WHERE kind = 'issue' AND \"case\" = ?"
        assert connection.execute(kept, (number,)).fetchone() == (text,)
    assert run("show", number, "--reveal", "--json").json["item"]["text"] == text
    seen = run("show", number).out + run("list", "--all", "--limit", "0").out
    harmful = {
        char
        for char in seen
        if (ord(char) < 0x20 and char not in "\n\t")
        or 0x7F <= ord(char) < 0xA0
        or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    }
    assert harmful == set()


# --- deciding and correcting ----------------------------------------------------------------------


def test_a_duty_is_decided_or_corrected(run: Run) -> None:
    run("log", "咕噜咕噜")
    assigned = run("assign", "1", "pa5")
    assert (assigned.code, assigned.out) == (0, "SZ-18-00001  定责  办理中\n")
    assert "PA-05 楼道和公共通道堆物清理" in assigned.err
    case = run("assign", "1", "CG-26", "--json").json["item"]
    assert (case["duty"], case["lead"], case["decided_by"]) == (
        "CG-26",
        "chengshi_guanli",
        "officer",
    )


def test_an_amendment_changes_what_is_shown_and_keeps_what_stood_there(run: Run) -> None:
    run("log", LIGHT, "--name", "王小明", "--phone", "13812345678")
    amended = run("amend", "1", "--text", "两盏灯不亮", "--phone", "13900000000", "--lane", "东巷")
    assert amended.out == "SZ-18-00001  更正  办理中\n"
    case = run("show", "1", "--reveal", "--json").json["item"]
    assert (case["text"], case["lane"]) == ("两盏灯不亮", "东巷")
    assert case["person"] == {"name": "王小明", "phone": "13900000000"}
    assert case["history"][0]["body"]["issue"] == LIGHT
    assert acts(run, "1") == ["logged", "amended"]


def test_a_note_is_added_even_to_a_closed_case(run: Run) -> None:
    run("log", LIGHT, "--settled", "换了灯泡")
    assert run("note", "1", "又去看了一次").out == "SZ-18-00001  记事  已结案\n"
    assert "又去看了一次" in run("show", "1").out


def test_an_attachment_is_copied_beside_the_ledger_for_its_owner_only(
    run: Run, tmp_path: Path
) -> None:
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"\xff\xd8picture")
    run("log", LIGHT)
    assert run("attach", "1", str(photo)).out == "SZ-18-00001  附件  办理中\n"
    (kept,) = ledger().with_name("ledger.db.files").iterdir()
    assert kept.read_bytes() == photo.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    entry = run("show", "1", "--json").json["item"]["history"][-1]
    assert entry["body"] == {"name": "现场.jpg", "sha256": kept.name, "size": 9}


# --- the way to the end ---------------------------------------------------------------------------


def test_each_step_names_the_next(run: Run) -> None:
    run("log", LIGHT)
    steps = [
        (("resolve", "1", "--how", "换了灯泡"), "办结  已办结", "callback SZ-18-00001"),
        (
            ("callback", "1", "--solved", "yes", "--satisfied", "no"),
            "回访  已回访",
            "close SZ-18-00001",
        ),
        (("close", "1"), "结案  已结案", ""),
        (("reopen", "1", "--reason", "又不亮了"), "重办  办理中", "resolve SZ-18-00001"),
        (("withdraw", "1", "--reason", "重复"), "撤回  已撤回", ""),
    ]
    for typed, said, following in steps:
        done = run(*typed)
        assert (done.code, done.out) == (0, f"SZ-18-00001  {said}\n")
        assert (f"下一步: shaozi {following}" in done.err) if following else not done.err


#: What leads to each state a case can be in.
STATES: dict[str, tuple[Sequence[str], ...]] = {
    "logged": (),
    "handling": (("assign", "1", "CG-26"),),
    "whistled": (("whistle", "1", "--to", "消防", "--reason", "修不了"),),
    "resolved": (("resolve", "1", "--how", "换了灯泡"),),
    "called_back": (
        ("resolve", "1", "--how", "换了灯泡"),
        ("callback", "1", "--solved", "yes", "--satisfied", "yes"),
    ),
    "closed": (
        ("resolve", "1", "--how", "换了灯泡"),
        ("callback", "1", "--solved", "yes", "--satisfied", "yes"),
        ("close", "1"),
    ),
    "referred": (("refer", "1", "--to", "供电"),),
    "advised": (("advise", "1", "--how", "请打供电热线"),),
    "withdrawn": (("withdraw", "1", "--reason", "记错了"),),
}


@pytest.mark.parametrize("state", STATES)
def test_the_step_that_is_named_as_the_next_can_be_taken(run: Run, state: str) -> None:
    run("log", "咕噜咕噜")
    for typed in STATES[state]:
        assert run(*typed).code == 0
    assert run("show", "1", "--json").json["item"]["state"] == state
    named = run("show", "1").err.removeprefix("下一步: ").strip()
    for following in filter(None, named.split("  |  ")):
        words = following.removeprefix("shaozi ").split()
        filled = {"编码": "CG-26", "单位": "消防", "…": "说明", "yes/no": "yes"}
        filled["yes/no/unreached"] = "yes"
        done = run(*(filled.get(word, word) for word in words), "--dry-run")
        assert done.code == 0, f"{following}: {done.err}"


def test_a_resident_who_calls_it_unsolved_is_not_closed_without_a_reason(run: Run) -> None:
    run("log", LIGHT)
    run("resolve", "1", "--how", "换了灯泡")
    run("callback", "1", "--solved", "no", "--satisfied", "no")
    before = digest()
    refused = run("close", "1")
    assert (refused.code, digest()) == (2, before)
    assert "居民说没有解决" in refused.err
    assert "shaozi reopen SZ-18-00001" in refused.err
    assert run("close", "1", "--reason", "灯杆归供电公司，已转告").code == 0


def test_a_resident_who_cannot_be_reached_may_be_called_again(run: Run) -> None:
    run("log", LIGHT)
    run("resolve", "1", "--how", "换了灯泡")
    assert run("callback", "1", "--satisfied", "unreached").code == 0
    assert run("callback", "1", "--satisfied", "yes").code == 2
    assert run("callback", "1", "--solved", "yes", "--satisfied", "yes").code == 0
    case = run("show", "1", "--json").json["item"]
    assert (case["solved"], case["satisfied"]) == ("yes", "yes")


def test_a_reopened_case_gets_a_new_deadline(run: Run) -> None:
    run("log", LIGHT, "--settled", "换了灯泡", now="2018-05-01T09:00:00+08:00")
    reopened = run("reopen", "1", "--reason", "又不亮了", "--json", now="2018-05-18T15:00:00+08:00")
    case = reopened.json["item"]
    assert (case["state"], case["reopened"], case["outcome"]) == ("handling", 1, None)
    assert case["due"] == "2018-05-25T23:59:59+08:00"


def test_a_matter_of_somebody_else_is_referred_or_the_resident_advised(run: Run) -> None:
    run("log", "法院判决后对方不执行，想申诉", "--duty", "NS-01")
    assert run("advise", "1").out == "SZ-18-00001  告知  已告知\n"
    run("log", LIGHT)
    assert run("refer", "2", "--to", "供电").out == "SZ-18-00002  转办  已转办\n"
    assert "转供电公司" in run("show", "2").out


# --- undo -----------------------------------------------------------------------------------------

BLOWN = ("whistle", "1", "--reason", "修不了")
RESOLVED = ("resolve", "1", "--how", "换了灯泡")
UNSOLVED = ("callback", "1", "--solved", "no", "--satisfied", "no")

#: (the act, what is typed; the last is taken back)
WAYS: tuple[tuple[str, tuple[Sequence[str], ...]], ...] = (
    ("assigned", (("assign", "1", "PA-05"),)),
    ("amended", (("amend", "1", "--text", "两盏路灯不亮"),)),
    ("noted", (("note", "1", "去看过"),)),
    ("whistled", (BLOWN,)),
    ("stood_down", (BLOWN, ("stand-down", "1"))),
    ("rated", (BLOWN, ("rate", "1", "城市管理部", "--score", "9"))),
    ("resolved", (RESOLVED,)),
    ("called_back", (RESOLVED, UNSOLVED)),
    ("reopened", (RESOLVED, ("reopen", "1", "--reason", "又不亮了"))),
    ("referred", (("refer", "1", "--to", "供电"),)),
    ("advised", (("advise", "1", "--how", "请打供电热线"),)),
    ("withdrawn", (("withdraw", "1", "--reason", "记错了"),)),
)


def standing(run: Run) -> dict[str, object]:
    """Where the case stands, without its history."""
    item: dict[str, object] = run("show", "1", "--no-history", "--json").json["item"]
    return item


@pytest.mark.parametrize(("act", "typed"), WAYS, ids=[act for act, _ in WAYS])
def test_undo_is_the_reverse_of_the_last_act(
    run: Run, act: str, typed: Sequence[Sequence[str]]
) -> None:
    run("log", LIGHT)
    for before in typed[:-1]:
        assert run(*before).code == 0
    stood = standing(run)
    assert run(*typed[-1]).code == 0
    assert acts(run, "1")[-1] == act
    assert act == "noted" or standing(run) != stood
    undone = run("undo", "1")
    assert (undone.code, undone.out.split("  ")[1]) == (0, "撤销")
    assert standing(run) == stood
    assert acts(run, "1")[-2:] == [act, "undone"]
    assert run("doctor").code == 0


def test_a_duty_decided_says_the_deadline_it_gives(run: Run) -> None:
    run("log", "有件事想反映一下")
    assert run("assign", "1", "PA-05").err == (
        "办结时限: 2018-05-25 23:59（还有 7 天）\n"
        "下一步: shaozi resolve SZ-18-00001 --how …  |  shaozi whistle SZ-18-00001\n"
        "PA-05 楼道和公共通道堆物清理\n"
    )
    assert "办结时限: 2018-05-19 15:00（还有 24 小时）\n" in run("assign", "1", "CG-23").err


def test_undo_of_a_closing_opens_the_case_again_in_the_report_too(run: Run) -> None:
    run("log", LIGHT)
    run("resolve", "1", "--how", "换了灯泡")
    run("callback", "1", "--solved", "yes", "--satisfied", "yes")
    run("close", "1")
    assert run("undo", "1").out == "SZ-18-00001  撤销  已回访\n"
    total = run("report", "weekly", "--json").json["item"]["total"]
    assert (total["new"], total["ended"], total["closing"]) == (1, 0, 1)


def test_undo_of_a_log_withdraws_it_and_its_number_is_never_used_again(run: Run) -> None:
    run("log", LIGHT)
    undone = run("undo", "1", "--yes")
    assert undone.out == "SZ-18-00001  撤销  已撤回\n"
    assert undone.err == "撤销了: 登记\n"
    assert run("log", LIGHT).out.startswith("SZ-18-00002  ")


def test_an_undo_too_many_does_not_take_the_case_off_the_books_unasked(run: Run) -> None:
    run("log", LIGHT)
    run("note", "1", "去看过")
    assert run("undo", "1").code == 0
    before = digest()
    refused = run("undo", "1")
    assert (refused.code, refused.out, digest()) == (2, "", before)
    assert refused.err == (
        "错误: 还缺确认: SZ-18-00001 只剩登记可撤销，把整件案件撤回\n  加上 --yes\n"
    )
    assert run("undo", "1", "--dry-run").out == "SZ-18-00001  撤销  已撤回\n"
    assert digest() == before


def test_the_number_of_an_undone_whistle_is_never_used_again(run: Run) -> None:
    run("log", LIGHT)
    run("whistle", "1", "--reason", "修不了")
    run("undo", "1")
    assert run("whistle", "1", "--reason", "修不了").out.startswith("SZ-18-00001-S2  ")


def test_undo_goes_back_step_by_step_to_the_log(run: Run) -> None:
    run("log", LIGHT)
    run("note", "1", "去看过")
    run("resolve", "1", "--how", "换了灯泡")
    taken = [run("undo", "1", "--yes").err.splitlines()[-1] for _ in range(3)]
    assert taken == ["撤销了: 办结", "撤销了: 记事", "撤销了: 登记"]


@pytest.mark.parametrize(
    "did",
    [("arrive", "1", "城市管理部", "--by", "李工"), ("answer", "1", "供电", "--result", "已派人")],
)
def test_undo_is_refused_once_a_unit_has_acted(run: Run, did: Sequence[str]) -> None:
    run("log", LIGHT)
    run("whistle", "1", "--to", "城市管理部", "--to", "供电", "--reason", "修不了")
    assert run(*did).code == 0
    before = digest()
    refused = run("undo", "1")
    assert (refused.code, refused.out, digest()) == (5, "", before)
    assert refused.err == (
        "错误: SZ-18-00001 不能撤销: 被吹哨单位已有动作\n  用 shaozi amend 或 shaozi note 更正\n"
    )


def test_undo_is_refused_once_another_desk_has_acted(run: Run) -> None:
    run("log", LIGHT)
    run("note", "1", "我也去看过", env={"SHAOZI_DESK": "XZXL"})
    refused = run("undo", "SZ-18-00001", env={"SHAOZI_DESK": "SZ"})
    assert (refused.code, refused.err.splitlines()[0]) == (
        5,
        "错误: SZ-18-00001 不能撤销: 之后 XZXL 已有办理",
    )


def test_undo_of_a_matter_settled_on_the_spot_is_refused(run: Run) -> None:
    run("log", LIGHT, "--settled", "换了灯泡")
    assert run("undo", "1").code == 5


# --- trying out, and what programs read -----------------------------------------------------------

#: Every act, and what goes before it on a case that is being handled.
WRITERS: tuple[tuple[Sequence[str], tuple[Sequence[str], ...]], ...] = (
    (("log", JUNK, "--at", "东巷口", "--name", "王小明"), ()),
    (("log", JUNK, "--settled", "搬走了"), ()),
    (("assign", "1", "PA-05"), ()),
    (("amend", "1", "--text", "两盏路灯不亮", "--reason", "数错了"), ()),
    (("note", "1", "去看过"), ()),
    (("attach", "1", __file__), ()),
    (BLOWN, ()),
    (("arrive", "1", "城市管理部", "--by", "李工"), (BLOWN,)),
    (("answer", "1", "城市管理部", "--result", "在修"), (BLOWN,)),
    (("rate", "1", "城市管理部", "--score", "60"), (BLOWN,)),
    (("stand-down", "1", "--note", "修好了"), (BLOWN,)),
    (RESOLVED, ()),
    (UNSOLVED, (RESOLVED,)),
    (("close", "1", "--reason", "不再来电"), (RESOLVED, UNSOLVED)),
    (("reopen", "1", "--reason", "又不亮了"), (RESOLVED,)),
    (("refer", "1", "--to", "供电", "--how", "灯杆归他们"), ()),
    (("advise", "1", "--how", "请打供电热线"), ()),
    (("withdraw", "1", "--reason", "记错了"), ()),
    (("undo", "1"), (("note", "1", "去看过"),)),
)
#: Those that answer with a whistle, not with a case.
OF_A_WHISTLE = ("whistle", "arrive", "answer", "rate", "stand-down")

prepared = pytest.mark.parametrize(
    ("typed", "before"), WRITERS, ids=[typed[0] for typed, _ in WRITERS]
)


def prepare(run: Run, before: Sequence[Sequence[str]]) -> None:
    for typed in (("log", LIGHT), *before):
        assert run(*typed).code == 0


@prepared
def test_a_dry_run_says_the_same_and_writes_nothing(
    run: Run, typed: Sequence[str], before: Sequence[Sequence[str]]
) -> None:
    prepare(run, before)
    ledger_before, files = digest(), set(ledger().parent.rglob("*"))
    tried = run(*typed, "--dry-run")
    assert (tried.code, "（试运行，未写入）" in tried.err) == (0, True)
    assert (digest(), set(ledger().parent.rglob("*"))) == (ledger_before, files)
    assert tried.out == run(*typed).out


@prepared
def test_a_dry_run_says_the_same_to_programs(
    run: Run, typed: Sequence[str], before: Sequence[Sequence[str]]
) -> None:
    prepare(run, before)
    tried = run(*typed, "--dry-run", "--json").json["item"]
    done = run(*typed, "--json").json["item"]
    assert (tried.pop("dry_run"), done.pop("dry_run")) == (True, False)
    assert tried == done


@prepared
def test_a_dry_run_is_refused_like_the_act_itself(
    run: Run, typed: Sequence[str], before: Sequence[Sequence[str]]
) -> None:
    wrong = tuple("9" if word == "1" else word for word in typed)
    if wrong[0] == "log":
        wrong = ("log", "")
    tried, done = run(*wrong, "--dry-run"), run(*wrong)
    assert tried.code == done.code != 0
    sentences = [
        [line for line in err.splitlines() if line.startswith("错误: ")]
        for err in (tried.err, done.err)
    ]
    assert sentences[0] == sentences[1] != []


def test_a_dry_run_does_not_create_the_ledger(run: Run) -> None:
    for typed in (("log", LIGHT), ("log", "-"), ("note", "1", "x"), ("undo", "1")):
        run(*typed, "--dry-run", stdin=f"{LIGHT}\n")
        assert not ledger().exists()


@prepared
def test_every_act_answers_a_program_with_the_whole_object(
    run: Run, typed: Sequence[str], before: Sequence[Sequence[str]]
) -> None:
    prepare(run, before)
    done = run(*typed, "--json")
    assert (done.code, "\\u" in done.out) == (0, False)
    schema = "whistle" if typed[0] in OF_A_WHISTLE else "case"
    assert done.json["schema"] == f"shaozi/{schema}/1"
    item = done.json["item"]
    shown = run("show", item.get("case") or item["number"], "--no-history", "--json").json["item"]
    shown.pop("history")
    same = shown if schema == "case" else shown["whistles"][-1]
    assert {name: item[name] for name in same} == same


# --- what is taken with a word, or not at all -----------------------------------------------------


@pytest.mark.parametrize(
    ("phone", "short"),
    [
        ("123", True),
        ("1391234567", True),
        ("13912345678", False),
        ("139 1234 5678", False),
        ("65251234", False),
        ("010-65251234", False),
    ],
)
def test_a_phone_that_looks_incomplete_is_kept_and_said(run: Run, phone: str, short: bool) -> None:
    done = run("log", "路灯不亮", "--phone", phone)
    assert (done.code, "电话位数不够" in done.err) == (0, short)
    assert run("show", "1", "--reveal", "--json").json["item"]["person"]["phone"] == phone
    again = run("amend", "1", "--phone", phone, "--reason", "补记")
    assert (again.code, "电话位数不够" in again.err) == (0, short)


def test_nobody_reached_says_that_it_is_solved(run: Run) -> None:
    run("log", "路灯不亮")
    run("resolve", "1", "--how", "修好了")
    refused = run("callback", "1", "--solved", "yes", "--satisfied", "unreached")
    assert (refused.code, "没联系上居民" in refused.err) == (2, True)
    assert run("show", "1", "--json").json["item"]["state"] == "resolved"
