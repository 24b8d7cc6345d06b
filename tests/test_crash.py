"""Killed at any moment, the ledger opens, is sound, and has every case whose number was printed.

SHAOZI_KILLS says how many processes are killed.
"""

import os
import random
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import pytest

from conftest import Run
from machine import process, start

KILLS = int(os.environ.get("SHAOZI_KILLS", "60"))
LIGHT = "胡同口的路灯不亮"
#: Runs a command on a ledger, kills it at a random moment, and gives what it had printed.
Kill = Callable[[Path, Sequence[str]], str]


def touched(ledger: Path) -> list[int]:
    """When the ledger's files were last written to."""
    files = (ledger, ledger.with_name(ledger.name + "-wal"))
    return [path.stat().st_mtime_ns if path.exists() else 0 for path in files]


@pytest.fixture
def kill(run: Run, tmp_path: Path) -> Kill:
    """The moments come from a fixed seed, within the time a process takes here today."""
    run("check", LIGHT)  # so that the duty list is compiled

    def seconds(_: int) -> float:
        began = time.monotonic()
        process("log", LIGHT, env={"SHAOZI_DB": str(tmp_path / "measured.db")})
        return time.monotonic() - began

    with ThreadPoolExecutor(2) as two:
        whole = median(two.map(seconds, range(6)))
    dice = random.Random(20180518)

    def kill_(ledger: Path, typed: Sequence[str]) -> str:
        after = dice.uniform(0, 1.2 * whole)
        before, late = touched(ledger), dice.random() < 0.5
        with start(*typed, env={"SHAOZI_DB": str(ledger)}) as running:
            if late:  # most of the time goes into starting up: aim at what comes after it
                until = time.monotonic() + 60
                while touched(ledger) == before and running.poll() is None:
                    assert time.monotonic() < until, "it hangs"
                    time.sleep(0.0005)
                after = dice.uniform(0, 0.02)
            try:
                out, _ = running.communicate(timeout=after)
            except subprocess.TimeoutExpired:
                running.kill()
                out, _ = running.communicate()
        return out.decode("utf-8", "replace")

    return kill_


def test_a_ledger_whose_creation_was_killed_can_be_used(
    run: Run, kill: Kill, tmp_path: Path
) -> None:
    ledgers = [tmp_path / f"{count}.db" for count in range(max(1, KILLS // 3))]
    with ThreadPoolExecutor(2) as two:
        printed = list(two.map(lambda ledger: kill(ledger, ("log", LIGHT)), ledgers))
    for ledger, said in zip(ledgers, printed, strict=True):
        checked = run("doctor", env={"SHAOZI_DB": str(ledger)})
        assert (checked.code, checked.out.startswith("台账完好")) == (0, True)
        known = run("list").out
        assert all(number in known for number in re.findall(r"SZ-18-\d{5}", said))
        assert run("log", LIGHT).code == 0
        assert run("doctor").code == 0


def test_a_ledger_in_use_loses_nothing_that_was_printed(
    run: Run, kill: Kill, tmp_path: Path
) -> None:
    pairs = max(1, KILLS // 3)
    ledger = tmp_path / "ledger.db"
    run("log", "-", stdin=f"{LIGHT}\n" * pairs, env={"SHAOZI_DB": str(ledger)})
    printed = {f"SZ-18-{number:05d}" for number in range(1, pairs + 1)}
    for number in range(1, pairs + 1):
        commands = (("log", LIGHT), ("whistle", str(number), "--reason", "修不了"))
        with ThreadPoolExecutor(2) as two:
            logged, blown = two.map(lambda typed: kill(ledger, typed), commands)
        printed |= set(re.findall(r"SZ-18-\d{5}", logged))
        checked = run("doctor")
        assert (checked.code, checked.out.startswith("台账完好")) == (0, True)
        if "-S1" in blown:
            assert len(run("show", str(number), "--json").json["item"]["whistles"]) == 1
    kept = [line.split("\t")[0] for line in run("list", "--limit", "0").out.splitlines()]
    assert printed <= set(kept)
    assert len(kept) == len(set(kept))
    assert run("log", LIGHT).out.startswith(f"SZ-18-{len(kept) + 1:05d}")
