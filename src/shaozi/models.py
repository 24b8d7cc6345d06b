"""The tables, all of them, nothing else.

The columns of a table that holds a value of `case` stand in the order of the value's
fields, so that a row *is* the value. Times are whole seconds since 1970, UTC.
"""

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


def _of(column: str) -> list[ForeignKey]:
    """A reference checked when the act is complete: its rows may be written in any order."""
    return [ForeignKey(column, deferrable=True, initially="DEFERRED")]


class CaseRow(SQLModel, table=True):
    """Where a case stands now."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("desk", "year", "running"),
        # open cases, with all that a list filters by: as many as there is work, not history.
        # What is the same in every line of it stands first: a query that says so is led to it
        Index(
            "cases_in_hand",
            *(
                "open",
                "due",
                "number",
                "state",
                "duty",
                "lead",
                "community",
                "channel",
                "resolved_at",
            ),
            sqlite_where=text("open = 1"),
        ),
        Index("cases_by_due", "due", "number"),
        Index("cases_of_duty", "duty", "due", "number"),
        Index("cases_of_lead", "lead", "due", "number"),
        Index("cases_of_community", "community", "due", "number"),
        Index("cases_by_running", "running"),
        Index("cases_by_duty", "duty", "open", "logged_at"),
        Index("cases_of_state", "state", "due", "number"),
        Index(
            "cases_paused",
            *("open", "paused_until"),
            sqlite_where=text("open = 1 AND paused_until IS NOT NULL"),
        ),
        Index(
            "cases_uncontacted",
            *("contacted_at", "respond_due", "number"),
            sqlite_where=text("open = 1 AND resolved_at IS NULL AND contacted_at IS NULL"),
        ),
        Index("cases_by_respond", "respond_due"),
        Index(
            "cases_open",
            *("channel", "community", "lane", "duty"),
            sqlite_where=text("open = 1"),
        ),
        Index("cases_objected", "open", "objection", sqlite_where=text("objection IS NOT NULL")),
        Index(
            "cases_unsigned",
            *("signed_at", "sign_in_due", "number"),
            sqlite_where=text("open = 1 AND resolved_at IS NULL AND signed_at IS NULL"),
        ),
        Index(
            "cases_interim",
            *("interim_at", "interim_due", "number"),
            sqlite_where=text("open = 1 AND resolved_at IS NULL AND interim_at IS NULL"),
        ),
        Index("cases_to_tell", "to_tell", sqlite_where=text("to_tell IS NOT NULL")),
        Index(
            "cases_to_erase",
            *("ended_at", "number"),
            sqlite_where=text("open = 0 AND erased_at IS NULL"),
        ),
    )

    number: str = Field(primary_key=True)
    desk: str
    year: int
    running: int = Field(sa_type=BigInteger)
    state: str
    open: bool
    channel: str
    community: str
    lane: str
    ref: str | None = Field(index=True)
    issue: str
    address: str | None
    person: str | None
    duty: str | None
    lead: str | None
    decided_by: str | None
    tier: str
    logged_at: int = Field(sa_type=BigInteger, index=True)
    recorded_at: int = Field(sa_type=BigInteger)
    respond_due: int = Field(sa_type=BigInteger)
    due: int = Field(sa_type=BigInteger)
    due_known: bool
    since: int = Field(sa_type=BigInteger)
    outcome: str | None
    solved: str | None
    satisfied: str | None
    resolved_at: int | None = Field(sa_type=BigInteger)
    called_back_at: int | None = Field(sa_type=BigInteger)
    ended_at: int | None = Field(sa_type=BigInteger)
    reopened: int
    last_entry: str
    contacted_at: int | None = Field(sa_type=BigInteger)
    paused_at: int | None = Field(sa_type=BigInteger)
    paused_until: int | None = Field(sa_type=BigInteger)
    to_tell: str | None
    route: str | None
    receiver: str | None
    handovers: int = Field(sa_column_kwargs={"server_default": "0"})
    objection: str | None
    sign_in_due: int | None = Field(sa_type=BigInteger)
    signed_at: int | None = Field(sa_type=BigInteger)
    interim_due: int | None = Field(sa_type=BigInteger)
    interim_at: int | None = Field(sa_type=BigInteger)
    call_back_due: int | None = Field(sa_type=BigInteger)
    erased_at: int | None = Field(sa_type=BigInteger)


class WhistleRow(SQLModel, table=True):
    """A whistle on a case."""

    __tablename__ = "whistles"
    __table_args__ = (
        Index(
            "whistles_open",
            *("stood_down_at", "called_at", "number", "case"),
            sqlite_where=text("stood_down_at IS NULL"),
        ),
    )

    number: str = Field(primary_key=True)
    case: str = Field(sa_column_args=_of("cases.number"), index=True)
    kind: str
    reason: str | None
    whistled_at: int = Field(sa_type=BigInteger, index=True)
    due: int = Field(sa_type=BigInteger)
    stood_down_at: int | None = Field(sa_type=BigInteger)
    called_at: int | None = Field(sa_type=BigInteger)
    answer_due: int | None = Field(sa_type=BigInteger)
    returned: str | None
    founded: str | None


class CallRow(SQLModel, table=True):
    """A whistle × a called unit."""

    __tablename__ = "calls"
    whistle: str = Field(primary_key=True, sa_column_args=_of("whistles.number"))
    unit: str = Field(primary_key=True)
    role: str
    basis: str
    called_at: int = Field(sa_type=BigInteger, index=True)
    due: int = Field(sa_type=BigInteger)
    arrived_at: int | None = Field(sa_type=BigInteger)
    arrived_by: str | None
    answered_at: int | None = Field(sa_type=BigInteger)
    answer: str | None
    score: int | None
    received_at: int | None = Field(sa_type=BigInteger)
    post: str | None
    left_at: int | None = Field(sa_type=BigInteger)
    result_due: int | None = Field(sa_type=BigInteger)
    cooperation: int | None


class PromiseRow(SQLModel, table=True):
    """What a unit is to have done by a date it gave in an answer, or agreed to at a meeting."""

    __tablename__ = "promises"
    __table_args__ = (Index("promises_by_due", "kept_at", "replaced_at", "due"),)

    number: str = Field(primary_key=True)
    case: str = Field(sa_column_args=_of("cases.number"), index=True)
    source: str
    unit: str
    matter: str | None
    due: int = Field(sa_type=BigInteger)
    made_at: int = Field(sa_type=BigInteger)
    kept_at: int | None = Field(sa_type=BigInteger)
    replaced_at: int | None = Field(sa_type=BigInteger)


class EntryRow(SQLModel, table=True):
    """The history; triggers refuse to change or delete a line."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("desk", "number"),
        Index("entries_of_case", "case", "act", "happened_at"),
        Index("entries_by_act", "act", "happened_at"),
        Index("entries_clock_set", "recorded_at", sqlite_where=text("clock_set = 1")),
    )

    id: str = Field(primary_key=True)
    desk: str
    number: int = Field(sa_type=BigInteger)
    case: str = Field(sa_column_args=_of("cases.number"))
    act: str
    happened_at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    actor: str
    body: str
    clock_set: bool
    digest: str


