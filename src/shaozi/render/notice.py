"""What a rung of the ladder says: a line, an item, and the notice to print and sign."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from shaozi.desk.ladder import Notice
from shaozi.dutybook import DutyBook
from shaozi.labels import label
from shaozi.ladder import DISTRICT, OFFICER
from shaozi.privacy import one_line
from shaozi.render.order import draft_stamp
from shaozi.render.wire import Shown
from shaozi.words import say
from shaozi.worktime import clock_text, iso, until


def addressee(to: str, book: DutyBook) -> str:
    """Who gets it, in the reader's language."""
    named = {
        DISTRICT: say("区人民政府", "the district government"),
        OFFICER: say("社区专员", "the community officer"),
    }
    return named.get(to) or book.unit_name(to)


def _addressees(notice: Notice, book: DutyBook) -> str:
    return say("、", ", ").join(addressee(to, book) for to in notice.due.to)


def notice_row(notice: Notice, book: DutyBook, now: int) -> tuple[str, ...]:
    """Case, rung, addressee, why, and by how much it is late."""
    late, step = notice.due.late, notice.due.step
    why = [late.whistle or "", book.unit_name(late.unit), label(late.trouble)]
    return (
        notice.case.number,
        label(step.rung),
        _addressees(notice, book),
        " ".join(filter(None, why)),
        until(late.since, now),
    )


def notice_item(
    notice: Notice, shown: Shown, book: DutyBook, now: int, zone: tzinfo
) -> dict[str, Any]:
    """One notice for a program; its text is the masked one, in Chinese."""
    late, step = notice.due.late, notice.due.step
    return {
        "number": notice.number,
        "case": notice.case.number,
        "rung": step.rung.value,
        "trouble": late.trouble.value,
        "whistle": late.whistle,
        "unit": late.unit,
        "to": list(notice.due.to),
        "since": iso(late.since, zone),
        "days_late": (now - late.since) // 86400,
        "title": step.title,
        "signed": step.signed,
        "basis": [cited._asdict() for cited in notice.due.basis],
        "text": notice_text(notice, shown, book, now, zone),
    }


def notice_text(notice: Notice, shown: Shown, book: DutyBook, now: int, zone: tzinfo) -> str:
    """The notice whole: masked, and without a word of who complained."""
    return "\n".join(_lines(notice, shown, book, now, zone)) + "\n"


def _lines(notice: Notice, shown: Shown, book: DutyBook, now: int, zone: tzinfo) -> Iterator[str]:
    case, late, step = notice.case, notice.due.late, notice.due.step
    when, how_late = clock_text(late.since, zone), until(late.since, now)
    yield say(step.title, step.title_en)
    facts = [
        (say("编号", "number"), notice.number),
        (say("日期", "date"), clock_text(now, zone)),
        (say("主送", "to"), _addressees(notice, book)),
        (say("案件", "case"), " ".join(filter(None, (case.number, late.whistle)))),
        (say("职责", "duty"), _duty(notice, book)),
        (say("事项", "issue"), one_line(shown.text(case.issue) or "")),
        (say("地点", "place"), one_line(shown.text(case.address) or "")),
        (say("单位", "unit"), book.unit_name(late.unit)),
        (say("情况", "what is late"), label(late.trouble)),
        (say("应于", "was due"), say(f"{when}（{how_late}）", f"{when} ({how_late})")),
        *((label(rung), clock_text(at, zone)) for rung, at in notice.before),
        (say("要求", "what is asked"), say(step.ask, step.ask_en)),
        (
            say("依据", "basis"),
            say("、", ", ").join(f"{c.law}{c.article}" for c in notice.due.basis),
        ),
        (say("签发", "signed"), say(step.signed, step.signed_en)),
    ]
    yield from (f"{name}: {value}" for name, value in facts if value)
    if book.is_draft:
        yield draft_stamp(book)


def _duty(notice: Notice, book: DutyBook) -> str:
    duty = book.duties.get(notice.case.duty or "")
    return f"{duty.code} {duty.name}" if duty else ""
