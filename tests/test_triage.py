"""Free text → whose matter it is, how sure that is, and the words that decided it."""

from collections.abc import Callable
from math import exp, sqrt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file, load
from shaozi.lessons import Lesson, Lessons
from shaozi.render.text import verdict_lines
from shaozi.terms import Ruling
from shaozi.triage.danger import is_emergency
from shaozi.triage.grams import Folding, folded, folded_with_places, grams, keys
from shaozi.triage.listening import clauses, parts, stretch
from shaozi.triage.model import SOFTEN, ZERO, Model
from shaozi.triage.ranking import ranker, telling
from shaozi.triage.verdict import DECIDES, check, ruling_of
from shaozi.triage.wordmatch import WordMatcher
from shaozi.triage.wordmatch import grams as pairs_of


@pytest.fixture(autouse=True)
def _chinese(home: Path) -> None:
    """Sentences in Chinese."""


def best(text: str, book: DutyBook) -> str:
    return check(text, book).matches[0].code


# --- what the verdict means ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "ruling"),
    [
        ("NS-35", "谢谢你们", Ruling.NO_REQUEST),
        ("NS-03", "楼上着火了", Ruling.EMERGENCY),  # before anything else it also is
        ("PA-06", "楼道里电动车冒烟了", Ruling.EMERGENCY),
        ("PA-14", "墙皮往下掉", Ruling.EMERGENCY),
        ("NS-25", "文物四合院", Ruling.NOT_STREET),
        ("PA-05", "楼道堆物", Ruling.COMMUNITY),  # though enforcement may follow
        ("CG-01", "正在违建", Ruling.ENFORCEMENT),
        ("CG-26", "路灯不亮", Ruling.STREET),
    ],
)
def test_what_an_item_means_for_a_complaint(
    code: str, text: str, ruling: Ruling, book: DutyBook
) -> None:
    duty = book.duty(code)
    assert ruling_of(duty, emergency=is_emergency(duty, text, book)) is ruling


@pytest.mark.parametrize(
    ("text", "code", "ruling"),
    [
        ("路灯不亮", "CG-26", Ruling.STREET),
        ("垃圾桶满了", "CG-07", Ruling.COMMUNITY),
        ("开墙打洞", "CG-03", Ruling.ENFORCEMENT),
        ("法院判决不执行", "NS-01", Ruling.NOT_STREET),
        ("感谢社区", "NS-35", Ruling.NO_REQUEST),
        ("电梯困人", "SQ-09", Ruling.EMERGENCY),
    ],
)
def test_a_plain_complaint_is_decided_at_once(
    text: str, code: str, ruling: Ruling, book: DutyBook
) -> None:
    verdict = check(text, book)
    assert (verdict.code, verdict.ruling, verdict.question) == (code, ruling, None)
    assert verdict.confidence == verdict.matches[0].confidence >= DECIDES


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # pairs that stand on either side of a boundary line of the list
        ("3号楼楼道堆满杂物", "PA-05"),
        ("胡同里堆着杂物", "CG-06"),
        ("电动车停在楼道里充电", "PA-06"),
        ("堵住消防通道", "PA-07"),
        ("路边长期停着僵尸车", "CG-21"),
        ("违建正在盖", "CG-01"),
        ("邻居以前盖的违建", "CG-02"),
        ("平房漏雨", "SQ-06"),
        ("楼上漏水", "SQ-07"),
        ("流浪狗很多", "CG-34"),
        ("遛狗不牵绳", "PA-17"),
        ("广场舞太吵", "PA-01"),
        ("工地半夜施工", "CG-14"),
        ("垃圾没人扫", "CG-08"),
        ("垃圾桶满了", "CG-07"),
        ("电梯坏了", "SQ-09"),
        ("单元门坏了", "SQ-15"),
    ],
)
def test_neighbouring_matters_are_told_apart(text: str, code: str, book: DutyBook) -> None:
    assert best(text, book) == code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3号楼楼道堆满杂物", "１２号楼楼道堆满杂物！"),  # digits, width, punctuation
        ("3号楼楼道堆满杂物", "3號樓樓道堆滿雜物"),  # traditional characters
        ("LED路灯不亮", "led路灯不亮"),
    ],
)
def test_how_a_text_is_written_does_not_tell_matters_apart(
    one: str, other: str, book: DutyBook
) -> None:
    a, b = check(one, book), check(other, book)
    assert [(m.code, m.confidence) for m in a.matches] == [
        (m.code, m.confidence) for m in b.matches
    ]


