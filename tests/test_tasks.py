"""District assignments: on the list or not, declined by letter, accepted with approval."""

import sqlite3
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from machine import digest, drafts, ledger, raw
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file
from shaozi.errors import ShaoziError
from shaozi.store import open_store
from shaozi.store.migrating import alembic_config
from shaozi.store.opening import VERSION
from shaozi.tasks import TaskEntry, apply, check_answer, decided, fold, next_steps, standing
from shaozi.terms import Fit, TaskAct, TaskState
from shaozi.triage.verdict import check

CENSUS = "请你街道牵头组织第四次全国经济普查入户登记"
FOOD = "请街道做好小餐饮店食品安全日常检查"
SCHOOLS = "请街道负责辖区小学招生入学和学区划片"
LEVY = "请街道完成招商引资引税任务并按月上报"
BINS = "各社区做好垃圾分类桶站值守"
MEDIATE = "请各社区调解邻里纠纷"
TEAR_DOWN = "请社区拆除辖区内违法建设"

Golden = Callable[[str, str], None]


# --- on the list or not ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "community", "fit", "duty", "lead"),
    [
        (CENSUS, False, "lead", "ZH-06", "zonghe_baozhang"),
        (FOOD, False, "support", "CG-38", "shiyao"),  # the power is the department's
        (TEAR_DOWN, False, "lead", "CG-02", "zhifadui"),
        (SCHOOLS, False, "off", "NS-09", "qu_jiaowei"),
        (LEVY, False, "unsure", None, None),  # it only says that it was handed down
        (MEDIATE, True, "lead", "PA-03", "pingan"),
        (BINS, True, "support", "CG-07", "chengshi_guanli"),
        (TEAR_DOWN, True, "off", "CG-02", "zhifadui"),  # the street's, not the community's
        (SCHOOLS, True, "off", "NS-09", "qu_jiaowei"),
    ],
)
def test_an_assignment_is_on_the_list_as_lead_as_support_or_not(
    asked: str, community: bool, fit: str, duty: str | None, lead: str | None, run: Run
) -> None:
    where = ["--community", "西总布社区"] if community else []
    done = run("task", "receive", asked, "--from", "区城管委", *where, "--json").json["item"]
    assert (done["fit"], done["duty"], done["lead"]) == (fit, duty, lead)


def test_what_the_list_has_no_item_for_is_off_it(book: DutyBook) -> None:
    assert standing(None, "", book, community=False) == (Fit.OFF, None, None, None)
    assert standing(None, "", book, community=True).fit is Fit.OFF
    assert decided(check(LEVY, book), book) is None


def test_every_item_of_the_list_is_somebodys(book: DutyBook) -> None:
    """Whoever is asked, an item of the list names who has the lead in it and on what basis."""
    for duty in book.duties.values():
        street = standing(duty, "", book, community=False)
        community = standing(duty, "", book, community=True)
        assert (street.fit is not Fit.OFF) == duty.is_street
        assert (community.fit is not Fit.OFF) == (duty.is_street and duty.community_can_resolve)
        assert not duty.is_street or (street.lead and street.basis and community.lead)


def test_receive_prints_the_item_the_words_and_what_may_be_done(run: Run) -> None:
    done = run("task", "receive", CENSUS, "--from", "区统计局", "--ref", "东统发〔2018〕5号")
    assert "清单内·主责" in done.out
    assert "ZH-06 统计普查和辖区基础数据采集" in done.out
    assert "经济普查" in done.out
    assert "可以: 按清单接受" in done.out
    assert "shaozi task accept SZ-18-R0001" in done.err


def test_what_the_list_leaves_open_the_officer_decides(run: Run) -> None:
    received = run("task", "receive", LEVY, "--from", "区投促局")
    assert "拿不准" in received.out
    for answer in (["decline", "1", "--reason", "清单外"], ["accept", "1"]):
        refused = run("task", *answer)
        assert (refused.code, "还没有比对清楚" in refused.err) == (5, True)
    assert "清单内没有" in run("task", "assign", "1", "none").out
    assert run("task", "assign", "1", "zh6", "--json").json["item"]["fit"] == "lead"
    item = run("task", "assign", "1", "无", "--json").json["item"]
    assert (item["fit"], item["duty"], item["decided_by"]) == ("off", None, "officer")


