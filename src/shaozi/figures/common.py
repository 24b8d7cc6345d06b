"""Common problems (共性问题): what comes back, how much more than before, and where."""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from shaozi.figures.period import Period, before, year_before
from shaozi.figures.scope import Scope
from shaozi.recurring import Matter, Told, matters
from shaozi.triage.ranking import telling

#: So many cases of one matter recur; a choice of this program, no rule fixes it.
RECURRING = 3


class Problem(NamedTuple):
    """A matter that came back in the period.

    ``before`` and ``year_ago``: how often it was told in the period before, and in the same one
    of the year before; None where the ledger does not reach back so far.
    """

    duty: str
    community: str
    place: str
    cases: list[Told]
    before: int | None
    year_ago: int | None

    @property
    def change(self) -> int | None:
        """How much more often than in the period before."""
        return None if self.before is None else len(self.cases) - self.before


class Spread(NamedTuple):
    """A duty of which a community told in several places, however often in each."""

    duty: str
    community: str
    told: int
    places: int
    before: int | None
    year_ago: int | None


class Common(NamedTuple):
    """The common problems of a period, the most frequent first, out of how many cases.

    ``problems`` come back in one place, ``spreads`` in many.
    """

    period: Period
    last: Period | None
    year_ago: Period | None
    told: int
    problems: list[Problem]
    spreads: list[Spread]


def common(scope: Scope) -> Common:
    """What was told at least `RECURRING` times in the period; withdrawn cases are left out."""
    zone = scope.desk.zone
    first = scope.desk.store.rows("first_moment")[0][0]
    last, ago = (
        period if period and first is not None and period.end > first else None
        for period in (before(scope.period, zone), year_before(scope.period, zone))
    )
    now, then, ago_told = (_told(scope, period) for period in (scope.period, last, ago))
    grams = partial(telling, book=scope.desk.book)
    spans = {
        "before": {told.case for told in then} if last else None,
        "year_ago": {told.case for told in ago_told} if ago else None,
    }
    this = {told.case for told in now}
    once = {told.case: told for told in (*now, *then, *ago_told)}
    found = [_problem(matter, this, spans) for matter in matters(once.values(), grams)]
    problems = [problem for problem in found if len(problem.cases) >= RECURRING]
    problems.sort(key=lambda one: (-len(one.cases), -(one.change or 0), one.duty, one.place))
    return Common(scope.period, last, ago, len(now), problems, _spreads(found))


def _spreads(found: Iterable[Problem]) -> list[Spread]:
    """Duties that a community told of in at least `RECURRING` places of the period."""
    together: dict[tuple[str, str], list[Problem]] = {}
    for problem in found:
        together.setdefault((problem.duty, problem.community), []).append(problem)
    spreads = [
        Spread(
            *key,
            told=sum(len(one.cases) for one in group),
            places=sum(bool(one.cases) for one in group),
            before=_sum(one.before for one in group),
            year_ago=_sum(one.year_ago for one in group),
        )
        for key, group in together.items()
    ]
    wide = [spread for spread in spreads if spread.places >= RECURRING]
    return sorted(wide, key=lambda one: (-one.told, one.duty, one.community))


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _told(scope: Scope, period: Period | None) -> list[Told]:
    if period is None:
        return []
    return [Told._make(row) for row in scope._replace(period=period).rows("told_within")]


def _problem(matter: Matter, this: set[str], spans: dict[str, set[str] | None]) -> Problem:
    def count(cases: Iterable[str] | None) -> int | None:
        if cases is None:
            return None
        return sum(told.case in cases for told in matter.told)

    cases = sorted((told for told in matter.told if told.case in this), key=lambda told: told.at)
    counts = {name: count(cases) for name, cases in spans.items()}
    return Problem(matter.duty, matter.community, matter.place, cases, **counts)
