"""Refusals of files that come from elsewhere or go elsewhere."""

from collections.abc import Iterable
from pathlib import Path

from shaozi.errors import BadData, NotFound, Usage
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


class NoTextColumn(BadData):
    """A file in which no column says what the matter is; ``kept_at`` is a mapping to mend."""

    def __init__(
        self, path: Path, titles: Iterable[str], sheets: Iterable[str], kept_at: Path | None
    ) -> None:
        comma = say("、", ", ")
        listed, others = comma.join(titles), comma.join(sheets)
        where = kept_at or say("文件.toml", "FILE.toml")
        hints = [
            say(
                f"在 {where} 里写明哪一列是什么（--mapping {where}）",
                f"say in {where} which column is what (--mapping {where})",
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
