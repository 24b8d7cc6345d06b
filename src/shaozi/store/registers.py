"""Ledgers beside the cases': one way to append, seal and read a history, whatever it is of.

Each has three tables of one shape: rows, their entries, their texts (see `models`). What an entry
means is for the rules that fold it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from shaozi.lifecycle import in_order
from shaozi.store import Store, digest_of
from shaozi.store.ids import canonical, new_id, new_salt, seal

#: An entry of a ledger, of the shape of `tasks.TaskEntry`.
L = TypeVar("L")


class Register(Generic[L]):
    """A ledger of one noun: ``task``, ``member``; ``act`` reads an entry's act."""

    def __init__(self, noun: str, line: Any, act: Any) -> None:
        """Name the noun its tables and statements are called by, its entry and its acts."""
        self.noun = noun
        self._line, self._act = line, act

    def line_of(self, row: Iterable[Any]) -> L:
        """A row of its entries as a value."""
        found = self._line._make(row)
        line: L = found._replace(
            act=self._act(found.act),
            body=json.loads(found.body),
            clock_set=bool(found.clock_set),
        )
        return line

    def next_number(self, store: Store, desk: str) -> int:
        """The number of a desk's next entry."""
        head = store.first(f"{self.noun}_head", desk=desk)
        return (head[0] if head else 0) + 1

    def append(self, store: Store, line: Any) -> None:
        """Write an entry, sealed to the desk's last one in this ledger."""
        head = store.first(f"{self.noun}_head", desk=line.desk)
        sealed = line._replace(digest=digest_of(line, head[1] if head else ""))
        store.add(f"put_{self.noun}_entry", sealed._replace(body=canonical(sealed.body)))

    def put(self, store: Store, values: Mapping[str, Any], *, new: bool) -> None:
        """Write where it stands now."""
        if new:
            store.add(f"put_{self.noun}", tuple(values.values()))
        else:
            store.rows(f"change_{self.noun}", **values)

    def history(self, store: Store, number: str) -> list[L]:
        """The entries of one, oldest first."""
        rows = store.rows(f"entries_of_{self.noun}", **{self.noun: number})
        lines: list[Any] = [self.line_of(row) for row in rows]
        return in_order(lines)

    def texts(self, store: Store, number: str) -> dict[str, str]:
        """What was typed for one, by id."""
        rows = store.rows(f"texts_of_{self.noun}", **{self.noun: number})
        return {row[0]: row[1] for row in rows}

    def keep(self, store: Store, number: str, kind: str, body: str | None) -> dict[str, str] | None:
        """Put a typed text apart; what the entry cites is its id and a salted digest."""
        if body is None:
            return None
        found, salt = new_id(), new_salt()
        store.add(f"put_{self.noun}_text", (found, number, kind, body, salt))
        return {"text": found, "seal": seal(salt, body)}

    def next_running(self, store: Store, desk: str, year: int) -> int:
        """The running number of a desk's next one in a year."""
        row = store.first(f"last_running_{self.noun}", desk=desk, year=year)
        return (row[0] if row and row[0] else 0) + 1
