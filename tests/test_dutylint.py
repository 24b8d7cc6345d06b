"""A duty list file with faults: all of them at once, each with its line."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shaozi import words
from shaozi.dutyfile import load
from shaozi.dutylint import DEFAULT_KINDS, read
from shaozi.errors.lists import BadDutyList
from shaozi.yamlfile import Fault

#: The smallest list that says everything a list can say; the line numbers below are its own.
LIST = """\
version: "1"
tiers:
  emergency: {respond: 30m, resolve: 2h}
  general: {respond: 24h, resolve: 7d}
  statutory: {basis: 各条目自带时限}
units:
  - {id: lamps, zh: 路灯队, kind: department}
  - {id: police, zh: 公安, en: Police, kind: branch, hints: [民警]}
items:
  - code: CG-01
    title: 路灯
    lead: lamps
    support: [police]
    community_can_resolve: false
    enforcement: true
    basis: ["《某法》第1条"]
    clock: {tier: general}
    hints: [路灯不亮]
    emergency_when: [灯杆+漏电]
    power:
      - {unit: police, for: 治安, when: [打架], basis: ["《甲法》", "《乙法》"]}
      - {unit: lamps, basis: 《丙法》}
not_street:
  - {code: NS-01, title: 诉讼, owner: 法院, owner_unit: police}
hours: {open: "09:00", close: "18:30"}
kinds:
  YJ: {zh: 应急, en: Emergency, report_in: 20m}
not_now: [演练]
"""


@pytest.fixture(autouse=True)
def _chinese(home: Path) -> None:
    """Faults in Chinese, unless a test says otherwise."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the list of a test lies."""
    return tmp_path / "duty_list.yaml"


def faults(file: Path, text: str | bytes) -> list[Fault]:
    """What is wrong with a list."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(file)[1]


# --- a list without faults ----------------------------------------------------------------------


def test_a_right_list_has_no_faults(file: Path) -> None:
    assert faults(file, LIST) == []


def test_a_list_becomes_a_book(file: Path, tmp_path: Path) -> None:
    file.write_text(LIST, encoding="utf-8")
    book = load(file, tmp_path)
    lamps, courts = book.duty("CG-01"), book.duty("NS-01")
    assert (lamps.clock.respond, lamps.clock.resolve) == ("24h", "7d")
    assert lamps.emergency_when == ("灯杆+漏电",)
    assert [(power.unit, power.part, power.basis) for power in lamps.power] == [
        ("police", "治安", "《甲法》；《乙法》"),
        ("lamps", "", "《丙法》"),
    ]
    assert (courts.owner, courts.owner_en, courts.owner_unit) == ("法院", "法院", "police")
    assert courts.clock.tier == "general"
    assert (book.closing, set(book.tiers)) == ("18:30", {"emergency", "general"})
    assert (book.units["lamps"].en, book.units["police"].hints) == ("路灯队", ("民警",))
    assert book.not_now == ("演练",)


def test_kinds_of_whistle_the_list_does_not_name_are_the_default_ones(file: Path) -> None:
    file.write_text(LIST, encoding="utf-8")
    book = load(file, file.parent)
    assert (book.kinds["YJ"].zh, book.kinds["YJ"].report_in) == ("应急", "20m")
    assert {kind.code: kind.report_in for kind in book.kinds.values() if kind.code != "YJ"} == {
        kind[0]: kind[3] for kind in DEFAULT_KINDS if kind[0] != "YJ"
    }


def test_a_list_of_the_older_shape_is_taken_too(file: Path, tmp_path: Path) -> None:
    file.write_text(
        """\
version: '0.1'
as_of: '2026-11'
tiers:
  emergency: {respond: 30m, resolve: 2h, emergency: true}
  general: {respond: 24h, resolve: 7d, emergency: false}
  statutory: {note: per-item}
sectors:
  - {prefix: CG, zh: 城市管理, department: lamps, count: 2}
units:
  - {id: lamps, zh: 路灯队, en: Lamps, kind: department, note: 夜间}
