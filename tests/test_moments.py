"""A time as people type it: the day, its part and the clock, towards the past or the future."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from machine import digest
from shaozi.errors import ShaoziError
from shaozi.errors.typed import (
    BadMoment,
    BadSpan,
    DayOff,
    InTheFuture,
    InThePast,
    UnclearMoment,
)
from shaozi.moments import parse_moment, read_span
from shaozi.worktime import BEIJING, Calendar, OwnDay, Span, clock_text

CLOSED = OwnDay(False, None, "闭馆")
#: A Friday.
NOW = "2018-05-18 15:00"


def at(text: str) -> int:
    """Seconds of a local time."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BEIJING).timestamp())


def read(typed: str, *, ahead: bool = False, now: str = NOW) -> str:
    return clock_text(parse_moment(typed, at(now), ahead=ahead))


# --- what happened --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # written out
        ("2018-05-17 09:30", "2018-05-17 09:30"),
        ("2018-05-17T09:30:00", "2018-05-17 09:30"),
        ("2018/05/17 09:30", "2018-05-17 09:30"),
        ("2018.5.17 9:30", "2018-05-17 09:30"),
        ("2018-05-17T09:30:00+08:00", "2018-05-17 09:30"),
        ("2018-05-17T01:30:00Z", "2018-05-17 09:30"),
        ("2018年5月17日15点", "2018-05-17 15:00"),
        ("2018年5月17日9时05分", "2018-05-17 09:05"),  # 时 counts to 24
        ("二〇一八年五月十七日下午三点一刻", "2018-05-17 15:15"),
        ("20180517", "2018-05-17 09:00"),
        # the clock
        ("9:30", "2018-05-18 09:30"),
        ("9：30", "2018-05-18 09:30"),  # the colon of a Chinese keyboard
        ("  ９:３０  ", "2018-05-18 09:30"),
        ("9点", "2018-05-18 09:00"),  # 21:00 is still to come
        ("十一点半", "2018-05-18 11:30"),
        ("下午两点二十", "2018-05-18 14:20"),
        ("9:30 am", "2018-05-18 09:30"),
        ("12am", "2018-05-18 00:00"),
        ("noon", "2018-05-18 12:00"),
        ("10 o'clock", "2018-05-18 10:00"),
        # days near today
        ("今天 9:30", "2018-05-18 09:30"),
        ("今天上午", "2018-05-18 09:00"),
        ("今早7点", "2018-05-18 07:00"),
        ("昨天23:59", "2018-05-17 23:59"),
        ("昨天下午3点", "2018-05-17 15:00"),
        ("昨儿下午三点半", "2018-05-17 15:30"),
        ("昨晚8点", "2018-05-17 20:00"),
        ("昨晚12点", "2018-05-18 00:00"),
        ("昨天凌晨12点", "2018-05-17 00:00"),
        ("昨天中午1点", "2018-05-17 13:00"),
        ("前天晚上8点", "2018-05-16 20:00"),
        ("大前天傍晚6点", "2018-05-15 18:00"),
        ("Yesterday 23:59", "2018-05-17 23:59"),
        ("yesterday 3pm", "2018-05-17 15:00"),
        ("3:30 p.m. yesterday", "2018-05-17 15:30"),
        ("yesterday afternoon at 3 o'clock", "2018-05-17 15:00"),
        ("the day before yesterday, 3pm", "2018-05-16 15:00"),
        ("last night", "2018-05-17 18:00"),
        ("this morning", "2018-05-18 09:00"),
        # weekdays
        ("上周五", "2018-05-11 09:00"),
        ("上周日晚上7点", "2018-05-13 19:00"),
        ("上上周一", "2018-04-30 09:00"),
        ("本周一", "2018-05-14 09:00"),
        ("星期三下午", "2018-05-16 14:00"),
        ("礼拜天", "2018-05-13 09:00"),  # the last one
        ("周五", "2018-05-18 09:00"),  # today is a Friday
        ("周五下午5点", "2018-05-11 17:00"),  # today's is still to come
        ("last Friday", "2018-05-11 09:00"),
        ("on Monday at 9am", "2018-05-14 09:00"),
        # dates
        ("5月17日", "2018-05-17 09:00"),
        ("５月１７号下午３点半", "2018-05-17 15:30"),
        ("12月1日", "2017-12-01 09:00"),
        ("去年5月30日", "2017-05-30 09:00"),
        ("15号", "2018-05-15 09:00"),
        ("20号", "2018-04-20 09:00"),
        ("上个月15日", "2018-04-15 09:00"),
        ("May 17th", "2018-05-17 09:00"),
        ("17 May 2018, 3pm", "2018-05-17 15:00"),
        # how long ago
        ("刚才", "2018-05-18 15:00"),
        ("半小时前", "2018-05-18 14:30"),
        ("一个半小时之前", "2018-05-18 13:30"),
        ("十分钟前", "2018-05-18 14:50"),
        ("1刻钟前", "2018-05-18 14:45"),
        ("3天前", "2018-05-15 09:00"),
        ("三天前下午2点", "2018-05-15 14:00"),
        ("两周前", "2018-05-04 09:00"),
        ("一个月前", "2018-04-18 09:00"),
        ("half an hour ago", "2018-05-18 14:30"),
        ("2 hours ago", "2018-05-18 13:00"),
        ("3 days ago", "2018-05-15 09:00"),
    ],
)
def test_what_happened_is_read_towards_the_past(typed: str, expected: str) -> None:
    assert read(typed) == expected


