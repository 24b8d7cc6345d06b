"""The clocks of a case: pauses, extensions, first contact, and why a deadline is when it is."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import Run
from shaozi.case import Entry
from shaozi.clocks import Clocks, Office, clocks, resolve_by, span_until
from shaozi.dutyfile import data_file
from shaozi.errors.typed import BadMoment, NotLater
from shaozi.explain import Line, Pause, Sum, add_up, seconds
from shaozi.moments import parse_moment
from shaozi.terms import Act, Stretch
from shaozi.worktime import (
    BEIJING,
    Calendar,
    OwnDay,
    Span,
    clock_text,
    day_end,
    deadline,
    holiday,
    local_day,
    parse_span,
    published,
)

OFFICE = Office(Calendar(), BEIJING)


def at(text: str) -> int:
    """The moment of a Beijing clock: ``at("2018-05-18 15:00")``."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BEIJING).timestamp())


def pauses(text: str) -> list[Pause]:
    """``pauses("2018-05-19 10:00 .. 2018-05-21 09:00; …")``."""
    found = [part.split(" .. ") for part in text.split("; ") if part]
    return [Pause(at(first), at(last)) for first, last in found]


def summed(start: str, spans: str, stood_still: str = "") -> Sum:
    """A clock with the published calendar, in English names of holidays or Chinese."""
    limits = [parse_span(span) for span in spans.split(" + ")]
    return add_up(at(start), limits, pauses(stood_still), *OFFICE, holiday)


# --- the moment -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "spans", "stood_still", "expected"),
    [
        # hours stand still to the second
        ("2018-05-18 15:00", "24h", "2018-05-18 20:00 .. 2018-05-20 20:00", "2018-05-21 15:00"),
        # a pause that begins after the end changes nothing
        ("2018-05-18 15:00", "24h", "2018-05-19 15:01 .. 2018-05-30 15:00", "2018-05-19 15:00"),
        # natural days: paused from Monday morning, runs again Wednesday: two days later
        ("2018-05-18 15:00", "7d", "2018-05-21 10:00 .. 2018-05-23 09:00", "2018-05-27 23:59"),
        # a pause within one day takes no day away
        ("2018-05-18 15:00", "7d", "2018-05-21 10:00 .. 2018-05-21 16:00", "2018-05-25 23:59"),
        # over the Spring Festival of 2026 (02-15 to 02-23 off, 02-14 and 02-28 made up)
        ("2026-02-12 10:00", "5wd", "", "2026-02-26 18:00"),  # 13, 14, 24, 25, 26
        ("2026-02-12 10:00", "5wd", "2026-02-16 09:00 .. 2026-02-20 23:59", "2026-02-26 18:00"),
        ("2026-02-12 10:00", "5wd", "2026-02-13 09:00 .. 2026-02-24 23:59", "2026-03-02 18:00"),
        # over a make-up Saturday, 2026-02-28: it would have counted
        ("2026-02-25 10:00", "3wd", "", "2026-02-28 18:00"),
        ("2026-02-25 10:00", "3wd", "2026-02-28 08:00 .. 2026-03-01 23:59", "2026-03-02 18:00"),
        # paused after closing time: the day had been worked
        ("2018-05-18 15:00", "2wd", "2018-05-21 18:01 .. 2018-05-22 09:00", "2018-05-22 18:00"),
        # extensions begin where the clock ended
        ("2018-05-18 15:00", "7d + 3d", "", "2018-05-28 23:59"),
        ("2018-05-18 15:00", "7d + 3wd", "", "2018-05-30 18:00"),
        ("2018-05-18 15:00", "5wd + 12h", "", "2018-05-26 06:00"),
        ("2018-05-18 15:00", "7d + 3d", "2018-05-26 10:00 .. 2018-05-27 23:59", "2018-05-30 23:59"),
        ("2024-02-28 12:00", "1d + 1d", "", "2024-03-01 23:59"),  # a leap day
    ],
)
def test_the_deadline_with_pauses_and_extensions(
    start: str, spans: str, stood_still: str, expected: str
) -> None:
    assert clock_text(summed(start, spans, stood_still).end) == expected


