"""Masking: what identifies a resident is hidden wherever it would be shown, unless revealed."""

import re
import unicodedata
from collections.abc import Callable, Iterable

_GAP = r"[\s\-－—–·.]?"
#: Numbers that give a person away, in the shapes people type them (``\\d`` takes full-width
#: digits too); a date or an amount is recognised so that it is left alone.
_NUMBER = rf"""(?x)(?=\d)(?<!\d)(?:
    (?P<id>\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ](?![\dA-Za-z]) | \d{{15}}(?!\d))
    | (?P<mobile>1[3-9３-９](?:{_GAP}{_GAP}\d){{9}}(?!\d))
    | (?P<date>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[0-2]\d[0-5]\d){{0,1}}
        (?:[0-5]\d)?(?!\d))
    | (?P<amount>\d+(?:\.\d+)?\s?(?:元|万|亿|平|㎡|吨|米|公里))
    | (?P<landline>0\d{{2,3}}[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d))
    | (?P<card>\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?(?!\d))
    | (?P<long>\d{{7,}})
    )"""
#: No number that is masked has fewer digits, nor more than two signs between two of them.
_DIGITS = r"(?s)\d(?:.{0,2}\d){6}"
#: The number of a flat as it is spoken: 五零一. One in figures may be shorter.
_SPOKEN = "[〇零一二三四五六七八九]{3,4}"
_ROOM = (
    r"([0-9０-９一二三四五六七八九十百]+|[A-Za-z甲乙丙丁])\s*(单元|门(?!口|前|外|诊|禁|牌|头))\s*"
    r"(?:([0-9０-９一二三四五六七八九十]+)\s*(?:层|楼(?![道梯顶]))\s*)?"
    rf"([0-9０-９]{{1,5}}|{_SPOKEN})?\s*(室|号|户)?"
)
_ONLY_ROOM = r"(?<![0-9０-９])([0-9０-９]{1,5})\s*室"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = rf"([{_PROVINCES}][A-Z])[·\s]?[A-Z0-9]{{5,6}}(?![A-Za-z0-9])"
_MAIL = r"(?a)[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}"


#: The most common surnames.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文"
)
#: Who says who they are: 我是3号楼的李秀兰, 联系人：王明. The most common surnames only.
_NAMED = (
    r"((?:我叫|我是|本人|联系人|姓名|名字叫?)(?:[:：是]|[^，。,；;\s]{0,15}的)?\s?)"
    rf"([{SURNAMES}])([一-鿿]{{1,2}})(?=[，。,；;、！!\s]|电话|手机|$)"
)
#: A name after a word that says whose it is: surname and given name, no common word that begins
#: like one, and an end that no name goes over.
_COMMON = (
    "高度|高龄|高层|高空|高峰|高温|常年|常见|常住|方便|方面|方式|周边|周围|周末|周期|周[一二三四五六日天]|高楼|金额|金融|马上|马路|白天|"
    "万一|程度|程序|任何|任务|任意|范围|许多|许可|陈旧|江边|石头|田间|余下|武装|龙头|汪汪|段时间|毛坯|黄昏|"
    "易燃|史上|严重|于是|何时|何处|何人|梁柱|水电"
)
_NAME = rf"(?!{_COMMON})(?:[{SURNAMES}]|欧阳|司马|上官|诸葛|司徒|慕容)[一-鿿]"
_NAME_ENDS = (
    r"(?=[^一-鿿]|反映|投诉|举报|电话|来电|要求|请求|提出|认为|希望|表示|多次|再次|擅自|"
    r"先生|女士|[家的等诉称说住系为与和及因在向对从于到曾已未被自户来欠拒不将把私违]|$)"
)

