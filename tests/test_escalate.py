"""Whom a whistle calls, with which kind, and by when."""

from pathlib import Path
from typing import Any

import pytest

from shaozi import words
from shaozi.duties import Duty
from shaozi.dutybook import DutyBook
from shaozi.errors.typed import NeedsFlag
from shaozi.errors.whistles import AllCalled
from shaozi.escalate import kind_of, needs_reason, owners_for, plan, powers_for
from shaozi.terms import Kind, Role


@pytest.fixture(autouse=True)
def _chinese(home: Path) -> None:
    """Sentences in Chinese."""


def called(code: str, text: str, book: DutyBook, **options: Any) -> list[tuple[str, str]]:
    """(unit, role) of whom a whistle for the complaint calls."""
    duty = book.duty(code) if code else None
    choices = plan(duty, text, book, **options).choices
    return [(choice.unit, choice.role.value) for choice in choices]


# --- the community first ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("PA-05", "楼道堆满杂物", True),  # the community can usually talk them out of it
        ("CG-08", "胡同里垃圾没人扫", True),
        ("PA-06", "有人推电动车进电梯", True),
        ("PA-06", "楼道里电动车冒烟了", False),  # an emergency asks nobody
        ("SQ-07", "楼上正在跑水", False),
        ("CG-26", "路灯不亮", False),  # the community cannot mend a lamp
        ("NS-25", "文物四合院被拆", False),
    ],
)
def test_the_community_comes_first_unless_it_cannot_help_or_there_is_danger(
    code: str, text: str, expected: bool, book: DutyBook
) -> None:
    assert needs_reason(book.duty(code), text, book) is expected


def test_a_matter_not_yet_decided_needs_no_reason(book: DutyBook) -> None:
    assert not needs_reason(None, "楼道堆满杂物", book)


# --- which kind of whistle, and how soon ----------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "kind", "minutes"),
    [
        ("PA-14", "墙皮往下掉", Kind.EMERGENCY, 30),  # always an emergency
        ("SQ-09", "电梯困人", Kind.EMERGENCY, 30),  # by what the complaint says
        ("PA-06", "楼道里电动车冒烟了", Kind.EMERGENCY, 30),  # before enforcement
        ("PA-05", "楼道堆满杂物", Kind.ENFORCEMENT, 120),
        ("CG-01", "正在违建", Kind.ENFORCEMENT, 120),
        ("CG-26", "路灯不亮", Kind.DEMAND, 1440),
    ],
)
def test_the_kind_of_whistle_sets_how_soon_units_report_in(
    code: str, text: str, kind: Kind, minutes: int, book: DutyBook
) -> None:
    duty = book.duty(code)
    found = plan(duty, text, book)
    assert kind_of(duty, text, book) is found.kind is kind
    assert found.seconds == minutes * 60


def test_a_matter_not_yet_decided_is_a_residents_demand(book: DutyBook) -> None:
    assert kind_of(None, "正在着火", book) is Kind.DEMAND


def test_the_officer_may_choose_the_kind(book: DutyBook) -> None:
    found = plan(book.duty("CG-26"), "路灯不亮", book, kind=Kind.EMERGENCY)
    assert (found.kind, found.seconds) == (Kind.EMERGENCY, 1800)


# --- enforcement: the lead, and the one whose power it is -----------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "power"),
    [
        ("PA-05", "楼道堆满杂物", "xiaofang"),  # stairs are the fire branch's
        ("PA-05", "安全出口锁着", "xiaofang"),
        ("PA-05", "门厅里堆着纸箱", "chengguan"),  # other shared parts are urban management's
        ("PA-15", "路口有摩的揽客", "jiaotong"),
        ("CG-02", "邻居的违建一直没人拆", "chengguan"),
    ],
)
def test_enforcement_calls_the_lead_and_whose_power_it_is(
    code: str, text: str, power: str, book: DutyBook
) -> None:
    lead = book.duty(code).lead
    assert called(code, text, book) == [(lead, "lead"), (power, "power")]


def test_a_power_comes_with_its_part_and_its_article(book: DutyBook) -> None:
    lead, power = plan(book.duty("PA-05"), "楼道堆满杂物", book).choices
    assert lead.why().startswith("主责: 楼道和公共通道堆物清理 (《消防法》")
    assert power.why().startswith("执法权: 疏散通道、楼梯、安全出口 (《消防法》第28、60条")


def test_the_reason_is_said_in_the_readers_language(
    book: DutyBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHAOZI_LANG", "en")
    words.language.cache_clear()
    _, power = plan(book.duty("PA-05"), "楼道堆满杂物", book).choices
    assert power.why().startswith("has the power: Escape routes, stairs and fire exits (")


def test_a_complaint_that_names_two_parts_calls_both_powers(book: DutyBook) -> None:
    duty = book.duty("CG-19")
    both = [power.when[0] for power in duty.power if power.when][:2]
    units = {power.unit for power in powers_for(duty, "，".join(both))}
    assert len(units) == 2


def test_a_unit_that_leads_and_has_the_power_is_called_once(book: DutyBook) -> None:
    duty = book.duty("PA-05")
    powers = tuple(power._replace(unit="pingan") for power in duty.power)
    found = plan(duty._replace(power=powers), "楼道堆满杂物", book)
    assert [choice.unit for choice in found.choices] == ["pingan"]


# --- no power needed: whoever owns or runs what is broken -----------------------------------------


def with_words(book: DutyBook) -> DutyBook:
    """The list with words that point at owners, as an office may add them."""
    own = {"dianli": ("没电", "电表"), "zilaishui": ("自来水", "水表"), "paishui": ("下水", "污水")}
    found = DutyBook.__new__(DutyBook)
    found.__dict__.update(book.__dict__)
    found.units = {
        name: unit._replace(hints=own.get(name, ())) for name, unit in book.units.items()
    }
    return found


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("自来水井盖丢了", ["zilaishui"]),
        ("污水井盖丢了", ["paishui"]),
        ("电表井和水表井的盖都丢了", ["zilaishui", "dianli"]),  # in the order of the list
        ("井盖丢了", ["qu_chengguanwei"]),  # nobody pointed at: the first outside the street
    ],
)
def test_an_ordinary_demand_calls_the_owner_the_complaint_points_at(
    text: str, owners: list[str], book: DutyBook
) -> None:
    assert called("CG-23", text, with_words(book)) == [
        ("chengshi_guanli", "lead"),
        *[(owner, "owner") for owner in owners],
    ]


