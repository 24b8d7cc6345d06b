"""Reading a duty list file: all its faults with their lines, and its compiled form.

Loaded only when a list is new or is being checked; daily commands read the compiled form.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from shaozi.dutyrules import RULES
from shaozi.dutyshape import (
    ClockIn,
    ItemIn,
    KindIn,
    ListIn,
    NotStreetIn,
    Part,
    PowerIn,
    ScoresIn,
    TierIn,
    UnitIn,
    WayOutIn,
)
from shaozi.errors.lists import BadDutyList
from shaozi.officefile import shape_faults
from shaozi.terms import Due, Exit, Route
from shaozi.worktime import CLOSING
from shaozi.yamlfile import Fault, Lines, opened

#: For a list that names no kinds of its own (《北京市街道办事处条例》第5条 names the four;
#: 30 minutes is Pinggu's, the others are our labelled defaults: no source fixes them).
DEFAULT_KINDS = (
    ("YJ", "应急处置", "Emergency response", "30m", "缺省值，待本街道核定", "10m"),
    ("ZF", "综合执法", "Joint enforcement", "2h", "缺省值，待本街道核定", "1h"),
    ("ZD", "重点工作", "Priority work", "24h", "缺省值，待本街道核定", "4h"),
    ("QS", "群众诉求", "Residents' demand", "24h", "缺省值，待本街道核定", "4h"),
)


#: The rules of dispatch and of the team that the program cites.
DISPATCH = {"first_receiver", "personnel", "objection"}
DEFAULT_OPENING, DEFAULT_CLOSING = "09:00", f"{CLOSING:%H:%M}"


def read(path: Path) -> tuple[ListIn | None, list[Fault]]:
    """A file's list, if its shape allows one, and all its faults in the order of their lines."""
    parsed, lines, faults = opened(path)
    if parsed is None:
        return None, faults
    try:
        found = ListIn.model_validate(parsed)
    except ValidationError as error:
        faults += shape_faults(error, lines)
        return None, sorted(set(faults) | set(_other_faults(parsed, error, lines)))
    faults += [fault for rule in RULES for fault in rule(found, lines)]
    return found, sorted(faults)


def _other_faults(parsed: Any, error: ValidationError, lines: Lines) -> Iterator[Fault]:
    """What else is wrong beside the shape: parts that cannot be read are patched or left out."""
    wrong = {found["loc"][:2] for found in error.errors()}
    if not isinstance(parsed, dict) or any(len(place) < 2 for place in wrong):
        return
    whole, placed = dict(parsed), dict(lines)
    ids = (part.get("id") for part in parsed.get("units") or [] if isinstance(part, dict))
    some_unit = next((name for name in ids if isinstance(name, str)), "")
    for group in ("units", "items", "not_street"):
        kept: list[Any] = []
        for index, part in enumerate(parsed.get(group) or []):
            if (group, index) in wrong:
                part = _patched(group, part, some_unit)
            if part is None:
                continue
            for path, line in lines.items():
                if path[:2] == (group, index):
                    placed[group, len(kept), *path[2:]] = line
            kept.append(part)
        whole[group] = kept
    try:
        found = ListIn.model_validate(whole)
    except ValidationError:
        return
    for rule in RULES:
        yield from rule(found, placed)


def _patched(group: str, part: Any, some_unit: str) -> dict[str, Any] | None:
    """A part that lacks what can be filled in for the look at the others; None if it cannot."""
    if not isinstance(part, dict):
        return None
    fill: dict[str, Any] = {"units": {"zh": "?", "kind": "?"}}.get(group, {"title": "?"})
    patched = fill | {key: value for key, value in part.items() if value not in (None, "", [])}
    if group == "items":
        patched.setdefault("basis", ["?"])
        patched.setdefault("lead", some_unit)
    models: dict[str, type[Part]] = {"units": UnitIn, "items": ItemIn, "not_street": NotStreetIn}
    try:
        models[group].model_validate(patched)
    except ValidationError:
        return None
    return patched


