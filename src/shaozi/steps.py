"""One small step per act: how an entry changes where its case stands.

A step needs nothing but the case and the entry, so that a replay has no list and no clock.
"""

from collections.abc import Callable, Mapping
from typing import Any

from shaozi.case import Case, Entry, cited
from shaozi.errors.ledger import BrokenHistory
from shaozi.terms import Act, Channel, Satisfied, State
from shaozi.whistlesteps import WHISTLE_STEPS

#: Channels by which the officer speaks with the resident when the case is logged.
SPOKEN = {Channel.VISIT, Channel.WALK_IN, Channel.PHONE, Channel.WECHAT}


def opened(entry: Entry) -> Case:
    """The case that an entry LOGGED or SETTLED opens."""
    body = entry.body
    settled = entry.act is Act.SETTLED
    state = State.HANDLING if body["duty"] else State.LOGGED
    dues = _dues(entry)
    return Case(
        number=entry.case,
        desk=entry.desk,
        year=body["year"],
        running=body["running"],
        state=State.CLOSED if settled else state,
        open=not settled,
        channel=body["channel"],
        community=body["community"],
        lane=body["lane"],
        ref=body["ref"],
        issue=body["issue"]["text"],
        address=cited(body["address"]),
        person=cited(body["person"]),
        duty=body["duty"],
        lead=body["lead"],
        decided_by=body["decided_by"],
        tier=body["tier"],
        logged_at=entry.happened_at,
        recorded_at=entry.recorded_at,
        respond_due=body["respond_due"],
        due=body["due"],
        due_known=body["due_known"],
        since=entry.happened_at,
        outcome=cited(body.get("how")),
        solved=None,
        satisfied=None,
        resolved_at=entry.happened_at if settled else None,
        called_back_at=None,
        ended_at=entry.happened_at if settled else None,
        reopened=0,
        last_entry=entry.id,
        contacted_at=entry.happened_at if settled or body["channel"] in SPOKEN else None,
        receiver=body.get("receiver"),
        sign_in_due=dues.get("sign_in_due"),
        interim_due=dues.get("interim_due"),
    )


def _dues(entry: Entry) -> dict[str, Any]:
    """The moments that an entry says something is due by, as a case has them; None: no longer."""
    dues = entry.body.get("dues", {}).items()
    return {f"{name}_due": found and found["due"] for name, found in dues}


def with_dues(case: Case, entry: Entry) -> Case:
    """The case with the moments that an entry says something is due by."""
    dues = _dues(entry)
    return case._replace(**dues) if dues else case


def _assigned(case: Case, entry: Entry) -> Case:
    body = entry.body
    if body["tier"] == "emergency":  # its clock runs on whatever was granted before
        case = case._replace(paused_at=None, paused_until=None, to_tell=None)
    return case._replace(
        state=State.HANDLING if case.state is State.LOGGED else case.state,
        duty=body["duty"],
        lead=body["lead"],
        decided_by=body["decided_by"],
        tier=body["tier"],
        respond_due=body["respond_due"],
        due=body["due"],
        due_known=body["due_known"],
        receiver=body.get("receiver", case.receiver),
    )


def _objected(case: Case, entry: Entry) -> Case:
    return case._replace(objection=entry.id)


def _ruled(case: Case, entry: Entry) -> Case:
    if case.objection is None:
        raise BrokenHistory(entry.case, entry.id)
    to = entry.body["to"]  # None where it was not upheld
    return case._replace(objection=None, lead=to or case.lead, receiver=to or case.receiver)


def _amended(case: Case, entry: Entry) -> Case:
    changed: dict[str, Any] = {
        name: cited(value) if isinstance(value, Mapping) else value
        for name, value in entry.body["fields"].items()
    }
    return case._replace(**changed)


def _unchanged(case: Case, entry: Entry) -> Case:
    return case


def _resolved(case: Case, entry: Entry) -> Case:
    return case._replace(
        state=State.RESOLVED,
        since=entry.happened_at,
        resolved_at=entry.happened_at,
        outcome=cited(entry.body["how"]),
    )


def _called_back(case: Case, entry: Entry) -> Case:
    return case._replace(
        state=State.CALLED_BACK,
        since=entry.happened_at,
        called_back_at=entry.happened_at,
        solved=entry.body["solved"],
        satisfied=Satisfied(entry.body["satisfied"]),
    )


