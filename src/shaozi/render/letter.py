"""The letter that answers an assignment (职责准入复函): plain text, no resident's name in it."""

from collections.abc import Iterator
from datetime import date, tzinfo

from shaozi.dutybook import DutyBook
from shaozi.privacy import nameless, one_line
from shaozi.render.order import draft_stamp
from shaozi.render.text import duty_name
from shaozi.tasks import Task
from shaozi.terms import Fit
from shaozi.words import say
from shaozi.worktime import local_day

#: The street's ground, and the community's, as their articles have it.
_STREET = (
    "《北京市街道办事处条例》第10条：街道职责清单依法律、法规制定，由市里公布，区里可以细化；"
    "未经市、区政府批准，街道不承担部门交办的清单外事项。"
    "第41条：经批准的临时性工作，应当配给人员、经费和技术，并明确要求、标准和流程。",
    "Beijing Sub-district Office Ordinance, art. 10: the list follows the laws, is published by the"
    " city and may be refined by the district; without approval of the city or district government"
    " the street does not take on departments' tasks outside it. Art. 41: approved temporary work"
    " comes with people, money and technique, and with stated requirements, standards and flow.",
)
_COMMUNITY = (
    "《北京市街道办事处条例》第32条：协助政府工作任务清单以外的事项，不得交由居民委员会办理；"
    "不得违反规定要求社区填表报数。",
    "Beijing Sub-district Office Ordinance, art. 32: nothing outside the list of government work"
    " they assist in is passed to a residents' committee, nor are forms and figures demanded of"
    " communities against the rules.",
)


def reply_letter(
    task: Task,
    text: str,
    reason: str,
    answered_at: int,
    book: DutyBook,
    zone: tzinfo,
    street: str = "",
) -> str:
    """The whole letter; it says that it is a draft until the office has adopted a list.

    ``street``: the office that signs it, if it has told its name.
    """
    signed = f"{street}{say('（印章）', ' (seal)')}".strip()
    below = (signed, _day(local_day(answered_at, zone)))
    lines = _lines(task, text, reason, book, zone)
    return "\n".join([*lines, *(f"    {line}" for line in below)]) + "\n"


def _lines(task: Task, text: str, reason: str, book: DutyBook, zone: tzinfo) -> Iterator[str]:
    """All above the signature."""
    sender = _plain(book.unit_name(task.source))
    ref = say(f"（{one_line(task.ref)}）", f" ({one_line(task.ref)})") if task.ref else ""
    received = _day(local_day(task.received_at, zone))
    yield say("职责准入复函", "Reply on a task handed down")
    if book.is_draft:
        yield say(f"【{draft_stamp(book)}】", f"[{draft_stamp(book)}]")
    yield say(f"编号：{task.number}", f"No. {task.number}")
    yield ""
    yield say(f"{sender}：", f"To: {sender}")
    yield ""
    yield say(f"你单位{received}交办事项{ref}收悉：", f"Your task of {received}{ref} was received:")
    yield f"    {_plain(text)}"
    yield say("经与职责清单比对，现答复如下。", "It was compared with the duty list. Our reply:")
    yield ""
    yield say("一、比对结果", "1. What the list says")
    yield f"    {_compared(task, book)}"
    yield f"    {_version(book)}"
    yield say("二、依据", "2. Basis")
    if task.fit is Fit.SUPPORT and task.duty in book.duties:
        basis = say("、", ", ").join(_basis(task, book))
        yield "    " + say(f"{basis}。", f"{basis}.")
    yield f"    {say(*(_COMMUNITY if task.community else _STREET))}"
    yield say("三、理由", "3. Reason")
    yield f"    {_plain(reason)}"
    yield say("四、意见", "4. Answer")
    yield f"    {_answer(task, book)}"
    yield ""


def _plain(text: str) -> str:
    return one_line(nameless(text))


def _day(day: date) -> str:
    return say(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def _item(task: Task, book: DutyBook) -> str:
    return duty_name(book.duties.get(task.duty or ""), task.duty)


def _basis(task: Task, book: DutyBook) -> list[str]:
    duty = book.duties[task.duty or ""]
    return [power.basis for power in duty.power if power.unit == task.lead] or list(duty.basis)


def _version(book: DutyBook) -> str:
    return say(f"清单版本：{book.version}。", f"The list: version {book.version}.")


def _compared(task: Task, book: DutyBook) -> str:
    item, lead = _item(task, book), book.unit_name(task.lead)
    duty = book.duties.get(task.duty or "")
    whom = _plain(task.community) or say("我街道", "the street")
    if task.fit is Fit.SUPPORT:
        return say(
            f"该事项属清单“{item}”，{whom}为配合方，主责在{lead}。",
            f"It falls under “{item}”, in which {whom} supports; the lead is with: {lead}.",
        )
    if duty is None:
        return say("清单内没有该事项。", "The list has no such item.")
    if duty.is_street:
        return say(
            f"该事项属街道清单“{item}”，由{lead}承办，不属社区可承接的事项。",
            f"It falls under the street's “{item}” (lead: {lead}); it is not work that a community"
            " can settle.",
        )
    owner = say(duty.owner, duty.owner_en or duty.owner)
    return say(
        f"清单内没有该事项；按清单所附说明属“{item}”，归口{owner}。",
        f"The list has no such item; by its notes it is “{item}”, whose owner is: {owner}.",
    )


def _answer(task: Task, book: DutyBook) -> str:
    if task.fit is Fit.SUPPORT:
        lead = book.unit_name(task.lead)
        return say(
            f"不作为主责承接，予以退回。请由{lead}主责，我方按清单配合。",
            f"We do not take it on as lead and return it. With {lead} as lead, we support as the"
            " list has it.",
        )
    if task.community:
        return say(
            "不交社区承接，予以退回。确需社区协助的，请按准入程序报批，并配给人员、经费。",
            "It is not passed to the community and is returned. If the community's help is needed,"
            " please have it admitted first, with people and money.",
        )
    return say(
        "我街道不承接，予以退回。确需街道承担的，请报市或区政府批准后另行交办，并按第41条落实保障。",
        "The street does not take it on and returns it. If the street must do it, please obtain the"
        " city's or district's approval first and provide for it by art. 41.",
    )
