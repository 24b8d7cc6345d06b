"""Reading a duty list file: its shape, all its faults with their lines, and its compiled form.

Loaded only when a list is new or is being checked; daily commands read the compiled form.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from shaozi.errors.lists import BadDutyList
from shaozi.words import say
from shaozi.worktime import CLOSING, Span, parse_span
from shaozi.yamlfile import Fault, Lines, Path_, line_of, opened

Shape = TypeVar("Shape", bound=BaseModel)

_SECONDS = {"m": 60, "h": 3600, "d": 86400, "wd": 86400}


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


class _Part(BaseModel):
    """A part of the file; keys it does not know are the office's own notes."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, frozen=True)


class TierIn(_Part):
    """Limits shared by all duties of a tier; statutory ones are written at the item."""

    respond: str | None = None
    resolve: str | None = None
    moves: bool | None = None


class ClockIn(_Part):
    """An item's clock: its tier, and its own limits where the law sets them."""

    tier: str
    respond: str | None = None
    resolve: str | None = None
    moves: bool | None = None


class UnitIn(_Part):
    """A unit that can lead, support or be called."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    zh: str = Field(min_length=1)
    en: str = ""
    kind: str
    note: str = ""
    hints: Phrases = []
    rescue: bool = False
    aliases: Phrases = []


class KindIn(_Part):
    """A kind of whistle."""

    zh: str
    en: str
    report_in: str
    basis: str = ""


class ClockRuleIn(_Part):
    """How long and how often clocks may be paused or extended, and in which tiers never."""

    longest: str
    times: int = Field(ge=0)
    never: list[str] = []
    basis: str = Field(min_length=1)


class ClockRulesIn(_Part):
    """The rules of pausing and of extending; the defaults are ours: no source fixes them."""

    pause: ClockRuleIn = ClockRuleIn(
        longest="90d", times=1, never=["emergency"], basis="缺省值，待本街道核定"
    )
    extend: ClockRuleIn = ClockRuleIn(
        longest="15d", times=1, never=["emergency"], basis="缺省值，待本街道核定"
    )


class PowerIn(_Part):
    """Who has the power for a part of a duty."""

    unit: str
    part: str = Field("", alias="for")
    part_en: str = Field("", alias="for_en")
    when: Phrases = []
    basis: list[str] | str = Field(min_length=1)


class _Matter(_Part):
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


class ListIn(_Part):
    """The whole file."""

    version: str
    as_of: str = ""
    status: str = "working-reconstruction"
    origin: str = ""
    tiers: dict[str, TierIn]
    kinds: dict[str, KindIn] = {}
    clocks: ClockRulesIn = ClockRulesIn()
    units: list[UnitIn] = Field(min_length=1)
    items: list[ItemIn] = Field(min_length=1)
    not_street: list[NotStreetIn] = []
    hours: dict[str, str] = {}
    not_now: Phrases = []
    call_first: str = ""
    call_first_en: str = ""


#: For a list that names no kinds of its own (《北京市街道办事处条例》第5条 names the four;
#: 30 minutes is Pinggu's, the others are our labelled defaults: no source fixes them).
DEFAULT_KINDS = (
    ("YJ", "应急处置", "Emergency response", "30m", "缺省值，待本街道核定"),
    ("ZF", "综合执法", "Joint enforcement", "2h", "缺省值，待本街道核定"),
    ("ZD", "重点工作", "Priority work", "24h", "缺省值，待本街道核定"),
    ("QS", "群众诉求", "Residents' demand", "24h", "缺省值，待本街道核定"),
)
DEFAULT_OPENING, DEFAULT_CLOSING = "09:00", f"{CLOSING:%H:%M}"
#: Tiers every list falls back on: a case not yet decided, and danger of any kind.
FALLBACKS = ("general", "emergency")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def read(path: Path) -> tuple[ListIn | None, list[Fault]]:
    """A file's list, if its shape allows one, and all its faults in the order of their lines."""
    parsed, lines, faults = opened(path)
    if parsed is None:
        return None, faults
    try:
        found = ListIn.model_validate(parsed)
    except ValidationError as error:
        faults += _shape_faults(error, lines)
        return None, sorted(set(faults) | set(_other_faults(parsed, error, lines)))
    faults += [fault for rule in RULES for fault in rule(found, lines)]
    return found, sorted(faults)


