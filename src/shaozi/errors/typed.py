"""Refusals of what was typed: a text, a time, a number, a missing flag."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from shaozi.errors import ShaoziError, Usage
from shaozi.words import counted, say


class EmptyText(Usage):
    """Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            say("没有写内容", "there is no text"),
            say('在命令后写上内容，用引号括起来: "…"', 'write it after the command, quoted: "…"'),
        )

    def advice(self, typed: Sequence[str]) -> str:
        """Name the option that was left empty, if one was."""
        pairs = (pair for pair in pairwise(typed) if pair[0].startswith("--"))
        empty = next((flag for flag, text in pairs if not text.strip()), None)
        if empty is None:
            return self.hint
        return say(f'写上内容，用引号括起来: {empty} "…"', f'write it, quoted: {empty} "…"')


class NothingToFind(Usage):
    """A search for no letter at all."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"“{typed}”里没有可找的字", f"{typed!r} has no letter to search for"),
            say("写一个词: shaozi find 路灯", "write a word: shaozi find lamp"),
        )


class TextTooLong(Usage):
    """A text over the limit."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            say(
                f"内容有 {length} 字，最多 {limit} 字",
                f"the text has {length} characters, at most {limit} are taken",
            ),
            say(
                "写明要点，原件用 shaozi attach 附上",
                "write the gist and add the original: shaozi attach",
            ),
        )


class NotUnicode(Usage):
    """Bytes that are not UTF-8."""

    def __init__(self) -> None:
        super().__init__(
            say("内容不是 UTF-8 文字", "the text is not UTF-8"),
            say(
                "转换编码后再试: iconv -f GB18030 -t UTF-8", "convert it: iconv -f GB18030 -t UTF-8"
            ),
        )


class NeedsFlag(Usage):
    """A prompt would be needed, and nobody is there to answer."""

    def __init__(self, what: str, flag: str) -> None:
        super().__init__(
            say(f"还缺{what}", f"{what} is missing"), say(f"加上 {flag}", f"add {flag}")
        )


class Ambiguous(Usage):
    """What was typed fits several."""

    code = "ambiguous"

    def __init__(self, typed: str, candidates: Iterable[str]) -> None:
        listed = say("、", ", ").join(candidates)
        super().__init__(
            say(f"“{typed}”不只一个: {listed}", f"“{typed}” fits several: {listed}"),
            say("写全后再试", "type one of them in full"),
        )


def _times(*, ahead: bool) -> str:
    """Three times as they may be typed, passed or to come."""
    if ahead:
        return say(
            "这样写: 2018-05-25 18:00、周五下班前、三天内、3个工作日内",
            'write "2018-05-25 18:00", "tomorrow 5pm", "in 3 days" or "within 3 working days"',
        )
    return say(
        "这样写: 2018-05-18 15:00、昨天下午3点、半小时前",
        'write "2018-05-18 15:00", "yesterday 3pm" or "half an hour ago"',
    )


class BadMoment(Usage):
    """A time that cannot be read."""

    def __init__(self, typed: str, *, ahead: bool = False) -> None:
        super().__init__(
            say(f"看不懂时间“{typed}”", f"the time “{typed}” cannot be read"), _times(ahead=ahead)
        )


class DayOff(Usage):
    """The end of work on a day that is not worked."""

    def __init__(self, day: str) -> None:
        super().__init__(
            say(f"{day} 不上班，没有“下班前”", f"{day} is not worked: it has no closing time"),
            _times(ahead=True),
        )


class UnclearMoment(Usage):
    """A time that may be one of several."""

    code = "ambiguous"

    def __init__(self, typed: str, moments: Iterable[str], *, ahead: bool = False) -> None:
        listed = say(" 或 ", " or ").join(moments)
        super().__init__(
            say(f"“{typed}”可能是 {listed}", f"“{typed}” may be {listed}"), _times(ahead=ahead)
        )


class InTheFuture(Usage):
    """Something is said to have happened that has not yet."""

    def __init__(self, moment: str, now: str) -> None:
        super().__init__(
            say(f"{moment} 还没有到（现在 {now}）", f"{moment} is still to come (it is {now})"),
            say("要写已经发生的时间，", "give a time that has passed: ") + _times(ahead=False),
        )


class InThePast(Usage):
    """A time to be kept has passed."""

    def __init__(self, moment: str, now: str) -> None:
        super().__init__(
            say(f"{moment} 已经过去（现在 {now}）", f"{moment} has passed (it is {now})"),
            say("要写还没有到的时间，", "give a time to come: ") + _times(ahead=True),
        )


class BadSpan(Usage):
    """A length of time that cannot be read."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"看不懂时长“{typed}”", f"the length of time “{typed}” cannot be read"),
            say(
                "这样写: 12小时、7天、2周、5个工作日",
                'write "12 hours", "7 days", "2 weeks" or "5 working days"',
            ),
        )


class NotLater(Usage):
    """An extension that would not extend."""

    def __init__(self, end: str, due: str) -> None:
        super().__init__(
            say(f"{end} 不晚于现在的时限 {due}", f"{end} is no later than the deadline, {due}"),
            say("写更晚的时间，或 --by 3d", "give a later time, or --by 3d"),
        )


class BadScore(Usage):
    """A score off the scale."""

    def __init__(self, score: int) -> None:
        super().__init__(
            say(f"分数 {score} 不在 0–100 之间", f"score {score} is not between 0 and 100"),
            say("例如 --score 80", "for example --score 80"),
        )


class BadLines(ShaoziError):
    """Some lines could not be logged; the others were."""

    code = "bad_lines"

    def __init__(self, count: int, kept_at: Path | None) -> None:
        where = kept_at or say("草稿", "DRAFT")
        super().__init__(
            say(
                f"{count} 行没有登记，其余已登记",
                f"not logged: {counted(count, 'line')}; the others were",
            ),
            say(
                f"改好草稿里的这几行再登记: shaozi log - < {where}",
                f"mend them in the draft and log it: shaozi log - < {where}",
            ),
        )