# --- the lines ------------------------------------------------------------------------------------


def said(line: Line) -> tuple[str, str, str, int, str]:
    last = local_day(line.end - 1)
    return line.what.value, str(local_day(line.begin)), str(last), line.counts, line.name


def test_a_sum_over_the_spring_festival_names_every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    from shaozi import words

    monkeypatch.setenv("SHAOZI_LANG", "zh")
    words.language.cache_clear()
    (leg,) = summed("2026-02-11 16:00", "6wd", "2026-02-25 09:00 .. 2026-02-25 23:59").legs
    words.language.cache_clear()
    assert [said(line) for line in leg.lines] == [
        ("first_day", "2026-02-11", "2026-02-11", 0, ""),
        ("worked", "2026-02-12", "2026-02-13", 2, ""),
        ("make_up", "2026-02-14", "2026-02-14", 1, "春节"),
        ("holiday", "2026-02-15", "2026-02-23", 0, "春节"),
        ("worked", "2026-02-24", "2026-02-24", 1, ""),
        ("paused", "2026-02-25", "2026-02-25", 0, ""),
        ("worked", "2026-02-26", "2026-02-27", 2, ""),
    ]


def test_many_ordinary_weeks_are_one_line_that_still_adds_up() -> None:
    (leg,) = summed("2026-03-02 10:00", "60wd").legs
    assert [(line.what, line.counts) for line in leg.lines] == [
        (Stretch.FIRST_DAY, 0),
        (Stretch.WEEKS, 24),
        (Stretch.HOLIDAY, 0),  # 清明
        (Stretch.WEEKS, 18),
        (Stretch.HOLIDAY, 0),  # 劳动节
        (Stretch.WEEKS, 3),
        (Stretch.MAKE_UP, 1),
        (Stretch.WEEKS, 14),
    ]


def test_a_year_without_a_notice_is_said_to_be_unknown() -> None:
    assert summed("2026-11-27 10:00", "1wd").known
    assert not summed("2026-11-27 10:00", "2wd").known  # in December: the next year's notice
    assert summed("2026-12-30 10:00", "3d").known


MOMENTS = st.integers(at("2018-01-01 00:00"), at("2026-12-31 23:59"))
SPANS = st.one_of(
    st.builds(Span, st.integers(1, 200), st.just("h")),
    st.builds(Span, st.integers(1, 60), st.just("d")),
    st.builds(Span, st.integers(1, 40), st.just("wd")),
    st.builds(Span, st.integers(1, 600), st.just("m")),
)
#: How long after the start a pause begins, and how long it lasts, in seconds.
STOPS = st.lists(st.tuples(st.integers(0, 40 * 86400), st.integers(1, 30 * 86400)), max_size=3)


#: The published calendar under closures and half days of the office's own.
CALENDARS = st.builds(
    Calendar,
    days=st.dictionaries(
        st.dates(date(2025, 9, 1), date(2025, 11, 30)),
        st.sampled_from([OwnDay(False, None, "通知"), OwnDay(True, time(12), "通知")]),
        max_size=60,
    ),
)


@given(MOMENTS | st.integers(at("2025-09-01 00:00"), at("2025-11-30 00:00")), SPANS, CALENDARS)
@example(at("2018-12-31 23:59"), Span(1, "d"), Calendar())
@example(at("2018-09-24 10:00"), Span(7, "d"), Calendar())
def test_without_pauses_it_is_the_plain_deadline(
    start: int, span: Span, calendar: Calendar
) -> None:
    for moves in (False, True):
        plain = deadline(start, span, calendar, moves=moves)
        found = add_up(start, [span], [], calendar, moves=moves)
        assert (found.end, found.known) == plain


