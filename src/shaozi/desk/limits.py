"""The moments a case of this desk runs against."""

from typing import Any, NamedTuple

from shaozi import lifecycle
from shaozi.clocks import Clocks, Office, clocks, due_by, resolve_by, respond_by, runs_on
from shaozi.desk.base import Desk
from shaozi.duties import Clock, Duty
from shaozi.terms import Due
from shaozi.triage.danger import clock


class Limits(NamedTuple):
    """The moments a case runs against, as its entries keep them."""

    tier: str
    respond_due: int
    due: int
    due_known: bool
    respond: str
    resolve: str
    moves: bool


def limits(desk: Desk, duty: Duty | None, text: str, run: Clocks) -> Limits:
    """A case's deadlines from its duty's clock, run as long and with such stops as it did."""
    found: Clock = clock(duty, text, desk.book)
    if not runs_on(found.tier):
        run = Clocks(run.start)
    run, here = run._replace(moves=found.moves), office(desk)
    respond = respond_by(run, found.respond, here)
    resolve = resolve_by(run, found.resolve, here)
    known = respond.known and resolve.known
    return Limits(found.tier, respond.end, resolve.end, known, *found[1:])


def due(
    desk: Desk, what: Due, tier: str, channel: str, start: int, before: int | None = None
) -> dict[str, Any] | None:
    """What an entry keeps of something due: start, limit, moment; None where nothing is.

    ``before``: it is due only if that is earlier.
    """
    limit = desk.book.dues[what].limit(tier, channel)
    if limit is None:
        return None
    moment = due_by({"start": start, "limit": limit}, office(desk)).end
    late = before is not None and moment >= before
    return None if late else {"start": start, "limit": limit, "due": moment}


def office(desk: Desk) -> Office:
    """The calendar this desk's days are counted by."""
    return Office(desk.calendar, desk.zone)


def clocks_of(desk: Desk, case: str) -> Clocks:
    """The clocks of a case by its entries that stand."""
    return clocks(lifecycle.fold(desk.store.history(case)).undoable)
