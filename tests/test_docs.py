"""The documents say what the program does: transcripts are replayed, tables are complete."""

import io
import os
import re
import shlex
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from conftest import Screen
from shaozi import cli, config, words
from shaozi.errors import ShaoziError
from shaozi.figures.report import FIGURES
from shaozi.render.names import TITLES

ROOT = Path(__file__).parent.parent
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
#: The one line that installs shaozi and runs its tests; .ci/run runs it as the READMEs have it.
TEST_LINE = (
    "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[test]'"
    " && .venv/bin/pytest"
)
#: Where Zhang Min's files are, in the READMEs.
HOME = "/home/zhangmin"

readmes = pytest.mark.parametrize("language", READMES)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# --- the worked day ---------------------------------------------------------------------------


Typed = Callable[[str, str], str]


@pytest.fixture
def typed(home: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Type a README's line at a moment; gives what the screen shows, checks the exit code."""
    for name, value in {"TERM": "dumb", "COLUMNS": "120", "LINES": "40"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SHAOZI_OFFICER")

    def type_(line: str, now: str) -> str:
        command, _, comment = line.partition("  # ")
        expected = int(comment.split()[-1]) if comment else 0
        monkeypatch.setenv("SHAOZI_NOW", f"{now.replace(' ', 'T')}:00+08:00")
        config._dirs.cache_clear()
        words.language.cache_clear()
        screen = Screen()
        with monkeypatch.context() as patch:
            for stream in ("stdout", "stderr"):
                patch.setattr(sys, stream, screen)
            patch.setattr(sys, "stdin", io.StringIO())
            with pytest.raises(SystemExit) as left:
                cli.main(shlex.split(command)[1:])
        shown = screen.text().replace(str(home), HOME)
        assert left.value.code == expected, f"{line}\n{shown}"
        return shown

    return type_


_STEP = re.compile(r"#+ (\d{4}-\d\d-\d\d \d\d:\d\d)\b")


def replayed(readme: str, typed: Typed) -> Iterator[str]:
    """The README's lines, with the output of each command as the program prints it now."""
    now, inside = "", False
    for line in readme.splitlines():
        if step := _STEP.match(line):
            now = step[1]
        if line.startswith("```"):
            inside = line == "```console"
        if not inside or not line.startswith("$ "):
            if not inside or line.startswith("```"):
                yield line
            continue
        yield line
        if shown := typed(line.removeprefix("$ "), now):
            yield shown


@readmes
def test_the_worked_day_is_what_the_program_prints(
    language: str, typed: Typed, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("SHAOZI_LANG", language)
    path = ROOT / READMES[language]
    readme = path.read_text("utf-8")
    now = "\n".join(replayed(readme, typed)) + "\n"
    if request.config.getoption("--update-golden"):
        path.write_text(now, encoding="utf-8")
        return
    assert readme == now, "run pytest tests/test_docs.py --update-golden and read the difference"


def test_both_readmes_tell_the_same_day() -> None:
    def acts(name: str) -> list[str]:
        lines = text_of(name).splitlines()
        return [_verb(line) for line in lines if line.startswith(("$ ", "### "))]

    assert acts("README.md") == acts("README.zh-CN.md")


def _verb(line: str) -> str:
    step = _STEP.match(line)
    return step[1] if step else " ".join(line.split()[:4] if "report" in line else line.split()[:3])


# --- tables -----------------------------------------------------------------------------------


def commands() -> list[str]:
    """Every command that can be typed, as ``report weekly``."""

    def below(command: object, path: tuple[str, ...]) -> Iterator[str]:
        inner: dict[str, object] = getattr(command, "commands", {})
        if not inner:
            yield " ".join(path)
        for name, found in inner.items():
            yield from below(found, (*path, name))

    return sorted(below(typer.main.get_command(cli.app()), ()))


def test_the_tree_of_commands_is_found() -> None:
    assert {"log", "whistle", "report weekly", "duty install"} <= set(commands())


@readmes
def test_every_command_is_in_the_table(language: str) -> None:
    readme = text_of(READMES[language])
    rows = set(re.findall(r"^\| `shaozi ([a-z -]+?)(?: [^a-z`-][^`]*)?`", readme, re.M))
    assert sorted(rows) == commands()


@readmes
def test_every_setting_and_exit_code_is_in_a_table(language: str) -> None:
    readme = text_of(READMES[language])
    for name in config.SETTINGS:
        assert f"| `{name}` | `SHAOZI_{name.upper()}` |" in readme
    used = {0, 8, 130} | {error.exit_code for error in _below(ShaoziError)}
    assert used <= {int(code) for code in re.findall(r"^\| (\d+) \|", readme, re.M)}


def _below(error: type[ShaoziError]) -> Iterator[type[ShaoziError]]:
    yield error
    for child in error.__subclasses__():
        yield from _below(child)


def test_every_figure_is_defined() -> None:
    figures = text_of("docs/figures.md")
    defined = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"(?m)^\| (`[^|]*) \|", figures))))
    shown = {name for name in TITLES if not name.endswith("ed_share")} - {"sample"}
    assert (set(FIGURES) | shown) - defined == set()


