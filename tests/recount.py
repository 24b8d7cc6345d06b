"""The figures of a period once more, in plain Python over the histories: no SQL, no books.

Only what the documents say (docs/figures.md) is used, so that a slip in either shows.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from shaozi.case import Entry
from shaozi.figures.period import Period

ENDING = {"closed", "referred", "advised", "merged", "withdrawn", "reported"}
SPOKEN = {"visit", "walk_in", "phone", "wechat"}
DAY = 86400
#: What is done to a case before anyone works on it.
IDLE = {"logged", "settled", "assigned", "amended", "noted", "attached", "linked"}
IDLE |= {"recalculated", "objected"}


@dataclass
class Told:
    """A case as its history tells it."""

    number: str
    open: bool = True
    state: str = "logged"
    lead: str = ""
    where: dict[str, str] = field(default_factory=dict)
    known: bool = False
    began: int = 0
    respond_due: int = 0
    due: int = 0
    contacted: int | None = None
    resolved: int | None = None
    ended: int | None = None
    paused_until: int | None = None
    last: int = 0
    calls: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    stood_down: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[int, str, str | None, str]] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    notices: list[tuple[int, str]] = field(default_factory=list)
    worked: bool = False
    passed: list[tuple[int, str, str]] = field(default_factory=list)
    objections: list[tuple[int, str]] = field(default_factory=list)
    to_tell: str | None = None

    @property
    def slice(self) -> tuple[str, ...]:
        return tuple(self.where[name] for name in ("channel", "community", "lane", "duty"))


Event = tuple[str, str, str, str, int, int, int, tuple[str, ...]]


def tell(history: Iterable[Entry]) -> tuple[Told, list[Event]]:
    """A history as a case and what it moved: (entry, case, what, how, sign, when, known, slice)."""
    history = list(history)
    kept: list[Entry] = []
    for entry in history:
        kept = kept[:-1] if entry.act == "undone" else [*kept, entry]
    told = _walk(kept)
    told.last = history[-1].recorded_at
    return told, _events(history)


def _events(history: Iterable[Entry]) -> list[Event]:
    """What every act moved when it was done, and the reverse of those that were undone."""
    done: list[Entry] = []
    made: dict[str, list[Event]] = {}
    events: list[Event] = []
    for entry in history:
        if entry.act == "undone":
            undone = done.pop()
            for event in made[undone.id]:
                reverse = (entry.id, *event[1:4], -event[4], event[5], entry.recorded_at, event[7])
                events.append(reverse)
            continue
        before = _walk(done) if done else None
        done.append(entry)
        after = _walk(done)
        made[entry.id] = list(_moved(before, after, entry))
        events += made[entry.id]
    return events


def _moved(before: Told | None, after: Told, entry: Entry) -> Iterable[Event]:
    def event(what: str, of: Told) -> Event:
        times = (entry.happened_at, entry.recorded_at)
        return (entry.id, entry.case, what, entry.act.value, 1, *times, of.slice)

    if before is None:
        yield event("new", after)
        if not after.open:
            yield event("ended", after)
    elif before.open and not after.open:
        yield event("ended", before)
    elif after.open and not before.open:
        yield event("reopened", after)
    elif before.open and before.slice != after.slice:
        yield event("moved_out", before)
        yield event("moved_in", after)


def _walk(kept: list[Entry]) -> Told:
    told = Told(kept[0].case)
    for entry in kept:
        _step(told, entry)
    return told


def _step(told: Told, entry: Entry) -> None:
    act, body, at = entry.act.value, entry.body, entry.happened_at
    _step_sending(told, entry)
    _step_telling(told, entry)
    if act in ("logged", "settled"):
        told.where = {name: body[name] for name in ("channel", "community", "lane")}
        told.where["duty"] = body["duty"] or ""
        told.known = body["person"] is not None
        told.began = at
        told.contacted = at if act == "settled" or body["channel"] in SPOKEN else None
        if act == "settled":
            told.open, told.state, told.resolved, told.ended = False, "closed", at, at
            told.words.append(at)
    if act in ("logged", "settled", "assigned"):
        told.lead = body["lead"] or ""
    if act == "assigned":
        told.where["duty"] = body["duty"]
        if body["tier"] == "emergency":
            told.paused_until = None
    if act == "amended":
        told.where |= {n: v for n, v in body["fields"].items() if n in told.where}
    if "respond_due" in body:
        told.respond_due = body["respond_due"]
    if "due" in body and act != "whistled":
        told.due = body["due"]
    if act == "contacted":
        told.words.append(at)
        told.contacted = at if told.contacted is None else told.contacted
    if act == "paused":
        told.paused_until = body["until"]
    if act == "resumed":
        told.paused_until = None
    if act == "resolved":
        told.state, told.resolved = "resolved", at
    if act == "called_back":
        told.state = "called_back"
        told.asked.append((at, entry.id, body["solved"], body["satisfied"]))
    if act == "reopened":
        told.open, told.state, told.began = True, "handling", at
        told.contacted = told.resolved = told.ended = told.paused_until = None
    if act in ENDING:
        told.open, told.state, told.ended = False, act, at
        for whistle, _ in told.calls:
            told.stood_down.setdefault(whistle, at)
    _step_whistle(told, entry)


def _step_sending(told: Told, entry: Entry) -> None:
    """Who passed it to whom, what was objected to, and how it was pursued."""
    act, body, at = entry.act.value, entry.body, entry.happened_at
    if act == "assigned":
        taker = body["lead"] if told.worked and told.lead else ""
    else:
        taker = (body["to"] or "") if act in ("referred", "ruled") else ""
    if taker and taker != told.lead:
        told.passed.append((at, told.lead, taker))
    if act == "ruled":
        told.lead = taker or told.lead
        told.objections.append((at, "upheld" if body["upheld"] else "rejected"))
    if act == "objected":
        told.objections.append((at, "objected"))
    if act == "escalated":
        told.notices.append((at, body["rung"]))
    told.worked = told.worked or act not in IDLE


def _step_telling(told: Told, entry: Entry) -> None:
    """Of which act the resident is still to be told."""
    act, body = entry.act.value, entry.body
    if act in ("paused", "extended", "referred", "advised", "reported"):
        told.to_tell = None if body["told"] else act
    if act == "reopened" or (act == "contacted" and body["told"]):
        told.to_tell = None
    if act == "assigned" and body["tier"] == "emergency":
        told.to_tell = None


def _step_whistle(told: Told, entry: Entry) -> None:
    act, body, at = entry.act.value, entry.body, entry.happened_at
    if act == "whistled":
        for call in body["calls"]:
            told.calls[body["whistle"], call["unit"]] = {
                "kind": body["kind"],
                "called": at,
                "due": call["due"],
                "arrived": None,
                "answered": None,
                "score": None,
            }
    named = str(body.get("whistle")), str(body.get("unit"))
    if act == "arrived":
        told.calls[named]["arrived"] = at
    if act == "answered":
        told.calls[named]["answered"] = at
    if act == "rated":
        told.calls[named]["score"] = body["score"]
    if act == "stood_down":
        told.stood_down[body["whistle"]] = at


# --- counting -------------------------------------------------------------------------------------

TABLES: dict[str, Callable[[tuple[str, ...]], str]] = {
    "by_channel": lambda found: found[0],
    "by_community": lambda found: found[1],
    "by_lane": lambda found: found[2],
    "by_group": lambda found: found[3][:2],
    "by_duty": lambda found: found[3],
}
FLOW = ("opening", "new", "reopened", "moved_in", "ended", "moved_out", "closing")


def balance(events: list[Event], period: Period, community: str | None) -> dict[str, Any]:
    """The balance of the whole and of every slice, by summing all that ever moved."""
    counts: Counter[tuple[str, str, str]] = Counter()
    how: Counter[str] = Counter()
    late = set()
    for entry, _, what, act, sign, when, known, where in events:
        if community is not None and where[1] != community:
            continue
        change = -sign if what in ("ended", "moved_out") else sign
        names = [("total", ""), *((table, of(where)) for table, of in TABLES.items())]
        for name in names:
            counts[*name, "opening"] += change if when < period.start else 0
            counts[*name, "closing"] += change if when < period.end else 0
            if period.start <= when < period.end:
                counts[*name, what] += sign
        if period.start <= when < period.end:
            how[act] += sign if what == "ended" else 0
            late |= {entry} if known >= period.end else set()
    slices = sorted({(table, name) for table, name, _ in counts})
    rows = {found: tuple(counts[*found, what] for what in FLOW) for found in slices}
    return {
        "rows": {found: row for found, row in rows.items() if any(row[:-1])},
        "ended_how": {act: count for act, count in sorted(how.items()) if count},
        "late_entries": len(late),
    }


def calls(cases: list[Told], period: Period, now: int) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of the called units and of the kinds of whistle."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for told in cases:
        for (whistle, unit), call in told.calls.items():
            if not period.start <= call["called"] < period.end:
                continue
            if call["arrived"] is not None:
                came = "late" if call["arrived"] > call["due"] else "on_time"
            elif told.stood_down.get(whistle, call["due"] + 1) <= call["due"]:
                came = "released"
            else:
                came = "no_show" if now > call["due"] else "waiting"
            for group in (("units", unit), ("by_kind", call["kind"])):
                groups.setdefault(group, []).append(call | {"came": came})
    return {group: _call_row(found) for group, found in groups.items()}


def _call_row(found: list[dict[str, Any]]) -> dict[str, Any]:
    minutes = [(c["arrived"] - c["called"]) / 60 for c in found if c["arrived"] is not None]
    scores = [c["score"] for c in found if c["score"] is not None]
    came = Counter(c["came"] for c in found)
    return {
        "called": len(found),
        **{name: came[name] for name in ("on_time", "late", "no_show", "released", "waiting")},
        "answered": sum(c["answered"] is not None for c in found),
        "median_minutes": round(median(minutes), 1) if minutes else None,
        "mean_score": round(sum(scores) / len(scores), 1) if scores else None,
    }


def rates(cases: list[Told], period: Period) -> dict[str, tuple[int, int, dict[str, int]]]:
    """Numerator, denominator and what is left out, of each of the three rates."""
    out = {name: [0, 0, Counter()] for name in ("responded", "solved", "satisfied")}
    for told in cases:
        asked = sorted(a for a in told.asked if period.start <= a[0] < period.end)
        for place, (at, _, solved, satisfied) in enumerate(asked):
            reason = "superseded" if place < len(asked) - 1 else ""
            reason = reason or ("off_books" if told.state in ("withdrawn", "merged") else "")
            spoken = told.where["channel"] in SPOKEN or any(word <= at for word in told.words)
            yes = {"responded": spoken, "solved": solved == "yes", "satisfied": satisfied == "yes"}
            for name, row in out.items():
                why = reason or (
                    "unreached" if name != "responded" and satisfied == "unreached" else ""
                )
                row[2][why] += 1  # type: ignore[index]
                if not why:
                    row[0] += yes[name]  # type: ignore[operator]
                    row[1] += 1  # type: ignore[operator]
    return {name: tuple(row) for name, row in out.items()}  # type: ignore[misc]


def clock(cases: list[Told], name: str, period: Period, now: int) -> dict[str, Any]:
    """How a clock was kept whose deadline lies in the period."""
    out: Counter[str] = Counter()
    minutes = []
    for told in cases:
        due = told.respond_due if name == "contact" else told.due
        met = told.contacted if name == "contact" else told.resolved
        if name == "resolve" and met is None:
            met = told.ended
        if not period.start <= due < period.end:
            continue
        if told.state in ("withdrawn", "merged"):
            what = "off_books"
        elif name == "contact" and not told.known and told.where["channel"] != "12345":
            what = "nobody"
        elif met is not None and met <= told.began:
            what = "at_once"
        elif met is None:
            what = "running" if now <= due else "unmet"
        else:
            what = "on_time" if met <= due else "late"
            minutes.append((met - told.began) / 60)
        out[what] += 1
    ordered = sorted(minutes)
    nine = [m for m in ordered if sum(o <= m for o in ordered) >= 0.9 * len(ordered)]
    return dict(out) | {
        "median": round(median(ordered), 1) if ordered else None,
        "p90": round(nine[0], 1) if nine else None,
    }


def attention(cases: list[Told], period: Period, now: int, silent: int) -> dict[str, set[str]]:
    """What wants doing now, and by whom."""
    out: dict[str, set[str]] = {}

    def put(figure: str, told: Told, who: Iterable[str]) -> None:
        out.setdefault(figure, set()).add(told.number)
        for one in who:
            out.setdefault(f"to_act/{one}/{figure}", set()).add(told.number)

    for told in cases:
        busy = told.open and told.resolved is None
        if told.to_tell and (busy or told.to_tell == told.state):
            put("to_tell", told, ())
        if not busy:
            continue
        waits = told.known or told.where["channel"] == "12345"
        if told.contacted is None and told.respond_due < now and waits:
            put("uncontacted", told, ())
        waited = {
            unit
            for (whistle, unit), call in told.calls.items()
            if whistle not in told.stood_down and call["answered"] is None
        }
        who = waited or {told.lead}
        asks = told.where["duty"] != "NS-35"  # thanks are never late
        if asks and told.due < now:
            put("overdue", told, who)
        if asks and max(now, period.end) <= told.due < period.end + 7 * DAY:
            put("due_next_week", told, who)
        paused = told.paused_until is not None and told.paused_until >= now
        if paused:
            put("paused", told, ())
        if told.last < now - silent * DAY and not paused:
            put("silent", told, {told.lead})
    return out


def oldest(cases: list[Told], period: Period, now: int, silent: int) -> dict[str, int]:
    """The first deadline that passed, of everyone who must act on one."""
    found = attention(cases, period, now, silent)
    dues = {told.number: told.due for told in cases}
    late = {name.split("/")[1]: of for name, of in found.items() if name.endswith("/overdue")}
    return {who: min(dues[number] for number in of) for who, of in late.items()}


def whistles(cases: list[Told], period: Period) -> dict[str, list[str]]:
    """The cases on which each kind of whistle was blown, once for each whistle."""
    out: dict[str, list[str]] = {}
    for told in cases:
        blown = {
            whistle: call["kind"]
            for (whistle, _), call in told.calls.items()
            if period.start <= call["called"] < period.end
        }
        for kind in blown.values():
            out.setdefault(kind, []).append(told.number)
    return out


def rungs(cases: list[Told], period: Period) -> dict[str, list[str]]:
    """The cases on which each rung was climbed, once for each notice."""
    out: dict[str, list[str]] = {}
    for told in cases:
        for at, rung in told.notices:
            if period.start <= at < period.end:
                out.setdefault(rung, []).append(told.number)
    return out


def sending(cases: list[Told], period: Period) -> dict[str, list[str]]:
    """The cases that passed from unit to unit, between which two, and what was objected to."""
    out: dict[str, list[str]] = {}
    for told in cases:
        for at, giver, taker in told.passed:
            if period.start <= at < period.end:
                for name in ("hand_overs", f"hand_overs/{giver} {taker}/count"):
                    out.setdefault(name, []).append(told.number)
        for at, what in told.objections:
            if period.start <= at < period.end:
                out.setdefault(what, []).append(told.number)
    return out
