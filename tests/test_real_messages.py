"""A whole file of messages goes through ``log -``, and the weekly report adds up.

SHAOZI_REAL_MESSAGES names a file (csv with the columns id, field, text) that cannot be given
away; where it is not set, a smaller file of the project's own is used.
"""

import csv
import os
from pathlib import Path
from typing import Any

import pytest

from conftest import Run

#: Read at once: a test's own home knows nothing of this machine's settings.
NAMED = os.environ.get("SHAOZI_REAL_MESSAGES")
OWN = Path(__file__).parent / "data" / "messages.csv"
SLICES = ("by_channel", "by_community", "by_duty")
FLOW = ("opening", "new", "reopened", "moved_in", "ended", "moved_out", "closing")


@pytest.fixture(scope="module")
def messages(request: pytest.FixtureRequest) -> list[str]:
    """The texts, each on one line."""
    if not NAMED:
        capture = request.config.pluginmanager.getplugin("capturemanager")
        assert capture is not None
        with capture.global_and_fixture_disabled():
            print(f"\nSHAOZI_REAL_MESSAGES is not set: {OWN.name} is used instead")
    with Path(NAMED or OWN).open(encoding="utf-8-sig", newline="") as file:
        return [" ".join(row["text"].splitlines()) for row in csv.DictReader(file)]


def work(run: Run, number: int) -> None:
    """One of seven ways that a case may go."""
    case = str(number)
    resolved = ("resolve", case, "--how", "已办")
    called = ("callback", case, "--solved", "yes", "--satisfied", "yes")
    closed = (resolved, called, ("close", case))
    blown = ("whistle", case, "--to", "消防", "--to", "供电", "--reason", "社区办不了")
    arrived = ("arrive", case, "消防", "--by", "李队")
    ways: tuple[tuple[tuple[str, ...], ...], ...] = (
        (),
        closed,
        (*closed, ("reopen", case, "--reason", "又来电")),
        (blown, arrived),
        (("assign", case, "PA-05"), ("amend", case, "--community", "西巷社区")),
        (("refer", case, "--to", "供电"),),
        (resolved, ("callback", case, "--satisfied", "unreached")),
    )
    for typed in ways[number % len(ways)]:
        assert run(*typed).code == 0


def adds_up(report: dict[str, Any]) -> None:
    for flow in [report["total"], *(flow for name in SLICES for flow in report[name])]:
        came = flow["opening"] + flow["new"] + flow["reopened"] + flow["moved_in"]
        assert came - flow["ended"] - flow["moved_out"] == flow["closing"]
    for figure in FLOW:
        for name in SLICES:
            assert sum(flow[figure] for flow in report[name]) == report["total"][figure]
    for figure in ("opening", "new", "reopened", "ended", "closing"):
        assert len(report["cases"][figure]) == report["total"][figure]
    calls = report["units"]
    for figure in ("on_time", "late", "no_show", "waiting", "answered"):
        assert (sum(row[figure] for row in calls) > 0) == bool(report["cases"][figure])
    assert len(report["cases"]["late_entries"]) == report["late_entries"]
    assert sum(report["ended_how"].values()) == report["total"]["ended"]


def test_every_message_is_logged_and_every_figure_adds_up(run: Run, messages: list[str]) -> None:
    half = len(messages) // 2
    parts = (messages[:half], "2018-05-10"), (messages[half:], "2018-05-15")
    for lines, day in parts:
        done = run(
            "log", "-", "--community", "东巷社区", stdin="\n".join(lines), now=f"{day}T10:00+08:00"
        )
        assert (done.code, done.err) == (0, f"登记 {len(lines)} 件\n")
    kept = run("list", "--all", "--limit", "0", "--reveal", "--json").json["items"]
    assert [item["text"] for item in sorted(kept, key=lambda item: str(item["number"]))] == messages

    run("list", now="2018-05-18T15:00+08:00")
    for number in range(1, min(len(messages), 70) + 1):
        work(run, number)
    report = run("report", "weekly", "--json").json["item"]
    before = run("report", "weekly", "--week", "2018-W19", "--json").json["item"]
    adds_up(report)
    adds_up(before)
    assert before["total"]["closing"] == report["total"]["opening"] == half
    assert report["total"]["new"] == len(messages) - half
    assert all(report["total"][figure] for figure in FLOW)

    named = {number for found in report["cases"].values() for number in found}
    assert named <= {item["number"] for item in kept}
    for number in sorted(named):
        assert run("show", number).out.startswith(f"{number}  ")
    assert run("doctor").code == 0


def test_every_message_gets_a_verdict(run: Run, messages: list[str]) -> None:
    verdicts = run("check", "-", "--json", stdin="\n".join(messages)).json["items"]
    assert len(verdicts) == len(messages)
    assert {len(verdict["matches"]) for verdict in verdicts} == {3}
    assert all(
        (verdict["verdict"] == "unsure") == bool(verdict["question"]) for verdict in verdicts
    )