class MoveRow(SQLModel, table=True):
    """What entered and left each slice of the books: the double entry behind the reports."""

    __tablename__ = "moves"
    __table_args__ = (
        Index("moves_by_time", "happened_at", "what", "community", "delta"),
        Index("moves_of_case", "case"),
    )

    entry: str = Field(primary_key=True, sa_column_args=_of("entries.id"))
    case: str = Field(sa_column_args=_of("cases.number"))
    what: str = Field(primary_key=True)
    how: str
    delta: int
    happened_at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    channel: str
    community: str
    lane: str
    duty: str


class TextRow(SQLModel, table=True):
    """What a person typed; the salt dies with the text when it is erased."""

    __tablename__ = "texts"

    id: str = Field(primary_key=True)
    case: str = Field(sa_column_args=_of("cases.number"), index=True)
    kind: str
    body: str
    salt: str


class SearchedRow(SQLModel, table=True):
    """What a case is found by: its issue and place, masked, as they were put into ``search``.

    ``search`` is SQLite's full text over `finding.pieces` of it; see `store.rendering`.
    """

    __tablename__ = "searched"

    doc: int = Field(primary_key=True)  # counts up, so that the newest is found first
    case: str = Field(sa_column_args=_of("cases.number"), unique=True)
    body: str


class PersonRow(SQLModel, table=True):
    """Whatever identifies a person."""

    __tablename__ = "people"

    id: str = Field(primary_key=True)
    case: str = Field(sa_column_args=_of("cases.number"), index=True)
    kind: str
    name: str
    phone: str
    salt: str


