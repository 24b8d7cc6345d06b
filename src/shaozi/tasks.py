"""District assignments: whether the duty list has them, and what their history adds up to.

A street takes on no department's task outside its list without approval (《街道办事处条例》
第10条); nothing outside its own list is passed to a community (第32条).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from shaozi.duties import Duty
from shaozi.dutybook import DutyBook
from shaozi.errors import ShaoziError
from shaozi.errors.cases import OutOfOrder
from shaozi.errors.ledger import BrokenHistory
from shaozi.errors.tasks import NeedsApproval, OnTheList, TaskAnswered, TaskUndecided
from shaozi.escalate import powers_for
from shaozi.labels import label
from shaozi.terms import Fit, TaskAct, TaskState
from shaozi.triage.verdict import Verdict
from shaozi.worktime import clock_text

#: The item about assignments as such: a text that only says it was handed down falls under it,
#: and what is to be done is still to be found on the list.
GATEKEEPING = "ZH-03"
#: Kinds of unit that are the street's own, and the branch whose powers the street was given
#: (京政发〔2020〕9号). Whoever else has the power for an item has the lead in it.
_OWN_KINDS = frozenset({"department", "enforcement", "centre"})
_OWN_BRANCH = "chengguan"


class TaskEntry(NamedTuple):
    """One line of an assignment's history, of the shape of `Entry`."""

    id: str
    desk: str
    number: int
    task: str
    act: TaskAct
    happened_at: int
    recorded_at: int
    actor: str
    body: Mapping[str, Any]
    clock_set: bool
    digest: str = ""


class Task(NamedTuple):
    """Where an assignment stands; ``community`` is empty where the street itself is asked.

    Texts are ids. ``answer_due`` and ``starts_after`` are None unless the office has set limits.
    """

    number: str
    desk: str
    year: int
    running: int
    state: TaskState
    source: str
    ref: str
    community: str
    issue: str
    asked: str | None
    fit: Fit
    duty: str | None
    lead: str | None
    decided_by: str | None
    received_at: int
    recorded_at: int
    answer_due: int | None
    starts_after: int | None
    reason: str | None
    letter: str | None
    approval: str | None
    approver: str | None
    answered_at: int | None
    last_entry: str


class Standing(NamedTuple):
    """What the list says of an assignment: the item, as what, who has the lead, on what basis."""

    fit: Fit
    duty: str | None
    lead: str | None
    basis: str | None


def decided(verdict: Verdict, book: DutyBook) -> Duty | None:
    """The item the matcher decided on for an assignment, or None while it is unsure."""
    return book.duties[verdict.code] if verdict.code not in (None, GATEKEEPING) else None


def standing(duty: Duty | None, text: str, book: DutyBook, *, community: bool) -> Standing:
    """What the list says of an assignment that speaks of ``duty``; None: it has no such item.

    The street supports where a department outside it has the power for what is asked. A
    community is asked for its own work only where it can settle the matter itself, and only
    helps where that takes power of enforcement.
    """
    if duty is None or not duty.is_street:
        return Standing(Fit.OFF, duty.code if duty else None, duty and duty.owner_unit, None)
    basis = duty.basis[0]
    if community:
        off = Fit.SUPPORT if duty.enforcement else Fit.LEAD
        fit = off if duty.community_can_resolve else Fit.OFF
        return Standing(fit, duty.code, duty.lead, basis)
    for power in powers_for(duty, text)[:1]:
        unit = book.units[power.unit]
        if unit.kind not in _OWN_KINDS and unit.id != _OWN_BRANCH:
            return Standing(Fit.SUPPORT, duty.code, unit.id, power.basis)
    return Standing(Fit.LEAD, duty.code, duty.lead, basis)


def next_steps(task: Task) -> list[str]:
    """The commands that may follow, the likeliest first; none once it is answered."""
    n = task.number
    decline, accept = f"shaozi task decline {n} --reason …", f"shaozi task accept {n}"
    if task.state is not TaskState.RECEIVED:
        return []
    return {
        Fit.LEAD: [accept],
        Fit.SUPPORT: [accept, decline],
        Fit.OFF: [decline, f"{accept} --approval … --by …"],
        Fit.UNSURE: [f"shaozi task assign {n} …"],
    }[task.fit]