# --- declined -------------------------------------------------------------------------------------


@pytest.fixture
def adopted(tmp_path: Path) -> Path:
    """The shipped list as if an office had adopted it."""
    path = tmp_path / "ours.yaml"
    text = data_file("duty_list.yaml").read_text("utf-8")
    was = next(line for line in text.splitlines() if line.startswith("status:"))
    path.write_text(text.replace(was, "status: adopted", 1), encoding="utf-8")
    return path


LETTERS = {
    "street_off": (SCHOOLS, "", "审批权不在街道"),
    "street_support": (FOOD, "", "要求街道当主责，街道没有处罚权"),
    "community_off": (TEAR_DOWN, "西总布社区", "社区没有执法权"),
}


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("own_list", [False, True], ids=["draft", "adopted"])
def test_the_letter_cites_the_item_or_its_absence_and_the_ordinance(
    name: str, own_list: bool, adopted: Path, run: Run, golden: Golden
) -> None:
    asked, community, reason = LETTERS[name]
    env = {"SHAOZI_DESK": "XZXL"} | ({"SHAOZI_DUTY_LIST": str(adopted)} if own_list else {})
    where = ["--community", community, "--from", "区城管委", "--ref", "东城管函〔2018〕7号"]
    run("task", "receive", asked, *where, "--date", "2018-05-16", env=env)
    letter = run("task", "decline", "1", "--reason", reason).out
    assert ("草稿" in letter) != own_list
    assert ("第32条" in letter) == bool(community)
    assert ("第10条" in letter and "第41条" in letter) != bool(community)
    golden(f"letter_{name}_{'adopted' if own_list else 'draft'}.zh.txt", letter)


def test_the_street_that_set_its_name_signs_the_letter(run: Run) -> None:
    run("config", "set", "street", "东直门街道办事处")
    run("task", "receive", "代征税款", "--from", "区税务局")
    run("task", "assign", "1", "none")
    letter = run("task", "decline", "1", "--reason", "不归我们").out
    assert letter.endswith("\n    东直门街道办事处（印章）\n    2018年5月18日\n")


def test_the_letter_in_english_holds_no_chinese_but_what_was_typed(run: Run) -> None:
    run("task", "receive", SCHOOLS, "--from", "District Office", lang="en")
    letter = run("task", "decline", "1", "--reason", "not ours").out
    assert "DRAFT" in letter
    assert "art. 10" in letter
    chinese = [line for line in letter.splitlines() if any("一" <= sign <= "鿿" for sign in line)]
    assert chinese == [f"    {SCHOOLS}"]


@pytest.mark.parametrize(
    ("typed", "secret"),
    [
        ("居民李秀兰反映", "秀兰"),
        ("业主王明的举报", "王明"),
        ("请协助李秀兰女士办理", "秀兰"),
        ("租户张伟强拒不搬离", "伟强"),
        ("联系人：张伟，电话13812345678", "张伟"),
        ("联系电话13812345678", "5678"),
        ("身份证110101199003071234", "1990"),
        ("住在3号楼2单元501室", "501室"),
    ],
)
def test_the_letter_the_register_and_the_json_name_no_resident(
    typed: str, secret: str, run: Run
) -> None:
    run("task", "receive", f"{SCHOOLS}。{typed}", "--from", "区教委")
    run("task", "assign", "1", "none")
    shown = [
        run("task", "decline", "1", "--reason", typed).out,
        *(run("task", *line).out for line in (["list"], ["list", "--json"])),
        *(run("task", *line).out for line in (["show", "1"], ["show", "1", "--json"])),
    ]
    assert [text for text in shown if secret in text] == []
    assert all("学区划片" in text for text in shown)


