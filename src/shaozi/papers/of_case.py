"""The papers of a case: pursued, met about, objected to, deferred, visited, told."""

from collections.abc import Callable

from shaozi.case import Entry
from shaozi.labels import label
from shaozi.papers.forms import (
    Advice,
    Deferral,
    Minutes,
    Objection,
    Resolution,
    Supervised,
    Supervision,
    Visit,
)
from shaozi.papers.record import Record
from shaozi.privacy import order_number
from shaozi.terms import Act, Channel, Route, Rung, State, Trouble

#: Empty lines to write in what a meeting settles.
_LINES = 4
_LAW = "《北京市接诉即办工作条例》"
_STREET_LAW = "《北京市街道办事处条例》"


def supervision(record: Record) -> Supervision:
    """督办通知单 of the newest round; without an order where there was none."""
    orders = [e for e in record.of(Act.ESCALATED) if e.body["rung"] == Rung.SUPERVISE]
    newest = [entry for entry in orders if entry.happened_at == orders[-1].happened_at]
    return Supervision(
        案件号=record.case.number,
        职责=record.duty_name,
        督办事项=record.text(record.case.issue),
        地点=record.place,
        督办单=tuple(_supervised(record, entry) for entry in newest),
    )


def _supervised(record: Record, entry: Entry) -> Supervised:
    here, body = record.printing, entry.body
    step = next(step for step in record.ladder.steps if step.rung is Rung.SUPERVISE)
    return Supervised(
        督办编号=f"{entry.desk}-{entry.number}",
        来源=" ".join(filter(None, (record.case.number, body["whistle"]))),
        承办单位=here.units([to if to in here.book.units else None for to in body["to"]])
        or "社区专员",
        督办缘由=label(Trouble(body["trouble"])),
        原定时限=here.when(body["since"]),
        办理要求=step.ask,
        办理时限="",
        依据="、".join(body["basis"]),
        督办人=entry.actor,
        签发人="",
        签发日期="",
    )


def minutes(record: Record) -> Minutes:
    """会商纪要 of a meeting; before there was one, with what is known to write it in."""
    case, here, held = record.case, record.printing, record.minutes
    called = [call.unit for blown in case.whistles for call in blown.calls]
    agreed = (
        Resolution(matter, here.units([made.unit]), here.when(made.due))
        for made, matter in (zip(held.agreed, held.matters, strict=True) if held else ())
    )
    return Minutes(
        编号=held.number if held else "",
        案件号=case.number,
        会议时间=here.when(held.held_at) if held else "",
        会议地点=held.place if held else "",
        主持人=held.chair if held else "",
        参会单位=here.units(held.units if held else [*called, case.lead]),
        列席单位="",
        议题=held.topic if held else record.text(case.issue),
        办理经过=record.steps(before=held.held_at if held else None),
        讨论要点="",
        议定事项=tuple(agreed) or (Resolution("", "", ""),) * _LINES,
        分歧=held.dissent if held else "",
        记录人=held.recorder if held else "",
        签发人="",
    )


def objection(record: Record) -> Objection:
    """派单异议: what the list says, and whose the matter is by it."""
    case, duty, here = record.case, record.duty, record.printing
    listed = f"清单内，{record.duty_name}，主责{here.units([duty.lead])}" if duty else "待定责"
    owner = duty.owner if duty else ""  # of the street's own duties it is empty
    if owner and duty:
        listed = f"清单内没有该事项，按清单所附说明属“{duty.title}”，归口{owner}"
    raised = record.last(Act.OBJECTED)
    return Objection(
        工单号=order_number(case.ref),
        案件号=case.number,
        登记时间=here.when(case.logged_at),
        诉求内容=record.text(case.issue),
        清单比对=listed,
        异议理由=record.cited(raised, "ground") or record.cited(record.last(Act.REFERRED), "how"),
        依据条款=record.cited(raised, "basis") or ("；".join(duty.basis) if duty else ""),
        建议承办单位=here.units([raised.body["suggest"]]) if raised else owner,
        经办人=here.officer,
    )


