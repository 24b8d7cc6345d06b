"""The ledger of what residents told, as a section: the headings an office keeps it under."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from shaozi.dutybook import DutyBook
from shaozi.figures.ledger import Line
from shaozi.figures.period import Period
from shaozi.labels import label
from shaozi.privacy import scrub
from shaozi.render.names import duty_title, period_title, slice_title
from shaozi.render.order import draft_stamp
from shaozi.render.printout import Printout
from shaozi.render.section import Field, Row, Section, text
from shaozi.terms import Satisfied, Solved, State, YesNo
from shaozi.words import counted, say
from shaozi.worktime import clock_text


def ledger_printout(
    found: Sequence[Line], period: Period, book: DutyBook, zone: tzinfo
) -> Printout:
    """The cases of a period as a report."""
    section = ledger_section(found, book, zone)
    names = [field.name for field in section.fields]
    items = [dict(zip(names, row.cells, strict=True)) for row in section.rows]
    count = say(f"{len(found)} 件", counted(len(found), "case"))
    return Printout(
        schema="ledger",
        title=f"{section.title}  {period_title(period)}",
        lines=(count, *filter(None, [draft_stamp(book)])),
        sections=[section],
        item={
            "period": period.name,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "count": len(items),
            "items": items,
        },
    )


def ledger_section(found: Iterable[Line], book: DutyBook, zone: tzinfo) -> Section:
    """A row for each case, named by its number."""
    all_fields = (
        Field("place", say("序号", "no.")),
        text("number", say("案件号", "case")),
        text("logged_at", say("日期", "date")),
        text("channel", say("来源", "channel")),
        text("community", say("社区", "community"), flexible=True),
        text("address", say("地址", "address"), flexible=True),
        text("person", say("反映人", "resident")),
        text("phone", say("联系方式", "phone")),
        text("duty", say("事项编码", "duty"), flexible=True),
        text("text", say("内容摘要", "issue"), flexible=True),
        text("community_can", say("社区可办", "community can")),
        text("lead", say("承办", "lead"), flexible=True),
        text("due", say("时限", "due")),
        text("resolved_at", say("办结日期", "resolved")),
        text("outcome", say("结果", "outcome"), flexible=True),
        text("solved", say("反馈情况", "call-back")),
        text("satisfied", say("是否满意", "satisfied")),
        text("state", say("备注", "note"), flexible=True),
    )
    fields = tuple(field._replace(on_screen=field.name in _ON_SCREEN) for field in all_fields)
    rows = [
        Row(line.case.number, (place, *_cells(line, book, zone)))
        for place, line in enumerate(found, 1)
    ]
    return Section("ledger", say("民情台账", "ledger"), fields, rows)


#: What a terminal has room for.
_ON_SCREEN = ("number", "logged_at", "community", "duty", "text", "state")


def _cells(line: Line, book: DutyBook, zone: tzinfo) -> tuple[str, ...]:
    case = line.case
    duty = book.duties.get(case.duty or "")
    can = "" if duty is None else _yes(duty.community_can_resolve)
    return (
        case.number,
        clock_text(case.logged_at, zone),
        slice_title("by_channel", case.channel, book),
        scrub(case.community),
        " ".join(filter(None, (scrub(case.lane), line.address))),
        line.name,
        line.phone,
        duty_title(case.duty or "", book),
        line.text,
        can,
        book.unit_name(case.lead),
        clock_text(case.due, zone),
        clock_text(case.resolved_at, zone) if case.resolved_at is not None else "",
        line.outcome,
        label(Solved(case.solved)) if case.solved else "",
        label(Satisfied(case.satisfied)) if case.satisfied else "",
        _note(line),
    )


def _yes(holds: bool) -> str:
    return label(YesNo.YES if holds else YesNo.NO)


def _note(line: Line) -> str:
    case = line.case
    again = say(f"重办 {case.reopened} 次", f"reopened {case.reopened}×") if case.reopened else ""
    ref = say(f"外部编号 {case.ref}", f"outside no. {case.ref}") if case.ref else ""
    return say("，", ", ").join(filter(None, (label(State(case.state)), again, ref)))
