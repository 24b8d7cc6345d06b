"""One item of the duty list, whole, for a person."""

from collections.abc import Iterator, Mapping

from shaozi.duties import Duty
from shaozi.dutybook import DutyBook
from shaozi.render.order import draft_stamp
from shaozi.render.text import duty_name
from shaozi.words import say
from shaozi.worktime import parse_span, span_text

#: Kinds of unit and tiers as the list writes them, in both languages; an office may add tiers.
KINDS = {
    "department": ("街道科室", "department"),
    "enforcement": ("街道执法队", "enforcement team"),
    "centre": ("街道中心", "centre"),
    "branch": ("派驻街道", "branch in the street"),
    "district_bureau": ("区级部门", "district bureau"),
    "utility": ("公共服务企业", "utility"),
}
TIERS = {
    "emergency": ("紧急", "emergency"),
    "urgent": ("加急", "urgent"),
    "general": ("一般", "general"),
    "complex": ("复杂", "complex"),
    "statutory": ("法定时限", "by law"),
}


def titled(name: str, titles: Mapping[str, tuple[str, str]]) -> str:
    """What the list writes as a word of its own, in the reader's language if it is known."""
    return say(*titles[name]) if name in titles else name


def duty_lines(duty: Duty, book: DutyBook) -> Iterator[str]:
    """What it covers, whose it is, on what basis, and what looks alike."""
    comma = say("、", ", ")
    yield duty_name(duty)
    facts = [(say("范围", "scope"), duty.scope)]
    if duty.is_street:
        facts += [
            (say("主责", "lead"), book.unit_name(duty.lead)),
            (say("协办", "support"), comma.join(book.unit_name(unit) for unit in duty.support)),
            (say("社区能自己办", "community can settle"), _yes(duty.community_can_resolve)),
            (say("需要执法", "needs enforcement"), _yes(duty.enforcement)),
        ]
    else:
        facts += [
            (say("归口", "owner"), say(duty.owner, duty.owner_en or duty.owner)),
            (say("渠道", "route"), duty.channel),
        ]
    facts += [
        (say("时限", "clock"), f"{titled(duty.clock.tier, TIERS)} {_limits(duty)}"),
        (say("视为紧急", "an emergency when"), comma.join(duty.emergency_when)),
        (say("依据", "basis"), say("；", "; ").join(duty.basis)),
        (say("常说", "hints"), comma.join(duty.hints)),
        (say("边界", "boundary"), duty.boundary),
    ]
    yield from (f"  {name}: {value}" for name, value in facts if value)
    for power in duty.power:
        part = say(power.part, power.part_en)
        yield f"  {say('执法权', 'power')}: {book.unit_name(power.unit)}  {part}  {power.basis}"
    if book.is_draft:
        yield f"  {draft_stamp(book)}"


def _limits(duty: Duty) -> str:
    respond, resolve = map(_said, (duty.clock.respond, duty.clock.resolve))
    return say(f"{respond}内响应，{resolve}内办结", f"respond in {respond}, resolve in {resolve}")


def _said(limit: str) -> str:
    return span_text(parse_span(limit))


def _yes(value: bool) -> str:
    return say("是", "yes") if value else say("否", "no")
