"""A calendar arrives: the deadlines it changes are counted again."""

from typing import Any, NamedTuple

from shaozi import lifecycle
from shaozi.case import Case
from shaozi.clocks import resolve_by, respond_by, result_clocks, result_sum
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
    How soon a unit reports in needs no count: that is in minutes or hours (`dutylint`).
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
    results = _results(desk, case)
    if was == now and not results:
        return None
    ends = [case.due, resolve.end, *(found["due"] for found in results)]
    basis = _basis(desk, run.start, max(ends))
    body: dict[str, Any] = now | {"was": was, "basis": keep_text(desk, number, "basis", basis)}
    body |= {"results": results} if results else {}
    return Change(case, record(desk, case, Act.RECALCULATED, body), basis)


def _results(desk: Desk, case: Case) -> list[dict[str, Any]]:
    """The calls of open whistles whose time to answer the calendar changes."""
    open_calls = {
        (call.whistle, call.unit): call.result_due
        for blown in case.whistles
        if blown.open
        for call in blown.calls
    }
    standing = lifecycle.fold(desk.store.history(case.number)).undoable
    found = []
    for clock in result_clocks(standing):
        due = result_sum(clock, office(desk)).end
        if due != open_calls.get((clock.whistle, clock.unit), due):
            found.append({"whistle": clock.whistle, "unit": clock.unit, "due": due})
    return found


def _basis(desk: Desk, start: int, end: int) -> str:
    """The notices on which the new moments rest."""
    own = desk.calendar.bases(local_day(start, desk.zone), local_day(end, desk.zone))
    return "；".join(own) or "国务院办公厅公布的放假安排"