@pytest.mark.parametrize(
    ("start", "spans", "stood_still", "expected"),
    [
        # 2018-10-01 to 07 are off, 09-29 and 30 made up
        ("2018-09-24 10:00", "5d", "", "2018-09-29 23:59"),
        ("2018-09-24 10:00", "7d", "", "2018-10-08 23:59"),
        ("2018-09-24 10:00", "7d + 3d", "", "2018-10-11 23:59"),
        ("2018-09-24 10:00", "7d + 5d", "", "2018-10-15 23:59"),  # the 13th is a Saturday
        ("2018-09-24 10:00", "7d", "2018-09-25 09:00 .. 2018-09-26 23:59", "2018-10-08 23:59"),
        # paused on the day it would move to
        ("2018-09-24 10:00", "7d", "2018-10-08 09:00 .. 2018-10-09 23:59", "2018-10-10 23:59"),
        ("2018-09-24 10:00", "100h", "", "2018-09-28 14:00"),
    ],
)
def test_a_clock_that_moves_ends_on_a_working_day(
    start: str, spans: str, stood_still: str, expected: str
) -> None:
    limits = [parse_span(span) for span in spans.split(" + ")]
    found = add_up(at(start), limits, pauses(stood_still), *OFFICE, moves=True)
    assert clock_text(found.end) == expected


def test_the_days_a_clock_moves_by_are_a_line_that_counts_nothing() -> None:
    (leg,) = add_up(at("2018-09-24 10:00"), [Span(7, "d")], [], *OFFICE, moves=True).legs
    assert [said(line) for line in leg.lines] == [
        ("first_day", "2018-09-24", "2018-09-24", 0, ""),
        ("day", "2018-09-25", "2018-10-01", 7, ""),
        ("moved", "2018-10-02", "2018-10-08", 0, ""),
    ]


@given(MOMENTS, st.lists(SPANS, min_size=1, max_size=3), STOPS, st.booleans())
def test_the_lines_follow_each_other_and_add_up_to_the_deadline(
    start: int, spans: list[Span], stops: list[tuple[int, int]], moves: bool
) -> None:
    stood_still = [Pause(start + after, start + after + length) for after, length in stops]
    found = add_up(start, spans, stood_still, *OFFICE, holiday, moves=moves)
    moment = start
    for leg in found.legs:
        for line in leg.lines:
            assert line.begin == moment, "the lines leave no gap"
            assert line.end > line.begin
            moment = line.end
        hours = leg.span.unit in ("m", "h")
        assert sum(line.counts for line in leg.lines) == (
            seconds(leg.span) if hours else leg.span.size
        )
    assert moment == found.end


@given(MOMENTS, SPANS, STOPS)
def test_a_pause_is_what_the_definition_says(
    start: int, span: Span, stops: list[tuple[int, int]]
) -> None:
    """Second by second would be slow: minute by minute for hours, day by day for days."""
    stood_still = [
        Pause(start + after // 60 * 60, start + (after // 60 + length // 60 + 1) * 60)
        for after, length in stops
    ]
    if span.unit in ("m", "h"):
        moment, left = start, seconds(span) // 60
        while left:
            left -= not any(pause.start <= moment < pause.end for pause in stood_still)
            moment += 60
    else:
        day, left = local_day(start), span.size
        while left:
            day += timedelta(days=1)
            moment = day_end(day, span, OFFICE.calendar)
            off = span.unit == "wd" and not (
                published(day) if day.year <= 2026 else day.weekday() < 5
            )
            left -= not off and not any(p.start <= moment <= p.end + 59 for p in stood_still)
    assert add_up(start, [span], stood_still, *OFFICE).end == moment


# --- until when -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2018-06-01", "2018-06-01 23:59"),  # that day too
        ("2018/06/01", "2018-06-01 23:59"),
        ("2018-06-01 10:00", "2018-06-01 10:00"),
        ("2018-06-01 00:00", "2018-06-01 00:00"),
    ],
)
def test_a_bare_day_lasts_to_its_end(typed: str, expected: str) -> None:
    assert clock_text(parse_moment(typed, at("2018-05-18 15:00"), BEIJING, ahead=True)) == expected


def test_an_end_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(BadMoment):
        parse_moment("下下周", at("2018-05-18 15:00"), BEIJING, ahead=True)


