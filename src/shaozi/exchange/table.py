"""A file of rows, whatever wrote it: read once from end to end before anything is done with it.

So a file that is cut off or damaged is refused as a whole, and nothing need be undone.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

#: Columns beyond this are not looked at.
MAX_COLUMNS = 1000
#: Rows looked at to tell what the columns are.
SAMPLE = 300


class Row(NamedTuple):
    """A row as it stands in the file; ``line`` is counted from 1.

    ``fault`` says why it is no row, if so; then the only cell is the line itself.
    """

    line: int
    cells: tuple[str, ...]
    fault: str = ""


class Table(NamedTuple):
    """A file found whole; ``rows`` gives them from the first, as often as asked.

    ``titles`` are known where the file itself names its columns (JSON Lines); ``sheets`` are
    all there are.
    """

    path: Path
    rows: Callable[[], Iterator[Row]]
    size: int
    sample: tuple[Row, ...]
    titles: tuple[str, ...] | None = None
    sheets: tuple[str, ...] = ()
    form: str = "csv"


def surveyed(rows: Iterator[Row]) -> tuple[int, tuple[Row, ...]]:
    """Read all rows once: how many there are, and the first of them."""
    sample: list[Row] = []
    count = 0
    for row in rows:
        count += 1
        if count <= SAMPLE:
            sample.append(row)
    return count, tuple(sample)
