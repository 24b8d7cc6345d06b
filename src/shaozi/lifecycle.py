"""Which act may follow which, and what a history adds up to.

``apply`` folds one entry into where a case stands; living cases and replay both use it, so
what `shaozi doctor` recomputes is what the commands wrote.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

from shaozi.books import Move, moves_of
from shaozi.case import Case, Entry
from shaozi.errors import ShaoziError
from shaozi.errors.cases import IllegalStep, OutOfOrder
from shaozi.errors.ledger import BrokenHistory
from shaozi.exits import untold
from shaozi.labels import label
from shaozi.steps import STEPS, opened, with_dues
from shaozi.terms import ENDED, Act, State
from shaozi.words import say
from shaozi.worktime import clock_text

_UNDECIDED = {State.LOGGED, State.HANDLING}
_LIVING = set(State) - ENDED
#: What is not the street's own ends with an act; its feedback may come after.
_TOLD_AFTER = {State.REFERRED, State.ADVISED, State.REPORTED}
_OPENING = {Act.LOGGED, Act.SETTLED}
_IN_HAND = {State.HANDLING, State.ASKED, State.WHISTLED}
_UNRESOLVED = _UNDECIDED | _IN_HAND


#: Acts that move a case on: none may be said to have happened before the one it follows.
_MOVING = {
    Act.WHISTLED,
    Act.APPROVED,
    Act.RETURNED,
    Act.STOOD_DOWN,
    Act.RESOLVED,
    Act.CALLED_BACK,
    Act.CLOSED,
    Act.REOPENED,
    Act.REFERRED,
    Act.ADVISED,
    Act.REPORTED,
    Act.MERGED,
    Act.WITHDRAWN,
}


#: The states an act may follow. LOGGED and SETTLED open a case, so they are not here.
ALLOWED: dict[Act, frozenset[State]] = {
    act: frozenset(states)
    for act, states in {
        Act.ASSIGNED: _UNRESOLVED,
        Act.AMENDED: _LIVING,
        Act.NOTED: set(State),
        Act.ATTACHED: set(State),
        Act.LINKED: set(State),
        Act.WHISTLED: {State.LOGGED, State.HANDLING, State.WHISTLED},
        Act.APPROVED: {State.ASKED, State.WHISTLED},
        Act.RETURNED: {State.ASKED, State.WHISTLED},
        Act.WIDENED: {State.WHISTLED},
        Act.RECEIVED: {State.WHISTLED},
        Act.ARRIVED: {State.WHISTLED},
        Act.ARRIVAL_CORRECTED: _LIVING,
        Act.LEFT: {State.WHISTLED},
        Act.ANSWERED: {State.WHISTLED},
        Act.CONVENED: _UNRESOLVED,
        Act.KEPT: _LIVING,
        Act.RATED: _LIVING,
        Act.JUDGED: _LIVING,
        Act.STOOD_DOWN: {State.ASKED, State.WHISTLED},
        Act.RESOLVED: _UNDECIDED,
        Act.CALLED_BACK: {State.RESOLVED, State.CALLED_BACK},
        Act.CLOSED: {State.CALLED_BACK},
        Act.REOPENED: (ENDED - {State.WITHDRAWN}) | {State.RESOLVED, State.CALLED_BACK},
        Act.REFERRED: _UNDECIDED,
        Act.ADVISED: _UNDECIDED,
        Act.REPORTED: _UNDECIDED,
        Act.MERGED: _LIVING,
        Act.WITHDRAWN: _LIVING,
        Act.ESCALATED: _UNRESOLVED,
        Act.UNDONE: set(State),
        Act.PAUSED: _IN_HAND,
        Act.RESUMED: _UNRESOLVED,
        Act.EXTENDED: _UNRESOLVED,
        Act.CONTACTED: _LIVING | _TOLD_AFTER,
        Act.RECALCULATED: _LIVING,
        Act.OBJECTED: _IN_HAND,
        Act.SIGNED: _UNRESOLVED,
        Act.RULED: _LIVING,
        Act.ERASED: set(State),  # what is gone is gone, even where another desk goes on
    }.items()
}


def next_step(case: Case) -> str:
    """The commands that take a case on from where it stands; empty once it is withdrawn.

    While an objection waits, the work goes on: ruling on it comes before the usual step.
    """
    rule = f"shaozi rule {case.number} --upheld yes/no --reason … --by …"
    waits = case.objection and case.open
    return f"{rule}  |  {_usual_step(case)}" if waits else _usual_step(case)


def _usual_step(case: Case) -> str:
    n = case.number
    if case.state is State.WITHDRAWN:
        return ""
    if untold(case):
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
        State.ASKED: f"shaozi approve {n} --approver …  |  shaozi return {n} --reason …"
        + say("  # 由街道", "  # the street's"),
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


def apply(case: Case | None, entry: Entry) -> Case:
    """Fold one entry into where the case stands; None is a case not yet opened.

    Raises `IllegalStep` where the act may not follow. UNDONE is no step of its own: `fold`
    takes the undone entry back.
    """
    if case is None:
        if entry.act not in _OPENING:
            raise BrokenHistory(entry.case, entry.id)
        return opened(entry)
    check(case, entry.act, entry.happened_at)
    after = STEPS[entry.act](case, entry)
    after = after._replace(
        last_entry=entry.id,
        handovers=case.handovers + bool(entry.body.get("handover")),
        erased_at=entry.happened_at if entry.act is Act.ERASED else None,
    )
    return with_dues(after, entry)


class Standing(NamedTuple):
    """What a whole history adds up to; ``set_aside`` are entries that could have no part in it."""

    case: Case
    moves: tuple[Move, ...]
    undoable: tuple[Entry, ...]
    set_aside: tuple[Entry, ...] = ()


def fold(entries: Iterable[Entry]) -> Standing:
    """Replay a case's history, oldest entry first; raises `BrokenHistory` if none opens it.

    An undone entry is taken back with its moves, so that a week it had counted in is right
    again from the moment the correction was recorded.

    Two desks that did not know of each other may have written what does not go together: the
    later entry is set aside, and with a whistle all that its desk wrote of it.
    """
    case: Case | None = None
    moves: list[Move] = []
    past: list[_Past] = []
    set_aside: list[Entry] = []
    lost: set[tuple[str, str]] = set()
    for seen, entry in enumerate(entries):
        whistle = entry.desk, str(entry.body.get("whistle"))
        try:
            if whistle in lost:
                raise BrokenHistory(entry.case, entry.id)
            case, made = _follow(case, entry, past)
            moves.extend(made)
            if entry.act is Act.ERASED and entry.body["seen"] != seen:  # not of all that is here
                case = case._replace(erased_at=None)
        except ShaoziError:
            set_aside.append(entry)
            if entry.act is Act.WHISTLED:
                lost.add(whistle)
            case = case and case._replace(last_entry=entry.id, erased_at=None)
    if case is None:
        raise BrokenHistory(set_aside[0].case, set_aside[0].id)
    undoable = tuple(entry for _, entry, _ in past)
    return Standing(case, tuple(moves), undoable, tuple(set_aside))


#: Where a case stood before an entry, the entry, and its moves.
_Past = tuple[Case | None, Entry, tuple[Move, ...]]


def _follow(case: Case | None, entry: Entry, past: list[_Past]) -> tuple[Case, Iterable[Move]]:
    """One entry more: where the case stands after it, and its moves."""
    if entry.act is Act.UNDONE:
        if len(past) < 2 or past[-1][1].id != entry.body["undoes"]:
            raise BrokenHistory(entry.case, entry.id)
        before, _, undone = past.pop()
        assert before is not None  # only the first entry has nothing before it
        return before._replace(last_entry=entry.id, erased_at=None), (
            move._replace(entry=entry.id, delta=-move.delta, recorded_at=entry.recorded_at)
            for move in undone
        )
    if entry.act is Act.WHISTLED and case and _is_blown(case, entry.body["whistle"]):
        raise BrokenHistory(entry.case, entry.id)
    after = apply(case, entry)
    made = moves_of(case, after, entry)
    past.append((case, entry, made))
    return after, made


def _is_blown(case: Case, whistle: str) -> bool:
    return any(found.number == whistle for found in case.whistles)


class _Numbered(Protocol):
    """An entry of a case or of an assignment."""

    @property
    def id(self) -> str: ...
    @property
    def desk(self) -> str: ...
    @property
    def number(self) -> int: ...


_Any = TypeVar("_Any", bound=_Numbered)


def in_order(entries: Iterable[_Any]) -> list[_Any]:
    """Entries of a case or an assignment as they followed each other, whichever desks wrote them.

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
