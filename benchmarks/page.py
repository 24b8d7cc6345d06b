"""The measurements as a page: docs/performance.md."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from benchmarks.bulk import BOUND, SPEED, Compared, said
from benchmarks.timing import Measured

#: What a command may take, in times the floor, by its name.
BARS = {"--help": 7, "log --help": 7, "Tab: commands": 4, "Tab: duties": 4, "Tab: case numbers": 4}
ON_A_TERMINAL = 8
DAILY = 4
#: The first day: where the lists are compiled or a ledger is brought up to date, and every other.
HEAVY = 18
AT_FIRST = {"log, the first on a machine": HEAVY, "list, a ledger of the first version": HEAVY}
#: How much longer the largest ledger may take than the smallest.
GROWTH = 1.3


class Results(NamedTuple):
    """All that was measured in one run."""

    machine: str
    rounds: int
    floor: Measured
    floors: Mapping[str, Measured]
    daily: Mapping[int, Mapping[str, Measured]]
    occasional: Mapping[int, Mapping[str, Measured]]
    first: Mapping[str, Measured]
    rivals: Mapping[str, Measured]
    prompt: Mapping[int, float]
    crowd: tuple[int, float]
    bulk: Compared


def bar(name: str) -> int | None:
    """How many times the floor a command may take, where that was agreed."""
    return ON_A_TERMINAL if "terminal" in name else BARS.get(name)


def page(found: Results) -> str:
    """The whole page."""
    parts = (_head, _sizes, _first, _rest, _bulk, _others)
    return "\n".join(line for part in parts for line in part(found)) + "\n"


_HEAD = """# How quick it is

Written by `python -m benchmarks`; run it again after a change that may cost time. A figure is a
ratio: the time of a whole process by that of a bare Python that does one SQLite insert, the median
over {rounds} rounds, each of which runs all of them once in shuffled order. So other machines, and
busy ones, may be compared. Where two ratios stand, the first is by the clock, the second by the
processor.
Measured on {machine}; the insert took {floor:.0f} ms.

The ledgers are a district's year, made up from a seed (`benchmarks/year.py`): seasons, peaks,
repeats, late entries, units that stay away. `shaozi doctor` finds them sound.
"""


def _head(found: Results) -> Iterator[str]:
    yield _HEAD.format(rounds=found.rounds, machine=found.machine, floor=found.floor.milliseconds)


def _sizes(found: Results) -> Iterator[str]:
    sizes = sorted(found.daily)
    yield "## The commands of a day, by the size of the ledger"
    yield ""
    yield f"Through a pipe, triage included. The aim: at most {DAILY}, and at most {GROWTH} times"
    yield "as long with the largest ledger as with the smallest (growth, by the processor)."
    yield ""
    yield "| command | " + " | ".join(f"{size:,}" for size in sizes) + " | growth |"
    yield "|---|" + "---|" * (len(sizes) + 1)
    for name in found.daily[sizes[0]]:
        ratios = [found.daily[size][name] for size in sizes]
        cells = [f"{one.ratio:.1f} · {one.by_processor:.1f}" for one in ratios]
        growth = ratios[-1].by_processor / ratios[0].by_processor
        yield f"| {name} | " + " | ".join(cells) + f" | {growth:.2f} |"
    yield ""
    yield from _chart(found)


def _chart(found: Results) -> Iterator[str]:
    """Times the floor against the size, by the clock."""
    sizes = sorted(found.daily)
    rows = {
        name: {size: found.daily[size][name].ratio for size in sizes}
        for name in ("log", "list", "find 路灯", "the desk")
    }
    for of, prefix in (
        ("task add", "task add, "),
        ("task list", "task list, "),
        ("todo", "todo list, "),
    ):
        points = {
            int(name.removeprefix(prefix).replace(",", "")): one.ratio
            for name, one in found.rivals.items()
            if name.startswith(prefix)
        }
        if points:
            rows[of] = points
    yield "One `#` is twice the floor; a `+` stands where the line is longer than the page."
    yield ""
    yield "```text"
    for name, points in rows.items():
        for size, ratio in sorted(points.items()):
            line = "#" * max(1, round(ratio / 2))
            drawn = line if len(line) <= 60 else line[:60] + "+"
            cells = len(name) + sum(letter > "\u2e80" for letter in name)  # Chinese takes two
            yield f"{name}{' ' * (10 - cells)} {size:>9,} {drawn} {ratio:.1f}"
    yield "```"
    yield ""


def _first(found: Results) -> Iterator[str]:
    yield "## The first day"
    yield ""
    yield "No command loads SQLModel. The two that come nearest: the very first, which checks and"
    yield "compiles the duty list, and the one that opens an older ledger and brings it up to date."
    yield ""
    yield "| command | aim | ratio |"
    yield "|---|---|---|"
    for name, one in found.first.items():
        aim = AT_FIRST.get(name, DAILY)
        yield f"| {name} | {aim} | {one.ratio:.1f} · {one.by_processor:.1f} |"
    yield ""


def _bulk(found: Results) -> Iterator[str]:
    yield "## An import beside the raw limit"
    yield ""
    yield "By `benchmarks/bulk.py`; more in [exchange.md](exchange.md)."
    yield ""
    yield "```text"
    yield from said(found.bulk)
    yield "```"
    yield ""


def _rest(found: Results) -> Iterator[str]:
    sizes = sorted(found.occasional)
    yield "## Help, terminals, Tab, the week"
    yield ""
    yield "| command | aim | " + " | ".join(f"{size:,}" for size in sizes) + " |"
    yield "|---|---|" + "---|" * len(sizes)
    for name in found.occasional[sizes[0]]:
        cells = [found.occasional[size][name] for size in sizes]
        shown = " | ".join(f"{one.ratio:.1f} · {one.by_processor:.1f}" for one in cells)
        yield f"| {name} | {bar(name) or '–'} | {shown} |"
    yield ""
    each = "; ".join(f"{ms:.1f} ms at {size:,} cases" for size, ms in sorted(found.prompt.items()))
    numbers, speed = found.crowd
    yield _TOGETHER.format(each=each, numbers=numbers, speed=speed)


_TOGETHER = """The million is one year, so its week has 19,000 cases; a street's of 400 is
measured by `python -m benchmarks.week` ([figures.md](figures.md)).

