"""A database open as a ledger: statements by name, and acts, each written whole or not at all."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Self

from shaozi.store.opening import translated
from shaozi.store.rendered_sqlite import STATEMENTS


class Torn(Exception):
    """Acts written together of which one failed half-way; nothing of them is left."""


class Underway:
    """What is known while a transaction keeps others from writing, and the rows that wait in it.

    ``last`` are last lines, by the statement that finds them and what of; ``waiting`` are rows of
    acts written ``together``, by statement, and ``numbers`` the cases among them, by outside
    number; ``added`` counts the rows put in.
    """

    def __init__(self, *, together: bool = False) -> None:
        """Nothing is known yet."""
        self.together = together
        self.last: dict[tuple[Any, ...], Any] = {}
        self.waiting: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.numbers: dict[str, str] = {}
        self.added = 0


class Ledger:
    """A ledger, open."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, dry_run: bool) -> None:
        """A dry run's acts are seen until it ends, and never kept."""
        self.connection = connection
        self.path = path
        self.dry_run = dry_run
        self._now = Underway()

    def __enter__(self) -> Self:
        """Give the open ledger."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; what was not committed is gone."""
        self.connection.close()

    # --- statements by name -------------------------------------------------------------------

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement of `statements`; what waits is written first."""
        self._write_waiting()
        return self._run(statement, values)

    def _run(self, statement: str, values: Mapping[str, Any] | tuple[Any, ...]) -> list[Any]:
        try:
            return self.connection.execute(STATEMENTS[statement], values).fetchall()
        except sqlite3.Error as error:
            raise translated(error, self.path) from None

    def first(self, statement: str, **values: Any) -> tuple[Any, ...] | None:
        """The first row, if any."""
        found = self.rows(statement, **values)
        return found[0] if found else None

    def last(self, statement: str, **of: Any) -> Any:
        """A last line: asked once in a transaction, in which nobody else can add another."""
        key = (statement, *of.values())
        known = self._now.last
        if key in known:
            return known[key]
        found = self.first(statement, **of)
        if self.connection.in_transaction:
            known[key] = found
        return found

    def each(self, statement: str, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement one by one, however many there are."""
        self._write_waiting()
        try:
            yield from self.connection.execute(STATEMENTS[statement], values)
        except sqlite3.Error as error:
            raise translated(error, self.path) from None

    def add(self, statement: str, row: tuple[Any, ...]) -> None:
        """Put in a new row, its values in the order of its columns."""
        self._now.added += 1
        if self._now.together:
            self._now.waiting[statement].append(row)
        else:
            self._run(statement, row)

    def _write_waiting(self) -> None:
        waiting = self._now.waiting
        # cases first: rows that come before their case make SQLite look for all that wait for it
        for statement in sorted(waiting, key="put_case".__ne__):
            self.connection.executemany(STATEMENTS[statement], waiting[statement])
        waiting.clear()
        self._now.numbers.clear()

    # --- acts ---------------------------------------------------------------------------------

    def writing(self, *, together: bool = False) -> AbstractContextManager[None]:
        """One act: all of it is written, or nothing; an act within an act is part of it.

        A dry run's acts are seen until it ends. Acts written ``together`` are not kept apart, which
        costs much where they are many: one that fails after its first row fails them all, `Torn`.
        """
        if self._now.together:
            return self._whole_or_torn()
        within = self.connection.in_transaction
        return self._act(together) if within or self.dry_run else self._transaction(together)

    @contextmanager
    def _transaction(self, together: bool) -> Iterator[None]:
        """The lock is taken at once: who reads first and locks later fails where several write."""
        run = self.connection.execute
        try:
            self._now = Underway(together=together)
            run("BEGIN IMMEDIATE")
            yield
            self._write_waiting()
            run("COMMIT")
        except sqlite3.Error as error:
            raise translated(error, self.path) from None
        finally:
            self._now = Underway()
            if self.connection.in_transaction:
                run("ROLLBACK")

    @contextmanager
    def _act(self, together: bool) -> Iterator[None]:
        """An act within another, or of a dry run, which never ends its transaction."""
        run = self.connection.execute
        try:
            if not self.connection.in_transaction:
                run("BEGIN")
            run("SAVEPOINT act")
            self._now.together = together
            yield
            self._write_waiting()
            run("RELEASE act")
        except BaseException as error:
            self._now = Underway()
            if self.connection.in_transaction:  # a full disk ends it by itself
                run("ROLLBACK TO act")
            if isinstance(error, sqlite3.Error):
                raise translated(error, self.path) from None
            raise
        finally:
            self._now.together = False

    @contextmanager
    def _whole_or_torn(self) -> Iterator[None]:
        """An act among others: it may fail by itself only before it wrote anything."""
        before = self._written()
        try:
            yield
        except Exception as error:
            if self._written() != before:
                raise Torn from error
            raise

    def _written(self) -> int:
        return self._now.added + self.connection.total_changes
