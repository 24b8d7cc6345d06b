"""Fixtures: a hermetic home, the program run through its real entry, golden files."""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import office
from shaozi import cli, config, words
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file, load

GOLDEN = Path(__file__).parent / "golden"
#: A Friday afternoon in the first week of the pilot.
NOW = "2018-05-18T15:00:00+08:00"


class Result(NamedTuple):
    """What a command did: its exit code, what it printed, what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON on stdout."""
        return json.loads(self.out)


class Screen(io.TextIOWrapper):
    """A terminal without colours, on which results and talk appear in the order they come."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        self.seek(0)
        return "\n".join(line.rstrip() for line in self.read().splitlines())


Run = Callable[..., Result]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The group `office` runs where its programs are; elsewhere that is said, or a failure."""
    group = [item for item in items if item.get_closest_marker("office")]
    absent = [name for name in office.PROGRAMS if shutil.which(name) is None]
    if not (group and absent):
        return
    missing = f"not installed: {', '.join(absent)}"
    if os.environ.get("SHAOZI_OFFICE"):
        raise pytest.UsageError(f"SHAOZI_OFFICE=1 demands the group office; {missing}")
    for item in group:
        item.add_marker(pytest.mark.skip(f"OFFICE NOT TESTED: {missing}"))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rules speak English unless a test asks otherwise, whatever this machine's language."""
    monkeypatch.setenv("SHAOZI_LANG", "en")
    words.language.cache_clear()
    yield
    words.language.cache_clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: nothing of this machine's settings, ledger or drafts is touched."""
    for name in list(os.environ):
        if name.startswith(("SHAOZI_", "XDG_", "LC_")) or name in ("COLUMNS", "LINES"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHAOZI_NOW", NOW)
    monkeypatch.setenv("SHAOZI_LANG", "zh")
    monkeypatch.setenv("SHAOZI_OFFICER", "专员甲")
    # one cache for all tests: compiling the duty list is not what they are about
    cache = Path(__file__).parent.parent / ".pytest_cache" / "shaozi"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    config._dirs.cache_clear()
    words.language.cache_clear()
    return tmp_path


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command through `cli.main`, as typed: ``run("log", "路灯不亮", now="2018-…")``.

    ``lang`` and ``now`` set the language and the clock of this and later commands; ``stdin``
    is what is piped in (text or bytes).
    """

    def run_(
        *arguments: str,
        stdin: str | bytes = b"",
        now: str | None = None,
        lang: str | None = None,
        env: dict[str, str] | None = None,
    ) -> Result:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        if now:
            monkeypatch.setenv("SHAOZI_NOW", now)
        if lang:
            monkeypatch.setenv("SHAOZI_LANG", lang)
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        config._dirs.cache_clear()
        words.language.cache_clear()
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        out, err = capsys.readouterr()
        code = left.value.code
        return Result(code if isinstance(code, int) else 0, out, err)

    return run_


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> DutyBook:
    """The duty list that ships with the program."""
    return load(data_file("duty_list.yaml"), tmp_path_factory.mktemp("cache"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name; ``--update-golden`` rewrites it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text("utf-8")

    return compare
