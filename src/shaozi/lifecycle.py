"""Which act may follow which, and what a history adds up to.

``apply`` folds one entry into where a case stands; living cases and replay both use it, so
what `shaozi doctor` recomputes is what the commands wrote.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from shaozi.errors.cases import IllegalStep, OutOfOrder
from shaozi.errors.ledger import BrokenHistory
from shaozi.errors.whistles import AlreadyArrived, NotArrived, NotCalled, StoodDown
from shaozi.terms import ENDED, Act, Attendance, Channel, Satisfied, State, label
from shaozi.words import say
from shaozi.worktime import clock_text


class Entry(NamedTuple):
    """One line of a case's history. Times are whole seconds since 1970, UTC."""

    id: str
    desk: str
    number: int
    case: str
    act: Act
    happened_at: int
    recorded_at: int
    actor: str
    body: Mapping[str, Any]
    clock_set: bool
    digest: str = ""


class Call(NamedTuple):
    """One unit called by a whistle: when it had to report in, when it came, what it answered."""

    whistle: str
    unit: str
    role: str
    basis: str
    called_at: int
    due: int
    arrived_at: int | None = None
    arrived_by: str | None = None
    answered_at: int | None = None
    answer: str | None = None
    score: int | None = None


class Whistle(NamedTuple):
    """One whistle on a case; ``stood_down_at`` is None while it is open."""

    number: str
    case: str
    kind: str
    reason: str | None
    whistled_at: int
    due: int
    stood_down_at: int | None = None
    calls: tuple[Call, ...] = ()


class Case(NamedTuple):
    """Where a case stands. Texts and people are ids; ``due`` is the moment to resolve it by."""

    number: str
    desk: str
    year: int
    running: int
    state: State
    open: bool
    channel: str
    community: str
    lane: str
    ref: str | None
    issue: str
    address: str | None
    person: str | None
    duty: str | None
    lead: str | None
    decided_by: str | None
    tier: str
    logged_at: int
    recorded_at: int
    respond_due: int
    due: int
    due_known: bool
    since: int
    outcome: str | None
    solved: str | None
    satisfied: str | None
    resolved_at: int | None
    called_back_at: int | None
    ended_at: int | None
    reopened: int
    last_entry: str
    contacted_at: int | None = None
    paused_at: int | None = None
    paused_until: int | None = None
    to_tell: str | None = None  # the act of which the resident is still to be told
    whistles: tuple[Whistle, ...] = ()


class Move(NamedTuple):
    """One line of the double-entry book behind the reports: a case enters or leaves a slice."""

    entry: str
    case: str
    what: str  # new, reopened, moved_in, ended, moved_out
    how: str  # the act that did it
    delta: int
    happened_at: int
    recorded_at: int
    channel: str
    community: str
    lane: str
    duty: str


#: Says a unit's name in the reader's language.
Named = Callable[[str], str]

_UNDECIDED = {State.LOGGED, State.HANDLING}
_LIVING = set(State) - ENDED
_RATEABLE = {State.LOGGED, State.HANDLING, State.WHISTLED, State.RESOLVED, State.CALLED_BACK}

_OPENING = {Act.LOGGED, Act.SETTLED}

#: Channels by which the officer speaks with the resident when the case is logged.
_SPOKEN = {Channel.VISIT, Channel.WALK_IN, Channel.PHONE, Channel.WECHAT}
_IN_HAND = {State.HANDLING, State.WHISTLED}

#: Acts that move a case on: none may be said to have happened before the one it follows.
_MOVING = {
    Act.WHISTLED,
    Act.STOOD_DOWN,
    Act.RESOLVED,
    Act.CALLED_BACK,
    Act.CLOSED,
    Act.REOPENED,
    Act.REFERRED,
    Act.ADVISED,
    Act.MERGED,
    Act.WITHDRAWN,
}

