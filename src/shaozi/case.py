"""A case as plain values: its entries, where it stands, its whistles, calls and promises."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shaozi.duties import NO_REQUEST
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
    received_at: int | None = None
    post: str | None = None
    left_at: int | None = None
    result_due: int | None = None  # None where an old entry did not keep it
    cooperation: int | None = None


class Whistle(NamedTuple):
    """One whistle on a case; ``stood_down_at`` is None while it is open.

    ``whistled_at`` is when it was blown, ``called_at`` when it called its units: None while it
    waits for the street, which has until ``answer_due``. ``returned`` is the text of why it
    came back. ``due``: when the units, or while it waits the street, are to have answered it.
    """

    number: str
    case: str
    kind: str
    reason: str | None
    whistled_at: int
    due: int
    stood_down_at: int | None = None
    called_at: int | None = None
    answer_due: int | None = None
    returned: str | None = None
    founded: str | None = None
    calls: tuple[Call, ...] = ()

    @property
    def row(self) -> tuple[Any, ...]:
        """Its own row in the ledger; its calls have theirs."""
        return self[:-1]

    @property
    def open(self) -> bool:
        """Whether it is neither stood down nor returned."""
        return self.stood_down_at is None

    @property
    def waiting(self) -> bool:
        """Whether it waits for the street to say yes or no."""
        return self.open and self.called_at is None


class Promise(NamedTuple):
    """What a unit is to have done by a date it gave in an answer or agreed to at a meeting.

    ``source`` is the number of that whistle or meeting. It is over when it was kept, or when a
    later date took its place.
    """

    number: str
    case: str
    source: str
    unit: str
    matter: str | None
    due: int
    made_at: int
    kept_at: int | None = None
    replaced_at: int | None = None

    @property
    def stands(self) -> bool:
        """Whether it is still to be kept."""
        return self.kept_at is None and self.replaced_at is None


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
    sign_in_due: int | None = None
    signed_at: int | None = None
    interim_due: int | None = None
    interim_at: int | None = None
    call_back_due: int | None = None
    erased_at: int | None = None  # when personal data were erased, if nothing was written since
    whistles: tuple[Whistle, ...] = ()
    promises: tuple[Promise, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether somebody wants something: who asks for nothing has nothing to wait for."""
        return self.duty != NO_REQUEST

    def overdue(self, now: int) -> bool:
        """Whether its limit has passed and nothing is done."""
        return self.asks and self.open and self.resolved_at is None and now > self.due

    @property
    def row(self) -> tuple[Any, ...]:
        """Its own row in the ledger; its whistles and promises have theirs."""
        return self[:-2]


def cited(ref: Mapping[str, str] | None) -> str | None:
    """The id of the text or person that an entry cites, if any."""
    return ref["text"] if ref else None
