"""Deadlines and the working calendar, with the dates written out."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from shaozi import words
from shaozi.worktime import (
    BEIJING,
    Calendar,
    Deadline,
    Span,
    clock_text,
    day_bounds,
    deadline,
    iso,
    length_text,
    local_day,
    parse_span,
    published,
    span_text,
    until,
)

OPEN = Calendar()  # the published calendar, closing at 18:00


def at(text: str) -> int:
    """The moment of a Beijing clock: ``at("2018-05-18 15:00")``."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BEIJING).timestamp())


def days(text: str) -> set[date]:
    """``days("2025-01-28..02-04 2025-04-04")`` as the notices write them."""
    found: set[date] = set()
    for part in text.split():
        first, _, last = part.partition("..")
        start = date.fromisoformat(first)
        end = date.fromisoformat(f"{start.year}-{last}") if last else start
        found |= {start + timedelta(days=n) for n in range((end - start).days + 1)}
    return found


#: The State Council's notices for 2025 and 2026, copied by hand.
HOLIDAYS = days(
    "2025-01-01 2025-01-28..02-04 2025-04-04..04-06 2025-05-01..05-05 2025-05-31..06-02 "
    "2025-10-01..10-08 2026-01-01..01-03 2026-02-15..02-23 2026-04-04..04-06 2026-05-01..05-05 "
    "2026-06-19..06-21 2026-09-25..09-27 2026-10-01..10-07"
)
MAKE_UP_DAYS = days(
    "2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 "
    "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"
)


def worked(day: date) -> bool:
    """The definition of a working day."""
    return day in MAKE_UP_DAYS or (day.weekday() < 5 and day not in HOLIDAYS)


def due(start: str, span: str) -> str:
    """The deadline as a Beijing clock, counted with the published calendar."""
    found = deadline(at(start), parse_span(span), OPEN)
    return datetime.fromtimestamp(found.at, BEIJING).strftime("%Y-%m-%d %H:%M:%S")


# --- the calendar -------------------------------------------------------------------------------


def test_the_calendar_is_the_state_councils_day_by_day() -> None:
    day = date(2025, 1, 1)
    while day < date(2027, 1, 1):
        assert published(day) == worked(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize("day", ["2027-01-01", "2027-06-30", "2035-10-01", "2003-12-31"])
def test_a_year_without_a_notice_is_not_guessed(day: str) -> None:
    assert published(date.fromisoformat(day)) is None


@pytest.mark.parametrize(
    ("day", "is_worked", "known"),
    [
        ("2026-02-28", True, True),  # a Saturday that is worked
        ("2026-10-07", False, True),  # a Wednesday that is not
        ("2027-01-01", True, False),  # New Year's Day, but no notice says so yet: a Friday
        ("2027-01-02", False, False),  # a Saturday
    ],
)
def test_an_unknown_year_is_taken_from_the_weekday_and_said_so(
    day: str, is_worked: bool, known: bool
) -> None:
    there = date.fromisoformat(day)
    assert (OPEN.is_working(there), OPEN.certain(there)) == (is_worked, known)


# --- how a clock is written ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30m", Span(30, "m")),
        ("2h", Span(2, "h")),
        ("7d", Span(7, "d")),
        ("15wd", Span(15, "wd")),
        ("9999d", Span(9999, "d")),
    ],
)
def test_a_clock_is_a_number_and_a_unit(text: str, span: Span) -> None:
    assert parse_span(text) == span


@pytest.mark.parametrize(
    "text", ["", "7", "d", "0m", "0wd", "-1d", "1.5h", "7 d", "7D", "7w", "7dd", "12345m", "七天"]
)
def test_any_other_clock_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        parse_span(text)


