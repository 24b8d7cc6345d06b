"""What a figure is computed over, and how figures keep the cases behind them."""

from typing import Any, NamedTuple

from shaozi.desk.base import Desk
from shaozi.figures.period import Period

#: The cases behind each figure, by its name, each as often as it counts. A figure of a table is
#: named by the table, the row and the column: ``by_community/东巷社区/new``.
Cases = dict[str, list[str]]


class Scope(NamedTuple):
    """A period at a desk, of one community or of all."""

    desk: Desk
    period: Period
    community: str | None

    def rows(self, statement: str, **more: int | str) -> list[tuple[Any, ...]]:
        """The rows of a statement over this scope."""
        values: dict[str, int | str | None] = {
            "start": self.period.start,
            "end": self.period.end,
            "community": self.community,
        }
        return self.desk.store.rows(statement, **(values | more))
