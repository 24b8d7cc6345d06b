"""The first day: a fresh machine, a ledger without a case, one of the oldest version."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.daily import LIGHT, Office
from benchmarks.timing import Process
from shaozi.store import open_store

#: A ledger as the first version wrote it, dumped to SQL.
OLDEST = Path(__file__).parent.parent / "tests" / "ledgers" / "v1.sql"


def _none(ledger: Path) -> None:
    """No ledger: the command makes it, if it writes."""


def _empty(ledger: Path) -> None:
    with open_store(ledger, create=True):
        pass


def _oldest(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.executescript(OLDEST.read_text("utf-8"))


EVERYTHING, LEDGER = "*", "l.db*"
#: (name, what is typed, what is thrown away before, the ledger then made)
BEGINNINGS: tuple[tuple[str, Sequence[str], str, Callable[[Path], None]], ...] = (
    ("log, the first on a machine", ("log", LIGHT), EVERYTHING, _none),
    ("log, no ledger yet", ("log", LIGHT), LEDGER, _none),
    ("log, no case yet", ("log", LIGHT), LEDGER, _empty),
    ("list, no case yet", ("list",), LEDGER, _empty),
    ("the desk, no case yet", (), LEDGER, _empty),
    ("find 路灯, no case yet", ("find", "路灯"), LEDGER, _empty),
    ("escalate, no case yet", ("escalate",), LEDGER, _empty),
    ("list, a ledger of the first version", ("list",), LEDGER, _oldest),
)


def beginnings(program: str, folder: Path) -> list[Process]:
    """Each begins anew in every round, in a home of its own."""
    return [
        _begun(program, folder / f"home{place}", *beginning)
        for place, beginning in enumerate(BEGINNINGS)
    ]


def _begun(
    program: str,
    home: Path,
    name: str,
    typed: Sequence[str],
    thrown_away: str,
    made: Callable[[Path], None],
) -> Process:
    ledger = home / "l.db"

    def prepare() -> Sequence[str]:
        home.mkdir(parents=True, exist_ok=True)
        for path in home.glob(thrown_away):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        made(ledger)
        return ()

    return Office(program, home, ledger).process(name, *typed, prepare=prepare)