def test_a_letter_goes_into_a_file_and_never_over_another(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "复函.txt"
    run("task", "receive", SCHOOLS, "--from", "区教委")
    decline = ["task", "decline", "1", "--reason", "不属街道", "-o", str(path)]
    dry = run(*decline, "--dry-run")
    assert ("职责准入复函" in dry.out, path.exists()) == (True, False)
    assert run(*decline).out == f"{path}\n"
    kept = run("task", "show", "1", "--json").json["item"]["letter"]
    assert path.read_text("utf-8") == kept
    run("task", "receive", SCHOOLS, "--from", "区教委")
    again = run("task", "decline", "2", "--reason", "不属街道", "-o", str(path))
    assert (again.code, "已存在" in again.err) == (1, True)
    nowhere = run("task", "decline", "2", "--reason", "不属街道", "-o", str(tmp_path / "x" / "y"))
    assert (nowhere.code, "写不进" in nowhere.err) == (1, True)
    # a letter that could not be written was not sent: the assignment still waits
    assert run("task", "show", "2", "--json").json["item"]["state"] == "received"


def test_ones_own_duty_cannot_be_declined(run: Run, home: Path) -> None:
    run("task", "receive", CENSUS, "--from", "区统计局")
    refused = run("task", "decline", "1", "--reason", "人手不够")
    assert (refused.code, "没有退回的依据" in refused.err) == (5, True)
    assert drafts(home) == ["人手不够"]


# --- accepted -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("community", "given", "article"),
    [
        ("", [], "第10条"),
        ("", ["--approval", "东政函〔2018〕3号"], "第10条"),
        ("", ["--by", "区政府"], "第10条"),
        ("", ["--approval", " ", "--by", "区政府"], "第10条"),
        ("西总布社区", [], "第32条"),
    ],
)
def test_what_is_not_on_the_list_is_not_accepted_without_approval(
    community: str, given: list[str], article: str, run: Run
) -> None:
    run("task", "receive", SCHOOLS, "--from", "区教委", "--community", community)
    refused = run("task", "accept", "1", *given, "--json")
    assert (refused.code, refused.json["error"]["code"]) == (4, "needs_approval")
    assert article in refused.json["error"]["message"]


def test_with_its_number_it_is_accepted_and_resources_are_asked_for(run: Run) -> None:
    run("task", "receive", SCHOOLS, "--from", "区教委")
    run("task", "receive", SCHOOLS, "--from", "区教委", "--asked", "两名专职人员")
    approval = ["--approval", "东政函〔2018〕3号", "--by", "区政府"]
    done = run("task", "accept", "1", *approval)
    assert "批准文号: 东政函〔2018〕3号" in done.out
    assert "第41条" in done.err
    assert "第41条" not in run("task", "accept", "2", *approval).err
    item = run("task", "show", "1", "--json").json["item"]
    assert (item["approval"], item["approved_by"]) == ("东政函〔2018〕3号", "区政府")
    assert [entry["act"] for entry in item["history"]] == ["received", "accepted"]


@pytest.mark.parametrize("asked", [CENSUS, FOOD])
def test_what_is_on_the_list_needs_no_approval(asked: str, run: Run) -> None:
    run("task", "receive", asked, "--from", "区里")
    assert run("task", "accept", "1", "--json").json["item"]["state"] == "accepted"


# --- the register ---------------------------------------------------------------------------------


def test_the_register_has_all_with_their_days_and_takes_filters(run: Run) -> None:
    run("task", "receive", CENSUS, "--from", "区统计局", "--date", "2018-05-08")
    run("task", "receive", SCHOOLS, "--from", "区教委", "--date", "2018-05-14")
    run("task", "receive", BINS, "--from", "qu_chengguanwei", "--community", "西总布社区")
    run("task", "decline", "2", "--reason", "不属街道")
    run("task", "accept", "1", now="2018-05-21T09:00:00+08:00")

    def rows(*filters: str) -> list[list[str]]:
        out = run("task", "list", *filters, now="2018-05-23T09:00:00+08:00").out
        cells = [line.split("\t") for line in out.splitlines()]
        return [[*row[:2], row[6][:10], *row[2:4]] for row in cells]

    assert rows() == [
        ["SZ-18-R0003", "received", "2018-05-18", "5", "support"],
        ["SZ-18-R0002", "declined", "2018-05-14", "4", "off"],
        ["SZ-18-R0001", "accepted", "2018-05-08", "13", "lead"],
    ]
    for filters, found in (
        (["--state", "declined"], ["SZ-18-R0002"]),
        (["--fit", "lead"], ["SZ-18-R0001"]),
        (["--from", "区城市管理委员会"], ["SZ-18-R0003"]),
        (["--from", "区统计局"], ["SZ-18-R0001"]),
        (["--community", "西总布社区"], ["SZ-18-R0003"]),
        (["--from", "没来过的单位"], []),
    ):
        assert [row[0] for row in rows(*filters)] == found, filters
    cut = run("task", "list", "--limit", "1", "--json").json
    assert (cut["count"], cut["truncated"]) == (1, True)