#: The states an act may follow. LOGGED and SETTLED open a case, so they are not here.
ALLOWED: dict[Act, frozenset[State]] = {
    act: frozenset(states)
    for act, states in {
        Act.ASSIGNED: {State.LOGGED, State.HANDLING, State.WHISTLED},
        Act.AMENDED: _LIVING,
        Act.NOTED: set(State),
        Act.ATTACHED: set(State),
        Act.LINKED: set(State),
        Act.WHISTLED: {State.LOGGED, State.HANDLING, State.WHISTLED},
        Act.ARRIVED: {State.WHISTLED},
        Act.ARRIVAL_CORRECTED: _RATEABLE,
        Act.ANSWERED: {State.WHISTLED},
        Act.RATED: _RATEABLE,
        Act.STOOD_DOWN: {State.WHISTLED},
        Act.RESOLVED: _UNDECIDED,
        Act.CALLED_BACK: {State.RESOLVED, State.CALLED_BACK},
        Act.CLOSED: {State.CALLED_BACK},
        Act.REOPENED: (ENDED - {State.WITHDRAWN}) | {State.RESOLVED, State.CALLED_BACK},
        Act.REFERRED: _UNDECIDED,
        Act.ADVISED: _UNDECIDED,
        Act.MERGED: _LIVING,
        Act.WITHDRAWN: _LIVING,
        Act.ESCALATED: {State.LOGGED, State.HANDLING, State.WHISTLED},
        Act.UNDONE: set(State),
        Act.PAUSED: _IN_HAND,
        Act.RESUMED: _UNDECIDED | _IN_HAND,
        Act.EXTENDED: _UNDECIDED | _IN_HAND,
        Act.CONTACTED: _LIVING,
        Act.RECALCULATED: _LIVING,
    }.items()
}


def next_step(case: Case) -> str:
    """The command that takes a case on from where it stands; empty once it is withdrawn."""
    n = case.number
    if case.state is State.WITHDRAWN:
        return ""
    if case.to_tell and case.open and case.resolved_at is None:
        return f"shaozi contact {n} --told --how …"
    if case.state is State.CALLED_BACK and case.solved == "no":
        return f"shaozi reopen {n} --reason …"
    if case.tier == "emergency" and case.state is State.HANDLING:
        return f"shaozi whistle {n}  |  shaozi resolve {n} --how …"
    if case.duty and case.duty.startswith("NS-") and case.state is State.HANDLING:
        return f"shaozi advise {n}"
    return {
        State.LOGGED: f"shaozi assign {n} {say('编码', 'CODE')}",
        State.HANDLING: f"shaozi resolve {n} --how …  |  shaozi whistle {n}",
        State.WHISTLED: f"shaozi arrive {n} {say('单位', 'UNIT')} --by …  |  shaozi stand-down {n}",
        State.RESOLVED: f"shaozi callback {n} --solved yes/no --satisfied yes/no/unreached",
        State.CALLED_BACK: f"shaozi close {n}",
    }.get(case.state, f"shaozi reopen {n} --reason …")


def check(case: Case, act: Act, happened_at: int) -> None:
    """Refuse an act that may not follow (`IllegalStep`) or comes too early (`OutOfOrder`)."""
    if case.state not in ALLOWED.get(act, frozenset()):
        step = next_step(case) or f"shaozi show {case.number}"
        advice = say("可以: ", "you can: ") + step
        raise IllegalStep(case.number, act, case.state, advice)
    if act in _MOVING and happened_at < case.since:
        raise OutOfOrder(
            label(act), clock_text(happened_at), label(case.state), clock_text(case.since)
        )


def find_call(whistle: Whistle, unit: str, named: Named) -> Call:
    """The unit's call by the whistle; ``named`` says a unit's name. Raises `NotCalled`."""
    for call in whistle.calls:
        if call.unit == unit:
            return call
    raise NotCalled(whistle.number, named(unit), [named(call.unit) for call in whistle.calls])


