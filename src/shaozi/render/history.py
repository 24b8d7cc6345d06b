"""A case's history as a person reads it: a line for each entry, with what was typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from enum import StrEnum
from typing import Any

from shaozi.case import Entry
from shaozi.dutybook import DutyBook
from shaozi.labels import label
from shaozi.privacy import one_line, scrub
from shaozi.render.text import called_back
from shaozi.render.wire import Shown
from shaozi.terms import Act, Channel, Due, Exit, Part, Route, Rung, Trouble, YesNo
from shaozi.words import say
from shaozi.worktime import clock_text

Body = Mapping[str, Any]


#: When, what was done, by whom, and what was typed.
Cells = tuple[str, str, str, str]


def history_lines(
    entries: Sequence[Entry], shown: Shown, book: DutyBook, zone: tzinfo
) -> Iterator[str]:
    """A line for each entry, with what was typed."""
    for cells in history_cells(entries, shown, book, zone):
        yield "  ".join(filter(None, cells))


def history_cells(
    entries: Sequence[Entry], shown: Shown, book: DutyBook, zone: tzinfo
) -> Iterator[Cells]:
    """A case's whole history: an undo names the act that it took back."""
    acts = {entry.id: entry.act for entry in entries}
    for entry in entries:
        undone = acts.get(entry.body.get("undoes", ""))
        yield _cells(entry, undone, shown, book, zone)


def _cells(entry: Entry, undone: Act | None, shown: Shown, book: DutyBook, zone: tzinfo) -> Cells:
    said = [one_line(text) for text in _typed(entry, shown)]
    about = [*_about(entry.body, book)]
    if more := _MORE.get(entry.act):
        about = more(about, entry.body, book, zone)
    late = ""
    if entry.recorded_at != entry.happened_at:
        recorded = clock_text(entry.recorded_at, zone)
        late = say(f"（{recorded} 补录）", f" (recorded {recorded})")
    mark = say("［时钟为设定］", " [clock set]") if entry.clock_set else ""
    actor = book.unit_name(entry.actor) + late + mark
    when = clock_text(entry.happened_at, zone)
    taken_back = [label(undone)] if undone else []
    return when, label(entry.act), actor, "  ".join(filter(None, [*taken_back, *about, *said]))


#: What an entry of any act may name, by its value.
_NAMES = ("duty", "whistle", "other", "meeting", "promise")
_WAYS: tuple[tuple[str, type[StrEnum]], ...] = (("exit", Exit), ("route", Route))
_POINTS = (("cooperation", Part.COOPERATION), ("score", Part.RESULT))


def _about(body: Body, book: DutyBook) -> Iterator[str]:
    yield from (found for name in _NAMES if isinstance(found := body.get(name), str))
    yield from (label(term(body[name])) for name, term in _WAYS if body.get(name))
    for name, part in _POINTS:
        if (points := body.get(name)) is not None:
            yield f"{label(part)} " + say(f"{points} 分", f"{points}")
    if handed := body.get("handover"):
        yield f"{book.unit_name(handed['from'])} → {book.unit_name(handed['to'])}"


def _escalated(about: list[str], body: Body, book: DutyBook, _: tzinfo) -> list[str]:
    late = book.unit_name(body["unit"]), label(Trouble(body["trouble"]))
    return [label(Rung(body["rung"])), *about, *late]


def _objected(about: list[str], body: Body, book: DutyBook, _: tzinfo) -> list[str]:
    return [*about, say("建议由", "suggests ") + book.unit_name(body["suggest"])]


def _ruled(about: list[str], body: Body, book: DutyBook, _: tzinfo) -> list[str]:
    ruling = say("成立", "upheld") if body["upheld"] else say("不成立", "not upheld")
    return [ruling, *about]


def _paused(about: list[str], body: Body, book: DutyBook, zone: tzinfo) -> list[str]:
    until = say("到 ", "until ") + clock_text(body["until"], zone)
    return _extended([*about, until], body, book, zone)