# --- deadlines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ("2018-05-18 15:00", "30m", "2018-05-18 15:30:00"),
        ("2018-05-18 23:45", "30m", "2018-05-19 00:15:00"),
        ("2018-05-18 23:00", "2h", "2018-05-19 01:00:00"),  # a Friday night: hours run on
        ("2018-12-31 23:30", "2h", "2019-01-01 01:30:00"),
        ("2026-02-16 22:00", "24h", "2026-02-17 22:00:00"),  # New Year's Eve of the old calendar
        ("2020-02-28 12:00", "24h", "2020-02-29 12:00:00"),
    ],
)
def test_minutes_and_hours_run_through_nights_and_holidays(
    start: str, span: str, expected: str
) -> None:
    assert due(start, span) == expected


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ("2018-05-18 15:00", "7d", "2018-05-25 23:59:59"),
        ("2018-05-18 15:00", "15d", "2018-06-02 23:59:59"),
        ("2018-12-28 09:00", "7d", "2019-01-04 23:59:59"),  # over the year's end
        ("2018-12-31 09:00", "1d", "2019-01-01 23:59:59"),
        ("2020-02-22 09:00", "7d", "2020-02-29 23:59:59"),  # a leap day is a day
        ("2020-02-28 09:00", "2d", "2020-03-01 23:59:59"),
        ("2019-02-28 09:00", "1d", "2019-03-01 23:59:59"),
        ("2026-09-24 09:00", "7d", "2026-10-01 23:59:59"),  # National Day: it does not move
        ("2026-02-02 09:00", "15d", "2026-02-17 23:59:59"),  # nor at Spring Festival
        ("2018-05-19 09:00", "1d", "2018-05-20 23:59:59"),  # nor on a Sunday
    ],
)
def test_natural_days_count_from_the_next_day_and_end_at_midnight(
    start: str, span: str, expected: str
) -> None:
    assert due(start, span) == expected


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        # an ordinary week: Friday to Monday
        ("2026-03-06 09:00", "1wd", "2026-03-09"),
        ("2026-03-06 09:00", "5wd", "2026-03-13"),
        ("2026-03-07 09:00", "1wd", "2026-03-09"),  # logged on a Saturday
        # New Year 2026: 01-01 to 01-03 off, Sunday 01-04 is made up for
        ("2025-12-31 09:00", "1wd", "2026-01-04"),
        ("2026-01-05 09:00", "2wd", "2026-01-07"),
        # Spring Festival 2025: 01-28 to 02-04 off, Sunday 01-26 and Saturday 02-08 worked
        ("2025-01-24 09:00", "1wd", "2025-01-26"),
        ("2025-01-24 09:00", "2wd", "2025-01-27"),
        ("2025-01-24 09:00", "3wd", "2025-02-05"),
        ("2025-01-24 09:00", "6wd", "2025-02-08"),
        ("2025-01-30 09:00", "1wd", "2025-02-05"),  # logged during the holiday
        # Spring Festival 2026: 02-15 to 02-23 off, Saturdays 02-14 and 02-28 worked
        ("2026-02-13 09:00", "1wd", "2026-02-14"),
        ("2026-02-13 09:00", "2wd", "2026-02-24"),
        ("2026-02-13 09:00", "15wd", "2026-03-12"),
        ("2026-02-24 09:00", "4wd", "2026-02-28"),
        ("2026-02-24 09:00", "5wd", "2026-03-02"),
        # National Day 2025: 10-01 to 10-08 off, Sunday 09-28 and Saturday 10-11 worked
        ("2025-09-26 09:00", "1wd", "2025-09-28"),
        ("2025-09-26 09:00", "3wd", "2025-09-30"),
        ("2025-09-26 09:00", "4wd", "2025-10-09"),
        ("2025-09-26 09:00", "6wd", "2025-10-11"),
        ("2025-09-26 09:00", "7wd", "2025-10-13"),
        # National Day 2026: 10-01 to 10-07 off, Sunday 09-20 and Saturday 10-10 worked
        ("2026-09-18 09:00", "1wd", "2026-09-20"),
        ("2026-09-30 09:00", "1wd", "2026-10-08"),
        ("2026-09-30 09:00", "3wd", "2026-10-10"),
        ("2026-09-30 09:00", "4wd", "2026-10-12"),
    ],
)
def test_working_days_skip_holidays_count_make_up_days_and_end_at_closing_time(
    start: str, span: str, expected: str
) -> None:
    assert due(start, span) == f"{expected} 18:00:00"


def test_the_nth_working_day_is_the_one_with_n_working_days_behind_it() -> None:
    for offset in range(600):
        first = date(2025, 1, 1) + timedelta(days=offset)
        start = day_bounds(first)[0]
        day, count = first, 0
        for length in range(1, 31):
            while count < length:
                day += timedelta(days=1)
                count += worked(day)
            closing = int(datetime.combine(day, time(18), BEIJING).timestamp())
            found = deadline(start, Span(length, "wd"), OPEN)
            assert found == (closing, day < date(2026, 12, 1)), (first, length)


@pytest.mark.parametrize(
    ("start", "span", "expected", "known"),
    [
        ("2026-11-27 09:00", "1wd", "2026-11-30", True),
        ("2026-11-30 09:00", "1wd", "2026-12-01", False),  # the notice for 2027 may move December
        ("2026-12-30 09:00", "1wd", "2026-12-31", False),
        ("2025-12-30 09:00", "1wd", "2025-12-31", True),
        ("2026-12-31 09:00", "1wd", "2027-01-01", False),  # certainly a holiday, but unpublished
        ("2026-12-30 09:00", "2wd", "2027-01-01", False),
        ("2027-02-05 09:00", "1wd", "2027-02-08", False),  # Friday to Monday
        ("2027-02-05 09:00", "5wd", "2027-02-12", False),
    ],
)
def test_a_deadline_in_an_unpublished_year_counts_weekdays_and_says_so(
    start: str, span: str, expected: str, known: bool
) -> None:
    found = deadline(at(start), parse_span(span), OPEN)
    assert found == Deadline(at(f"{expected} 18:00"), known)


