"""Who received a case first and answers for the reply, and how it passes from unit to unit.

The first unit to be given a ticket leads (首接负责制, 《接诉即办工作条例》第14条) until an
objection is upheld (第12条第3款); whoever works on it since, every hand-over is counted.
"""

from collections.abc import Iterable

from shaozi.case import Case, Entry
from shaozi.terms import Act, Channel

#: Acts that decide whose a case is, or only write something down: no work on it yet.
_NO_WORK = frozenset(
    {
        *(Act.LOGGED, Act.SETTLED, Act.ASSIGNED, Act.AMENDED, Act.NOTED, Act.ATTACHED),
        *(Act.LINKED, Act.RECALCULATED, Act.OBJECTED),
    }
)


#: Channels that send tickets.
_SENDING = (Channel.HOTLINE, Channel.GRID)


def is_ticket(case: Case) -> bool:
    """Whether a case was sent here by another office: only then can its sending be objected to."""
    return bool(case.ref) or case.channel in _SENDING


def begun(entries: Iterable[Entry]) -> bool:
    """Whether work on a case has begun, by its entries that stand."""
    return any(entry.act not in _NO_WORK for entry in entries)


def answers(case: Case) -> str | None:
    """The unit that answers for the reply; of a case from before this was kept, who leads."""
    return case.receiver or case.lead


def receiver(case: Case, given: str | None, *, begun: bool) -> str | None:
    """Who is the first receiver once a case is given to a unit.

    Before work has begun a duty only puts right where the ticket belonged from the start.
    """
    return answers(case) or given if begun else given


def hand_over(case: Case, to: str | None) -> dict[str, str | None] | None:
    """What an entry keeps of a case passing to another unit; None if it stays where it is."""
    return {"from": case.lead, "to": to} if to and to != case.lead else None
