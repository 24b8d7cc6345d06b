"""Refusals of the ledger and of files."""

from pathlib import Path

from shaozi.errors import BadData, NotFound, ShaoziError, Usage, because
from shaozi.words import say


class NoLedger(NotFound):
    """There is no ledger yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            say(f"还没有台账 {path}", f"there is no ledger {path} yet"),
            say('登记第一件就有了: shaozi log "…"', 'the first issue creates it: shaozi log "…"'),
        )


class NoSuchFile(NotFound):
    """No file there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            say(f"没有文件 {path}", f"there is no file {path}"),
            say("看看路径写对了没有", "check the path"),
        )


class FileExists(ShaoziError):
    """A file that would be overwritten; ``yes``: whether the command overwrites it with --yes."""

    code = "exists"

    def __init__(self, path: Path, *, yes: bool = False) -> None:
        over = say("，或加 --yes 覆盖", ", or overwrite it with --yes") if yes else ""
        super().__init__(
            say(f"{path} 已存在，没有覆盖", f"{path} is there already and was left alone"),
            say("换一个文件名", "give another name") + over,
        )


class TooLarge(Usage):
    """A file over the limit."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        mb, most = size // 1_000_000, limit // 1_000_000
        super().__init__(
            say(
                f"{path} 有 {mb} MB，最多 {most} MB",
                f"{path} has {mb} MB, at most {most} are taken",
            ),
            say("压缩或分拆后再附", "compress or split it"),
        )


class CannotWrite(ShaoziError):
    """The disk refused."""

    code = "cannot_write"

    def __init__(self, path: Path, why: str | OSError) -> None:
        why = because(why)
        super().__init__(
            say(f"写不进 {path}: {why}", f"{path} cannot be written: {why}"),
            say("检查磁盘空间和文件权限后再试", "check disk space and permissions, then try again"),
        )


class Busy(ShaoziError):
    """Another program holds the ledger."""

    exit_code = 7
    code = "busy"

    def __init__(self, path: Path) -> None:
        super().__init__(
            say(f"台账 {path} 正被占用", f"the ledger {path} is busy"),
            say("稍等再试", "wait a moment and try again"),
        )


class Residue(ShaoziError):
    """What was erased could not yet be wiped from the file's unused parts."""

    exit_code = 7
    code = "residue"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            say(
                f"已清除并记入办理记录，但 {path} 里还可能有残留（{why}）",
                f"erased, and written in the history; but {path} may still hold traces ({why})",
            ),
            say(
                "等没有人用台账、磁盘有空时再来一次: shaozi erase --due --yes",
                "once nobody uses the ledger and the disk has room: shaozi erase --due --yes",
            ),
        )


class NewerLedger(ShaoziError):
    """The ledger was written by a newer shaozi."""

    exit_code = 7
    code = "newer_ledger"

    def __init__(self, path: Path, has: int, knows: int) -> None:
        super().__init__(
            say(
                f"台账 {path} 是新版的（第 {has} 版，本程序到第 {knows} 版）",
                f"the ledger {path} is of version {has}; this program knows up to {knows}",
            ),
            say("升级哨子: pip install -U shaozi", "upgrade: pip install -U shaozi"),
        )


class NotALedger(BadData):
    """A file that is not shaozi's: this desk's own ledger, or one that was named (``given``)."""

    def __init__(self, path: Path, why: str, *, given: bool = False) -> None:
        self.why = why
        own = say(
            "用 SHAOZI_DB 指明台账文件，或从备份恢复",
            "name the ledger with SHAOZI_DB, or restore a backup",
        )
        another = say(
            "要的是台账、备份（shaozi backup）或整本导出（shaozi export --ledger）的文件",
            "name a ledger, a backup (shaozi backup) or a file of shaozi export --ledger",
        )
        super().__init__(
            say(f"{path} 不是哨子的台账（{why}）", f"{path} is not a ledger of shaozi ({why})"),
            another if given else own,
        )


class BrokenHistory(BadData):
    """An entry that does not fit those before it."""

    code = "broken_history"

    def __init__(self, case: str, entry: str) -> None:
        super().__init__(
            say(f"{case} 的办理记录接不上（{entry}）", f"the history of {case} breaks at {entry}"),
            say("检查台账: shaozi doctor", "check the ledger: shaozi doctor"),
        )
