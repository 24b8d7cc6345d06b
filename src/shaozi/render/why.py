"""Why a deadline is when it is: each clock of a case as a sum of lines."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from shaozi.clocks import Why
from shaozi.dutybook import DutyBook
from shaozi.explain import Line, seconds
from shaozi.labels import label
from shaozi.terms import Act, Due, Stretch
from shaozi.words import say
from shaozi.worktime import Span, clock_text, iso, span_text


def why_lines(whys: list[Why], book: DutyBook, zone: tzinfo) -> Iterator[str]:
    """The sums for a person, to be checked with a calendar."""
    for why in whys:
        yield f"  {_title(why, book)}: {clock_text(why.due, zone)}"
        if why.clock == "promise":
            yield "    " + say("单位答应或会商议定的日期", "promised, or agreed at a meeting")
            continue
        if why.sum is None:
            yield "    " + say("登记时没有记下期限长度", "the limit was not recorded at the time")
            continue
        yield f"    {_day(why.sum.start, zone)} " + say("起算", "start")
        for place, leg in enumerate(why.sum.legs):
            title = label(Act.EXTENDED) if place else say("时限", "limit")
            yield f"    {title} {span_text(leg.span)}"
            total = 0
            for line in leg.lines:
                total += line.counts
                yield f"      {_stretch(line, leg.span, zone)}{_running(line, total, leg.span)}"
        yield f"    = {clock_text(why.sum.end, zone)}"
        if not why.sum.known:
            yield "    " + say(
                "有的年份放假安排未知，按周末推算", "holidays of a year unknown: weekdays only"
            )
        if not why.agrees:
            yield "    " + say(
                f"与记下的时限不同，以记下的为准: {clock_text(why.due, zone)}",
                f"differs from the deadline recorded, which holds: {clock_text(why.due, zone)}",
            )


def _title(why: Why, book: DutyBook) -> str:
    if why.clock in set(Due):
        return label(Due(why.clock))
    title = {
        "respond": say("首次联系", "first contact"),
        "resolve": say("办结时限", "due"),
        "answer": say("街道答复", "the street's answer"),
        "call": label(Act.ARRIVED),
        "result": say("反馈结果", "answer"),
        "promise": say("约定", "promise"),
    }[why.clock]
    return f"{book.unit_name(why.of)} {title}".strip()


def _day(at: int, zone: tzinfo) -> str:
    """Day, weekday and clock."""
    moment = datetime.fromtimestamp(at, zone)
    name = say("周" + "一二三四五六日"[moment.weekday()], f"{moment:%a}")
    return f"{moment:%Y-%m-%d} {name} {moment:%H:%M}"


def _stretch(line: Line, span: Span, zone: tzinfo) -> str:
    """From when to when, and why it counts or does not."""
    what = label(line.what) + (f"（{line.name}）" if line.name else "")
    first, last = _day(line.begin, zone), _day(line.end - 1, zone)
    if span.unit in ("m", "h"):
        return f"{first} – {_day(line.end, zone)}  {what}"
    first, last = first[:-6], last[:-6]
    return f"{first}  {what}" if first == last else f"{first} – {last}  {what}"


def _running(line: Line, total: int, span: Span) -> str:
    """What the line counts and what that makes so far."""
    if not line.counts:
        return ""
    return f"  +{_amount(line.counts, span)} = {_amount(total, span)}"


def _amount(size: int, span: Span) -> str:
    if span.unit not in ("m", "h"):
        return span_text(span._replace(size=size))
    hours, left = divmod(size, 3600)  # lines count seconds
    minutes, second = divmod(left, 60)
    parts = ((hours, "小时", "h"), (minutes, "分", "min"), (second, "秒", "s"))
    return say("", " ").join(say(f"{n}{zh}", f"{n} {en}") for n, zh, en in parts if n)


def why_item(why: Why, zone: tzinfo) -> dict[str, Any]:
    """A clock as JSON; ``counts`` and ``size`` are in seconds or days, as ``in`` says."""
    found = why.sum
    return {
        "clock": why.clock,
        "unit": why.of if why.clock in ("call", "result", "promise") else None,
        "whistle": why.of if why.clock == "answer" else None,
        "due": iso(why.due, zone),
        "agrees": why.agrees,
        "start": iso(found.start, zone) if found else None,
        "known": found.known if found else None,
        "legs": [
            {
                "what": "extension" if place else "limit",
                "span": f"{leg.span.size}{leg.span.unit}",
                "in": "s" if leg.span.unit in ("m", "h") else leg.span.unit,
                "size": seconds(leg.span) if leg.span.unit in ("m", "h") else leg.span.size,
                "end": iso(leg.end, zone),
                "lines": [_line_item(line, zone) for line in leg.lines],
            }
            for place, leg in enumerate(found.legs if found else ())
        ],
    }


def _line_item(line: Line, zone: tzinfo) -> dict[str, Any]:
    what: Stretch = line.what
    return {
        "what": what.value,
        "name": line.name or None,
        "begin": iso(line.begin, zone),
        "end": iso(line.end, zone),
        "counts": line.counts,
    }
