"""The house: imports point inwards, daily commands start light, every command has help."""

import ast
import graphlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from platformdirs import PlatformDirs

import shaozi
from shaozi import config
from shaozi.cli import COMMANDS

SOURCE = Path(shaozi.__file__).parent

#: Ring of each room, the innermost first. A room imports from its own ring or from inside it.
RINGS = (
    ("__init__", "words"),
    ("terms", "labels"),
    ("errors",),
    (
        "worktime",
        "daywords",
        "moments",
        "duties",
        "phrases",
        "dutybook",
        "privacy",
        "lessons",
        "recurring",
        "repeats",
        "finding",
        "case",
    ),
    ("books", "calls", "whistlesteps"),
    ("steps", "scoring", "orders", "minutes"),
    (
        "explain",
        "exits",
        "erasure",
        "dispatch",
        "roster",
        "lifecycle",
        "triage",
        "escalate",
        "tasks",
    ),
    ("clocks",),
    ("ladder",),
    (
        "models",
        "yamlfile",
        "officefile",
        "dutyshape",
        "dutyrules",
        "dutylint",
        "compiled",
        "dutyfile",
        "ladderlint",
        "ladderfile",
        "calendarlint",
        "calendarfile",
        "config",
        "store",
        "drafts",
        "exchange",
    ),
    ("desk",),
    ("figures",),
    ("render",),  # shows what the desk and the figures give
    ("papers",),
    ("parameters", "typed", "aliases"),  # what is typed, before anything of a command is loaded
    ("commands",),
    ("tree",),
    ("cli",),
    ("__main__", "rendering"),
)
RING = {room: ring for ring, rooms in enumerate(RINGS) for room in rooms}

#: What only certain rooms may import, and which.
KEPT = {
    "sqlite3": {"store"},
    "alembic": {"store"},
    "sqlalchemy": {"store", "models"},
    "sqlmodel": {"store", "models"},
    "pydantic": {"officefile", "dutyshape", "dutylint", "ladderlint", "calendarlint"},
    "yaml": {"yamlfile"},
    "chinese_calendar": {"worktime"},
    "platformdirs": {"config"},
    "tomlkit": {"config", "exchange"},
    "openpyxl": {"exchange"},
    "rich": {"render"},
    "docx": {"render", "papers"},
    "docxtpl": {"papers"},
    "xlsxwriter": {"render", "exchange"},
    "jinja2": {"papers", "render"},
    "prompt_toolkit": {"commands"},
    "typer": {"commands", "cli", "tree", "rendering"},
}

MODULES = {
    ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
    if "migrations" not in path.parts
}


def imports(module: str) -> Iterator[str]:
    """Every module that a module imports, wherever in it: at the top, late, or for types only."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module is not None
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield whole if whole in MODULES else node.module


def room(module: str) -> str:
    """The room of a module: shaozi.store.ids lives in ``store``."""
    return [*module.split("."), "__init__"][1]


def test_every_room_has_its_place_in_the_picture() -> None:
    assert {room(module) for module in MODULES} == set(RING)


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_inwards_only(module: str) -> None:
    own = [found for found in imports(module) if found.split(".")[0] == "shaozi"]
    outwards = [found for found in own if RING[room(found)] > RING[room(module)]]
    assert outwards == []


def test_no_two_modules_import_each_other() -> None:
    graph = {module: {found for found in imports(module) if found in MODULES} for module in MODULES}
    graphlib.TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("library", KEPT)
def test_a_library_is_known_in_its_rooms_only(library: str) -> None:
    rooms = {
        room(module)
        for module in MODULES
        if any(found.split(".")[0] == library for found in imports(module))
    }
    assert rooms <= KEPT[library]
    assert rooms, "nobody uses it any more"


def test_rules_look_at_no_clock_and_no_environment() -> None:
    """What a rule needs, it is given."""
    for module in MODULES:
        if room(module) in {
            "duties",
            "phrases",
            "dutybook",
            "lifecycle",
            "exits",
            "dispatch",
            "roster",
            "triage",
            "escalate",
            "ladder",
            "privacy",
            "worktime",
            "moments",
            "explain",
            "clocks",
        }:
            assert {"os", "sys", "time"}.isdisjoint(imports(module)), module


# --- start-up -----------------------------------------------------------------------------------

HEAVY = {
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "yaml",
    "alembic",
    "docx",
    "docxtpl",
    "jinja2",
    "lxml",
    "xlsxwriter",
    "typer",
    "prompt_toolkit",
    "rich",
    "inspect",
}
START = "import sys\nimport shaozi.cli\nprint(*sys.modules)"
COMMAND = """
import sys
from shaozi.cli import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    assert not left.code, left.code
print(*sys.modules)
"""


def python(home: Path, code: str, *arguments: str, **environment: str) -> str:
    """What a fresh interpreter prints, in a home of its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "VIRTUAL_ENV")}
    own = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "SHAOZI_DB": str(home / "ledger.db"),
        "SHAOZI_NOW": "2018-05-18T15:00:00+08:00",
        "SHAOZI_LANG": "zh",
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "200",
    }
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=kept | own | environment,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def test_starting_up_loads_nothing_heavy(tmp_path: Path) -> None:
    loaded = set(python(tmp_path, START).split())
    assert loaded & (HEAVY | {"sqlite3", "chinese_calendar"}) == set()


