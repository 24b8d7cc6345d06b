"""The working calendar: the published one, an office's own over it, deadlines counted anew."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from shaozi.calendarfile import calendar_of, read
from shaozi.dutybook import DutyBook
from shaozi.dutylint import DEFAULT_CLOSING
from shaozi.errors.lists import BadCalendar
from shaozi.explain import add_up
from shaozi.worktime import BEIJING, Calendar, OwnDay, Span, deadline, parse_span

OPEN = Calendar()


def at(text: str) -> int:
    """The moment of a Beijing clock."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BEIJING).timestamp())


def clock(moment: int) -> str:
    """The Beijing clock of a moment."""
    return datetime.fromtimestamp(moment, BEIJING).strftime("%Y-%m-%d %H:%M:%S")


# --- the published calendar ---------------------------------------------------------------------


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_is_as_an_independent_data_set_has_it(year: int) -> None:
    other = holidays.country_holidays("CN", years=range(2003, 2028))
    day = date(year, 1, 1)
    while day.year == year:
        assert OPEN.is_working(day) == other.is_working_day(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        ("2005-12-31", True),  # a Saturday, by the notice for 2006 (国办发明电〔2005〕35号)
        ("2006-12-30", True),  # a Saturday, by the notice for 2007 (国办发明电〔2006〕49号)
        ("2006-12-31", True),
        ("2007-12-31", False),  # a Monday, by the notice for 2008
        ("2018-12-29", True),  # a Saturday, by the notice for 2019
        ("2018-12-31", False),  # a Monday
    ],
)
def test_a_notice_moves_the_last_days_of_the_year_before(day: str, is_worked: bool) -> None:
    assert OPEN.is_working(date.fromisoformat(day)) == is_worked
    assert OPEN.certain(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "certain"),
    [
        ("2003-12-31", False),
        ("2025-12-31", True),  # the notice for 2026 is known
        ("2026-11-30", True),
        ("2026-12-01", False),  # the notice for 2027 is not
        ("2026-12-31", False),
        ("2027-06-30", False),
    ],
)
def test_a_december_is_certain_once_the_next_year_is_known(day: str, certain: bool) -> None:
    assert OPEN.certain(date.fromisoformat(day)) == certain


# --- an office's own days -----------------------------------------------------------------------

NOTICE = """\
notices:
  - basis: 国办发明电〔2026〕9号
    year: 2027
    off: [2027-01-01..2027-01-03, 2027-05-01..2027-05-05, 2027-10-01..2027-10-07]
    work: [2026-12-27]
  - basis: 街道办事处通知第3号
    off: [2026-12-30]
    half: {2026-12-31: "12:00"}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An office's calendar: a whole year, a closure and a half day."""
    path = tmp_path / "日历.yaml"
    path.write_text(NOTICE, encoding="utf-8")
    return path


@pytest.fixture
def own(file: Path) -> Calendar:
    """The calendar of that file."""
    return calendar_of(read(file), time(18))


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        # 2026-12-27 is a Sunday that is worked, 12-30 a closure, 12-31 ends at noon
        ("2026-12-25 09:00", "1wd", "2026-12-27 18:00:00"),
        ("2026-12-25 23:59", "1wd", "2026-12-27 18:00:00"),
        ("2026-12-26 00:00", "1wd", "2026-12-27 18:00:00"),
        ("2026-12-28 09:00", "1wd", "2026-12-29 18:00:00"),
        ("2026-12-29 09:00", "1wd", "2026-12-31 12:00:00"),
        ("2026-12-29 09:00", "2wd", "2027-01-04 18:00:00"),
        ("2027-09-30 09:00", "1wd", "2027-10-08 18:00:00"),
    ],
)
def test_own_days_count_before_the_published_ones(
    start: str, span: str, expected: str, own: Calendar
) -> None:
    found = deadline(at(start), parse_span(span), own)
    assert (clock(found.at), found.known) == (expected, True)


def test_a_day_the_office_names_is_certain_though_its_year_is_not() -> None:
    own = Calendar(days={date(2026, 12, 7): OwnDay(True, None, "通知")})
    assert own.certain(date(2026, 12, 7))
    assert not own.certain(date(2026, 12, 8))
    assert not own.known(2027)


