"""The tables of a period's report, as every form draws them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from shaozi.dutybook import DutyBook
from shaozi.figures.attention import ATTENTION
from shaozi.figures.calls import HANDFUL, CallRow
from shaozi.figures.flows import FLOW, SLICINGS, Flow
from shaozi.figures.report import COMPARED, Past, Report
from shaozi.labels import label
from shaozi.render.names import (
    figure_title,
    kind_title,
    short_period,
    slice_title,
    unit_title,
)
from shaozi.render.section import Field, Kind, Row, Section, text
from shaozi.terms import Act
from shaozi.words import counted, say
from shaozi.worktime import clock_text

#: Cases that a table names beside their count.
NAMED = 20
#: Figures of objections, in their order.
OBJECTED = ("objected", "upheld", "rejected")


def sections(report: Report, book: DutyBook) -> list[Section]:
    """The tables that hold something, in the order in which they are read."""
    titles = {
        "by_channel": say("来源", "channel"),
        "by_community": say("社区", "community"),
        "by_lane": say("街巷", "lane"),
        "by_group": say("职责板块", "group of duties"),
        "by_duty": say("职责", "duty"),
    }
    made = [
        _compared(report),
        _actors(report, book),
        _attention(report),
        _trend(report),
        _flow_section("total", say("收支平衡", "balance"), [report.books.total], book),
        *(
            _flow_section(table, titles[table], flows, book)
            for table, flows in report.books.slices.items()
        ),
        _ended(report),
        _hand_overs(report, book),
        _rates(report),
        _clocks(report),
        _calls("by_kind", say("各种哨", "kinds of whistle"), report.by_kind, book),
        _calls("units", say("吹哨报到", "whistles by unit"), report.units, book),
        _rungs(report),
    ]
    return [section for section in made if section.rows]


def _compared(report: Report) -> Section:
    """This period beside the one before and the same of the year before."""
    pasts = {"last": report.last, "year_ago": report.year_ago}
    fields = [text("figure", say("指标", "figure")), Field("now", short_period(report.period))]
    for name, past in pasts.items():
        if past:
            change = Field(f"{name}_change", say("变化", "change"), Kind.CHANGE)
            fields += [Field(name, short_period(past.period)), change]
    rows = []
    for figure in COMPARED:
        cells: list[Any] = [_of_how_many(report, figure), report.figures[figure]]
        for past in filter(None, pasts.values()):
            cells += [past.figures.get(figure), _change(report, past, figure)]
        kind = Kind.SHARE if figure.endswith("_share") else Kind.COUNT
        rows.append(Row(figure, tuple(cells), kind))
    title = say("与上期、去年同期相比", "compared")
    return Section("compared", title, tuple(fields), rows, note="".join(_no_past(report)))


def _of_how_many(report: Report, figure: str) -> str:
    """A figure's title; a share's with how many it is of now, if of any."""
    name, sample = figure_title(figure), report.samples.get(figure)
    return say(f"{name}（共 {sample}）", f"{name} (of {sample})") if sample else name


def _change(report: Report, past: Past, figure: str) -> float | None:
    """More or less than then; a share of a handful, now or then, is not compared."""
    now, then = report.figures[figure], past.figures.get(figure)
    few = min(one.samples.get(figure, HANDFUL) for one in (report, past)) < HANDFUL
    return None if now is None or then is None or few else now - then


def _no_past(report: Report) -> Iterator[str]:
    """What cannot be compared, and where the calendar makes the comparison lame."""
    pasts = [past for past in (report.last, report.year_ago) if past]
    if pasts and any(0 < sample < HANDFUL for sample in report.samples.values()):
        yield say(f"不足 {HANDFUL} 件的比率不作比较。", f"Under {HANDFUL}: not compared. ")
    if report.last is None:
        yield say(
            "没有上期: 台账从本期开始。", "There is no period before: the ledger begins here. "
        )
    if report.year_ago is None:
        yield say(
            "没有去年同期: 台账没有那么早，或去年没有这一期。",
            "There is no such period a year before in the ledger. ",
        )
    for past in pasts:
        if past.working_days != report.working_days:
            yield say(
                f"工作日: 本期 {report.working_days} 天，"
                f"{past.period.name} {past.working_days} 天。",
                f"Working days: {report.working_days}, in {past.period.name} {past.working_days}. ",
            )


def _flow_section(table: str, title: str, flows: list[Flow], book: DutyBook) -> Section:
    sliced = table in SLICINGS
    fields = [Field(figure, figure_title(figure)) for figure in FLOW]
    if sliced:
        fields.insert(0, text("slice", title, flexible=True))
    rows = [
        Row(
            flow.slice if sliced else "",
            ((slice_title(table, flow.slice, book),) if sliced else ())
            + tuple(flow.figures.values()),
        )
        for flow in flows
    ]
    return Section(table, title, tuple(fields), rows, bars="new" if sliced else "")


def _ended(report: Report) -> Section:
    fields = (text("how", say("怎么退出的", "how")), Field("ended", say("件", "cases")))
    rows = [Row(how, (label(Act(how)), n)) for how, n in report.books.ended_how.items()]
    return Section("ended_how", figure_title("ended"), fields, rows)


#: The fields of a table of calls after its name, and what each holds.
_CALLS = {
    "called": Kind.COUNT,
    "on_time": Kind.COUNT,
    "late": Kind.COUNT,
    "no_show": Kind.COUNT,
    "released": Kind.COUNT,
    "waiting": Kind.COUNT,
    "on_time_share": Kind.SHARE,
    "median_minutes": Kind.MINUTES,
    "answered": Kind.COUNT,
    "mean_score": Kind.SCORE,
}


def _calls(table: str, title: str, found: list[CallRow], book: DutyBook) -> Section:
    units = table == "units"
    named = unit_title if units else kind_title
    head = say("单位", "unit") if units else say("哨种", "kind")
    fields = (
        text("name", head, flexible=True),
        *(Field(name, figure_title(name), kind) for name, kind in _CALLS.items()),
    )
    rows = [
        Row(row.name, (named(row.name, book), *(_cell(row, name) for name in _CALLS)))
        for row in found
    ]
    return Section(table, title, fields, rows, note=_few(), bars="called" if units else "")


def _rungs(report: Report) -> Section:
    """The rungs climbed; an empty table, which is left out, where none was."""
    fields = (text("rung", say("督促", "rung")), Field("notices", figure_title("notices")))
    rows = [Row(rung, (label(rung), len(cases))) for rung, cases in report.rungs.items()]
    climbed = any(report.rungs.values())
    return Section("rungs", say("督促", "pursued"), fields, rows if climbed else [])


def _cell(row: CallRow, name: str) -> Any:
    """A share of a handful of calls says nothing; its counts do."""
    if name == "on_time_share" and row.called < HANDFUL:
        return None
    return getattr(row, name)


def _few() -> str:
    return say(
        f"按名称排列，不排名；不足 {HANDFUL} 次的不算按时率。",
        f"By name, no ranking; no share of fewer than {HANDFUL} calls.",
    )


def _rates(report: Report) -> Section:
    reasons = list(dict.fromkeys(why for rate in report.rates for why in rate.excluded))
    fields = (
        text("rate", say("三率", "rate")),
        Field("share", figure_title("share"), Kind.SHARE),
        *(Field(name, figure_title(name)) for name in ("numerator", "denominator", *reasons)),
    )
    rows = [
        Row(
            rate.name,
            (
                figure_title(f"{rate.name}_share"),
                *(rate.share, rate.numerator, rate.denominator),
                *(rate.excluded.get(reason) for reason in reasons),
            ),
        )
        for rate in report.rates
        if report.called_back
    ]
    return Section("rates", say("三率", "the three rates"), fields, rows, note=_score(report))


def _score(report: Report) -> str:
    left_out = say(
        "分母之后各列是不计入的回访。", "The columns after the denominator count what is left out."
    )
    if report.score is None:
        return left_out
    weights = "/".join(map(str, report.choices.weights))
    return left_out + say(
        f"加权分 {report.score:.2f}（本街道自定权重 {weights}，不是官方口径）。",
        f" Weighted score {report.score:.2f} (the office's own weights {weights}, not official).",
    )


def _clocks(report: Report) -> Section:
    reasons = list(dict.fromkeys(why for row in report.clocks for why in row.excluded))
    counts = ("due", "on_time", "late", "unmet")
    titles = {"on_time": say("按时", "on time"), "late": say("超时", "late")}
    fields = (
        text("clock", say("时限", "clock")),
        *(Field(name, titles.get(name) or figure_title(name)) for name in counts),
        Field("on_time_share", figure_title("on_time_share"), Kind.SHARE),
        *(
            Field(name, figure_title(name), Kind.MINUTES)
            for name in ("median_minutes", "p90_minutes")
        ),
        *(Field(reason, figure_title(reason)) for reason in reasons),
    )
    rows = [
        Row(
            row.clock,
            (
                figure_title(row.clock),
                *(row.due, row.on_time, row.late, row.unmet),
                *(row.on_time_share, row.median_minutes, row.p90_minutes),
                *(row.excluded.get(reason) for reason in reasons),
            ),
        )
        for row in report.clocks
        if row.due or any(row.excluded.values())
    ]
    note = say(
        "时限落在本期的案件；末几列是不计入的。",
        "Cases whose deadline lies in the period; the last columns count what is left out.",
    )
    return Section("clocks", say("时限", "clocks"), fields, rows, note=note)


def _actors(report: Report, book: DutyBook) -> Section:
    counts = ("overdue", "due_next_week", "silent")
    fields = (
        text("who", say("该谁办", "who must act"), flexible=True),
        *(Field(name, figure_title(name), alarm=name == "overdue") for name in counts),
        text("oldest", figure_title("oldest")),
    )
    rows = [
        Row(
            actor.who,
            (
                unit_title(actor.who, book),
                *(actor.overdue, actor.due_next_week, actor.silent),
                None if actor.oldest is None else clock_text(actor.oldest),
            ),
        )
        for actor in report.actors
    ]
    return Section("to_act", say("找谁", "who must act"), fields, rows, bars="overdue")


def _hand_overs(report: Report, book: DutyBook) -> Section:
    """What passed from unit to unit, a line for each two."""
    passed = Counter((one.giver, one.taker) for one in report.dispatch.hand_overs)
    fields = (
        text("giver", say("从", "from"), flexible=True),
        text("taker", say("转给", "to"), flexible=True),
        Field("count", say("件", "cases")),
    )
    rows = [
        Row(f"{giver} {taker}", (unit_title(giver, book), unit_title(taker, book), count))
        for (giver, taker), count in sorted(passed.items())
    ]
    return Section("hand_overs", figure_title("hand_overs"), fields, rows)


def _attention(report: Report) -> Section:
    names = ("called_back", "unreached", *OBJECTED, *ATTENTION, "late_entries")
    fields = (
        text("figure", say("指标", "figure")),
        Field("count", say("件", "cases")),
        text("which", say("案件", "which"), flexible=True),
    )
    rows = []
    for name in names:
        cases = report.cases.get(name, [])
        count = report.books.late_entries if name == "late_entries" else len(cases)
        shown = say("、", ", ").join(cases[:NAMED]) + ("…" if len(cases) > NAMED else "")
        rows.append(Row(name, (figure_title(name), count, shown)))
    days = report.choices.silent_days
    note = say(
        f"久无动静: 在办案件 {days} 天没有任何记录（{days} 天由设置 silent_days 定，不是法定）。",
        f"Silent: open, nothing recorded for {counted(days, 'day')} "
        "(setting silent_days; no law says so).",
    )
    return Section("attention", say("要紧的", "to attend to"), fields, rows, note=note)


def _trend(report: Report) -> Section:
    fields = (
        text("period", say("期", "period")),
        Field("new", figure_title("new")),
        Field("ended", figure_title("ended")),
    )
    rows = [Row(point.name, tuple(point)) for point in report.trend]
    return Section("trend", say("走势", "trend"), fields, rows, bars="new")