def read_as(model: type[Shape], path: Path) -> tuple[Shape | None, list[Fault]]:
    """Another file of the office's, of that shape; and all its faults with their lines."""
    parsed, lines, faults = opened(path)
    if parsed is None:
        return None, faults
    try:
        found = model.model_validate(parsed)
    except ValidationError as error:
        return None, sorted([*faults, *_shape_faults(error, lines)])
    return (None, sorted(faults)) if faults else (found, [])


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
    models: dict[str, type[_Part]] = {"units": UnitIn, "items": ItemIn, "not_street": NotStreetIn}
    try:
        models[group].model_validate(patched)
    except ValidationError:
        return None
    return patched


_SHAPE = {
    "missing": ("缺少 {key}", "{key} is missing"),
    "string_pattern_mismatch": ("{key} 的写法不对: {value}", "{key} is not written right: {value}"),
    "too_short": ("{key} 是空的", "{key} is empty"),
    "string_too_short": ("{key} 是空的", "{key} is empty"),
}


def _shape_faults(error: ValidationError, lines: Lines) -> Iterator[Fault]:
    for found in error.errors():
        path: Path_ = found["loc"]
        key = ".".join(str(part) for part in path[-2:]) or say("文件", "the file")
        zh, en = _SHAPE.get(
            found["type"], ("{key} 的值不对: {value}", "{key} has a wrong value: {value}")
        )
        value = str(found["input"])[:40]
        yield Fault(line_of(lines, path), say(zh, en).format(key=key, value=value))


# --- what a list must hold beyond its shape: each rule yields the faults it finds --------------


def _duplicates(found: ListIn, lines: Lines) -> Iterator[Fault]:
    for group, key in (("units", "id"), ("items", "code"), ("not_street", "code")):
        seen: set[str] = set()
        for index, part in enumerate(getattr(found, group)):
            name = getattr(part, key)
            if name in seen:
                message = say(f"{name} 重复了", f"{name} is there twice")
                yield Fault(line_of(lines, (group, index)), message)
            seen.add(name)
    both = {item.code for item in found.items} & {item.code for item in found.not_street}
    for code in sorted(both):
        yield Fault(0, say(f"{code} 又是又不是街道的", f"{code} is and is not the street's"))


def _unknown_units(found: ListIn, lines: Lines) -> Iterator[Fault]:
    known = {unit.id for unit in found.units}

    def fault(name: str, *path: str | int) -> Iterator[Fault]:
        if name not in known:
            yield Fault(line_of(lines, path), say(f"没有单位 {name}", f"unknown unit {name}"))

    for index, item in enumerate(found.items):
        yield from fault(item.lead, "items", index, "lead")
        for place, name in enumerate(item.support):
            yield from fault(name, "items", index, "support", place)
        for place, power in enumerate(item.power):
            yield from fault(power.unit, "items", index, "power", place)
    for index, matter in enumerate(found.not_street):
        if matter.owner_unit:
            yield from fault(matter.owner_unit, "not_street", index, "owner_unit")


def _bad_aliases(found: ListIn, lines: Lines) -> Iterator[Fault]:
    """An alias may stand at several units, which makes it ambiguous, but at none by its name."""
    taken = {
        name.lower(): unit.id
        for unit in found.units
        for name in (unit.id, unit.zh, unit.zh.partition("（")[0], unit.en)
    }
    for index, unit in enumerate(found.units):
        for place, alias in enumerate(unit.aliases):
            line = line_of(lines, ("units", index, "aliases", place))
            if taken.get(alias.lower(), unit.id) != unit.id:
                name = taken[alias.lower()]
                message = f"“{alias}”是 {name} 的名称", f"“{alias}” is the name of {name}"
                yield Fault(line, say(*message))
            elif alias in unit.aliases[:place]:
                yield Fault(line, say(f"{alias} 重复了", f"{alias} is there twice"))


def _span(text: str | None) -> Span | None:
    try:
        return parse_span(text or "")
    except ValueError:
        return None


def _bad_clocks(found: ListIn, lines: Lines) -> Iterator[Fault]:
    for name in FALLBACKS:
        if name not in found.tiers:
            message = say(f"tiers 里缺少 {name}", f"tiers has no {name}")
            yield Fault(line_of(lines, ("tiers",)), message)
    for name, tier in found.tiers.items():
        needed = name in FALLBACKS
        for text in (tier.respond, tier.resolve):
            if (needed or text is not None) and _span(text) is None:
                yield _bad_span(lines, ("tiers", name), text)
                break
    for index, item in enumerate(found.items):
        yield from _bad_clock(found, item, lines, ("items", index, "clock"))
    for name, kind in found.kinds.items():
        span = _span(kind.report_in)
        if span is None or span.unit not in ("m", "h"):
            yield _bad_span(lines, ("kinds", name), kind.report_in)