def check_attendance(whistle: Whistle, unit: str, act: Act, happened_at: int, named: Named) -> None:
    """Refuse an arrival or answer that the whistle's calls do not bear out.

    Raises `NotCalled`, `OutOfOrder` (before the whistle) or `AlreadyArrived` (a second time).
    """
    call = find_call(whistle, unit, named)
    if happened_at < call.called_at:
        raise OutOfOrder(
            named(unit) + label(act),
            clock_text(happened_at),
            label(Act.WHISTLED),
            clock_text(call.called_at),
        )
    if act is Act.ARRIVED and call.arrived_at is not None:
        raise AlreadyArrived(whistle.number, named(unit), clock_text(call.arrived_at))


def corrected_arrival(whistle: Whistle, call: Call, arrived_at: int | None, named: Named) -> int:
    """When a unit is now said to have come; None leaves the time as it was.

    Raises `NotArrived` where there is nothing to correct, and `OutOfOrder` for a time before
    the unit was called or after the whistle was over.
    """
    if call.arrived_at is None:
        raise NotArrived(whistle.number, named(call.unit))
    moment = call.arrived_at if arrived_at is None else arrived_at
    over = whistle.stood_down_at
    arrival = named(call.unit) + label(Act.ARRIVED), clock_text(moment)
    if moment < call.called_at:
        raise OutOfOrder(*arrival, label(Act.WHISTLED), clock_text(call.called_at))
    if over is not None and moment > over:
        raise OutOfOrder(label(Act.STOOD_DOWN), clock_text(over), *arrival)
    return moment


def check_open(whistle: Whistle) -> None:
    """Refuse an act on a whistle that is over; raises `StoodDown`."""
    if whistle.stood_down_at is not None:
        raise StoodDown(whistle.number, clock_text(whistle.stood_down_at))


def attendance(call: Call, now: int, stood_down_at: int | None) -> Attendance:
    """Whether a called unit came in time: nobody types this, its times say it.

    A unit that has not come is a no-show once the whistle is over or its time is up.
    """
    if call.arrived_at is not None:
        return Attendance.LATE if call.arrived_at > call.due else Attendance.ON_TIME
    over = stood_down_at is not None or now > call.due
    return Attendance.NO_SHOW if over else Attendance.WAITING


def apply(case: Case | None, entry: Entry) -> Case:
    """Fold one entry into where the case stands; None is a case not yet opened.

    Raises `IllegalStep` where the act may not follow. UNDONE is no step of its own: `fold`
    takes the undone entry back.
    """
    if case is None:
        if entry.act not in _OPENING:
            raise BrokenHistory(entry.case, entry.id)
        return _opened(entry)
    check(case, entry.act, entry.happened_at)
    step = _STEPS[entry.act]
    return step(case, entry)._replace(last_entry=entry.id)


class Standing(NamedTuple):
    """What a whole history adds up to."""

    case: Case
    moves: tuple[Move, ...]
    undoable: tuple[Entry, ...]


