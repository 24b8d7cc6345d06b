"""Reads the options of all commands once, for `typed`: ``python -m shaozi.rendering``."""

import inspect
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import typer.main

from shaozi import cli, terms, tree

RENDERED = Path(__file__).with_name("parameters.py")
_HEAD = '''"""Rendered from the commands' functions; do not edit.

Make it anew with ``python -m shaozi.rendering``. For each command: its function, its arguments,
its options, and which of these must be given; then what each is for.
"""

from typing import Any

'''


def parameters() -> dict[str, tuple[Any, ...]]:
    """The table of `typed`, as Typer reads the commands now."""
    root = typer.main.get_command(cli.app())
    table = {}
    for path, function, *_ in (*cli.BARE, *cli.COMMANDS):
        command: Any = root
        for name in path.split():
            command = command.commands[name]
        row = _row(command, tree.function_of(function))
        if row:
            table[path] = (function, *row)
    return table


def wordings() -> dict[str, tuple[str, str]]:
    """What each command and group is for, in both languages."""
    return {path: (zh, en) for path, *_, zh, en in (*cli.COMMANDS, *cli.GROUPS)}


def _row(command: Any, function: Callable[..., None]) -> tuple[Any, ...] | None:
    """A command's arguments, options and what must be given; None if `typed` cannot say it."""
    hints = get_type_hints(function)
    positional: list[tuple[str, Any]] = []
    options: dict[str, tuple[str, Any]] = {}
    required = [one.name for one in command.params if one.required]
    for parameter in command.params:
        name = parameter.name
        kind = _kind(hints.get(name), parameter)
        if parameter.param_type_name == "argument":
            if kind is None or (parameter.nargs, kind) not in ((-1, "texts"), (1, kind)):
                return None
            positional.append((name, kind))
        elif kind is not None:
            options |= dict.fromkeys(parameter.opts, (name, kind))
            options |= dict.fromkeys(parameter.secondary_opts, (name, False))
    if not set(required) <= {name for name, _ in (*positional, *options.values())}:
        return None
    return tuple(positional), options, tuple(required)


def _kind(hint: Any, parameter: Any) -> Any:
    """How `typed` reads a value; None if it is left to Typer."""
    if parameter.callback or parameter.is_eager or parameter.envvar or hint is None:
        return None
    hint, *others = [part for part in _parts(hint) if part is not type(None)]
    if others:
        return None
    if hint is bool:
        return True
    if hint is str:
        return "text"
    if get_origin(hint) is list and get_args(hint) == (str,):
        return "texts"
    if hint is int:
        return getattr(parameter.type, "min", None), getattr(parameter.type, "max", None)
    if inspect.isclass(hint) and issubclass(hint, StrEnum) and hint.__module__ == terms.__name__:
        return hint.__name__
    return None


def _parts(hint: Any) -> Iterator[Any]:
    yield from get_args(hint) if isinstance(hint, UnionType) else (hint,)


def rendered() -> str:
    """The whole rendered file."""
    lines = [_HEAD, "PARAMETERS: dict[str, tuple[Any, ...]] = {\n"]
    lines += [f"    {path!r}: {row!r},\n" for path, row in parameters().items()]
    lines += ["}\n\n", "HELP: dict[str, tuple[str, str]] = {\n"]
    lines += [f"    {path!r}: {wording!r},\n" for path, wording in wordings().items()]
    return "".join([*lines, "}\n"])


if __name__ == "__main__":
    RENDERED.write_text(rendered(), encoding="utf-8")
