"""The shape of a duty list file, part by part; what a part means stands in docs and in `duties`."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from shaozi.terms import Channel, Due, Exit, Route
from shaozi.words import say


def _said(phrases: list[str]) -> list[str]:
    """Phrases must hold words, and say something before they say what not."""
    parts = [part.removeprefix("-") for written in phrases for part in written.split("+")]
    if any(not word.strip() for part in parts for word in part.split("|")):
        raise ValueError(say("有空的词语", "an empty phrase"))
    if any(written.strip().startswith("-") for written in phrases):
        raise ValueError(say("词语不能以 - 开头", "a phrase cannot begin with -"))
    return phrases


#: Words and phrases as `shaozi.duties.Phrase` reads them.
Phrases = Annotated[list[str], AfterValidator(_said)]


class Part(BaseModel):
    """A part of the file; keys it does not know are the office's own notes."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, frozen=True)


class TierIn(Part):
    """Limits shared by all duties of a tier; statutory ones are written at the item."""

    respond: str | None = None
    resolve: str | None = None
    moves: bool | None = None


class ClockIn(Part):
    """An item's clock: its tier, and its own limits where the law sets them."""

    tier: str
    respond: str | None = None
    resolve: str | None = None
    moves: bool | None = None


class UnitIn(Part):
    """A unit that can lead, support or be called."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    zh: str = Field(min_length=1)
    en: str = ""
    kind: str
    note: str = ""
    hints: Phrases = []
    rescue: bool = False
    aliases: Phrases = []


class KindIn(Part):
    """A kind of whistle."""

    zh: str
    en: str
    report_in: str
    basis: str = ""
    approve_in: str | None = None


class ClockRuleIn(Part):
    """How long and how often clocks may be paused or extended, and in which tiers never."""

    longest: str
    times: int = Field(ge=0)
    never: list[str] = []
    basis: str = Field(min_length=1)


class ClockRulesIn(Part):
    """The rules of pausing and of extending; the defaults are ours: no source fixes them."""

    pause: ClockRuleIn = ClockRuleIn(
        longest="90d", times=1, never=["emergency"], basis="缺省值，待本街道核定"
    )
    extend: ClockRuleIn = ClockRuleIn(
        longest="15d", times=1, never=["emergency"], basis="缺省值，待本街道核定"
    )


class CitedIn(Part):
    """An article, and the date on which it was looked up."""

    law: str = Field(min_length=1)
    article: str = Field(min_length=1)
    checked: date


Points = Annotated[int, Field(ge=0, le=100)]


class WeightsIn(Part):
    """What each part of a called unit's score counts for; they need not add up to 100."""

    report_in: int = Field(ge=0)
    cooperation: int = Field(ge=0)
    result: int = Field(gt=0)


class ReportInIn(Part):
    """Points for when a unit came."""

    on_time: Points
    late: Points
    no_show: Points


class FoundedIn(Part):
    """Points of the whistler."""

    founded: Points
    unfounded: Points


class ScoresIn(Part):
    """How both sides of a whistle are scored; the defaults are ours: no source fixes them."""

    weights: WeightsIn = WeightsIn(report_in=30, cooperation=30, result=40)
    report_in: ReportInIn = ReportInIn(on_time=100, late=60, no_show=0)
    whistler: FoundedIn = FoundedIn(founded=100, unfounded=0)
    laws: list[CitedIn] = []
    basis: str = "缺省值，待本街道核定"
    basis_en: str = ""


class PowerIn(Part):
    """Who has the power for a part of a duty."""

    unit: str
    part: str = Field("", alias="for")
    part_en: str = Field("", alias="for_en")
    when: Phrases = []
    basis: list[str] | str = Field(min_length=1)


class _Matter(Part):
    """What items and matters that are not the street's have in common."""

    code: str = Field(pattern=r"^[A-Z]{2}-\d{2,3}$")
    title: str = Field(min_length=1)
    title_en: str = ""
    scope: str = ""
    hints: Phrases = []
    boundary: str = ""
    emergency_when: Phrases = []


class ItemIn(_Matter):
    """A duty of the street."""

    lead: str
    support: list[str] = []
    community_can_resolve: bool
    enforcement: bool
    basis: list[str] = Field(min_length=1)
    basis_checked: str = "none"
    clock: ClockIn
    power: list[PowerIn] = []


class NotStreetIn(_Matter):
    """A matter that is not the street's, and where it belongs."""

    owner: str = Field(min_length=1)
    owner_en: str = ""
    owner_unit: str | None = None
    channel: str = ""
    route: Route = Route.OUTSIDE


class WayOutIn(Part):
    """One of the four exits or six classes, with its article and the day it was looked up."""

    zh: str = Field(min_length=1)
    en: str = ""
    law: str = Field(min_length=1)
    article: str = Field(min_length=1)
    checked: date
    tell: str = ""
    tell_en: str = ""


class SectorIn(Part):
    """A group of duties, by the letters its codes begin with."""

    prefix: str
    zh: str
    en: str = ""


class DueIn(Part):
    """By when something is due, by tier."""

    limits: dict[str, str]
    channels: list[Channel] = []
    basis: str = Field(min_length=1)


class ListIn(Part):
    """The whole file."""

    version: str
    as_of: str = ""
    status: str = "working-reconstruction"
    origin: str = ""
    tiers: dict[str, TierIn]
    kinds: dict[str, KindIn] = {}
    clocks: ClockRulesIn = ClockRulesIn()
    scores: ScoresIn = ScoresIn()
    sectors: list[SectorIn] = []
    exits: dict[Exit, WayOutIn] = {}
    routes: dict[Route, WayOutIn] = {}
    dispatch: dict[str, WayOutIn] = {}
    dues: dict[Due, DueIn] = {}
    units: list[UnitIn] = Field(min_length=1)
    items: list[ItemIn] = Field(min_length=1)
    not_street: list[NotStreetIn] = []
    hours: dict[str, str] = {}
    not_now: Phrases = []
    call_first: str = ""
    call_first_en: str = ""
