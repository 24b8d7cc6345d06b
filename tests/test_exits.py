"""What is not the street's own: four exits, six classes, and the feedback that stays open."""

from datetime import date

import pytest

from conftest import Run
from machine import digest
from shaozi.case import Case
from shaozi.dutybook import DutyBook
from shaozi.exits import exit_of, untold
from shaozi.lifecycle import fold
from shaozi.terms import Act, Exit, Route, State
from test_lifecycle import case_in, history, text

TO_TELL = "待告知居民"


def item(run: Run, case: str = "1") -> dict[str, object]:
    found: dict[str, object] = run("show", case, "--json").json["item"]
    return found


def to_tell(run: Run) -> list[str]:
    """Whom the list says is still to be told."""
    found = run("list", "--to-tell", "--json").json["items"]
    return [one["number"] for one in found]


def sound(run: Run) -> bool:
    return run("doctor").code == 0


# --- the four exits -------------------------------------------------------------------------------


def test_what_the_street_can_do_it_does_and_the_call_back_is_its_feedback(run: Run) -> None:
    run("log", "路灯不亮", "--duty", "CG-26")
    assert item(run)["exit"] is None
    run("resolve", "1", "--how", "换了灯泡")
    assert item(run)["exit"] == "do"
    assert "待回访" in run().out, "the feedback is open"
    run("callback", "1", "--solved", "yes", "--satisfied", "yes")
    run("close", "1")
    assert (item(run)["exit"], "待回访" in run().out) == ("do", False)


def test_what_takes_several_is_coordinated_and_told_by_the_call_back(run: Run) -> None:
    run("log", "楼道堆满杂物", "--duty", "PA-05")
    run("whistle", "1", "--reason", "劝了三次")
    assert item(run)["exit"] == "coordinate"
    run("stand-down", "1")
    run("resolve", "1", "--how", "清走了")
    assert (item(run)["exit"], "待回访" in run().out) == ("coordinate", True)


@pytest.mark.parametrize(
    ("line", "state", "exit_", "article"),
    [
        (["refer", "1", "--to", "供电"], "referred", "transfer", "第17条第1款第2项"),
        (["report-up", "1", "--reason", "谁都不认"], "reported", "report", "第17条第1款第3项"),
    ],
)
def test_what_is_not_the_streets_leaves_the_desk_and_its_resident_is_still_to_be_told(
    line: list[str], state: str, exit_: str, article: str, run: Run
) -> None:
    run("log", "变压器整夜响", "--duty", "CG-26")
    done = run(*line)
    assert article in done.err
    assert "shaozi contact SZ-18-00001 --told" in done.err
    case = item(run)
    assert (case["state"], case["open"], case["exit"]) == (state, False, exit_)
    assert case["to_tell"] == state
    assert article in run("show", "1").out

    desk = run()
    assert TO_TELL in desk.out
    assert to_tell(run) == ["SZ-18-00001"]
    assert "1 件还要告知居民" in run("list").err
    week = run("report", "weekly", "--json").json["item"]["cases"]
    assert week["to_tell"] == ["SZ-18-00001"]

    assert run("note", "1", "给对方打过电话").code == 0
    assert run("contact", "1", "--how", "没说到这件事").code == 0
    assert to_tell(run) == ["SZ-18-00001"], "a word about something else is no feedback"
    assert run("contact", "1", "--told", "--how", "告诉他转到哪里了").code == 0
    assert (to_tell(run), TO_TELL in run().out) == ([], False)
    assert run("report", "weekly", "--json").json["item"]["cases"]["to_tell"] == []
    assert sound(run)


@pytest.mark.parametrize(
    "line",
    [
        ["refer", "1", "--to", "供电"],
        ["report-up", "1", "--reason", "谁都不认"],
        ["advise", "1", "--how", "请找物业"],
    ],
    ids=lambda line: str(line[0]),
)
def test_who_was_told_at_once_is_not_asked_for_again(line: list[str], run: Run) -> None:
    run("log", "变压器整夜响", "--duty", "CG-26")
    done = run(*line, "--told", "当面说的")
    assert "contact" not in done.err
    assert (item(run)["to_tell"], to_tell(run)) == (None, [])


def test_a_ticket_of_12345_is_answered_to_the_hotline_too(run: Run) -> None:
    run("log", "变压器整夜响", "--duty", "CG-26", "--channel", "12345")
    assert "还要反馈热线" in run("refer", "1", "--to", "供电").err


def test_an_exit_can_be_undone_or_reopened(run: Run) -> None:
    run("log", "变压器整夜响", "--duty", "CG-26")
    run("report-up", "1", "--reason", "谁都不认")
    run("undo", "1")
    assert (item(run)["state"], to_tell(run)) == ("handling", [])
    run("report-up", "1", "--reason", "还是谁都不认")
    run("reopen", "1", "--reason", "区里定了由街道办")
    assert (item(run)["state"], item(run)["exit"], to_tell(run)) == ("handling", None, [])
    assert sound(run)


