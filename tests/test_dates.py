"""Moments as other systems write them."""

from datetime import datetime

import pytest

from shaozi.exchange.dates import is_moment, moment, month_first
from shaozi.worktime import BEIJING

NOW = int(datetime(2018, 5, 18, 15, 0, tzinfo=BEIJING).timestamp())


@pytest.mark.parametrize(
    ("cell", "is_at"),
    [
        ("2018-05-17 10:30:15", "2018-05-17 10:30:15"),
        ("2018-05-17T10:30", "2018-05-17 10:30:00"),
        ("2018-05-17T10:30:15.250", "2018-05-17 10:30:15"),
        ("2018-05-17T10:30:00+08:00", "2018-05-17 10:30:00"),
        ("2018-05-17T02:30:00Z", "2018-05-17 10:30:00"),
        ("2018/5/7 8:05", "2018-05-07 08:05:00"),
        ("2018.5.7", "2018-05-07 09:00:00"),
        ("2018年5月17日", "2018-05-17 09:00:00"),
        ("2018年5月17日10时30分", "2018-05-17 10:30:00"),
        ("2018年5月17日 下午3点", "2018-05-17 15:00:00"),
        ("2018年5月17日 上午12:30", "2018-05-17 00:30:00"),
        ("2018年5月17日 凌晨1:00", "2018-05-17 01:00:00"),
        ("2018年5月17日 早上7点", "2018-05-17 07:00:00"),
        ("2018年5月17日 中午11:40", "2018-05-17 11:40:00"),
        ("2018年5月17日 中午12:30", "2018-05-17 12:30:00"),
        ("2018年5月17日 中午1点", "2018-05-17 13:00:00"),
        ("2018年5月17日 下午12:30", "2018-05-17 12:30:00"),
        ("2018年5月17日 下午15:30", "2018-05-17 15:30:00"),
        ("2018年5月17日 晚上8:05", "2018-05-17 20:05:00"),
        ("2018年5月17日 晚上12:00", "2018-05-18 00:00:00"),
        ("2018年5月17日 晚上1点", "2018-05-18 01:00:00"),
        ("2018-05-17 24:00", "2018-05-18 00:00:00"),
        ("2018-05-17 24:00:00", "2018-05-18 00:00:00"),
        ("２０１８年５月１７日１０：３０", "2018-05-17 10:30:00"),
        ("20180517", "2018-05-17 09:00:00"),
        ("20180517103015", "2018-05-17 10:30:15"),
        ("43237", "2018-05-17 09:00:00"),
        ("43237.4375", "2018-05-17 10:30:00"),
        ("17/05/2018", "2018-05-17 09:00:00"),
        ("3/4/2018 16:20", "2018-04-03 16:20:00"),
        ("3.4.2018", "2018-04-03 09:00:00"),
    ],
)
def test_a_cell_says_a_moment(cell: str, is_at: str) -> None:
    at = moment(cell, NOW, BEIJING, day_first=True)
    assert datetime.fromtimestamp(at, BEIJING).strftime("%Y-%m-%d %H:%M:%S") == is_at


def test_with_the_month_first_the_same_cell_says_another() -> None:
    at = moment("3/4/2018", NOW, BEIJING, day_first=False)
    assert datetime.fromtimestamp(at, BEIJING).strftime("%Y-%m-%d") == "2018-03-04"


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "昨天",
        "2018-13-01",
        "2018-02-30",
        "31/4/2018",
        "2018-05-17 25:00",
        "2018-05-17 24:01",
        "2018-05-17 10:60",
        "12",
        "0018-01-01",
    ],
)
def test_a_cell_that_says_none_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        moment(cell, NOW, BEIJING, day_first=True)


def test_today_without_an_hour_is_not_yet_to_come() -> None:
    early = int(datetime(2018, 5, 18, 8, 0, tzinfo=BEIJING).timestamp())
    assert moment("2018-05-18", early, BEIJING, day_first=True) == early


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [
        ("2018-05-17", True),
        ("17/5/2018", True),
        ("20180517", False),
        ("43237", False),
        ("x", False),
    ],
)
def test_what_looks_like_a_moment(cell: str, is_one: bool) -> None:
    assert is_moment(cell) == is_one


@pytest.mark.parametrize(
    ("cell", "only"), [("5/18/2018", True), ("18/5/2018", False), ("5/6/2018", False), ("", False)]
)
def test_dates_that_can_only_have_the_month_first(cell: str, only: bool) -> None:
    assert month_first(cell) == only
