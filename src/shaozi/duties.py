"""What a duty list is made of: duties, units, clocks, kinds of whistle, ways out."""

from collections.abc import Mapping
from typing import NamedTuple

from shaozi.words import say

EMERGENCY = "emergency"
#: What a case without a duty runs on.
GENERAL = "general"
#: Praise, thanks and blank messages: the list's matter without a request, which is never late.
NO_REQUEST = "NS-35"


class Power(NamedTuple):
    """Who may punish or compel, for which part of a duty; without ``when`` it is the default."""

    unit: str
    part: str
    part_en: str
    when: tuple[str, ...]
    basis: str


class Clock(NamedTuple):
    """Feedback limits as the list writes them; see `worktime.parse_span`.

    ``moves``: whether a last natural day that is not worked moves; see `worktime.deadline`.
    """

    tier: str
    respond: str
    resolve: str
    moves: bool = False


class ClockRule(NamedTuple):
    """How long and how often clocks may be paused or extended, and in which tiers never."""

    longest: str
    times: int
    never: tuple[str, ...]
    basis: str


class DueRule(NamedTuple):
    """By when something is due, by tier (``other``: all the rest); no channel named means all."""

    limits: Mapping[str, str]
    channels: tuple[str, ...]
    basis: str

    def limit(self, tier: str, channel: str) -> str | None:
        """The limit for a case of that tier and channel; None where nothing is due."""
        if self.channels and channel not in self.channels:
            return None
        return self.limits.get(tier) or self.limits.get("other")


class Duty(NamedTuple):
    """One item of the list, or (code NS-…) one matter that is not the street's."""

    code: str
    title: str
    title_en: str
    scope: str
    lead: str | None
    support: tuple[str, ...]
    community_can_resolve: bool
    enforcement: bool
    basis: tuple[str, ...]
    basis_checked: str
    clock: Clock
    emergency_when: tuple[str, ...]
    power: tuple[Power, ...]
    hints: tuple[str, ...]
    boundary: str
    owner: str = ""
    owner_en: str = ""
    owner_unit: str | None = None
    channel: str = ""
    route: str = ""

    @property
    def is_street(self) -> bool:
        """Whether the matter is the street's at all."""
        return not self.code.startswith("NS-")

    @property
    def name(self) -> str:
        """The title in the reader's language."""
        return say(self.title, self.title_en or self.title)

    @property
    def may_be_emergency(self) -> bool:
        """Whether danger to people falls under it, by definition or by what is said."""
        return bool(self.emergency_when) or self.clock.tier == EMERGENCY

    @property
    def checked(self) -> bool:
        """Whether every article of the basis was looked up."""
        return self.basis_checked == "full" or not self.is_street


class Unit(NamedTuple):
    """Anyone who can be called.

    ``hints``: words in a complaint that point at this owner. ``aliases``: what officers call it.
    """

    id: str
    zh: str
    en: str
    kind: str
    note: str = ""
    hints: tuple[str, ...] = ()
    rescue: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def is_street(self) -> bool:
        """Whether the unit is the street's own, or seconded to it."""
        return self.kind in STREET

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return say(self.zh, self.en)


#: Kinds of unit that are the street's own.
STREET = frozenset({"department", "enforcement", "centre", "branch"})


class WhistleKind(NamedTuple):
    """A kind of whistle: how soon the called units report in, and the street says yes or no."""

    code: str
    zh: str
    en: str
    report_in: str
    basis: str
    approve_in: str

    @property
    def name(self) -> str:
        """The kind in the reader's language."""
        return say(self.zh, self.en)


class WayOut(NamedTuple):
    """One of the four exits or six classes: its name, what the resident is told, its article."""

    zh: str
    en: str
    law: str
    article: str
    checked: str
    tell: str
    tell_en: str

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return say(self.zh, self.en)

    @property
    def basis(self) -> str:
        """Law and article, as papers cite them."""
        return f"{self.law}{self.article}"


class ScoreRule(NamedTuple):
    """How a called unit's score adds up from its parts, and what the whistler gets.

    ``weights``: of `terms.Part`; ``report_in``: points by `terms.Attendance`, where it counts;
    ``founded``: points by `terms.YesNo`.
    """

    weights: Mapping[str, int]
    report_in: Mapping[str, int]
    founded: Mapping[str, int]
    basis: str
    basis_en: str

    @property
    def said(self) -> str:
        """Where the weights come from, in the reader's language."""
        return say(self.basis, self.basis_en)
