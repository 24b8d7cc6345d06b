"""Refusals of a pause or an extension."""

from shaozi.errors import Conflict, NotPermitted
from shaozi.labels import label
from shaozi.terms import Act
from shaozi.words import say


class ClockLimit(NotPermitted):
    """A pause or an extension beyond what the duty list permits."""

    def __init__(self, number: str, act: Act, why: str, basis: str) -> None:
        super().__init__(
            say(
                f"{number} 不能{label(act)}: {why}",
                f"{number}: “{label(act)}” is not permitted: {why}",
            ),
            say(
                f"限度由职责清单规定（{basis}）",
                "the duty list sets the limits",
            ),
        )


class AlreadyPaused(Conflict):
    """A pause within a pause."""

    def __init__(self, number: str, until: str) -> None:
        super().__init__(
            say(f"{number} 已挂账到 {until}", f"{number} is paused until {until}"),
            say(f"先恢复: shaozi resume {number}", f"resume it first: shaozi resume {number}"),
        )


class NothingToSign(Conflict):
    """A sign-in where there is no ticket, or one already signed for at ``signed``."""

    def __init__(self, number: str, signed: str | None) -> None:
        text = say(f"{number} 不是要签收的工单", f"{number} is no ticket to sign for")
        if signed:
            text = say(f"{number} 已于 {signed} 签收", f"{number} was signed for at {signed}")
        hint = f"shaozi show {number}"
        super().__init__(text, say(f"看一看: {hint}", f"look at it: {hint}"))


class NotPaused(Conflict):
    """Nothing to resume."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(f"{number} 没有挂账，或挂账已到期", f"{number} is not paused, or no longer"),
            say(f"看时限: shaozi show {number} --why", f"its clocks: shaozi show {number} --why"),
        )


class RunOut(Conflict):
    """A clock that ran out before it was to be paused or extended."""

    def __init__(self, number: str, act: Act, due: str) -> None:
        super().__init__(
            say(
                f"{number} 的时限 {due} 已过，不能再{label(act)}",
                f"the deadline of {number}, {due}, has passed: “{label(act)}” comes too late",
            ),
            say(
                "时限未过时就批准了的，用 --happened 写明何时批准",
                "if it was approved in time, say when: --happened",
            ),
        )