#: Residents as a paper names them: 居民李秀兰反映, 业主王明的, 租户（张三）.
_RESIDENT = (
    r"((?:居民|住户|业主|租户|租客|承租人|房东|房主|户主|邻居|群众|村民|车主|店主|商户|家属|家长|学生|"
    r"诉求人|反映人|投诉人|举报人|信访人|求助人|来电人|来访人|当事人|申请人|被申请人|被举报人|被投诉人|"
    r"低保户|残疾人|老人|患者|姓名)(?:代表)?(?:为|是|叫)?[:：(（“\s]?)"
    rf"({_NAME}{{1,2}}?){_NAME_ENDS}"
)
#: A whole name before what a person is called by: 李秀兰女士; 李女士 gives nobody away.
_TITLED = (
    r"((?:^|[^一-鿿]|[请与和找让由向对给为把被是有的及系助访问知顾托名位]))"
    rf"({_NAME}{{1,2}})(?=先生|女士|大爷|大妈|大娘|大姐|大哥|阿姨|奶奶|爷爷|老师|师傅|同志|老人|小朋友)"
)
#: The given name where the surname is told apart: 姓李名秀兰.
_GIVEN = r"(姓[一-鿿]{1,2}[，,、]?\s?名(?:叫)?)([一-鿿]{1,2})"
_MASKED = r"\d*\*{4,}\d*"
_FLAT = (
    rf"(楼上|楼下|隔壁|对门|住在?)\s?(?:[0-9０-９]{{3,4}}|{_SPOKEN})"
    r"(?![0-9０-９号路元米年平块多〇零一二三四五六七八九十百层楼])"
)
#: Names of accounts: 微信号wxl1950, QQ: 12345.
_ACCOUNT = r"(?i)((?:微信号?|QQ号?|抖音号?)[\s:：是为]{0,3})[A-Za-z0-9_-]{5,}"
#: The most common surnames.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文"
)
#: Who says who they are: 我是3号楼的李秀兰, 联系人：王明. The most common surnames only.
_NAMED = (
    r"((?:我叫|我是|本人|联系人|姓名|名字叫?)(?:[:：是]|[^，。,；;\s]{0,15}的)?\s?)"
    rf"([{SURNAMES}])([一-鿿]{{1,2}})(?=[，。,；;、！!\s]|电话|手机|$)"
)
#: A name after a word that says whose it is: surname and given name, no common word that begins
#: like one, and an end that no name goes over.
_COMMON = (
    "高度|高龄|高层|高空|高峰|高温|常年|常见|常住|方便|方面|方式|周边|周围|周末|周期|金额|金融|马上|马路|白天|"
    "万一|程度|程序|任何|任务|任意|范围|许多|许可|陈旧|江边|石头|田间|余下|武装|龙头|汪汪|段时间|毛坯|黄昏|"
    "易燃|史上|严重|于是|何时|何处|何人|梁柱|水电"
)
_NAME = rf"(?!{_COMMON})(?:[{SURNAMES}]|欧阳|司马|上官|诸葛|司徒|慕容)[一-鿿]"
_NAME_ENDS = (
    r"(?=[^一-鿿]|反映|投诉|举报|电话|来电|要求|请求|提出|认为|希望|表示|多次|再次|擅自|"
    r"先生|女士|[家的等诉称说住系为与和及因在向对从于到曾已未被自户来欠拒不将把私违]|$)"
)
#: Residents as a paper names them: 居民李秀兰反映, 业主王明的, 租户（张三）.
_RESIDENT = (
    r"((?:居民|住户|业主|租户|租客|承租人|房东|房主|户主|邻居|群众|村民|车主|店主|商户|家属|家长|学生|"
    r"诉求人|反映人|投诉人|举报人|信访人|求助人|来电人|来访人|当事人|申请人|被申请人|被举报人|被投诉人|"
    r"低保户|残疾人|老人|患者|姓名)(?:代表)?(?:为|是|叫)?[:：(（“\s]?)"
    rf"({_NAME}{{1,2}}?){_NAME_ENDS}"
)
#: A whole name before what a person is called by: 李秀兰女士; 李女士 gives nobody away.
_TITLED = (
    r"((?:^|[^一-鿿]|[请与和找让由向对给为把被是有的及系助访问知顾托名位]))"
    rf"({_NAME}{{1,2}})(?=先生|女士|大爷|大妈|大娘|大姐|大哥|阿姨|奶奶|爷爷|老师|师傅|同志|老人|小朋友)"
)
#: The given name where the surname is told apart: 姓李名秀兰.
_GIVEN = r"(姓[一-鿿]{1,2}[，,、]?\s?名(?:叫)?)([一-鿿]{1,2})"
_MASKED = r"\d*\*{4,}\d*"
_FLAT = (
    rf"(楼上|楼下|隔壁|对门|住在?)\s?(?:[0-9０-９]{{3,4}}|{_SPOKEN})"
    r"(?![0-9０-９号路元米年平块多〇零一二三四五六七八九十百层楼])"
)
#: Names of accounts: 微信号wxl1950, QQ: 12345.
_ACCOUNT = r"(?i)((?:微信号?|QQ号?|抖音号?)[\s:：是为]{0,3})[A-Za-z0-9_-]{5,}"
#: A name alone between commas, right beside a phone or a flat already masked.
_ALONE = (
    rf"(\*{{4}}\d{{4}}[，,、；;\s]{{1,2}}|\*{{3}}[室号户]?[，,、；;\s]{{1,2}})({_NAME}{{1,2}})"
    r"(?=[，,、；;。\s]|$)"
)
_ALONE_BEFORE = (
    rf"((?:^|[，,、；;。\s]))({_NAME}{{1,2}})"
    r"(?=[，,、；;\s]{1,2}(?:电话|手机)?[:：]?\s?1\d\d\*{4}|[，,、；;\s]{1,2}[^，,。\s]{0,16}\*(?:单元|门)\*{3})"
)
#: Whose household it is, where a clause begins with it: 李刚家养大狗.
_HOUSEHOLD = (
    rf"((?:^|[，,。；;…、\s]))({_NAME}{{1,2}}?)(?=家(?:[养装漏堆占改拆盖建放把的]|里|空调|狗))"
)
#: A surname of two characters is rare enough to tell who it is.
_DOUBLE = r"(欧阳|司马|上官|诸葛|司徒|慕容)(?=先生|女士)"


