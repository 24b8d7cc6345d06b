"""A command line that says nothing unusual, understood by a table made ahead of time.

Typer reads every command's options from its function, which takes longer than most commands
do. `parameters` holds what it read (``python -m shaozi.rendering``); a test proves that the
table is current and that a line understood here means to Typer what it means here. Whatever
is unusual, wrong or a question is left to Typer.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
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


def _value_of(kind: type[StrEnum], said: str) -> str:
    from shaozi.labels import value_of

    return value_of(kind, said)


class _NotUnderstoodError(Exception):
    """Typer has to look at it."""


def understood(arguments: Sequence[str]) -> Command | None:
    """The command meant, or None where Typer has to look at it."""
    size, row = _meant(arguments)
    if row is None:
        return None
    function, *parameters = row
    try:
        return Command(function, _values(arguments[size:], *parameters))
    except _NotUnderstoodError:
        return None


def _meant(arguments: Sequence[str]) -> tuple[int, tuple[Any, ...] | None]:
    """Of how many words the command is that was typed, and its row; None where there is none."""
    sizes = range(min(2, len(arguments)), -1, -1)
    return next(
        ((size, row) for size in sizes if (row := PARAMETERS.get(" ".join(arguments[:size])))),
        (0, None),
    )


def term_of(arguments: Sequence[str], flag: str) -> type[StrEnum] | None:
    """The vocabulary of which an option takes a word, if it is of that kind."""
    _, row = _meant(arguments)
    kind = row[2].get(flag, ("", None))[1] if row else None
    return getattr(terms, kind) if isinstance(kind, str) and kind not in _TEXTS else None


_TEXTS = ("text", "texts")


#: Quotation marks of an input method, which no shell takes for its own.
_MARKS = ("“”", "‘’", "＂＂", "「」")


def unquoted(arguments: Sequence[str]) -> list[str]:
    """The line without the marks that stand around a whole value: “3号楼” is 3号楼."""
    line = []
    for word in arguments:
        flag, given, value = word.partition("=") if word.startswith("--") else ("", "", word)
        line.append(f"{flag}{given}{_bare(value)}")
    return line


def _bare(value: str) -> str:
    inside = value[1:-1]
    around = value[:1] + value[-1:]
    return inside if inside and around in _MARKS and not set(around) & set(inside) else value


def in_terms(arguments: Sequence[str]) -> list[str]:
    """The line with the words of options as the vocabulary has them: 来电 becomes phone."""
    line = list(arguments)
    for place, word in enumerate(arguments):
        flag, given, said = word.partition("=")
        kind = term_of(arguments, flag) if flag.startswith("--") else None
        if kind and given:
            line[place] = f"{flag}={_value_of(kind, said)}"
        elif kind and place + 1 < len(line):
            line[place + 1] = _value_of(kind, line[place + 1])
    return line


def _values(
    typed: Sequence[str],
    positional: Sequence[tuple[str, Any]],
    options: Mapping[str, tuple[str, Any]],
    required: Sequence[str],
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    left, words = list(positional), iter(typed)
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
            name, kind = left[0] if left else ("", None)
            value = word
            if kind != "texts":  # which takes all that follow
                del left[:1]
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
