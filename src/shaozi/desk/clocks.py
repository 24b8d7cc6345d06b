"""The acts on the clocks of a case: pause, resume, extend, and the first word to the resident."""

from typing import Any

from shaozi import lifecycle
from shaozi.case import Case
from shaozi.clocks import (
    Office,
    Why,
    check_clock,
    check_end,
    due_by,
    paused,
    resolve_by,
    respond_by,
    result_clocks,
    result_sum,
    span_until,
)
from shaozi.desk.base import (
    Desk,
    find_case,
    keep_person,
    keep_text,
    readable,
    record,
)
from shaozi.desk.limits import clocks_of, office
from shaozi.errors.cases import OutOfOrder
from shaozi.errors.clocks import NothingToSign, NotPaused
from shaozi.explain import Pause, Sum, add_up
from shaozi.labels import label
from shaozi.moments import read_span
from shaozi.terms import Act
from shaozi.triage.danger import clock
from shaozi.worktime import Span, clock_text, holiday


def pause(
    desk: Desk,
    typed: str,
    reason: str,
    approver: str,
    until: int,
    told: str | None = None,
    happened_at: int | None = None,
) -> Case:
    """Let the clock to resolve by stand still up to a moment (挂账); it then runs on by itself.

    Raises what `check_clock` and `check_end` raise, or `OutOfOrder`.
    """
    rule = desk.book.clock_rules[Act.PAUSED]
    with desk.store.writing():
        case = find_case(desk, typed)
        at = desk.moment(happened_at)
        lifecycle.check(case, Act.PAUSED, at)
        run = clocks_of(desk, case.number)
        _after(desk, Act.PAUSED, at, run.start)
        check_clock(case, Act.PAUSED, at, run.used(Act.PAUSED), rule, desk.zone)
        check_end(case, Act.PAUSED, until, at, desk.now, rule, office(desk))
        due = resolve_by(
            run._replace(pauses=(*run.pauses, Pause(at, until))),
            run.resolve or _limit(desk, case),
            office(desk),
        )
        body = _granted(desk, case, reason, approver, told) | {
            "until": until,
            "due": due.end,
            "due_known": due.known,
        }
        return record(desk, case, Act.PAUSED, body, happened_at)


def resume(desk: Desk, typed: str, happened_at: int | None = None) -> Case:
    """End a pause before its time; raises `NotPaused`."""
    with desk.store.writing():
        case = find_case(desk, typed)
        at = desk.moment(happened_at)
        lifecycle.check(case, Act.RESUMED, at)
        if not paused(case, at):
            raise NotPaused(case.number)
        run = clocks_of(desk, case.number)
        *before, last = run.pauses
        run = run._replace(pauses=(*before, last._replace(end=at)))
        due = resolve_by(run, run.resolve or _limit(desk, case), office(desk))
        body = {"due": due.end, "due_known": due.known}
        return record(desk, case, Act.RESUMED, body, happened_at)


def extend(
    desk: Desk,
    typed: str,
    reason: str,
    approver: str,
    *,
    by: str | None = None,
    until: int | None = None,
    told: str | None = None,
    happened_at: int | None = None,
) -> Case:
    """Give a case more time: by a span, or else until a moment (《接诉即办工作条例》第15条).

    Raises what `check_clock` and `check_end` raise, `BadSpan`, `NotLater` or `OutOfOrder`.
    """
    rule = desk.book.clock_rules[Act.EXTENDED]
    with desk.store.writing():
        case = find_case(desk, typed)
        at = desk.moment(happened_at)
        lifecycle.check(case, Act.EXTENDED, at)
        run = clocks_of(desk, case.number)
        _after(desk, Act.EXTENDED, at, run.start)
        check_clock(case, Act.EXTENDED, at, run.used(Act.EXTENDED), rule, desk.zone)
        limit = run.resolve or _limit(desk, case)
        here = office(desk)
        if until is not None:
            check_end(case, Act.EXTENDED, until, case.due, desk.now, rule, here, moves=run.moves)
        span = read_span(by) if by else span_until(case.due, until or 0, limit, here)
        longer = run._replace(extensions=(*run.extensions, span))
        due = resolve_by(longer, limit, here)
        check_end(case, Act.EXTENDED, due.end, case.due, desk.now, rule, here, moves=run.moves)
        body = _granted(desk, case, reason, approver, told) | {
            "by": list(span),
            "due": due.end,
            "due_known": due.known,
        }
        return record(desk, case, Act.EXTENDED, body, happened_at)