# --- danger -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("楼道里闻到煤气味", "PA-09"),
        ("灯杆漏电，摸着麻手", "CG-26"),
        ("隔壁老人好几天没出门，敲门没人应", "MS-06"),
        ("有人持刀", "NS-02"),
        ("楼上着火了快来人", "NS-03"),
        ("垃圾没人扫，路灯不亮，楼道堆物，有人持刀", "NS-02"),  # said last, and first all the same
    ],
)
def test_a_phrase_of_danger_outranks_any_guess(text: str, code: str, book: DutyBook) -> None:
    verdict = check(text, book)
    assert (verdict.ruling, verdict.code) == (Ruling.EMERGENCY, code)
    assert verdict.confidence >= 0.9
    assert len(verdict.matches) == 3


def test_the_words_of_danger_are_the_evidence(book: DutyBook) -> None:
    assert check("灯杆上摸着麻手", book).matches[0].evidence == ("灯杆", "麻手")


@pytest.mark.parametrize(
    "text",
    ["担心万一着火", "燃气报警器什么时候装", "以前楼道里有煤气味"],
)
def test_a_worry_is_no_emergency(text: str, book: DutyBook) -> None:
    assert check(text, book).ruling is not Ruling.EMERGENCY


def test_danger_that_no_likely_item_knows_is_none(book: DutyBook) -> None:
    """Smoke over a barbecue is smoke, and no fire."""
    assert check("楼下烧烤店的油烟直往家里灌", book).code == "CG-13"


def test_what_an_officer_corrected_is_no_danger_again(book: DutyBook) -> None:
    text = "楼下烧烤店一开张，黑烟就直往我家屋里灌，呛得睡不着"
    taught = Lesson("SZ-18-00001", "CG-13", None, 0, tuple(telling(text, book)))
    for danger in (True, False):
        (first, *_) = ranker(book).rank(text, (), Lessons([taught]), danger=danger)
        assert first.duty.code == "CG-13"


def test_the_words_of_a_phrase_must_share_a_sentence(book: DutyBook) -> None:
    assert book.alarms("电梯里困着人") != []
    assert book.alarms("电梯坏了。车困在雪里") == []


# --- not sure -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "灯",
            "？？？",
            "😀",
            "hello, my name is Bob",
            "asdf qwer zxcv",
            "13812345678",
            "的",
        ),
        *("你们管不管啊", "那个事儿怎么样了", "你好"),  # no two items are likelier than the rest
    ],
)
def test_what_says_nothing_is_answered_with_a_question(text: str, book: DutyBook) -> None:
    verdict = check(text, book)
    assert (verdict.ruling, verdict.code) == (Ruling.UNSURE, None)
    assert "请补充在哪里" in (verdict.question or "")
    assert len(verdict.matches) == 3


def test_the_unit_can_be_clear_where_the_item_is_not(book: DutyBook) -> None:
    verdict = check("物业的事", book)
    assert verdict.ruling is Ruling.UNSURE
    assert verdict.lead.unit == "shequ_jianshe"
    assert verdict.lead.confidence > verdict.confidence
    assert "多半是社区建设部" in "\n".join(verdict_lines(verdict, book))


def test_the_unit_of_an_item_decided_on_is_that_items(book: DutyBook) -> None:
    verdict = check("胡同里的路灯不亮，晚上看不清路", book)
    assert verdict.lead == (verdict.matches[0].lead, verdict.confidence)


def test_the_question_is_there_in_both_languages(book: DutyBook) -> None:
    assert "where, what happened" in (check("", book).question_en or "")


# --- a list of one's own: ranked by its own words until there are examples ------------------------

ListOf = Callable[..., DutyBook]


def item(code: str, title: str, **more: Any) -> dict[str, Any]:
    """An item as an office would write it."""
    return {
        "code": code,
        "title": title,
        "lead": "street",
        "community_can_resolve": False,
        "enforcement": False,
        "basis": ["《某法》"],
        "clock": {"tier": "general"},
    } | more


LAMPS = item("CG-01", "路灯维护", hints=["路灯不亮"], boundary="信号灯用CG-02；手电属NS-99")
SIGNALS = item("CG-02", "红绿灯", hints=["红灯坏"], boundary="路灯用CG-01")
LITTER = item("CG-03", "清扫垃圾", scope="捡拾烟头。", hints=["垃圾没人扫"])
NOISE = item("CG-04", "噪声", emergency_when=["耳朵+流血"])
OWN = (LAMPS, SIGNALS, LITTER, NOISE)