def _bad_clock_rules(found: ListIn, lines: Lines) -> Iterator[Fault]:
    for name, rule in (("pause", found.clocks.pause), ("extend", found.clocks.extend)):
        if _span(rule.longest) is None:
            yield _bad_span(lines, ("clocks", name), rule.longest)
        for tier in rule.never:
            if tier not in found.tiers:
                message = say(f"没有时限档次 {tier}", f"unknown tier {tier}")
                yield Fault(line_of(lines, ("clocks", name)), message)


def _bad_span(lines: Lines, path: Path_, text: str | None) -> Fault:
    message = say(
        f"时限“{text}”不对（30m、2h、7d、15wd）", f"bad clock “{text}” (30m, 2h, 7d, 15wd)"
    )
    return Fault(line_of(lines, path), message)


def _bad_clock(found: ListIn, item: ItemIn, lines: Lines, path: Path_) -> Iterator[Fault]:
    if item.clock.tier not in found.tiers:
        tier = item.clock.tier
        message = say(f"{item.code}: 没有时限档次 {tier}", f"{item.code}: unknown tier {tier}")
        yield Fault(line_of(lines, path), message)
        return
    tier_in = found.tiers[item.clock.tier]
    spans = []
    for own, shared in (
        (item.clock.respond, tier_in.respond),
        (item.clock.resolve, tier_in.resolve),
    ):
        span = _span(own or shared)
        if span is None:
            yield _bad_span(lines, path, own or shared)
        else:
            spans.append(span.size * _SECONDS[span.unit])
    if len(spans) == 2 and spans[0] > spans[1]:
        message = say(
            f"{item.code}: 响应时限长于办结时限", f"{item.code}: respond is longer than resolve"
        )
        yield Fault(line_of(lines, path), message)


def _bad_powers(found: ListIn, lines: Lines) -> Iterator[Fault]:
    for index, item in enumerate(found.items):
        for place, power in enumerate(item.power):
            if power.unit not in (item.lead, *item.support):
                message = say(
                    f"{item.code}: 有权单位 {power.unit} 不在主责和协办之列",
                    f"{item.code}: {power.unit} has the power but neither leads nor supports",
                )
                yield Fault(line_of(lines, ("items", index, "power", place)), message)


def _bad_hours(found: ListIn, lines: Lines) -> Iterator[Fault]:
    for name in ("open", "close"):
        text = found.hours.get(name)
        if text is not None and not _TIME.fullmatch(text):
            message = say(f"钟点“{text}”不对（09:00）", f"bad time “{text}” (09:00)")
            yield Fault(line_of(lines, ("hours", name)), message)


RULES: tuple[Callable[[ListIn, Lines], Iterator[Fault]], ...] = (
    _duplicates,
    _unknown_units,
    _bad_aliases,
    _bad_clocks,
    _bad_clock_rules,
    _bad_powers,
    _bad_hours,
)


def compiled(path: Path, digest: str) -> dict[str, Any]:
    """The list in the plain form that `DutyBook` takes; raises `BadDutyList` with all faults."""
    found, faults = read(path)
    if found is None or faults:
        raise BadDutyList(path, [str(fault) for fault in faults])
    tiers = {
        name: (name, tier.respond, tier.resolve, bool(tier.moves))
        for name, tier in found.tiers.items()
        if tier.respond and tier.resolve
    }
    own = {name: (name, *kind.model_dump().values()) for name, kind in found.kinds.items()}
    kinds = [own.get(kind[0], kind) for kind in DEFAULT_KINDS]
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
        "clocks": {
            "paused": tuple(found.clocks.pause.model_dump().values()),
            "extended": tuple(found.clocks.extend.model_dump().values()),
        },
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
    ]


def _power(power: PowerIn) -> list[Any]:
    basis = power.basis if isinstance(power.basis, str) else "；".join(power.basis)
    return [power.unit, power.part, power.part_en or power.part, power.when, basis]


def _not_street(matter: NotStreetIn, tiers: Mapping[str, tuple[Any, ...]]) -> list[Any]:
    row: list[Any] = [matter.code, matter.title, matter.title_en, matter.scope]
    row += [None, [], False, False, [], "none", tiers["general"]]
    row += [matter.emergency_when, [], matter.hints, matter.boundary]
    row += [matter.owner, matter.owner_en or matter.owner, matter.owner_unit, matter.channel]
    return row