@pytest.mark.parametrize(
    ("code", "text", "owner"),
    [
        ("CG-23", "自来水井盖丢了", "zilaishui"),
        ("CG-23", "通信井盖丢了", "tongxin"),
        ("CG-29", "家里没燃气了", "ranqi"),
    ],
)
def test_the_shipped_list_has_words_that_point_at_owners(
    code: str, text: str, owner: str, book: DutyBook
) -> None:
    assert (owner, "owner") in called(code, text, book)


def test_departments_of_the_street_are_not_called_as_owners(book: DutyBook) -> None:
    duty = book.duty("CG-39")  # supported by a department, then two district bureaus
    assert [choice.unit for choice in owners_for(duty, "", book)] == ["qu_guizi"]


def test_a_duty_nobody_outside_supports_calls_its_lead_alone(book: DutyBook) -> None:
    assert called("DQ-05", "要求问责", book) == [("jigongwei", "lead")]


# --- not the street's ----------------------------------------------------------------------------


def test_a_matter_that_is_not_the_streets_calls_its_owner(book: DutyBook) -> None:
    (choice,) = plan(book.duty("NS-25"), "文物四合院被拆", book).choices
    assert (choice.unit, choice.role) == ("qu_wenlv", Role.OWNER)
    assert choice.why() == "权属或主管: 文物行政部门"


@pytest.mark.parametrize("code", ["NS-01", ""])
def test_where_the_list_names_nobody_the_officer_must(code: str, book: DutyBook) -> None:
    with pytest.raises(NeedsFlag) as refused:
        called(code, "法院判决", book)
    assert "--to" in refused.value.hint


# --- units named by the officer, and units called already -----------------------------------------


@pytest.mark.parametrize(
    ("code", "to", "expected"),
    [
        ("PA-05", ["xiaofang"], [("xiaofang", "power")]),  # still known by its power
        ("PA-05", ["pingan"], [("pingan", "lead")]),
        ("PA-05", ["dianli"], [("dianli", "named")]),
        ("PA-05", ["dianli", "dianli"], [("dianli", "named")]),
        ("PA-05", ["gongan", "pingan"], [("gongan", "named"), ("pingan", "lead")]),
        ("NS-01", ["qu_sifa"], [("qu_sifa", "named")]),
        ("", ["gongan"], [("gongan", "named")]),
    ],
)
def test_named_units_replace_the_lists_choice(
    code: str, to: list[str], expected: list[tuple[str, str]], book: DutyBook
) -> None:
    assert called(code, "楼道堆满杂物", book, to=to) == expected


def test_a_named_unit_has_no_other_reason_than_that(book: DutyBook) -> None:
    (choice,) = plan(None, "", book, to=["gongan"]).choices
    assert choice.why() == "点名"


def test_a_unit_of_an_open_whistle_is_not_called_twice(book: DutyBook) -> None:
    assert called("PA-05", "楼道堆满杂物", book, called={"pingan"}) == [("xiaofang", "power")]


def test_when_everybody_is_called_already_the_refusal_names_them(book: DutyBook) -> None:
    with pytest.raises(AllCalled, match="社区平安部、消防（派驻）"):
        called("PA-05", "楼道堆满杂物", book, called={"pingan", "xiaofang"})


# --- the whole list ------------------------------------------------------------------------------


def test_every_duty_of_the_list_calls_somebody_and_says_why(book: DutyBook) -> None:
    for duty in book.items:
        for text in ("", *duty.hints, *(phrase for power in duty.power for phrase in power.when)):
            choices = plan(duty, text, book).choices
            assert choices[0].unit == duty.lead
            assert all(choice.why() for choice in choices)
            assert all(choice.unit in book.units for choice in choices)
            assert len({choice.unit for choice in choices}) == len(choices)


def test_every_duty_that_needs_enforcement_calls_somebody_with_the_power(book: DutyBook) -> None:
    def powerless(duty: Duty) -> bool:
        units = {power.unit for power in duty.power}
        return units.isdisjoint(choice.unit for choice in plan(duty, "", book).choices)

    assert [duty.code for duty in book.items if duty.enforcement and powerless(duty)] == []


def test_every_matter_that_is_not_the_streets_has_an_owner_or_asks_for_one(book: DutyBook) -> None:
    for duty in book.duties.values():
        if not duty.is_street and duty.owner_unit:
            assert called(duty.code, "", book) == [(duty.owner_unit, "owner")]
