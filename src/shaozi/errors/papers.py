"""Refusals about the office's papers and their templates."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from shaozi.errors import BadData, Conflict, NotFound, NotPermitted
from shaozi.words import say


class NoSuchPaper(NotFound):
    """No paper of that name."""

    def __init__(self, typed: str, known: Iterable[str]) -> None:
        listed = say("、", ", ").join(known)
        super().__init__(
            say(f"没有文书“{typed}”", f"there is no paper “{typed}”"),
            say(f"有: {listed}", f"there are: {listed}"),
        )


class NotSupervised(Conflict):
    """A supervision order of a case that was never supervised."""

    def __init__(self, case: str) -> None:
        super().__init__(
            say(f"{case} 没有督办过", f"{case} was never supervised"),
            say("督促逾期的: shaozi escalate", "to pursue what is late: shaozi escalate"),
        )


class NoLetter(Conflict):
    """A letter of reply to an assignment that was not declined."""

    def __init__(self, task: str) -> None:
        super().__init__(
            say(f"{task} 没有退回，没有复函", f"{task} was not declined, so there is no letter"),
            f"shaozi task decline {task} --reason …",
        )


class StaysMasked(NotPermitted):
    """What leaves the street never shows who complained."""

    def __init__(self, title: str) -> None:
        super().__init__(
            say(
                f"{title}要送出街道，不能写明诉求人",
                f"the {title} leaves the street and never names who complained",
            ),
            say("去掉 --reveal", "leave out --reveal"),
        )


class BadTemplate(BadData):
    """A template that cannot be used as it is."""

    def __init__(self, path: Path, faults: Sequence[str], known: Iterable[str] = ()) -> None:
        shown = say("；", "; ").join(faults[:10])
        listed = say("、", ", ").join(known)
        super().__init__(
            say(f"模板 {path} 不能用: {shown}", f"the template {path} cannot be used: {shown}"),
            say(f"可以写的: {listed}", f"it may name: {listed}")
            if listed
            else say("在 Word 里改好，存为 .docx", "mend it in Word and save it as .docx"),
        )
