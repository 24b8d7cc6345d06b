"""Masking: what identifies a resident is hidden wherever it would be shown, unless revealed."""

import re
import unicodedata

_GAP = r"[\s\-－—–·.]?"
#: Numbers that give a person away, in the shapes people type them (``\\d`` takes full-width
#: digits too); a date or an amount is recognised so that it is left alone.
_NUMBER = re.compile(
    rf"""(?<!\d)(?:
    (?P<id>\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ](?![\dA-Za-z]) | \d{{15}}(?!\d))
    | (?P<mobile>1[3-9３-９](?:{_GAP}{_GAP}\d){{9}}(?!\d))
    | (?P<date>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d){{0,1}}
        (?:[0-5]\d)?(?!\d))
    | (?P<amount>\d+(?:\.\d+)?\s?(?:元|万|亿|平|㎡|吨|米|公里))
    | (?P<landline>0\d{{2,3}}[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d))
    | (?P<card>\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?(?!\d))
    | (?P<long>\d{{7,}})
    )""",
    re.VERBOSE,
)
_ROOM = re.compile(
    r"([0-9０-９一二三四五六七八九十百]+|[A-Za-z甲乙丙丁])\s*(单元|门(?!口|前|外|诊|禁|牌|头))\s*"
    r"(?:([0-9０-９一二三四五六七八九十]+)\s*(?:层|楼)\s*)?([0-9０-９]{1,5})?\s*(室|号|户)?"
)
_ONLY_ROOM = re.compile(r"(?<![0-9０-９])([0-9０-９]{1,5})\s*室")
_PLATE = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z])[·\s]?[A-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}", re.ASCII)


#: The most common surnames.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文"
)
#: Who says who they are: 我是3号楼的李秀兰, 联系人：王明. The most common surnames only.
_NAMED = re.compile(
    r"((?:我叫|我是|本人|联系人|姓名|名字叫?)(?:[:：是]|[^，。,；;\s]{0,15}的)?\s?)"
    rf"([{SURNAMES}])([一-鿿]{{1,2}})(?=[，。,；;、！!\s]|电话|手机|$)"
)
#: Residents as a paper names them: 居民李秀兰反映, 业主王明的; and what is left of a number.
_RESIDENT = re.compile(
    r"((?:居民|住户|业主|租户|户主|群众|诉求人|反映人|投诉人|举报人|来电人|当事人|申请人|老人|患者)[:：\s]?)"
    rf"([{SURNAMES}][一-鿿]{{1,2}}?)(?=[^一-鿿]|反映|投诉|举报|电话|来电|家|的|等|诉|$)"
)
_MASKED = re.compile(r"\d*\*{4,}\d*")
_FLAT = re.compile(r"(楼上|楼下|隔壁|对门|住在?)\s?[0-9０-９]{3,4}(?![0-9０-９号路元米年平块多])")


def scrub(text: str, names: tuple[str, ...] = ()) -> str:
    """The text with phones, ID and card numbers, plates, rooms, flats and names masked.

    Names are masked where they were given, or where people say who they are.

    Addresses are kept to the building: 3号楼2单元501室 becomes 3号楼*单元***室.
    """
    for name in names:
        if len(name) > 1:
            text = text.replace(name, mask_name(name))
    text = _MAIL.sub("***@***", text)
    text = _NUMBER.sub(_mask_number, text)
    text = _PLATE.sub(r"\1****", text)
    text = _ROOM.sub(_mask_room, text)
    text = _NAMED.sub(lambda found: found[1] + found[2] + "*" * len(found[3]), text)
    text = _FLAT.sub(r"\1***", text)
    return _ONLY_ROOM.sub("***室", text)


def nameless(text: str) -> str:
    """The text as it may leave the office: no digit of a number left, named residents masked."""
    masked = _RESIDENT.sub(lambda found: found[1] + "*" * len(found[2]), scrub(text))
    return _MASKED.sub("****", masked)


def _mask_number(found: re.Match[str]) -> str:
    kind, typed = found.lastgroup, found[0]
    if kind in ("date", "amount"):
        return typed
    digits = re.sub(r"[^0-9X]", "", unicodedata.normalize("NFKC", typed).upper())
    if kind in ("long", "landline"):
        return f"{digits[:-4]}****" if len(digits) < 11 else f"{digits[:3]}****{digits[-4:]}"
    head = 4 if kind == "card" else 3
    return f"{digits[:head]}{'*' * (len(digits) - head - 4)}{digits[-4:]}"


def _mask_room(found: re.Match[str]) -> str:
    whole, stair, room, room_word = found[0], found[2], found[4], found[5]
    if not room and not room_word and stair == "门":
        return whole
    return f"*{stair}" + ("***" + (room_word or "") if room else "")


def mask_name(name: str) -> str:
    """王小明 becomes 王**; one letter becomes a star."""
    return name[:1] + "*" * max(1, len(name) - 1) if len(name) > 1 else "*"


def mask_phone(phone: str) -> str:
    """13812345678 becomes 138****5678; a short number keeps its last two digits."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    if len(digits) >= 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return "*" * max(0, len(digits) - 2) + digits[-2:] if digits else "****"


_CONTROL = {code: "�" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_CONTROL |= dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "�"
)


def harmless(text: str) -> str:
    """The text with control and direction-changing characters replaced, fit for a terminal."""
    return text.translate(_CONTROL)


def one_line(text: str) -> str:
    """The text on one line, harmless."""
    return " ".join(harmless(text).split())
