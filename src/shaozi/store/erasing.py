"""Erasing for good: the rows, and whatever the file still holds of them where nothing points."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from shaozi.erasure import Taken, attached
from shaozi.errors.ledger import CannotWrite, Residue
from shaozi.store import Store, entry_of
from shaozi.store.ids import seal
from shaozi.terms import Act


def erase(store: Store, case: str, lost: Taken) -> None:
    """Take out what an erasing of a case took, inside the transaction under way."""
    for found in lost.gone:
        store.rows("drop_text", id=found)
        store.rows("drop_person", id=found)
    if lost.texts:
        store.forget(case)


def sweep(store: Store) -> None:
    """Leave nothing of what was erased in the ledger's unused parts, its log or its folder.

    SQLite keeps what a row was until something is written over it, and the full text the words
    of a deleted text until it is merged. Costs time by the size of the ledger. Raises `Residue`.
    """
    drop_files(store)
    try:
        run = store.connection.execute
        run("INSERT INTO search (search) VALUES ('optimize')")
        run("VACUUM")
        busy = run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error as error:
        raise Residue(store.path, str(error)) from None
    if busy:
        raise Residue(store.path, "busy")


def drop_files(store: Store) -> None:
    """Take away the attachments that only erased cases had; raises `CannotWrite`."""
    rows = store.rows("entries_of_act", act=Act.ERASED)
    erased = {digest for row in rows for digest in entry_of(row).body["files"]}
    if not erased:
        return
    cases = {row[3] for row in store.rows("entries_of_act", act=Act.ATTACHED)}
    wanted = {digest for case in cases for digest in attached(store.history(case))}
    for digest in erased - wanted:
        path = store.path.with_name(f"{store.path.name}.files") / digest
        try:
            with suppress(FileNotFoundError):
                path.unlink()
        except OSError as error:
            raise CannotWrite(path, error) from None


def copies(ledger: Path, lost: Taken) -> list[Path]:
    """Copies of the ledger in its folder that still have what was erased.

    Backups, copies made before an upgrade, what was there before ``restore``.
    """
    beside = {path for end in ("*.db", "*.bak") for path in ledger.parent.glob(end)}
    return [path for path in sorted(beside - {ledger}) if _has(path, lost)]


def _has(path: Path, lost: Taken) -> bool:
    try:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as copy:
            return bool(still_there(copy, lost))
    except sqlite3.Error:  # no ledger
        return False


def still_there(ledger: sqlite3.Connection, lost: Taken) -> set[str]:
    """The cases of which a ledger, of this version or an older one, has what was erased."""
    people = ledger.execute('SELECT id, "case" FROM people')
    cases = {case for found, case in people if found in lost.gone}
    for found, case, body, salt in ledger.execute('SELECT id, "case", body, salt FROM texts'):
        left = lost.seals.get(found)
        if found in lost.gone or (left and seal(salt, body) != left):
            cases.add(case)
    return cases