def own_list(path: Path, items: tuple[dict[str, Any], ...]) -> DutyBook:
    """A short duty list, written to a file and read like any other."""
    data = {
        "version": "1",
        "tiers": {
            "general": {"respond": "24h", "resolve": "7d"},
            "emergency": {"respond": "30m", "resolve": "2h"},
        },
        "units": [{"id": "street", "zh": "街道", "kind": "department"}],
        "items": list(items),
    }
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load(path, path.parent)


@pytest.fixture
def list_of(tmp_path: Path) -> ListOf:
    """``list_of(LAMPS, LITTER)`` is a list of these."""
    return lambda *items: own_list(tmp_path / "own.yaml", items)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> DutyBook:
    """The list of all four."""
    return own_list(tmp_path_factory.mktemp("own") / "own.yaml", OWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路灯不亮", ["路灯", "灯不", "不亮"]),
        ("路灯，不亮", ["路灯", "不亮"]),  # never across a comma
        ("灯", []),
        ("LED灯 5", ["LE", "ED", "D灯"]),
        ("😀。\n", []),
        ("", []),
    ],
)
def test_a_text_is_read_in_pairs_of_characters(text: str, expected: list[str]) -> None:
    assert list(pairs_of(text)) == expected


@pytest.mark.parametrize(
    ("text", "code", "evidence"),
    [
        ("门前路灯不亮", "CG-01", ("路灯不亮",)),  # a whole hint
        ("楼后路灯坏了", "CG-01", ("路灯",)),  # a part of one
        ("信号灯没亮", "CG-02", ("信号灯",)),  # where the boundary of CG-01 points
        ("地上有烟头", "CG-03", ("烟头",)),  # a word of the scope
        ("红绿灯红灯坏了", "CG-02", ("红灯坏", "红绿灯")),
        ("孩子耳朵流血", "CG-04", ("耳朵", "流血")),  # a phrase of danger
    ],
)
def test_an_item_is_proposed_for_words_of_its_own_or_words_that_point_at_it(
    text: str, code: str, evidence: tuple[str, ...], own: DutyBook
) -> None:
    found = check(text, own).matches[0]
    assert (found.code, found.evidence) == (code, evidence)


def test_words_that_point_at_an_item_the_list_lacks_count_for_nobody(own: DutyBook) -> None:
    assert not WordMatcher(own).knows("手电")


def test_equal_items_come_in_the_order_of_their_codes(list_of: ListOf) -> None:
    ranked = WordMatcher(list_of(*reversed(OWN))).rank("完全无关")
    assert [code for code, _ in ranked] == ["CG-01", "CG-02", "CG-03", "CG-04"]


def test_confidences_of_all_items_add_up_to_no_more_than_one(own: DutyBook) -> None:
    ranked = WordMatcher(own).rank("路灯不亮，垃圾没人扫")
    assert 0.5 < sum(share for _, share in ranked) <= 1


def test_a_word_many_items_use_weighs_less_than_a_word_of_one(list_of: ListOf) -> None:
    common = [item(f"CG-{n:02d}", f"社区{n}") for n in range(1, 10)]
    book = list_of(*common, item("CG-10", "社区路灯"))
    assert check("社区", book).confidence < check("路灯", book).confidence


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        ("甲乙用CG-02；丙丁用CG-03", "", " (甲乙用CG-02)"),
        ("", "甲乙用CG-01", " (甲乙用CG-01)"),  # from the other side of the boundary
        ("", "", ""),
    ],
)
def test_the_question_parts_the_two_best_by_the_lists_own_boundary_line(
    first: str, second: str, line: str, list_of: ListOf
) -> None:
    book = list_of(
        item("CG-01", "沿街晾晒衣物", boundary=first),
        item("CG-02", "院内晾晒衣物", boundary=second),
        item("CG-03", "其他"),
    )
    assert check("晾晒衣物", book).question == (
        f"是CG-01 沿街晾晒衣物，还是CG-02 院内晾晒衣物？{line}"
    )


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_short_list_is_no_surer_of_what_it_does_not_know(count: int, list_of: ListOf) -> None:
    verdict = check("完全无关", list_of(*OWN[:count]))
    assert verdict.ruling is Ruling.UNSURE
    assert verdict.question


def test_a_list_of_one_item_asks_too(list_of: ListOf) -> None:
    assert check("烟头", list_of(LITTER)).question


