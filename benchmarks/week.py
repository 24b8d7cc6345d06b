"""The week of a street after many years: ``python -m benchmarks.week [CASES …]``.

A year of 400 cases a week is made once and put back by whole years until the ledger has so many
cases; those still open stand in the last year only. `report weekly` is measured on each size,
beside the very statements it runs, put to SQLite by a bare Python.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.ledger import NOW, write
from benchmarks.timing import Process, measure
from shaozi.store.opening import connect

A_WEEK, WEEKS = 400, 52
YEAR = WEEKS * 7 * 86400
#: What a row is told apart by; an older year's begins with that year's own letters.
NUMBERS = {"number", "case", "whistle", "desk"}
IDS = {"id", "entry", "issue", "address", "person", "last_entry", "reason", "outcome", "answer"}
TIMES = {"due", "respond_due", "since", "paused_until", "sign_in_due", "interim_due"}
TIMES |= {"call_back_due", "answer_due", "result_due"}
TABLES = {
    "cases": "number",
    "whistles": '"case"',
    "calls": "substr(whistle, 1, 11)",
    "entries": '"case"',
    "moves": '"case"',
    "texts": '"case"',
    "people": '"case"',
}
REPORT = ("report", "weekly", "--week", "2025-W50", "--json")


def put_back(ledger: Path, years: int) -> None:
    """Write the year of a ledger so many times over, each a year of whole weeks earlier."""
    with closing(connect(ledger)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for back in range(1, years):
            letters = f"Y{chr(65 + back // 26)}{chr(65 + back % 26)}"
            connection.execute("BEGIN")
            for table, case in TABLES.items():
                values = ", ".join(_values(connection, table, letters, back * YEAR))
                connection.execute(
                    f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {case} IN"  # noqa: S608 -- our own names
                    " (SELECT number FROM cases WHERE desk = 'SZ' AND open = 0)"
                )
            connection.execute("COMMIT")


def _values(
    connection: sqlite3.Connection, table: str, letters: str, seconds: int
) -> Iterator[str]:
    for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})"):
        if name in NUMBERS and kind == "VARCHAR":
            yield f"'{letters}' || substr(\"{name}\", 3)"
        elif name in IDS:
            yield f"'{letters}' || \"{name}\""
        elif name.endswith("_at") or name in TIMES:
            yield f'"{name}" - {seconds}'
        else:
            yield f'"{name}"'


def statements(ledger: Path, to: Path) -> None:
    """What the report asks of SQLite, as plain SQL."""
    probe = (
        "import sqlite3, sys\n"
        "from shaozi import cli\n"
        "from shaozi import store\n"
        "asked, connect = [], store.connect\n"
        "def heard(*given, **named):\n"
        "    connection = connect(*given, **named)\n"
        "    connection.set_trace_callback(asked.append)\n"
        "    return connection\n"
        "store.connect = heard\n"
        "try:\n"
        f"    cli.main({REPORT!r})\n"
        "finally:\n"
        f"    open({str(to)!r}, 'w').write(';\\n'.join(one for one in asked if 'SELECT' in one))\n"
    )
    line = [sys.executable, "-c", probe]
    subprocess.run(line, env=_environment(ledger), stdout=subprocess.DEVNULL, check=True)
    assert "moves" in to.read_text("utf-8"), "nothing was heard"


def _environment(ledger: Path) -> dict[str, str]:
    home = {"HOME": str(ledger.parent), "SHAOZI_DB": str(ledger), "SHAOZI_NOW": NOW}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHAOZI_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | home


def processes(size: int, folder: Path) -> Iterator[Process]:
    """The report and its statements alone, on a ledger of so many cases."""
    ledger, asked = folder / f"{size}.db", folder / f"{size}.sql"
    write(ledger, A_WEEK * WEEKS)
    put_back(ledger, max(1, round(size / (A_WEEK * WEEKS))))
    statements(ledger, asked)
    program = shutil.which("shaozi", path=str(Path(sys.executable).parent)) or "shaozi"
    yield Process(f"report weekly, {size:,}", [program, *REPORT], _environment(ledger))
    alone = (
        "import sqlite3\n"
        f"connection = sqlite3.connect({str(ledger)!r})\n"
        f"for one in open({str(asked)!r}).read().split(';\\n'):\n"
        "    connection.execute(one).fetchall()\n"
    )
    line = [sys.executable, "-c", alone]
    yield Process(f"its statements alone, {size:,}", line, _environment(ledger))


def main() -> None:
    """Print milliseconds and the ratios by processor time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", nargs="*", type=int, default=[20_800, 1_000_000])
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [process for size in asked.cases for process in processes(size, folder)]
        start = Process("shaozi --version", [found[0].line[0], "--version"], found[0].environment)
        taken = measure(start, found, asked.rounds)
        for process, figures in taken.items():
            print(f"{process:40}{figures.milliseconds:8.0f} ms{figures.by_processor:8.2f}")


if __name__ == "__main__":
    main()