@pytest.mark.parametrize(
    "command",
    [
        ("log", "路灯不亮"),
        ("note", "1", "去看过了"),
        ("whistle", "1", "--reason", "难"),
        ("arrive", "2", "城管执法队", "--by", "王"),
        ("show", "1"),
        ("list",),
        ("find", "路灯"),
        ("escalate",),
        (),
    ],
    ids=" ".join,
)
def test_a_daily_command_loads_nothing_heavy_once_list_and_ladder_are_compiled(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    python(tmp_path, COMMAND, "log", "路灯不亮")
    python(tmp_path, COMMAND, "log", "小贩占道")
    python(tmp_path, COMMAND, "whistle", "2", "--to", "城管执法队", "--reason", "难")
    python(tmp_path, COMMAND, "escalate")
    loaded = set(python(tmp_path, COMMAND, *command).split())
    assert loaded & HEAVY == set()


def test_bringing_an_older_ledger_up_to_date_loads_no_sqlmodel(tmp_path: Path) -> None:
    oldest = Path(__file__).parent / "ledgers" / "v1.sql"
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        connection.executescript(oldest.read_text("utf-8"))
    loaded = set(python(tmp_path, COMMAND, "list").split())
    assert "alembic" in loaded
    assert "sqlmodel" not in loaded


# --- help ---------------------------------------------------------------------------------------

HELP = """
import json
from typer.testing import CliRunner
from shaozi import cli
shown = {}
for path in ["", *(name for name, *_ in cli.GROUPS), *(path for path, *_ in cli.COMMANDS)]:
    words = [*path.split(), "--help"]
    result = CliRunner().invoke(cli.app(words), words)
    assert result.exit_code == 0, path
    shown[path] = result.output
print(json.dumps(shown))
"""
HAN = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module", params=["zh", "en"])
def helped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The language, and the help of every command in it."""
    home = tmp_path_factory.mktemp("home")
    shown = python(home, HELP, SHAOZI_LANG=request.param)
    return request.param, json.loads(shown)


def test_every_command_says_what_it_does_in_the_readers_language(helped: Any) -> None:
    language, shown = helped
    for path, _, _, zh, en in COMMANDS:
        assert (zh if language == "zh" else en) in shown[path], path


def test_english_help_holds_no_chinese_and_chinese_help_some_for_every_command(
    helped: Any,
) -> None:
    language, shown = helped
    for path, text in shown.items():
        assert bool(HAN.search(text)) == (language == "zh"), path


def test_the_overview_shows_every_command(helped: Any) -> None:
    _, shown = helped
    for path in shown:
        *groups, name = path.split(" ")
        assert name in shown[" ".join(groups)], path


@pytest.mark.parametrize("named", [None, "/somewhere", "nowhere", ""])
def test_folders_are_where_platformdirs_has_them(
    named: str | None, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{variable}_HOME", raising=False)
        if named is not None:
            monkeypatch.setenv(f"XDG_{variable}_HOME", named)
    config._dirs.cache_clear()
    there = PlatformDirs("shaozi", appauthor=False)
    assert config._dirs() == tuple(getattr(there, name) for name in config.Folders._fields)
    config._dirs.cache_clear()
