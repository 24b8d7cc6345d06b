"""What each paper holds, under the headings an office knows.

A field's name is the heading printed before it and the placeholder of its template. What the
ledger does not know is left empty, to be written in by hand.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, get_args, get_type_hints

from shaozi.words import say


class Frame(NamedTuple):
    """What stands on every paper."""

    标题: str
    街道: str
    制发日期: str
    草稿: str
    水印: str


class Called(NamedTuple):
    """A unit that a whistle called."""

    单位: str
    何以被叫: str
    依据: str
    要求报到时限: str
    签收时间: str
    到场时间: str
    到场人: str
    职务: str
    离场时间: str
    到场情况: str
    未到原因: str
    处置意见: str
    反馈时限: str
    反馈时间: str
    完成时限: str
    完成时间: str
    评分: str


class Order(NamedTuple):
    """吹哨单: everything one whistle has on record."""

    哨号: str
    案件号: str
    哨种: str
    级别: str
    吹哨人: str
    审批人: str
    吹哨时间: str
    审批时间: str
    网格: str
    地点: str
    职责: str
    事由: str
    已采取措施: str
    为何街道解决不了: str
    法律依据: str
    主责部门: str
    配合部门: str
    要求报到时限: str
    报到地点: str
    被叫单位: tuple[Called, ...]
    退回理由: str
    会商纪要编号: str
    督办单编号: str
    附件: str
    结果: str
    诉求人反馈: str
    哨属实: str
    销哨人: str
    销哨时间: str


class Report(NamedTuple):
    """报到反馈单: what each called unit fills in; a page a unit."""

    哨号: str
    案件号: str
    哨种: str
    吹哨时间: str
    地点: str
    事由: str
    被叫单位: tuple[Called, ...]


class Supervised(NamedTuple):
    """One 督办单 of a case."""

    督办编号: str
    来源: str
    承办单位: str
    督办缘由: str
    原定时限: str
    办理要求: str
    办理时限: str
    依据: str
    督办人: str
    签发人: str
    签发日期: str


class Supervision(NamedTuple):
    """督办通知单, with the slip that comes back; a page a unit."""

    案件号: str
    职责: str
    督办事项: str
    地点: str
    督办单: tuple[Supervised, ...]


class Resolution(NamedTuple):
    """What a meeting settled: the matter, who does it, by when."""

    事项: str
    责任单位: str
    完成时限: str


class Minutes(NamedTuple):
    """会商纪要."""

    编号: str
    案件号: str
    会议时间: str
    会议地点: str
    主持人: str
    参会单位: str
    列席单位: str
    议题: str
    办理经过: str
    讨论要点: str
    议定事项: tuple[Resolution, ...]
    分歧: str
    记录人: str
    签发人: str


class Objection(NamedTuple):
    """派单异议: a work order that belongs to somebody else."""

    工单号: str
    案件号: str
    登记时间: str
    诉求内容: str
    清单比对: str
    异议理由: str
    依据条款: str
    建议承办单位: str
    经办人: str


class Deferral(NamedTuple):
    """挂账（延期）申请."""

    案件编号: str
    工单号: str
    申请类型: str
    诉求内容: str
    承办单位: str
    原定时限: str
    理由: str
    拟处置时间: str
    经办人: str
    批准人: str


class Paragraph(NamedTuple):
    """A paragraph of a letter; of 文字 and 小标题 one is empty."""

    小标题: str
    文字: str


class Reply(NamedTuple):
    """职责准入复函: the letter as it was recorded, paragraph by paragraph."""

    编号: str
    主送: str
    正文: tuple[Paragraph, ...]
    答复日期: str


class Visit(NamedTuple):
    """走访记录: it stays in the street."""

    案件号: str
    走访时间: str
    走访地点: str
    走访对象: str
    联系方式: str
    走访人员: str
    记录人: str
    走访背景: str
    家庭基本情况: str
    实际困难: str
    诉求与建议: str
    走访体会: str
    后续工作计划: str
    总结: str


class Advice(NamedTuple):
    """告知书: what the resident is told of a case."""

    案件号: str
    称呼: str
    登记时间: str
    诉求内容: str
    告知事项: str
    告知内容: str
    依据: str
    承办单位: str


class Paper(NamedTuple):
    """A kind of paper: what it is made from, and whether it leaves the street."""

    kind: str
    title: str
    title_en: str
    about: str  # whistle, meeting, case, task
    form: type[Any]
    leaves: bool

    @property
    def name(self) -> str:
        """The title in the reader's language."""
        return say(self.title, self.title_en)

    @property
    def placeholders(self) -> dict[str, tuple[str, ...]]:
        """What a template may name; with the columns of what has rows."""
        return _fields(Frame) | _fields(self.form)


def _fields(form: type[Any]) -> dict[str, tuple[str, ...]]:
    hints: Mapping[str, Any] = get_type_hints(form)
    return {name: _columns(hint) for name, hint in hints.items()}


def _columns(hint: Any) -> tuple[str, ...]:
    rows = get_args(hint)
    return tuple(rows[0]._fields) if rows else ()


PAPERS = {
    paper.kind: paper
    for paper in (
        Paper("order", "吹哨单", "whistle order", "whistle", Order, True),
        Paper("report", "报到反馈单", "report-in slip", "whistle", Report, True),
        Paper("supervision", "督办通知单", "supervision order", "case", Supervision, True),
        Paper("minutes", "会商纪要", "minutes of a meeting", "meeting", Minutes, True),
        Paper("objection", "派单异议", "objection to a dispatch", "case", Objection, True),
        Paper("deferral", "挂账延期申请", "request to defer", "case", Deferral, True),
        Paper("reply", "职责准入复函", "reply on a task", "task", Reply, True),
        Paper("visit", "走访记录", "record of a visit", "case", Visit, False),
        Paper("advice", "告知书", "notice to the resident", "case", Advice, False),
    )
}
