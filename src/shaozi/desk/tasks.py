"""The acts on a district assignment: received, matched to the list, declined, accepted."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from shaozi import tasks
from shaozi.desk.base import Desk, readable, short
from shaozi.duties import Duty
from shaozi.errors.lists import NoSuchUnit
from shaozi.errors.tasks import NoSuchTask
from shaozi.errors.typed import Ambiguous, NeedsFlag
from shaozi.store import tasks as books
from shaozi.store.ids import new_id
from shaozi.tasks import Task, TaskEntry
from shaozi.terms import TaskAct
from shaozi.triage.verdict import Verdict, check
from shaozi.words import say
from shaozi.worktime import deadline, local_day, parse_span

#: Typed in place of a code: the list has no such item.
NONE = frozenset({"none", "无", "没有"})


class Assignment(NamedTuple):
    """What a department hands down; ``community`` is empty where the street itself is asked."""

    text: str
    source: str
    ref: str = ""
    asked: str | None = None
    community: str = ""
    received_at: int | None = None


class Received(NamedTuple):
    """An assignment just received, what the list said of it, whether its days are known."""

    task: Task
    verdict: Verdict
    days_known: bool


def receive(desk: Desk, given: Assignment, admission: Sequence[str] = ()) -> Received:
    """Write an assignment down and match it to the list.

    ``admission``: the notice a community must be given and the time to decide, as the office
    set them; they hold for communities only.
    """
    text = readable(given.text)
    source = source_of(desk, given.source)
    received_at = desk.moment(given.received_at)
    community = short(given.community) or ""
    verdict = check(text, desk.book, desk.store.lessons)
    duty = tasks.decided(verdict, desk.book)
    found: dict[str, Any] = {"fit": "unsure", "duty": None, "lead": None, "decided_by": None}
    if duty:
        found = _found(desk, duty, text, community, "list")
    notice, decide = (
        [_working_days(desk, span, received_at) for span in admission]
        if admission and community
        else [(None, True), (None, True)]
    )
    with desk.store.writing():
        year = local_day(desk.now, desk.zone).year
        running = books.REGISTER.next_running(desk.store, desk.code, year)
        number = number_of(desk.code, year, running)
        body = {
            "year": year,
            "running": running,
            "source": source,
            "ref": short(given.ref) or "",
            "community": community,
            "issue": _keep(desk, number, "issue", text),
            "asked": _keep(desk, number, "asked", given.asked),
            **found,
            "answer_due": decide[0],
            "starts_after": notice[0],
            "confidence": verdict.confidence,
        }
        task = _record(desk, None, number, TaskAct.RECEIVED, body, received_at)
    return Received(task, verdict, notice[1] and decide[1])


def source_of(desk: Desk, typed: str) -> str:
    """The id of the unit meant, or the name as typed of one that the list does not know."""
    name = short(typed)
    if not name:
        raise NeedsFlag(say("交办单位", "who hands it down"), "--from")
    try:
        return desk.book.unit(name).id
    except NoSuchUnit:
        return name


def _found(
    desk: Desk, duty: Duty | None, text: str, community: str, decided_by: str
) -> dict[str, Any]:
    found = tasks.standing(duty, text, desk.book, community=bool(community))
    named = {"title": duty.title if duty else None, "list": desk.book.version}
    return found._asdict() | named | {"decided_by": decided_by}


def _working_days(desk: Desk, span: str, start: int) -> tuple[int, bool]:
    return deadline(start, parse_span(span), desk.calendar, desk.zone)


def assign(desk: Desk, typed: str, code: str) -> Task:
    """Say which item an assignment falls under, or that the list has none (`NONE`)."""
    duty = None if code.strip().lower() in NONE else desk.book.duty(code)
    with desk.store.writing():
        task = find_task(desk, typed)
        tasks.check(task, desk.now)
        text = books.texts(desk.store, task.number).get(task.issue, "")
        body = _found(desk, duty, text, task.community, "officer")
        return _record(desk, task, task.number, TaskAct.ASSIGNED, body, None)


def decline(
    desk: Desk,
    typed: str,
    reason: str,
    letter: Callable[[Task, str, int], str],
    happened_at: int | None = None,
) -> Task:
    """Send an assignment back; the letter is kept word for word as it was made.

    ``letter`` makes it from the assignment, its text and the moment of the answer. Raises
    `OnTheList` where the list gives no ground, `TaskUndecided` or `TaskAnswered`.
    """
    readable(reason)
    with desk.store.writing():
        moment = desk.moment(happened_at)
        task = _answerable(desk, typed, moment, declined=True)
        text = books.texts(desk.store, task.number).get(task.issue, "")
        body = {
            "reason": _keep(desk, task.number, "reason", reason),
            "letter": _keep(desk, task.number, "letter", letter(task, text, moment)),
        }
        return _record(desk, task, task.number, TaskAct.DECLINED, body, moment)


def accept(
    desk: Desk,
    typed: str,
    approval: str | None = None,
    by: str | None = None,
    happened_at: int | None = None,
) -> Task:
    """Take an assignment on; what is not on the list needs an approval's number and who gave it.

    Raises `NeedsApproval`, `TaskUndecided` or `TaskAnswered`.
    """
    number, who = short(approval) or None, short(by) or None
    with desk.store.writing():
        moment = desk.moment(happened_at)
        task = _answerable(desk, typed, moment, approved=bool(number and who))
        body = {"approval": number, "approver": _keep(desk, task.number, "approver", who)}
        return _record(desk, task, task.number, TaskAct.ACCEPTED, body, moment)


def _answerable(
    desk: Desk, typed: str, moment: int, *, declined: bool = False, approved: bool = False
) -> Task:
    task = find_task(desk, typed)
    tasks.check(task, moment)
    tasks.check_answer(task, declined=declined, approved=approved)
    return task


def _keep(desk: Desk, number: str, kind: str, body: str | None) -> dict[str, str] | None:
    return books.REGISTER.keep(desk.store, number, kind, None if body is None else readable(body))


def _record(
    desk: Desk,
    before: Task | None,
    number: str,
    act: TaskAct,
    body: Mapping[str, Any],
    happened_at: int | None,
) -> Task:
    """Append one entry and write what it changes, inside the transaction under way."""
    entry = TaskEntry(
        id=new_id(before.last_entry if before else ""),
        desk=desk.code,
        number=books.REGISTER.next_number(desk.store, desk.code),
        task=number,
        act=act,
        happened_at=desk.moment(happened_at),
        recorded_at=desk.now,
        actor=desk.officer,
        body=body,
        clock_set=desk.clock_set,
    )
    after = tasks.apply(before, entry)
    books.REGISTER.append(desk.store, entry)
    books.put(desk.store, before, after)
    return after


# --- finding what is meant ----------------------------------------------------------------------

_FULL = re.compile(r"([A-Za-z]{2,8})-(\d{2})-[Rr](\d{1,9})")
_RUNNING = re.compile(r"[Rr]?(\d{1,9})", re.ASCII)


def number_of(desk: str, year: int, running: int) -> str:
    """An assignment's number: desk, year, R for 准入 (zhǔn rù), running number."""
    return f"{desk}-{year % 100:02d}-R{running:04d}"


def find_task(desk: Desk, typed: str) -> Task:
    """The assignment meant by a whole or a running number, as `base.find_case` finds a case."""
    typed = typed.strip()
    found = None
    if full := _FULL.fullmatch(typed):
        found = number_of(full[1].upper(), int(full[2]), int(full[3]))
    elif running := _RUNNING.fullmatch(typed):
        year = local_day(desk.now, desk.zone).year
        rows = desk.store.rows("tasks_of_running", running=int(running[1]))
        own = [row[0] for row in rows if (row[1], row[2]) == (desk.code, year)]
        candidates = own or [row[0] for row in rows]
        if len(candidates) > 1:
            raise Ambiguous(typed, candidates[:10])
        found = candidates[0] if candidates else None
    task = books.task(desk.store, found) if found else None
    if task is None:
        raise NoSuchTask(typed)
    return task
