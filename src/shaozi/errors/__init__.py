"""Every refusal is a class that builds its own sentence; the classes here carry the exit codes.

The refusals themselves stand in a module for each thing they speak of.
"""

from collections.abc import Sequence


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
