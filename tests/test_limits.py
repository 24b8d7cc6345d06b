"""A clock that nothing stops ends when its sum, line by line, says that it does."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from shaozi.explain import add_up
from shaozi.worktime import BEIJING, Calendar, Span, deadline

FIRST = int(datetime(2017, 12, 1, tzinfo=BEIJING).timestamp())


@given(
    start=st.integers(FIRST, FIRST + 4 * 365 * 86400),
    size=st.integers(1, 40),
    unit=st.sampled_from(["m", "h", "d", "wd"]),
    moves=st.booleans(),
)
def test_the_moment_told_at_once_is_that_of_the_sum(
    start: int, size: int, unit: str, moves: bool
) -> None:
    span = Span(size, unit)
    summed = add_up(start, [span], (), Calendar(), moves=moves)
    assert deadline(start, span, Calendar(), moves=moves) == (summed.end, summed.known)
