"""The steps of a whistle: to the street, to the units, what each does, and what is agreed.

An entry of an older program lacks what later ones keep; a step takes it as it is.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from shaozi.calls import whistle_of
from shaozi.case import Call, Case, Entry, Promise, Whistle, cited
from shaozi.errors.cases import OutOfOrder
from shaozi.errors.ledger import BrokenHistory
from shaozi.labels import label
from shaozi.terms import Act, State
from shaozi.worktime import clock_text


def _whistled(case: Case, entry: Entry) -> Case:
    """Blown; without calls it is a whistle to the street, which has yet to say yes or no."""
    body = entry.body
    calls = _calls(entry)
    whistle = Whistle(
        number=body["whistle"],
        case=case.number,
        kind=body["kind"],
        reason=cited(body["reason"]),
        whistled_at=entry.happened_at,
        due=body["due"],
        called_at=entry.happened_at if calls else None,
        answer_due=None if calls else body["due"],
        calls=calls,
    )
    after = case._replace(whistles=(*case.whistles, whistle))
    return after._replace(state=_standing(after), since=entry.happened_at)


def _calls(entry: Entry) -> tuple[Call, ...]:
    return tuple(
        Call(
            whistle=entry.body["whistle"],
            unit=call["unit"],
            role=call["role"],
            basis=call["basis"],
            called_at=entry.happened_at,
            due=call["due"],
            result_due=call.get("result_due"),
        )
        for call in entry.body["calls"]
    )


def _approved(case: Case, entry: Entry) -> Case:
    """The street calls the units."""
    _expect(entry, case, waiting=True)
    fields = {"called_at": entry.happened_at, "due": entry.body["due"], "calls": _calls(entry)}
    after = _change_whistle(case, entry, **fields)
    return after._replace(state=_standing(after), since=entry.happened_at)


def _returned(case: Case, entry: Entry) -> Case:
    _expect(entry, case, waiting=True)
    why = cited(entry.body["reason"])
    return _over(case, entry, stood_down_at=entry.happened_at, returned=why)


def _widened(case: Case, entry: Entry) -> Case:
    """Further units are called on a whistle that is open."""
    whistle, more = _expect(entry, case, waiting=False), _calls(entry)
    if {call.unit for call in whistle.calls} & {call.unit for call in more}:
        raise BrokenHistory(entry.case, entry.id)
    return _change_whistle(case, entry, calls=(*whistle.calls, *more))


def _expect(entry: Entry, case: Case, *, waiting: bool) -> Whistle:
    """The whistle an entry is about, open; raises `BrokenHistory` if it is not as expected."""
    whistle = whistle_of(case, entry.body["whistle"])
    if not whistle.open or whistle.waiting != waiting:
        raise BrokenHistory(entry.case, entry.id)
    return whistle


def _received(case: Case, entry: Entry) -> Case:
    return _change_call(case, entry, received_at=entry.happened_at)


def _arrived(case: Case, entry: Entry) -> Case:
    by, post = cited(entry.body["by"]), cited(entry.body.get("post"))
    return _change_call(case, entry, arrived_at=entry.happened_at, arrived_by=by, post=post)


def _arrival_corrected(case: Case, entry: Entry) -> Case:
    body = entry.body
    calls = whistle_of(case, body["whistle"]).calls
    if not any(call.unit == body["unit"] and call.arrived_at is not None for call in calls):
        raise BrokenHistory(entry.case, entry.id)
    told = {"arrived_by": cited(body["by"]), "post": cited(body.get("post"))}
    given = {name: found for name, found in told.items() if found}
    return _change_call(case, entry, arrived_at=body["arrived_at"], **given)


def _left(case: Case, entry: Entry) -> Case:
    return _change_call(case, entry, left_at=entry.happened_at)


def _answered(case: Case, entry: Entry) -> Case:
    """What the unit did keeps what it had promised here; a new date takes the old one's place."""
    body = entry.body
    answer = cited(body["result"])
    after = _change_call(case, entry, answered_at=entry.happened_at, answer=answer)
    promise = body.get("promise")
    over = {"replaced_at" if promise else "kept_at": entry.happened_at}
    own = body["whistle"], body["unit"]
    after = _change_promises(
        after, lambda made: _before(made, entry) and (made.source, made.unit) == own, **over
    )
    return _promised(after, entry, body["whistle"], [promise] if promise else [])


def _convened(case: Case, entry: Entry) -> Case:
    """What was agreed at a meeting takes the place of what the unit had promised in an answer."""
    body = entry.body
    units, blown = {item["unit"] for item in body["items"]}, {w.number for w in case.whistles}
    after = _change_promises(
        case,
        lambda made: _before(made, entry) and made.unit in units and made.source in blown,
        replaced_at=entry.happened_at,
    )
    return _promised(after, entry, body["meeting"], body["items"])


