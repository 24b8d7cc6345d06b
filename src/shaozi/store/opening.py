"""Opening a ledger: creating it, telling its version, and what SQLite must be told each time."""

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from shaozi.errors import ShaoziError
from shaozi.errors.ledger import Busy, CannotWrite, NewerLedger, NotALedger
from shaozi.store.rendered_sqlite import SCHEMA
from shaozi.words import say

#: The schema's version, as PRAGMA user_version tells it; one Alembic revision each.
VERSION = 14
#: How long a writer waits for the others, in seconds.
PATIENCE = 30.0
#: PRAGMA application_id: "Shao".
APPLICATION = 0x5368616F


def connect(path: Path) -> sqlite3.Connection:
    """Open the ledger, created if it is not there and brought up to date if it is old.

    Raises `NewerLedger`, `NotALedger`, `Busy` or `CannotWrite`.
    """
    try:
        if not path.exists():
            _make_private(path)
        connection = _open(str(path))
        _settle(connection, path)
    except sqlite3.Error as error:
        raise translated(error, path) from None
    except (NotADirectoryError, FileExistsError):
        why = say("上级不是文件夹", "what it lies in is no folder")
        raise CannotWrite(path, why) from None
    except OSError as error:
        raise CannotWrite(path, error) from None
    return connection


def scratch() -> sqlite3.Connection:
    """An empty ledger in memory: what is read before there is one, and what a dry run writes."""
    connection = _open(":memory:")
    _create(connection)
    return connection


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _open(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=PATIENCE, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # else REPLACE skips the triggers
    return connection


def _settle(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure the file is a ledger of this version; the usual case is one cheap look."""
    version = version_of(connection, path)
    if version == 0:
        _found(connection, path)
    elif version < VERSION:
        from shaozi.store.migrating import migrate

        migrate(path, version)
    _use_wal(connection)


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """A ledger's version, 0 of an empty file; raises `NotALedger` or `NewerLedger`."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    known = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    if version and not known:
        raise NotALedger(path, say("别的程序的数据库", "another program's database"))
    if version > VERSION:
        raise NewerLedger(path, version, VERSION)
    return version


def _found(connection: sqlite3.Connection, path: Path) -> None:
    """Create the tables, unless another process did while this one waited for the lock."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise NotALedger(path, say("别的程序的数据库", "another program's database"))
            _create(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk ends it by itself
            connection.execute("ROLLBACK")
        raise


def _create(connection: sqlite3.Connection) -> None:
    for line in SCHEMA:
        connection.execute(line)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Readers do not wait for writers; the first switch needs the file alone, so it may retry."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def translated(error: sqlite3.Error, path: Path) -> ShaoziError:
    """What SQLite says, as a refusal a person can act on."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return Busy(path)
    if "not a database" in text or "malformed" in text:
        return NotALedger(path, say("文件不是数据库或已损坏", "not a database, or damaged"))
    return CannotWrite(path, text)