@pytest.mark.parametrize(
    ("due", "until", "limit", "expected"),
    [
        ("2018-05-25 23:59:59", "2018-06-01 23:59:59", "7d", Span(7, "d")),
        ("2018-05-25 23:59:59", "2018-06-01 10:00", "7d", Span(7, "d")),
        ("2018-05-25 18:00", "2018-06-03 23:59:59", "15wd", Span(5, "wd")),  # a Sunday
        ("2018-05-25 18:00", "2018-05-25 20:30", "24h", Span(150, "m")),
    ],
)
def test_a_moment_is_turned_into_the_clocks_own_units(
    due: str, until: str, limit: str, expected: Span
) -> None:
    assert span_until(at(due), at(until), limit, OFFICE) == expected


@pytest.mark.parametrize(
    ("until", "limit"),
    [("2018-05-25 20:00", "7d"), ("2018-05-27 20:00", "5wd"), ("2018-05-25 17:00", "24h")],
)
def test_a_moment_no_later_than_the_deadline_extends_nothing(until: str, limit: str) -> None:
    with pytest.raises(NotLater):
        span_until(at("2018-05-25 18:00"), at(until), limit, OFFICE)


# --- what a history says --------------------------------------------------------------------------


def entry(act: Act, moment: str, **body: Any) -> Entry:
    """An entry of a case's history."""
    when = at(moment)
    return Entry("e", "SZ", 1, "SZ-18-00001", act, when, when, "甲", body, False)


LIMITS = {"respond": "24h", "resolve": "7d", "tier": "general"}
PAUSED = entry(Act.PAUSED, "2018-05-19 10:00", until=at("2018-05-22 10:00"))


def test_the_clocks_of_a_case_are_added_up_from_its_entries() -> None:
    found = clocks(
        [
            entry(Act.LOGGED, "2018-05-18 15:00", **LIMITS),
            PAUSED,
            entry(Act.RESUMED, "2018-05-20 09:00"),
            entry(Act.EXTENDED, "2018-05-20 10:00", by=[3, "wd"]),
        ]
    )
    assert found == Clocks(
        at("2018-05-18 15:00"),
        "24h",
        "7d",
        tuple(pauses("2018-05-19 10:00 .. 2018-05-20 09:00")),
        (Span(3, "wd"),),
    )
    assert clock_text(resolve_by(found, "7d", OFFICE).end) == "2018-05-30 18:00"


@pytest.mark.parametrize(
    ("last", "start", "paused"),
    [
        (entry(Act.ASSIGNED, "2018-05-20 10:00", **LIMITS), "2018-05-18 15:00", 1),
        (
            entry(Act.ASSIGNED, "2018-05-20 10:00", **(LIMITS | {"tier": "emergency"})),
            "2018-05-18 15:00",
            0,
        ),
        (entry(Act.REOPENED, "2018-05-24 10:00", **LIMITS), "2018-05-24 10:00", 0),
    ],
)
def test_a_duty_decided_anew_keeps_the_pause_an_emergency_or_reopening_does_not(
    last: Entry, start: str, paused: int
) -> None:
    found = clocks([entry(Act.LOGGED, "2018-05-18 15:00", **LIMITS), PAUSED, last])
    assert (found.start, len(found.pauses)) == (at(start), paused)


# --- at the desk ----------------------------------------------------------------------------------

WHY = ("--reason", "等厂家到货", "--approver", "王主任")
DAY_2 = "2018-05-19T10:00:00+08:00"
DAY_3 = "2018-05-20T10:00:00+08:00"


@pytest.fixture
def lamp(run: Run) -> Run:
    """A lamp that is out, told by 12345 on Friday at 15:00: due in 7 days, on the 25th."""
    assert run("log", "路灯不亮", "--duty", "CG-26", "--channel", "12345").code == 0
    return run


def shown(run: Run, *options: str) -> Any:
    """The case as JSON."""
    return run("show", "1", "--json", *options).json["item"]


def sound(run: Run) -> bool:
    """Whether replay gives the rows that the commands wrote."""
    return run("doctor").code == 0