items:
  - code: CG-01
    title: 路灯
    title_en: "Lamps"
    scope: 巡查路灯。
    lead: lamps
    support: []
    community_can_resolve: false
    enforcement: false
    basis: ["《某法》第1条"]
    basis_checked: none
    clock: {tier: general, respond: 24h, resolve: 7d, emergency: false}
    hints: ["路灯不亮"]
    boundary: ""
  - code: CG-02
    title: 审批
    lead: lamps
    community_can_resolve: false
    enforcement: false
    basis: ["《某法》第2条"]
    clock: {tier: statutory, respond: 1wd, resolve: 15wd, emergency: false}
not_street:
  - {code: NS-01, title: 诉讼, owner: 法院, channel: "12368", hints: [起诉]}
""",
        encoding="utf-8",
    )
    book = load(file, tmp_path)
    assert (book.duty("CG-01").clock.resolve, book.duty("CG-02").clock.resolve) == ("7d", "15wd")
    assert book.closing == "18:00"
    assert book.is_draft


def test_what_the_office_notes_for_itself_is_no_fault(file: Path) -> None:
    assert faults(file, LIST + "our_notes: {anything: [at, all]}\n") == []


def test_numbers_where_words_are_meant_are_taken_as_typed(file: Path) -> None:
    typed = LIST.replace('version: "1"', "version: 2").replace("hints: [路灯不亮]", "hints: [110]")
    assert faults(file, typed) == []


# --- each kind of fault, with its line ------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        # something is missing or of the wrong shape
        ('version: "1"\n', "", 1, "缺少 version"),
        ("    title: 路灯\n", "", 10, "0.title"),
        ("title: 路灯", 'title: ""', 11, "title 是空的"),
        ("code: CG-01", "code: cg-1", 10, "code 的写法不对: cg-1"),
        ("code: CG-01", "code: [CG-01]", 10, "code 的值不对"),
        ("id: lamps", "id: Lamps", 7, "id 的写法不对: Lamps"),
        ("zh: 路灯队", 'zh: ""', 7, "zh 是空的"),
        ("enforcement: true", "enforcement: 也许", 15, "enforcement 的值不对: 也许"),
        ('basis: ["《某法》第1条"]', "basis: []", 16, "basis 是空的"),
        ("clock: {tier: general}", "clock: general", 17, "clock 的值不对: general"),
        ("hints: [路灯不亮]", "hints: 路灯不亮", 18, "hints 的值不对"),
        ("hints: [路灯不亮]", 'hints: [""]', 18, "hints 的值不对"),
        ("[灯杆+漏电]", "[灯杆+]", 19, "emergency_when 的值不对"),
        ("[灯杆+漏电]", "[灯杆|+漏电]", 19, "emergency_when 的值不对"),
        ("[灯杆+漏电]", "[-漏电]", 19, "emergency_when 的值不对"),  # says what not, never what
        ("when: [打架]", "when: [-打架]", 21, "when 的值不对"),
        ("when: [打架]", 'when: [""]', 21, "when 的值不对"),
        ("hints: [民警]", "hints: [-民警]", 8, "hints 的值不对"),
        ("not_now: [演练]", 'not_now: [""]', 28, "not_now 的值不对"),  # it would silence all
        ("      - {unit: lamps, basis: 《丙法》}", "      - {unit: lamps}", 22, "缺少 1.basis"),
        ("owner: 法院", 'owner: ""', 24, "owner 是空的"),
        # names that nothing goes by
        ("lead: lamps", "lead: lamp", 12, "没有单位 lamp"),
        ("support: [police]", "support: [police, fire]", 13, "没有单位 fire"),
        ("{unit: lamps, basis", "{unit: fire, basis", 22, "没有单位 fire"),
        ("owner_unit: police", "owner_unit: fire", 24, "没有单位 fire"),
        ("clock: {tier: general}", "clock: {tier: soon}", 17, "CG-01: 没有时限档次 soon"),
        # clocks
        ("respond: 24h", "respond: 一天", 4, "时限“一天”不对"),
        ("resolve: 2h", "resolve: 0h", 3, "时限“0h”不对"),
        ("{tier: general}", "{tier: general, resolve: 7 d}", 17, "时限“7 d”不对"),
        ("{tier: general}", "{tier: statutory, respond: 1wd}", 17, "时限“None”不对"),
        ("{tier: general}", "{tier: general, respond: 8d}", 17, "CG-01: 响应时限长于办结时限"),
        ("report_in: 20m", "report_in: soon", 27, "时限“soon”不对"),
        ("  emergency: {respond: 30m, resolve: 2h}\n", "", 3, "tiers 里缺少 emergency"),
        # hours
        ('close: "18:30"', 'close: "6pm"', 25, "钟点“6pm”不对"),
        ('close: "18:30"', "close: 18:30", 25, "钟点“1110”不对"),  # YAML reads 18×60+30
        ('close: "18:30"', 'close: "24:00"', 25, "钟点“24:00”不对"),
        ('close: "18:30"', 'close: "18:75"', 25, "钟点“18:75”不对"),
        ('open: "09:00"', 'open: "1a:bc"', 25, "钟点“1a:bc”不对"),
        # a power nobody could have called
        ("support: [police]", "support: []", 21, "CG-01: 有权单位 police 不在主责和协办之列"),
        # twice
        ("    title: 路灯\n", "    title: 路灯\n    title: 灯\n", 12, "“title”写了两次"),
        ("id: police", "id: lamps", 8, "lamps 重复了"),
        ("code: NS-01", "code: CG-01", 0, "CG-01 又是又不是街道的"),
    ],
)
def test_a_fault_is_named_with_its_line(
    old: str, new: str, line: int, message: str, file: Path
) -> None:
    assert LIST.count(old) >= 1
    found = faults(file, LIST.replace(old, new, 1))
    assert any(fault.line == line and message in fault.message for fault in found), found


def test_a_code_that_is_there_twice_is_a_fault(file: Path) -> None:
    item = LIST[LIST.index("  - code: CG-01") : LIST.index("not_street:")]
    found = faults(file, LIST.replace(item, item + item))
    assert found == [Fault(23, "CG-01 重复了")]


@pytest.mark.parametrize(
    ("tier", "line"),
    [
        ("  emergency: {respond: 30m, resolve: 2h}", 3),
        ("  general: {respond: 24h, resolve: 7d}", 4),
    ],
)
def test_the_tiers_every_list_falls_back_on_need_their_limits(
    tier: str, line: int, file: Path
) -> None:
    """A case not yet decided runs on the general tier; danger of any kind on the other."""
    name = tier.split(":")[0]
    own = LIST.replace("{tier: general}", "{tier: general, respond: 1h, resolve: 2h}")
    found = faults(file, own.replace(tier, f"{name}: {{basis: 待定}}"))
    assert [fault.line for fault in found] == [line]


def test_all_faults_are_reported_together_in_the_order_of_their_lines(file: Path) -> None:
    many = LIST
    for old, new in [
        ("resolve: 7d", "resolve: 一周"),
        ("id: police", "id: lamps"),
        ("lead: lamps", "lead: lamp"),
        ("support: [police]", "support: [police, fire]"),
        ('close: "18:30"', 'close: "6pm"'),
        ("report_in: 20m", "report_in: soon"),
    ]:
        many = many.replace(old, new, 1)
    found = faults(file, many)
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)
    assert {fault.line for fault in found} >= {4, 8, 12, 13, 25, 27}


def test_a_key_written_twice_and_a_wrong_shape_are_reported_together(file: Path) -> None:
    both = LIST.replace("    lead: lamps\n", "    lead: lamps\n    lead: police\n", 1)
    found = faults(file, both.replace("enforcement: true", "enforcement: 也许"))
    assert [fault.line for fault in found] == [13, 16]


def test_a_list_with_faults_is_refused_with_all_of_them(file: Path, tmp_path: Path) -> None:
    file.write_text(
        LIST.replace("lead: lamps", "lead: lamp").replace("[police]", "[fire]"), encoding="utf-8"
    )
    with pytest.raises(BadDutyList) as refused:
        load(file, tmp_path)
    assert "第 12 行: 没有单位 lamp" in refused.value.message
    assert "第 13 行: 没有单位 fire" in refused.value.message
    assert refused.value.exit_code == 6


def test_a_fault_is_said_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(Fault(12, "没有单位 lamp")) == "第 12 行: 没有单位 lamp"
    monkeypatch.setenv("SHAOZI_LANG", "en")
    words.language.cache_clear()
    assert str(Fault(12, "unknown unit lamp")) == "line 12: unknown unit lamp"


# --- files that are no duty list at all -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("# nothing but a comment\n", 0),
        ("路灯", 1),
        ("[]", 1),
        ("12", 1),
        ("{}", 1),
        ("version: [", 2),  # broken off
        ("version: 1\n\tunits: 2\n", 2),  # a tab
        ("a: 1\n---\nb: 2\n", 2),  # two documents
        ("version: *nothing\n", 1),
        ("!!python/object/apply:os.system [ls]", 1),  # not a way to run anything
        ("version: 2018-02-30\n", 0),  # a day that never was
        ("\x00", 0),
        (b"\xff\xfe\xfd", 0),
        ("版本".encode("gb18030"), 0),
    ],
)
def test_what_is_no_list_is_a_fault_not_a_crash(text: str | bytes, line: int, file: Path) -> None:
    found = faults(file, text)
    assert found
    assert found[0].line == line


@pytest.mark.parametrize(
    "text",
    [
        "{[a]: b}",
        "? {a: b}\n: c",
        "{a: 1}: 2",
        "as_of: !!timestamp 昨天",
        "enforcement: !!bool 也许",
        "count: !!int ''",
        "count: !!float ''",
    ],
)
def test_odd_yaml_is_a_fault_not_a_crash(text: str, file: Path) -> None:
    assert faults(file, text)


def test_a_file_that_is_too_large_is_not_read(file: Path) -> None:
    assert faults(file, b"#" * 5_000_001) == [Fault(0, "文件太大")]


def in_a_process_of_its_own(file: Path) -> int:
    """The exit code of reading the file, which may take the whole process down."""
    probe = "import sys; from pathlib import Path; from shaozi.dutylint import read\n"
    probe += "sys.exit(not read(Path(sys.argv[1]))[1])"
    return subprocess.run([sys.executable, "-c", probe, str(file)], timeout=4).returncode


@pytest.mark.parametrize("depth", [3_000, 100_000])
def test_a_file_nested_without_end_is_a_fault_not_a_crash(depth: int, file: Path) -> None:
    file.write_text("[" * depth + "]" * depth)
    assert in_a_process_of_its_own(file) == 0


def test_a_file_of_aliases_upon_aliases_is_refused_before_it_fills_the_memory(file: Path) -> None:
    lines = [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 9)]
    file.write_text("\n".join(["a0: &a0 x", *lines, "version: *a8"]))
    assert in_a_process_of_its_own(file) == 0


#: What YAML is made of, to be put together at random.
TOKENS = (
    *("version", "tiers", "units", "items", "id", "x", "1", "1.5", "2018-05-18", "''", "~", "yes"),
    *(": ", ", ", "\n", "\n  ", "- ", "? ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "!!set "),
    *("!!timestamp ", "!!bool ", "!!binary ", "<<: ", "|\n", ">", "'", '"', "#", "%", "@", "---\n"),
)
ANY_FILE = st.binary(max_size=200) | st.lists(st.sampled_from(TOKENS), max_size=20).map(
    lambda tokens: "".join(tokens).encode()
)


@settings(deadline=None, max_examples=400)
@given(raw=ANY_FILE)
@example(raw=b"\xef\xbb\xbfversion: 1")
@example(raw=b"=")
def test_no_bytes_at_all_break_the_reading(
    raw: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert faults(tmp_path_factory.getbasetemp() / "any.yaml", raw)


@settings(deadline=None, max_examples=200)
@given(start=st.integers(0, len(LIST)), length=st.integers(0, 40), put=st.sampled_from(TOKENS))
def test_a_right_list_with_any_damage_is_right_or_has_faults(
    start: int, length: int, put: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "damaged.yaml"
    file.write_text(LIST[:start] + put + LIST[start + length :], encoding="utf-8")
    found, wrong = read(file)
    if found is None:
        assert wrong
    elif not wrong:
        assert load(file, file.parent / "cache").duties
