"""Refusals of files that come from elsewhere or go elsewhere."""

from collections.abc import Iterable
from pathlib import Path

from shaozi.errors import BadData, Conflict, NotFound, ShaoziError, Usage
from shaozi.words import say


class NoSuchSheet(NotFound):
    """A workbook without the sheet that was named, or a file that has no sheets."""

    def __init__(self, path: Path, sheet: str, sheets: Iterable[str]) -> None:
        listed = say("、", ", ").join(sheets)
        super().__init__(
            say(f"{path} 里没有工作表“{sheet}”", f"{path} has no sheet “{sheet}”"),
            say(f"有: {listed}", f"there are: {listed}")
            if listed
            else say("它不是多个工作表的文件，去掉 --sheet", "it has no sheets: leave --sheet out"),
        )


class NoSuchMapping(NotFound):
    """A mapping file that was named and is not there; ``written``: there is a guess in it now."""

    def __init__(self, path: Path, *, written: bool) -> None:
        mend = say(
            "里面现在是猜的，看过改好再来一次",
            "it now holds a guess: read it, mend it and do the same again",
        )
        super().__init__(
            say(f"没有对应文件 {path}", f"there was no mapping {path}"),
            mend if written else say("看看路径写对了没有", "check the path"),
        )


class NoSuchSource(NotFound):
    """A source of which no mapping is kept."""

    def __init__(self, named: str, kept: Iterable[str]) -> None:
        listed = say("、", ", ").join(kept)
        super().__init__(
            say(f"没有“{named}”的列对应", f"no mapping is kept for “{named}”"),
            say(f"有: {listed}", f"there are: {listed}")
            if listed
            else say(
                "先导入它的文件: shaozi import 文件", "import a file of it: shaozi import FILE"
            ),
        )


class NoTextColumn(BadData):
    """A file in which no column says what the matter is."""

    def __init__(self, path: Path, titles: Iterable[str], sheets: Iterable[str]) -> None:
        comma = say("、", ", ")
        listed, others = comma.join(titles), comma.join(sheets)
        hints = [
            say(
                f"写明哪一列是什么: shaozi import {path} --mapping 列.toml",
                f"say which column is what: shaozi import {path} --mapping columns.toml",
            )
        ]
        if others:
            hints.insert(0, say(f"用 --sheet 选工作表: {others}", f"choose with --sheet: {others}"))
        super().__init__(
            say(
                f"{path} 里找不到写诉求内容的列（有: {listed}）",
                f"{path} has no column that says what the matter is (it has: {listed})",
            ),
            say("；或", "; or ").join(hints),
        )


class BadMapping(BadData):
    """A mapping file that cannot be used, or does not fit the file it is used for."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            say(f"对应文件 {path} 不能用: {why}", f"the mapping {path} cannot be used: {why}"),
            say("改好再试，写法见 docs/exchange.md", "mend it; docs/exchange.md shows how"),
        )


class BadCell(Usage):
    """A cell that does not hold what its column should."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(
            say(f"“{column}”不对: {why}", f"“{column}” is wrong: {why}"),
            say("改好这一行再导入", "mend the row and import it again"),
        )


class BrokenChain(BadData):
    """A ledger of which something is missing or was altered; ``where`` names desk and number."""

    code = "broken_chain"

    def __init__(self, path: Path, where: str, why: str) -> None:
        super().__init__(
            say(
                f"{path} 不完整: {where} {why}；没有取用",
                f"{path} is not whole: {where} {why}; nothing was taken from it",
            ),
            say(
                "换一份备份，或请写它的台席运行 shaozi doctor",
                "take another backup, or ask the desk that wrote it to run shaozi doctor",
            ),
        )


class TwoDesks(Conflict):
    """Two ledgers that were written under one desk code, each on its own from ``number`` on."""

    code = "two_desks"

    def __init__(self, path: Path, desk: str, number: int) -> None:
        super().__init__(
            say(
                f"{path} 里的台席 {desk} 从第 {number} 条起和这里的 {desk} 不是同一本: "
                "两个台席用了一个代码，或有一本是从旧备份恢复的",
                f"{path}: from entry {number} on, desk {desk} is not the {desk} that is here: two "
                "desks have one code, or one went on from an old backup",
            ),
            say(
                f"给其中一个台席换代码（在它的电脑上: shaozi config set desk 新代码），"
                f"它以前的记录这样归集: shaozi collect {path} --as {desk}=新代码",
                f"give one of them another code (there: shaozi config set desk CODE), and collect "
                f"what it wrote before by: shaozi collect {path} --as {desk}=CODE",
            ),
        )


class CannotLock(ShaoziError):
    """A ledger on a drive where two programs cannot keep out of each other's way."""

    code = "cannot_lock"

    def __init__(self, path: Path) -> None:
        super().__init__(
            say(
                f"{path} 所在的共享盘不能加锁，直接用可能损坏台账",
                f"{path} is on a drive that cannot lock files; using it there may damage it",
            ),
            say(
                "先拷到本机再归集，或在那边: shaozi export --ledger -o 文件",
                "copy it to this computer first, or there: shaozi export --ledger -o FILE",
            ),
        )
