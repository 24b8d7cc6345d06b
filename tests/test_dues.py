"""What else is due on a case: signing for a ticket, an interim reply, the call-back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from machine import digest
from shaozi.clocks import Office, due_by
from shaozi.dutybook import DutyBook
from shaozi.explain import seconds
from shaozi.terms import Due
from shaozi.worktime import BEIJING, Calendar, deadline, parse_span

#: A complex matter: 15 days to resolve.
ILLEGAL = ("log", "胡同里有人加盖二层", "--duty", "CG-02")


def item(run: Run, *flags: str) -> dict[str, object]:
    found: dict[str, object] = run("show", "1", "--json", *flags).json["item"]
    return found


def whys(run: Run) -> dict[str, dict[str, object]]:
    found = run("show", "1", "--why", "--json").json["item"]["why"]
    assert all(why["agrees"] for why in found), "each sum is the deadline recorded"
    return {why["clock"]: why for why in found}


# --- signing for a ticket -------------------------------------------------------------------------


def test_a_ticket_of_12345_is_signed_for(run: Run) -> None:
    run("log", "路灯不亮", "--duty", "CG-26", "--channel", "12345", "--ref", "工单1")
    assert item(run)["sign_in_due"] == "2018-05-18T17:00:00+08:00"
    assert "签收: 2018-05-18 17:00前" in run("show", "1").out
    desk = run().out
    assert "待签收" in desk
    assert "shaozi sign SZ-18-00001" in desk
    assert run("sign", "1", now="2018-05-18T16:00:00+08:00").code == 0
    assert item(run)["signed_at"] == "2018-05-18T16:00:00+08:00"
    assert "签收: 2018-05-18 16:00\n" in run("show", "1").out
    assert "待签收" not in run().out
    assert run("doctor").code == 0


def test_an_emergency_is_signed_for_sooner_and_a_late_one_says_so(run: Run) -> None:
    run("log", "井盖没了，有人掉下去", "--duty", "PA-14", "--channel", "12345")
    assert item(run)["sign_in_due"] == "2018-05-18T15:15:00+08:00"
    late = run("sign", "1", now="2018-05-18T15:40:00+08:00")
    assert late.code == 0
    assert "签收: 2018-05-18 15:40，晚了" in run("show", "1").out


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (["sign", "1"], 5, "不是要签收的工单"),
        (["sign", "2"], 5, "已于 2018-05-18 15:00 签收"),
        (["sign", "3", "--happened", "2018-05-18 14:00"], 5, "早于"),
    ],
)
def test_what_is_no_open_ticket_cannot_be_signed_for(
    line: list[str], code: int, says: str, run: Run
) -> None:
    run("log", "路灯不亮", "--duty", "CG-26")
    for text in ("树挡光", "井盖响"):
        run("log", text, "--duty", "CG-26", "--channel", "12345")
    run("sign", "2")
    before = digest()
    refused = run(*line)
    assert (refused.code, says in refused.err) == (code, True)
    assert digest() == before


# --- the interim reply ----------------------------------------------------------------------------


def test_where_the_limit_is_long_the_resident_hears_how_far_it_is(run: Run) -> None:
    run(*ILLEGAL)
    assert item(run)["interim_due"] == "2018-05-25T23:59:59+08:00"
    assert "待阶段性反馈" not in run().out, "not yet"
    desk = run(now="2018-05-25T09:00:00+08:00").out
    assert "待阶段性反馈" in desk
    assert "shaozi contact SZ-18-00001 --interim --how …" in desk
    run("contact", "1", "--how", "约了时间")
    assert item(run)["interim_at"] is None, "a word about something else is none"
    run("contact", "1", "--interim", "--how", "已经立案，等测绘")
    assert item(run)["interim_at"] == "2018-05-25T09:00:00+08:00"
    assert "待阶段性反馈" not in run().out
    assert run("doctor").code == 0


def test_a_short_limit_wants_no_interim_reply(run: Run) -> None:
    run("log", "路灯不亮", "--duty", "CG-26")
    assert item(run)["interim_due"] is None
    run("assign", "1", "CG-02")
    assert item(run)["interim_due"] == "2018-05-25T23:59:59+08:00", "a duty decided anew does"
    run("assign", "1", "CG-26")
    assert item(run)["interim_due"] is None


# --- the call-back --------------------------------------------------------------------------------


def test_what_is_resolved_is_to_be_called_back(run: Run) -> None:
    run("log", "路灯不亮", "--duty", "CG-26")
    assert item(run)["call_back_due"] is None
    run("resolve", "1", "--how", "换了灯泡")
    assert item(run)["call_back_due"] == "2018-05-21T23:59:59+08:00"
    assert "回访: 2018-05-21 23:59前" in run("show", "1").out
    late = run(now="2018-05-23T09:00:00+08:00").out
    assert "待回访" in late
    assert "逾期 33 小时" in late
    run("callback", "1", "--solved", "yes", "--satisfied", "yes")
    assert "回访: 2018-05-23 09:00，晚了" in run("show", "1").out
    run("reopen", "1", "--reason", "又不亮了")
    assert item(run)["call_back_due"] is None
    assert run("doctor").code == 0


# --- why ------------------------------------------------------------------------------------------


def test_each_of_them_adds_up_line_by_line(run: Run) -> None:
    run(*ILLEGAL, "--channel", "12345")
    run("resolve", "1", "--how", "拆了")
    found = whys(run)
    assert found.keys() >= {"sign_in", "interim", "call_back", "respond", "resolve"}
    shown = run("show", "1", "--why").out
    assert "  签收: 2018-05-18 17:00\n    2018-05-18 周五 15:00 起算\n    时限 2 小时\n" in shown
    assert "  阶段性反馈: 2018-05-25 23:59\n" in shown
    assert "  回访: 2018-05-21 23:59\n" in shown
    run("reopen", "1", "--reason", "又盖了", now="2018-05-28T10:00:00+08:00")
    assert whys(run)["interim"]["due"] == "2018-06-04T23:59:59+08:00"


@given(
    st.integers(1_500_000_000, 1_600_000_000),
    st.sampled_from(["15m", "2h", "24h", "1d", "3d", "7d", "30d"]),
)
def test_the_sum_is_the_deadline(start: int, limit: str) -> None:
    span, calendar = parse_span(limit), Calendar()
    found = due_by({"start": start, "limit": limit}, Office(calendar, BEIJING))
    assert found.end == deadline(start, span, calendar, BEIJING).at
    counted = sum(line.counts for leg in found.legs for line in leg.lines)
    assert counted == (seconds(span) if span.unit in ("m", "h") else span.size)


# --- the duty list --------------------------------------------------------------------------------


def test_each_has_its_limits_and_says_that_they_are_defaults(book: DutyBook) -> None:
    assert set(book.dues) == set(Due)
    assert all("缺省值" in rule.basis for rule in book.dues.values())
    assert book.dues[Due.SIGN_IN].limit("general", "12345") == "2h"
    assert book.dues[Due.SIGN_IN].limit("general", "visit") is None
    assert book.dues[Due.INTERIM].limit("urgent", "visit") is None


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("sign_in: {limits: {other: 2x}, basis: 自定}", "时限“2x”不对"),
        ("interim: {limits: {other: 5wd}, basis: 自定}", "时限“5wd”不对"),
        ("call_back: {limits: {urgnt: 2h}, basis: 自定}", "没有时限档次 urgnt"),
        ("sign_in: {limits: {other: 2h}, channels: [fax], basis: 自定}", "fax"),
        ("sign_in: {limits: {other: 2h}}", "basis"),
        ("visit: {limits: {other: 2h}, basis: 自定}", "visit"),
    ],
)
def test_a_list_with_a_bad_due_is_refused_with_its_line(
    given: str, says: str, run: Run, tmp_path: Path
) -> None:
    listed = Path(__file__).parent.parent.joinpath("data/duty_list.yaml").read_text("utf-8")
    head, rest = listed.split("\ndues:\n")
    tail = rest[rest.index("\n\n") :]
    path = tmp_path / "list.yaml"
    path.write_text(f"{head}\ndues:\n  {given}\n{tail}", "utf-8")
    linted = run("duty", "lint", str(path))
    assert linted.code != 0
    assert says in linted.out + linted.err
