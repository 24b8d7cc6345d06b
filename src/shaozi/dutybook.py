"""The duty list: its duties and units, found by what people type and what complaints say."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import add
from pathlib import Path
from typing import Any, NamedTuple

from shaozi.duties import (
    EMERGENCY,
    GENERAL,
    Clock,
    ClockRule,
    DueRule,
    Duty,
    Power,
    ScoreRule,
    Unit,
    WayOut,
    WhistleKind,
)
from shaozi.errors.lists import NoSuchDuty, NoSuchUnit, OnlyNamed
from shaozi.errors.typed import Ambiguous
from shaozi.phrases import phrase, said_in
from shaozi.terms import Due, Exit, Route
from shaozi.words import say


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
        raise NoSuchUnit(typed, self._near(wanted))

    def owner(self, typed: str) -> Unit:
        """The unit that a matter is handed to: as `unit`, or by the line that is its alone.

        A line (12315) or owner that the list only names, as of several, raises `NoSuchUnit` with
        the items that do.
        """
        try:
            return self.unit(typed)
        except NoSuchUnit as error:
            wanted, others = typed.strip(), [d for d in self.duties.values() if not d.is_street]
            of_line = {d.owner_unit for d in others if wanted and d.channel == wanted}
            if len(of_line) == 1 and (only := self.units.get(of_line.pop() or "")):
                return only
            naming = [
                f"{d.code} {d.name}"
                for d in others
                if wanted and wanted in f"{d.owner} {d.channel}"
            ]
            raise (OnlyNamed(wanted, naming) if naming else error) from None

    def _near(self, wanted: str) -> list[str]:
        """Units that may be meant: those that residents call so, then those of a like name."""
        from difflib import get_close_matches

        units = self.units.values()
        heard = [unit for unit in units if any(wanted and wanted in hint for hint in unit.hints)]
        names = {name: unit for unit in units for name in (unit.id, _short(unit.zh), *_names(unit))}
        alike = [names[name] for name in get_close_matches(wanted, names, n=3, cutoff=0.5)]
        return list(dict.fromkeys(f"{unit.id} {unit.name}" for unit in heard + alike))[:3]

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