def _reopened(case: Case, entry: Entry) -> Case:
    return case._replace(
        state=State.HANDLING if case.duty else State.LOGGED,
        open=True,
        since=entry.happened_at,
        resolved_at=None,
        called_back_at=None,
        ended_at=None,
        solved=None,
        satisfied=None,
        outcome=None,
        respond_due=entry.body["respond_due"],
        due=entry.body["due"],
        due_known=entry.body["due_known"],
        reopened=case.reopened + 1,
        contacted_at=None,
        interim_at=None,
        paused_at=None,
        paused_until=None,
        to_tell=None,
        route=None,
    )


def _paused(case: Case, entry: Entry) -> Case:
    until = entry.body["until"]
    return _extended(case, entry)._replace(paused_at=entry.happened_at, paused_until=until)


def _resumed(case: Case, entry: Entry) -> Case:
    due, known = entry.body["due"], entry.body["due_known"]
    return case._replace(due=due, due_known=known, paused_at=None, paused_until=None)


def _extended(case: Case, entry: Entry) -> Case:
    body = entry.body
    to_tell = None if body["told"] else entry.act.value
    return case._replace(due=body["due"], due_known=body["due_known"], to_tell=to_tell)


def _contacted(case: Case, entry: Entry) -> Case:
    body, at = entry.body, entry.happened_at
    return case._replace(
        contacted_at=at if case.contacted_at is None else case.contacted_at,
        to_tell=None if body["told"] else case.to_tell,
        interim_at=at if body.get("interim") else case.interim_at,
    )


def _signed(case: Case, entry: Entry) -> Case:
    return case._replace(signed_at=entry.happened_at)


def _recalculated(case: Case, entry: Entry) -> Case:
    body = entry.body
    results = {(call["whistle"], call["unit"]): call["due"] for call in body.get("results", ())}
    whistles = (
        whistle._replace(
            calls=tuple(
                call._replace(result_due=results.get((call.whistle, call.unit), call.result_due))
                for call in whistle.calls
            )
        )
        for whistle in case.whistles
    )
    return case._replace(
        respond_due=body["respond_due"],
        due=body["due"],
        due_known=body["due_known"],
        whistles=tuple(whistles),
    )


def _ended(state: State) -> Callable[[Case, Entry], Case]:
    def step(case: Case, entry: Entry) -> Case:
        outcome = cited(entry.body.get("how")) or case.outcome
        to_tell = case.to_tell
        if "told" in entry.body:  # older entries did not keep the telling apart
            to_tell = None if entry.body["told"] else entry.act.value
        whistles = tuple(
            whistle
            if whistle.stood_down_at is not None
            else whistle._replace(stood_down_at=entry.happened_at)
            for whistle in case.whistles
        )
        return case._replace(
            whistles=whistles,
            state=state,
            open=False,
            since=entry.happened_at,
            ended_at=entry.happened_at,
            outcome=outcome,
            to_tell=to_tell,
            route=entry.body.get("route"),
        )

    return step


#: What each act does to a case, but for those that open one and UNDONE (see `lifecycle`).
STEPS: dict[Act, Callable[[Case, Entry], Case]] = {
    Act.ASSIGNED: _assigned,
    Act.AMENDED: _amended,
    Act.NOTED: _unchanged,
    Act.ATTACHED: _unchanged,
    Act.LINKED: _unchanged,
    Act.RESOLVED: _resolved,
    Act.CALLED_BACK: _called_back,
    Act.CLOSED: _ended(State.CLOSED),
    Act.REOPENED: _reopened,
    Act.REFERRED: _ended(State.REFERRED),
    Act.ADVISED: _ended(State.ADVISED),
    Act.REPORTED: _ended(State.REPORTED),
    Act.MERGED: _ended(State.MERGED),
    Act.WITHDRAWN: _ended(State.WITHDRAWN),
    Act.ESCALATED: _unchanged,
    Act.PAUSED: _paused,
    Act.RESUMED: _resumed,
    Act.EXTENDED: _extended,
    Act.CONTACTED: _contacted,
    Act.RECALCULATED: _recalculated,
    Act.OBJECTED: _objected,
    Act.RULED: _ruled,
    Act.SIGNED: _signed,
    Act.ERASED: _unchanged,
    **WHISTLE_STEPS,
}
