"""A backup in the ledger's place, once it is known to be sound; what was there is kept aside."""

import sqlite3
from contextlib import closing
from pathlib import Path

from shaozi.erasure import taken
from shaozi.errors.exchange import BrokenChain
from shaozi.errors.ledger import CannotWrite, NotALedger
from shaozi.exchange.writing import free
from shaozi.store import Store, entry_of
from shaozi.store.copying import copy_attachments, copy_ledger
from shaozi.store.doctor import examine
from shaozi.store.erasing import still_there
from shaozi.store.opening import connect, translated
from shaozi.terms import Act


def sound(store: Store, source: Path) -> int:
    """How many entries a backup has; raises `BrokenChain` where `doctor` finds anything."""
    health = examine(store)
    for fault in health.faults:
        raise BrokenChain(source, fault.where, fault.what)
    return health.entries


def entries_in(ledger: Path) -> int:
    """How many entries the ledger has; 0 where there is none that can be read."""
    if not ledger.exists():
        return 0
    try:
        with Store(connect(ledger), ledger) as store:
            return int(store.rows("counts")[0][1])
    except NotALedger:
        return 0


def brought_back(store: Store, ledger: Path) -> list[str]:
    """The cases of a backup of which the ledger has erased what the backup still has."""
    if not ledger.exists():
        return []
    try:
        with Store(connect(ledger), ledger) as present:
            lost = taken(map(entry_of, present.rows("entries_of_act", act=Act.ERASED)))
    except NotALedger:
        return []
    return sorted(still_there(store.connection, lost))


def put_in_place(store: Store, ledger: Path, stamp: str) -> Path | None:
    """Make the ledger what the backup is; gives where what was there is kept, if anything was.

    To whoever has the ledger open it is one transaction.
    """
    aside = _kept_aside(ledger, stamp) if ledger.exists() else None
    try:
        with closing(connect(ledger)) as target:
            store.connection.backup(target)
    except sqlite3.Error as error:
        raise translated(error, ledger) from None
    return aside


def _kept_aside(ledger: Path, stamp: str) -> Path:
    """A copy of the ledger; one that cannot be read is moved as it is."""
    aside = free(ledger.with_name(f"{ledger.stem}-{stamp}.before-restore.db"))
    try:
        with closing(connect(ledger)) as present:
            copy_ledger(present, aside)
        copy_attachments(ledger, aside)
    except NotALedger:
        try:
            for end in ("-wal", "-shm", ""):
                part = ledger.with_name(ledger.name + end)
                if part.exists():
                    part.replace(aside.with_name(aside.name + end))
        except OSError as error:
            raise CannotWrite(aside, error) from None
    return aside
