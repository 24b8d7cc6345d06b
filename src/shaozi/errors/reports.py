"""Refusals of what a report was asked for, and where it was to be written."""

from collections.abc import Iterable
from pathlib import Path

from shaozi.errors import NotFound, Usage
from shaozi.words import say


class BadWeek(Usage):
    """A week that cannot be read."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有这一周“{typed}”", f"there is no week “{typed}”"),
            say("这样写: --week 2018-W20", "write it so: --week 2018-W20"),
        )


class BadMonth(Usage):
    """A month that cannot be read."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有这个月“{typed}”", f"there is no month “{typed}”"),
            say("这样写: --month 2018-05", "write it so: --month 2018-05"),
        )


class BadDays(Usage):
    """Days that cannot be read, or that end before they begin."""

    def __init__(self, first: str, last: str) -> None:
        super().__init__(
            say(f"没有这段日子“{first}”至“{last}”", f"“{first}” to “{last}” are no days"),
            say(
                "这样写: --from 2018-05-14 --to 2018-05-20",
                "write them so: --from 2018-05-14 --to 2018-05-20",
            ),
        )


class TwoPeriods(Usage):
    """Both a week and days are asked for, or only one end of the days."""

    def __init__(self) -> None:
        super().__init__(
            say("写一周，或写起止两天", "give a week, or both days it runs from and to"),
            say(
                "这样写: --week 2018-W20，或 --from 2018-05-14 --to 2018-05-20",
                "write --week 2018-W20, or --from 2018-05-14 --to 2018-05-20",
            ),
        )


class NoSuchFigure(NotFound):
    """No figure of that name in the report; a line for each group of those there are."""

    def __init__(self, typed: str, known: Iterable[Iterable[str]]) -> None:
        first, *others = (say("、", ", ").join(group) for group in known)
        super().__init__(
            say(f"报告里没有指标“{typed}”", f"the report has no figure “{typed}”"),
            say(f"有: {first}", f"there are: {first}"),
        )
        for listed in others:
            self.add_note(listed)


class NoSuchForm(Usage):
    """A report cannot be written as a file of that kind."""

    def __init__(self, path: Path, known: Iterable[str]) -> None:
        listed = say("、", ", ").join(known)
        super().__init__(
            say(f"不会写“{path.name}”这种文件", f"“{path.name}” is no kind of file to write"),
            say(f"文件名以这些结尾: {listed}", f"let the name end in one of: {listed}"),
        )
