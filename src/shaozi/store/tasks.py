"""District assignments in the ledger, and whether they are what their history says."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from shaozi.privacy import nameless
from shaozi.store import Store
from shaozi.store.registers import Register
from shaozi.tasks import Task, TaskEntry
from shaozi.terms import Fit, TaskAct, TaskState

REGISTER: Register[TaskEntry] = Register("task", TaskEntry, TaskAct)


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
    return REGISTER.history(store, number)


def texts(store: Store, number: str) -> dict[str, str]:
    """What was typed for an assignment, and its letter, by id."""
    return REGISTER.texts(store, number)


def listed(store: Store, limit: int, **values: Any) -> Iterator[ListedTask]:
    """The register, the newest first."""
    for row in store.rows("list_tasks", **values, limit=limit):
        yield ListedTask(task_of(row[:-1]), row[-1] or "")


def put(store: Store, before: Task | None, after: Task) -> None:
    """Write where the assignment stands now."""
    REGISTER.put(store, after._asdict(), new=before is None)


def task_of(row: Sequence[Any]) -> Task:
    """A row of ``tasks`` as a value."""
    found = Task._make(row)
    return found._replace(state=TaskState(found.state), fit=Fit(found.fit))


def task_entry_of(row: Sequence[Any]) -> TaskEntry:
    """A row of ``task_entries`` as a value."""
    return REGISTER.line_of(row)
