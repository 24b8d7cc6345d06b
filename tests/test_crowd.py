"""Eight at once on one ledger: distinct numbers, nobody locked out, the books sound."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import Run
from machine import process

LIGHT = "胡同口的路灯不亮"
DESKS = 8
LINES = 200
SINGLES = 10


def numbers(outputs: list[str]) -> list[str]:
    return [line.split()[0] for out in outputs for line in out.splitlines() if line[:3] == "SZ-"]


def test_eight_processes_log_two_hundred_cases_each(run: Run) -> None:
    def log(desk: int) -> tuple[int, str, str]:
        lines = "".join(f"第{desk}户第{line}次: {LIGHT}\n" for line in range(LINES))
        return process("log", "-", stdin=lines.encode())

    with ThreadPoolExecutor(DESKS) as crowd:
        done = list(crowd.map(log, range(DESKS)))
    assert [(code, err) for code, _, err in done] == [(0, f"登记 {LINES} 件\n")] * DESKS
    printed = numbers([out for _, out, _ in done])
    assert sorted(printed) == [f"SZ-18-{n:05d}" for n in range(1, DESKS * LINES + 1)]
    checked = run("doctor")
    assert (checked.code, checked.out) == (
        0,
        f"台账完好: {DESKS * LINES} 件案件，{DESKS * LINES} 条记录，逐条核对一致\n",
    )


def test_eight_processes_at_once_make_one_ledger_on_a_fresh_machine(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))  # nor is there a compiled duty list

    def log(_: int) -> list[tuple[int, str, str]]:
        return [process("log", LIGHT) for _ in range(SINGLES)]

    with ThreadPoolExecutor(DESKS) as crowd:
        done = [each for desk in crowd.map(log, range(DESKS)) for each in desk]
    assert {code for code, _, _ in done} == {0}, [err for code, _, err in done if code]
    printed = numbers([out for _, out, _ in done])
    assert sorted(printed) == [f"SZ-18-{n:05d}" for n in range(1, DESKS * SINGLES + 1)]
    assert run("doctor").code == 0


def test_different_acts_on_one_case_at_once_are_all_kept_or_refused(run: Run) -> None:
    run("log", LIGHT)
    acts: list[tuple[str, ...]] = [("note", "1", f"第{count}次") for count in range(4)]
    acts += [("resolve", "1", "--how", "换了灯泡"), ("resolve", "1", "--how", "换了灯泡")]
    with ThreadPoolExecutor(len(acts)) as crowd:
        codes = [code for code, _, _ in crowd.map(lambda typed: process(*typed), acts)]
    assert sorted(codes) == [0, 0, 0, 0, 0, 5]
    history = run("show", "1", "--json").json["item"]["history"]
    assert sorted(entry["act"] for entry in history) == [
        "logged",
        "noted",
        "noted",
        "noted",
        "noted",
        "resolved",
    ]
    assert run("doctor").code == 0
