"""The Chinese names of commands mean what their English ones do."""

import pytest

from conftest import Run
from shaozi import cli
from shaozi.aliases import ALIASES, in_english

GROUPS = {name for name, *_ in cli.GROUPS}
PATHS = {path for path, *_ in cli.COMMANDS}


def test_every_alias_means_a_command_and_every_first_word_has_one() -> None:
    assert set(ALIASES.values()) <= PATHS | GROUPS
    first = {path for path in PATHS if " " not in path} | GROUPS
    assert first - set(ALIASES.values()) == set()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["登记", "路灯不亮"], ["log", "路灯不亮"]),
        (["周报", "--week", "2018-W20"], ["report", "weekly", "--week", "2018-W20"]),
        (["职责", "list"], ["duty", "list"]),
        (["log", "登记"], ["log", "登记"]),
        (["help"], ["--help"]),
        (["帮助", "登记"], ["log", "--help"]),
        (["登"], ["登"]),
        ([""], [""]),
        ([], []),
    ],
)
def test_only_the_first_word_is_read(typed: list[str], meant: list[str]) -> None:
    assert in_english(typed) == meant


def test_a_case_is_told_and_settled_in_chinese(run: Run) -> None:
    assert "SZ-18-00001" in run("登记", "胡同里的路灯不亮").out
    assert run("办结", "1", "--how", "换了灯泡").code == 0
    assert run("回访", "1", "--solved", "yes", "--satisfied", "yes").code == 0
    assert "结案" in run("结案", "1").out
    assert "SZ-18-00001" in run("看", "1").out


def test_a_name_half_right_is_answered_with_the_nearest(run: Run) -> None:
    assert "登记" in run("登记表", "路灯不亮").err
