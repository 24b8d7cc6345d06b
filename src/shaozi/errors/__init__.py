"""Every refusal is a class that builds its own sentence; the classes here carry the exit codes.

The refusals themselves stand in a module for each thing they speak of.
"""

import errno
from collections.abc import Sequence

from shaozi.words import say

#: What a system most often says of a file it refuses.
_REFUSED = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "那是一个文件夹",
    errno.ENOTDIR: "上级不是文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "这里只能读",
    errno.ENAMETOOLONG: "文件名太长",
}


def because(why: str | OSError) -> str:
    """Why a file cannot be used, in the reader's language where the system's reason is known."""
    if isinstance(why, str):
        return why
    said = why.strerror or str(why)
    return say(_REFUSED.get(why.errno or 0, said), said)


class Declined(Exception):
    """Somebody was asked and said no: nothing failed, and nothing typed is to be kept."""


class ShaoziError(Exception):
    """A refusal a person can act on: what happened, why, and what to type next."""

    exit_code = 1
    code = "failed"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        #: What a command that works line by line had done before, for its JSON.
        self.done: list[object] = []

    def advice(self, typed: Sequence[str]) -> str:
        """What to type next, now that the line that was typed is known."""
        return self.hint


class Usage(ShaoziError):
    """The command cannot be understood as typed."""

    exit_code = 2
    code = "usage"


class NotFound(ShaoziError):
    """Nothing goes by that name."""

    exit_code = 3
    code = "not_found"


class NotPermitted(ShaoziError):
    """The rules of the office do not permit it."""

    exit_code = 4
    code = "not_permitted"


class Conflict(ShaoziError):
    """The step does not fit where things stand now."""

    exit_code = 5
    code = "conflict"


class BadData(ShaoziError):
    """A file or setting that cannot be used."""

    exit_code = 6
    code = "bad_data"