def _extended(about: list[str], body: Body, _: DutyBook, zone: tzinfo) -> list[str]:
    return [*about, say("时限 ", "due ") + clock_text(body["due"], zone)]


def _corrected(about: list[str], body: Body, book: DutyBook, zone: tzinfo) -> list[str]:
    return [*about, book.unit_name(body["unit"]), clock_text(body["arrived_at"], zone)]


def _judged(about: list[str], body: Body, _: DutyBook, __: tzinfo) -> list[str]:
    return [*about, say("属实: ", "well-founded: ") + label(YesNo(body["founded"]))]


def _called_back(about: list[str], body: Body, _: DutyBook, __: tzinfo) -> list[str]:
    return [*about, called_back(body["solved"], body["satisfied"])]


def _contacted(about: list[str], body: Body, _: DutyBook, __: tzinfo) -> list[str]:
    told = say("已告知居民", "resident told") if body.get("told") else ""
    interim = label(Due.INTERIM) if body.get("interim") else ""
    return [*about, *filter(None, (told, interim))]


def _amended(about: list[str], body: Body, _: DutyBook, __: tzinfo) -> list[str]:
    names = {
        "community": say("社区", "community"),
        "lane": say("街巷", "lane"),
        "channel": say("来源", "channel"),
        "ref": say("外部编号", "outside number"),
    }
    fields = {**body["fields"]}
    if "channel" in fields:
        fields["channel"] = label(Channel(fields["channel"]))
    put_right = ((said, fields[name]) for name, said in names.items() if name in fields)
    return [*about, *(f"{said}: {one_line(scrub(value or '–'))}" for said, value in put_right)]


def _recalculated(about: list[str], body: Body, _: DutyBook, zone: tzinfo) -> list[str]:
    return [*about, moved(body["was"], body, zone)]


def _erased(about: list[str], body: Body, _: DutyBook, __: tzinfo) -> list[str]:
    if body["days"]:
        about = [*about, say(f"满 {body['days']} 天", f"{body['days']} days had passed")]
    return [*about, say("全部文字", "all that was typed")] if body["texts"] else about


#: What the entries of certain acts say besides.
_MORE: dict[Act, Callable[[list[str], Body, DutyBook, tzinfo], list[str]]] = {
    Act.ESCALATED: _escalated,
    Act.OBJECTED: _objected,
    Act.RULED: _ruled,
    Act.PAUSED: _paused,
    Act.RESUMED: _extended,
    Act.EXTENDED: _extended,
    Act.ARRIVAL_CORRECTED: _corrected,
    Act.JUDGED: _judged,
    Act.AMENDED: _amended,
    Act.CONTACTED: _contacted,
    Act.CALLED_BACK: _called_back,
    Act.ERASED: _erased,
    Act.RECALCULATED: _recalculated,
}


def moved(was: Body, now: Body, zone: tzinfo) -> str:
    """How a calendar changed a case's deadlines; a guess that held is a change too."""
    names = (("respond_due", say("响应", "respond")), ("due", say("办结", "resolve")))
    held = was["due"] == now["due"] and was["due_known"] != now["due_known"]
    said = say("，", ", ").join(
        f"{said} {_counted(was, name, zone)} → {_counted(now, name, zone)}"
        for name, said in names
        if was[name] != now[name] or (held and name == "due")
    )
    return said or say("单位反馈时限", "when its units are to answer")


def _counted(body: Body, name: str, zone: tzinfo) -> str:
    mark = "" if body["due_known"] else say("约 ", "~ ")
    return mark + clock_text(body[name], zone)


def _typed(entry: Entry, shown: Shown) -> Iterator[str]:
    """Texts and officials an entry cites; the issue itself stands at the top of the case."""
    parts = {**entry.body, **entry.body.get("fields", {})}
    for name, value in parts.items():
        if name in ("issue", "address", "person") and entry.act is not Act.AMENDED:
            continue
        if isinstance(value, dict) and "text" in value:
            person = shown.person(value["text"])
            yield person["name"] if person else (shown.text(value["text"]) or "")
