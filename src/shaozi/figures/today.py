"""What lies on the desk today."""

from typing import Any, NamedTuple

from shaozi.case import Call, Promise, Whistle
from shaozi.desk.base import Desk
from shaozi.duties import NO_REQUEST
from shaozi.store import Listed, listed_of
from shaozi.terms import ENDED, State
from shaozi.worktime import day_bounds, local_day

#: How many cases of a group are named; the rest are counted.
SHOWN = 10
#: No more of anything is counted.
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
    no_request: list[Listed]
    paused: list[Listed]
    hidden: dict[str, int]  # of a group by its name: how many are not among those named
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
    """Today's desk: at most `SHOWN` of each group, dangers first, then by deadline."""
    end = day_bounds(local_day(desk.now, desk.zone), desk.zone)[1]
    groups = _groups(desk, end)
    return Today(
        **{name: found[:SHOWN] for name, found in groups.items()},
        hidden={name: len(found) - SHOWN for name, found in groups.items() if len(found) > SHOWN},
        open_cases=sum(
            count for state, count in desk.store.rows("count_by_state") if state not in ENDED
        ),
        to_erase=desk.store.rows("count_to_erase", end=desk.erase_before, most=COUNTED)[0][0],
    )


def _groups(desk: Desk, end: int) -> dict[str, list[Any]]:
    """The groups of `Today` by their names, up to `COUNTED` of each."""
    return {
        "overdue": _found(desk, "list_pressing", after=0, before=desk.now),
        "due_today": _found(desk, "list_pressing", after=desk.now, before=end),
        "asked": _asked(desk),
        "waiting": [
            Waiting(call := Call._make(found[:-1]), found[-1], call.due)
            for found in desk.store.rows("waiting_calls", limit=COUNTED)
        ],
        "unanswered": [
            Waiting(Call._make(found[:-2]), *found[-2:])
            for found in desk.store.rows("unanswered_calls", end=end, limit=COUNTED)
        ],
        "promised": [
            Promise._make(found)
            for found in desk.store.rows("promises_due", end=end, limit=COUNTED)
        ],
        "uncontacted": _found(desk, "list_uncontacted", moment=desk.now),
        "to_tell": _found(desk, "list_to_tell"),
        "unsigned": _found(desk, "list_unsigned", moment=end),
        "interim": _found(desk, "list_interim", moment=end),
        "objected": _found(desk, "list_objected"),
        "undecided": _open(desk, State.LOGGED, after=end),
        "to_call_back": _open(desk, State.RESOLVED),
        "to_close": _open(desk, State.CALLED_BACK),
        "no_request": _without_request(desk),
        "paused": _found(desk, "list_paused", moment=desk.now),
    }


def _asked(desk: Desk) -> list[Asked]:
    width = len(Whistle._fields) - 1
    return [
        Asked(Whistle(*row[:width]), listed_of(row[width:]))
        for row in desk.store.rows("asked_whistles", limit=COUNTED)
    ]


def _found(desk: Desk, statement: str, **values: int) -> list[Listed]:
    return desk.store.listed(statement, **values, community=None, limit=COUNTED)


def _open(desk: Desk, state: State, *, after: int = 0) -> list[Listed]:
    return desk.store.listed("list_due", state=state, before=EVER, after=after, limit=COUNTED)


def _without_request(desk: Desk) -> list[Listed]:
    """Thanks and the like that nobody has answered yet."""
    rest = ("sector", "lead", "community", "channel", "before", "after", "untold")
    asked = {"duty": NO_REQUEST, "state": State.HANDLING, **dict.fromkeys(rest)}
    return desk.store.listed("list_open", **asked, limit=COUNTED)
