"""The moments a case of this desk runs against."""

from typing import Any

from shaozi import lifecycle
from shaozi.clocks import Clocks, Office, clocks, resolve_by, runs_on
from shaozi.desk.base import Desk
from shaozi.duties import Clock, Duty
from shaozi.terms import Due
from shaozi.triage.danger import clock
from shaozi.worktime import Deadline, deadline, parse_span


def limits(desk: Desk, duty: Duty | None, text: str, run: Clocks) -> dict[str, Any]:
    """What an entry keeps of a case's deadlines, from its duty's clock.

    It is run as long and with such stops as it did.
    """
    found: Clock = clock(duty, text, desk.book)
    if not runs_on(found.tier):
        run = Clocks(run.start)
    here = office(desk)
    respond = deadline(run.start, parse_span(found.respond), *here, moves=found.moves)
    resolve = _resolve_by(run, found, here)
    return {
        "tier": found.tier,
        "respond_due": respond.at,
        "due": resolve.at,
        "due_known": respond.known and resolve.known,
        "respond": found.respond,
        "resolve": found.resolve,
        "moves": found.moves,
    }


def _resolve_by(run: Clocks, found: Clock, here: Office) -> Deadline:
    """The moment to resolve by; added up line by line only where something stops the clock."""
    if run.pauses or run.extensions:
        summed = resolve_by(run._replace(moves=found.moves), found.resolve, here)
        return Deadline(summed.end, summed.known)
    return deadline(run.start, parse_span(found.resolve), *here, moves=found.moves)


def due(
    desk: Desk, what: Due, tier: str, channel: str, start: int, before: int | None = None
) -> dict[str, Any] | None:
    """What an entry keeps of something due: start, limit, moment; None where nothing is.

    ``before``: it is due only if that is earlier.
    """
    limit = desk.book.dues[what].limit(tier, channel)
    if limit is None:
        return None
    moment = deadline(start, parse_span(limit), *office(desk)).at
    late = before is not None and moment >= before
    return None if late else {"start": start, "limit": limit, "due": moment}


def office(desk: Desk) -> Office:
    """The calendar this desk's days are counted by."""
    return Office(desk.calendar, desk.zone)


def clocks_of(desk: Desk, case: str) -> Clocks:
    """The clocks of a case by its entries that stand."""
    return clocks(lifecycle.fold(desk.store.history(case)).undoable)
