"""Refusals about what an office keeps as data: duty list, ladder, calendar, settings."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from shaozi.errors import BadData, NotFound, because
from shaozi.words import counted, say


class NoSuchDuty(NotFound):
    """No duty of that code."""

    def __init__(self, typed: str, near: Sequence[str]) -> None:
        super().__init__(
            say(f"职责清单里没有“{typed}”", f"the duty list has no “{typed}”"),
            _nearest(
                near, say("查一查: shaozi duty search 词", "look it up: shaozi duty search WORD")
            ),
        )


class NoSuchUnit(NotFound):
    """No unit of that name."""

    def __init__(self, typed: str, near: Sequence[str]) -> None:
        super().__init__(
            say(f"没有单位“{typed}”", f"there is no unit “{typed}”"),
            _nearest(near, say("单位见 shaozi duty units", "the units: shaozi duty units")),
        )


class OnlyNamed(NoSuchUnit):
    """No unit of the list, but an owner or line that some of its items name."""

    def __init__(self, typed: str, items: Sequence[str]) -> None:
        super().__init__(typed, ())
        listed = say("、", ", ").join(items[:4])
        self.hint = say(
            f"这些事项写了它: {listed}；"
            "先定责再告知: shaozi assign 案件号 编码、shaozi advise 案件号",
            f"these items name it: {listed}; "
            "decide which and tell the resident: shaozi assign CASE CODE, shaozi advise CASE",
        )


class NoSuchSetting(NotFound):
    """No setting of that name."""

    def __init__(self, typed: str, known: Iterable[str]) -> None:
        listed = say("、", ", ").join(known)
        super().__init__(
            say(f"没有设置项“{typed}”", f"there is no setting “{typed}”"),
            say(f"可以设置: {listed}", f"settings: {listed}"),
        )


def _nearest(near: Sequence[str], otherwise: str) -> str:
    if not near:
        return otherwise
    listed = say("、", ", ").join(near)
    return say(f"是不是: {listed}", f"did you mean: {listed}")


class BadDutyList(BadData):
    """A duty list with faults."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        super().__init__(
            say(
                f"职责清单 {path} 有 {len(faults)} 处错误:\n{shown}",
                f"the duty list {path} has {counted(len(faults), 'fault')}:\n{shown}",
            ),
            say(
                f"改好后检查: shaozi duty lint {path}",
                f"mend and check it: shaozi duty lint {path}",
            ),
        )


class BadLadder(BadData):
    """An escalation ladder with faults."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        super().__init__(
            say(
                f"督办阶梯 {path} 有 {len(faults)} 处错误:\n{shown}",
                f"the escalation ladder {path} has {counted(len(faults), 'fault')}:\n{shown}",
            ),
            say(
                "改好后再试；用随程序附带的: shaozi config set escalation ''",
                "mend it and try again; to use the one that ships: shaozi config set escalation ''",
            ),
        )


class BadCalendar(BadData):
    """An office's calendar with faults."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        super().__init__(
            say(
                f"日历 {path} 有 {len(faults)} 处错误:\n{shown}",
                f"the calendar {path} has {counted(len(faults), 'fault')}:\n{shown}",
            ),
            say(
                f"改好后再启用: shaozi config calendar {path}",
                f"mend it, then: shaozi config calendar {path}",
            ),
        )


class BadSetting(BadData):
    """A setting whose value cannot be used."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(
            say(f"设置 {name} = “{value}” 不能用", f"setting {name} = “{value}” cannot be used"),
            expected,
        )


class BadTable(BadData):
    """A file of rows that cannot be used as it is."""

    def __init__(self, path: Path, why: str | OSError, hint: str = "") -> None:
        why = because(why)
        super().__init__(
            say(f"读不懂 {path}: {why}", f"cannot read {path}: {why}"),
            hint or say("改好文件再试", "mend the file and try again"),
        )