@pytest.fixture(scope="module")
def with_wheelchairs(tmp_path_factory: pytest.TempPathFactory) -> DutyBook:
    """The shipped list with one item more, of which the table has never heard."""
    data = yaml.safe_load(data_file("duty_list.yaml").read_text("utf-8"))
    more = item("CG-40", "共享轮椅借用", hints=["借轮椅"]) | {"lead": "shequ_jianshe"}
    data["items"].append(more)
    path = tmp_path_factory.mktemp("own") / "more.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load(path, path.parent)


@pytest.mark.parametrize("text", ["想借轮椅", "共享轮椅借用"])
def test_an_item_added_to_the_shipped_list_is_proposed_by_its_words(
    text: str, with_wheelchairs: DutyBook
) -> None:
    assert "CG-40" in [match.code for match in check(text, with_wheelchairs).matches]


@pytest.mark.parametrize(("text", "code"), [("路灯不亮", "CG-26"), ("借轮椅，电梯困人", "SQ-09")])
def test_beside_an_added_item_the_others_stand_as_they_stood(
    text: str, code: str, with_wheelchairs: DutyBook
) -> None:
    assert best(text, with_wheelchairs) == code


# --- the trained table ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def model() -> Model:
    """The table that ships with the program."""
    return Model(data_file("triage.bin"))


def test_the_table_knows_every_item_of_the_list_by_its_title(model: Model, book: DutyBook) -> None:
    assert model.titles == {duty.code: duty.title for duty in book.duties.values()}


def test_the_shares_of_all_items_add_up_to_one(model: Model) -> None:
    for text in ("", "路灯不亮", "hello"):
        shares = model.hear(text).shares
        assert len(shares) == len(model.titles)
        assert sum(shares) == pytest.approx(1)


def plainly(text: str, model: Model) -> list[float]:
    """The shares, gram by gram and weight by weight, as docs/triage.md tells it."""
    logits = list(model._bias)
    said = [clause for clause in clauses(text) if folded(clause, model._folding)]
    heard = [said[part] for part in parts(said)] if said else []
    for part in heard:
        found = [grams(folded(clause, model._folding)) for clause in part]
        worth = model._scale / sqrt(sum(map(len, found)) + SOFTEN) / len(heard)
        for key in (key for some in found for gram in some for key in keys(gram, model._sounds)):
            for item, weight in enumerate(model._bytes(key)[:-2]):
                logits[item] += worth * (weight - ZERO)
    powers = [exp(logit) for logit in logits]
    return [power / sum(powers) for power in powers]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "路灯不亮",
        "3號樓LED燈不亮，說了３次。😡希望尽快修好，謝謝！",
        "".join(map(chr, range(0x4E00, 0x9F00))),  # more than anybody types
    ],
)
def test_adding_whole_rows_at_once_is_adding_every_weight(text: str, model: Model) -> None:
    assert model.hear(text).shares == pytest.approx(plainly(text, model), abs=0.01)


def test_whoever_wants_no_evidence_gets_the_same_verdict_without(book: DutyBook) -> None:
    for text in ("胡同里的路灯不亮，晚上看不清路", "咕噜咕噜", "楼道里有煤气味"):
        whole, bare = check(text, book), check(text, book, words=False)
        assert bare == whole._replace(
            matches=tuple(match._replace(evidence=()) for match in whole.matches)
        )


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "triage.bin"
    path.write_bytes(b"not a table at all")
    with pytest.raises(ValueError, match=r"triage\.bin"):
        Model(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路灯不亮", ["路灯不亮"]),
        ("路灯，不亮。", ["路灯，不亮。"]),  # one sentence
        ("您好。路灯坏了。", [*["您好。路灯坏了。"] * 2, "您好。"]),
        (
            "路灯，坏了。黑了三天。希望修好，谢谢",
            [*["路灯，坏了。黑了三天。希望修好，谢谢"] * 2, "路灯，坏了。"],
        ),
    ],
)
def test_a_long_text_is_heard_twice_whole_and_once_in_its_first_sentence(
    text: str, expected: list[str]
) -> None:
    said = clauses(text)
    assert ["".join(said[part]) for part in parts(said)] == expected