def _before(made: Promise, entry: Entry) -> bool:
    """Whether a promise stands, and stood when this happened, which may be written down late."""
    return made.stands and made.made_at <= entry.happened_at


def _promised(case: Case, entry: Entry, source: str, items: Iterable[Mapping[str, Any]]) -> Case:
    made = tuple(
        Promise(
            number=item["number"],
            case=case.number,
            source=source,
            unit=item["unit"],
            matter=cited(item["matter"]),
            due=item["due"],
            made_at=entry.happened_at,
        )
        for item in items
    )
    if {one.number for one in made} & {one.number for one in case.promises}:
        raise BrokenHistory(entry.case, entry.id)
    known = sorted((*case.promises, *made), key=lambda one: (len(one.number), one.number))
    return case._replace(promises=tuple(known))


def _kept(case: Case, entry: Entry) -> Case:
    number = entry.body["promise"]
    if not any(made.number == number and made.stands for made in case.promises):
        raise BrokenHistory(entry.case, entry.id)
    return _change_promises(case, lambda made: made.number == number, kept_at=entry.happened_at)


def _change_promises(case: Case, meant: Callable[[Promise], bool], **fields: Any) -> Case:
    promises = (made._replace(**fields) if meant(made) else made for made in case.promises)
    return case._replace(promises=tuple(promises))


def _rated(case: Case, entry: Entry) -> Case:
    """What the street judged of a call; a part left out stays as it was."""
    body = entry.body
    judged = {name: body[name] for name in ("score", "cooperation") if body.get(name) is not None}
    return _change_call(case, entry, **judged)


def _judged(case: Case, entry: Entry) -> Case:
    whistle_of(case, entry.body["whistle"])
    return _change_whistle(case, entry, founded=entry.body["founded"])


def _stood_down(case: Case, entry: Entry) -> Case:
    calls = whistle_of(case, entry.body["whistle"]).calls
    times = [(call.arrived_at, call.answered_at, call.left_at, call.received_at) for call in calls]
    last = max([at or 0 for found in times for at in found], default=0)
    if entry.happened_at < last:
        moments = clock_text(entry.happened_at), clock_text(last)
        raise OutOfOrder(label(Act.STOOD_DOWN), moments[0], label(Act.ARRIVED), moments[1])
    return _over(case, entry, stood_down_at=entry.happened_at)


def _over(case: Case, entry: Entry, **fields: Any) -> Case:
    """A whistle ends; the case goes back to whoever handles it once none is open."""
    after = _change_whistle(case, entry, **fields)
    state = _standing(after)
    return after if state is case.state else after._replace(state=state, since=entry.happened_at)


def _standing(case: Case) -> State:
    """Where a case that is being handled stands, by its whistles."""
    still_open = [whistle for whistle in case.whistles if whistle.open]
    if any(not whistle.waiting for whistle in still_open):
        return State.WHISTLED
    if still_open:
        return State.ASKED
    return State.HANDLING if case.duty else State.LOGGED


def _change_whistle(case: Case, entry: Entry, **fields: Any) -> Case:
    number = entry.body["whistle"]
    whistles = (
        whistle._replace(**fields) if whistle.number == number else whistle
        for whistle in case.whistles
    )
    return case._replace(whistles=tuple(whistles))


def _change_call(case: Case, entry: Entry, **fields: Any) -> Case:
    unit = entry.body["unit"]
    calls = whistle_of(case, entry.body["whistle"]).calls
    if all(call.unit != unit for call in calls):
        raise BrokenHistory(entry.case, entry.id)
    changed = (call._replace(**fields) if call.unit == unit else call for call in calls)
    return _change_whistle(case, entry, calls=tuple(changed))


#: What each act on a whistle does to a case.
WHISTLE_STEPS: dict[Act, Callable[[Case, Entry], Case]] = {
    Act.WHISTLED: _whistled,
    Act.APPROVED: _approved,
    Act.RETURNED: _returned,
    Act.WIDENED: _widened,
    Act.RECEIVED: _received,
    Act.ARRIVED: _arrived,
    Act.ARRIVAL_CORRECTED: _arrival_corrected,
    Act.LEFT: _left,
    Act.ANSWERED: _answered,
    Act.CONVENED: _convened,
    Act.KEPT: _kept,
    Act.RATED: _rated,
    Act.JUDGED: _judged,
    Act.STOOD_DOWN: _stood_down,
}