def test_a_pause_moves_the_deadline_and_runs_out_by_itself(lamp: Run) -> None:
    done = lamp("pause", "1", *WHY, "--until", "2018-05-22", "--told", "打电话说明了", now=DAY_2)
    assert (done.code, done.out) == (0, "SZ-18-00001  挂账  办理中\n")
    assert "办结时限: 2018-05-29 23:59（还有 10 天），挂账到 2018-05-22 23:59" in done.err
    case = shown(lamp)
    assert (case["paused"], case["paused_until"]) == (True, "2018-05-22T23:59:59+08:00")
    assert case["due"] == "2018-05-29T23:59:59+08:00"
    assert case["history"][-1]["body"]["approver"] == {"name": "王主任", "phone": ""}
    assert "王主任  等厂家到货  打电话说明了" in lamp("show", "1").out
    assert (
        "  挂账  专员甲［时钟为设定］  到 2018-05-22 23:59  时限 2018-05-29 23:59"
        in lamp("show", "1").out
    )
    assert sound(lamp)
    lamp("show", "1", now="2018-05-23T09:00:00+08:00")
    case = shown(lamp)
    assert (case["paused"], case["due"]) == (False, "2018-05-29T23:59:59+08:00")


def test_a_paused_case_is_not_overdue_and_the_lists_say_so(lamp: Run) -> None:
    lamp("pause", "1", *WHY, "--until", "2018-06-20")
    now = "2018-06-01T09:00:00+08:00"
    late = lamp("list", "--overdue", now=now)
    assert (late.out, late.err) == ("", "挂账中的 1 件不在内\n")
    assert "挂账中，不计逾期\n  SZ-18-00001  到 2018-06-20 23:59  路灯不亮" in lamp().out
    today = lamp("--json").json["item"]
    assert ([case["number"] for case in today["paused"]], today["overdue"]) == (
        ["SZ-18-00001"],
        [],
    )
    week = lamp("report", "weekly", "--json").json["item"]["cases"]
    assert (week["paused"], week["overdue"]) == (["SZ-18-00001"], [])


def test_a_pause_ended_early_gives_back_the_days_it_did_not_need(lamp: Run) -> None:
    lamp("pause", "1", *WHY, "--until", "2018-05-30", now=DAY_2)
    assert lamp("resume", "1", now=DAY_3).code == 0
    case = shown(lamp)
    assert (case["paused"], case["due"]) == (False, "2018-05-26T23:59:59+08:00")
    refused = lamp("resume", "1")
    assert (refused.code, "没有挂账" in refused.err) == (5, True)
    assert sound(lamp)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--by", "3d"), "2018-05-28T23:59:59+08:00"),
        (("--by", "2周"), "2018-06-08T23:59:59+08:00"),
        (("--by", "3wd"), "2018-05-30T18:00:00+08:00"),
        (("--until", "2018-06-01"), "2018-06-01T23:59:59+08:00"),
        (("--until", "2018-06-01 10:00"), "2018-06-01T23:59:59+08:00"),  # days end at 24:00
    ],
)
def test_an_extension_of_natural_days(lamp: Run, more: tuple[str, str], expected: str) -> None:
    assert lamp("extend", "1", *WHY, *more).code == 0
    case = shown(lamp, "--why")
    assert case["due"] == expected
    assert all(why["agrees"] for why in case["why"])
    assert sound(lamp)


@pytest.mark.parametrize("act", [("pause", "--until", "2018-05-30"), ("extend", "--by", "3d")])
def test_a_pause_or_extension_is_taken_back_with_undo(lamp: Run, act: tuple[str, ...]) -> None:
    before = shown(lamp)
    name, *end = act
    lamp(name, "1", *WHY, *end)
    assert lamp("undo", "1").code == 0
    after = shown(lamp)
    for field in ("due", "paused", "paused_until", "to_tell", "next"):
        assert after[field] == before[field]
    assert lamp(name, "1", *WHY, *end).code == 0, "what was taken back does not count"
    assert sound(lamp)


def test_the_resident_is_still_to_be_told_until_somebody_says_so(lamp: Run) -> None:
    done = lamp("extend", "1", *WHY, "--by", "3d")
    assert "下一步: shaozi contact SZ-18-00001 --told --how …" in done.err
    assert "还要告知热线" in done.err
    assert "待告知居民\n  SZ-18-00001" in lamp().out
    lamp("contact", "1", "--how", "问了情况")
    assert shown(lamp)["to_tell"] == "extended", "a word about something else tells nothing"
    lamp("contact", "1", "--told", "--how", "电话说明延期三天及原因")
    case = shown(lamp)
    assert case["to_tell"] is None
    assert case["next"].startswith("shaozi resolve")
    assert "待告知居民" not in lamp().out
    assert sound(lamp)


