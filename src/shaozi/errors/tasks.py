"""Refusals of an answer to a district assignment."""

from shaozi.errors import Conflict, NotFound, ShaoziError
from shaozi.labels import label
from shaozi.terms import TaskState
from shaozi.words import say


class NoSuchTask(NotFound):
    """No district assignment of that number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有交办事项“{typed}”", f"there is no assignment “{typed}”"),
            say("看看有哪些: shaozi task list", "see which there are: shaozi task list"),
        )


class NeedsApproval(ShaoziError):
    """Work that is not on the list may be taken on only with the approval the law asks for."""

    exit_code = 4
    code = "needs_approval"

    def __init__(self, number: str, *, community: bool) -> None:
        law = (
            say(
                "清单外的工作未经准入不得交给社区（《街道办事处条例》第32条）",
                "work not on the list does not go to a community unless admitted"
                " (Sub-district Ordinance, art. 32)",
            )
            if community
            else say(
                "未经市或区政府批准，街道不承担部门交办的清单外事项（《街道办事处条例》第10条）",
                "without city or district approval a street takes on no department's task that is"
                " not on its list (Sub-district Ordinance, art. 10)",
            )
        )
        super().__init__(
            say(f"{number} 在清单外: ", f"{number} is not on the list: ") + law,
            say(
                f"有批件: shaozi task accept {number} --approval 批准文号 --by 批准机关；"
                f'没有: shaozi task decline {number} --reason "…"',
                f"with the approval: shaozi task accept {number} --approval DOC-NUMBER --by WHO; "
                f'without: shaozi task decline {number} --reason "…"',
            ),
        )


class TaskAnswered(Conflict):
    """An assignment that was declined or accepted before."""

    def __init__(self, number: str, state: TaskState, moment: str) -> None:
        super().__init__(
            say(f"{number} {label(state)}（{moment}）", f"{number} was {label(state)} at {moment}"),
            say(f"看一看: shaozi task show {number}", f"look at it: shaozi task show {number}"),
        )


class TaskUndecided(Conflict):
    """An assignment that is answered only once it is known whether the list has it."""

    code = "undecided"

    def __init__(self, number: str) -> None:
        super().__init__(
            say(
                f"{number} 还没有比对清楚: 在不在清单上",
                f"{number}: whether it is on the list is not decided yet",
            ),
            say(
                f"先定: shaozi task assign {number} 编码（清单上没有就写 none）",
                f"decide it: shaozi task assign {number} CODE (none if the list has no such item)",
            ),
        )


class OnTheList(Conflict):
    """An assignment that the list gives to whoever was asked: there is no ground to decline."""

    def __init__(self, number: str, duty: str) -> None:
        super().__init__(
            say(
                f"{number} 是清单内的主责事项（{duty}），没有退回的依据",
                f"{number} is on the list as one's own duty ({duty}): no ground to decline it",
            ),
            say(
                f"接受: shaozi task accept {number}；比对错了: shaozi task assign {number} 编码",
                f"accept it: shaozi task accept {number}; "
                f"if the match is wrong: shaozi task assign {number} CODE",
            ),
        )