def contact(
    desk: Desk,
    typed: str,
    how: str | None = None,
    *,
    told: bool = False,
    interim: bool = False,
    happened_at: int | None = None,
) -> Case:
    """The resident was spoken with; the first time is what the clock to respond asks for.

    ``told``: also of the pause or extension that was granted, or of where the matter went.
    ``interim``: how far the work is, as the interim reply. Raises `OutOfOrder` for a word
    from before the case was logged or reopened.
    """
    with desk.store.writing():
        case = find_case(desk, typed)
        at = desk.moment(happened_at)
        lifecycle.check(case, Act.CONTACTED, at)
        _after(desk, Act.CONTACTED, at, clocks_of(desk, case.number).start)
        body = {"how": keep_text(desk, case.number, "contact", how), "told": told}
        body |= {"interim": True} if interim else {}
        return record(desk, case, Act.CONTACTED, body, happened_at)


def sign(desk: Desk, typed: str, happened_at: int | None = None) -> Case:
    """Sign for a ticket that came from 12345; raises `NothingToSign` or `OutOfOrder`."""
    with desk.store.writing():
        case = find_case(desk, typed)
        at = desk.moment(happened_at)
        lifecycle.check(case, Act.SIGNED, at)
        if case.sign_in_due is None or case.signed_at is not None:
            signed = None if case.signed_at is None else clock_text(case.signed_at, desk.zone)
            raise NothingToSign(case.number, signed)
        _after(desk, Act.SIGNED, at, case.logged_at)
        return record(desk, case, Act.SIGNED, {}, happened_at)


def why(desk: Desk, case: Case) -> list[Why]:
    """How each deadline of a case adds up: its own, what else is due, of each whistle and call."""
    run, here = clocks_of(desk, case.number), office(desk)
    respond = resolve = None
    if run.respond and run.resolve:
        respond = respond_by(run, run.respond, here, holiday)
        resolve = resolve_by(run, run.resolve, here, holiday)
    found = [
        Why("respond", None, case.respond_due, respond),
        Why("resolve", None, case.due, resolve),
    ]
    found += [
        Why(name, None, due["due"], due_by(due, here, holiday))
        for name, due in sorted(run.dues.items())
    ]
    entries = lifecycle.fold(desk.store.history(case.number)).undoable
    results = {(clock.whistle, clock.unit): clock for clock in result_clocks(entries)}
    for blown in case.whistles:
        if blown.answer_due is not None:
            minutes = _minutes(blown.whistled_at, blown.answer_due, here)
            found.append(Why("answer", blown.number, blown.answer_due, minutes))
        for call in blown.calls:
            minutes = _minutes(call.called_at, call.due, here)
            found.append(Why("call", call.unit, call.due, minutes))
            clock = results.get((call.whistle, call.unit))
            if clock and call.result_due is not None:
                result = result_sum(clock, here, holiday)
                found.append(Why("result", call.unit, call.result_due, result))
    dates = (made for made in case.promises if made.stands)
    return found + [Why("promise", made.unit, made.due, None) for made in dates]


def _minutes(start: int, due: int, here: Office) -> Sum:
    """A limit of a kind of whistle, which runs on, day and night."""
    return add_up(start, [Span((due - start) // 60, "m")], (), *here)


def _after(desk: Desk, act: Act, at: int, start: int) -> None:
    if at < start:
        begun = clock_text(start, desk.zone)
        raise OutOfOrder(label(act), clock_text(at, desk.zone), label(Act.LOGGED), begun)


def _granted(
    desk: Desk, case: Case, reason: str, approver: str, told: str | None
) -> dict[str, Any]:
    """Why, who approved it, and how the resident was told, if that is done."""
    return {
        "reason": keep_text(desk, case.number, "reason", reason),
        "approver": keep_person(desk, case.number, "approver", readable(approver)),
        "told": keep_text(desk, case.number, "told", told),
    }


def _limit(desk: Desk, case: Case) -> str:
    """The limit a case runs on whose entries do not keep it, as the duty list has it now."""
    text = desk.store.texts(case.number).get(case.issue, "")
    return clock(desk.book.duties.get(case.duty or ""), text, desk.book).resolve
