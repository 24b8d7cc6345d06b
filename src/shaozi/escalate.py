"""Whom a whistle calls, with which kind, and by when: pure choices from the duty list.

Each called unit carries the reason it was chosen, which the order prints.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from shaozi.duties import Duty, Power
from shaozi.dutybook import DutyBook
from shaozi.errors.typed import NeedsFlag
from shaozi.errors.whistles import AllCalled
from shaozi.labels import label
from shaozi.phrases import said_in
from shaozi.terms import Kind, Role
from shaozi.triage.danger import is_emergency
from shaozi.words import say
from shaozi.worktime import parse_span

#: Outside units that own or run what is broken; departments of the street are not called so.
_OWNERS = ("district_bureau", "utility")
_SECONDS = {"m": 60, "h": 3600}


class Choice(NamedTuple):
    """One unit to call and why."""

    unit: str
    role: Role
    part: str
    part_en: str
    basis: str

    def why(self) -> str:
        """The reason in the reader's language."""
        part = say(self.part, self.part_en)
        reason = f"{label(self.role)}: {part}" if part else label(self.role)
        return f"{reason} ({self.basis})" if self.basis else reason


class Plan(NamedTuple):
    """A whistle not yet blown."""

    kind: Kind
    choices: tuple[Choice, ...]
    seconds: int


def needs_reason(duty: Duty | None, text: str, book: DutyBook) -> bool:
    """Whether the officer must say why the community did not settle it: not in an emergency."""
    if duty is None or not duty.community_can_resolve:
        return False
    return not is_emergency(duty, text, book)


def kind_of(duty: Duty | None, text: str, book: DutyBook) -> Kind:
    """The kind of whistle: emergency before enforcement before an ordinary demand."""
    if is_emergency(duty, text, book):
        return Kind.EMERGENCY
    if duty is not None and duty.enforcement:
        return Kind.ENFORCEMENT
    return Kind.DEMAND


def plan(
    duty: Duty | None,
    text: str,
    book: DutyBook,
    *,
    kind: Kind | None = None,
    to: Sequence[str] = (),
    also: Sequence[str] = (),
    called: Collection[str] = (),
) -> Plan:
    """The whistle for a complaint; units named by the officer (``to``) replace the list's choice.

    Those the street adds (``also``) come on top of either. A duty or named units are needed.
    Units of a whistle still open (``called``) are not called twice: `AllCalled` if nobody is
    left. Report-in limits belong to the kind of whistle.
    """
    chosen = kind or kind_of(duty, text, book)
    wanted = list(_named(to, duty) if to else _by_list(duty, text, book))
    wanted += _named(also, duty)
    found = [choice for choice in wanted if choice.unit not in called]
    if not found:
        raise AllCalled([book.unit_name(choice.unit) for choice in wanted])
    return Plan(chosen, tuple(_once(found)), seconds(book.kinds[chosen].report_in))


def seconds(limit: str) -> int:
    """A limit of a kind of whistle, which is in minutes or hours (`dutylint`)."""
    span = parse_span(limit)
    return span.size * _SECONDS[span.unit]


def _named(to: Sequence[str], duty: Duty | None) -> Iterator[Choice]:
    for unit in to:
        power = next((power for power in duty.power if power.unit == unit), None) if duty else None
        if duty and unit == duty.lead:
            yield _lead(duty)
        elif power:
            yield _power(power)
        else:
            yield Choice(unit, Role.NAMED, "", "", "")


def _by_list(duty: Duty | None, text: str, book: DutyBook) -> Iterator[Choice]:
    """The lead always; whoever has the power; else the owner or authority outside the street.

    In an emergency all of these, and police and fire where the item names them.
    """
    if duty is None:
        raise NeedsFlag(say("职责或被吹哨单位", "the duty or the units to call"), "--to")
    if duty.lead is None:  # not the street's: its owner, where the list names one
        if duty.owner_unit is None:
            raise NeedsFlag(say("被吹哨单位", "the units to call"), "--to")
        yield Choice(duty.owner_unit, Role.OWNER, duty.owner, duty.owner_en, "")
        return
    yield _lead(duty)
    powers = powers_for(duty, text)
    yield from (_power(power) for power in powers)
    danger = is_emergency(duty, text, book)
    if danger or not powers:
        yield from owners_for(duty, text, book)
    if danger:
        rescue = [unit for unit in duty.support if book.units[unit].rescue]
        yield from (Choice(unit, Role.RESCUE, "", "", duty.basis[0]) for unit in rescue)


def _lead(duty: Duty) -> Choice:
    assert duty.lead is not None
    return Choice(duty.lead, Role.LEAD, duty.title, duty.title_en, duty.basis[0])


def _power(power: Power) -> Choice:
    return Choice(power.unit, Role.POWER, power.part, power.part_en, power.basis)


def powers_for(duty: Duty, text: str) -> list[Power]:
    """Who has the power for the parts the complaint speaks of; else whoever has it by default."""
    said = [power for power in duty.power if power.when and said_in(text, power.when)]
    return said or [power for power in duty.power if not power.when][:1]


def owners_for(duty: Duty, text: str, book: DutyBook) -> list[Choice]:
    """Bureaus and utilities the complaint points at by its words; else the first the list names."""
    outside = [book.units[unit] for unit in duty.support if book.units[unit].kind in _OWNERS]
    said = [unit for unit in outside if said_in(text, unit.hints)]
    return [Choice(unit.id, Role.OWNER, "", "", duty.basis[0]) for unit in said or outside[:1]]


def _once(choices: Iterable[Choice]) -> Iterator[Choice]:
    seen: set[str] = set()
    for choice in choices:
        if choice.unit not in seen:
            seen.add(choice.unit)
            yield choice
