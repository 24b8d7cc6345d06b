"""Refusals of an act on a whistle."""

from collections.abc import Iterable

from shaozi.errors import Conflict, NotFound, NotPermitted, Usage
from shaozi.labels import label
from shaozi.terms import Act
from shaozi.words import say


class CommunityFirst(Usage):
    """The community can settle it; the street is called only with a reason."""

    code = "needs_reason"

    def __init__(self, duty: str, number: str) -> None:
        super().__init__(
            say(
                f"{duty}，社区一般能自己办，吹哨要写明原因",
                f"{duty}: the community can usually settle it; a whistle needs a reason",
            ),
            say(
                f'写明社区为什么办不了: shaozi whistle {number} --reason "…"；'
                f'办好了就: shaozi resolve {number} --how "…"',
                f'say why it could not: shaozi whistle {number} --reason "…"; '
                f'if it is done: shaozi resolve {number} --how "…"',
            ),
        )


class NoSuchWhistle(NotFound):
    """No whistle of that number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有哨“{typed}”", f"there is no whistle “{typed}”"),
            say(
                "先吹哨: shaozi whistle 案件号；已吹的哨见 shaozi show 案件号",
                "blow it first: shaozi whistle CASE; shaozi show CASE lists those blown",
            ),
        )


class NotCalled(Conflict):
    """A unit that this whistle did not call."""

    def __init__(self, whistle: str, unit: str, called: Iterable[str], *, ended: bool) -> None:
        listed = say("、", ", ").join(called)
        again = "whistle " + say("案件号", "CASE") if ended else f"widen {whistle}"
        super().__init__(
            say(f"{whistle} 没有呼叫{unit}", f"{whistle} did not call {unit}"),
            say(
                f"呼叫的是: {listed}；加叫一家: shaozi {again} --to 单位",
                f"it called: {listed}; to call another: shaozi {again} --to UNIT",
            ),
        )


class AlreadyArrived(Conflict):
    """A second arrival of one unit."""

    def __init__(self, whistle: str, unit: str, moment: str) -> None:
        super().__init__(
            say(
                f"{unit}已于 {moment} 报到（{whistle}）",
                f"{unit} reported in at {moment} ({whistle})",
            ),
            say(
                f'记错了就更正: shaozi arrive {whistle} {unit} --correct --reason "…"',
                f'if that is wrong: shaozi arrive {whistle} "{unit}" --correct --reason "…"',
            ),
        )


class AlreadyDone(Conflict):
    """What a unit does once on a whistle, a second time."""

    def __init__(self, whistle: str, unit: str, act: Act, moment: str) -> None:
        super().__init__(
            say(
                f"{unit}已于 {moment} {label(act)}（{whistle}）",
                f"{unit} did “{label(act)}” at {moment} ({whistle})",
            ),
            say(f"看这一哨: shaozi show {whistle}", f"see the whistle: shaozi show {whistle}"),
        )


class NotArrived(Conflict):
    """An arrival that was never recorded."""

    def __init__(self, whistle: str, unit: str) -> None:
        super().__init__(
            say(f"{unit}还没有报到（{whistle}）", f"{unit} has not reported in ({whistle})"),
            say(
                f"先记报到: shaozi arrive {whistle} {unit} --by …",
                f'record it first: shaozi arrive {whistle} "{unit}" --by …',
            ),
        )


class AllCalled(Conflict):
    """Every unit of a whistle has been called by one that is still open."""

    code = "already_called"

    def __init__(self, units: Iterable[str]) -> None:
        listed = say("、", ", ").join(units)
        super().__init__(
            say(f"已经叫过、还没销哨: {listed}", f"called already, whistle still open: {listed}"),
            say(
                "加叫别家: --to 单位；或先销哨: shaozi stand-down",
                "call another: --to UNIT; or shaozi stand-down first",
            ),
        )


class StoodDown(Conflict):
    """The whistle is over."""

    def __init__(self, whistle: str, moment: str) -> None:
        super().__init__(
            say(f"{whistle} 已于 {moment} 销哨", f"{whistle} was stood down at {moment}"),
            say("需要再叫: shaozi whistle 案件号", "to call again: shaozi whistle CASE"),
        )


class Waiting(Conflict):
    """The whistle waits for the street's answer."""

    code = "waiting"

    def __init__(self, whistle: str) -> None:
        super().__init__(
            say(
                f"{whistle} 还在等街道答复，没有呼叫单位",
                f"{whistle} still waits for the street: it has called nobody",
            ),
            say(
                f"shaozi approve {whistle} --approver …  |  shaozi return {whistle} --reason …"
                "  # 由街道",
                f"shaozi approve {whistle} --approver …  |  shaozi return {whistle} --reason …"
                "  # the street's",
            ),
        )


class NothingWaiting(Conflict):
    """No whistle waits for the street."""

    code = "nothing_waiting"

    def __init__(self, number: str) -> None:
        super().__init__(
            say(f"{number} 没有等街道答复的哨", f"{number} has no whistle waiting for the street"),
            say(f"看各哨: shaozi show {number}", f"see its whistles: shaozi show {number}"),
        )


class NobodyToCall(Usage):
    """A whistle on a case of no duty, without a unit to call: the list cannot choose."""

    code = "nobody_to_call"

    def __init__(self, case: str) -> None:
        super().__init__(
            say(f"{case} 还没定责，不知道呼叫谁", f"{case} has no duty yet that says whom to call"),
            say(
                f"先定责: shaozi assign {case} 编码  |  指明单位: shaozi whistle {case} --to 单位",
                f"decide it: shaozi assign {case} CODE  |  or: shaozi whistle {case} --to UNIT",
            ),
        )


class StreetOnly(NotPermitted):
    """An act of the street, at a community's desk."""

    code = "street_only"

    def __init__(self, act: Act) -> None:
        super().__init__(
            say(
                f"“{label(act)}”是街道的事，本台席是社区（level = community）",
                f"“{label(act)}” is for the street; this is a community's desk (level = community)",
            ),
            say(
                "请街道台席来做；本台席若是街道: shaozi config set level street",
                "ask the street's desk; if this is one: shaozi config set level street",
            ),
        )
