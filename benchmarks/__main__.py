"""``python -m benchmarks``: make the ledgers, measure, and write docs/performance.md.

An hour with a million cases, most of it making that ledger once, which ``--folder`` keeps for the
next time; ``--sizes 1000,10000`` takes minutes.
"""

import argparse
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.beginnings import beginnings
from benchmarks.bulk import compared
from benchmarks.daily import Office, crowd, floor, floors
from benchmarks.ledger import write
from benchmarks.page import Results, missed, page
from benchmarks.rivals import taskwarrior, todoman
from benchmarks.timing import Measured, Process, measure

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
SIZES = "1000,10000,100000,1000000"


def machine() -> str:
    """What it was measured on, without a name."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def run(sizes: list[int], rounds: int, program: str, python: str, folder: Path) -> Results:
    """Measure everything; ledgers that are in the folder already are used again."""
    folder.mkdir(parents=True, exist_ok=True)
    offices = {size: Office(program, folder, folder / f"l{size}.db") for size in sizes}
    for size in sizes:
        if not (folder / f"l{size}.db").exists():
            write(folder / f"l{size}.db", size)
    base = floor(folder, python)

    def by_size(found: dict[str, Measured]) -> dict[int, dict[str, Measured]]:
        return {
            size: {
                name.removesuffix(f"@{size}"): one
                for name, one in found.items()
                if name.endswith(f"@{size}")
            }
            for size in sizes
        }

    def at(size: int, processes: list[Process]) -> list[Process]:
        return [process._replace(name=f"{process.name}@{size}") for process in processes]

    daily = measure(base, [p for s in sizes for p in at(s, offices[s].daily())], rounds)
    ends = sorted({sizes[0], sizes[-1]})
    rest = [p for s in ends for p in at(s, offices[s].occasional())]
    occasional = measure(base, [*rest, *floors(folder, python)], rounds)
    first = measure(base, beginnings(program, folder), rounds)
    others: dict[str, Measured] = {}
    for size in sizes:
        rivals = [*taskwarrior(folder, size), *todoman(folder, size)]
        if rivals:
            few = rounds if size < 100_000 else 3
            others |= {n: m for n, m in measure(base, rivals, few).items() if n != base.name}
    with TemporaryDirectory() as empty:
        imported = compared(20_000, Path(empty))
        together = crowd(Office(program, folder, Path(empty) / "crowd.db"))
    return Results(
        machine(),
        rounds,
        daily[base.name],
        {name: one for name, one in occasional.items() if "@" not in name and name != base.name},
        by_size(daily),
        {size: found for size, found in by_size(occasional).items() if found},
        {name: one for name, one in first.items() if name != base.name},
        others,
        {size: offices[size].prompt() for size in ends},
        together,
        imported,
    )


def main() -> None:
    """Read the options, measure, write the page, and say what falls short."""
    parser = argparse.ArgumentParser(description=__doc__)
    beside = Path(sys.executable).with_name("shaozi")
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--program", default=str(beside), help="shaozi, as installed by pip")
    parser.add_argument("--folder", type=Path, default=None, help="where ledgers are kept")
    given = parser.parse_args()
    python = str(Path(given.program).with_name("python"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as an office has it
    os.environ.pop("PYTHONUNBUFFERED", None)
    with TemporaryDirectory() as made:
        sizes = [int(size) for size in given.sizes.split(",")]
        folder = given.folder or Path(made)
        found = run(sizes, given.rounds, given.program, python, folder)
    PAGE.write_text(page(found), encoding="utf-8")
    print(f"{PAGE} is written")
    for line in missed(found):
        print(f"short of its aim: {line}")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
