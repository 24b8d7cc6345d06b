"""A unit's arrival: which whistle it belongs to, what is refused, how a slip is put right."""

from collections.abc import Sequence

import pytest
import typer

from conftest import Run
from machine import digest

JUNK = "3号楼楼道堆满杂物，疏散通道被堵"
REASON = ("--reason", "社区劝了三次，户主不搬")
AT = "2018-05-18T{}:00+08:00"


@pytest.fixture
def blown(run: Run) -> Run:
    """Case 1 with a whistle at 15:00 that calls 社区平安部 and 消防 until 17:00; it is 18:00."""
    run("log", JUNK)
    run("whistle", "1", *REASON)
    run("list", now=AT.format("18:00"))
    return run


def call(run: Run, unit: str, whistle: int = 0) -> dict[str, object]:
    calls = run("show", "1", "--json").json["item"]["whistles"][whistle]["calls"]
    return dict(next(found for found in calls if found["unit"] == unit))


def refused(run: Run, *typed: str, code: int, says: str) -> None:
    """Refuse in one sentence with a next step, and leave the ledger as it was."""
    before = digest()
    done = run(*typed)
    assert (done.code, done.out) == (code, "")
    sentence, step, *_ = [line for line in done.err.splitlines() if not line.startswith("时间")]
    assert sentence == f"错误: {says}"
    assert step.startswith("  ")
    assert digest() == before


# --- what is no arrival ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        (
            ("1", "消防", "--by", "李队", "--happened", "18:01"),
            2,
            "2018-05-18 18:01 还没有到（现在 2018-05-18 18:00）",
        ),
        (
            ("1", "消防", "--by", "李队", "--happened", "14:59"),
            5,
            "消防（派驻）报到（2018-05-18 14:59）早于吹哨（2018-05-18 15:00）",
        ),
        (("1", "供电", "--by", "王工"), 5, "SZ-18-00001-S1 没有呼叫供电公司"),
        (("1-S2", "消防", "--by", "李队"), 3, "没有哨“1-S2”"),
        (("1", "消防", "--by", " "), 2, "没有写内容"),
        (
            ("1", "消防", "--by", "李队", "--reason", "记错了"),
            2,
            "--reason 只和 --correct 一起用",
        ),
    ],
)
def test_what_is_no_arrival_is_refused(
    blown: Run, typed: Sequence[str], code: int, says: str
) -> None:
    refused(blown, "arrive", *typed, code=code, says=says)


def test_a_second_arrival_is_refused_and_says_how_to_correct_the_first(blown: Run) -> None:
    blown("arrive", "1", "消防", "--by", "李队", "--happened", "15:40")
    says = "消防（派驻）已于 2018-05-18 15:40 报到（SZ-18-00001-S1）"
    refused(blown, "arrive", "1", "消防", "--by", "王队", code=5, says=says)
    hint = blown("arrive", "1", "消防", "--by", "王队", "--json").json["error"]["hint"]
    assert "shaozi arrive SZ-18-00001-S1 消防（派驻） --correct --reason" in hint


# --- which whistle --------------------------------------------------------------------------------


def test_a_cases_number_means_the_newest_open_whistle_that_called_the_unit(blown: Run) -> None:
    blown("whistle", "1", *REASON, "--to", "供电")
    assert blown("arrive", "1", "消防", "--by", "李队").out.startswith("  SZ-18-00001-S1")
    assert blown("arrive", "1", "供电", "--by", "王工").out.startswith("  SZ-18-00001-S2")
    assert blown("answer", "1", "消防", "--result", "清了").out.startswith("  SZ-18-00001-S1")


def test_a_unit_called_again_comes_to_the_whistle_that_is_open(blown: Run) -> None:
    blown("stand-down", "1-S1")
    blown("whistle", "1", *REASON, "--to", "消防（派驻）")
    assert blown("arrive", "1", "消防", "--by", "李队").out.startswith("  SZ-18-00001-S2")


def test_the_score_for_a_case_is_for_the_whistle_that_called_the_unit(blown: Run) -> None:
    blown("stand-down", "1-S1")
    blown("whistle", "1", *REASON, "--to", "供电")
    assert blown("rate", "1", "消防", "--score", "80").out.startswith("  SZ-18-00001-S1")