def test_yesterday_may_be_last_year() -> None:
    assert read("昨天 8:00", now="2019-01-01 00:05") == "2018-12-31 08:00"


def test_today_said_before_the_office_opens_is_now() -> None:
    assert read("今天", now="2018-05-18 07:20") == "2018-05-18 07:20"


# --- what is to be kept ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2018-05-25 18:00", "2018-05-25 18:00"),
        ("2018-05-25", "2018-05-25 23:59"),
        ("今天", "2018-05-18 23:59"),
        ("16:30", "2018-05-18 16:30"),
        ("5点前", "2018-05-18 17:00"),  # 5:00 has passed
        ("今晚12点", "2018-05-19 00:00"),
        ("明天", "2018-05-19 23:59"),
        ("明天上午", "2018-05-19 12:00"),
        ("明早9点", "2018-05-19 09:00"),
        ("后天下午3点之前", "2018-05-20 15:00"),
        ("下周一", "2018-05-21 23:59"),
        ("周三", "2018-05-23 23:59"),
        ("周五", "2018-05-18 23:59"),
        ("下周五下午5点", "2018-05-25 17:00"),
        ("本周内", "2018-05-20 23:59"),
        ("三天内", "2018-05-21 23:59"),  # the first day does not count
        ("3天后", "2018-05-21 23:59"),
        ("两小时内", "2018-05-18 17:00"),
        ("半小时后", "2018-05-18 15:30"),
        ("一个月后", "2018-06-18 23:59"),
        ("月底前", "2018-05-31 23:59"),
        ("6月底", "2018-06-30 23:59"),
        ("2月底", "2019-02-28 23:59"),
        ("下个月底", "2018-06-30 23:59"),
        ("年底前", "2018-12-31 23:59"),
        ("6月1日前", "2018-06-01 23:59"),
        ("1月31日", "2019-01-31 23:59"),
        ("明年1月5日", "2019-01-05 23:59"),
        ("15号", "2018-06-15 23:59"),
        ("31号", "2018-05-31 23:59"),
        ("tomorrow 5pm", "2018-05-19 17:00"),
        ("by Friday 5pm", "2018-05-18 17:00"),
        ("next Monday", "2018-05-21 23:59"),
        ("in 3 days", "2018-05-21 23:59"),
        ("within 2 hours", "2018-05-18 17:00"),
        ("in a week", "2018-05-25 23:59"),
        ("by the end of next week", "2018-05-27 23:59"),
        ("end of the month", "2018-05-31 23:59"),
        ("by the end of the year", "2018-12-31 23:59"),
        # the office's own time
        ("下班前", "2018-05-18 18:00"),
        ("今天下班前", "2018-05-18 18:00"),
        ("在周五下班之前", "2018-05-18 18:00"),
        ("下周一下班前", "2018-05-21 18:00"),
        ("by close of business on Monday", "2018-05-21 18:00"),
        ("closing time", "2018-05-18 18:00"),
        ("1个工作日内", "2018-05-21 18:00"),  # today does not count, nor the weekend
        ("三个工作日之内", "2018-05-23 18:00"),
        ("10 工作日以内", "2018-06-01 18:00"),
        ("within 3 working days", "2018-05-23 18:00"),
        ("in 1 working day", "2018-05-21 18:00"),
    ],
)
def test_what_is_to_be_kept_is_read_towards_the_future(typed: str, expected: str) -> None:
    assert read(typed, ahead=True) == expected


