"""Reading the escalation ladder: the four rungs in their order, each with its basis."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from shaozi.dutyshape import CitedIn
from shaozi.errors.ledger import NoSuchFile
from shaozi.errors.lists import BadLadder
from shaozi.ladder import Citation, Ladder, Step, Waits
from shaozi.officefile import read_as
from shaozi.terms import Rung, Trouble
from shaozi.words import say
from shaozi.worktime import parse_span


def _span(text: str) -> str:
    try:
        parse_span(text)
    except ValueError:
        wrong = say(
            f"时限“{text}”不对（30m、2h、7d、1wd）", f"bad time “{text}” (30m, 2h, 7d, 1wd)"
        )
        raise ValueError(wrong) from None
    return text


SpanIn = Annotated[str, AfterValidator(_span)]
Words = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    """A part of the file; a key it does not know is a slip."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True, frozen=True)


class WaitsIn(_Part):
    """How long to wait."""

    emergency: SpanIn
    otherwise: SpanIn


class AfterIn(_Part):
    """How long a rung waits, by what is late."""

    not_arrived: WaitsIn
    not_answered: WaitsIn
    not_kept: WaitsIn | None = None  # a file of before: as not_answered
    overdue: WaitsIn


class CitationIn(CitedIn):
    """An article, and what and whom it holds for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: tuple[Trouble, ...] = ()
    units: tuple[str, ...] = ()


class RungIn(_Part):
    """One rung."""

    title: Words
    title_en: Words
    to: Literal["late", "involved", "district"]
    signed: Words
    signed_en: Words
    ask: Words
    ask_en: Words
    units: list[str] = []
    after: AfterIn
    after_basis: Words
    basis: list[CitationIn] = Field(min_length=1)


class RungsIn(_Part):
    """All four: none can be left out, so that none is skipped."""

    remind: RungIn
    supervise: RungIn
    convene: RungIn
    report: RungIn


class LadderIn(_Part):
    """The whole file."""

    version: Words
    answer_within: object = None  # of older files, no longer heeded: see the duty's tier
    rungs: RungsIn


def load(path: Path) -> Ladder:
    """The ladder of that file; raises `BadLadder` with all its faults, or `NoSuchFile`."""
    try:
        found, faults = read_as(LadderIn, path)
    except OSError:
        raise NoSuchFile(path) from None
    if found is None:
        raise BadLadder(path, [str(fault) for fault in faults])
    steps = tuple(_step(rung, getattr(found.rungs, rung)) for rung in Rung)
    return Ladder(steps)


def _step(rung: Rung, found: RungIn) -> Step:
    return Step(
        rung=rung,
        title=found.title,
        title_en=found.title_en,
        to=found.to,
        signed=found.signed,
        signed_en=found.signed_en,
        ask=found.ask,
        ask_en=found.ask_en,
        units=tuple(found.units),
        after={
            trouble: _waits(getattr(found.after, trouble) or found.after.not_answered)
            for trouble in Trouble
        },
        after_basis=found.after_basis,
        basis=tuple(
            Citation(
                part.law,
                part.article,
                part.checked.isoformat(),
                part.about,
                part.units,
            )
            for part in found.basis
        ),
    )


def _waits(found: WaitsIn) -> Waits:
    return Waits(parse_span(found.emergency), parse_span(found.otherwise))
