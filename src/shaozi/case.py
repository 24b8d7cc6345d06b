"""A case as plain values: its entries, where it stands, its whistles and their calls."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shaozi.terms import Act, State


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
    route: str | None = None  # the class of art. 11 by which the resident was advised
    receiver: str | None = None  # the unit that received it first and answers for the reply
    handovers: int = 0
    objection: str | None = None  # the entry of the objection that is not yet ruled on
    whistles: tuple[Whistle, ...] = ()