def test_a_day_is_kept_until_its_last_second() -> None:
    assert parse_moment("明天", at(NOW), ahead=True) == at("2018-05-20 00:00") - 1


def test_a_month_without_that_day_ends_it() -> None:
    assert read("一个月后", ahead=True, now="2018-01-31 10:00") == "2018-02-28 23:59"


def test_the_end_of_work_is_the_offices_own() -> None:
    half_day = {date(2018, 5, 18): OwnDay(True, time(12), "半天"), date(2018, 5, 21): CLOSED}
    office = Calendar(time(17, 30), half_day)

    def read_there(typed: str) -> str:
        moment = parse_moment(typed, at("2018-05-18 09:00"), BEIJING, office, ahead=True)
        return clock_text(moment)

    assert read_there("下班前") == "2018-05-18 12:00"
    assert read_there("1个工作日内") == "2018-05-22 17:30"
    assert read_there("周二下班前") == "2018-05-22 17:30"


def test_working_days_skip_holidays_and_count_make_up_days() -> None:
    # 30 September is a Sunday made up for the National Day week
    assert read("2个工作日内", ahead=True, now="2018-09-28 10:00") == "2018-09-30 18:00"
    assert read("3个工作日内", ahead=True, now="2018-09-28 10:00") == "2018-10-08 18:00"


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["明天", "三天内", "3天后", "下周一", "周五下午5点钟的会", "next Monday", "2018-05-18 15:01"],
)
def test_a_time_to_come_did_not_happen(typed: str) -> None:
    with pytest.raises((InTheFuture, BadMoment)):
        read(typed)


@pytest.mark.parametrize(
    "typed", ["昨天", "刚才", "3天前", "半小时前", "上周五", "9:00", "last night"]
)
def test_a_time_that_has_passed_cannot_be_kept(typed: str) -> None:
    with pytest.raises(InThePast):
        read(typed, ahead=True)


@pytest.mark.parametrize(
    ("typed", "ahead", "first", "second"),
    [
        ("昨天3点", False, "2018-05-17 03:00", "2018-05-17 15:00"),
        ("2018年5月17日9点", False, "2018-05-17 09:00", "2018-05-17 21:00"),
        ("明天8点", True, "2018-05-19 08:00", "2018-05-19 20:00"),
        ("last Wednesday", False, "2018-05-09 09:00", "2018-05-16 09:00"),
    ],
)
def test_a_time_that_may_be_two_names_both(
    typed: str, ahead: bool, first: str, second: str
) -> None:
    with pytest.raises(UnclearMoment) as refused:
        read(typed, ahead=ahead)
    assert first in refused.value.message
    assert second in refused.value.message


def test_next_friday_said_on_a_monday_may_be_two() -> None:
    with pytest.raises(UnclearMoment):
        read("next Friday", ahead=True, now="2018-05-14 10:00")
    assert read("下周五", ahead=True, now="2018-05-14 10:00") == "2018-05-25 23:59"


@pytest.mark.parametrize("ahead", [False, True])
@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "前", "不知道", "12:60", "25:00", "15", "15:0", "2018-02-29", "2018-13-01"),
        *("18-5-17", "2018-05-17 15:00 15:00", "昨天半夜", "周末", "周八", "0月3日", "5月32日"),
        *("下午3点下午", "上午15点", "昨晚1点", "半天前", "3天", "十十点", "0001-01-01"),
        *("0001-01-01 07:59", "9999-12-31T23:59-14:00", "9999年12月31日", "9999个月后", "5" * 61),
    ],
)
def test_a_time_that_cannot_be_read_is_refused(typed: str, ahead: bool) -> None:
    with pytest.raises(BadMoment):
        read(typed, ahead=ahead)


@pytest.mark.parametrize("typed", ["明天下班前", "by close of business tomorrow"])
def test_a_day_off_has_no_end_of_work(typed: str) -> None:
    with pytest.raises(DayOff, match="2018-05-19"):
        read(typed, ahead=True)


def test_the_end_of_work_that_has_passed_cannot_be_kept() -> None:
    with pytest.raises(InThePast):
        read("下班前", ahead=True, now="2018-05-18 18:00")


