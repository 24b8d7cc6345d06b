"""The machine as a test sees it: the ledger's file, its raw rows, and real processes."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from shaozi import config

#: The program as another process runs it.
PROGRAM = (sys.executable, "-m", "shaozi")


def ledger() -> Path:
    """Where the ledger is: in the test's own home, unless the test says otherwise."""
    return config.settings().ledger


@contextmanager
def raw(path: Path | None = None) -> Iterator[sqlite3.Connection]:
    """The ledger's file without the program around it; committed when the block ends."""
    with closing(sqlite3.connect(path or ledger())) as connection, connection:
        yield connection


def digest(path: Path | None = None) -> str:
    """Everything in the ledger as one digest; where there is none, that."""
    path = path or ledger()
    if not path.exists():
        return "no ledger"
    whole = sha256()
    with raw(path) as connection:
        for line in connection.iterdump():
            whole.update(line.encode())
    return whole.hexdigest()


def drafts(home: Path) -> list[str]:
    """The drafts kept in the test's home."""
    return [path.read_text("utf-8") for path in sorted(home.rglob("drafts/*.txt"))]


def start(*arguments: str, env: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """Start the program as a process of its own, its three streams piped."""
    return subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | dict(env or {}),
    )


def process(
    *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Run the program as a process of its own: exit code, stdout, stderr."""
    with start(*arguments, env=env) as running:
        out, err = running.communicate(stdin, timeout=120)
    return running.returncode, out.decode(), err.decode()