At the prompt of `shaozi desk` each further `show` takes {each}.

Eight processes that log 500 cases each into one file at once: {numbers:,} distinct numbers, none
refused, all in the books by `shaozi doctor`; {speed:.0f} cases a second, each a transaction of its
own.
"""


def _others(found: Results) -> Iterator[str]:
    yield "## Beside the floors and others of the kind"
    yield ""
    yield "| process | milliseconds | ratio |"
    yield "|---|---|---|"
    floor = {"bare Python, one SQLite insert": found.floor}
    for name, one in [*floor.items(), *found.floors.items(), *found.rivals.items()]:
        yield f"| {name} | {one.milliseconds:,.0f} | {one.ratio:.1f} |"
    yield ""
    yield "Taskwarrior and todoman read all they have for every command. They are measured where"
    yield "they are installed."


def missed(found: Results) -> Sequence[str]:
    """What falls short of its aim, by the processor's time, and by how much."""
    short = []
    sizes = sorted(found.daily)
    for name in found.daily[sizes[0]]:
        ratios = [found.daily[size][name].by_processor for size in sizes]
        if max(ratios) > DAILY:
            short.append(f"{name}: {max(ratios):.1f}, aim {DAILY}")
        if ratios[-1] / ratios[0] > GROWTH:
            short.append(f"{name}: grows by {ratios[-1] / ratios[0]:.2f}, aim {GROWTH}")
    for size, of_size in found.occasional.items():
        for name, one in of_size.items():
            aim = bar(name)
            if aim and one.by_processor > aim:
                short.append(f"{name} at {size:,}: {one.by_processor:.1f}, aim {aim}")
    for name, one in found.first.items():
        aim = AT_FIRST.get(name, DAILY)
        if one.by_processor > aim:
            short.append(f"{name}: {one.by_processor:.1f}, aim {aim}")
    if found.bulk.whole < SPEED:
        short.append(f"import: {found.bulk.whole:,.0f} rows a second, aim {SPEED:,}")
    if found.bulk.share < BOUND:
        short.append(f"import: {found.bulk.share:.2f} of the raw limit, aim {BOUND}")
    return short