def test_a_duty_decided_anew_keeps_the_pause(lamp: Run) -> None:
    lamp("pause", "1", *WHY, "--until", "2018-05-22", now=DAY_2)
    lamp("assign", "1", "CG-08")
    case = shown(lamp, "--why")
    assert case["paused"]
    assert all(why["agrees"] for why in case["why"])
    assert sound(lamp)


def test_a_dry_run_says_the_same_and_writes_nothing(lamp: Run) -> None:
    tried = lamp("pause", "1", *WHY, "--until", "2018-05-22", "--dry-run")
    assert (tried.code, tried.out) == (0, "SZ-18-00001  挂账  办理中\n")
    assert len(shown(lamp)["history"]) == 1


# --- refused, and nothing written -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        (("pause", "1", "--until", "2018-05-22", "--reason", "x"), 2, "--approver"),
        (("pause", "1", "--until", "2018-05-22", "--approver", "王"), 2, "--reason"),
        (("pause", "1", *WHY), 2, "--until"),
        (("extend", "1", *WHY), 2, "--by 7d, --until"),
        (("extend", "1", *WHY, "--by", "3d", "--until", "2018-06-01"), 2, "只写一个"),
        (("extend", "1", *WHY, "--by", "一年"), 2, "一年"),
        (("pause", "1", *WHY, "--until", "2018-05-17"), 2, "2018-05-17 23:59 已经过去"),
        (("extend", "1", *WHY, "--until", "2018-05-17"), 2, "2018-05-17 23:59 已经过去"),
        (("extend", "1", *WHY, "--until", "2018-05-20"), 2, "不晚于"),
        (("pause", "1", *WHY, "--until", "2018-08-17"), 4, "最长 90 天，到 2018-08-16 23:59"),
        (("extend", "1", *WHY, "--by", "16d"), 4, "最长 15 天"),
        (
            ("pause", "1", *WHY, "--until", "2018-05-22", "--happened", "2018-05-18 14:00"),
            5,
            "早于登记",
        ),
        (("contact", "1", "--happened", "2018-05-18 14:00"), 5, "早于登记"),
        (("pause", "1", "--reason", " ", "--approver", "王", "--until", "2018-05-22"), 2, "没有写"),
        (("pause", "1", "--reason", "x", "--approver", " ", "--until", "2018-05-22"), 2, "没有写"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_pause_or_extension_that_lacks_something_is_refused(
    lamp: Run, command: tuple[str, ...], code: int, says: str
) -> None:
    refused = lamp(*command)
    assert (refused.code, says in refused.err) == (code, True), refused.err
    assert len(shown(lamp)["history"]) == 1


def test_an_emergency_is_neither_paused_nor_extended(run: Run) -> None:
    run("log", "外墙砖往下掉", "--duty", "PA-14")
    assert shown(run)["tier"] == "emergency"
    for act in (("pause", "--until", "2018-05-18 16:00"), ("extend", "--by", "1h")):
        name, *end = act
        refused = run(name, "1", *WHY, *end)
        assert (refused.code, "紧急事项，时限照走" in refused.err) == (4, True), refused.err


def test_a_paused_case_is_not_paused_again_and_no_case_too_often(lamp: Run) -> None:
    lamp("pause", "1", *WHY, "--until", "2018-05-22", now=DAY_2)
    refused = lamp("pause", "1", *WHY, "--until", "2018-05-30", now=DAY_3)
    assert (refused.code, "已挂账到 2018-05-22 23:59" in refused.err) == (5, True)
    late = "2018-05-24T10:00:00+08:00"
    refused = lamp("pause", "1", *WHY, "--until", "2018-05-30", now=late)
    assert (refused.code, "已挂账 1 次" in refused.err) == (4, True)
    lamp("extend", "1", *WHY, "--by", "3d")
    refused = lamp("extend", "1", *WHY, "--by", "3d")
    assert (refused.code, "已延期 1 次" in refused.err) == (4, True)


@pytest.mark.parametrize("act", [("pause", "--until", "2018-06-30"), ("extend", "--by", "7d")])
def test_after_the_deadline_it_is_too_late_unless_approved_before(
    lamp: Run, act: tuple[str, ...]
) -> None:
    name, *end = act
    refused = lamp(name, "1", *WHY, *end, now="2018-05-26T10:00:00+08:00")
    assert (refused.code, "2018-05-25 23:59 已过" in refused.err) == (5, True)
    assert lamp(name, "1", *WHY, *end, "--happened", "2018-05-25 17:00").code == 0
    assert sound(lamp)


@pytest.mark.parametrize(
    "ending",
    [("resolve", "1", "--how", "修好了"), ("withdraw", "1", "--reason", "登记错了")],
)
def test_an_ended_or_resolved_case_is_not_paused(lamp: Run, ending: tuple[str, ...]) -> None:
    lamp(*ending)
    for act in (("pause", "--until", "2018-05-22"), ("extend", "--by", "3d"), ("resume",)):
        name, *end = act
        given_ = () if name == "resume" else WHY
        assert lamp(name, "1", *given_, *end).code == 5


# --- first contact --------------------------------------------------------------------------------


def test_the_first_word_to_the_resident_runs_against_respond_due(lamp: Run) -> None:
    assert shown(lamp)["contacted_at"] is None
    today = lamp(now=DAY_3).out
    assert "首次联系已逾期\n  SZ-18-00001  逾期 19 小时  路灯不亮" in today
    assert "→ shaozi contact SZ-18-00001 --how …" in today
    assert lamp("report", "weekly", "--json").json["item"]["cases"]["uncontacted"] == [
        "SZ-18-00001"
    ]
    lamp("contact", "1", "--how", "打电话问了位置", "--happened", "2018-05-19 09:00")
    lamp("contact", "1", "--how", "又问了一次")
    assert shown(lamp)["contacted_at"] == "2018-05-19T09:00:00+08:00"
    assert "首次联系已逾期" not in lamp().out
    assert sound(lamp)
    lamp("undo", "1")
    lamp("undo", "1")
    assert shown(lamp)["contacted_at"] is None


@pytest.mark.parametrize(
    ("channel", "waits"), [("12345", True), ("visit", False), ("phone", False), ("grid", False)]
)
def test_nobody_waits_who_was_spoken_with_or_is_not_known(
    run: Run, channel: str, waits: bool
) -> None:
    run("log", "路灯不亮", "--duty", "CG-26", "--channel", channel)
    assert ("首次联系已逾期" in run(now=DAY_3).out) is waits


def test_a_reopened_case_wants_a_word_again(lamp: Run) -> None:
    lamp("contact", "1", "--how", "打了电话")
    lamp("resolve", "1", "--how", "修了")
    lamp("reopen", "1", "--reason", "又灭了", now=DAY_3)
    assert shown(lamp)["contacted_at"] is None
    assert sound(lamp)


# --- why ------------------------------------------------------------------------------------------


def test_why_a_deadline_is_when_it_is_can_be_checked_with_a_calendar(lamp: Run) -> None:
    lamp("pause", "1", *WHY, "--until", "2018-05-22", now=DAY_2)
    lamp("extend", "1", *WHY, "--by", "3wd", now=DAY_3)
    told = lamp("show", "1", "--why", "--no-history").out
    assert told.partition("时限怎么来的\n")[2] == (
        "  首次联系: 2018-05-19 15:00\n"
        "    2018-05-18 周五 15:00 起算\n"
        "    时限 24 小时\n"
        "      2018-05-18 周五 15:00 – 2018-05-19 周六 15:00  连续计时  +24小时 = 24小时\n"
        "    = 2018-05-19 15:00\n"
        "  办结时限: 2018-06-01 18:00\n"
        "    2018-05-18 周五 15:00 起算\n"
        "    时限 7 天\n"
        "      2018-05-18 周五  起算当日，不计\n"
        "      2018-05-19 周六 – 2018-05-22 周二  挂账，不计\n"
        "      2018-05-23 周三 – 2018-05-29 周二  自然日  +7 天 = 7 天\n"
        "    延期 3 个工作日\n"
        "      2018-05-29 周二  起算当日，不计\n"
        "      2018-05-30 周三 – 2018-06-01 周五  工作日  +3 个工作日 = 3 个工作日\n"
        "    = 2018-06-01 18:00\n"
        "  签收: 2018-05-18 17:00\n"
        "    2018-05-18 周五 15:00 起算\n"
        "    时限 2 小时\n"
        "      2018-05-18 周五 15:00 – 2018-05-18 周五 17:00  连续计时  +2小时 = 2小时\n"
        "    = 2018-05-18 17:00\n"
    )


def test_each_call_has_its_sum_too(run: Run) -> None:
    run("log", "楼道堆满杂物", "--duty", "PA-05")
    run("whistle", "1", "--reason", "劝了三次")
    whys = shown(run, "--why")["why"]
    calls = [why for why in whys if why["clock"] == "call"]
    assert calls
    assert all(why["agrees"] for why in whys)
    assert calls[0]["legs"][0]["size"] == 7200
    english = run("show", "1", "--why", lang="en").out
    assert "hours run on  +2 h = 2 h" in english


def test_why_in_json_never_changes_with_language(run: Run) -> None:
    run("log", "路灯不亮", "--duty", "CG-26", "--channel", "12345")
    chinese = shown(run, "--why")["why"]
    run("config", "list", lang="en")
    assert shown(run, "--why")["why"] == chinese


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("pause: {longest: 90x, times: 1, basis: 自定}", "时限“90x”不对"),
        ("extend: {longest: 7d, times: 1, never: [urgnt], basis: 自定}", "没有时限档次 urgnt"),
        ("extend: {longest: 7d, times: -1, basis: 自定}", "times"),
        ("extend: {longest: 7d, times: 1}", "basis"),
        ("extend: {longest: 7d, times: 1, basis: ''}", "basis"),
    ],
)
def test_an_office_that_writes_its_limits_wrongly_is_told_where(
    run: Run, home: Path, rule: str, says: str
) -> None:
    text = data_file("duty_list.yaml").read_text("utf-8")
    head, _, rest = text.partition("\nclocks:\n")
    path = home / "list.yaml"
    path.write_text(
        f"{head}\nclocks:\n  {rule}\n\n# Office hours{rest.partition('# Office hours')[2]}"
    )
    found = run("duty", "lint", str(path))
    line = head.count("\n") + 3
    assert (found.code, says in found.out + found.err) == (8, True), found
    assert f"{line}" in found.out + found.err