def compiled(path: Path, digest: str, shipped: Path) -> dict[str, Any]:
    """The list in the plain form that `DutyBook` takes; raises `BadDutyList` with all faults.

    ``shipped`` is the list that ships: what the law has and this list leaves out is taken there.
    """
    found, faults = read(path)
    if found is None or faults:
        raise BadDutyList(path, [str(fault) for fault in faults])
    tiers = {
        name: (name, tier.respond, tier.resolve, bool(tier.moves))
        for name, tier in found.tiers.items()
        if tier.respond and tier.resolve
    }
    ways = _with_all_ways(found, shipped)
    kinds = [_kind(found.kinds.get(kind[0]), kind) for kind in DEFAULT_KINDS]
    return {
        "version": found.version,
        "as_of": found.as_of,
        "status": found.status,
        "origin": found.origin,
        "digest": digest,
        "not_now": found.not_now,
        "call_first": (found.call_first, found.call_first_en or found.call_first),
        "opening": found.hours.get("open", DEFAULT_OPENING),
        "closing": found.hours.get("close", DEFAULT_CLOSING),
        "tiers": tiers,
        "kinds": kinds,
        "exits": {name: _way_out(way) for name, way in ways.exits.items()},
        "routes": {name: _way_out(way) for name, way in ways.routes.items()},
        "dispatch": {name: _way_out(way) for name, way in ways.dispatch.items()},
        "dues": {name: tuple(due.model_dump().values()) for name, due in ways.dues.items()},
        "clocks": {
            "paused": tuple(found.clocks.pause.model_dump().values()),
            "extended": tuple(found.clocks.extend.model_dump().values()),
        },
        "scores": _scores(found.scores),
        "sectors": [(one.prefix, one.zh, one.en or one.zh) for one in found.sectors],
        "units": [
            (
                *(unit.id, unit.zh, unit.en or unit.zh, unit.kind, unit.note),
                *(unit.hints, unit.rescue, unit.aliases),
            )
            for unit in found.units
        ],
        "duties": [_item(item, found.tiers) for item in found.items]
        + [_not_street(matter, tiers) for matter in found.not_street],
    }


def _with_all_ways(found: ListIn, shipped: Path) -> ListIn:
    """The list with every exit, class and due there is: the shipped list's where it has none."""
    parts = {
        "exits": set(Exit),
        "routes": set(Route),
        "dispatch": DISPATCH,
        "dues": set(Due),
    }
    if all(getattr(found, part).keys() >= names for part, names in parts.items()):
        return found
    law, _ = read(shipped)
    assert law is not None, "the list that ships can be read"
    return found.model_copy(update={p: getattr(law, p) | getattr(found, p) for p in parts})


def _way_out(way: WayOutIn) -> tuple[str, ...]:
    told = way.tell, way.tell_en or way.tell
    return way.zh, way.en or way.zh, way.law, way.article, way.checked.isoformat(), *told


def _kind(own: KindIn | None, default: tuple[str, ...]) -> tuple[str, ...]:
    """The list's own kind; how soon the street answers it may leave to the default."""
    if own is None:
        return default
    limit = own.approve_in or default[-1]
    return (default[0], own.zh, own.en, own.report_in, own.basis, limit)


def _scores(found: ScoresIn) -> list[Any]:
    whistler = {"yes": found.whistler.founded, "no": found.whistler.unfounded}
    laws = [f"{cited.law}{cited.article}" for cited in found.laws]
    basis = ["；".join([*laws, found.basis]), "; ".join([*laws, found.basis_en or found.basis])]
    return [found.weights.model_dump(), found.report_in.model_dump(), whistler, *basis]


def _moves(own: ClockIn, tier: TierIn) -> bool:
    """The item's word, else its tier's; else a limit of the item's own is the law's, and moves."""
    said = tier.moves if own.moves is None else own.moves
    return bool(own.resolve) if said is None else said


def _item(item: ItemIn, tiers: Mapping[str, TierIn]) -> list[Any]:
    own, tier = item.clock, tiers[item.clock.tier]
    respond, resolve = own.respond or tier.respond, own.resolve or tier.resolve
    clock = (own.tier, respond, resolve, _moves(own, tier))
    return [
        item.code,
        item.title,
        item.title_en,
        item.scope,
        item.lead,
        item.support,
        item.community_can_resolve,
        item.enforcement,
        item.basis,
        item.basis_checked,
        clock,
        item.emergency_when,
        [_power(power) for power in item.power],
        item.hints,
        item.boundary,
        "",
        "",
        None,
        "",
        "",
    ]


def _power(power: PowerIn) -> list[Any]:
    basis = power.basis if isinstance(power.basis, str) else "；".join(power.basis)
    return [power.unit, power.part, power.part_en or power.part, power.when, basis]


def _not_street(matter: NotStreetIn, tiers: Mapping[str, tuple[Any, ...]]) -> list[Any]:
    row: list[Any] = [matter.code, matter.title, matter.title_en, matter.scope]
    row += [None, [], False, False, [], "none", tiers["general"]]
    row += [matter.emergency_when, [], matter.hints, matter.boundary]
    row += [matter.owner, matter.owner_en or matter.owner, matter.owner_unit, matter.channel]
    row += [matter.route.value]
    return row
