"""How cases passed from unit to unit in a period, and the objections to where they were sent."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from shaozi.figures.scope import Cases
from shaozi.terms import Act


class HandOver(NamedTuple):
    """A case that passed to another unit; ``giver`` is empty where nobody led it yet."""

    case: str
    act: Act
    at: int
    giver: str
    taker: str
    basis: str


class Dispatch(NamedTuple):
    """A period's hand-overs and objections; an act that was undone is none.

    An objection counts when it was raised, a ruling when it was given: they need not add up.
    """

    hand_overs: list[HandOver]
    objected: list[str]
    upheld: list[str]
    rejected: list[str]


def dispatch(rows: Iterable[Sequence[Any]]) -> Dispatch:
    """The figures of the rows that ``dispatch_within`` gives: case, act, moment, body."""
    found = Dispatch([], [], [], [])
    for case, act, at, written in rows:
        body = json.loads(written)
        if handed := body.get("handover"):
            giver, basis = handed["from"] or "", body.get("basis") or ""
            found.hand_overs.append(HandOver(case, Act(act), at, giver, handed["to"], basis))
        if act == Act.OBJECTED:
            found.objected.append(case)
        elif act == Act.RULED:
            (found.upheld if body["upheld"] else found.rejected).append(case)
    return found


def dispatch_cases(found: Dispatch) -> Cases:
    """The cases behind the counts, and behind what passed between each two units."""
    cases: Cases = {"hand_overs": sorted(one.case for one in found.hand_overs)}
    cases |= {name: sorted(getattr(found, name)) for name in ("objected", "upheld", "rejected")}
    for one in sorted(found.hand_overs):
        cases.setdefault(f"hand_overs/{one.giver} {one.taker}/count", []).append(one.case)
    return cases
