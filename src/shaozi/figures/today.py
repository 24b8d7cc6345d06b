"""What lies on the desk today."""

from typing import NamedTuple

from shaozi.case import Call, Promise, Whistle
from shaozi.desk.base import Desk
from shaozi.store import Listed, listed_of
from shaozi.terms import ENDED, State
from shaozi.worktime import day_bounds, local_day

#: How many cases of a group are named; the rest are counted.
SHOWN = 10
#: More personal data past their time are not counted.
COUNTED = 1000
#: Later than any deadline.
EVER = 1 << 62


class Waiting(NamedTuple):
    """A called unit that has not come yet, or has not answered; and by when it is to."""

    call: Call
    case: str
    due: int


class Asked(NamedTuple):
    """A whistle that waits for the street."""

    whistle: Whistle
    about: Listed


class Today(NamedTuple):
    """The groups in the order in which they want doing; a case stands in one of them.

    Only those who wait for a word may stand in another too: ``uncontacted`` for the first one,
    too long already; ``to_tell`` of a pause or extension, or of where a matter went that has left
    the desk; ``unsigned`` and ``interim`` for what is due today or late; ``objected`` for who has
    it. What is paused is not overdue.
    """

    overdue: list[Listed]
    due_today: list[Listed]
    asked: list[Asked]
    waiting: list[Waiting]
    unanswered: list[Waiting]
    promised: list[Promise]
    uncontacted: list[Listed]
    to_tell: list[Listed]
    unsigned: list[Listed]
    interim: list[Listed]
    objected: list[Listed]
    undecided: list[Listed]
    to_call_back: list[Listed]
    to_close: list[Listed]
    paused: list[Listed]
    counts: dict[State, int]
    open_cases: int
    to_erase: int  # up to `COUNTED`

    @property
    def listed(self) -> list[Listed]:
        """The cases of all groups."""
        return [
            *self.overdue,
            *self.due_today,
            *self.undecided,
            *self.to_call_back,
            *self.to_close,
        ]


def on_the_desk(desk: Desk) -> Today:
    """Today's desk, each group by deadline, at most `SHOWN` of each."""
    end = day_bounds(local_day(desk.now, desk.zone), desk.zone)[1]
    found = dict(desk.store.rows("count_by_state"))
    counts = {state: found.get(state, 0) for state in State if state not in ENDED}
    return Today(
        overdue=_in_hand(desk, before=desk.now),
        due_today=_in_hand(desk, before=end, after=desk.now),
        asked=_asked(desk),
        waiting=[
            Waiting(call := Call._make(found[:-1]), found[-1], call.due)
            for found in desk.store.rows("waiting_calls", limit=SHOWN)
        ],
        unanswered=[
            Waiting(Call._make(found[:-2]), *found[-2:])
            for found in desk.store.rows("unanswered_calls", end=end, limit=SHOWN)
        ],
        promised=[
            Promise._make(found) for found in desk.store.rows("promises_due", end=end, limit=SHOWN)
        ],
        uncontacted=_found(desk, "list_uncontacted", moment=desk.now),
        to_tell=_found(desk, "list_to_tell"),
        unsigned=_found(desk, "list_unsigned", moment=end),
        interim=_found(desk, "list_interim", moment=end),
        objected=_found(desk, "list_objected"),
        undecided=_open(desk, State.LOGGED),
        to_call_back=_open(desk, State.RESOLVED),
        to_close=_open(desk, State.CALLED_BACK),
        paused=_found(desk, "list_paused", moment=desk.now),
        counts=counts,
        open_cases=sum(counts.values()),
        to_erase=desk.store.rows("count_to_erase", end=desk.erase_before, most=COUNTED)[0][0],
    )


def _asked(desk: Desk) -> list[Asked]:
    width = len(Whistle._fields) - 1
    return [
        Asked(Whistle(*row[:width]), listed_of(row[width:]))
        for row in desk.store.rows("asked_whistles", limit=SHOWN)
    ]


def _found(desk: Desk, statement: str, **values: int) -> list[Listed]:
    return desk.store.listed(statement, **values, community=None, limit=SHOWN)


def _in_hand(desk: Desk, *, before: int, after: int = 0) -> list[Listed]:
    """Cases being handled or whistled for, due in that span, soonest first."""
    in_hand = (State.HANDLING, State.ASKED, State.WHISTLED)
    found = [one for state in in_hand for one in _open(desk, state, before=before, after=after)]
    found.sort(key=lambda listed: (listed.case.due, listed.case.number))
    return found[:SHOWN]


def _open(desk: Desk, state: State, *, before: int = EVER, after: int = 0) -> list[Listed]:
    return desk.store.listed("list_due", state=state, before=before, after=after, limit=SHOWN)
