"""A ledger as records: its histories and what they cite, in an order of their own.

What the histories add up to is not among them: whoever takes them in replays them.
"""

import json
from collections.abc import Generator, Mapping
from typing import Any

from shaozi.case import Entry
from shaozi.roster import MemberEntry
from shaozi.store import Store
from shaozi.store.ids import canonical
from shaozi.tasks import TaskEntry

#: A record: what it is, and its columns by name.
Record = tuple[str, Mapping[str, Any]]

#: Kinds of record in the order they have, each with its statement and the table's columns.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "entry": ("entries_of_desk", Entry._fields),
    "task_entry": ("task_entries_of_desk", TaskEntry._fields),
    "member_entry": ("member_entries_of_desk", MemberEntry._fields),
    "text": ("all_texts", ("id", "case", "kind", "body", "salt")),
    "person": ("all_people", ("id", "case", "kind", "name", "phone", "salt")),
    "task_text": ("all_task_texts", ("id", "task", "kind", "body", "salt")),
    "member_text": ("all_member_texts", ("id", "member", "kind", "body", "salt")),
    "lesson": ("all_lessons", ("case", "duty", "instead", "taught_at", "grams")),
    "view": ("all_views", ("id", "case", "seen_at", "actor", "clock_set")),
}
_DESKS = {"entry": "desks", "task_entry": "task_desks", "member_entry": "member_desks"}


def records(store: Store) -> Generator[Record, None, None]:
    """Everything that a ledger holds: entries by desk and number, the rest by id."""
    for kind, (statement, columns) in KINDS.items():
        desks = [{"desk": row[0]} for row in store.rows(_DESKS[kind])] if kind in _DESKS else [{}]
        for values in desks:
            for row in store.each(statement, **values):
                yield kind, _plain(dict(zip(columns, row, strict=True)), kind)


def _plain(row: dict[str, Any], kind: str) -> dict[str, Any]:
    if kind in _DESKS:
        row["body"] = json.loads(row["body"])
    elif kind == "lesson":
        row["grams"] = row["grams"].hex()
    return row


def row_of(kind: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as the columns of its table; raises KeyError or ValueError where it is none."""
    row = {column: record[column] for column in KINDS[kind][1]}
    if kind in _DESKS:
        row["body"] = canonical(row["body"])
    elif kind == "lesson":
        row["grams"] = bytes.fromhex(row["grams"])
    return row
