"""Cases that belong together: repeats found, ties, and one merged into another."""

from shaozi import lifecycle
from shaozi.case import Case
from shaozi.desk.base import Desk, find_case, keep_text, readable, record
from shaozi.errors.cases import MergedAway, SameCase
from shaozi.repeats import WINDOW, may_be_one
from shaozi.store import Listed
from shaozi.terms import Act

DAY = 24 * 3600
#: Of the newest open cases of a duty, how many are looked at.
LOOKED_AT = 200


def repeats(desk: Desk, case: Case) -> list[Listed]:
    """Open cases of the last `WINDOW` days that may be the same matter, the oldest first."""
    if case.duty is None:
        return []
    found = desk.store.listed(
        "open_of_duty", of_duty=case.duty, since=desk.now - WINDOW * DAY, limit=LOOKED_AT
    )
    typed = desk.store.texts(case.number)
    text, place = typed.get(case.issue, ""), typed.get(case.address or "", "")
    return [
        other
        for other in reversed(found)
        if other.case.number != case.number and may_be_one(text, place, other.typed, other.place)
    ]


def link(desk: Desk, typed: str, other: str, reason: str | None = None) -> tuple[Case, Case]:
    """Tie two cases that belong together; each history says so. Raises `SameCase`."""
    with desk.store.writing():
        one, two = two_cases(desk, typed, other)
        return _tie(desk, one, two, reason), _tie(desk, two, one, reason)


def merge(desk: Desk, typed: str, into: str, reason: str) -> tuple[Case, Case]:
    """End a case because another, still open, is the same matter; the other's history says so.

    It is undone by `undo`, or by reopening the case. Raises `SameCase` or `MergedAway`.
    """
    readable(reason)
    with desk.store.writing():
        one, two = two_cases(desk, typed, into)
        if not two.open:
            raise MergedAway(two.number, two.state)
        lifecycle.check(one, Act.MERGED, desk.now)
        body = {"other": two.number, "reason": keep_text(desk, one.number, "reason", reason)}
        return record(desk, one, Act.MERGED, body), _tie(desk, two, one, reason)


def two_cases(desk: Desk, typed: str, other: str) -> tuple[Case, Case]:
    """Two different cases; raises `SameCase`."""
    one, two = find_case(desk, typed), find_case(desk, other)
    if one.number == two.number:
        raise SameCase(one.number)
    return one, two


def _tie(desk: Desk, case: Case, to: Case, reason: str | None) -> Case:
    body = {"other": to.number, "reason": keep_text(desk, case.number, "reason", reason)}
    return record(desk, case, Act.LINKED, body)
