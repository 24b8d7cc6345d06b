"""A calendar arrives: the deadlines it changes are counted again."""

from typing import NamedTuple

from shaozi.case import Case
from shaozi.clocks import resolve_by, respond_by
from shaozi.desk.base import Desk, keep_text, record
from shaozi.desk.limits import clocks_of, office
from shaozi.terms import Act
from shaozi.worktime import local_day


class Change(NamedTuple):
    """A case whose deadlines another calendar changes, before and after, and the notices."""

    before: Case
    after: Case
    basis: str


def recalculate(desk: Desk) -> list[Change]:
    """Count the deadlines of the open cases again, on the desk's calendar; gives what changed.

    A transaction for each case, so that an interruption leaves none half done; doing it again
    changes nothing more. Limits are those kept when they were set, not those of today's list;
    pauses and extensions hold.
    Calls need no count: how soon a unit reports in is in minutes or hours (`dutylint`).
    """
    changes = []
    for (number,) in desk.store.rows("open_numbers"):
        with desk.store.writing():
            change = _recalculated(desk, number)
        if change:
            changes.append(change)
    return changes


def _recalculated(desk: Desk, number: str) -> Change | None:
    case = desk.store.case(number)
    if case is None or not case.open:  # another desk was faster
        return None
    run, here = clocks_of(desk, number), office(desk)
    if run.respond is None or run.resolve is None:
        return None
    respond = respond_by(run, run.respond, here)
    resolve = resolve_by(run, run.resolve, here)
    names = ("respond_due", "due", "due_known")
    was = {name: getattr(case, name) for name in names}
    known = respond.known and resolve.known
    now = dict(zip(names, (respond.end, resolve.end, known), strict=True))
    if was == now:
        return None
    basis = _basis(desk, run.start, max(case.due, resolve.end))
    body = now | {"was": was, "basis": keep_text(desk, number, "basis", basis)}
    return Change(case, record(desk, case, Act.RECALCULATED, body), basis)


def _basis(desk: Desk, start: int, end: int) -> str:
    """The notices on which the new moments rest."""
    own = desk.calendar.bases(local_day(start, desk.zone), local_day(end, desk.zone))
    return "；".join(own) or "国务院办公厅公布的放假安排"