def test_a_whistle_counts_from_when_its_reason_was_given(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("log", JUNK)

    def answer_later(question: str, err: bool = False) -> str:
        monkeypatch.setenv("SHAOZI_NOW", AT.format("15:20"))
        return "户主不搬"

    monkeypatch.setattr(typer, "prompt", answer_later)
    monkeypatch.setattr("shaozi.commands.whistles.at_a_terminal", lambda: True)
    monkeypatch.setattr("shaozi.commands.base.at_a_terminal", lambda: True)
    assert run("whistle", "1").code == 0
    whistle = run("show", "1", "--json").json["item"]["whistles"][0]
    assert (whistle["whistled_at"], whistle["due"]) == (AT.format("15:20"), AT.format("17:20"))


# --- putting a slip right -------------------------------------------------------------------------

WHY = ("--correct", "--reason", "看错了钟")


@pytest.fixture
def late(blown: Run) -> Run:
    """消防 written down as come at 17:30, half an hour late."""
    blown("arrive", "1", "消防", "--by", "李队", "--happened", "17:30")
    return blown


def test_a_corrected_post_is_shown(late: Run) -> None:
    assert "副队长" in late("arrive", "1", "消防", *WHY, "--post", "副队长").out
    assert "副队长" in late("show", "1-S1").out
    assert "李队" in late("show", "1-S1").out


@pytest.mark.parametrize(
    ("at", "attendance", "minutes"),
    [("15:30", "on_time", None), ("17:00", "on_time", None), ("17:45", "late", 45)],
)
def test_a_corrected_time_is_judged_anew(
    late: Run, at: str, attendance: str, minutes: int | None
) -> None:
    assert call(late, "xiaofang")["late_minutes"] == 30
    done = late("arrive", "1", "消防", *WHY, "--happened", at)
    assert done.code == 0
    found = call(late, "xiaofang")
    assert (found["arrived_at"], found["attendance"]) == (AT.format(at), attendance)
    assert (found["late_minutes"], found["arrived_by"]) == (minutes, "李队")
    assert late("doctor").code == 0


def test_a_corrected_name_leaves_the_time(late: Run) -> None:
    assert late("arrive", "1", "消防", *WHY, "--by", "王队").code == 0
    found = call(late, "xiaofang")
    assert (found["arrived_at"], found["arrived_by"]) == (AT.format("17:30"), "王队")


def test_both_arrivals_stand_in_the_history_with_the_reason(late: Run) -> None:
    late("arrive", "1", "消防", *WHY, "--happened", "15:30")
    history = late("show", "1").out
    assert "2018-05-18 17:30  报到  消防（派驻）" in history
    assert "更正报到  专员甲" in history
    assert "消防（派驻）  2018-05-18 15:30  看错了钟" in history


def test_a_correction_may_be_undone_but_not_the_arrival(late: Run) -> None:
    late("arrive", "1", "消防", *WHY, "--happened", "15:30")
    assert late("undo", "1").code == 0
    assert call(late, "xiaofang")["late_minutes"] == 30
    assert late("undo", "1").code == 5
    assert late("doctor").code == 0


def test_a_slip_may_be_put_right_once_the_whistle_is_over(late: Run) -> None:
    late("stand-down", "1")
    late("resolve", "1", "--how", "清了")
    assert late("arrive", "1", "消防", *WHY, "--happened", "15:30").code == 0
    assert call(late, "xiaofang")["attendance"] == "on_time"
    assert late("doctor").code == 0


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        (("消防", *WHY), 2, "还缺要更正的时间、姓名或职务"),
        (("消防", "--correct", "--happened", "15:30"), 2, "还缺为什么更正"),
        (("消防", *WHY, "--by", " "), 2, "没有写内容"),
        (("平安", *WHY, "--by", "赵科"), 5, "社区平安部还没有报到（SZ-18-00001-S1）"),
        (("供电", *WHY, "--by", "王工"), 5, "SZ-18-00001-S1 没有呼叫供电公司"),
        (
            ("消防", *WHY, "--happened", "14:00"),
            5,
            "消防（派驻）报到（2018-05-18 14:00）早于吹哨（2018-05-18 15:00）",
        ),
        (
            ("消防", *WHY, "--happened", "19:00"),
            2,
            "2018-05-18 19:00 还没有到（现在 2018-05-18 18:00）",
        ),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(
    late: Run, typed: Sequence[str], code: int, says: str
) -> None:
    refused(late, "arrive", "1", *typed, code=code, says=says)


def test_nobody_came_after_the_whistle_was_over(late: Run) -> None:
    late("stand-down", "1")
    late("list", now=AT.format("20:00"))
    says = "销哨（2018-05-18 18:00）早于消防（派驻）报到（2018-05-18 19:00）"
    refused(late, "arrive", "1-S1", "消防", *WHY, "--happened", "19:00", code=5, says=says)


def test_a_rehearsed_correction_writes_nothing(late: Run) -> None:
    before = digest()
    done = late("arrive", "1", "消防", *WHY, "--happened", "15:30", "--dry-run", "--json")
    assert done.json["item"]["dry_run"] is True
    assert digest() == before