def test_a_year_may_be_settled_after_one_that_is_not() -> None:
    own = Calendar(settled={2028: "通知"})
    assert (own.known(2027), own.known(2028)) == (False, True)
    assert not own.certain(date(2026, 12, 1))
    assert not own.certain(date(2027, 12, 1))
    assert own.certain(date(2028, 11, 30))


# --- the count, against its definition ----------------------------------------------------------


def by_hand(start: date, span: Span, calendar: Calendar, *, moves: bool) -> datetime:
    """The last moment, by looking at one day after the other (《民法典》第201、203条)."""
    day = start
    if span.unit == "wd":
        count = 0
        while count < span.size:
            day = day + timedelta(days=1)
            if calendar.is_working(day):
                count = count + 1
        return datetime.combine(day, calendar.closing(day), BEIJING)
    for _ in range(span.size):
        day = day + timedelta(days=1)
    if moves:
        while not calendar.is_working(day):
            day = day + timedelta(days=1)
    return datetime.combine(day, time(23, 59, 59), BEIJING)


@pytest.mark.parametrize(("unit", "moves"), [("wd", False), ("d", False), ("d", True)])
def test_600_days_and_30_lengths_are_as_the_definition_has_them(unit: str, moves: bool) -> None:
    for offset in range(600):
        day = date(2025, 1, 1) + timedelta(days=offset)
        start = int(datetime.combine(day, time(9, 30), BEIJING).timestamp())
        for length in range(1, 31):
            span = Span(length, unit)
            found = deadline(start, span, OPEN, moves=moves)
            expected = by_hand(day, span, OPEN, moves=moves)
            assert found == (expected.timestamp(), True), (day, span)


