"""What is measured: the floors, the commands of a day, the prompt, eight writers at once."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from benchmarks.ledger import NOW
from benchmarks.timing import Process

LIGHT = "槐树胡同口的路灯不亮，晚上看不清路"
_INSERT = """
import sqlite3
ledger = sqlite3.connect({path!r}, isolation_level=None)
ledger.execute("PRAGMA journal_mode = WAL")
ledger.execute("CREATE TABLE IF NOT EXISTS floor (word)")
ledger.execute("INSERT INTO floor VALUES ('x')")
ledger.close()
"""
#: A command on these libraries as most write it: imports at the top, a Session, a rich table.
_USUAL = """
import typer
from rich.console import Console
from rich.table import Table
from sqlmodel import Field, Session, SQLModel, create_engine
class Case(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    text: str
app = typer.Typer()
@app.command()
def log(text: str) -> None:
    engine = create_engine({path!r})
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Case(text=text))
        session.commit()
    table = Table("text")
    table.add_row(text)
    Console().print(table)
app()
"""


class Office:
    """shaozi as installed, at one ledger, with a home of its own."""

    def __init__(self, program: str, folder: Path, ledger: Path) -> None:
        """Nothing outside the folder is written but the ledger."""
        self.program = program
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "SHAOZI_DB": str(ledger),
            "SHAOZI_NOW": NOW,
            "SHAOZI_LANG": "zh",
            "PYTHONIOENCODING": "utf-8",
            "TERM": "xterm-256color",
            "COLUMNS": "120",
        }

    def run(self, *typed: str, stdin: str = "") -> str:
        """What a command prints; raises if it is refused."""
        done = subprocess.run(
            [self.program, *typed],
            env=self.environment,
            input=stdin.encode(),
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    def process(self, name: str, *typed: str, **more: object) -> Process:
        """A command to be measured."""
        return Process(name, [self.program, *typed], self.environment, **more)  # type: ignore[arg-type]

    def log(self) -> str:
        """A new case; gives its number."""
        found = json.loads(self.run("log", LIGHT, "--json"))
        return str(found["item"]["number"])

    def _to_whistle(self) -> Sequence[str]:
        return [self.log()]

    def _to_arrive(self) -> Sequence[str]:
        number = self.log()
        self.run("whistle", number, "--to", "qu_chengguanwei", "--reason", "社区修不了")
        return [number, "qu_chengguanwei"]

    def daily(self) -> list[Process]:
        """The commands of a day, through a pipe."""
        return [
            self.process("log", "log", LIGHT),
            self.process("whistle", "whistle", "--reason", "修不了", prepare=self._to_whistle),
            self.process("arrive", "arrive", "--by", "王五", prepare=self._to_arrive),
            self.process("show", "show", "200"),
            self.process("list", "list"),
            self.process("list --overdue", "list", "--overdue"),
            self.process("list --all --duty CG-26", "list", "--all", "--duty", "CG-26"),
            self.process("the desk"),
            self.process("find 路灯", "find", "路灯"),
            self.process("find 灯", "find", "灯"),
            self.process("find 槐树胡同 路灯", "find", "槐树胡同 路灯"),
            self.process("note", "note", "200", "去看过了"),
            self.process("Tab: case numbers", "_complete", "show", ""),
        ]

    def occasional(self) -> list[Process]:
        """What is done less often, or on a terminal."""
        return [
            self.process("list, on a terminal", "list", terminal=True),
            self.process("the desk, on a terminal", terminal=True),
            self.process("--help", "--help"),
            self.process("log --help", "log", "--help"),
            self.process("Tab: commands", "_complete", ""),
            self.process("Tab: duties", "_complete", "assign", "200", ""),
            self.process("escalate --dry-run", "escalate", "--dry-run"),
            self.process("report weekly", "report", "weekly"),
        ]

    def prompt(self, lines: int = 200) -> float:
        """Milliseconds that one further command at the prompt takes."""

        def taken(count: int) -> float:
            begun = time.perf_counter()
            self.run("desk", stdin="show 200\n" * count)
            return time.perf_counter() - begun

        return median(taken(lines) - taken(0) for _ in range(5)) / lines * 1000


def floor(folder: Path, python: str = sys.executable) -> Process:
    """Bare Python with one SQLite insert: everything is a ratio to it."""
    code = _INSERT.format(path=str(folder / "floor.db"))
    return Process("bare Python, one SQLite insert", [python, "-c", code])


def floors(folder: Path, python: str = sys.executable) -> list[Process]:
    """What else helps to judge a ratio."""
    usual = _USUAL.format(path=f"sqlite:///{folder / 'usual.db'}")
    found = [
        Process("bare Python", [python, "-c", "pass"]),
        Process("import typer", [python, "-c", "import typer"]),
        Process("import shaozi.cli", [python, "-c", "import shaozi.cli"]),
        Process("Typer, rich and SQLModel as usual", [python, "-c", usual, LIGHT]),
    ]
    if shell := shutil.which("sqlite3"):
        insert = "CREATE TABLE IF NOT EXISTS t (a); INSERT INTO t VALUES (1)"
        found.append(Process("sqlite3, one insert", [shell, str(folder / "shell.db"), insert]))
    return found


def crowd(office: Office, writers: int = 8, each: int = 500) -> tuple[int, float]:
    """Distinct numbers that so many processes gave at once, and cases a second; doctor looks on.

    Raises `CalledProcessError` if one is refused, or if the books are not sound.
    """

    def write(place: int) -> list[str]:
        lines = "".join(f"{LIGHT}，第{place}本第{line}页\n" for line in range(each))
        printed = office.run("log", "-", stdin=lines).splitlines()
        return [line.split("\t")[0] for line in printed]

    begun = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        numbers = {number for found in pool.map(write, range(writers)) for number in found}
    taken = time.perf_counter() - begun
    office.run("doctor")
    return len(numbers), writers * each / taken