# --- the six classes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "given", "route", "article", "told"),
    [
        ("楼下有人持刀", ["--duty", "NS-02"], "emergency_line", "第1项", "110"),
        ("法院判了不执行", ["--duty", "NS-01"], "legal", "第2项", "12368"),
        ("举报区里的干部", ["--duty", "NS-04"], "legal", "第2项", "12388"),
        ("要看邻居的病历", ["--class", "confidential"], "confidential", "第4项", "解释"),
        ("发票开错了", ["--duty", "NS-07"], "outside", "第5项", "12366"),
        ("要求给私装的地锁发证", ["--class", "unlawful"], "unlawful", "第6项", "法律后果"),
    ],
)
def test_each_class_has_its_article_its_words_and_an_open_feedback(
    text: str, given: list[str], route: str, article: str, told: str, run: Run
) -> None:
    at_log = given if given[0] == "--duty" else ["--duty", "CG-26"]
    run("log", text, *at_log)
    done = run("advise", "1", *(given if given[0] == "--class" else []))
    assert f"《北京市接诉即办工作条例》第11条第3款{article}" in done.err
    case = item(run)
    assert (case["route"], case["exit"], case["state"]) == (route, None, "advised")
    assert told in str(case["outcome"])
    assert to_tell(run) == ["SZ-18-00001"]
    run("contact", "1", "--told")
    assert to_tell(run) == []
    assert sound(run)


def test_a_repeat_with_nothing_new_is_told_the_progress_of_the_first(run: Run) -> None:
    run("log", "三号楼门口的路灯不亮", "--at", "三号楼", "--duty", "CG-26")
    again = run("log", "三号楼门口的路灯还不亮", "--at", "三号楼", "--duty", "CG-26")
    assert "shaozi advise SZ-18-00002 --of SZ-18-00001" in again.err
    assert "第11条第3款第3项" in again.err
    run("advise", "2", "--of", "1")
    case = item(run, "2")
    assert case["route"] == "same_matter"
    assert "SZ-18-00001" in str(case["outcome"])
    assert "办结时限 2018-05-" in str(case["outcome"])
    assert to_tell(run) == ["SZ-18-00002"]


def test_a_repeat_of_what_is_done_is_told_the_result(run: Run) -> None:
    run("log", "路灯不亮", "--duty", "CG-26", "--settled", "换了灯泡")
    run("log", "路灯不亮", "--duty", "CG-26")
    run("advise", "2", "--of", "1")
    assert item(run, "2")["outcome"] == "同一诉求 SZ-18-00001 已结案"


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (["advise", "1", "--class", "same_matter"], 2, "还缺同一诉求的案件号"),
        (["advise", "1", "--of", "9"], 3, "没有"),
        (["advise", "1", "--of", "1"], 5, "SZ-18-00001"),
        (["advise", "1", "--class", "outside"], 2, "还缺告知的内容"),
        (["advise", "1", "--class", "x"], 2, "--class"),
        (["report-up", "1", "--no-input"], 2, "还缺报区的理由"),
        (["report-up", "1", "--reason", " "], 2, "没有写内容"),
        (["refer", "1", "--to", "火星"], 3, "没有单位“火星”"),
        (["contact", "2", "--told"], 5, "已结案"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value)[:10],
)
def test_what_lacks_its_ground_is_refused_and_nothing_is_written(
    line: list[str], code: int, says: str, run: Run
) -> None:
    run("log", "变压器整夜响", "--duty", "CG-26")
    run("log", "路灯不亮", "--duty", "CG-26", "--settled", "换了灯泡")
    before = digest()
    refused = run(*line)
    assert refused.code == code
    assert says in refused.err
    assert digest() == before


# --- as plain values ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "exit_"),
    [
        (case_in(State.HANDLING), None),
        (case_in(State.RESOLVED)._replace(resolved_at=1), Exit.DO),
        (case_in(State.CLOSED)._replace(resolved_at=1), Exit.DO),
        (case_in(State.REFERRED), Exit.TRANSFER),
        (case_in(State.REPORTED), Exit.REPORT),
        (case_in(State.ADVISED), None),
        (case_in(State.WITHDRAWN), None),
    ],
)
def test_the_exit_is_read_off_where_the_case_stands(case: Case, exit_: Exit | None) -> None:
    assert exit_of(case) == exit_


def test_an_entry_from_before_the_telling_was_kept_apart_asks_for_nothing() -> None:
    old = {"to": "qu_wenlv", "how": text("how")}
    case = fold(history((Act.LOGGED, "15:00"), (Act.REFERRED, "15:10", old))).case
    assert not untold(case)
    new = old | {"told": None}
    case = fold(history((Act.LOGGED, "15:00"), (Act.REFERRED, "15:10", new))).case
    assert untold(case)


def test_every_exit_and_class_names_its_law_its_article_and_when_it_was_checked(
    book: DutyBook,
) -> None:
    assert set(book.exits) == set(Exit)
    assert set(book.routes) == set(Route)
    for way in (*book.exits.values(), *book.routes.values()):
        assert way.law.startswith("《")
        assert way.article.startswith("第")
        assert date.fromisoformat(way.checked) <= date(2026, 12, 31)
    assert {book.duties[code].route for code in ("NS-01", "NS-04", "NS-06")} == {"legal"}
