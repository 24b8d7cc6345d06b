"""How quick triage is, on one core: ``python benchmarks/triage.py``.

The texts are every eighth line of the corpus. A ratio is against a loop of plain Python, so that
figures of different machines can be set side by side.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

ROOT = Path(__file__).parent.parent
ROUNDS = 3


def texts() -> list[str]:
    """Every eighth line of the corpus."""
    rows = [
        row
        for path in sorted((ROOT / "data" / "corpus").glob("*.tsv"))
        for row in path.read_text("utf-8").splitlines()
    ]
    return [row.split("\t")[2] for row in rows[::8]]


def yardstick() -> float:
    """Seconds that a loop over ten thousand numbers takes."""
    begun = process_time()
    for _ in range(100):
        sum(number * number for number in range(10_000))
    return (process_time() - begun) / 100


def seconds(ask: Callable[[str], object], asked: Sequence[str]) -> float:
    """Processor time a text."""
    begun = process_time()
    for text in asked:
        ask(text)
    return (process_time() - begun) / len(asked)


def main() -> None:
    """Measure and print."""
    asked = texts()
    from shaozi.dutyfile import data_file, load
    from shaozi.triage.verdict import check

    with TemporaryDirectory() as cache:
        load(data_file("duty_list.yaml"), Path(cache))  # compiled once, as at a desk
        begun = perf_counter()
        book = load(data_file("duty_list.yaml"), Path(cache))
    loaded = perf_counter()
    check(asked[0], book)
    first = perf_counter() - loaded
    unit = yardstick()
    print(f"{len(asked)} texts of {sum(map(len, asked)) / len(asked):.0f} characters")
    print(f"yardstick                {unit * 1e3:8.3f} ms")
    print(f"list loaded              {(loaded - begun) * 1e3:8.3f} ms")
    print(f"first answer             {first * 1e3:8.3f} ms   {first / unit:6.2f} yardsticks")

    def bare(text: str) -> object:
        return check(text, book, words=False)

    def whole(text: str) -> object:
        return check(text, book)

    for name, ask in (
        ("bulk, the first time", bare),
        ("bulk", bare),
        ("bulk, with evidence", whole),
    ):
        rounds = 1 if "first" in name else ROUNDS
        best = min(seconds(ask, asked) for _ in range(rounds))
        figures = f"{best * 1e3:8.3f} ms   {best / unit:6.2f} yardsticks   {1 / best:7.0f} a second"
        print(f"{name:<24} {figures}")


if __name__ == "__main__":
    main()
