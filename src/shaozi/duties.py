"""The duty list as values: duties, units, clocks, and finding them by what a person types."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from operator import add
from pathlib import Path
from typing import Any, NamedTuple

from shaozi.errors.lists import NoSuchDuty, NoSuchUnit
from shaozi.errors.typed import Ambiguous
from shaozi.terms import Due, Exit, Route
from shaozi.words import say

EMERGENCY = "emergency"
#: What a case without a duty runs on.
GENERAL = "general"


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


SENTENCE = re.compile(r"[。！？!?；;\n]")


class Phrase(NamedTuple):
    """A phrase of the list: one sentence must hold a word of each group, and none to leave out.

    Written ``电梯|轿厢+困|关在+-困难``: + joins, | offers a choice, - leaves out.
    """

    groups: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]

    def words_in(self, text: str, calm: tuple[str, ...] = ()) -> tuple[str, ...] | None:
        """The words by which the text says the phrase in a sentence without ``calm`` words."""
        for group in self.groups:
            if not any(word in text for word in group):
                return None
        for sentence in SENTENCE.split(text):
            found = [next((w for w in group if w in sentence), "") for group in self.groups]
            if all(found) and not any(word in sentence for word in self.without + calm):
                return tuple(found)
        return None


@cache
def phrase(written: str) -> Phrase:
    """Read a phrase of the list."""
    parts = [part.strip() for part in written.split("+")]
    groups = tuple(tuple(part.split("|")) for part in parts if not part.startswith("-"))
    without = tuple(w for part in parts if part.startswith("-") for w in part[1:].split("|"))
    return Phrase(groups, without)


def said_in(
    text: str, phrases: Iterable[str], calm: tuple[str, ...] = ()
) -> tuple[str, ...] | None:
    """The words by which the text says the first phrase it says at all, or None."""
    found = (phrase(written).words_in(text, calm) for written in phrases)
    return next((words for words in found if words), None)


class Alarm(NamedTuple):
    """An emergency a text speaks of, and the words that say so."""

    duty: Duty
    words: tuple[str, ...]


class DutyBook:
    """A duty list, looked up by code, by unit, and by what people type."""

    def __init__(self, data: Mapping[str, Any], trained: Path) -> None:
        """Take a checked list as `shaozi.dutyfile` compiles it, and the matcher's table."""
        self.trained = trained
        self.version: str = data["version"]
        self.as_of: str = data["as_of"]
        self.status: str = data["status"]
        self.origin: str = data["origin"]
        self.digest: str = data["digest"]
        self.opening: str = data["opening"]
        self.closing: str = data["closing"]
        self.not_now: tuple[str, ...] = tuple(data["not_now"])
        self._call_first: tuple[str, str] = tuple(data["call_first"])
        self.tiers = {name: Clock(*clock) for name, clock in data["tiers"].items()}
        self.clock_rules = {
            act: ClockRule(longest, times, tuple(never), basis)
            for act, (longest, times, never, basis) in data["clocks"].items()
        }
        self._sectors = {prefix: (zh, en) for prefix, zh, en in data["sectors"]}
        self.exits = {Exit(name): WayOut(*way) for name, way in data["exits"].items()}
        self.routes = {Route(name): WayOut(*way) for name, way in data["routes"].items()}
        self.dispatch = {name: WayOut(*way) for name, way in data["dispatch"].items()}
        self.dues = {
            Due(name): DueRule(limits, tuple(channels), basis)
            for name, (limits, channels, basis) in data["dues"].items()
        }
        self.kinds = {kind[0]: WhistleKind(*kind) for kind in data["kinds"]}
        self.scores = ScoreRule(*data["scores"])
        self.units = {
            unit[0]: Unit._make((*unit[:5], tuple(unit[5]), unit[6], tuple(unit[7])))
            for unit in data["units"]
        }
        self.duties = {row[0]: _duty(row) for row in data["duties"]}

    @property
    def call_first(self) -> str:
        """What whoever hears of danger does first, in the reader's language; may be empty."""
        return say(*self._call_first)

    @property
    def is_draft(self) -> bool:
        """Whether papers made with this list must say so: nobody has adopted it."""
        return self.status != "adopted"

    @cached_property
    def items(self) -> list[Duty]:
        """The street's own duties, in the list's order."""
        return [duty for duty in self.duties.values() if duty.is_street]

    def duty(self, typed: str) -> Duty:
        """The duty of that code, however written (pa5, PA05, PA-05); raises `NoSuchDuty`."""
        found = re.fullmatch(r"\s*([A-Za-z]{2})[-_ ]?(\d{1,3})\s*", typed)
        code = f"{found[1].upper()}-{int(found[2]):02d}" if found else typed.strip()
        if code in self.duties:
            return self.duties[code]
        from difflib import get_close_matches

        near = get_close_matches(code.upper(), self.duties, n=3, cutoff=0.6)
        word = typed.strip()
        near += [duty.code for duty in self.duties.values() if word and word in duty.title][:3]
        raise NoSuchDuty(typed, [f"{code} {self.duties[code].name}" for code in near[:3]])

    def unit(self, typed: str, among: Sequence[str] | None = None) -> Unit:
        """The unit of that id, name or alias, or of the beginning or a part of one.

        ``among`` narrows the choice to the units in question, when one of them fits. Raises
        `NoSuchUnit`, or `Ambiguous` with the candidates.
        """
        wanted = typed.strip().lower()
        if wanted in self.units:
            return self.units[wanted]
        pools = [[self.units[name] for name in among if name in self.units]] if among else []
        for pool in [*pools, list(self.units.values())]:
            for fits in (_is_named, _begins, _contains):
                found = [unit for unit in pool if wanted and fits(unit, wanted)]
                if len(found) == 1:
                    return found[0]
                if found:
                    raise Ambiguous(typed, [f"{unit.id} {unit.name}" for unit in found[:6]])
        from difflib import get_close_matches

        names = {
            name: f"{unit.id} {unit.name}"
            for unit in self.units.values()
            for name in (unit.id, _short(unit.zh), *_names(unit))
        }
        near = dict.fromkeys(
            names[name] for name in get_close_matches(wanted, names, n=3, cutoff=0.5)
        )
        raise NoSuchUnit(typed, list(near))

    def unit_name(self, unit: str | None) -> str:
        """The unit's name, or what was recorded where the list no longer has it."""
        if unit is None:
            return ""
        return self.units[unit].name if unit in self.units else unit

    def sector_name(self, prefix: str) -> str:
        """A group of duties in the reader's language, or its letters."""
        return say(*self._sectors[prefix]) if prefix in self._sectors else prefix

    def clock(self, duty: Duty | None, text: str, *, danger: bool = False) -> Clock:
        """The limits that hold for this complaint: the one source of what an emergency is.

        An item is an emergency by its own tier, because the complaint says one of its
        ``emergency_when`` phrases, or because the matcher hears ``danger`` in a complaint of an
        item that has such phrases. A matter not yet decided runs on the general tier.
        """
        if duty is None:
            return self.tiers[GENERAL]
        if duty.may_be_emergency and danger:
            return self.tiers[EMERGENCY]
        if said_in(text, duty.emergency_when, self.not_now):
            return self.tiers[EMERGENCY]
        return duty.clock

    def alarms(self, text: str) -> list[Alarm]:
        """The items of whose emergency phrases the text says one, as happening now."""
        starts = {*text, *map(add, text, text[1:])}
        said: dict[str, Alarm] = {}
        for start in sorted(starts & self._phrases.keys()):
            for duty, written in self._phrases[start]:
                words = phrase(written).words_in(text, self.not_now)
                if words:
                    said.setdefault(duty.code, Alarm(duty, words))
        return [said[code] for code in sorted(said)]

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[Duty, str]]]:
        """Phrases of danger by how their first words begin: most texts hold no beginning.

        As the list writes them: only the few that a text begins need reading.
        """
        found: dict[str, list[tuple[Duty, str]]] = {}
        for duty in self.duties.values():
            for written in duty.emergency_when:
                first = next(part for part in written.split("+") if part.strip()[0] != "-")
                for start in {word[:2] for word in first.strip().split("|")}:
                    found.setdefault(start, []).append((duty, written))
        return found

    def search(self, text: str) -> list[Duty]:
        """Duties whose code, title, scope, hints or boundary contain every word of the text."""
        words = text.lower().split()
        return [
            duty
            for duty in self.duties.values()
            if all(word in _searchable(duty) for word in words)
        ]


def _duty(row: Sequence[Any]) -> Duty:
    values = dict(zip(Duty._fields, row, strict=True))
    for name in ("support", "basis", "emergency_when", "hints"):
        values[name] = tuple(values[name])
    values["clock"] = Clock(*values["clock"])
    values["power"] = tuple(
        Power(unit, part, part_en, tuple(when), basis)
        for unit, part, part_en, when, basis in values["power"]
    )
    return Duty(**values)


def _searchable(duty: Duty) -> str:
    parts = (duty.code, duty.title, duty.title_en, duty.scope, *duty.hints, duty.boundary)
    return " ".join(parts).lower()


def _names(unit: Unit) -> list[str]:
    return [name.lower() for name in (unit.zh, unit.en, *unit.aliases)]


def _is_named(unit: Unit, wanted: str) -> bool:
    return wanted in (*_names(unit), _short(unit.zh).lower())


def _short(name: str) -> str:
    """The name without what stands in brackets."""
    return name.partition("（")[0]


def _begins(unit: Unit, wanted: str) -> bool:
    return any(name.startswith(wanted) for name in _names(unit))


def _contains(unit: Unit, wanted: str) -> bool:
    return any(wanted in name for name in _names(unit))
