"""The papers of a whistle: the order that calls the units, and the slip each of them fills in."""

from shaozi import orders
from shaozi.labels import label
from shaozi.papers.forms import Called, Order, Report
from shaozi.papers.record import Record
from shaozi.terms import Attendance, Satisfied, YesNo


def order(record: Record) -> Order:
    """吹哨单; signed and sealed by hand."""
    found, here = _order(record), record.printing
    return Order(
        哨号=found.number,
        案件号=found.case,
        哨种=_kind(record, found),
        级别="社区→街道→部门" if found.to_street else "街道→部门",
        吹哨人=found.whistler,
        审批人=found.approver,
        吹哨时间=here.when(found.whistled_at),
        审批时间=here.when(found.called_at) if found.approver else "",
        网格=" ".join(filter(None, map(record.typed, (found.community, found.lane)))),
        地点=record.place,
        职责=record.duty_name,
        事由=found.matter,
        已采取措施="\n".join(found.tried),
        为何街道解决不了=found.unable,
        法律依据="；".join(found.basis),
        主责部门=here.units([found.lead]),
        配合部门=here.units(found.support),
        要求报到时限="" if found.called_at is None else here.when(found.due),
        报到地点=found.place,
        被叫单位=_calls(record, found),
        退回理由=found.returned,
        会商纪要编号="、".join(found.meetings),
        督办单编号="、".join(found.supervised),
        附件="、".join(found.attached),
        结果=_results(record, found),
        诉求人反馈=label(Satisfied(found.satisfied)) if found.satisfied else "",
        哨属实=label(YesNo(found.founded)) if found.founded else "",
        销哨人="" if found.returned else found.stood_down_by,
        销哨时间="" if found.returned else here.when(found.stood_down_at),
    )


def report(record: Record) -> Report:
    """报到反馈单."""
    found = _order(record)
    return Report(
        哨号=found.number,
        案件号=found.case,
        哨种=_kind(record, found),
        吹哨时间=record.printing.when(found.whistled_at),
        地点=found.place,
        事由=found.matter,
        被叫单位=_calls(record, found),
    )


def _order(record: Record) -> orders.Order:
    assert record.whistle is not None, "the papers of a whistle are asked for by one"
    here = record.printing
    return orders.order_of(
        record.case, record.whistle, record.history, record.kept, here.book, here.now
    )


def _kind(record: Record, found: orders.Order) -> str:
    kinds = record.printing.book.kinds
    return f"{found.kind} {kinds[found.kind].zh}" if found.kind in kinds else found.kind


def _results(record: Record, found: orders.Order) -> str:
    """What each unit said it did, and how the case was settled."""
    name = record.printing.book.unit_name
    said = [f"{name(call.unit)}：{call.answer}" for call in found.calls if call.answer]
    return "\n".join([*said, *filter(None, [found.outcome])])


def _calls(record: Record, found: orders.Order) -> tuple[Called, ...]:
    return tuple(_called(record, call) for call in found.calls)


def _called(record: Record, call: orders.Called) -> Called:
    here = record.printing
    came = call.attendance
    kept = [made.kept_at for made in record.case.promises if made.unit == call.unit]
    return Called(
        单位=here.book.unit_name(call.unit),
        何以被叫=label(call.role),
        依据=call.basis,
        要求报到时限=here.when(call.due),
        签收时间=here.when(call.received_at),
        到场时间=here.when(call.arrived_at),
        到场人=call.arrived_by,
        职务=call.post,
        离场时间=here.when(call.left_at),
        到场情况="" if came is Attendance.WAITING else label(came),
        未到原因="",
        处置意见=call.answer,
        反馈时限=here.when(call.result_due),
        反馈时间=here.when(call.answered_at),
        完成时限=here.when(call.promised),
        完成时间=here.when(max(filter(None, kept), default=None)),
        评分=f"{call.score.total:g}" if call.score else "",
    )
