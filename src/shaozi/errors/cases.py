"""Refusals of an act on a case."""

from shaozi.errors import Conflict, NotFound, Usage
from shaozi.labels import label
from shaozi.terms import Act, State
from shaozi.words import say


class NoSuchCase(NotFound):
    """No case of that number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有案件“{typed}”", f"there is no case “{typed}”"),
            say("看看有哪些: shaozi list --all", "see which there are: shaozi list --all"),
        )


class IllegalStep(Conflict):
    """An act that may not follow the state a case is in."""

    def __init__(self, number: str, act: Act, state: State, next_step: str) -> None:
        super().__init__(
            say(
                f"{number} {label(state)}，不能{label(act)}",
                f"{number} is {label(state)}: “{label(act)}” cannot follow",
            ),
            next_step,
        )


class OutOfOrder(Conflict):
    """Something is said to have happened before what it follows from."""

    def __init__(self, what: str, moment: str, after: str, after_moment: str) -> None:
        super().__init__(
            say(
                f"{what}（{moment}）早于{after}（{after_moment}）",
                f"{what} ({moment}) would be before {after} ({after_moment})",
            ),
            say("核对时间后再录", "check the time"),
        )


class AlreadyLogged(Conflict):
    """An outside number that another case, ``number``, already carries."""

    def __init__(self, ref: str, number: str) -> None:
        self.number = number
        super().__init__(
            say(
                f"外部编号 {ref} 已登记为 {number}",
                f"outside number {ref} is already case {number}",
            ),
            say(f"看一看: shaozi show {number}", f"look at it: shaozi show {number}"),
        )


class NobodySaidSo(Usage):
    """A call-back that reached nobody and is said to have heard that it is solved."""

    def __init__(self) -> None:
        super().__init__(
            say("没联系上居民，就没人说已解决", "nobody was reached to say that it is solved"),
            say(
                "没联系上只写: --satisfied unreached",
                "where nobody was reached, only: --satisfied unreached",
            ),
        )


class NothingToUndo(Conflict):
    """There is no act of this desk that may be taken back."""

    def __init__(self, number: str, why: str) -> None:
        super().__init__(
            say(f"{number} 不能撤销: {why}", f"{number}: nothing to undo, {why}"),
            say("用 shaozi amend 或 shaozi note 更正", "correct it: shaozi amend or shaozi note"),
        )


class SameCase(Conflict):
    """A case named where another is needed."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(f"{number} 和它自己是同一件", f"{number} and itself are one case"),
            say("写另一件的案件号: shaozi list", "name the other case: shaozi list"),
        )


class MergedAway(Conflict):
    """A case to merge into that is no longer open."""

    def __init__(self, number: str, state: State) -> None:
        super().__init__(
            say(
                f"{number} {label(state)}，不能并入", f"{number} is {label(state)}: not merged into"
            ),
            say(f"先重办: shaozi reopen {number}", f"first: shaozi reopen {number}"),
        )


class StillNeeded(Conflict):
    """Personal data of a case whose resident must still be reached, for it or for ``waits``."""

    def __init__(self, number: str, waits: str, state: State, next_step: str) -> None:
        how = label(state)
        super().__init__(
            say(
                f"{number} 的个人信息还用得着（{waits} {how}），没有清除",
                f"the personal data of {number} are still needed ({waits}: {how})",
            ),
            say(f"先办完: {next_step}", f"finish it first: {next_step}"),
        )


class NothingTaught(NotFound):
    """A case from which nothing was learned."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(f"{number} 没有教过什么", f"nothing was learned from {number}"),
            say("看学了哪些: shaozi duty learn", "see what was learned: shaozi duty learn"),
        )