# --- which act may follow ------------------------------------------------------------------------


def check(task: Task, happened_at: int) -> None:
    """Refuse an act on what was answered (`TaskAnswered`) or not yet received (`OutOfOrder`)."""
    if task.answered_at is not None:
        raise TaskAnswered(task.number, task.state, clock_text(task.answered_at))
    if happened_at < task.received_at:
        moments = clock_text(happened_at), clock_text(task.received_at)
        raise OutOfOrder(task.number, moments[0], label(TaskAct.RECEIVED), moments[1])


def check_answer(task: Task, *, declined: bool, approved: bool) -> None:
    """Refuse an answer the law does not bear: `TaskUndecided`, `OnTheList`, `NeedsApproval`."""
    if task.fit is Fit.UNSURE:
        raise TaskUndecided(task.number)
    if declined and task.fit is Fit.LEAD:
        raise OnTheList(task.number, task.duty or "")
    if not declined and task.fit is Fit.OFF and not approved:
        raise NeedsApproval(task.number, community=bool(task.community))


# --- what a history adds up to -------------------------------------------------------------------


def apply(task: Task | None, entry: TaskEntry) -> Task:
    """Fold one entry into where the assignment stands; None is one not yet received."""
    if (task is None) != (entry.act is TaskAct.RECEIVED):
        raise BrokenHistory(entry.task, entry.id)
    if task is None:
        return _received(entry)
    check(task, entry.happened_at)
    return _STEPS[entry.act](task, entry)._replace(last_entry=entry.id)


class Folded(NamedTuple):
    """What a history adds up to; ``set_aside`` are entries that could have no part in it."""

    task: Task
    set_aside: tuple[TaskEntry, ...]


def fold(entries: Iterable[TaskEntry]) -> Folded:
    """Replay a history, oldest entry first; raises `BrokenHistory` if none received it.

    Of what two desks wrote that does not go together, the later is set aside, as in
    `lifecycle.fold`.
    """
    task: Task | None = None
    set_aside: list[TaskEntry] = []
    for entry in entries:
        try:
            task = apply(task, entry)
        except ShaoziError:
            set_aside.append(entry)
            task = task and task._replace(last_entry=entry.id)
    if task is None:
        raise BrokenHistory(set_aside[0].task, set_aside[0].id)
    return Folded(task, tuple(set_aside))


def _received(entry: TaskEntry) -> Task:
    body = entry.body
    return Task(
        number=entry.task,
        desk=entry.desk,
        year=body["year"],
        running=body["running"],
        state=TaskState.RECEIVED,
        source=body["source"],
        ref=body["ref"],
        community=body["community"],
        issue=body["issue"]["text"],
        asked=_text(body["asked"]),
        fit=Fit(body["fit"]),
        duty=body["duty"],
        lead=body["lead"],
        decided_by=body["decided_by"],
        received_at=entry.happened_at,
        recorded_at=entry.recorded_at,
        answer_due=body["answer_due"],
        starts_after=body["starts_after"],
        reason=None,
        letter=None,
        approval=None,
        approver=None,
        answered_at=None,
        last_entry=entry.id,
    )


def _text(cited: Mapping[str, str] | None) -> str | None:
    return cited["text"] if cited else None


def _assigned(task: Task, entry: TaskEntry) -> Task:
    body = entry.body
    return task._replace(
        fit=Fit(body["fit"]), duty=body["duty"], lead=body["lead"], decided_by=body["decided_by"]
    )


def _declined(task: Task, entry: TaskEntry) -> Task:
    return task._replace(
        state=TaskState.DECLINED,
        reason=_text(entry.body["reason"]),
        letter=_text(entry.body["letter"]),
        answered_at=entry.happened_at,
    )


def _accepted(task: Task, entry: TaskEntry) -> Task:
    return task._replace(
        state=TaskState.ACCEPTED,
        approval=entry.body["approval"],
        approver=_text(entry.body["approver"]),
        answered_at=entry.happened_at,
    )


_STEPS: dict[TaskAct, Callable[[Task, TaskEntry], Task]] = {
    TaskAct.ASSIGNED: _assigned,
    TaskAct.DECLINED: _declined,
    TaskAct.ACCEPTED: _accepted,
}
