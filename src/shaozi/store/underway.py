"""A transaction under way: while it lasts nobody else writes, so much need not be asked again."""

from typing import Any

from shaozi.case import Case


class Underway:
    """What is known of the ledger meanwhile, and the rows of acts written together, which wait.

    ``last`` are last lines, by the statement that finds them and what of; ``numbers`` the cases
    that wait, by outside number; ``waiting`` the rows, by statement.
    """

    def __init__(self, together: bool = False) -> None:
        """``together``: rows wait until something is read or the acts are over."""
        self.together = together
        self.last: dict[tuple[Any, ...], Any] = {}
        self.numbers: dict[str, str] = {}
        self.waiting: dict[str, list[tuple[Any, ...]]] = {}

    def opened(self, case: Case) -> None:
        """A case was put in."""
        key = "last_running", case.desk, case.year
        if key in self.last:
            self.last[key] = (max(self.last[key][0] or 0, case.running),)
        if self.together and case.ref:
            self.numbers.setdefault(case.ref, case.number)