def scrub(text: str, names: tuple[str, ...] = ()) -> str:
    """The text with phones, ID and card numbers, plates, rooms, flats and names masked.

    Names are masked where they were given, or where people say who they are.

    Addresses are kept to the building: 3号楼2单元501室 becomes 3号楼*单元***室.
    """
    for name in names:
        if len(name) > 1 and name in text:
            text = text.replace(name, mask_name(name))
    for needed, pattern, masked in _MASKS:
        if needed(text):
            text = re.sub(pattern, masked, text)
    return text


def nameless(text: str) -> str:
    """The text as it may leave the office: no digit of a number left, named residents masked."""
    masked = scrub(text)
    for named in (_RESIDENT, _TITLED, _GIVEN):
        masked = re.sub(named, lambda found: found[1] + "*" * len(found[2]), masked)
    return re.sub(_MASKED, "****", masked)


#: How residents are called who are not named: 王大妈, 李女士.
_CALLED = (
    rf"[{SURNAMES}](?=女士|先生|大[妈爷娘伯姐哥]|阿姨|奶奶|爷爷|叔叔?|师傅|婶|老太太?|老人|某)"
)
#: Flats behind a building or a family: 3号楼501, 3-2-501, 甲3楼 1207, 李阿姨家501.
_BEHIND = (
    r"((?:[0-9０-９]\s?(?:号?楼|栋|幢|座|号院)|家)[\s,，、的-]{0,2})"
    r"[0-9０-９]{3,4}(?![0-9０-９号路元米年平块多])"
)
#: Numbers of work orders, which begin with their day, some with letters before it.
_ORDER = r"[A-Za-z]{0,6}-?20\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])[\d-]{1,12}"
_DASHED = (
    r"(?<![0-9０-９-])([0-9０-９]{1,3})(?:\s?[-－—–]\s?[0-9０-９]{1,2})?\s?[-－—–]\s?[0-9０-９]{3,4}"
    r"(?![0-9０-９-])"
)


def anonymous(text: str, residents: Iterable[tuple[str, str]]) -> str:
    """The text as it may stand on a paper that leaves the street.

    ``residents`` are the names and numbers the case knows: they become 诉求人 and stars, in
    whole or in part. What else gives a person away is masked as by `nameless`.
    """
    for name, phone in residents:
        text = _without(text, name, phone)
    text = nameless(text)
    text = re.sub(_DASHED, r"\1-***", re.sub(_BEHIND, r"\1***", text))
    return re.sub(_CALLED, "某", text)


def order_number(ref: str | None) -> str:
    """The number another office gave a case, told unless it is somebody's phone or identity."""
    masked = nameless(ref or "")
    return masked if "*" in masked and not re.fullmatch(_ORDER, ref or "") else ref or ""


