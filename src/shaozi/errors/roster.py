"""Refusals about the roster of the joint team."""

from shaozi.errors import Conflict, NotFound, Usage
from shaozi.words import say


class NoSuchMember(NotFound):
    """No member of that number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"名册上没有“{typed}”", f"the roster has no “{typed}”"),
            say("看看有谁: shaozi roster list", "see who there is: shaozi roster list"),
        )


class BadDay(Usage):
    """A day that is none."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"日期“{typed}”不对", f"no day: “{typed}”"),
            say("这样写: 2018-05-18", "write it as 2018-05-18"),
        )


class BadWeekdays(Usage):
    """Days of the week that are none."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"星期“{typed}”不对", f"no days of the week: “{typed}”"),
            say("这样写: 一三五，或 1,3,5", "write them as 1,3,5 (1 is Monday)"),
        )


class EndsBeforeItBegins(Usage):
    """A secondment that ends before it begins."""

    def __init__(self, first: str, last: str) -> None:
        super().__init__(
            say(f"{last} 早于开始的 {first}", f"{last} is before the start, {first}"),
            say("核对起止日期", "check the days"),
        )


class OnTheRoster(Conflict):
    """Somebody seconded a second time while the first still runs."""

    def __init__(self, number: str, first: str, last: str | None) -> None:
        till = last or say("未定", "open")
        super().__init__(
            say(
                f"这个人已在名册: {number}（{first} 至 {till}）",
                f"that person is on the roster: {number} ({first} to {till})",
            ),
            say(
                f"先离队: shaozi roster leave {number} --on … --reason …",
                f"let them leave first: shaozi roster leave {number} --on … --reason …",
            ),
        )


class NotThere(Conflict):
    """A day on which a member is not with the team."""

    def __init__(self, number: str, day: str) -> None:
        super().__init__(
            say(f"{number} {day} 不在队", f"{number} is not with the team on {day}"),
            say("看看名册: shaozi roster list", "look at the roster: shaozi roster list"),
        )


class StandsIn(Conflict):
    """A substitute where there is one, or the member himself."""

    def __init__(self, number: str, day: str, stand_in: str | None) -> None:
        text = say(f"{number} 不能替自己", f"{number} cannot stand in for himself")
        if stand_in:
            text = say(
                f"{number} {day} 已由 {stand_in} 替班",
                f"{stand_in} stands in for {number} on {day}",
            )
        super().__init__(
            text, say("看看名册: shaozi roster list", "look at the roster: shaozi roster list")
        )
