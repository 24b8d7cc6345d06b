"""Checking the escalation ladder: the four rungs in their order, each with its basis."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from shaozi.dutyshape import CitedIn
from shaozi.errors.lists import BadLadder
from shaozi.officefile import read_as
from shaozi.terms import Trouble
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


def compiled(path: Path) -> dict[str, Any]:
    """The ladder in the plain form that `ladderfile` takes; raises `BadLadder` with all faults."""
    found, faults = read_as(LadderIn, path)
    if found is None:
        raise BadLadder(path, [str(fault) for fault in faults])
    return found.model_dump(mode="json", include={"rungs"})
