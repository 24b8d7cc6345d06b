"""A copy of a ledger in use, checked before anybody relies on it."""

import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from shaozi.errors.ledger import CannotWrite, FileExists, NotALedger
from shaozi.words import say


def copy_ledger(connection: sqlite3.Connection, to: Path) -> int:
    """Copy the ledger as one moment saw it, for its owner only; gives the entries in the copy.

    Those of assignments and of the roster count as well.

    Raises `FileExists`, `CannotWrite`, or `NotALedger` if the copy does not read back whole.
    """
    half = to.with_name(f"{to.name}.{os.getpid()}.part")
    try:
        if to.exists():
            raise FileExists(to)
        half.unlink(missing_ok=True)
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copy = sqlite3.connect(half)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            entries = sum(_rows(copy, table) for (table,) in copy.execute(_HISTORIES).fetchall())
        finally:
            copy.close()
        if verdict != "ok":
            raise NotALedger(
                half, say(f"副本未通过核对: {verdict}", f"the copy failed its check: {verdict}")
            )
        _name(half, to)
    except OSError as error:
        raise CannotWrite(to, error) from None
    except sqlite3.Error as error:
        raise CannotWrite(to, str(error)) from None
    finally:  # half a copy holds residents' data too
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return entries


#: The tables of entries that a ledger has; one of an older version has fewer.
_HISTORIES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%entries'"


def _rows(connection: sqlite3.Connection, table: str) -> int:
    count = f"SELECT count(*) FROM {table}"  # noqa: S608 -- a name that SQLite itself gave
    return int(connection.execute(count).fetchone()[0])


def _name(half: Path, to: Path) -> None:
    """Give a copy its name unless there is one of that name; raises `FileExists`."""
    try:
        os.link(half, to)
    except FileExistsError:
        raise FileExists(to) from None
    except OSError:  # a disk that knows no links
        half.replace(to)


def copy_attachments(ledger: Path, to: Path) -> int:
    """Copy a ledger's attachments beside a copy of it; gives how many. Raises `CannotWrite`."""
    source, target = (path.with_name(path.name + ".files") for path in (ledger, to))
    if not source.is_dir():
        return 0
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
        target.chmod(0o700)
    except (OSError, shutil.Error) as error:
        raise CannotWrite(target, str(error)) from None
    return sum(1 for _ in target.iterdir())
