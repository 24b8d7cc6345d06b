"""Several matters in one text: found, told apart, logged as cases that know of each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from shaozi.dutybook import DutyBook
from shaozi.triage.matters import matters

LAMP_AND_DOG = "胡同里的路灯不亮，晚上看不清路。另外有人遛大狗不拴绳，孩子害怕。"

SEVERAL = [
    (LAMP_AND_DOG, ["CG-26", "PA-17"]),
    ("一是楼道里堆满纸箱杂物，二是电动车推进楼道充电。", ["PA-05", "PA-06"]),
    ("1、小区门口流动摊贩占道卖菜；2、路边的井盖坏了，一踩就翘。", ["CG-04", "CG-23"]),
]
ONE = [
    "胡同里的路灯不亮，晚上看不清路。",
    "胡同里的路灯不亮。报修半个月了没人来。希望尽快派人修一修，谢谢领导。",
    "另外",
    "",
]


@pytest.mark.parametrize(("text", "codes"), SEVERAL)
def test_each_matter_is_found_with_its_own_part_of_the_text(
    text: str, codes: list[str], book: DutyBook
) -> None:
    found = matters(text, book)
    assert [matter.duty.code for matter in found] == codes
    assert "".join(matter.text for matter in found) == text
    assert all(matter.confidence >= 0.6 for matter in found)


@pytest.mark.parametrize("text", ONE)
def test_one_matter_is_not_taken_for_several(text: str, book: DutyBook) -> None:
    assert matters(text, book) == ()


@given(st.text("路灯不亮。另外，狗叫！1、2、\n 😀", max_size=60))
def test_whatever_is_typed_the_parts_are_in_the_text(book: DutyBook, text: str) -> None:
    for matter in matters(text, book):
        assert matter.text
        assert all(piece in text for piece in matter.text.splitlines())


def test_split_opens_a_case_for_each_and_ties_them(run: Run) -> None:
    done = run("log", LAMP_AND_DOG, "--split", "--ref", "12345-1", "--json")
    items = done.json["items"]
    assert [(item["number"], item["duty"], item["ref"]) for item in items] == [
        ("SZ-18-00001", "CG-26", "12345-1"),
        ("SZ-18-00002", "PA-17", None),
    ]
    assert "SZ-18-00002" in run("show", "1").out
    assert "关联" in run("show", "2").out
    assert run("doctor").code == 0


def test_split_is_all_or_nothing(run: Run) -> None:
    run("log", "胡同里的路灯不亮", "--ref", "12345-1")
    refused = run("log", LAMP_AND_DOG, "--split", "--ref", "12345-1")
    assert refused.code == 5
    assert run("list", "--json").json["count"] == 1
    assert run("log", LAMP_AND_DOG, "--split", "--dry-run").code == 0
    assert run("list", "--json").json["count"] == 1


def test_split_of_one_matter_is_one_case(run: Run) -> None:
    assert run("log", "胡同里的路灯不亮", "--split", "--json").json["count"] == 1
    assert run("log", LAMP_AND_DOG, "--split", "--duty", "CG-26", "--json").json["count"] == 1
    assert run("log", "-", "--split", stdin="路灯不亮\n").code == 2


def test_without_split_the_officer_is_told(run: Run) -> None:
    done = run("log", LAMP_AND_DOG)
    assert "像是有 2 件事" in done.err
    assert "--split" in done.err
    item = run("check", LAMP_AND_DOG, "--json").json["item"]
    assert [matter["code"] for matter in item["matters"]] == ["CG-26", "PA-17"]
    assert "2 matters" in run("check", LAMP_AND_DOG, lang="en").err


def test_link_ties_any_two_cases_and_refuses_one(run: Run) -> None:
    for text in ("胡同里的路灯不亮", "路灯又不亮了"):
        run("log", text)
    done = run("link", "1", "2", "--reason", "同一根灯杆")
    assert (done.code, "SZ-18-00001 ↔ SZ-18-00002" in done.err) == (0, True)
    assert "同一根灯杆" in run("show", "2").out
    assert run("link", "1", "1").code == 5
    assert run("link", "1", "9").code == 3


@pytest.mark.parametrize(
    "typed",
    [
        "一是路灯不亮；二是垃圾没人清；三是楼上漏水",
        "一、路灯不亮。二、垃圾没人清。三、楼上漏水。",
        "1、路灯不亮；2、垃圾没人清；3、楼上漏水",
    ],
)
def test_what_is_counted_out_may_be_told_in_a_few_words(typed: str, book: DutyBook) -> None:
    assert [matter.duty.code for matter in matters(typed, book)] == ["CG-26", "CG-08", "SQ-07"]


def test_a_split_of_one_matter_says_that_there_is_one(run: Run) -> None:
    assert "只听出一件事" in run("log", "胡同里的路灯不亮", "--split").err