@pytest.mark.parametrize(
    ("said", "courtesies", "expected"),
    [
        ("您好。谢谢。灯坏。辛苦。再见。", [2, 2, -1, 2, 2], slice(2, 3)),
        ("您好。灯坏。三天。没亮。再见。", [2, -1, 0.5, -1, 2], slice(1, 4)),  # doubtful, within
        (
            "您好。大家，灯坏，再看。谢谢。再见。",
            [2, 1, -1, 1, 2, 2],
            slice(1, 4),
        ),  # whole sentences
        ("灯坏。灯黑。灯灭。您好。", [-1, -1, -1, 2], slice(None)),  # most of the text
        ("您好。谢谢。再见。", [2, 2, 2], slice(None)),  # nothing but courtesy
        ("", [], slice(None)),
    ],
)
def test_a_frame_of_courtesies_is_left_out(
    said: str, courtesies: list[float], expected: slice
) -> None:
    assert stretch(clauses(said), courtesies) == expected


SIMPLER = {ord("樓"): ord("楼")}


@pytest.mark.parametrize(
    ("text", "plain", "places"),
    [
        ("3号樓", "0号楼", [0, 1, 2]),
        ("12号楼", "0号楼", [0, 2, 3]),
        ("１２ 号，楼！", "0号楼", [0, 3, 5]),
        ("LED灯", "led灯", [0, 1, 2, 3]),
        ("㈱灯", "株灯", [0, 1]),
        ("，。", "", []),
        ("", "", []),
    ],
)
def test_what_does_not_tell_matters_apart_is_folded_away_and_its_place_kept(
    text: str, plain: str, places: list[int]
) -> None:
    folding = Folding(SIMPLER)
    assert folded(text, folding) == plain
    assert folded_with_places(text, folding) == (plain, places)


# --- any text at all ----------------------------------------------------------------------------

#: What is put together at random: words of several items, words of danger, and noise.
PIECES = (
    *("楼道", "杂物", "堆物", "电动车", "充电", "冒烟", "路灯", "不亮", "漏电", "电梯", "困人"),
    *("坏了", "漏水", "老人", "联系不上", "持刀", "12345", "13812345678", "法院", "谢谢", "hello"),
    *("，", "。", "；", "的", "了", "希望", "樓道", "１", "0", "😀", "\n", "\x00"),
)
ANY_TEXT = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@settings(deadline=None, max_examples=150)
@given(text=ANY_TEXT)
def test_any_text_gets_a_verdict_that_bears_itself_out(text: str, book: DutyBook) -> None:
    verdict = check(text, book)
    assert len({match.code for match in verdict.matches}) == 3
    assert verdict.confidence == verdict.matches[0].confidence
    assert (verdict.question is None) == (verdict.ruling is not Ruling.UNSURE)
    assert (verdict.code is None) == (verdict.ruling is Ruling.UNSURE)
    assert sum(match.confidence for match in verdict.matches) <= 1.001
    for match in verdict.matches:
        assert 0 <= match.confidence <= 1
        assert all(run and run in text for run in match.evidence)
        assert len(set(match.evidence)) == len(match.evidence) <= 4
        assert match.code in book.duties


@settings(deadline=None, max_examples=50)
@given(text=ANY_TEXT)
def test_any_text_gets_a_verdict_from_a_list_of_ones_own_too(text: str, own: DutyBook) -> None:
    verdict = check(text, own)
    assert len({match.code for match in verdict.matches}) == 3
    for match in verdict.matches:
        assert 0 <= match.confidence <= 1
        assert all(run and run in text for run in match.evidence)


@settings(deadline=None, max_examples=30)
@given(text=ANY_TEXT)
def test_the_same_text_always_gets_the_same_verdict(text: str, book: DutyBook) -> None:
    afresh = Model(data_file("triage.bin"))
    verdict = check(text, book)
    assert check(text, book) == verdict
    if verdict.ruling is not Ruling.EMERGENCY:
        shares = dict(zip(afresh.codes, afresh.hear(text).shares, strict=True))
        first = sorted(shares, key=lambda code: (-shares[code], code))[:3]
        assert [match.code for match in verdict.matches] == first


def test_a_very_long_text_is_read_too(book: DutyBook) -> None:
    assert best("路灯不亮。" * 4000, book) == "CG-26"


@pytest.mark.parametrize(
    "where", ["5号楼301室，", "3号楼2单元501室", "３号楼 2单元，", "东苑12栋3门502室 "]
)
@pytest.mark.parametrize("told", ["暖气不热", "路灯坏了", "楼上漏水", "下水道堵了"])
def test_where_it_is_makes_no_emergency(where: str, told: str, book: DutyBook) -> None:
    assert check(where + told, book).ruling is not Ruling.EMERGENCY
    assert check(where + "有人被困在电梯里", book).ruling is Ruling.EMERGENCY