def deferral(record: Record) -> Deferral:
    """挂账（延期）申请: of the last that was granted, else to be filled in."""
    case, here = record.case, record.printing
    entry = record.last(Act.PAUSED, Act.EXTENDED)
    marks = [("☑" if entry and entry.act is act else "□") for act in (Act.PAUSED, Act.EXTENDED)]
    return Deferral(
        案件编号=case.number,
        工单号=order_number(case.ref),
        申请类型=f"{marks[0]}挂账　{marks[1]}延期",
        诉求内容=record.text(case.issue),
        承办单位=here.units([case.lead]),
        原定时限=here.when(_due_before(record, entry)),
        理由=record.cited(entry, "reason"),
        拟处置时间=here.when(entry.body.get("until") or entry.body["due"]) if entry else "",
        经办人=entry.actor if entry else here.officer,
        批准人=record.cited(entry, "approver"),
    )


def _due_before(record: Record, deferred: Entry | None) -> int:
    """The deadline that stood before it was deferred."""
    if deferred is None:
        return record.case.due
    earlier = record.history[: record.history.index(deferred)]
    return next(int(e.body["due"]) for e in reversed(earlier) if "due_known" in e.body)


def visit(record: Record) -> Visit:
    """走访记录: what a visit brought to the ledger, and the rest to write in."""
    case, here = record.case, record.printing
    name, phone = record.resident()
    visited = case.channel == Channel.VISIT
    return Visit(
        案件号=case.number,
        走访时间=here.when(case.logged_at) if visited else "",
        走访地点=record.place,
        走访对象=name,
        联系方式=phone,
        走访人员=here.officer,
        记录人=here.officer,
        走访背景="",
        家庭基本情况="",
        实际困难="",
        诉求与建议=record.text(case.issue),
        走访体会="",
        后续工作计划="",
        总结="",
    )


def advice(record: Record) -> Advice:
    """告知书: of what a resident is to be told, by where the case stands."""
    case, here = record.case, record.printing
    about, told, basis = _TOLD.get(case.state, _taken_on)(record)
    deferred = record.last(Act.PAUSED, Act.EXTENDED)
    if case.open and case.to_tell and deferred:
        about, told, basis = _put_off(record, deferred)
    return Advice(
        案件号=case.number,
        称呼=record.resident()[0],
        登记时间=here.when(case.logged_at),
        诉求内容=record.text(case.issue),
        告知事项=about,
        告知内容=told,
        依据=basis,
        承办单位=here.units([case.lead]),
    )


#: What is told, how it went, and on what ground it is told.
_Told = tuple[str, str, str]


def _taken_on(record: Record) -> _Told:
    by = record.printing.when(record.case.due)
    return "受理情况", f"您反映的事项已经登记，拟于 {by} 前办结并向您反馈。", f"{_LAW}第14条"


def _proper_route(record: Record) -> _Told:
    entry = record.last(Act.ADVISED)
    route = entry.body.get("route") if entry else None
    about = record.printing.book.routes[Route(route)].zh if route else "告知正确的办理渠道"
    return about, record.cited(entry, "how"), _ground(entry, f"{_LAW}第11条")


def _handed_on(record: Record) -> _Told:
    entry = record.last(Act.REFERRED)
    to = record.printing.units([entry.body["to"]]) if entry else ""
    said = f"您反映的事项已移送{to}办理。"
    return "移送情况", said, _ground(entry, f"{_STREET_LAW}第17条")


def _reported_up(record: Record) -> _Told:
    said = "您反映的事项已向区人民政府报告。"
    return "报告情况", said, _ground(record.last(Act.REPORTED), f"{_STREET_LAW}第17条")


def _ground(entry: Entry | None, otherwise: str) -> str:
    """The article an entry keeps; older ones did not."""
    return (entry.body.get("basis") if entry else None) or otherwise


def _result(record: Record) -> _Told:
    return "办理结果", record.text(record.case.outcome), f"{_STREET_LAW}第17条"


def _put_off(record: Record, entry: Entry) -> _Told:
    by, why = record.printing.when(entry.body["due"]), record.cited(entry, "reason")
    return f"{label(entry.act)}情况", f"因{why}，办结时限改为 {by}。", f"{_LAW}第15条"


_TOLD: dict[State, Callable[[Record], _Told]] = {
    State.ADVISED: _proper_route,
    State.REFERRED: _handed_on,
    State.REPORTED: _reported_up,
    State.RESOLVED: _result,
    State.CALLED_BACK: _result,
    State.CLOSED: _result,
}
