"""Lines understood without Typer: the table is current, and means what Typer takes it to mean."""

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shaozi import cli, rendering, tree
from shaozi.parameters import PARAMETERS
from shaozi.terms import Channel, Kind
from shaozi.typed import Command, in_terms, understood, unquoted


def test_the_rendered_table_is_current() -> None:
    current = rendering.RENDERED.read_text("utf-8") == rendering.rendered()
    assert current, "run python -m shaozi.rendering"


DAILY = {
    "",
    *("log", "list", "show", "whistle", "arrive", "answer", "find", "check", "note", "resolve"),
    *("assign", "callback", "close", "contact", "escalate", "undo"),
}


def test_everything_typed_twenty_times_a_day_is_in_it() -> None:
    assert PARAMETERS.keys() >= DAILY


@pytest.mark.parametrize(
    ("line", "function", "values"),
    [
        ("", "look.today", {}),
        ("--json", "look.today", {"as_json": True}),
        ("show 12 --no-history", "look.show", {"case": "12", "history": False}),
        ("log 路灯不亮 --channel=phone", "log.log", {"text": "路灯不亮", "channel": Channel.PHONE}),
        ("log -", "log.log", {"text": "-"}),
        (
            "whistle 7 --to a --to b --kind ZD",
            "whistles.whistle",
            {"case": "7", "to": ["a", "b"], "kind": Kind("ZD")},
        ),
        ("find 垃圾 没清 --json", "look.find", {"text": ["垃圾", "没清"], "as_json": True}),
        ("list --limit 5", "look.list_cases", {"limit": 5}),
        ("report weekly", "reports.weekly", {}),
    ],
)
def test_a_plain_line_is_understood(line: str, function: str, values: dict[str, Any]) -> None:
    assert understood(line.split()) == Command(function, values)


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "--version",
        "show",  # something is missing
        "show 1 2",  # something is left over
        "show 1 --nothing",
        "show 1 --why=yes",
        "list --limit many",
        "list --limit -1",
        "log x --channel pigeon",
        "log x --at",
        "log x --at --json",
        "log -- x",
        "nothing",
        "report",
    ],
)
def test_what_is_wrong_or_a_question_is_left_to_typer(line: str) -> None:
    assert understood(line.split()) is None


# --- whatever is typed --------------------------------------------------------------------------

Heard = list[tuple[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def by_typer() -> Iterator[Callable[[list[str]], Heard]]:
    """What Typer calls for a line, with every value."""
    heard: Heard = []
    function_of = tree.function_of

    def recording(path: str) -> Callable[..., None]:
        @functools.wraps(function_of(path))
        def record(**values: Any) -> None:
            heard.append((path, values))

        return record

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "function_of", recording)
        app = cli.app()

        def run(words: list[str]) -> Heard:
            heard.clear()
            app(words, standalone_mode=False)
            return list(heard)

        yield run


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command with its own options, values that fit and some that do not, in any order."""
    path = draw(st.sampled_from(sorted(PARAMETERS)))
    _, positional, options, _ = PARAMETERS[path]
    values = st.sampled_from(
        [
            "1",
            "0",
            "12",
            "路灯不亮",
            "",
            "-",
            "-1",
            "--",
            "a b",
            "1.5",
            "１２",
            "phone",
            "ZD",
            "yes",
        ]
    )
    flags = st.sampled_from(sorted(options)) if options else st.nothing()
    joined = st.builds("{}={}".format, flags, values)
    pairs = st.tuples(flags, values).map(list)
    word = st.one_of(values.map(lambda value: [value]), joined.map(lambda one: [one]), pairs)
    typed = [draw(values) for _ in positional]
    rest = draw(st.lists(word | flags.map(lambda flag: [flag]), max_size=4))
    return [*path.split(), *typed, *(one for words in rest for one in words)]


@given(line=lines())
@example(line=["log", "", "--at", ""])
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_understood_is_what_typer_understands(
    line: list[str], by_typer: Callable[[list[str]], Heard]
) -> None:
    found = understood(line)
    if found is None:
        return  # Typer sees to it
    [(function, values)] = by_typer(line)
    parameters = inspect.signature(tree.function_of(function)).parameters
    defaults = {name: one.default for name, one in parameters.items()}
    assert (found.function, defaults | dict(found.values)) == (function, values)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["log", "x", "--channel", "来电"], ["log", "x", "--channel", "phone"]),
        (["list", "--state=办理中"], ["list", "--state=handling"]),
        (["list", "--state", "undecided"], ["list", "--state", "logged"]),
        (["callback", "1", "--solved", "已解决"], ["callback", "1", "--solved", "已解决"]),
        (["note", "1", "--channel 来电"], ["note", "1", "--channel 来电"]),
        (["log", "来电", "--at", "来电"], ["log", "来电", "--at", "来电"]),
        (["list", "--state"], ["list", "--state"]),
        (["whistle", "1", "--kind", "综合"], ["whistle", "1", "--kind", "ZF"]),
        (["whistle", "1", "--kind", "重点工作"], ["whistle", "1", "--kind", "ZD"]),
        (["list", "--state", "已"], ["list", "--state", "已"]),  # begins several
    ],
)
def test_a_term_may_be_said_in_the_readers_words(typed: list[str], meant: list[str]) -> None:
    assert in_terms(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("“3号楼”", "3号楼"),
        ("「3号楼」", "3号楼"),
        ("--at=“3号楼”", "--at=3号楼"),
        ("“慢点”他说“别急”", "“慢点”他说“别急”"),
        ("他说“慢点”", "他说“慢点”"),
        ("“3号楼", "“3号楼"),
        ("“”", "“”"),
    ],
)
def test_marks_of_an_input_method_around_a_whole_value_are_no_part_of_it(
    typed: str, meant: str
) -> None:
    assert unquoted([typed]) == [meant]
