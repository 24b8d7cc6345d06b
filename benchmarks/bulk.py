"""Importing and exporting in bulk: ``python -m benchmarks.bulk [ROWS]``.

Rows of a seeded year are written as csv and taken in by the real program, with triage and without,
beside the raw limit: the very rows that the import wrote, put into an empty ledger by SQLite alone.
All in one run, by the processor's time of one core: what else the machine does counts little.
``--megabytes N`` imports a csv of that size and says how much memory it took.
"""

import argparse
import csv
import gc
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from shaozi.cli import CIRCLES_SOUGHT_AFTER
from shaozi.desk.base import Desk
from shaozi.desk.importing import BATCH, take_in
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file, load
from shaozi.exchange.columns import reader
from shaozi.exchange.files import open_table
from shaozi.exchange.guess import guess
from shaozi.exchange.headings import headings
from shaozi.finding import pieces
from shaozi.store import open_store
from shaozi.store.opening import connect
from shaozi.triage.danger import clock
from shaozi.triage.verdict import check
from shaozi.worktime import BEIJING

HEAD = ["工单编号", "诉求内容", "诉求地址", "所属社区", "诉求人姓名", "联系电话", "受理时间"]
MATTERS = (
    "胡同口的路灯不亮，晚上看不清路，老人孩子出门不方便，请尽快来修理一下",
    "三单元楼道堆满杂物，疏散通道被堵，反映多次物业不管，希望社区协调清理",
    "楼上卫生间漏水到我家，墙皮都掉了，找了几次都没人解决，请帮忙协调",
    "小区里有人遛狗不拴绳，还乱拉狗屎，孩子看见就害怕，请管一管",
    "门口便道上天天停满了车，轮椅过不去，请交通部门来管一管",
)
NOW = 1_767_164_400  # 31 December 2025, 15:00 in Beijing
SPEED, BOUND = 2000, 0.4


def written(path: Path, rows: int, times: int = 1) -> None:
    """A file of work orders, told one a minute, each matter so many times over."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEAD)
        for n in range(rows):
            told = time.strftime("%Y-%m-%d %H:%M", time.gmtime(NOW - 60 * n))
            where = f"东四北大街{n % 400}号", f"东四{n % 10}条社区"
            lines.writerow(
                (f"G{n:08d}", f"{MATTERS[n % 5] * times}，第{n}号", *where, "王明", "", told)
            )


def imported(file: Path, ledger: Path, book: DutyBook) -> float:
    """Seconds of one core to take a file in."""
    start = time.process_time()
    with open_store(ledger, create=True) as store, open_table(file) as table:
        desk = Desk(store, book, "SZ", "专员甲", "", BEIJING, NOW)
        found = headings(table)
        rows = (row for row in table.rows() if row.line > found.line)
        for _ in take_in(desk, rows, reader(guess(table, found), found.titles, NOW, BEIJING)):
            pass
    return time.process_time() - start


def raw(ledger: Path, to: Path) -> float:
    """Seconds of one core in which SQLite alone writes the rows of a ledger, a batch at a time."""
    with closing(sqlite3.connect(ledger)) as source:
        tables: dict[str, list[Any]] = {
            name: source.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 -- our names
            for name in ("cases", "entries", "moves", "texts", "people", "searched")
        }
        tables["search (rowid, pieces)"] = [
            (doc, pieces(body)) for doc, _, body in tables["searched"]
        ]
    with closing(connect(to)) as target:
        start = time.process_time()
        batches = ceil(len(tables["cases"]) / BATCH)
        for batch in range(batches):
            target.execute("BEGIN IMMEDIATE")
            for name, rows in tables.items():
                part = rows[batch * len(rows) // batches : (batch + 1) * len(rows) // batches]
                if part:
                    marks = ",".join("?" * len(part[0]))
                    target.executemany(f"INSERT INTO {name} VALUES ({marks})", part)  # noqa: S608 -- as above
            target.execute("COMMIT")
        return time.process_time() - start


def without_triage(work: Callable[[], float], book: DutyBook) -> float:
    """The same work where every text gets one verdict that was made before."""
    verdict = check(MATTERS[0], book, words=False)
    limit = clock(book.duties[verdict.matches[0].code], MATTERS[0], book)
    with (
        patch("shaozi.desk.cases.check", lambda *_, **__: verdict),
        patch("shaozi.desk.limits.clock", lambda *_: limit),
    ):
        return work()


class Compared(NamedTuple):
    """Rows a second of one core: imported, the same without triage, by SQLite alone."""

    rows: int
    whole: float
    plain: float
    limit: float

    @property
    def share(self) -> float:
        """Without triage, what is left of the raw limit."""
        return self.plain / self.limit


def compared(rows: int, folder: Path) -> Compared:
    """How quick an import is beside the raw limit."""
    book = load(data_file("duty_list.yaml"), folder)
    file = folder / "orders.csv"
    written(file, rows)
    check(MATTERS[0], book)  # loads the table
    gc.set_threshold(CIRCLES_SOUGHT_AFTER)  # as in every command
    whole = imported(file, folder / "whole.db", book)
    plain = without_triage(lambda: imported(file, folder / "plain.db", book), book)
    limit = raw(folder / "plain.db", folder / "raw.db")
    return Compared(rows, rows / whole, rows / plain, rows / limit)


def said(found: Compared) -> Iterator[str]:
    """The comparison as lines."""
    yield f"rows                    {found.rows:10,}"
    yield f"import                  {found.whole:10,.0f} rows/s   (at least {SPEED:,})"
    yield f"import without triage   {found.plain:10,.0f} rows/s"
    yield f"raw SQLite, same rows   {found.limit:10,.0f} rows/s"
    yield f"without triage / raw    {found.share:10.2f}          (at least {BOUND})"


def sized(megabytes: int, folder: Path) -> None:
    """Print how much memory the import of a large csv takes, as a process of its own."""
    file = folder / "large.csv"
    rows = megabytes * 565
    written(file, rows, times=18)  # about 1,770 bytes a row
    env = {"HOME": str(folder), "SHAOZI_DB": str(folder / "large.db"), "SHAOZI_LANG": "en"}
    start = time.monotonic()
    command = [sys.executable, "-m", "shaozi", "import", str(file), "--yes", "--json"]
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)
    took = time.monotonic() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    size = file.stat().st_size / 1_000_000
    print(f"a csv of {size:,.0f} MB, {rows:,} rows: {peak} MB of memory, {took:,.0f} s")


def main() -> None:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("rows", nargs="?", type=int, default=20_000)
    parser.add_argument("--megabytes", type=int)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.megabytes:
            sized(asked.megabytes, Path(folder))
        else:
            print(*said(compared(asked.rows, Path(folder))), sep="\n")


if __name__ == "__main__":
    main()
