"""The weekly report: one value in; tables for people, JSON for programs."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from shaozi.duties import DutyBook
from shaozi.figures.week import FIGURES, Flow, Week
from shaozi.render.order import draft_stamp
from shaozi.render.tables import Column
from shaozi.terms import Act, Channel, label
from shaozi.words import say
from shaozi.worktime import iso


class Section(NamedTuple):
    """A part of the report: its name for programs, its title and table for people."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]


_FLOW = ("opening", "new", "reopened", "moved_in", "ended", "moved_out", "closing")


def figure_title(name: str) -> str:
    """A figure's name as people read it."""
    return {
        "opening": say("期初在办", "opening"),
        "new": say("新增", "new"),
        "reopened": say("重办", "reopened"),
        "moved_in": say("转入", "moved in"),
        "ended": say("办结退出", "ended"),
        "moved_out": say("转出", "moved out"),
        "closing": say("期末在办", "closing"),
        "late_entries": say("补录", "recorded after the week"),
        "whistled": say("吹哨", "whistled"),
        "on_time": say("按时报到", "came on time"),
        "late": say("迟到", "came late"),
        "no_show": say("未报到", "did not come"),
        "waiting": say("待报到", "waiting"),
        "answered": say("已反馈", "answered"),
        "called_back": say("已回访", "called back"),
        "solved": say("已解决", "solved"),
        "satisfied": say("满意", "satisfied"),
        "unreached": say("未联系上", "not reached"),
        "overdue": say("现已逾期", "overdue now"),
        "due_next_week": say("下周到期", "due next week"),
        "uncontacted": say("首次联系逾期", "first contact overdue"),
        "paused": say("挂账中（不计逾期）", "paused (not overdue)"),
    }[name]


def heading(week: Week, book: DutyBook) -> Iterator[str]:
    """What stands above the figures: which week, and what must be known to read them."""
    name = say(f"周报 {week.period.name}", f"Weekly report {week.period.name}")
    yield f"{name}  {week.period.first} – {week.period.last}" + (
        f"  {week.community}" if week.community else ""
    )
    if book.is_draft:
        yield draft_stamp(book)
    if week.clock_set:
        yield say(
            f"含 {week.clock_set} 条用设定时钟写入的记录（演示）",
            f"{week.clock_set} entries were written with a set clock (a demonstration)",
        )


def sections(week: Week, book: DutyBook) -> Iterator[Section]:
    """The tables that hold something."""
    yield _flow_section("total", say("收支平衡", "balance"), "", [week.total], lambda _: "")
    slices = (
        ("by_channel", say("来源", "channel"), week.by_channel, _channel),
        ("by_community", say("社区", "community"), week.by_community, _community),
        ("by_duty", say("职责", "duty"), week.by_duty, lambda code: _duty(code, book)),
    )
    for name, title, flows, named in slices:
        if flows:
            yield _flow_section(name, title, title, flows, named)
    if week.ended_how:
        rows = [(label(Act(how)), count) for how, count in week.ended_how.items()]
        columns = (Column(say("怎么退出的", "how")), Column(say("件", "cases"), right=True))
        yield Section("ended_how", say("办结退出", "ended"), columns, rows)
    if week.units:
        yield _units(week, book)
    yield _calls(week)


def _flow_section(name: str, title: str, head: str, flows: list[Flow], named: Any) -> Section:
    columns = [Column(head, flexible=True)] if head else []
    columns += [Column(figure_title(figure), right=True) for figure in _FLOW]
    rows = [
        ((named(flow.slice),) if head else ()) + tuple(getattr(flow, figure) for figure in _FLOW)
        for flow in flows
    ]
    return Section(name, title, tuple(columns), rows)


def _channel(value: str) -> str:
    return label(Channel(value)) if value in set(Channel) else value


def _community(value: str) -> str:
    return value or say("（未填）", "(not given)")


def _duty(code: str, book: DutyBook) -> str:
    duty = book.duties.get(code)
    return f"{code} {duty.name}" if duty else code or say("待定责", "undecided")


def _units(week: Week, book: DutyBook) -> Section:
    titles = (
        say("呼叫", "called"),
        say("按时", "on time"),
        say("迟到", "late"),
        say("未到", "no show"),
        say("待到", "waiting"),
        say("报到中位分钟", "median min"),
        say("反馈", "answered"),
        say("均分", "score"),
    )
    columns = (
        Column(say("单位", "unit"), flexible=True),
        *(Column(title, right=True) for title in titles),
    )
    rows = [
        (book.unit_name(row.unit), *("–" if cell is None else cell for cell in row[1:]))
        for row in week.units
    ]
    return Section("units", say("吹哨报到", "whistles"), columns, rows)


def _calls(week: Week) -> Section:
    names = FIGURES[FIGURES.index("called_back") :]
    rows: list[tuple[Any, ...]] = [
        (figure_title(name), len(week.cases[name]), say("、", ", ").join(week.cases[name]))
        for name in names
    ]
    rows.append((figure_title("late_entries"), week.late_entries, ""))
    columns = (
        Column(say("指标", "figure")),
        Column(say("件", "cases"), right=True),
        Column(say("案件", "which"), flexible=True),
    )
    return Section("attention", say("要紧的", "to attend to"), columns, rows)


def week_item(week: Week, book: DutyBook) -> dict[str, Any]:
    """The report as JSON."""

    def flow(found: Flow) -> dict[str, Any]:
        return {"slice": found.slice} | {name: getattr(found, name) for name in _FLOW}

    return {
        "week": week.period.name,
        "from": week.period.first.isoformat(),
        "to": week.period.last.isoformat(),
        "known": iso(week.known),
        "community": week.community,
        "draft": book.is_draft,
        "list_version": book.version,
        "clock_set": week.clock_set,
        "total": flow(week.total),
        "by_channel": [flow(found) for found in week.by_channel],
        "by_community": [flow(found) for found in week.by_community],
        "by_duty": [flow(found) for found in week.by_duty],
        "ended_how": week.ended_how,
        "whistles": week.whistles,
        "units": [row._asdict() for row in week.units],
        "late_entries": week.late_entries,
        "cases": week.cases,
    }
