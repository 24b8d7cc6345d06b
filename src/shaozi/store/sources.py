"""Other desks' ledgers, read from a copy, which is brought up to date if it is old."""

import errno
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from shaozi.errors.exchange import CannotLock
from shaozi.errors.ledger import NoSuchFile, NotALedger
from shaozi.store import Store
from shaozi.store.copying import copy_ledger
from shaozi.store.opening import connect, translated, version_of
from shaozi.words import say

#: What SQLite locks for reading: bytes far behind the end of any file (its file format, 1.3).
_LOCKED_AT = 0x40000002
#: Why a lock is not given where locks work: somebody else has it.
_HELD = {errno.EACCES, errno.EAGAIN}


@contextmanager
def ledger_copy(path: Path) -> Iterator[Store]:
    """A copy of another desk's ledger, for its owner only and gone afterwards.

    Raises `NoSuchFile`, `CannotLock`, `NotALedger` or `NewerLedger`.
    """
    if not path.is_file():
        raise NoSuchFile(path)
    check_lockable(path)
    with tempfile.TemporaryDirectory(prefix="shaozi-") as folder:
        copy = Path(folder) / "ledger.db"
        try:
            with closing(_reading(path)) as source:
                if not version_of(source, path):
                    raise NotALedger(path, _instead(path))
                copy_ledger(source, copy)
        except NotALedger as error:
            raise NotALedger(path, error.why, given=True) from None
        except sqlite3.Error as error:
            refusal = translated(error, path)
            if isinstance(refusal, NotALedger):
                refusal = NotALedger(path, _instead(path), given=True)
            raise refusal from None
        with Store(connect(copy), path) as store:
            yield store


def _instead(path: Path) -> str:
    """What a file is that is no ledger, by how it begins."""
    with path.open("rb") as file:
        head = file.read(20)
    if not head:
        return say("里面没有内容", "there is nothing in it")
    if head.startswith(b"SQLite format 3"):
        return say("是别的数据库，或已损坏", "another database, or a damaged one")
    if head.startswith(b"PK"):
        return say("是表格或压缩文件", "a workbook or an archive")
    return say("不是数据库文件", "no database")


def _reading(path: Path) -> sqlite3.Connection:
    """The ledger for reading; one that nobody has open may lie on a disk nobody can write to."""
    alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    address = path.absolute().as_uri()
    return sqlite3.connect(f"{address}?mode=ro{alone}", uri=True)


def check_lockable(path: Path) -> None:
    """Refuse a file on a drive that knows no locks: `CannotLock`.

    It must not be open in this process: closing it would give up the locks held on it.
    """
    try:
        from fcntl import LOCK_NB, LOCK_SH, lockf
    except ImportError:  # another system, whose drives all lock
        return
    try:
        with path.open("rb") as file:
            lockf(file, LOCK_SH | LOCK_NB, 1, _LOCKED_AT)
    except OSError as error:
        if error.errno not in _HELD:
            raise CannotLock(path) from None
