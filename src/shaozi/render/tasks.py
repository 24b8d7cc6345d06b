"""Assignments for a person and for a program: what the list says, the register, the history."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from shaozi.dutybook import DutyBook
from shaozi.labels import label
from shaozi.privacy import harmless, nameless, one_line, scrub
from shaozi.render.order import draft_stamp
from shaozi.render.tables import Column, show_table
from shaozi.render.text import duty_name
from shaozi.store.tasks import ListedTask
from shaozi.tasks import Task, TaskEntry, next_steps
from shaozi.terms import Fit, TaskState
from shaozi.triage.verdict import Verdict
from shaozi.words import counted, in_chinese, say
from shaozi.worktime import clock_text, iso, local_day


def days_open(task: Task, now: int, zone: tzinfo) -> int:
    """How many days it has lain, or lay until it was answered."""
    until = task.answered_at if task.answered_at is not None else now
    return (local_day(until, zone) - local_day(task.received_at, zone)).days


def received_lines(
    task: Task, verdict: Verdict, book: DutyBook, now: int, zone: tzinfo
) -> Iterator[str]:
    """What the list says of an assignment just received, and the words that decided it."""
    yield f"{task.number}  {label(task.fit)}"
    if task.fit is Fit.UNSURE:
        yield say("  最接近的:", "  nearest:")
        for match in verdict.matches:
            yield f"    {match.confidence:4.0%}  {duty_name(book.duties[match.code])}"
    else:
        yield from _standing(task, book)
        words = say("、", ", ").join(map(one_line, verdict.matches[0].evidence))
        if words:
            yield _line(say("依据词", "words"), words)
    yield from _limits(task, zone)
    yield _line(say("可以", "may"), may(task))
    if book.is_draft:
        yield _line(say("清单", "list"), draft_stamp(book))


def may(task: Task) -> str:
    """What the law lets one do with it, in a sentence."""
    if task.state is not TaskState.RECEIVED:
        return say("已答复", "it is answered")
    if task.fit is Fit.LEAD:
        return say("按清单接受", "accept it, as the list has it")
    if task.fit is Fit.SUPPORT:
        return say(
            "按配合接受；要求当主责的可以退回",
            "accept it as support; decline it where the lead is asked for",
        )
    if task.fit is Fit.UNSURE:
        return say("先定清单上有没有", "first say whether the list has it")
    if task.community:
        return say(
            "退回（《街道办事处条例》第32条）；经准入并有批准文号的可以接受",
            "decline it (Sub-district Ordinance, art. 32); accept it once admitted, with a number",
        )
    return say(
        "退回（《街道办事处条例》第10条）；有市或区政府批准文号的可以接受，并要求人员、经费、技术（第41条）",
        "decline it (Sub-district Ordinance, art. 10); with the city's or district's approval"
        " accept it, and ask for people, money and technique (art. 41)",
    )


def task_lines(
    task: Task, texts: Mapping[str, str], book: DutyBook, now: int, zone: tzinfo
) -> Iterator[str]:
    """A whole assignment, without its history."""
    days = days_open(task, now, zone)
    yield f"{task.number}  {label(task.state)}  " + say(f"{days} 天", counted(days, "day"))
    yield _line(say("事项", "task"), _shown(texts, task.issue))
    yield _line(say("来文单位", "from"), _source(task, book))
    for name, value in (
        (say("文号", "document no."), task.ref),
        (say("交给社区", "community"), scrub(task.community)),
        (say("资源", "resources"), _shown(texts, task.asked)),
        (say("收到", "received"), clock_text(task.received_at, zone)),
    ):
        if value:
            yield _line(name, value)
    yield _line(say("比对", "list"), label(task.fit))
    yield from _standing(task, book)
    yield from _limits(task, zone)
    if task.answered_at is not None:
        yield _line(label(task.state), clock_text(task.answered_at, zone))
    for name, value in (
        (say("理由", "reason"), _shown(texts, task.reason)),
        (say("批准文号", "approval"), task.approval or ""),
        (say("批准机关", "approved by"), _shown(texts, task.approver)),
    ):
        if value:
            yield _line(name, value)


def _source(task: Task, book: DutyBook) -> str:
    return scrub(book.unit_name(task.source))


def _standing(task: Task, book: DutyBook) -> Iterator[str]:
    if task.duty:
        duty = book.duties.get(task.duty)
        streets = task.fit is Fit.OFF and duty is not None and duty.is_street
        note = (
            say("（街道的，不是社区的）", " (the street's, not a community's)") if streets else ""
        )
        yield _line(say("事项编码", "item"), duty_name(duty, task.duty) + note)
    elif task.fit is Fit.OFF:
        yield _line(say("事项编码", "item"), say("清单内没有", "the list has none"))
    if task.lead:
        outside = task.fit is Fit.OFF and not task.community
        name = say("归口", "owner") if outside else say("主责", "lead")
        yield _line(name, book.unit_name(task.lead))


def _limits(task: Task, zone: tzinfo) -> Iterator[str]:
    if task.answer_due is not None:
        yield _line(say("答复时限", "answer by"), clock_text(task.answer_due, zone))
    if task.starts_after is not None:
        yield _line(say("最早开始", "may begin after"), clock_text(task.starts_after, zone))


def _shown(texts: Mapping[str, str], found: str | None) -> str:
    return nameless(texts.get(found, "")) if found else ""


def _line(name: str, value: str) -> str:
    return harmless(f"  {name}: " + "\n    | ".join(value.splitlines()))


def task_entry_line(
    entry: TaskEntry, texts: Mapping[str, str], book: DutyBook, zone: tzinfo
) -> str:
    """One line of the history."""
    about = [str(entry.body[name]) for name in ("duty", "approval") if entry.body.get(name)]
    if "fit" in entry.body:
        about.append(label(Fit(entry.body["fit"])))
    if reason := entry.body.get("reason"):
        about.append(_shown(texts, reason["text"]))
    mark = say("［时钟为设定］", " [clock set]") if entry.clock_set else ""
    line = f"{clock_text(entry.happened_at, zone)}  {label(entry.act)}  {entry.actor}{mark}"
    return one_line("  ".join([line, *about]))


def task_item(
    task: Task, texts: Mapping[str, str], book: DutyBook, now: int, zone: tzinfo
) -> dict[str, Any]:
    """An assignment as JSON, masked."""
    duty = book.duties.get(task.duty or "")
    with in_chinese():
        steps, can, source = next_steps(task), may(task), _source(task, book)
    late = task.answer_due is not None and task.answered_at is None and now > task.answer_due
    return {
        "number": task.number,
        "state": task.state.value,
        "source": task.source if task.source in book.units else None,
        "source_name": source,
        "ref": task.ref or None,
        "community": scrub(task.community) or None,
        "text": _shown(texts, task.issue),
        "asked": _shown(texts, task.asked) or None,
        "fit": task.fit.value,
        "duty": task.duty,
        "title": duty.title if duty else None,
        "lead": task.lead,
        "decided_by": task.decided_by,
        "received_at": iso(task.received_at, zone),
        "recorded_at": iso(task.recorded_at, zone),
        "answer_due": iso(task.answer_due, zone),
        "starts_after": iso(task.starts_after, zone),
        "overdue": late,
        "days_open": days_open(task, now, zone),
        "reason": _shown(texts, task.reason) or None,
        "letter": texts.get(task.letter, "") if task.letter else None,
        "approval": task.approval,
        "approved_by": _shown(texts, task.approver) or None,
        "answered_at": iso(task.answered_at, zone),
        "draft": book.is_draft,
        "may": can,
        "next": steps,
    }


def task_entry_item(entry: TaskEntry, texts: Mapping[str, str], zone: tzinfo) -> dict[str, Any]:
    """One line of the history as JSON, its texts put back in, masked."""
    body = {
        name: _shown(texts, value["text"]) if isinstance(value, Mapping) else value
        for name, value in entry.body.items()
    }
    return {
        "id": entry.id,
        "desk": entry.desk,
        "number": entry.number,
        "act": entry.act.value,
        "happened_at": iso(entry.happened_at, zone),
        "recorded_at": iso(entry.recorded_at, zone),
        "actor": entry.actor,
        "body": body,
        "clock_set": entry.clock_set,
        "digest": entry.digest,
    }


def show_register(found: Sequence[ListedTask], book: DutyBook, now: int, zone: tzinfo) -> None:
    """The register: on a terminal what fits its width, in a pipe all of it."""
    tasks = [one.task for one in found]
    on_screen = sys.stdout.isatty()
    parts: list[tuple[Column, list[str]]] = [
        (Column(say("编号", "number")), [task.number for task in tasks]),
        (
            Column(say("状态", "state")),
            [label(task.state) if on_screen else task.state.value for task in tasks],
        ),
        (
            Column(say("天数", "days"), right=True),
            [str(days_open(task, now, zone)) for task in tasks],
        ),
        (
            Column(say("比对", "list")),
            [label(task.fit) if on_screen else task.fit.value for task in tasks],
        ),
        (Column(say("来文单位", "from"), flexible=True), [_source(task, book) for task in tasks]),
        (Column(say("事项", "task"), flexible=True), [one.text for one in found]),
    ]
    if not on_screen:
        parts += [
            (Column("received"), [iso(task.received_at, zone) or "" for task in tasks]),
            (Column("duty"), [task.duty or "-" for task in tasks]),
            (Column("ref"), [task.ref for task in tasks]),
            (Column("community"), [scrub(task.community) for task in tasks]),
        ]
    columns, cells = zip(*parts, strict=True)
    show_table(columns, list(zip(*cells, strict=True)))
