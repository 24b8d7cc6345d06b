"""One case as a report of its own (专报): what is known of it, who was called, the timeline."""

from collections.abc import Sequence
from datetime import tzinfo

from shaozi.calls import attendance
from shaozi.case import Entry
from shaozi.dutybook import DutyBook
from shaozi.labels import label
from shaozi.privacy import harmless
from shaozi.render.history import history_cells
from shaozi.render.names import kind_title
from shaozi.render.order import draft_stamp
from shaozi.render.printout import Printout
from shaozi.render.section import Field, Kind, Row, Section, text
from shaozi.render.text import case_facts
from shaozi.render.wire import Shown, case_item, entry_item
from shaozi.words import say
from shaozi.worktime import clock_text


def dossier(
    shown: Shown, history: Sequence[Entry], book: DutyBook, now: int, zone: tzinfo
) -> Printout:
    """A case, masked, ready for any form."""
    case = shown.case
    item = case_item(shown, book, now, zone)
    item["history"] = [entry_item(entry, shown, zone) for entry in history]
    at = clock_text(now, zone)
    return Printout(
        schema="case",
        title=say(f"专报  {case.number}", f"Case report  {case.number}"),
        lines=(
            say(f"{label(case.state)}；数据截至 {at}", f"{label(case.state)}; as known at {at}"),
            *filter(None, [draft_stamp(book)]),
        ),
        sections=[
            section
            for section in (
                _facts(shown, book, now, zone),
                _calls(shown, book, now, zone),
                _timeline(shown, history, book, zone),
            )
            if section.rows
        ],
        item=item,
    )


def _facts(shown: Shown, book: DutyBook, now: int, zone: tzinfo) -> Section:
    fields = (text("what", say("项目", "what")), text("fact", say("内容", "fact"), flexible=True))
    rows = [Row(name, (name, value)) for name, value in case_facts(shown, book, now, zone) if value]
    return Section("facts", say("基本情况", "the case"), fields, rows)


def _calls(shown: Shown, book: DutyBook, now: int, zone: tzinfo) -> Section:
    fields = (
        text("whistle", say("哨号", "whistle")),
        text("kind", say("哨种", "kind")),
        text("unit", say("单位", "unit"), flexible=True),
        text("called_at", say("呼叫", "called")),
        text("due", say("报到时限", "due")),
        text("came", say("报到", "came")),
        text("arrived_at", say("到场", "arrived")),
        text("answer", say("反馈", "answer"), flexible=True),
        Field("score", say("评分", "score"), Kind.SCORE),
    )
    rows = []
    for whistle in shown.case.whistles:
        for call in whistle.calls:
            came = attendance(call, now, whistle.stood_down_at)
            arrived = call.arrived_at
            cells = (
                *(whistle.number, kind_title(whistle.kind, book), book.unit_name(call.unit)),
                *(clock_text(call.called_at, zone), clock_text(call.due, zone), label(came)),
                None if arrived is None else clock_text(arrived, zone),
                harmless(shown.text(call.answer) or ""),
                call.score,
            )
            rows.append(Row(f"{whistle.number} {call.unit}", cells))
    return Section("calls", say("吹哨报到", "whistles"), fields, rows)


def _timeline(shown: Shown, history: Sequence[Entry], book: DutyBook, zone: tzinfo) -> Section:
    fields = (
        text("when", say("时间", "when")),
        text("act", say("事项", "act")),
        text("who", say("经办", "who")),
        text("what", say("内容", "what"), flexible=True),
    )
    told = history_cells(history, shown, book, zone)
    rows = [Row(entry.id, cells) for entry, cells in zip(history, told, strict=True)]
    return Section("timeline", say("办理经过", "timeline"), fields, rows)