def fold(entries: Iterable[Entry]) -> Standing:
    """Replay a case's history, oldest entry first; there is at least one.

    Raises `BrokenHistory` where an entry does not fit those before it.

    An undone entry is taken back with its moves, so that a week it had counted in is right
    again from the moment the correction was recorded.
    """
    case: Case | None = None
    moves: list[Move] = []
    past: list[tuple[Case | None, Entry, tuple[Move, ...]]] = []
    for entry in entries:
        if entry.act is Act.UNDONE:
            if len(past) < 2 or past[-1][1].id != entry.body["undoes"]:
                raise BrokenHistory(entry.case, entry.id)
            case, _, undone = past.pop()
            moves.extend(
                move._replace(entry=entry.id, delta=-move.delta, recorded_at=entry.recorded_at)
                for move in undone
            )
            assert case is not None  # only the first entry has nothing before it
            case = case._replace(last_entry=entry.id)
        else:
            after = apply(case, entry)
            made = moves_of(case, after, entry)
            past.append((case, entry, made))
            moves.extend(made)
            case = after
    assert case is not None, "a case has at least the entry that opened it"
    return Standing(case, tuple(moves), tuple(entry for _, entry, _ in past))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of a case as they followed each other, whichever desks wrote them.

    Each desk's in the order of its numbers; between desks by their ids, which tell when they
    were written down. A clock that was set back counts as having stood still.
    """
    latest: dict[str, str] = {}
    keyed = []
    for entry in sorted(entries, key=lambda entry: (entry.desk, entry.number)):
        at = max(entry.id, latest.get(entry.desk, ""))
        latest[entry.desk] = at
        keyed.append((at, entry.desk, entry.number, entry))
    return [entry for *_, entry in sorted(keyed, key=lambda found: found[:3])]


def moves_of(before: Case | None, after: Case, entry: Entry) -> tuple[Move, ...]:
    """How one act changed what lies on the desk, slice by slice; moves of a case always add up."""

    def move(what: str, delta: int, case: Case) -> Move:
        return Move(
            entry.id,
            case.number,
            what,
            entry.act,
            delta,
            entry.happened_at,
            entry.recorded_at,
            case.channel,
            case.community,
            case.lane,
            case.duty or "",
        )

    was_open = before is not None and before.open
    if before is None:
        opened = move("new", +1, after)
        return (opened,) if after.open else (opened, move("ended", -1, after))
    if was_open and not after.open:
        return (move("ended", -1, before),)
    if not was_open and after.open:
        return (move("reopened", +1, after),)
    if was_open and _slice(before) != _slice(after):
        return (move("moved_out", -1, before), move("moved_in", +1, after))
    return ()


def _slice(case: Case) -> tuple[str, str, str, str]:
    return case.channel, case.community, case.lane, case.duty or ""


def find_whistle(case: Case, number: str) -> Whistle:
    """The whistle of that number on the case; raises `BrokenHistory` if there is none."""
    for whistle in case.whistles:
        if whistle.number == number:
            return whistle
    raise BrokenHistory(case.number, number)


# --- one small step per act -------------------------------------------------------------------


def _opened(entry: Entry) -> Case:
    body = entry.body
    settled = entry.act is Act.SETTLED
    state = State.HANDLING if body["duty"] else State.LOGGED
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
        address=_text(body["address"]),
        person=_text(body["person"]),
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
        outcome=_text(body.get("how")),
        solved=None,
        satisfied=None,
        resolved_at=entry.happened_at if settled else None,
        called_back_at=None,
        ended_at=entry.happened_at if settled else None,
        reopened=0,
        last_entry=entry.id,
        contacted_at=entry.happened_at if settled or body["channel"] in _SPOKEN else None,
    )


def _text(ref: Mapping[str, str] | None) -> str | None:
    return ref["text"] if ref else None


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
    )


def _amended(case: Case, entry: Entry) -> Case:
    changed: dict[str, Any] = {
        name: _text(value) if isinstance(value, Mapping) else value
        for name, value in entry.body["fields"].items()
    }
    return case._replace(**changed)


def _unchanged(case: Case, entry: Entry) -> Case:
    return case


def _whistled(case: Case, entry: Entry) -> Case:
    body = entry.body
    calls = tuple(
        Call(
            whistle=body["whistle"],
            unit=call["unit"],
            role=call["role"],
            basis=call["basis"],
            called_at=entry.happened_at,
            due=call["due"],
        )
        for call in body["calls"]
    )
    whistle = Whistle(
        number=body["whistle"],
        case=case.number,
        kind=body["kind"],
        reason=_text(body["reason"]),
        whistled_at=entry.happened_at,
        due=body["due"],
        calls=calls,
    )
    return case._replace(
        state=State.WHISTLED, since=entry.happened_at, whistles=(*case.whistles, whistle)
    )


def _change_whistle(case: Case, number: str, change: Callable[[Whistle], Whistle]) -> Case:
    return case._replace(
        whistles=tuple(
            change(whistle) if whistle.number == number else whistle for whistle in case.whistles
        )
    )


def _change_call(case: Case, entry: Entry, **fields: Any) -> Case:
    unit = entry.body["unit"]
    calls = find_whistle(case, entry.body["whistle"]).calls
    if all(call.unit != unit for call in calls):
        raise BrokenHistory(entry.case, entry.id)

    def change(whistle: Whistle) -> Whistle:
        calls = (call._replace(**fields) if call.unit == unit else call for call in whistle.calls)
        return whistle._replace(calls=tuple(calls))

    return _change_whistle(case, entry.body["whistle"], change)


def _arrived(case: Case, entry: Entry) -> Case:
    by = _text(entry.body["by"])
    return _change_call(case, entry, arrived_at=entry.happened_at, arrived_by=by)


def _arrival_corrected(case: Case, entry: Entry) -> Case:
    body = entry.body
    by = {"arrived_by": _text(body["by"])} if body["by"] else {}
    return _change_call(case, entry, arrived_at=body["arrived_at"], **by)


def _answered(case: Case, entry: Entry) -> Case:
    answer = _text(entry.body["result"])
    return _change_call(case, entry, answered_at=entry.happened_at, answer=answer)


def _rated(case: Case, entry: Entry) -> Case:
    return _change_call(case, entry, score=entry.body["score"])


def _stood_down(case: Case, entry: Entry) -> Case:
    calls = find_whistle(case, entry.body["whistle"]).calls
    last = max([max(call.arrived_at or 0, call.answered_at or 0) for call in calls], default=0)
    if entry.happened_at < last:
        moments = clock_text(entry.happened_at), clock_text(last)
        raise OutOfOrder(label(Act.STOOD_DOWN), moments[0], label(Act.ARRIVED), moments[1])

    def change(whistle: Whistle) -> Whistle:
        return whistle._replace(stood_down_at=entry.happened_at)

    after = _change_whistle(case, entry.body["whistle"], change)
    if any(whistle.stood_down_at is None for whistle in after.whistles):
        return after
    state = State.HANDLING if case.duty else State.LOGGED
    return after._replace(state=state, since=entry.happened_at)


def _resolved(case: Case, entry: Entry) -> Case:
    return case._replace(
        state=State.RESOLVED,
        since=entry.happened_at,
        resolved_at=entry.happened_at,
        outcome=_text(entry.body["how"]),
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
        paused_at=None,
        paused_until=None,
        to_tell=None,
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
    first = entry.happened_at if case.contacted_at is None else case.contacted_at
    return case._replace(contacted_at=first, to_tell=None if entry.body["told"] else case.to_tell)


def _recalculated(case: Case, entry: Entry) -> Case:
    body = entry.body
    return case._replace(
        respond_due=body["respond_due"], due=body["due"], due_known=body["due_known"]
    )


def _ended(state: State) -> Callable[[Case, Entry], Case]:
    def step(case: Case, entry: Entry) -> Case:
        outcome = _text(entry.body.get("how")) or case.outcome
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
        )

    return step


_STEPS: dict[Act, Callable[[Case, Entry], Case]] = {
    Act.ASSIGNED: _assigned,
    Act.AMENDED: _amended,
    Act.NOTED: _unchanged,
    Act.ATTACHED: _unchanged,
    Act.LINKED: _unchanged,
    Act.WHISTLED: _whistled,
    Act.ARRIVED: _arrived,
    Act.ARRIVAL_CORRECTED: _arrival_corrected,
    Act.ANSWERED: _answered,
    Act.RATED: _rated,
    Act.STOOD_DOWN: _stood_down,
    Act.RESOLVED: _resolved,
    Act.CALLED_BACK: _called_back,
    Act.CLOSED: _ended(State.CLOSED),
    Act.REOPENED: _reopened,
    Act.REFERRED: _ended(State.REFERRED),
    Act.ADVISED: _ended(State.ADVISED),
    Act.MERGED: _ended(State.MERGED),
    Act.WITHDRAWN: _ended(State.WITHDRAWN),
    Act.ESCALATED: _unchanged,
    Act.PAUSED: _paused,
    Act.RESUMED: _resumed,
    Act.EXTENDED: _extended,
    Act.CONTACTED: _contacted,
    Act.RECALCULATED: _recalculated,
}
