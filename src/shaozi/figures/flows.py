"""The balance: what lay on the desk, what came, what went, for the whole and for every slice.

opening + new + reopened + moved in − ended − moved out = closing. What was open at the start is
what is open now less all that moved since, so that it costs no more as the ledger grows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from shaozi.books import Move
from shaozi.figures.scope import Cases, Scope


class Slice(NamedTuple):
    """Where a case stands in the books."""

    channel: str
    community: str
    lane: str
    duty: str

    @property
    def group(self) -> str:
        """The sector of the duty: PA-05 is of PA; empty while undecided."""
        return self.duty.partition("-")[0]


class Flow(NamedTuple):
    """One slice of the books over the period; what leaves is counted as positive."""

    slice: str
    opening: int
    new: int
    reopened: int
    moved_in: int
    ended: int
    moved_out: int

    @property
    def closing(self) -> int:
        """What is left on the desk at the end."""
        came = self.opening + self.new + self.reopened + self.moved_in
        return came - self.ended - self.moved_out

    @property
    def figures(self) -> dict[str, int]:
        """Its numbers by name, in the order of the sum."""
        return {name: getattr(self, name) for name in FLOW}


class Books(NamedTuple):
    """The balance of the whole and by each of `SLICINGS`; slices without a case are left out."""

    total: Flow
    slices: dict[str, list[Flow]]
    ended_how: dict[str, int]
    late_entries: int


MOVES = ("new", "reopened", "moved_in", "ended", "moved_out")
_LEAVING = {"ended", "moved_out"}
FLOW = ("opening", *MOVES, "closing")
#: The tables of the balance, and which slice a case falls into.
SLICINGS: dict[str, Callable[[Slice], str]] = {
    "by_channel": lambda found: found.channel,
    "by_community": lambda found: found.community,
    "by_lane": lambda found: found.lane,
    "by_group": lambda found: found.group,
    "by_duty": lambda found: found.duty,
}
_WIDTH = len(Slice._fields)


def books(scope: Scope) -> Books:
    """The balance of a period."""
    opening = Counter({Slice._make(row[:-1]): row[-1] for row in scope.rows("open_by_slice")})
    opening.subtract({Slice._make(row[:-1]): row[-1] for row in scope.rows("moved_since")})
    moved: dict[str, Counter[Slice]] = {what: Counter() for what in MOVES}
    how_ended: Counter[str] = Counter()
    for row in scope.rows("flow"):
        what, how, delta = row[_WIDTH:]
        moved[what][Slice._make(row[:_WIDTH])] += -delta if what in _LEAVING else delta
        if what == "ended":
            how_ended[how] -= delta
    amounts = [opening, *(moved[what] for what in MOVES)]
    return Books(
        total=(_flows(lambda _: "", amounts) or [Flow("", 0, 0, 0, 0, 0, 0)])[0],
        slices={name: _flows(of, amounts) for name, of in SLICINGS.items()},
        ended_how={how: count for how, count in sorted(how_ended.items()) if count},
        late_entries=len(scope.rows("late_entries")),
    )


def _flows(of: Callable[[Slice], str], amounts: Iterable[Counter[Slice]]) -> list[Flow]:
    """The amounts by name, in the order of `Flow`; slices without any are left out."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for place, amount in enumerate(amounts):
        for found, count in amount.items():
            sums[of(found)][place] += count
    return [Flow(name, *row) for name, row in sorted(sums.items()) if any(row)]


def flow_cases(scope: Scope) -> Cases:
    """The cases behind what came and went, of the whole and of every slice."""
    net: Counter[tuple[str, str]] = Counter()
    how_ended: Counter[tuple[str, str]] = Counter()
    for move in map(Move._make, scope.rows("moves_within")):
        delta = -move.delta if move.what in _LEAVING else move.delta
        for name in _names(Slice(move.channel, move.community, move.lane, move.duty)):
            net[f"{name}{move.what}", move.case] += delta
        if move.what == "ended":
            how_ended[f"ended_how/{move.how}/ended", move.case] += delta
    late = [("late_entries", case) for _, case in scope.rows("late_entries")]
    return listed(net, how_ended, Counter(late))


def stock_cases(scope: Scope) -> Cases:
    """The cases on the desk when the period began and ended, likewise.

    A case that was given another slice after it was said to have ended stands with a minus where
    it is to be taken off.
    """
    opening: Counter[tuple[str, str]] = Counter()
    closing: Counter[tuple[str, str]] = Counter()
    for number, *where in scope.rows("open_cases"):
        for name in _names(Slice._make(where)):
            opening[f"{name}opening", number] += 1
            closing[f"{name}closing", number] += 1
    for move in map(Move._make, scope.rows("moves_since")):
        for name in _names(Slice(move.channel, move.community, move.lane, move.duty)):
            opening[f"{name}opening", move.case] -= move.delta
            if move.happened_at >= scope.period.end:
                closing[f"{name}closing", move.case] -= move.delta
    return listed(opening, closing)


def _names(found: Slice) -> list[str]:
    return ["", *(f"{table}/{of(found)}/" for table, of in SLICINGS.items())]


def listed(*counted: Counter[tuple[str, str]]) -> Cases:
    """How often a case counts in a figure, as the list of its cases."""
    cases: Cases = {}
    for counts in counted:
        for (figure, case), count in sorted(counts.items()):
            cases.setdefault(figure, []).extend([case if count > 0 else f"-{case}"] * abs(count))
    return cases
