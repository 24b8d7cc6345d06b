"""What the benchmarks measure is a ledger as a district would have it, and a sound one."""

import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Run
from shaozi.store import Store

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.bulk import Compared
from benchmarks.ledger import NOW, write
from benchmarks.page import Results, missed, page
from benchmarks.timing import Measured, Process, measure


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("year") / "ledger.db"
    write(path, 600)
    return path


def test_the_year_is_sound(year: Path, run: Run) -> None:
    done = run("doctor", "--json", now=NOW, env={"SHAOZI_DB": str(year)})
    assert done.json["item"]["faults"] == []
    assert done.json["item"]["cases"] == pytest.approx(600, abs=5)


def test_the_same_seed_gives_the_same_year(year: Path, tmp_path: Path) -> None:
    write(tmp_path / "again.db", 600)
    with (
        closing(sqlite3.connect(year)) as one,
        closing(sqlite3.connect(tmp_path / "again.db")) as two,
    ):
        assert list(one.iterdump()) == list(two.iterdump())


def test_there_are_seasons_repeats_late_entries_and_every_way_out(year: Path) -> None:
    with closing(sqlite3.connect(year)) as ledger:
        rows = ledger.execute("SELECT state, duty, logged_at, recorded_at, issue FROM cases")
        cases = rows.fetchall()
        texts = Counter(body for (body,) in ledger.execute("SELECT body FROM texts"))
        calls = ledger.execute("SELECT arrived_at, due, answered_at FROM calls").fetchall()
    assert {"closed", "advised", "withdrawn", "handling"} <= {state for state, *_ in cases}
    assert any(written - told > 24 * 3600 for _, _, told, written, _ in cases)
    assert sum(count > 1 for text, count in texts.items() if "号" in text) > 10
    assert any(came is None for came, _, _ in calls)
    assert any(came is not None and came > due for came, due, _ in calls)


# --- what does not depend on the machine's mood ---------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("list",),
        ("list", "--overdue"),
        ("list", "--all", "--duty", "CG-26"),
        ("find", "号"),
        ("show", "40"),
        ("log", "路灯不亮"),
        ("note", "40", "去看过了"),
        ("_complete", "show", ""),
    ],
    ids=" ".join,
)
def test_a_command_asks_the_ledger_as_often_with_many_cases_as_with_few(
    command: tuple[str, ...],
    year: Path,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(tmp_path / "few.db", 60)
    asked: list[str] = []
    rows = Store.rows

    def counting(store: Store, statement: str, **values: object) -> object:
        asked.append(statement)
        return rows(store, statement, **values)

    monkeypatch.setattr(Store, "rows", counting)
    counts = []
    for ledger in (tmp_path / "few.db", year):
        asked.clear()
        assert run(*command, now=NOW, env={"SHAOZI_DB": str(ledger)}).code == 0
        counts.append(sorted(asked))
    assert counts[0] == counts[1]


# --- how it is measured ---------------------------------------------------------------------------


def test_each_round_runs_everything_once_beside_the_floor() -> None:
    prepared: list[int] = []

    def prepare() -> list[str]:
        prepared.append(1)
        return []

    floor = Process("floor", [sys.executable, "-c", "pass"])
    slow = Process(
        "slow", [sys.executable, "-c", "sum(range(10**7))"], terminal=True, prepare=prepare
    )
    found = measure(floor, [slow], rounds=2)
    assert list(found) == ["floor", "slow"]
    assert (found["floor"].ratio, found["floor"].by_processor) == (1, 1)
    assert found["slow"].by_processor > 1
    assert len(prepared) == 3  # the first round warms up


def test_the_page_says_what_was_measured_and_what_falls_short() -> None:
    def at(ratio: float) -> Measured:
        return Measured(ratio * 15, ratio, ratio)

    names = ("log", "list", "find 路灯", "the desk")
    small = dict.fromkeys(names, at(3.0))
    found = Results(
        "2 cores",
        5,
        at(1),
        {"bare Python": at(0.6)},
        {1000: small, 1_000_000: small | {"log": at(4.5)}},
        {1000: {"--help": at(6.5), "list, on a terminal": at(9)}},
        {"list, no case yet": at(3), "list, a ledger of the first version": at(20)},
        {"task list, 1,000": at(2), "task list, 100,000": at(300)},
        {1000: 2.5},
        (4000, 200.0),
        Compared(20_000, 2500, 9000, 30_000),
    )
    shown = page(found)
    assert "| log | 3.0 · 3.0 | 4.5 · 4.5 | 1.50 |" in shown
    assert "| list, no case yet | 4 | 3.0 · 3.0 |" in shown
    assert "without triage / raw          0.30" in shown
    assert "| --help | 7 | 6.5 · 6.5 |" in shown
    assert f"task list    100,000 {'#' * 60}+ 300.0" in shown
    assert missed(found) == [
        "log: 4.5, aim 4",
        "log: grows by 1.50, aim 1.3",
        "list, on a terminal at 1,000: 9.0, aim 8",
        "list, a ledger of the first version: 20.0, aim 18",
        "import: 0.30 of the raw limit, aim 0.4",
    ]
