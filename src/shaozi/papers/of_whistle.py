"""The papers of a whistle: the order that calls the units, and the slip each of them fills in."""

from shaozi.calls import attendance
from shaozi.case import Call, Whistle
from shaozi.papers.forms import Called, Order, Report
from shaozi.papers.record import Record
from shaozi.terms import Act, Attendance, Role, Rung, Satisfied, label

#: Kinds of unit that are the street's own: calling only them is the community's whistle.
_OWN = frozenset({"department", "enforcement", "centre"})


def order(record: Record) -> Order:
    """吹哨单. Who signed it and what a meeting settled is for the street to write in."""
    blown, case, here = _whistle(record), record.case, record.printing
    opened = next(e for e in record.of(Act.WHISTLED) if e.body["whistle"] == blown.number)
    over = [e for e in record.of(Act.STOOD_DOWN) if e.body["whistle"] == blown.number]
    main = [call.unit for call in blown.calls if call.role == Role.LEAD] or [blown.calls[0].unit]
    return Order(
        哨号=blown.number,
        案件号=case.number,
        哨种=_kind(record),
        级别=_level(record),
        吹哨人=opened.actor,
        审批人="",
        吹哨时间=here.when(blown.whistled_at),
        网格=" ".join(filter(None, map(record.typed, (case.community, case.lane)))),
        地点=record.text(case.address),
        职责=record.duty_name,
        事由=record.text(case.issue),
        已采取措施=record.steps(before=blown.whistled_at),
        为何街道解决不了=record.text(blown.reason),
        法律依据="；".join(
            dict.fromkeys(part for call in blown.calls for part in call.basis.split("；"))
        ),
        主责部门=here.units(main),
        配合部门=here.units([call.unit for call in blown.calls if call.unit not in main]),
        要求报到时限=here.when(blown.due),
        报到地点=record.text(case.address),
        被叫单位=_calls(record),
        会商纪要编号="",
        督办单编号="、".join(_orders(record, blown)),
        结果="\n".join(f"{row.单位}：{row.处置意见}" for row in _calls(record) if row.处置意见),
        诉求人反馈=label(Satisfied(case.satisfied)) if case.satisfied else "",
        销哨人=over[-1].actor if over else "",
        销哨时间=here.when(blown.stood_down_at),
    )


def report(record: Record) -> Report:
    """报到反馈单."""
    blown, case = _whistle(record), record.case
    return Report(
        哨号=blown.number,
        案件号=case.number,
        哨种=_kind(record),
        吹哨时间=record.printing.when(blown.whistled_at),
        地点=record.text(case.address),
        事由=record.text(case.issue),
        被叫单位=_calls(record),
    )


def _whistle(record: Record) -> Whistle:
    assert record.whistle is not None, "the papers of a whistle are asked for by one"
    return record.whistle


def _kind(record: Record) -> str:
    kind = _whistle(record).kind
    kinds = record.printing.book.kinds
    return f"{kind} {kinds[kind].zh}" if kind in kinds else kind


def _level(record: Record) -> str:
    units = record.printing.book.units
    kinds = {units[call.unit].kind for call in _whistle(record).calls if call.unit in units}
    return "社区→街道" if kinds <= _OWN else "街道→部门"


def _orders(record: Record, blown: Whistle) -> list[str]:
    """The numbers of the supervision orders that the whistle led to."""
    return [
        f"{entry.desk}-{entry.number}"
        for entry in record.of(Act.ESCALATED)
        if entry.body["whistle"] == blown.number and entry.body["rung"] == Rung.SUPERVISE
    ]


def _calls(record: Record) -> tuple[Called, ...]:
    return tuple(_called(record, call) for call in _whistle(record).calls)


def _called(record: Record, call: Call) -> Called:
    here = record.printing
    came = attendance(call, here.now, _whistle(record).stood_down_at)
    return Called(
        单位=here.book.unit_name(call.unit),
        何以被叫=label(Role(call.role)),
        依据=call.basis,
        要求报到时限=here.when(call.due),
        签收时间="",
        到场时间=here.when(call.arrived_at),
        到场人=record.official(call.arrived_by),
        职务="",
        到场情况="" if came is Attendance.WAITING else label(came),
        未到原因="",
        处置意见=record.text(call.answer),
        反馈时间=here.when(call.answered_at),
        完成时限="",
        完成时间="",
        评分="" if call.score is None else str(call.score),
    )