def test_numbers_run_by_desk_and_year_and_may_be_typed_short(run: Run) -> None:
    def receive(**env: str) -> str:
        done = run("task", "receive", CENSUS, "--from", "区统计局", "--json", env=env)
        number: str = done.json["item"]["number"]
        return number

    numbers = [receive(SHAOZI_DESK="XZXL"), receive(), receive(SHAOZI_DESK="DHS")]
    run("log", "路灯不亮")  # cases are numbered apart
    numbers.append(receive(SHAOZI_NOW="2019-01-02T09:00:00+08:00"))
    assert numbers == ["XZXL-18-R0001", "XZXL-18-R0002", "DHS-18-R0001", "DHS-19-R0001"]
    for typed, code, number in (
        ("1", 0, "DHS-19-R0001"),  # this desk's, this year's
        ("r1", 0, "DHS-19-R0001"),
        ("xzxl-18-r1", 0, "XZXL-18-R0001"),
        ("2", 0, "XZXL-18-R0002"),  # the only one of that number
        ("3", 3, ""),
        ("abc", 3, ""),
        ("SZ-18-00001", 3, ""),
    ):
        found = run("task", "show", typed, "--json")
        assert (found.code, found.code or found.json["item"]["number"]) == (code, code or number)
    ambiguous = run("task", "show", "1", env={"SHAOZI_DESK": "SZ"})
    assert (ambiguous.code, "不只一个" in ambiguous.err) == (2, True)


# --- Xicheng's days, as an example ------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "community", "answer_due", "starts_after"),
    [
        ("", "西总布社区", None, None),  # off unless set
        ("30wd/15wd", "", None, None),  # for communities only
        # from 18 May: 15 and 30 working days, over 端午 (18 June)
        ("30wd/15wd", "西总布社区", "2018-06-08T18:00:00+08:00", "2018-07-02T18:00:00+08:00"),
    ],
)
def test_a_district_may_set_days_of_notice_and_to_decide(
    setting: str, community: str, answer_due: str | None, starts_after: str | None, run: Run
) -> None:
    if setting:
        run("config", "set", "community_admission", setting)
    run("task", "receive", BINS, "--from", "区城管委", "--community", community)
    item = run("task", "show", "1", "--json").json["item"]
    assert (item["answer_due"], item["starts_after"]) == (answer_due, starts_after)
    late = run("task", "show", "1", "--json", now="2018-06-09T09:00:00+08:00").json["item"]
    assert late["overdue"] == (answer_due is not None)


@pytest.mark.parametrize("wrong", ["30wd", "30/15", "0wd/15wd", "30d/15d", "x"])
def test_days_that_cannot_be_read_are_refused(wrong: str, run: Run) -> None:
    assert run("config", "set", "community_admission", wrong).code == 6


def test_days_counted_through_a_year_without_a_calendar_say_so(run: Run) -> None:
    env = {"SHAOZI_COMMUNITY_ADMISSION": "30wd/15wd"}
    where = ["--from", "区城管委", "--community", "西总布社区"]
    done = run("task", "receive", BINS, *where, env=env, now="2030-05-18T15:00:00+08:00")
    assert "放假安排未知" in done.err