@pytest.mark.parametrize("span", ["30m", "24h", "15d"])
def test_what_needs_no_calendar_is_known_in_any_year(span: str) -> None:
    assert deadline(at("2031-09-30 09:00"), parse_span(span), OPEN).known


@pytest.mark.parametrize(("span", "one_day_later"), [("7d", "2018-05-26"), ("1wd", "2018-05-21")])
def test_the_day_a_clock_starts_is_not_counted_however_late_it_is(
    span: str, one_day_later: str
) -> None:
    at_dawn, at_night = due("2018-05-18 00:00", span), due("2018-05-18 23:59:59", span)
    assert at_dawn == at_night
    assert due("2018-05-19 00:00", span).startswith(one_day_later)


def test_closing_time_is_the_offices_own() -> None:
    found = deadline(at("2026-03-06 09:00"), Span(1, "wd"), Calendar(time(17, 30)))
    assert found.at == at("2026-03-09 17:30")


def test_a_day_is_a_day_of_the_offices_zone() -> None:
    start = at("2018-05-19 02:00")  # still 18 May in Greenwich
    ends = deadline(start, Span(1, "d"), OPEN, ZoneInfo("UTC"))
    assert iso(ends.at, ZoneInfo("UTC")) == "2018-05-19T23:59:59+00:00"


# --- days and moments ---------------------------------------------------------------------------


def test_a_day_runs_from_midnight_up_to_but_not_including_the_next() -> None:
    start, end = day_bounds(date(2018, 12, 31))
    assert (start, end) == (at("2018-12-31 00:00"), at("2019-01-01 00:00"))
    assert local_day(end - 1) == date(2018, 12, 31)
    assert local_day(end) == date(2019, 1, 1)


def test_a_day_on_which_summer_time_begins_has_23_hours() -> None:
    start, end = day_bounds(date(2026, 3, 29), ZoneInfo("Europe/Berlin"))
    assert end - start == 23 * 3600


def test_moments_are_written_with_their_offset_for_machines_and_without_for_people() -> None:
    moment = at("2018-05-18 15:00")
    assert iso(moment) == "2018-05-18T15:00:00+08:00"
    assert iso(None) is None
    assert clock_text(moment) == "2018-05-18 15:00"
    assert clock_text(moment, ZoneInfo("UTC")) == "2018-05-18 07:00"


NOW = "2018-05-18 15:00"


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (1, "1 分钟", "1 min"),
        (119, "119 分钟", "119 min"),
        (120, "2 小时", "2 h"),
        (150, "2.5 小时", "2.5 h"),
        (48 * 60, "2 天", "2 days"),
        (3.25 * 1440, "3.2 天", "3.2 days"),
    ],
)
def test_a_length_is_told_in_the_unit_people_would_use(
    minutes: float, zh: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert length_text(minutes * 60) == en
    monkeypatch.setenv("SHAOZI_LANG", "zh")
    words.language.cache_clear()
    assert length_text(minutes * 60) == zh


@pytest.mark.parametrize(
    ("limit", "zh", "en"),
    [
        ("30m", "30 分钟", "30 min"),
        ("120m", "2 小时", "2 h"),
        ("90d", "90 天", "90 days"),
        ("1d", "1 天", "1 day"),
        ("1wd", "1 个工作日", "1 working day"),
    ],
)
def test_a_limit_is_told_in_words(
    limit: str, zh: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert span_text(parse_span(limit)) == en
    monkeypatch.setenv("SHAOZI_LANG", "zh")
    words.language.cache_clear()
    assert span_text(parse_span(limit)) == zh


@pytest.mark.parametrize(
    ("due_at", "zh", "en"),
    [
        ("2018-05-18 15:00", "还有 0 分钟", "0 min left"),
        ("2018-05-18 15:59", "还有 59 分钟", "59 min left"),
        ("2018-05-18 16:59", "还有 119 分钟", "119 min left"),
        ("2018-05-18 17:00", "还有 2 小时", "2 h left"),
        ("2018-05-20 14:59", "还有 47 小时", "47 h left"),
        ("2018-05-20 15:00", "还有 2 天", "2 days left"),
        ("2018-05-25 23:59", "还有 7 天", "7 days left"),
        ("2018-05-18 14:30", "逾期 30 分钟", "30 min overdue"),
        ("2018-05-17 15:00", "逾期 24 小时", "24 h overdue"),
        ("2018-05-11 15:00", "逾期 7 天", "7 days overdue"),
    ],
)
def test_how_far_a_deadline_is(
    due_at: str, zh: str, en: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert until(at(due_at), at(NOW)) == zh
    monkeypatch.setenv("SHAOZI_LANG", "en")
    words.language.cache_clear()
    assert until(at(due_at), at(NOW)) == en
