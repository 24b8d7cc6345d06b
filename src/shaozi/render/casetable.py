"""A case as a row of a table for an office, masked like everything that is shown."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from shaozi.case import Case
from shaozi.dutybook import DutyBook
from shaozi.labels import label
from shaozi.render.wire import Shown, case_item
from shaozi.terms import Channel, Satisfied, State, YesNo
from shaozi.words import in_chinese, say
from shaozi.worktime import clock_text

#: Columns in their order, by the names of the JSON; 中文 headings that an import knows again.
_COLUMNS = {
    "number": "案件号",
    "state": "状态",
    "channel": "来源",
    "community": "社区",
    "lane": "街巷",
    "address": "地点",
    "text": "诉求内容",
    "duty": "职责编码",
    "title": "职责",
    "lead": "主责",
    "ref": "外部编号",
    "logged_at": "登记时间",
    "due": "时限",
    "overdue": "是否逾期",
    "outcome": "办理结果",
    "resolved_at": "办结时间",
    "solved": "是否解决",
    "satisfied": "是否满意",
    "ended_at": "结束时间",
    "reopened": "重办次数",
}
_WORDS = {"state": State, "channel": Channel, "solved": YesNo, "satisfied": Satisfied}
_MOMENTS = frozenset({"logged_at", "contacted_at", "due", "resolved_at", "ended_at"})


def titles() -> list[str]:
    """The headings in the reader's language; in English, the names of the JSON."""
    return [say(zh, name) for name, zh in _COLUMNS.items()]


def case_row(shown: Shown, book: DutyBook, now: int, zone: tzinfo) -> list[str]:
    """The case as cells, in the reader's language."""
    item = case_item(shown, book, now, zone)
    item["overdue"] = _late(shown.case, now)
    item["lead"] = book.unit_name(item["lead"]) if item["lead"] else None
    return [_cell(name, item, shown, zone) for name in _COLUMNS]


def answer_row(shown: Shown, book: DutyBook, now: int, zone: tzinfo, asked: list[str]) -> list[str]:
    """What goes back to the system a case came from: in Chinese, as that system is."""
    item = case_item(shown, book, now, zone) | {"overdue": _late(shown.case, now)}
    with in_chinese():
        return [_cell(name, item, shown, zone) for name in asked]


def _late(case: Case, now: int) -> bool:
    """Whether it was resolved after its limit, or is unresolved past it."""
    late = case.resolved_at is not None and case.resolved_at > case.due
    return late or case.overdue(now)


def _cell(name: str, item: Mapping[str, Any], shown: Shown, zone: tzinfo) -> str:
    value = item[name]
    if value is None:
        return ""
    if name in _MOMENTS:
        return clock_text(getattr(shown.case, name), zone)
    if name in _WORDS:
        return label(_WORDS[name](value))
    if isinstance(value, bool):
        return label(YesNo.YES if value else YesNo.NO)
    return str(value)
