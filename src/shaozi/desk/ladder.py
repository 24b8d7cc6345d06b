"""The acts that follow when a unit stays away or a case runs late."""

from datetime import time
from typing import NamedTuple

from shaozi import ladder as rules
from shaozi import lifecycle
from shaozi.case import Case
from shaozi.desk.base import Desk, record
from shaozi.ladder import Due, Hours, Ladder
from shaozi.terms import Act, Rung


class Notice(NamedTuple):
    """One rung climbed: its number, the case as it stood, what was due, and the rungs before."""

    number: str
    case: Case
    due: Due
    before: tuple[tuple[Rung, int], ...]


def late_cases(desk: Desk) -> list[str]:
    """The cases on which something may be late: read by index, however long the ledger."""
    found = desk.store.rows("overdue_cases", now=desk.now)
    found += desk.store.rows("late_calls", now=desk.now)
    found += desk.store.rows("late_promises", now=desk.now)
    return sorted({row[0] for row in found})


def climb(desk: Desk, number: str, ladder: Ladder) -> list[Notice]:
    """Climb the next rung of everything late on a case, each an entry; often there is none."""
    hours = Hours(desk.calendar, time.fromisoformat(desk.book.opening), desk.zone)
    with desk.store.writing():
        case = desk.store.case(number)
        assert case is not None, "it was read from the ledger, where no case is ever deleted"
        past = lifecycle.fold(desk.store.history(number)).undoable
        notices = []
        for due in rules.due(case, past, desk.now, ladder, desk.book, hours):
            body = {
                "rung": due.step.rung,
                "trouble": due.late.trouble,
                "whistle": due.late.whistle,
                "unit": due.late.unit,
                "since": due.late.since,
                "to": list(due.to),
                "basis": [f"{cited.law}{cited.article}" for cited in due.basis],
            }
            case = record(desk, case, Act.ESCALATED, body)
            before = tuple(
                (Rung(entry.body["rung"]), entry.happened_at)
                for entry in rules.climbed(past).get(due.late.key, ())
            )
            notices.append(
                Notice(f"{desk.code}-{desk.store.head(desk.code)[0]}", case, due, before)
            )
    return notices