# --- typed wrongly --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["receive", " ", "--from", "区教委"], 2),
        (["receive", "x" * 20_001, "--from", "区教委"], 2),
        (["receive", CENSUS, "--no-input"], 2),
        (["receive", CENSUS, "--from", " "], 2),
        (["receive", CENSUS, "--from", "区城"], 2),  # fits several
        (["receive", CENSUS, "--from", "区教委", "--ref", "号" * 201], 2),
        (["receive", CENSUS, "--from", "区教委", "--date", "明年"], 2),
        (["receive", CENSUS, "--from", "区教委", "--date", "2018-05-19"], 2),
        (["receive", CENSUS, "--from", "区教委", "--asked", " "], 2),
        (["decline", "1", "--reason", " "], 2),
        (["decline", "1", "--no-input"], 2),
        (["decline", "1", "--reason", "x", "--happened", "2018-05-16"], 5),
        (["accept", "9"], 3),
        (["assign", "1", "PA-99"], 3),
        (["list", "--state", "x"], 2),
        ([], 2),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else str(value),
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    line: list[str], code: int, run: Run
) -> None:
    run("task", "receive", SCHOOLS, "--from", "区教委", "--date", "2018-05-17")
    before = digest()
    assert run("task", *line).code == code
    assert digest() == before


def test_an_answer_is_given_once(run: Run) -> None:
    run("task", "receive", SCHOOLS, "--from", "区教委")
    run("task", "decline", "1", "--reason", "不属街道")
    for again in (["accept", "1"], ["decline", "1", "--reason", "x"], ["assign", "1", "none"]):
        refused = run("task", *again)
        assert (refused.code, "已退回" in refused.err) == (5, True)


def test_a_dry_run_shows_all_and_writes_nothing(run: Run) -> None:
    dry = run("task", "receive", SCHOOLS, "--from", "区教委", "--dry-run")
    assert ("SZ-18-R0001" in dry.out, ledger().exists()) == (True, False)
    run("task", "receive", SCHOOLS, "--from", "区教委")
    before = digest()
    for line in (
        ["receive", SCHOOLS, "--from", "区教委"],
        ["assign", "1", "none"],
        ["decline", "1", "--reason", "不属街道"],
        ["accept", "1", "--approval", "1号", "--by", "区政府"],
    ):
        done = run("task", *line, "--dry-run", "--json")
        assert (done.code, done.json["item"]["dry_run"]) == (0, True)
    assert digest() == before


# --- the books ------------------------------------------------------------------------------------


def a_register(run: Run) -> None:
    """An assignment in every state, and a case beside them."""
    run("log", "胡同口的路灯不亮")
    for asked in (CENSUS, SCHOOLS, LEVY, FOOD):
        run("task", "receive", asked, "--from", "区里", "--asked", "两个人")
    run("task", "accept", "1")
    run("task", "decline", "2", "--reason", "不属街道")
    run("task", "assign", "3", "none")
    run("task", "accept", "3", "--approval", "东政函〔2018〕3号", "--by", "区政府")


def test_the_ledger_is_sound_after_all(run: Run) -> None:
    a_register(run)
    health = run("doctor", "--json")
    assert (health.code, health.json["item"]["faults"]) == (0, [])
    assert health.json["item"]["entries"] == 1 + 4 + 4


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE tasks SET fit = 'lead' WHERE running = 2", "SZ-18-R0002"),
        ("UPDATE task_texts SET body = body || '。' WHERE kind = 'letter'", "文字被改动"),
        ("DELETE FROM task_texts WHERE kind = 'approver'", "文字不在了"),
        ("INSERT INTO tasks SELECT 'SZ-18-R0009', desk, year, 9, state, source, ref, community,"
         " issue, asked, fit, duty, lead, decided_by, received_at, recorded_at, answer_due,"
         " starts_after, reason, letter, approval, approver, answered_at, last_entry"
         " FROM tasks WHERE running = 1", "没有办理记录"),
    ],
)  # fmt: skip
def test_doctor_finds_what_was_tampered_with(tampering: str, found: str, run: Run) -> None:
    a_register(run)
    with raw() as connection:
        connection.execute(tampering)
    sick = run("doctor")
    assert (sick.code, found in sick.out) == (8, True)


