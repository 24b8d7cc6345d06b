"""The escalation ladder in force."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shaozi.compiled import compiled
from shaozi.ladder import Citation, Ladder, Step, Waits
from shaozi.terms import Rung, Trouble
from shaozi.worktime import parse_span

#: The compiled form; the number is raised when its shape changes.
FORM = "ladder-1"


def load(path: Path, cache: Path) -> Ladder:
    """The ladder of that file; raises `BadLadder` with all its faults, or `NoSuchFile`."""
    rungs = compiled(path, cache, FORM, _checked)["rungs"]
    return Ladder(tuple(_step(rung, rungs[rung]) for rung in Rung))


def _checked(path: Path, _digest: str) -> dict[str, Any]:
    from shaozi import ladderlint

    return ladderlint.compiled(path)


def _step(rung: Rung, found: Mapping[str, Any]) -> Step:
    after = found["after"]
    return Step(
        rung=rung,
        title=found["title"],
        title_en=found["title_en"],
        to=found["to"],
        signed=found["signed"],
        signed_en=found["signed_en"],
        ask=found["ask"],
        ask_en=found["ask_en"],
        units=tuple(found["units"]),
        after={trouble: _waits(after[trouble] or after["not_answered"]) for trouble in Trouble},
        after_basis=found["after_basis"],
        basis=tuple(_citation(part) for part in found["basis"]),
    )


def _waits(found: Mapping[str, str]) -> Waits:
    return Waits(parse_span(found["emergency"]), parse_span(found["otherwise"]))


def _citation(found: Mapping[str, Any]) -> Citation:
    about = tuple(Trouble(trouble) for trouble in found["about"])
    return Citation(found["law"], found["article"], found["checked"], about, tuple(found["units"]))