def _without(text: str, name: str, phone: str) -> str:
    """The text without a person's name, given name or number, however they are spaced."""
    letters = [re.escape(letter) for letter in name if not letter.isspace()]
    digits = re.findall(r"\d", unicodedata.normalize("NFKC", phone))
    if len(letters) > 1:
        text = re.sub(r"[\s·]*".join(letters), "诉求人", text)
    if len(letters) > 2:  # 建国门 is no person's
        text = re.sub("".join(letters[1:]) + r"(?![门路街里巷桥村小社胡])", "诉求人", text)
    if len(digits) > 4:
        both = [f"[{digit}{chr(ord(digit) + 0xFEE0)}]" for digit in digits]
        text = re.sub(r"[\s\-－—–·.]*".join(both), "****", text)
    return text


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


def _holds(*words: str) -> Callable[[str], bool]:
    """Whether a text holds any of the words."""
    return lambda text: any(map(text.__contains__, words))


def _holds_number(text: str) -> bool:
    """Whether digits enough for the shortest number that is masked stand near enough."""
    return re.search(_DIGITS, text) is not None


def _holds_capital(text: str) -> bool:
    return re.search("[A-Z]", text) is not None


#: In this order: what a text must hold for the pattern to be worth a look, the pattern, what
#: stands in its place. Reading a pattern takes longer than a command has; most are not needed.
_MASKS: tuple[tuple[Callable[[str], bool], str, str | Callable[[re.Match[str]], str]], ...] = (
    (_holds("@"), _MAIL, "***@***"),
    (_holds_number, _NUMBER, _mask_number),
    (_holds_capital, _PLATE, r"\1****"),
    (_holds("单元", "门"), _ROOM, _mask_room),
    (
        _holds("我叫", "我是", "本人", "联系人", "姓名", "名字"),
        _NAMED,
        lambda found: found[1] + found[2] + "*" * len(found[3]),
    ),
    (_holds("楼上", "楼下", "隔壁", "对门", "住"), _FLAT, r"\1***"),
    (_holds("室"), _ONLY_ROOM, "***室"),
    (_holds("微信", "QQ", "qq", "抖音"), _ACCOUNT, r"\1***"),
    (_holds("先生", "女士"), _DOUBLE, lambda found: found[1][:1] + "*"),
    (_holds("家"), _HOUSEHOLD, lambda found: found[1] + mask_name(found[2])),
    (_holds("***"), _ALONE, lambda found: found[1] + mask_name(found[2])),
    (_holds("***"), _ALONE_BEFORE, lambda found: found[1] + mask_name(found[2])),
)


def mask_name(name: str) -> str:
    """王小明 becomes 王**; one letter becomes a star."""
    return name[:1] + "*" * max(1, len(name) - 1) if len(name) > 1 else "*"


def mask_phone(phone: str) -> str:
    """13812345678 becomes 138****5678; a short number keeps its last two digits."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    if len(digits) >= 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return "*" * max(0, len(digits) - 2) + digits[-2:] if digits else "****"


def is_short(phone: str) -> bool:
    """Whether a phone number has too few digits: 11 of a mobile, 7 of a landline at least."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    return len(digits) < (11 if digits.startswith("1") else 7)


_CONTROL = {code: "�" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_CONTROL |= dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF), "�"
)


def harmless(text: str) -> str:
    """The text with control, direction-changing and no characters replaced: fit to be shown."""
    return text.translate(_CONTROL)


def one_line(text: str) -> str:
    """The text on one line, harmless."""
    return " ".join(harmless(text).split())


def roomless(text: str, address: str) -> str:
    """The text without the numbers of the flat at that address, however they are spoken of."""
    beyond = address.removeprefix(to_building(address))
    for room in re.findall(r"[0-9０-９]{3,4}", beyond):
        text = re.sub(rf"(?<![0-9０-９]){room}(?![0-9０-９])", "***", text)
    return text


def to_building(address: str, residents: Iterable[tuple[str, str]] = ()) -> str:
    """The place as a paper that leaves the office has it: to the building or yard, no further."""
    masked = anonymous(address, residents).replace("诉求人", "*")
    return masked.partition("*")[0].rstrip(" ,，、-")
