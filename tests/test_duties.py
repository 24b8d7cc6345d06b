"""The duty list as values: finding a duty, a unit, a clock by what a person types."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from shaozi import words
from shaozi.duties import EMERGENCY, GENERAL, Clock, Duty
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import load
from shaozi.errors.lists import NoSuchDuty, NoSuchUnit
from shaozi.errors.typed import Ambiguous
from shaozi.phrases import said_in


@pytest.fixture(autouse=True)
def _chinese(home: Path) -> None:
    """Names in Chinese, unless a test says otherwise."""


def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHAOZI_LANG", "en")
    words.language.cache_clear()


# --- duties -------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["PA-05", "pa-05", "PA05", "pa5", "PA 5", " pa_05 ", "PA-005"])
def test_a_code_is_read_however_it_is_written(typed: str, book: DutyBook) -> None:
    assert book.duty(typed).code == "PA-05"


def test_matters_that_are_not_the_streets_have_codes_of_their_own(book: DutyBook) -> None:
    assert not book.duty("ns2").is_street
    assert book.duty("pa2").is_street


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("PA-5x", "PA-05 楼道和公共通道堆物清理"),
        ("AP-05", "PA-05 楼道和公共通道堆物清理"),
        ("路灯", "CG-26 路灯和街巷照明维护"),
        ("?!", "查一查"),
        ("", "查一查"),
    ],
)
def test_a_code_that_is_not_there_is_answered_with_the_nearest(
    typed: str, hint: str, book: DutyBook
) -> None:
    with pytest.raises(NoSuchDuty) as refused:
        book.duty(typed)
    assert hint in refused.value.hint


def test_a_duty_is_named_in_the_readers_language(
    book: DutyBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    duty = book.duty("CG-26")
    assert duty.name == "路灯和街巷照明维护"
    english(monkeypatch)
    assert duty.name == duty.title_en
    assert duty._replace(title_en="").name == "路灯和街巷照明维护"


@pytest.mark.parametrize(
    ("code", "looked_up", "expected"),
    [("PA-05", "full", True), ("PA-05", "partial", False), ("PA-05", "none", False)],
)
def test_a_duty_is_checked_when_every_article_was_looked_up(
    code: str, looked_up: str, expected: bool, book: DutyBook
) -> None:
    assert book.duty(code)._replace(basis_checked=looked_up).checked is expected


def test_what_is_not_the_streets_needs_no_article(book: DutyBook) -> None:
    assert book.duty("NS-01").checked


def test_the_items_are_the_streets_own(book: DutyBook) -> None:
    assert all(duty.is_street for duty in book.items)
    assert len(book.items) + 35 == len(book.duties)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("路灯", "CG-26"),
        ("cg-26", "CG-26"),
        ("street light", "CG-26"),
        ("疏散通道 鞋柜", "PA-05"),  # every word, wherever it stands in the item
    ],
)
def test_a_search_finds_items_that_hold_every_word(
    typed: str, expected: str, book: DutyBook
) -> None:
    found = [duty.code for duty in book.search(typed)]
    assert expected in found
    assert len(found) < 12


def test_a_search_for_what_no_item_says_finds_nothing(book: DutyBook) -> None:
    assert book.search("路灯 鞋柜") == []


# --- units --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("xiaofang", "xiaofang"),
        ("XiaoFang", "xiaofang"),
        ("消防（派驻）", "xiaofang"),
        ("消防", "xiaofang"),  # the name without its bracket, before names that contain it
        ("Fire branch", "xiaofang"),
        ("供电", "dianli"),
        ("power supply", "dianli"),
        ("排水", "paishui"),
        (" 自来水 ", "zilaishui"),
        ("交通支队", "qu_jiaojing"),
    ],
)
def test_a_unit_is_found_by_id_name_beginning_or_part(
    typed: str, unit: str, book: DutyBook
) -> None:
    assert book.unit(typed).id == unit


def test_a_name_that_fits_several_units_lists_them(book: DutyBook) -> None:
    with pytest.raises(Ambiguous) as refused:
        book.unit("区城市管理")
    assert "qu_chengguanwei 区城市管理委员会" in refused.value.message
    assert "qu_chengzhi 区城市管理指挥中心" in refused.value.message


def test_among_called_units_a_shorter_name_is_enough(book: DutyBook) -> None:
    assert book.unit("区城市管理", among=["xiaofang", "qu_chengzhi"]).id == "qu_chengzhi"


def test_a_unit_outside_those_called_is_still_found_so_that_the_refusal_can_name_it(
    book: DutyBook,
) -> None:
    assert book.unit("供电", among=["xiaofang"]).id == "dianli"


def test_a_called_unit_that_the_list_no_longer_has_stands_in_nobodys_way(book: DutyBook) -> None:
    assert book.unit("消防", among=["abolished", "xiaofang"]).id == "xiaofang"


@pytest.mark.parametrize(("typed", "near"), [("xiaofan", "xiaofang"), ("区民正局", "区民政局")])
def test_a_misspelt_unit_is_answered_with_the_nearest(
    typed: str, near: str, book: DutyBook
) -> None:
    with pytest.raises(NoSuchUnit) as refused:
        book.unit(typed)
    assert near in refused.value.hint


@pytest.mark.parametrize("typed", ["", "  ", "☃☃☃☃"])
def test_what_is_no_name_at_all_is_no_unit(typed: str, book: DutyBook) -> None:
    with pytest.raises(NoSuchUnit):
        book.unit(typed)


def test_a_unit_is_named_in_the_readers_language_or_as_it_was_recorded(
    book: DutyBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert book.unit_name("dianli") == "供电公司"
    assert book.unit_name("abolished") == "abolished"
    assert book.unit_name(None) == ""
    english(monkeypatch)
    assert book.unit_name("dianli") == "Power supply company"


def test_a_kind_of_whistle_is_named_in_the_readers_language(
    book: DutyBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert book.kinds["YJ"].name == "应急处置"
    english(monkeypatch)
    assert book.kinds["YJ"].name == "Emergency response"


# --- clocks -------------------------------------------------------------------------------------


def test_a_matter_not_yet_decided_runs_on_the_general_tier(book: DutyBook) -> None:
    assert book.clock(None, "正在着火") == Clock(GENERAL, "24h", "7d")


@pytest.mark.parametrize(
    ("code", "text", "tier"),
    [
        ("CG-26", "路灯不亮", "general"),
        ("CG-26", "灯杆被车撞断了", EMERGENCY),
        ("SQ-09", "电梯老是坏", "urgent"),
        ("SQ-09", "电梯坏了，有人被困", EMERGENCY),
        ("SQ-09", "电梯坏了。小狗被困在院里", "urgent"),  # not in one sentence
        ("PA-14", "墙皮往下掉", EMERGENCY),  # always an emergency
        ("NS-03", "楼上着火了", EMERGENCY),  # not the street's, and an emergency all the same
    ],
)
def test_an_emergency_is_one_by_the_items_tier_or_by_what_the_complaint_says(
    code: str, text: str, tier: str, book: DutyBook
) -> None:
    assert book.clock(book.duty(code), text).tier == tier


@pytest.mark.parametrize(
    ("text", "phrases", "words"),
    [
        ("电梯困人", ["电梯困人"], ["电梯困人"]),
        # + joins words that must share a sentence, in any order
        ("电梯坏了，把人困住", ["电梯+困"], ["电梯", "困"]),
        ("把人困在电梯里", ["电梯+困"], ["电梯", "困"]),
        ("电梯坏了, 困", ["电梯+困"], ["电梯", "困"]),  # a comma does not end a sentence
        ("电梯坏了。车困在雪里", ["电梯+困"], None),
        ("电梯坏了\n困", ["电梯+困"], None),
        ("电梯坏了；困", ["电梯+困"], None),
        ("电梯坏了! 困", ["电梯+困"], None),
        ("电梯没事。电梯困人", ["电梯+困"], ["电梯", "困"]),
        # | offers a choice
        ("轿厢里有人出不来", ["电梯|轿厢+困|出不来"], ["轿厢", "出不来"]),
        ("楼梯间里有人出不来", ["电梯|轿厢+困|出不来"], None),
        # - leaves out
        ("电梯老人出行困难", ["电梯+困+-困难"], None),
        ("电梯老人出行困难。电梯困人", ["电梯+困+-困难"], ["电梯", "困"]),
        # the first phrase of the list, not of the text
        ("甲乙", ["丙", "乙", "甲"], ["乙"]),
        ("甲丙", ["甲+乙", "甲+丙"], ["甲", "丙"]),
        ("甲", [], None),
        ("", ["甲"], None),
    ],
)
def test_what_a_phrase_of_the_list_means(
    text: str, phrases: list[str], words: list[str] | None
) -> None:
    found = said_in(text, phrases)
    assert (list(found) if found else None) == words


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("楼道里闻到煤气味", True),
        ("担心楼道里有煤气味", False),
        ("以前楼道里闻到煤气味", False),
        ("以前没有。现在楼道里闻到煤气味", True),  # the worry is another sentence's
        ("明天演练煤气味怎么处置", False),
    ],
)
def test_a_fear_a_drill_or_another_time_is_no_danger_now(
    text: str, danger: bool, book: DutyBook
) -> None:
    assert (book.clock(book.duty("PA-09"), text).tier == EMERGENCY) is danger


# --- a list of one's own ------------------------------------------------------------------------

LIST: dict[str, Any] = {
    "version": "1",
    "tiers": {
        "general": {"respond": "24h", "resolve": "7d"},
        "emergency": {"respond": "30m", "resolve": "2h"},
    },
    "units": [{"id": "lamps", "zh": "路灯队", "kind": "department"}],
    "items": [
        {
            "code": "CG-01",
            "title": "路灯",
            "lead": "lamps",
            "community_can_resolve": False,
            "enforcement": True,
            "basis": ["《某法》"],
            "clock": {"tier": "general"},
            "power": [{"unit": "lamps", "when": ["灯"], "basis": "《某法》"}],
        }
    ],
}


def listed(path: Path, **changed: Any) -> DutyBook:
    """A short list, as an office would write its own."""
    path.write_text(yaml.safe_dump(LIST | changed, allow_unicode=True), encoding="utf-8")
    return load(path, path.parent)


def test_a_list_of_ones_own_becomes_values(tmp_path: Path) -> None:
    duty = listed(tmp_path / "own.yaml").duty("cg1")
    assert isinstance(duty, Duty)
    assert duty.clock == Clock("general", "24h", "7d")
    assert duty.power[0].when == ("灯",)
    assert hash(duty), "a value all through: it can be a key"


def test_a_list_that_was_adopted_is_no_draft(tmp_path: Path) -> None:
    assert listed(tmp_path / "own.yaml").is_draft
    assert not listed(tmp_path / "own.yaml", status="adopted").is_draft


def test_a_list_without_phrases_of_danger_raises_no_alarm(tmp_path: Path) -> None:
    assert listed(tmp_path / "own.yaml").alarms("正在着火") == []


def test_an_alarm_says_whose_it_is_and_by_which_words(book: DutyBook) -> None:
    found = {alarm.duty.code: alarm.words for alarm in book.alarms("灯杆漏电，有人持刀")}
    assert found["NS-02"] == ("持刀",)
    assert found["CG-26"] == ("灯杆", "漏电")
    assert book.alarms("路灯不亮") == []
