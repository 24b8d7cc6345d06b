"""Refusals about who answers for a case."""

from shaozi.errors import Conflict
from shaozi.words import say


class NotSent(Conflict):
    """An objection to the sending of what nobody sent (《接诉即办工作条例》第12条第3款)."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(
                f"{number} 不是派来的工单，没有派单可以异议",
                f"{number} is no ticket that was sent here: there is nothing to object to",
            ),
            say(
                f"职责不对就改: shaozi assign {number} 编码；"
                f"是派来的就补上工单号: shaozi amend {number} --ref 工单号",
                f"put the duty right: shaozi assign {number} CODE; "
                f"if it was sent, add its number: shaozi amend {number} --ref NUMBER",
            ),
        )


class AlreadyObjected(Conflict):
    """An objection while the one before it is not yet ruled on."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(
                f"{number} 的派单异议还没有裁定",
                f"the objection on {number} is not yet ruled on",
            ),
            say(
                f"先裁定: shaozi rule {number} --upheld yes/no --reason … --by …",
                f"rule first: shaozi rule {number} --upheld yes/no --reason … --by …",
            ),
        )


class NoObjection(Conflict):
    """A ruling where nobody has objected."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(f"{number} 没有待裁定的派单异议", f"{number} has no objection to rule on"),
            say(
                f"先提出: shaozi object {number} --ground … --basis … --suggest 单位",
                f"object first: shaozi object {number} --ground … --basis … --suggest UNIT",
            ),
        )


class SameUnit(Conflict):
    """A case said to belong to the unit that has it."""

    def __init__(self, number: str, unit: str) -> None:
        super().__init__(
            say(f"{number} 本来就由{unit}承办", f"{number} is already with: {unit}"),
            say("写另一个单位: shaozi duty units", "name another unit: shaozi duty units"),
        )
