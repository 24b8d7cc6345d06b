"""The duty list that ships with the program: what an office may rely on in it."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from shaozi.duties import EMERGENCY, Duty
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file
from shaozi.dutylint import read
from shaozi.phrases import phrase
from shaozi.terms import Ruling
from shaozi.triage.verdict import check
from shaozi.worktime import parse_span

SECONDS = {"m": 60, "h": 3600, "d": 86400, "wd": 86400}
HAN = re.compile(r"[一-鿿]")


@pytest.fixture(autouse=True)
def _chinese(home: Path) -> None:
    """Sentences in Chinese."""


@pytest.fixture(scope="module")
def raw() -> Any:
    """The file as it is written."""
    return yaml.safe_load(data_file("duty_list.yaml").read_text("utf-8"))


def seconds(clock: str) -> int:
    span = parse_span(clock)
    return span.size * SECONDS[span.unit]


def test_the_list_has_no_faults() -> None:
    assert read(data_file("duty_list.yaml"))[1] == []


def test_the_list_says_that_nobody_has_adopted_it(book: DutyBook) -> None:
    assert (book.status, book.is_draft) == ("working-reconstruction", True)


def test_there_are_106_duties_over_six_sectors(book: DutyBook, raw: Any) -> None:
    sectors = Counter(duty.code[:2] for duty in book.items)
    assert len(book.items) == 106
    assert sectors == {"DQ": 5, "PA": 21, "CG": 39, "SQ": 19, "MS": 16, "ZH": 6}
    assert sectors == {sector["prefix"]: sector["count"] for sector in raw["sectors"]}


def test_codes_are_numbered_from_1_without_a_gap(book: DutyBook) -> None:
    numbers: dict[str, list[int]] = {}
    for code in book.duties:
        numbers.setdefault(code[:2], []).append(int(code[3:]))
    for found in numbers.values():
        assert found == list(range(1, len(found) + 1))


def test_titles_are_unique_and_said_in_both_languages(book: DutyBook) -> None:
    everything = list(book.duties.values())
    assert len({duty.title for duty in everything}) == len(everything)
    assert [duty.code for duty in everything if not HAN.search(duty.title)] == []
    assert [
        duty.code for duty in everything if HAN.search(duty.title_en) or not duty.title_en
    ] == []


# --- who does it --------------------------------------------------------------------------------


def test_every_duty_is_led_by_a_unit_of_the_street(book: DutyBook) -> None:
    own = {"department", "enforcement", "centre"}
    for duty in book.items:
        assert duty.lead is not None
        assert book.units[duty.lead].kind in own, duty.code


def test_every_unit_is_known_named_once_and_used(book: DutyBook) -> None:
    used: set[str] = set()
    for duty in book.duties.values():
        units = [unit for unit in (duty.lead, duty.owner_unit, *duty.support) if unit]
        assert len(units) == len(set(units)), duty.code
        used |= set(units)
    assert used == set(book.units)


def test_units_have_names_of_their_own_in_both_languages(book: DutyBook) -> None:
    units = list(book.units.values())
    assert len({unit.zh for unit in units}) == len({unit.en for unit in units}) == len(units)
    assert [unit.id for unit in units if HAN.search(unit.en)] == []


def test_enforcement_names_who_has_the_power_for_each_part_and_for_the_rest(
    book: DutyBook,
) -> None:
    for duty in book.items:
        assert bool(duty.power) == duty.enforcement, duty.code
        for power in duty.power:
            assert power.unit in (duty.lead, *duty.support), duty.code
            assert power.basis, duty.code
        parts = [bool(power.when) for power in duty.power]
        assert parts[:-1] == [True] * len(parts[:-1]), f"{duty.code}: a part nobody points at"
        assert parts[-1:] in ([], [False]), f"{duty.code}: nobody for the rest"


def test_a_matter_that_is_not_the_streets_has_an_owner_and_a_route(book: DutyBook) -> None:
    others = [duty for duty in book.duties.values() if not duty.is_street]
    assert len(others) == 35
    assert [duty.code for duty in others if not (duty.owner and duty.owner_en)] == []
    assert [duty.code for duty in others if not duty.channel] == []


# --- by when ------------------------------------------------------------------------------------


def test_every_clock_can_be_run_and_answers_before_it_ends(book: DutyBook) -> None:
    for duty in book.duties.values():
        assert seconds(duty.clock.respond) <= seconds(duty.clock.resolve), duty.code


@pytest.mark.parametrize(
    ("tier", "respond", "resolve"),
    [
        ("emergency", "30m", "2h"),
        ("urgent", "2h", "24h"),
        ("general", "24h", "7d"),
        ("complex", "24h", "15d"),
    ],
)
def test_the_tiers_are_those_of_the_draft_standard(
    tier: str, respond: str, resolve: str, book: DutyBook
) -> None:
    assert book.tiers[tier] == (tier, respond, resolve, False)


def test_every_deadline_has_a_basis(book: DutyBook, raw: Any) -> None:
    assert [name for name, tier in raw["tiers"].items() if not tier.get("basis")] == []
    assert [name for name, kind in raw["kinds"].items() if not kind.get("basis")] == []
    assert raw["hours"]["basis"]
    assert [duty.code for duty in book.items if not all(duty.basis) or not duty.basis] == []


def test_only_statutory_items_carry_limits_of_their_own(raw: Any) -> None:
    own = {
        item["code"]
        for item in raw["items"]
        if "respond" in item["clock"] or "resolve" in item["clock"]
    }
    assert own == {item["code"] for item in raw["items"] if item["clock"]["tier"] == "statutory"}


def test_a_basis_names_a_law_or_says_that_it_is_yet_to_be_found(book: DutyBook) -> None:
    for duty in book.items:
        assert all("《" in law or "〔" in law or "待核" in law for law in duty.basis), duty.code


def test_a_basis_says_how_far_it_was_looked_up(book: DutyBook) -> None:
    assert {duty.basis_checked for duty in book.items} == {"full", "partial", "none"}
    open_ = [duty.code for duty in book.items if any("待核" in law for law in duty.basis)]
    assert [code for code in open_ if book.duty(code).basis_checked == "full"] == []


# --- the words ----------------------------------------------------------------------------------


def test_no_word_of_the_residents_points_at_two_matters(book: DutyBook) -> None:
    hints = Counter(hint for duty in book.duties.values() for hint in duty.hints)
    assert [hint for hint, count in hints.items() if count > 1] == []


def test_a_boundary_points_only_at_items_there_are(book: DutyBook) -> None:
    for duty in book.duties.values():
        for code in re.findall(r"[A-Z]{2}-\d+", duty.boundary):
            assert code in book.duties, f"{duty.code}: {code}"


def share_proposed(book: DutyBook, texts: list[tuple[str, str]]) -> tuple[float, float]:
    """How many (code, text) have their item proposed first, and how many among the three."""
    found = [(code, [match.code for match in check(text, book).matches]) for code, text in texts]
    first = sum(code == matches[0] for code, matches in found)
    third = sum(code in matches for code, matches in found)
    return first / len(texts), third / len(texts)


def test_titles_and_words_of_residents_propose_their_items(book: DutyBook) -> None:
    """A floor: what falls below it is a step back, what rises may raise it."""
    everything = list(book.duties.values())
    first, third = share_proposed(book, [(duty.code, duty.title) for duty in everything])
    assert (first >= 0.95, third >= 0.97) == (True, True), (first, third)
    hints = [(duty.code, hint) for duty in everything for hint in duty.hints]
    first, third = share_proposed(book, hints)
    assert (first >= 0.88, third >= 0.98) == (True, True), (first, third)


def said(written: str) -> str:
    """A complaint that says the phrase, by the first word of each choice."""
    return "，".join(group[0] for group in phrase(written).groups)


def test_every_phrase_of_danger_makes_an_emergency(book: DutyBook) -> None:
    silent = [
        (duty.code, written)
        for duty in book.duties.values()
        for written in duty.emergency_when
        if book.clock(duty, said(written)).tier != EMERGENCY
        or check(said(written), book).ruling is not Ruling.EMERGENCY
    ]
    assert silent == []


def test_what_is_always_an_emergency_needs_no_phrase(book: DutyBook) -> None:
    always = [duty for duty in book.items if duty.clock.tier == EMERGENCY]
    assert [duty.code for duty in always] == ["PA-14", "CG-25", "CG-32"]
    assert all(duty.emergency_when == () for duty in always)


@pytest.mark.parametrize(
    "text",
    [
        "担心万一着火消防车进不来",
        "燃气报警器什么时候装",
        "想问一下疫苗什么时候打",
        "家里暖气不热",
        "井盖老是响",
        "邻居家漏水，想调解",
    ],
)
def test_a_worry_or_a_daily_matter_is_no_emergency(text: str, book: DutyBook) -> None:
    assert check(text, book).ruling is not Ruling.EMERGENCY


def test_an_item_is_a_value(book: DutyBook) -> None:
    """Nothing in the list can be changed by whoever reads it."""
    for duty in book.duties.values():
        assert isinstance(duty, Duty)
        assert hash(duty)