own_days = st.dictionaries(
    st.dates(date(2026, 11, 1), date(2027, 3, 1)),
    st.builds(
        lambda works, closes: OwnDay(works, closes if works else None, "通知"),
        st.booleans(),
        st.none() | st.just(time(12)),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(
    own_days,
    st.sets(st.sampled_from([2027, 2028])),
    st.integers(0, 120),
    st.integers(1, 40),
    st.sampled_from(["d", "wd"]),
    st.booleans(),
)
def test_whatever_the_office_writes_the_count_is_by_the_definition(
    days: Mapping[date, OwnDay], years: set[int], offset: int, length: int, unit: str, moves: bool
) -> None:
    calendar = Calendar(time(17, 30), days, dict.fromkeys(years, "通知"))
    day, span = date(2026, 11, 1) + timedelta(days=offset), Span(length, unit)
    start = int(datetime.combine(day, time(23, 59, 59), BEIJING).timestamp())
    found = deadline(start, span, calendar, moves=moves)
    ends = by_hand(day, span, calendar, moves=moves)
    assert found.at == ends.timestamp()
    first = day + timedelta(days=1 if unit == "wd" else length)
    looked_at = [first + timedelta(days=n) for n in range((ends.date() - first).days + 1)]
    if unit == "wd" or moves:
        assert found.known == all(calendar.certain(one) for one in looked_at)
    else:
        assert found.known


# --- a last natural day that is a holiday -------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "span", "stays", "moved"),
    [
        # Spring Festival 2026: 02-15 to 02-23 off, Saturday 02-14 worked
        ("2026-02-02 09:00", "15d", "2026-02-17", "2026-02-24"),
        ("2026-02-02 09:00", "12d", "2026-02-14", "2026-02-14"),
        # National Day 2026: 10-01 to 10-07 off, Saturday 10-10 worked
        ("2026-09-24 09:00", "7d", "2026-10-01", "2026-10-08"),
        ("2026-09-25 09:00", "15d", "2026-10-10", "2026-10-10"),
        # the year's end: Wednesday 2025-12-31 worked, 01-01 to 01-03 off, Sunday 01-04 worked
        ("2025-12-24 09:00", "7d", "2025-12-31", "2025-12-31"),
        ("2025-12-25 09:00", "7d", "2026-01-01", "2026-01-04"),
        # midnight, from either side, to a Saturday
        ("2026-03-06 23:59:59", "15d", "2026-03-21", "2026-03-23"),
        ("2026-03-07 00:00", "15d", "2026-03-22", "2026-03-23"),
        # a leap day that is a Saturday, in the long holiday of 2020 or after it
        ("2020-02-22 09:00", "7d", "2020-02-29", "2020-03-02"),
        ("2024-02-22 09:00", "7d", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_last_day_on_a_holiday_moves_where_the_clock_says_so(
    start: str, span: str, stays: str, moved: str
) -> None:
    for moves, day in ((False, stays), (True, moved)):
        found = deadline(at(start), parse_span(span), OPEN, moves=moves)
        assert (clock(found.at), found.known) == (f"{day} 23:59:59", True)


@pytest.mark.parametrize(
    ("moves", "expected", "known"), [(False, "2026-12-26", True), (True, "2026-12-28", False)]
)
def test_only_a_last_day_that_moves_depends_on_the_notice(
    moves: bool, expected: str, known: bool
) -> None:
    found = deadline(at("2026-12-19 09:00"), parse_span("7d"), OPEN, moves=moves)
    assert (clock(found.at)[:10], found.known) == (expected, known)


@pytest.mark.parametrize(
    ("duty", "moves"),
    [
        ("CG-26", False),  # general: 7 days of the 12345 draft, which counts 天
        ("SQ-03", True),  # 30 days of the law
        ("ZH-04", True),
    ],
)
def test_limits_of_the_law_move_and_those_of_12345_do_not(
    duty: str, moves: bool, book: DutyBook
) -> None:
    assert book.duty(duty).clock.moves == moves
    assert f"{OPEN.closes:%H:%M}" == DEFAULT_CLOSING


# --- what an office may write -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("work: [2026-12-27]", "work: [2026-13-27]", "第 5 行: work.0 的值不对: 2026-13-27"),
        ("2026-12-27", "2027-02-29", "第 5 行: work.0 的值不对: 2027-02-29"),
        ("2026-12-27", "20261227", "第 5 行: work.0 的值不对: 20261227"),
        (
            "2026-12-27",
            "2026-12-27..2026-12-26",
            "第 5 行: work.0 的值不对: 2026-12-27..2026-12-26",
        ),
        (
            "2026-12-27",
            "2026-12-27..2028-12-27",
            "第 5 行: work.0 的值不对: 2026-12-27..2028-12-27",
        ),
        ('"12:00"', "noon", "第 8 行: half.2026-12-31 的值不对: noon"),
        ("year: 2027", "year: 27", "第 3 行: 0.year 的值不对: 27"),
        ("basis: 街道办事处通知第3号", "note: 通知", "第 6 行: 缺少 1.basis"),
        ("work:", "worked:", "第 5 行: 不认识 0.worked"),
        ("off: [2026-12-30]", "off: [2026-12-27]", "第 7 行: 2026-12-27 第 5 行已写过"),
        ("2027-05-01..", "2027-05-02..", "第 3 行: 写了 2027 全年，却没有 2027-05-01 放假"),
        ("    work:", "    work: []\n    work:", "第 6 行: “work”写了两次"),
        ("notices:", "notices: [", "YAML"),
        (NOTICE, "", "notices"),
        (NOTICE, "notices: []", "notices 是空的"),
    ],
)
def test_a_fault_is_named_with_its_line(
    old: str, new: str, fault: str, file: Path, home: Path
) -> None:
    assert old in NOTICE
    file.write_text(NOTICE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadCalendar) as refused:
        read(file)
    assert fault in refused.value.message


# --- a calendar arrives -------------------------------------------------------------------------

BEFORE = "2026-12-20T15:00:00+08:00"


@pytest.fixture
def waiting(run: Run) -> Run:
    """Four cases in December 2026: two on working days, one of them ended; two of 12345."""
    run("log", "申请信息公开", "--duty", "ZH-04", now=BEFORE)
    run("log", "申请信息公开", "--duty", "ZH-04")
    run("log", "路灯不亮")
    run("log", "路灯不亮")
    run("withdraw", "2", "--reason", "重复")
    run("whistle", "4", "--reason", "修不了")
    return run


def test_a_deadline_nobody_can_know_is_marked_and_said_once(waiting: Run) -> None:
    warning = "标“约”的时限"
    shown = waiting("show", "1")
    assert "办结时限: 约 2027-01-15 18:00（还有 26 天）（放假安排还没公布" in shown.out
    for command in (
        ("show", "1"),
        ("list",),
        ("list", "--json"),
        ("log", "政府信息公开", "--duty", "ZH-04"),
    ):
        assert waiting(*command).err.count(warning) == 1, command
    assert waiting("log", "-", "--duty", "ZH-04", stdin="公开一\n公开二\n").err.count(warning) == 1
    assert waiting("show", "3").err.count(warning) == 0
    assert waiting("note", "1", "问过").err.count(warning) == 0
    assert waiting("assign", "1", "ZH-04").err.count(warning) == 1
    desk = waiting(now="2027-01-15T09:00:00+08:00")
    assert "约 还有 9 小时" in desk.out
    assert desk.err.count(warning) == 1
    assert waiting("--json").json["item"]["due_today"][0]["due_known"] is False


def test_installing_a_calendar_counts_the_open_cases_it_changes_again(
    waiting: Run, file: Path
) -> None:
    done = waiting("config", "calendar", str(file))
    change = (
        "办结 约 2027-01-15 18:00 → 2027-01-18 18:00  国办发明电〔2026〕9号；街道办事处通知第3号"
    )
    assert done.out == f"SZ-26-00001  {change}\n"
    case = waiting("show", "1", "--json").json["item"]
    assert (case["due"], case["due_known"]) == ("2027-01-18T18:00:00+08:00", True)
    last = case["history"][-1]
    assert last["act"] == "recalculated"
    assert last["body"]["was"]["due"] == at("2027-01-15 18:00")
    assert last["body"]["due"] == at("2027-01-18 18:00")
    assert last["body"]["basis"] == "国办发明电〔2026〕9号；街道办事处通知第3号"
    assert change in waiting("show", "1").out
    assert waiting("doctor").code == 0
    for other in ("2", "3", "4"):
        acts = [entry["act"] for entry in waiting("show", other, "--json").json["item"]["history"]]
        assert "recalculated" not in acts


def test_a_called_units_time_to_answer_is_counted_again_too(waiting: Run, file: Path) -> None:
    """20 working days from 20 December, of the case and of the unit called on that day."""
    waiting("whistle", "1", "--to", "供电", "--reason", "难")
    whole = ("show", "1", "--json")

    def result_due() -> str:
        found: str = waiting(*whole).json["item"]["whistles"][0]["calls"][0]["result_due"]
        return found

    assert result_due() == "2027-01-15T18:00:00+08:00"
    waiting("config", "calendar", str(file))
    assert result_due() == "2027-01-18T18:00:00+08:00"
    last = waiting(*whole).json["item"]["history"][-1]["body"]
    assert [row["due"] for row in last["results"]] == [at("2027-01-18 18:00")]
    assert waiting("config", "calendar", "--recalculate").out.strip() == ""
    waiting("config", "calendar", "--remove")
    assert result_due() == "2027-01-15T18:00:00+08:00"
    assert waiting("doctor").code == 0


def test_installing_it_again_changes_nothing_and_removing_it_counts_back(
    waiting: Run, file: Path
) -> None:
    waiting("config", "calendar", str(file))
    again = waiting("config", "calendar", str(file), "--json").json["item"]
    assert again["recalculated"] == []
    back = waiting("config", "calendar", "--remove", "--json").json["item"]
    assert [change["due"] for change in back["recalculated"]] == ["2027-01-15T18:00:00+08:00"]
    assert back["recalculated"][0]["basis"] == "国务院办公厅公布的放假安排"
    assert (back["days"], back["notices"]) == ([], {})
    assert waiting("config", "calendar", "--recalculate").err == "重算了 0 件的时限\n"
    assert waiting("doctor").code == 0


def test_a_dry_run_lists_the_changes_and_makes_none(waiting: Run, file: Path) -> None:
    before = waiting("show", "1", "--json").json
    tried = waiting("config", "calendar", str(file), "--dry-run")
    assert "→ 2027-01-18 18:00" in tried.out
    assert "试运行，未写入" in tried.err
    assert waiting("show", "1", "--json").json == before
    assert waiting("config", "calendar", "--json").json["item"]["days"] == []


def test_a_duty_corrected_since_is_counted_by_its_own_limits(waiting: Run, file: Path) -> None:
    waiting("assign", "1", "CG-26")
    waiting("config", "calendar", str(file))
    assert waiting("show", "1", "--json").json["item"]["due"] == "2026-12-27T23:59:59+08:00"
    waiting("undo", "1")
    done = waiting("config", "calendar", "--recalculate")
    assert "→ 2027-01-18 18:00" in done.out
    assert waiting("doctor").code == 0


def test_what_the_calendar_did_is_not_undone(waiting: Run, file: Path) -> None:
    waiting("config", "calendar", str(file))
    refused = waiting("undo", "1")
    assert refused.code == 5
    assert "时限已按日历重算" in refused.err


def test_a_case_logged_under_the_calendar_needs_no_second_count(run: Run, file: Path) -> None:
    run("config", "calendar", str(file), now=BEFORE)
    run("log", "申请信息公开", "--duty", "ZH-04")
    case = run("show", "1", "--json").json["item"]
    assert (case["due"], case["due_known"]) == ("2027-01-18T18:00:00+08:00", True)
    assert run("config", "calendar", "--recalculate").out.strip() == ""


def test_the_calendar_in_force_is_shown_with_its_notices(run: Run, file: Path) -> None:
    assert run("config", "calendar").out == "放假安排已知: 2004–2026 年\n下班: 18:00\n"
    shown = run("config", "calendar", str(file)).out
    assert shown.startswith("放假安排已知: 2004–2027 年\n")
    assert "  2027 全年  国办发明电〔2026〕9号\n" in shown
    assert "  2026-12-27 周日  上班  国办发明电〔2026〕9号\n" in shown
    assert "  2026-12-30 周三  休息  街道办事处通知第3号\n" in shown
    assert "  2026-12-31 周四  上班到 12:00  街道办事处通知第3号\n" in shown
    english = run("config", "calendar", lang="en").out
    assert "worked until 12:00" in english


def test_a_year_left_out_between_two_is_named(run: Run, file: Path) -> None:
    file.write_text(NOTICE.replace("2027", "2028"), encoding="utf-8")
    assert "2004–2028 年，缺 [2027]" in run("config", "calendar", str(file)).out


def test_a_calendar_is_refused_or_mended_from_the_command(run: Run, file: Path) -> None:
    assert run("config", "calendar", "nowhere.yaml").code == 3
    assert run("config", "calendar", str(file), "--remove").code == 2
    path = Path(run("config", "calendar", str(file), "--json").json["item"]["path"])
    for text in ("{", "[]", "{}", '{"years": {}, "days": []}', '{"years": {}, "days": {"x": []}}'):
        path.write_text(text, encoding="utf-8")
        broken = run("list")
        assert broken.code == 6
        assert "shaozi config calendar 文件" in broken.err
    assert run("config", "calendar", str(file)).code == 0
    assert json.loads(path.read_text("utf-8"))["years"] == {"2027": "国办发明电〔2026〕9号"}


# --- with pauses, extensions, and a clock that moves --------------------------------------------

APPROVED = ("--reason", "等材料", "--approver", "王主任")


def clock_of(run: Run, case: str) -> tuple[str, bool]:
    """When the case is due, and whether the sum of its lines is that."""
    item = run("show", case, "--why", "--json").json["item"]
    resolve = next(one for one in item["why"] if one["clock"] == "resolve")
    return item["due"], resolve["agrees"]


def test_pauses_and_extensions_are_kept_when_deadlines_are_counted_again(
    waiting: Run, file: Path
) -> None:
    # 20 working days from Sunday 20 December, paused on two of them, then three more
    assert waiting("pause", "1", *APPROVED, "--until", "2026-12-22").code == 0
    assert waiting("extend", "1", *APPROVED, "--by", "3wd").code == 0
    assert clock_of(waiting, "1") == ("2027-01-22T18:00:00+08:00", True)
    waiting("config", "calendar", str(file))
    assert clock_of(waiting, "1") == ("2027-01-25T18:00:00+08:00", True)
    assert waiting("config", "calendar", "--recalculate").out.strip() == ""
    waiting("config", "calendar", "--remove")
    assert clock_of(waiting, "1") == ("2027-01-22T18:00:00+08:00", True)
    assert waiting("doctor").code == 0


def test_a_pause_granted_after_the_calendar_is_counted_by_it(waiting: Run, file: Path) -> None:
    waiting("config", "calendar", str(file))
    assert waiting("pause", "1", *APPROVED, "--until", "2026-12-22").code == 0
    assert clock_of(waiting, "1") == ("2027-01-20T18:00:00+08:00", True)


def test_a_half_day_ends_the_sum_at_its_closing_time(own: Calendar) -> None:
    found = add_up(at("2026-12-29 09:00"), [parse_span("1wd")], [], own)
    assert clock(found.end) == "2026-12-31 12:00:00"
    assert sum(line.counts for line in found.legs[0].lines) == 1