def test_an_offices_own_limits_hold(lamp: Run, home: Path) -> None:
    text = data_file("duty_list.yaml").read_text("utf-8")
    path = home / "list.yaml"
    path.write_text(text.replace("pause: {longest: 90d, times: 1", "pause: {longest: 5d, times: 2"))
    own = {"SHAOZI_DUTY_LIST": str(path)}
    refused = lamp("pause", "1", *WHY, "--until", "2018-05-24", env=own)
    assert (refused.code, "最长 5 天，到 2018-05-23 23:59" in refused.err) == (4, True)
    assert lamp("pause", "1", *WHY, "--until", "2018-05-23").code == 0


def test_the_calendar_behind_the_lines_names_its_holidays() -> None:
    assert holiday(date(2026, 2, 16)) in ("春节", "Spring Festival")
    assert holiday(date(2026, 3, 7)) is None
    assert holiday(date(2035, 1, 1)) is None


def test_a_pause_at_the_very_deadline_has_nothing_left_to_stop(run: Run) -> None:
    given = ("--channel", "12345", "--duty", "CG-26", "--happened", "2018-05-11 15:00")
    run("log", "路灯不亮", *given)
    due = run("show", "1", "--json").json["item"]["due"]
    pausing = ("pause", "1", "--reason", "等配件", "--approver", "王主任", "--until", "2018-06-01")
    assert run(*pausing, now=due).code == 5
    assert run("show", "1", "--json").json["item"]["due"] == due
