"""What the benchmarks measure is a ledger as a district would have it, and a sound one."""

import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Run

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.ledger import NOW, write


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
