"""What may be typed next: commands, options, terms, and live case numbers, duties and units.

The shells' scripts and the prompt of ``shaozi desk`` both ask here. Typer is not needed: the table
of `shaozi.parameters` knows what each command takes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from shaozi import terms
from shaozi.aliases import ALIASES, in_english
from shaozi.commands.base import at_desk
from shaozi.errors import ShaoziError
from shaozi.labels import label
from shaozi.parameters import HELP, PARAMETERS
from shaozi.terms import State
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.desk.base import Desk
    from shaozi.store import Listed

#: Candidates of a kind, at most: nobody reads more.
MOST = 200


class Candidate(NamedTuple):
    """A word that may be typed, and what it stands for."""

    value: str
    help: str


Candidates = Iterator[Candidate]


def complete(words: Sequence[str]) -> None:
    """Print what the last word may become, a line each: the word, a tab, what it stands for."""
    for value, help_ in candidates(words):
        print(value, help_, sep="\t")


def candidates(words: Sequence[str]) -> Candidates:
    """What the last word, which may be empty, may become after those before it."""
    typed = [word for word in words if word != "="]  # bash parts --channel=phone in three
    begun = typed.pop().strip("'\"") if typed else ""
    done = in_english(typed)
    for size in (2, 1):
        path = " ".join(done[:size])
        if len(done) >= size and path in PARAMETERS and not _group(path, done[size:]):
            yield from _fitting(begun, _parameters(path, done[size:], begun))
            return
    if not done or _group(done[0], done[1:]):
        yield from _fitting(begun, _commands(done, begun))


def _group(path: str, rest: Sequence[str]) -> bool:
    """Whether the next word is the name of a command in a group."""
    return not rest and any(name.startswith(f"{path} ") for name in HELP)


def _fitting(begun: str, found: Candidates) -> Candidates:
    return (one for one in found if one.value.startswith(begun))


def _commands(done: Sequence[str], begun: str) -> Candidates:
    depth = len(done)
    for path, wording in HELP.items():
        name = path.split()
        if len(name) == depth + 1 and name[:depth] == list(done):
            yield Candidate(name[depth], say(*wording))
    if not depth and begun and not begun.isascii():
        for alias, path in ALIASES.items():
            yield Candidate(alias, say(*HELP[path]))


def _parameters(path: str, rest: Sequence[str], begun: str) -> Candidates:
    _, positional, options, _ = PARAMETERS[path]
    given = [word for word in rest if not word.startswith("-")]
    if rest and not isinstance(options.get(rest[-1], ("", True))[1], bool):
        name, kind = options[rest[-1]]
        yield from _values(name, kind, given, begun)
    elif begun.startswith("-"):
        yield from (Candidate(flag, "") for flag in options if flag not in rest)
    else:
        taken = len(given) - sum(
            not isinstance(options.get(word, ("", True))[1], bool) for word in rest
        )
        if taken < len(positional):
            name, kind = positional[taken]
            yield from _values(name, kind, given, begun)


def _values(name: str, kind: Any, given: Sequence[str], begun: str) -> Candidates:
    if isinstance(kind, str) and kind[0].isupper():
        yield from (Candidate(term.value, label(term)) for term in getattr(terms, kind))
    elif name in _LIVE:
        with suppress(ShaoziError), at_desk() as desk:
            yield from _LIVE[name](desk, given, begun)


def _cases(desk: "Desk", given: Sequence[str], begun: str) -> Candidates:
    names = ("state", "duty", "sector", "lead", "community", "channel", "before", "after", "untold")
    return _numbers(desk.store.listed("list_open", **dict.fromkeys(names), limit=MOST), begun)


def _whistled(desk: "Desk", given: Sequence[str], begun: str) -> Candidates:
    values = {"state": State.WHISTLED, "after": 0, "before": 1 << 62}
    return _numbers(desk.store.listed("list_due", **values, limit=MOST), begun)


def _numbers(found: "Sequence[Listed]", begun: str) -> Candidates:
    """Cases, those due first first; by their running numbers, as they are mostly typed."""
    short = begun.isdecimal() or not begun
    for one in found:
        value = str(one.case.running) if short else one.case.number
        if value.startswith(begun):
            yield Candidate(value, one.text[:40])


def _duties(desk: "Desk", given: Sequence[str], begun: str) -> Candidates:
    for code, duty in desk.book.duties.items():
        yield Candidate(code.lower() if begun.islower() else code, duty.name)


def _units(desk: "Desk", given: Sequence[str], begun: str) -> Candidates:
    for unit in desk.book.units.values():
        for name in (unit.id,) if begun.isascii() else (unit.zh, *unit.aliases):
            yield Candidate(name, unit.name)


def _called(desk: "Desk", given: Sequence[str], begun: str) -> Candidates:
    """The units that the case's whistles called."""
    from shaozi.desk.base import find_case

    whistles = find_case(desk, given[0].upper().partition("-S")[0]).whistles
    called = {call.unit for whistle in whistles for call in whistle.calls}
    meant = {desk.book.unit_name(unit) for unit in called}
    return (one for one in _units(desk, given, begun) if one.help in meant)


def _tasks(desk: "Desk", given: Sequence[str], begun: str) -> Candidates:
    from shaozi.store.tasks import listed

    left_out = dict.fromkeys(("standing", "fit", "source", "community"))
    for one in listed(desk.store, MOST, **left_out):
        yield Candidate(one.task.number, one.text[:40])


#: What stands in the ledger or the duty list, by the name of the argument or option.
_LIVE: Mapping[str, Callable[["Desk", Sequence[str], str], Candidates]] = {
    "case": _cases,
    "other": _cases,
    "into": _cases,
    "number": _cases,
    "whistle": _whistled,
    "unit": _called,
    "task": _tasks,
    "duty": _duties,
    "code": _duties,
    "to": _units,
    "lead": _units,
    "suggest": _units,
    "source": _units,
}