@pytest.mark.parametrize(
    "typed", ["工作日内", "几个工作日内", "0个工作日内", "3个工作日", "5点下班前", "下班"]
)
def test_working_time_without_its_measure_shows_how_to_write_it(typed: str) -> None:
    with pytest.raises(BadMoment) as refused:
        read(typed, ahead=True)
    assert "within 3 working days" in refused.value.hint


@pytest.mark.parametrize(
    "typed", ["月底", "年底前", "本周内", "end of the month", "下班前", "3个工作日内"]
)
def test_an_end_is_only_ever_to_come(typed: str) -> None:
    with pytest.raises(BadMoment):
        read(typed)


WORDS = st.sampled_from(
    [
        *"今昨天前后内上下周五日月底年号点半刻早晚三十:-/",
        *("小时", "分钟", "下午", "2018", "5", "12", "next", "last", "in", "ago", "days"),
        *("hour", "friday", "may", "pm", "end of the", "下班前", "个工作日", "working days"),
    ]
)


@settings(deadline=None, max_examples=500)
@given(
    st.text()
    | st.lists(WORDS, max_size=9).map("".join)
    | st.lists(WORDS, max_size=6).map(" ".join),
    st.booleans(),
)
def test_no_typing_breaks_the_reading_of_a_time(typed: str, ahead: bool) -> None:
    def outcome() -> int | type[ShaoziError]:
        try:
            return parse_moment(typed, at(NOW), ahead=ahead)
        except (BadMoment, DayOff, UnclearMoment, InTheFuture, InThePast) as refusal:
            return type(refusal)

    found = outcome()
    assert found == outcome()
    if isinstance(found, int):
        assert (found > at(NOW)) == ahead


@given(st.datetimes(datetime(1971, 1, 1), datetime(2018, 5, 18, 15)))
def test_a_time_written_out_is_read_as_it_stands(moment: datetime) -> None:
    minute = moment.replace(second=0, microsecond=0)
    said = f"{minute:%Y-%m-%d %H:%M}"
    assert read(said) == said
    assert (
        read(f"{minute.year}年{minute.month}月{minute.day}日{minute.hour}时{minute.minute}分")
        == said
    )


@given(st.integers(0, 400))
def test_days_ago_and_days_ahead_mirror_each_other(days: int) -> None:
    off = timedelta(days=days)
    today = datetime(2018, 5, 18)
    assert read(f"{days}天前") == f"{today - off:%Y-%m-%d} 09:00"
    assert read(f"in {days} days", ahead=True) == f"{today + off:%Y-%m-%d} 23:59"


# --- at the desk ----------------------------------------------------------------------------------


def test_what_was_understood_is_printed_back(run: Run) -> None:
    done = run("log", "路灯不亮", "--happened", "昨天下午3点", "--json")
    assert done.json["item"]["logged_at"] == "2018-05-17T15:00:00+08:00"
    assert done.err == "时间: 2018-05-17 15:00\n"
    assert run("note", "1", "去看过了", "--happened", "刚才").err.startswith(
        "时间: 2018-05-18 15:00\n"
    )
    plain = run("note", "1", "去看过了", "--happened", "2018-05-18 14:00")
    assert "时间" not in plain.err, "nothing to explain"


@pytest.mark.parametrize("typed", ["明天", "3点", "不知道"])
def test_a_time_that_is_refused_shows_three_and_writes_nothing(run: Run, typed: str) -> None:
    run("log", "路灯不亮")
    before = digest()
    refused = run("note", "1", "去看过了", "--happened", typed, "--json")
    assert refused.code == 2
    assert "2018-05-18 15:00、昨天下午3点、半小时前" in refused.json["error"]["hint"]
    assert digest() == before


# --- lengths of time ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("12h", Span(12, "h")),
        ("12小时", Span(12, "h")),
        ("30 分钟", Span(30, "m")),
        ("7d", Span(7, "d")),
        ("7天", Span(7, "d")),
        ("2周", Span(14, "d")),
        ("两个星期", Span(14, "d")),
        ("3 weeks", Span(21, "d")),
        ("5wd", Span(5, "wd")),
        ("十个工作日", Span(10, "wd")),
        ("1 working day", Span(1, "wd")),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(typed: str, span: Span) -> None:
    assert read_span(typed) == span


@pytest.mark.parametrize("typed", ["", "0d", "7", "周", "2年", "-3d", "d" * 100])
def test_what_is_no_length_of_time_is_refused(typed: str) -> None:
    with pytest.raises(BadSpan):
        read_span(typed)
