"""What a duty list must hold beyond its shape: each rule yields the faults it finds."""

import re
from collections.abc import Callable, Iterator

from shaozi.dutyshape import ItemIn, ListIn
from shaozi.words import say
from shaozi.worktime import Span, parse_span
from shaozi.yamlfile import Fault, Lines, Path_, line_of

#: Tiers every list falls back on: a case not yet decided, and danger of any kind.
FALLBACKS = ("general", "emergency")
_SECONDS = {"m": 60, "h": 3600, "d": 86400, "wd": 86400}
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


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
        for text in (kind.report_in, kind.approve_in):
            span = _span(text)
            if text is not None and (span is None or span.unit not in ("m", "h")):
                yield _bad_span(lines, ("kinds", name), text)


def _bad_clock_rules(found: ListIn, lines: Lines) -> Iterator[Fault]:
    for name, rule in (("pause", found.clocks.pause), ("extend", found.clocks.extend)):
        if _span(rule.longest) is None:
            yield _bad_span(lines, ("clocks", name), rule.longest)
        for tier in rule.never:
            if tier not in found.tiers:
                message = say(f"没有时限档次 {tier}", f"unknown tier {tier}")
                yield Fault(line_of(lines, ("clocks", name)), message)


def _bad_dues(found: ListIn, lines: Lines) -> Iterator[Fault]:
    """Dues run in hours or natural days: no calendar changes them."""
    for name, rule in found.dues.items():
        place = ("dues", name.value)
        for tier, limit in rule.limits.items():
            span = _span(limit)
            if span is None or span.unit == "wd":
                message = say(f"时限“{limit}”不对（30m、7d）", f"bad clock “{limit}” (30m, 7d)")
                yield Fault(line_of(lines, place), message)
            if tier != "other" and tier not in found.tiers:
                message = say(f"没有时限档次 {tier}", f"unknown tier {tier}")
                yield Fault(line_of(lines, place), message)


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
    _bad_dues,
    _bad_powers,
    _bad_hours,
)
