"""A command line that says nothing unusual, understood by a table made ahead of time.

Typer reads every command's options from its function, which takes longer than most commands
do. `parameters` holds what it read (``python -m shaozi.rendering``); a test proves that the
table is current and that a line understood here means to Typer what it means here. Whatever
is unusual, wrong or a question is left to Typer.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from shaozi import terms
from shaozi.parameters import PARAMETERS


class Command(NamedTuple):
    """A function of `shaozi.commands` and the values typed for it."""

    function: str
    values: Mapping[str, Any]

    def run(self) -> object:
        """Do it; gives what the function gives."""
        module, _, name = self.function.partition(".")
        return getattr(import_module(f"shaozi.commands.{module}"), name)(**self.values)


class _NotUnderstoodError(Exception):
    """Typer has to look at it."""


def understood(arguments: Sequence[str]) -> Command | None:
    """The command meant, or None where Typer has to look at it."""
    for size in range(min(2, len(arguments)), -1, -1):
        row = PARAMETERS.get(" ".join(arguments[:size]))
        if row:
            function, *parameters = row
            try:
                return Command(function, _values(arguments[size:], *parameters))
            except _NotUnderstoodError:
                return None
    return None


def _values(
    typed: Sequence[str],
    positional: Sequence[tuple[str, Any]],
    options: Mapping[str, tuple[str, Any]],
    required: Sequence[str],
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    left, words = iter(positional), iter(typed)
    for word in words:
        if word.startswith("-") and word != "-":
            flag, given, value = word.partition("=")
            name, kind = options.get(flag, ("", None))
            if isinstance(kind, bool):
                if given:
                    raise _NotUnderstoodError
                values[name] = kind
                continue
            value = value if given else next(words, "-")
            if kind is None or value.startswith("-"):
                raise _NotUnderstoodError
        else:
            (name, kind), value = next(left, ("", None)), word
        values[name] = _value(kind, value, values.get(name))
    if any(name not in values for name in required):
        raise _NotUnderstoodError
    return values


def _value(kind: Any, typed: str, before: Any) -> Any:
    """What was typed, as the function takes it: text, one of several texts, a number, a term."""
    match kind:
        case "text":
            return typed
        case "texts":
            return [*(before or ()), typed]
        case (low, high) if typed.isascii() and typed.isdecimal() and len(typed) < 12:
            number = int(typed)
            if (low is None or low <= number) and (high is None or number <= high):
                return number
        case str():
            values = {term.value: term for term in getattr(terms, kind)}
            if typed in values:
                return values[typed]
    raise _NotUnderstoodError
