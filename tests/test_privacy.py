"""What identifies a resident is masked; everything else stays as typed."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shaozi.privacy import (
    _MASKS,
    anonymous,
    harmless,
    mask_name,
    mask_phone,
    nameless,
    one_line,
    scrub,
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        # mobile phones, however people type them
        ("13812345678", "138****5678"),
        ("请打13812345678联系", "请打138****5678联系"),
        ("138 1234 5678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("138—1234—5678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        # identity numbers: 18 places, the last may be X, or the old 15
        ("110101199003071234", "110***********1234"),
        ("11010119900307123X", "110***********123X"),
        ("11010119900307123x", "110***********123X"),
        ("110101 19900307 123X", "110***********123X"),
        ("１１０１０１１９９００３０７１２３Ｘ", "110***********123X"),
        ("110101900307123", "110********7123"),
        # bank cards
        ("6222021234567890123", "6222***********0123"),
        ("6222 0212 3456 7890", "6222********7890"),
        # rooms: the building stays
        ("3号楼2单元501室", "3号楼*单元***室"),
        ("3号楼2单元501", "3号楼*单元***"),
        ("3号楼 2 单元 501 室", "3号楼 *单元***室"),
        ("12号院3号楼二单元1001号", "12号院3号楼*单元***号"),
        ("3号楼2单元5层501", "3号楼*单元***"),
        ("3号楼甲单元", "3号楼*单元"),
        ("3号楼2门501", "3号楼*门***"),
        ("3号楼501室", "3号楼***室"),
        # plates and mail
        ("京A12345", "京A****"),
        ("京A·12345", "京A****"),
        ("京AD12345", "京A****"),
        ("车牌京N8A6B7停在门口", "车牌京N****停在门口"),
        ("zhang.san@example.com.cn", "***@***"),
        ("邮箱zhang@qq.com，电话13812345678", "邮箱***@***，电话138****5678"),
        ("13812345678@139.com", "***@***"),
        # flats as they are spoken
        ("5号楼2单元301楼道堆物", "5号楼*单元***楼道堆物"),
        ("二单元五〇一漏水", "*单元***漏水"),
        ("住在五零一", "住在***"),
        # accounts
        ("微信wxid_abc123", "微信***"),
        ("微信号: wxl1950", "微信号: ***"),
        # names alone beside a phone or a flat, of a household, surnames of two characters
        ("我电话13811112222，张桂兰，5号楼2单元301", "我电话138****2222，张**，5号楼*单元***"),
        ("张桂兰，13811112222，家里漏水", "张**，138****2222，家里漏水"),
        ("张桂兰，5号楼2单元301漏水", "张**，5号楼*单元***漏水"),
        ("扰民，李刚家养大狗", "扰民，李*家养大狗"),
        ("欧阳女士反映路灯不亮", "欧*女士反映路灯不亮"),
    ],
)
def test_what_gives_a_person_away_is_masked(typed: str, shown: str) -> None:
    assert scrub(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "010-65251234",
        "(010)65251234",
        "65251234",
        "+86 13812345678",
        "13812345678 501室",
        "13812345678 3号楼",
        "3-13812345678",
        "13812345678 12345来的",
        "13812345678 13912345678",
        "2018-05-18 13812345678",
    ],
)
def test_a_number_cannot_be_dialled_whatever_stands_beside_it(typed: str) -> None:
    assert not re.search(r"[0-9]{8}", scrub(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "138  1234  5678",
        "138 123 45678",
        "1381 234 5678",
        "13812 345678",
        "138.1234.5678",
        "010-6525-1234",
        "(010) 6525 1234",
        "010－65251234",
        "请打65251234人在家",
    ],
)
def test_a_number_is_masked_however_its_digits_are_parted(typed: str) -> None:
    assert len(re.findall(r"[0-9]", scrub(typed))) <= 7


@pytest.mark.parametrize(
    "typed",
    [
        "12345",
        "96116",
        "96116、12345",
        "李女士反映路灯不亮",
        "住三四十年了",
        "楼上五六层漏水",
        "加微信群里说",
        "王府井，3号楼",
        "106项",
        "3号楼",
        "12号院",
        "东直门5号",
        "前门大街",
        "3门口有人摆摊",
        "这事一门心思",
        "PA-05",
        "SZ-18-00412",
        "SZ-18-00412-S1",
        # dates and times
        "2018-05-18",
        "2018.05.18",
        "2018/05/18",
        "20180518",
        "2018年5月18日",
        "2018-05-18 15:00",
        "2018-05-18 15:00:00",
        "2018-05-18T15:00:00+08:00",
        "201805181500",
        "20180518150000",
        "2018-05-18 15:00-16:00",
        "2018-05-18 至 2018-06-01",
        "2018-2019年供暖季",
        "每天8:00-20:00",
        "5月18日15:00-16:30",
        # money and measures
        "200元",
        "1000-2000元",
        "3500.50元",
        "12345.67元",
        "12000元",
        "1200000元",
        "面积88.5平方米",
    ],
)
def test_what_gives_nobody_away_is_left_as_typed(typed: str) -> None:
    assert scrub(typed) == typed


def test_given_names_are_masked_wherever_they_stand() -> None:
    assert scrub("王小明说王小明家漏水", ("王小明",)) == "王**说王**家漏水"
    assert scrub("李四和王五", ("李四", "王五")) == "李*和王*"


def test_a_name_of_one_letter_is_no_reason_to_mask_a_text() -> None:
    assert scrub("王府井大街", ("王", "")) == "王府井大街"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        # after who it is
        ("业主王明明要求退款", "业主***要求退款"),
        ("租户张三擅自改房", "租户**擅自改房"),
        ("邻居李秀兰家的狗", "邻居***家的狗"),
        ("房东（刘伟）不退押金", "房东（**）不退押金"),
        ("举报人：陈建国", "举报人：***"),
        ("业主代表赵敏提出异议", "业主代表**提出异议"),
        ("被投诉人欧阳修拒不配合", "被投诉人***拒不配合"),
        ("商户孙丽在门口摆摊", "商户**在门口摆摊"),
        # before what people are called by
        ("请联系李秀兰女士", "请联系***女士"),
        ("李秀兰女士来访", "***女士来访"),
        ("请为王建国大爷办理", "请为***大爷办理"),
        ("一位叫人的事，与张伟先生核实", "一位叫人的事，与**先生核实"),
        # after the surname
        ("住户姓李名秀兰", "住户姓李名**"),
    ],
)
def test_a_paper_that_leaves_the_office_names_nobody(typed: str, shown: str) -> None:
    assert nameless(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        # a surname alone gives nobody away
        "李女士来电",
        "一位姓王的居民",
        "王某反映",
        # common words that begin like a name
        "居民高度关注",
        "老人高龄的补贴",
        "居民常年在楼道堆物",
        "群众方便的时间",
        "业主周边的停车场",
        "住户陈旧的管线",
        "租户金额的争议",
        "请各社区老师傅协助",
        "请学校的老师配合",
        "物业公司的师傅",
        # who is no resident
        "请区城管委办理",
        "会同公安派出所民警到场",
    ],
)
def test_words_that_name_nobody_stay_on_a_paper(typed: str) -> None:
    assert nameless(typed) == typed


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王小明", "王**"), ("李四", "李*"), ("欧阳修文", "欧***"), ("王", "*"), ("", "*")],
)
def test_a_name_keeps_its_first_letter(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("010-65251234", "010****1234"),
        ("65251234", "******34"),
        ("12345", "***45"),
        ("7", "7"),
        ("", "****"),
        ("没有电话", "****"),
    ],
)
def test_a_phone_keeps_its_head_and_tail(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


ANY_TEXT = st.text() | st.text("0123456789０９ xXＸ-.@abA京单元门室号楼层一二*", max_size=40)


@settings(deadline=None, max_examples=500)
@given(ANY_TEXT)
def test_what_is_masked_once_stays_as_it_is(typed: str) -> None:
    once = scrub(typed)
    assert scrub(once) == once


@settings(deadline=None, max_examples=300)
@given(st.text("0123456789138１３９X -－—·.)） \n元号京AB@住室单元门", max_size=40))
def test_the_quick_look_lets_no_pattern_by_that_would_mask(typed: str) -> None:
    for needed, pattern, masked in _MASKS:
        assert needed(typed) or re.sub(pattern, masked, typed) == typed


@given(st.text(max_size=10), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(max_size=10))
def test_a_mobile_number_is_masked_in_any_surroundings(before: str, phone: str, after: str) -> None:
    assert f"，{phone}，" not in scrub(f"{before}，{phone}，{after}")


# --- what a terminal is shown -------------------------------------------------------------------

#: Unicode's Bidi_Control: they can make a line read otherwise than it is.
BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize("code", BIDI, ids=[f"U+{code:04X}" for code in BIDI])
def test_characters_that_change_the_direction_are_replaced(code: int) -> None:
    assert harmless(f"付{chr(code)}款") == "付�款"


def test_control_characters_are_replaced_but_lines_and_tabs_stay() -> None:
    controls = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cc"]
    for found in controls:
        assert harmless(found) == (found if found in "\n\t" else "�")


def test_no_escape_sequence_reaches_the_terminal() -> None:
    assert harmless("\x1b[31m红\x1b[0m") == "�[31m红�[0m"


def test_everything_else_is_shown_as_typed() -> None:
    assert harmless("楼道堆物，😀 a\tb\n第二行") == "楼道堆物，😀 a\tb\n第二行"


def test_one_line_is_one_line() -> None:
    assert one_line(" 楼道\n\n堆物\t很多\x07 ") == "楼道 堆物 很多�"


@settings(deadline=None)
@given(st.text())
def test_any_text_fits_on_one_line(typed: str) -> None:
    assert len(one_line(typed).splitlines()) <= 1


@pytest.mark.parametrize(
    ("name", "typed", "shown"),
    [
        ("李建国", "李建国说建国家漏水", "诉求人说诉求人家漏水"),
        ("李建国", "建国门外大街路灯不亮", "建国门外大街路灯不亮"),
        ("李四", "李四说四号楼漏水", "诉求人说四号楼漏水"),  # one character is no name
        ("王", "王府井大街路灯不亮", "王府井大街路灯不亮"),
    ],
)
def test_the_resident_of_a_case_is_nobody_on_a_paper(name: str, typed: str, shown: str) -> None:
    assert anonymous(typed, [(name, "")]) == shown
