"""The three rates (三率) of the call-backs: response, solved, satisfied, and what was left out.

No formula and no weights are published for Beijing in a form that could be checked
(《接诉即办工作条例》第32条 names the rates only). So each rate says what it divides by what, every
call-back left out is counted under its reason, and a score is given only with the office's weights.
"""

from collections.abc import Iterable
from typing import NamedTuple

from shaozi.figures.scope import Cases, Scope
from shaozi.steps import SPOKEN
from shaozi.terms import Satisfied, State, YesNo


class CallBack(NamedTuple):
    """A call-back that stands; ``spoken``: an entry before it says the resident was contacted."""

    case: str
    solved: str | None
    satisfied: str
    state: str
    channel: str
    spoken: bool

    @property
    def responded(self) -> bool:
        """Whether somebody had spoken with the resident before."""
        return self.spoken or self.channel in SPOKEN


class Rate(NamedTuple):
    """A part of the call-backs; ``excluded``: how many were left out, by reason."""

    name: str
    numerator: int
    denominator: int
    excluded: dict[str, int]

    @property
    def share(self) -> float | None:
        """The rate itself; None where there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None


SUPERSEDED, OFF_BOOKS, UNREACHED = "superseded", "off_books", "unreached"
#: Why a call-back is left out of each rate, the first reason that holds.
EXCLUSIONS = {
    "responded": (SUPERSEDED, OFF_BOOKS),
    "solved": (SUPERSEDED, OFF_BOOKS, UNREACHED),
    "satisfied": (SUPERSEDED, OFF_BOOKS, UNREACHED),
}
_COUNTS = {
    "responded": lambda found: found.responded,
    "solved": lambda found: found.solved == YesNo.YES,
    "satisfied": lambda found: found.satisfied == Satisfied.YES,
}


def call_backs(scope: Scope) -> list[CallBack]:
    """The call-backs of the period, the latest first; one that was undone is none."""
    return [CallBack._make(row) for row in scope.rows("called_back_within")]


def rate_cases(found: Iterable[CallBack]) -> Cases:
    """The cases of all call-backs, and behind the numerator, denominator and exclusions."""
    cases: Cases = {"called_back": []}
    seen: set[str] = set()
    for call_back in found:
        cases["called_back"].append(call_back.case)
        reasons = _reasons(call_back, again=call_back.case in seen)
        seen.add(call_back.case)
        for name, excluding in EXCLUSIONS.items():
            why = next((reason for reason in excluding if reason in reasons), None)
            cases.setdefault(f"rates/{name}/{why or 'denominator'}", []).append(call_back.case)
            if not why and _COUNTS[name](call_back):
                cases.setdefault(f"rates/{name}/numerator", []).append(call_back.case)
    for name in EXCLUSIONS:
        cases[name] = cases.get(f"rates/{name}/numerator", [])
    cases[UNREACHED] = cases.get(f"rates/solved/{UNREACHED}", [])
    return {name: sorted(numbers) for name, numbers in cases.items()}


def _reasons(call_back: CallBack, *, again: bool) -> set[str]:
    """Why a call-back might be left out."""
    return {
        reason
        for reason, holds in (
            (SUPERSEDED, again),
            (OFF_BOOKS, call_back.state in (State.WITHDRAWN, State.MERGED)),
            (UNREACHED, call_back.satisfied == Satisfied.UNREACHED),
        )
        if holds
    }


def rates(cases: Cases) -> list[Rate]:
    """The three rates, from the cases behind them."""

    def count(figure: str) -> int:
        return len(cases.get(figure, ()))

    return [
        Rate(
            name=name,
            numerator=count(f"rates/{name}/numerator"),
            denominator=count(f"rates/{name}/denominator"),
            excluded={reason: count(f"rates/{name}/{reason}") for reason in excluding},
        )
        for name, excluding in EXCLUSIONS.items()
    ]


def score(found: Iterable[Rate], weights: tuple[int, ...]) -> float | None:
    """The rates weighted as the office does, of 100; None without weights or without a rate."""
    shares = [rate.share for rate in found]
    known = [share for share in shares if share is not None]
    if not weights or len(known) < len(shares):
        return None
    return 100 * sum(w * share for w, share in zip(weights, known, strict=True)) / sum(weights)