class ViewRow(SQLModel, table=True):
    """Who had masked data revealed, and when; triggers refuse to change or delete a line."""

    __tablename__ = "views"

    id: str = Field(primary_key=True)
    case: str = Field(sa_column_args=_of("cases.number"), index=True)
    seen_at: int = Field(sa_type=BigInteger)
    actor: str
    clock_set: bool


class LessonRow(SQLModel, table=True):
    """What an officer taught the matcher by correcting it; it keeps no text."""

    __tablename__ = "lessons"

    case: str = Field(primary_key=True, sa_column_args=_of("cases.number"))
    duty: str
    instead: str | None
    taught_at: int = Field(sa_type=BigInteger, index=True)
    grams: bytes


class TaskRow(SQLModel, table=True):
    """A district assignment: what was asked of the street or a community, and the answer."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("desk", "year", "running"),
        Index("tasks_by_running", "running"),
        Index("tasks_by_state", "state", "received_at"),
    )

    number: str = Field(primary_key=True)
    desk: str
    year: int
    running: int = Field(sa_type=BigInteger)
    state: str
    source: str
    ref: str
    community: str
    issue: str
    asked: str | None
    fit: str
    duty: str | None
    lead: str | None
    decided_by: str | None
    received_at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    answer_due: int | None = Field(sa_type=BigInteger)
    starts_after: int | None = Field(sa_type=BigInteger)
    reason: str | None
    letter: str | None
    approval: str | None
    approver: str | None
    answered_at: int | None = Field(sa_type=BigInteger)
    last_entry: str


class TaskEntryRow(SQLModel, table=True):
    """The history of assignments, like ``entries``: triggers refuse to change or delete a line."""

    __tablename__ = "task_entries"
    __table_args__ = (
        UniqueConstraint("desk", "number"),
        Index("entries_of_task", "task", "number"),
    )

    id: str = Field(primary_key=True)
    desk: str
    number: int = Field(sa_type=BigInteger)
    task: str = Field(sa_column_args=_of("tasks.number"))
    act: str
    happened_at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    actor: str
    body: str
    clock_set: bool
    digest: str


class MemberRow(SQLModel, table=True):
    """A member of the joint enforcement team: whose, since when, on duty when."""

    __tablename__ = "members"
    __table_args__ = (
        UniqueConstraint("desk", "year", "running"),
        Index("members_by_running", "running"),
        Index("members_of_unit", "unit", "from_day"),
    )

    number: str = Field(primary_key=True)
    desk: str
    year: int
    running: int = Field(sa_type=BigInteger)
    name: str
    unit: str
    post: str
    from_day: str
    to_day: str | None
    weekdays: str
    dates: str
    substitutes: str
    opinion: str | None
    leaving_opinion: str | None
    leaving_reason: str | None
    last_entry: str


class MemberEntryRow(SQLModel, table=True):
    """The history of the roster, like ``entries``: triggers refuse to change or delete a line."""

    __tablename__ = "member_entries"
    __table_args__ = (
        UniqueConstraint("desk", "number"),
        Index("entries_of_member", "member", "number"),
    )

    id: str = Field(primary_key=True)
    desk: str
    number: int = Field(sa_type=BigInteger)
    member: str = Field(sa_column_args=_of("members.number"))
    act: str
    happened_at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    actor: str
    body: str
    clock_set: bool
    digest: str


class MemberTextRow(SQLModel, table=True):
    """Names and opinions of the roster, like ``texts``."""

    __tablename__ = "member_texts"

    id: str = Field(primary_key=True)
    member: str = Field(sa_column_args=_of("members.number"), index=True)
    kind: str
    body: str
    salt: str


class TaskTextRow(SQLModel, table=True):
    """What was typed for an assignment, like ``texts``; the reply letter as it was sent too."""

    __tablename__ = "task_texts"

    id: str = Field(primary_key=True)
    task: str = Field(sa_column_args=_of("tasks.number"), index=True)
    kind: str
    body: str
    salt: str
