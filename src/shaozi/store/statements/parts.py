"""What statements are made of: the tables, values given when one runs, conditions they share."""

from typing import Any

from sqlalchemy import (
    ClauseElement,
    Select,
    and_,
    bindparam,
    column,
    insert,
    literal_column,
    or_,
    table,
    update,
)
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import SQLModel

from shaozi import models
from shaozi.duties import NO_REQUEST
from shaozi.terms import Act

_tables = SQLModel.metadata.tables
cases, whistles, calls = _tables["cases"], _tables["whistles"], _tables["calls"]
promises = _tables["promises"]
entries, moves, texts = _tables["entries"], _tables["moves"], _tables["texts"]
people, views, lessons = _tables["people"], _tables["views"], _tables["lessons"]
tasks, task_entries = _tables["tasks"], _tables["task_entries"]
task_texts, searched = _tables["task_texts"], _tables["searched"]
members, member_entries = _tables["members"], _tables["member_entries"]
member_texts = _tables["member_texts"]
#: The full text; its first column is named as the table for what is told to it.
search = table("search", column("search"), column("rowid"), column("pieces"))
assert models.CaseRow.__tablename__ == cases.name
#: Text columns shown beside a case: the issue as typed, and where it is.
issue, place = texts.alias("issue_text"), texts.alias("place_text")


def p(name: str) -> Any:
    """A value given when the statement runs."""
    return bindparam(name)


def const(value: Any) -> Any:
    """A value written into the rendered SQL, so that indexes on conditions can serve."""
    return literal_column(f"'{value}'" if isinstance(value, str) else str(value))


def first(count: Any, statement: Select[Any]) -> Select[Any]:
    """So many of the rows; a negative count is all."""
    return statement.limit(count).offset(const(0))


def put(table: Any) -> ClauseElement:
    """A new row; its columns are the values given."""
    return insert(table).values({column.name: p(column.name) for column in table.columns})


def take(table: Any) -> ClauseElement:
    """The row, unless one of its id is there."""
    values = {column.name: p(column.name) for column in table.columns}
    return sqlite_insert(table).values(values).on_conflict_do_nothing()


def change(table: Any) -> ClauseElement:
    """A whole row anew, found by its key."""
    keys = list(table.primary_key.columns)
    rest = [column for column in table.columns if column not in keys]
    values = {column.name: p(column.name) for column in rest}
    return update(table).where(*(key == p(key.name) for key in keys)).values(values)


def given(name: str, condition: Any) -> Any:
    """The condition, unless the value is left out."""
    return or_(p(name).is_(None), condition)


OPEN = cases.c.open == const(1)
#: A pause or extension while the case runs, or where a matter that is not ours went.
TO_TELL = and_(
    # one by one: SQLite goes to an index for values, not for there being one
    cases.c.to_tell.in_([const(act.value) for act in Act]),
    or_(and_(OPEN, cases.c.resolved_at.is_(None)), cases.c.to_tell == cases.c.state),
)
#: Thanks and blank messages ask for nothing: they are never late.
ASKS = or_(cases.c.duty.is_(None), cases.c.duty != const(NO_REQUEST))
UNRESOLVED = and_(
    OPEN, cases.c.resolved_at.is_(None), given("community", cases.c.community == p("community"))
)
PAUSED = and_(
    UNRESOLVED,
    cases.c.paused_until.is_not(None),
    cases.c.paused_at <= p("moment"),
    cases.c.paused_until >= p("moment"),
)
#: Somebody waits for a first word: whose name or number is known, or who called 12345.
UNCONTACTED = and_(
    UNRESOLVED,
    cases.c.contacted_at.is_(None),
    cases.c.respond_due < p("moment"),
    or_(cases.c.person.is_not(None), cases.c.channel == const("12345")),
)
