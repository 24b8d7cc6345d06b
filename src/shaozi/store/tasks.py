"""District assignments in the ledger, and whether they are what their history says."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from shaozi.lifecycle import in_order
from shaozi.privacy import nameless
from shaozi.store import Store, digest_of
from shaozi.store.ids import canonical
from shaozi.tasks import Task, TaskEntry
from shaozi.terms import Fit, TaskAct, TaskState


class ListedTask(NamedTuple):
    """An assignment as the register shows it."""

    task: Task
    typed: str

    @property
    def text(self) -> str:
        """What was asked, masked."""
        return nameless(self.typed)


def task(store: Store, number: str) -> Task | None:
    """The assignment of that number."""
    row = store.first("task", task=number)
    return task_of(row) if row else None


def history(store: Store, number: str) -> list[TaskEntry]:
    """An assignment's entries, oldest first."""
    return in_order(task_entry_of(row) for row in store.rows("entries_of_task", task=number))


def texts(store: Store, number: str) -> dict[str, str]:
    """What was typed for an assignment, and its letter, by id."""
    return {row[0]: row[1] for row in store.rows("texts_of_task", task=number)}


def listed(store: Store, limit: int, **values: Any) -> Iterator[ListedTask]:
    """The register, the newest first."""
    for row in store.rows("list_tasks", **values, limit=limit):
        yield ListedTask(task_of(row[:-1]), row[-1] or "")


def append(store: Store, entry: TaskEntry) -> None:
    """Write an entry, sealed to the desk's last one about an assignment."""
    head = store.first("task_head", desk=entry.desk)
    sealed = entry._replace(digest=digest_of(entry, head[1] if head else ""))
    store.rows("put_task_entry", **(sealed._asdict() | {"body": canonical(sealed.body)}))


def put(store: Store, before: Task | None, after: Task) -> None:
    """Write where the assignment stands now."""
    store.rows("change_task" if before else "put_task", **after._asdict())


def task_of(row: Sequence[Any]) -> Task:
    """A row of ``tasks`` as a value."""
    found = Task._make(row)
    return found._replace(state=TaskState(found.state), fit=Fit(found.fit))


def task_entry_of(row: Sequence[Any]) -> TaskEntry:
    """A row of ``task_entries`` as a value."""
    entry = TaskEntry._make(row)
    return entry._replace(
        act=TaskAct(entry.act), body=json.loads(row[8]), clock_set=bool(entry.clock_set)
    )