def test_doctor_finds_an_entry_altered_behind_the_triggers(run: Run) -> None:
    a_register(run)
    with raw() as connection:
        (trigger,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'task_entries_no_update'"
        ).fetchone()
        connection.execute("DROP TRIGGER task_entries_no_update")
        connection.execute("UPDATE task_entries SET actor = '别人' WHERE number = 2")
        connection.execute(trigger)
    sick = run("doctor")
    assert (sick.code, "SZ task #2\t内容被改动" in sick.out) == (8, True)


@pytest.mark.parametrize(
    "statement", ["UPDATE task_entries SET actor = ''", "DELETE FROM task_entries"]
)
def test_the_history_of_an_assignment_cannot_be_changed(statement: str, run: Run) -> None:
    a_register(run)
    with raw() as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)


def entry(number: int, act: TaskAct, fit: Fit) -> TaskEntry:
    """An entry with a body that serves every act."""
    cited = {"text": "t", "seal": "s"}
    body = {
        "year": 2018, "running": 1, "source": "x", "ref": "", "community": "", "issue": cited,
        "asked": None, "fit": fit, "duty": None, "lead": None, "decided_by": None,
        "answer_due": None, "starts_after": None, "reason": cited, "letter": cited,
        "approval": "1号", "approver": cited,
    }  # fmt: skip
    return TaskEntry(str(number), "SZ", number, "R1", act, number, number, "甲", body, False)


@given(st.lists(st.tuples(st.sampled_from(TaskAct), st.sampled_from(Fit)), max_size=6))
def test_an_assignment_is_received_first_and_answered_at_most_once(
    acts: list[tuple[TaskAct, Fit]],
) -> None:
    """Whatever is tried: the acts that pass replay to the same, and nothing follows an answer."""
    task, passed = None, []
    for number, (act, fit) in enumerate(acts):
        tried = entry(number, act, fit)
        try:
            task = apply(task, tried)
        except ShaoziError:
            continue
        passed.append(tried)
    if task is None:
        assert TaskAct.RECEIVED not in {act for act, _ in acts}
        return
    assert fold(passed).task == task
    assert passed[0].act is TaskAct.RECEIVED
    assert all(second.act is not TaskAct.RECEIVED for _, second in pairwise(passed))
    answers = [one for one in passed if one.act in (TaskAct.DECLINED, TaskAct.ACCEPTED)]
    assert len(answers) == (task.state is not TaskState.RECEIVED)
    assert answers in ([], passed[-1:])
    assert bool(next_steps(task)) == (not answers)


@pytest.mark.parametrize(
    ("fit", "declined", "approved", "refusal"),
    [
        (Fit.LEAD, True, False, "OnTheList"),
        (Fit.LEAD, False, False, None),
        (Fit.SUPPORT, True, False, None),
        (Fit.SUPPORT, False, False, None),
        (Fit.OFF, True, False, None),
        (Fit.OFF, False, False, "NeedsApproval"),
        (Fit.OFF, False, True, None),
        (Fit.UNSURE, True, False, "TaskUndecided"),
        (Fit.UNSURE, False, True, "TaskUndecided"),
    ],
)
def test_which_answer_the_law_bears(
    fit: Fit, declined: bool, approved: bool, refusal: str | None
) -> None:
    task = fold([entry(0, TaskAct.RECEIVED, fit)]).task
    raised = None
    try:
        check_answer(task, declined=declined, approved=approved)
    except ShaoziError as error:
        raised = type(error).__name__
    assert raised == refusal


def test_a_ledger_of_the_second_version_is_brought_up_to_date(home: Path) -> None:
    from alembic import command

    path = ledger()
    path.parent.mkdir(parents=True)
    command.upgrade(alembic_config(path), "0002")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id = 1399349615")
    open_store(path, create=True).connection.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("SELECT count(*) FROM tasks").fetchone() == (0,)
    assert path.with_name(path.name + ".v2.bak").exists()
