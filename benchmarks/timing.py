"""Whole processes, measured in pairs: in each round every one runs once, in shuffled order.

A figure is the median over the rounds of a process's time by that of the floor in the same round,
so that a busy machine slows both alike.
"""

import os
import pty
import random
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Process(NamedTuple):
    """What is run. ``prepare`` is run before it, unmeasured, and may give further arguments."""

    name: str
    line: Sequence[str]
    environment: Mapping[str, str] = {}
    terminal: bool = False
    prepare: Callable[[], Sequence[str]] = tuple


class Measured(NamedTuple):
    """Medians over the rounds: milliseconds, and the ratios to the floor by clock and processor."""

    milliseconds: float
    ratio: float
    by_processor: float


class Once(NamedTuple):
    """Seconds of one run, by the clock and of the processor."""

    clock: float
    processor: float


def measure(
    floor: Process, processes: Sequence[Process], rounds: int, seed: int = 1
) -> dict[str, Measured]:
    """Each process by its name, and the floor under its own."""
    shuffled = random.Random(seed)  # noqa: S311 -- no secret
    seen: dict[str, list[tuple[Once, Once]]] = {}
    for place in range(rounds + 1):
        order = [floor, *processes]
        shuffled.shuffle(order)
        found = {process.name: once(process) for process in order}
        if place:  # the first round warms caches and compiles modules
            for name, taken in found.items():
                seen.setdefault(name, []).append((taken, found[floor.name]))
    return {one.name: _medians(seen[one.name]) for one in (floor, *processes)}


def _medians(pairs: Sequence[tuple[Once, Once]]) -> Measured:
    return Measured(
        median(taken.clock for taken, _ in pairs) * 1000,
        median(taken.clock / floor.clock for taken, floor in pairs),
        median(taken.processor / floor.processor for taken, floor in pairs),
    )


def once(process: Process) -> Once:
    """Run it to its end; raises RuntimeError if it fails."""
    line = [*process.line, *process.prepare()]
    master, slave = pty.openpty() if process.terminal else (-1, -1)
    out = slave if process.terminal else subprocess.DEVNULL
    begun = time.perf_counter()
    child = subprocess.Popen(
        line, env=dict(process.environment) or None, stdin=out, stdout=out, stderr=out
    )
    if process.terminal:
        os.close(slave)
        _drain(master)
    _, status, used = os.wait4(child.pid, 0)
    taken = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{process.name}: {line} ended with {child.returncode}")
    return Once(taken, used.ru_utime + used.ru_stime)


def _drain(master: int) -> None:
    try:
        while os.read(master, 65536):
            pass
    except OSError:  # the other end is closed
        pass
    os.close(master)