# --- installing -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*READMES.values(), "CONTRIBUTING.md", ".ci/run"])
def test_the_line_that_runs_the_tests_is_the_same_everywhere(name: str) -> None:
    lines = text_of(name).splitlines()
    assert any(line == TEST_LINE or line.startswith(f"{TEST_LINE} |") for line in lines)


def test_ci_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_constraints_pin_every_library() -> None:
    lines = [line for line in text_of("constraints.txt").splitlines() if line[:1] != "#"]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    pinned = {_plain(line.split("==")[0]) for line in lines}
    project = tomllib.loads(text_of("pyproject.toml"))
    wanted = project["project"]["dependencies"] + project["build-system"]["requires"]
    wanted += [
        name for extra in project["project"]["optional-dependencies"].values() for name in extra
    ]
    names = {_plain(re.split(r"[<>=!~\[ ;]", name)[0]) for name in wanted}
    assert names - pinned == set()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# --- every file -------------------------------------------------------------------------------


def text_files() -> Iterator[tuple[str, str]]:
    """Every text file of the project: its path and what it holds."""
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if name == ".ci" or not name.startswith(".")]
        inner[:] = [name for name in inner if name not in ("build", "dist", "__pycache__")]
        for name in names:
            path = Path(folder, name)
            if name == ".git" or name.startswith(".coverage"):
                continue
            try:
                yield str(path.relative_to(ROOT)), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


_REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.|npm[j]s\.|deb\.debian\.|crates\.io|proxy\.golang\.|anaconda\.org"
    r"|/pyp[i]/simple|mirrors?\.[a-z]+\.(?:com|edu|cn)",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"(?<![\w./~-])/(?:root|work|tmp/v|opt|Users)(?![\w-])")


@pytest.mark.parametrize("found", [_REGISTRY, _MACHINE], ids=["registry", "machine"])
def test_no_file_names_a_registry_or_a_place_on_a_machine(found: re.Pattern[str]) -> None:
    named = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in text_files()
        for number, line in enumerate(text.splitlines(), 1)
        if found.search(line)
    ]
    assert named == []


def documents() -> list[str]:
    return sorted(path for path, _ in text_files() if path.endswith(".md"))


@pytest.mark.parametrize("document", documents())
def test_links_lead_somewhere(document: str) -> None:
    folder = (ROOT / document).parent
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text_of(document))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (folder / link).exists()] == []


_CITED = re.compile(r"`((?:[\w-]+/)*[\w-]+\.(?:py|yaml|toml))`(?:[:,]? `(\w+)\(\)`)?")


@pytest.mark.parametrize(
    "document", ["CONTRIBUTING.md", "docs/architecture.md", "docs/security.md"]
)
def test_files_and_functions_named_in_documents_exist(document: str) -> None:
    for name, function in _CITED.findall(text_of(document)):
        places = [base / name for base in (ROOT, ROOT / "src" / "shaozi", ROOT / "tests")]
        found = next((place for place in places if place.exists()), None)
        assert found is not None, name
        if function:
            assert re.search(rf"\b(?:def|class) {function}\b", found.read_text("utf-8")), function
