"""The double-entry book behind the reports: what each act moves in and out of a slice."""

from typing import NamedTuple

from shaozi.case import Case, Entry


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


def moves_of(before: Case | None, after: Case, entry: Entry) -> tuple[Move, ...]:
    """How one act changed what lies on the desk, slice by slice; moves of a case always add up."""

    def move(what: str, delta: int, case: Case) -> Move:
        return Move(
            entry.id,
            case.number,
            what,
            entry.act.value,
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
