"""Yes and no, asked of somebody at a terminal, in the words people use."""

import pytest

from conftest import Run


@pytest.fixture
def asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A case of which only its logging is left to undo, at a terminal."""
    run("log", "路灯不亮")
    monkeypatch.setattr("shaozi.commands.base.at_a_terminal", lambda: True)
    return run


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        *((yes, "withdrawn") for yes in ("是", "好", "对", "y", "YES", "ｙ", "好的。")),
        *((no, "handling") for no in ("否", "不", "n", "No", "")),
    ],
)
def test_yes_and_no_are_taken_in_the_words_people_use(asked: Run, typed: str, state: str) -> None:
    asked("undo", "1", stdin=f"{typed}\n")
    assert asked("show", "1", "--json").json["item"]["state"] == state


@pytest.mark.parametrize(
    ("lang", "again"), [("zh", "请回答“是”或“否”"), ("en", "please answer y or n")]
)
def test_what_is_neither_is_asked_again_in_the_readers_language(
    asked: Run, lang: str, again: str
) -> None:
    done = asked("undo", "1", stdin="也许\n是\n", lang=lang)
    assert (done.err.count(again), "invalid input" in done.err) == (1, False)
    assert asked("show", "1", "--json").json["item"]["state"] == "withdrawn"


def test_an_answer_that_ends_is_no_yes(asked: Run) -> None:
    assert asked("undo", "1", stdin="").code != 0
    assert asked("show", "1", "--json").json["item"]["state"] == "handling"
