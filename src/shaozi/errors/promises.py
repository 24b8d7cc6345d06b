"""Refusals of what a unit promised or a meeting agreed."""

from shaozi.errors import Conflict, NotFound, Usage
from shaozi.words import say


class BadItem(Usage):
    """An agreed item that is not written as unit; matter; date."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(
                f"议定事项“{typed}”要写成: 单位；事项；时限",
                f"write the agreed item “{typed}” as: UNIT; MATTER; DATE",
            ),
            say(
                '例: --agreed "供电公司；更换灯杆电缆；下周五"',
                'for example: --agreed "power; replace the cable; next Friday"',
            ),
        )


class NoSuchPromise(NotFound):
    """No agreed date of that number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有约定事项“{typed}”", f"there is no agreed item “{typed}”"),
            say(
                "约定事项见 shaozi show 案件号，如 4-Y1",
                "shaozi show CASE lists them, as 4-Y1",
            ),
        )


class NoSuchMeeting(NotFound):
    """No meeting of that number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有会商“{typed}”", f"there is no meeting “{typed}”"),
            say("会商见 shaozi show 案件号，如 4-H1", "shaozi show CASE lists them, as 4-H1"),
        )


class PromiseOver(Conflict):
    """An agreed date that was kept, or for which a later one stands."""

    def __init__(self, number: str, moment: str, *, kept: bool) -> None:
        super().__init__(
            say(
                f"{number} 已于 {moment} " + ("完成" if kept else "改期"),
                f"{number} was " + ("kept" if kept else "replaced") + f" at {moment}",
            ),
            say("约定事项见 shaozi show 案件号", "see them: shaozi show CASE"),
        )
