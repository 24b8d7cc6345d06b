"""The ledger of what residents told (民情台账): a line for each case."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from shaozi.case import Case
from shaozi.desk.base import Desk
from shaozi.figures.scope import Scope
from shaozi.privacy import mask_name, mask_phone, scrub
from shaozi.store import case_of


class Line(NamedTuple):
    """A case with what was typed for it, all of it masked."""

    case: Case
    text: str
    address: str
    name: str
    phone: str
    outcome: str


def ledger(scope: Scope) -> list[Line]:
    """The cases logged in the period, in the order in which they were."""
    return [_line(row) for row in scope.rows("ledger")]


def lines(desk: Desk, numbers: Iterable[str]) -> list[Line]:
    """These cases, by number."""
    return [_line(row) for row in desk.store.rows("ledger_of", numbers=json.dumps(list(numbers)))]


def _line(row: tuple[Any, ...]) -> Line:
    issue, address, name, phone, outcome = (found or "" for found in row[-5:])
    return Line(
        case_of(row[:-5]),
        scrub(issue, (name,)),
        scrub(address, (name,)),
        mask_name(name) if name else "",
        mask_phone(phone) if phone else "",
        scrub(outcome, (name,)),
    )
