"""Objections to where a case was sent, and the rulings on them."""

from shaozi import lifecycle
from shaozi.case import Case, Entry
from shaozi.desk.base import Desk, find_case, keep_person, keep_text, readable, record
from shaozi.dispatch import answers, hand_over, is_ticket
from shaozi.errors.cases import OutOfOrder
from shaozi.errors.dispatch import AlreadyObjected, NoObjection, NotSent, SameUnit
from shaozi.labels import label
from shaozi.terms import Act
from shaozi.worktime import clock_text


def object_to(
    desk: Desk,
    typed: str,
    ground: str,
    basis: str,
    suggest: str,
    happened_at: int | None = None,
) -> Case:
    """The unit that has a case says it is another's (派单异议); it leads until this is upheld.

    Raises `NotSent` for a case that is no ticket, `AlreadyObjected`, or `SameUnit` if the unit
    suggested is the one that has it.
    """
    readable(ground)
    readable(basis)
    unit = desk.book.unit(suggest).id
    with desk.store.writing():
        case = find_case(desk, typed)
        lifecycle.check(case, Act.OBJECTED, desk.moment(happened_at))
        if not is_ticket(case):
            raise NotSent(case.number)
        if case.objection:
            raise AlreadyObjected(case.number)
        if unit == answers(case):
            raise SameUnit(case.number, desk.book.unit_name(unit))
        body = {
            "unit": answers(case),
            "ground": keep_text(desk, case.number, "ground", ground),
            "basis": keep_text(desk, case.number, "basis", basis),
            "suggest": unit,
        }
        return record(desk, case, Act.OBJECTED, body, happened_at)


def rule(
    desk: Desk,
    typed: str,
    *,
    upheld: bool,
    reason: str,
    by: str,
    to: str | None = None,
    happened_at: int | None = None,
) -> Case:
    """Rule on the objection; upheld, the case passes to the unit suggested, or to ``to``.

    Raises `NoObjection`, or `OutOfOrder` for a ruling from before the objection.
    """
    readable(reason)
    readable(by)
    with desk.store.writing():
        case = find_case(desk, typed)
        at = desk.moment(happened_at)
        lifecycle.check(case, Act.RULED, at)
        objection = _objection(desk, case)
        if at < objection.happened_at:
            raise OutOfOrder(
                *(label(Act.RULED), clock_text(at, desk.zone)),
                *(label(Act.OBJECTED), clock_text(objection.happened_at, desk.zone)),
            )
        taker = (desk.book.unit(to).id if to else objection.body["suggest"]) if upheld else None
        body = {
            "upheld": upheld,
            "to": taker,
            "handover": hand_over(case, taker),
            "basis": desk.book.dispatch["objection"].basis,
            "reason": keep_text(desk, case.number, "reason", reason),
            "by": keep_person(desk, case.number, "ruler", by),
        }
        return record(desk, case, Act.RULED, body, happened_at)


def _objection(desk: Desk, case: Case) -> Entry:
    if case.objection is None:
        raise NoObjection(case.number)
    history = desk.store.history(case.number)
    return next(entry for entry in history if entry.id == case.objection)
