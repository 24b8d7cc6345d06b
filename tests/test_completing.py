"""What the shells and the prompt offer: commands, options, terms, live numbers, duties, units."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run

LIGHT = "胡同里的路灯不亮，电话13812345678"


@pytest.fixture
def offered(run: Run) -> object:
    """The words offered for a line: ``offered("list", "--st")``; the last may be empty."""

    def offered_(*words: str) -> list[str]:
        done = run("_complete", *words)
        assert (done.code, done.err) == (0, "")
        return [line.split("\t")[0] for line in done.out.splitlines()]

    return offered_


def test_commands_are_offered_with_what_they_are_for(run: Run) -> None:
    assert "whistle\t吹哨: 召集单位\n" in run("_complete", "wh").out
    assert run("_complete", "report", "week", lang="en").out == "weekly\tthe week\n"
    assert run("_complete", "登", lang="zh").out.startswith("登记\t")


@pytest.mark.parametrize(
    ("words", "among"),
    [
        (["list", "--st"], ["--state"]),
        (["列", "--st"], ["--state"]),
        (["list", "--state", "w"], ["whistled", "withdrawn"]),
        (["list", "--state", "=", "w"], ["whistled", "withdrawn"]),
        (["assign", "1", "CG-26"], ["CG-26"]),
        (["assign", "1", "cg-26"], ["cg-26"]),
        (["log", "x", "--duty", "CG-26"], ["CG-26"]),
        (["whistle", "1", "--to", "chengshi_g"], ["chengshi_guanli"]),
        (["whistle", "1", "--to", "城管执法队"], ["城管执法队"]),
        (["nothing", ""], []),
        (["log", ""], []),
        (["show", "1", "2", ""], []),
    ],
)
def test_what_fits_is_offered(words: list[str], among: list[str], offered, run: Run) -> None:  # type: ignore[no-untyped-def]
    run("log", LIGHT)
    assert offered(*words) == among


def test_open_cases_are_offered_by_number_and_masked(offered, run: Run) -> None:  # type: ignore[no-untyped-def]
    assert offered("show", "") == []  # no ledger yet, and none is made
    run("log", LIGHT)
    run("log", "井盖坏了")
    run("withdraw", "2", "--reason", "说错了")
    assert offered("show", "") == ["1"]
    assert offered("show", "SZ-18") == ["SZ-18-00001"]
    assert offered("resolve", "2") == []
    assert "13812345678" not in run("_complete", "show", "").out


def test_for_an_arrival_only_whistled_cases_and_called_units_are_offered(offered, run: Run) -> None:  # type: ignore[no-untyped-def]
    run("log", "井盖坏了")
    run("log", "小贩占道经营")
    run("whistle", "2", "--to", "城管执法队", "--reason", "不走")
    assert offered("arrive", "") == ["2"]
    assert len(offered("arrive", "2", "")) == 1
    assert offered("arrive", "2", "城管执法队") == ["城管执法队"]
    assert offered("arrive", "99", "") == []


def test_a_setting_that_cannot_be_used_offers_nothing_and_says_nothing(run: Run) -> None:
    done = run("_complete", "show", "", env={"SHAOZI_DB": "postgres://x"})
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_there_is_a_script_for_every_shell(shell: str, run: Run) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert "shaozi _complete" in done.out
    program = shutil.which({"powershell": "pwsh"}.get(shell, shell))
    if program and shell != "powershell":
        subprocess.run([program, "-n"], input=done.out.encode(), check=True)


def test_bash_completes(run: Run, home: Path) -> None:
    program = Path(sys.executable).with_name("shaozi")
    if not (shutil.which("bash") and program.exists()):
        pytest.skip("no bash, or shaozi is not installed as a program")
    script = run("completion", "bash").out
    typed = (
        f'shaozi() {{ {program} "$@"; }}\n{script}\n'
        "COMP_WORDS=(shaozi list --channel = ph); COMP_CWORD=4; _shaozi; echo ${COMPREPLY[@]}"
    )
    done = subprocess.run(["bash", "-c", typed], capture_output=True, check=True)
    assert done.stdout.decode().split() == ["phone"]


# --- the prompt -----------------------------------------------------------------------------------


def test_the_prompt_runs_line_by_line_and_no_refusal_leaves_it(run: Run) -> None:
    lines = 'log "路灯 不亮"\nshaozi show 9\n看 1 --json\n\nlog "没完\ndesk\nlist\n退出\nlist\n'
    done = run("desk", stdin=lines)
    assert done.code == 0
    assert "没有案件“9”" in done.err
    assert "引号没有成对" in done.err
    assert '"number": "SZ-18-00001"' in done.out
    assert done.out.count("SZ-18-00001\thandling") == 1


def test_each_line_sees_the_settings_and_the_ledger_as_they_are_then(run: Run) -> None:
    lines = "log 路灯不亮\nconfig set desk QD\nlog 井盖坏了\nlist\n"
    shown = run("desk", stdin=lines).out
    assert "SZ-18-00001" in shown
    assert "QD-18-00001" in shown
