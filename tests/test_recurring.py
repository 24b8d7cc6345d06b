"""Matters that come back: one duty, community and place are one, however they are worded."""

from itertools import pairwise

import pytest

from shaozi.recurring import Told, matters, spot


def pairs(text: str) -> set[int]:
    """The pairs of characters of a text, as numbers."""
    return {ord(a) << 21 | ord(b) for a, b in pairwise(text)}


def told(
    text: str, address: str = "", *, lane: str = "", duty: str = "SQ-09", community: str = "东巷"
) -> Told:
    return Told(f"{text}|{address}|{lane}", duty, community, lane, address, text, 0)


def together(*found: Told) -> list[tuple[str, list[str]]]:
    """The place of each matter, and the texts in it."""
    return [(one.place, [case.text for case in one.told]) for one in matters(found, pairs)]


@pytest.mark.parametrize(
    ("address", "lane", "text", "place"),
    [
        ("西巷8号3号楼2单元501室", "", "电梯坏了", "西巷8号3号楼"),
        ("西巷8号3号楼", "东巷", "", "西巷8号3号楼"),
        ("西巷 8号院 三号楼", "", "", "西巷8号院3号楼"),
        ("１２号楼", "", "", "12号楼"),
        ("东门口", "", "", "东门口"),
        ("", "西巷", "3号楼电梯坏了", "西巷3号楼"),
        ("", "西巷", "电梯坏了", ""),
        ("", "", "3号楼电梯又坏了", "3号楼"),
        ("", "", "电梯又坏了", ""),
        ("", "", "打了12345没人管", ""),
    ],
)
def test_a_place_is_named_to_the_building(address: str, lane: str, text: str, place: str) -> None:
    assert spot(told(text, address, lane=lane)) == place


def test_one_place_is_one_matter_however_it_is_worded() -> None:
    assert together(
        told("3号楼电梯又坏了，老人下不了楼", "西巷8号3号楼"),
        told("停运三天没人修", "西巷8号3号楼2单元"),
        told("三号楼上下楼只能爬，急"),
        told("4号楼电梯有异响", "西巷8号4号楼"),
    ) == [
        (
            "西巷8号3号楼",
            ["3号楼电梯又坏了，老人下不了楼", "停运三天没人修", "三号楼上下楼只能爬，急"],
        ),
        ("西巷8号4号楼", ["4号楼电梯有异响"]),
    ]


def test_a_building_of_two_yards_is_nobodys_where_only_its_number_is_told() -> None:
    places = [
        place
        for place, _ in together(
            told("坏", "西巷8号3号楼"), told("坏", "东巷1号3号楼"), told("3号楼坏")
        )
    ]
    assert places == ["西巷8号3号楼", "东巷1号3号楼", "3号楼"]


def test_without_a_place_near_words_belong_together() -> None:
    assert together(
        told("电梯按钮失灵按不动"), told("按钮失灵，电梯不停"), told("轿厢里的灯全灭了")
    ) == [
        ("", ["电梯按钮失灵按不动", "按钮失灵，电梯不停"]),
        ("", ["轿厢里的灯全灭了"]),
    ]


def test_near_words_join_a_place_that_others_named() -> None:
    assert together(told("电梯按钮失灵按不动", "西巷8号"), told("按钮失灵，电梯不停")) == [
        ("西巷8号", ["电梯按钮失灵按不动", "按钮失灵，电梯不停"])
    ]


def test_a_lane_alone_is_no_place_but_another_lane_is_another_matter() -> None:
    assert together(
        told("路灯不亮", lane="东巷"),
        told("路灯又不亮了", lane="东巷"),
        told("路灯不亮", lane="西巷"),
        told("灯杆歪了", lane="东巷"),
    ) == [
        ("东巷", ["路灯不亮", "路灯又不亮了"]),
        ("东巷", ["灯杆歪了"]),
        ("西巷", ["路灯不亮"]),
    ]


def test_another_duty_or_community_is_another_matter() -> None:
    found = together(
        told("坏了", "3号楼"),
        told("坏了", "3号楼", duty="CG-26"),
        told("坏了", "3号楼", community="西巷"),
    )
    assert [len(texts) for _, texts in found] == [1, 1, 1]


def test_what_nearly_every_text_says_puts_nothing_together() -> None:
    ends = "的门窗墙灯水电气网"
    texts = [f"楼道里有异味{end}{end}{ends[-n]}响" for n, end in enumerate(ends, 1)]
    found = together(*map(told, texts))
    assert len(found) == len(texts)


def test_the_same_words_without_a_place_are_one_matter() -> None:
    found = together(*[told("路灯不亮") for _ in range(5)])
    assert [(place, len(texts)) for place, texts in found] == [("", 5)]
