"""A whistle's order and a meeting's minutes: for a person in lines, for a program as JSON."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Any

from shaozi.dutybook import DutyBook
from shaozi.labels import label
from shaozi.minutes import Minutes
from shaozi.orders import Called, Order
from shaozi.render.order import draft_stamp
from shaozi.render.text import duty_name
from shaozi.render.whistle import score_text
from shaozi.render.wire import score_item
from shaozi.terms import Act, Satisfied, YesNo
from shaozi.words import say
from shaozi.worktime import clock_text, iso


def order_lines(order: Order, book: DutyBook, zone: tzinfo) -> Iterator[str]:
    """The order for a person, the fields that hold something."""
    kind = book.kinds[order.kind].name if order.kind in book.kinds else order.kind
    level = say("社区→街道→部门", "community → street → units")
    direct = say("街道→部门", "street → units")
    yield say(f"{kind}哨单  {order.number}", f"Whistle order, {kind}  {order.number}")
    yield from _facts(
        (say("级别", "level"), level if order.to_street else direct),
        (say("案件", "case"), order.case),
        (label(Act.WHISTLED), f"{clock_text(order.whistled_at, zone)}  {order.whistler}"),
        (label(Act.APPROVED), _approval(order, zone)),
        (label(Act.RETURNED), order.returned),
        (say("社区", "community"), order.community),
        (say("街巷", "lane"), order.lane),
        (say("职责", "duty"), duty_name(book.duties.get(order.duty or ""), order.duty)),
        (say("事由", "matter"), order.matter),
        (say("为何办不了", "why it could not be settled"), order.unable),
        (say("已采取措施", "tried"), say("；", "; ").join(order.tried)),
        (say("法律依据", "legal basis"), say("；", "; ").join(order.basis)),
        (say("主责", "lead"), book.unit_name(order.lead)),
        (say("配合", "support"), _units(order.support, book)),
        (say("报到地点", "report in at"), order.place),
        (_due_title(order), clock_text(order.due, zone)),
    )
    for call in order.calls:
        yield f"  {book.unit_name(call.unit)}  {label(call.role)}  {label(call.attendance)}"
        yield from ("  " + line for line in _facts(*_doings(call, zone)))
    yield from _facts(
        (say("会商纪要", "meetings"), say("、", ", ").join(order.meetings)),
        (say("督办单", "supervision orders"), say("、", ", ").join(order.supervised)),
        (say("附件", "attachments"), say("、", ", ").join(order.attached)),
        (say("结果", "outcome"), order.outcome),
        (say("诉求人反馈", "the resident"), _feedback(order)),
        (label(Act.JUDGED), _founded(order, book)),
        (label(Act.STOOD_DOWN), _ended(order, zone)),
    )
    if book.is_draft:
        yield "  " + draft_stamp(book)


def _facts(*facts: tuple[str, str]) -> Iterator[str]:
    yield from (f"  {name}: {value}" for name, value in facts if value)


def _units(units: Iterable[str], book: DutyBook) -> str:
    return say("、", ", ").join(map(book.unit_name, units))


def _approval(order: Order, zone: tzinfo) -> str:
    if not order.approver or order.called_at is None:
        return ""
    return f"{clock_text(order.called_at, zone)}  {order.approver}"


def _due_title(order: Order) -> str:
    if order.called_at is None:
        return say("街道答复时限", "the street answers by")
    return say("报到时限", "report in by")


def _doings(call: Called, zone: tzinfo) -> Iterator[tuple[str, str]]:
    """What a unit did of its call, in the order in which it does so."""
    yield say("报到时限", "report in by"), clock_text(call.due, zone)
    for act, at in ((Act.RECEIVED, call.received_at), (Act.ARRIVED, call.arrived_at)):
        who = f"  {call.arrived_by} {call.post}".rstrip() if act is Act.ARRIVED else ""
        yield label(act), clock_text(at, zone) + who if at is not None else ""
    yield say("反馈时限", "answer by"), clock_text(call.result_due, zone)
    if call.answered_at is not None:
        yield label(Act.ANSWERED), f"{clock_text(call.answered_at, zone)}  {call.answer}"
    if call.promised is not None:
        yield say("约定完成", "to be done by"), clock_text(call.promised, zone)
    if call.left_at is not None:
        yield label(Act.LEFT), clock_text(call.left_at, zone)
    if call.score is not None:
        yield label(Act.RATED), score_text(call.score)


def _feedback(order: Order) -> str:
    if order.satisfied is None:
        return ""
    solved = say("解决", "solved") + ": " + label(YesNo(order.solved)) if order.solved else ""
    return "  ".join(filter(None, (solved, label(Satisfied(order.satisfied)))))


def _founded(order: Order, book: DutyBook) -> str:
    if order.founded is None:
        return ""
    said = say("属实", "well-founded") if order.founded == YesNo.YES else say("不属实", "unfounded")
    return f"{said}  {book.scores.founded[order.founded]}"


def _ended(order: Order, zone: tzinfo) -> str:
    if order.stood_down_at is None or order.returned:
        return ""
    return f"{clock_text(order.stood_down_at, zone)}  {order.stood_down_by}".rstrip()


def order_item(order: Order, book: DutyBook, zone: tzinfo) -> dict[str, Any]:
    """The order for a program: every field, moments with their offset."""
    item: dict[str, Any] = _plain(order._asdict(), zone)
    item["calls"] = [
        _plain(call._asdict(), zone) | {"score": score_item(call.score)} for call in order.calls
    ]
    return item | {"score_basis": book.scores.basis, "draft": book.is_draft}


def minutes_lines(minutes: Minutes, book: DutyBook, zone: tzinfo) -> Iterator[str]:
    """The minutes for a person."""
    yield minutes.title or say("会商纪要", "Minutes of a joint meeting")
    yield from _facts(
        (say("编号", "number"), minutes.number),
        (say("案件", "case"), minutes.case),
        (say("时间", "held"), clock_text(minutes.held_at, zone)),
        (say("地点", "place"), minutes.place),
        (say("主持人", "chair"), minutes.chair),
        (say("参会单位", "units"), _units(minutes.units, book)),
        (say("议题", "topic"), minutes.topic),
    )
    for made, matter in zip(minutes.agreed, minutes.matters, strict=True):
        state = ""
        if not made.stands:
            state = "  " + (label(Act.KEPT) if made.kept_at else say("已改期", "replaced"))
        by = clock_text(made.due, zone)
        yield f"  {made.number}  {book.unit_name(made.unit)}  {matter}  {by}{state}"
    yield from _facts(
        (say("分歧", "dissent"), minutes.dissent), (say("记录", "recorded by"), minutes.recorder)
    )


def minutes_item(minutes: Minutes, zone: tzinfo) -> dict[str, Any]:
    """The minutes for a program."""
    item: dict[str, Any] = _plain(minutes._asdict(), zone)
    del item["matters"]
    pairs = zip(minutes.agreed, minutes.matters, strict=True)
    agreed = [_plain(made._asdict(), zone) | {"matter": matter} for made, matter in pairs]
    return item | {"agreed": agreed}


def _plain(fields: dict[str, Any], zone: tzinfo) -> dict[str, Any]:
    """Moments, which are told by their names, with their offset; tuples as lists."""
    moments = ("due", "promised", "result_due")
    return {
        name: iso(value, zone)
        if name.endswith("_at") or name in moments
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in fields.items()
    }
