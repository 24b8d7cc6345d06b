"""District assignments: checked against the list, declined by letter, accepted, registered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import (
    ask,
    at_desk,
    dry_run_hint,
    kept,
    moment_of,
    next_hint,
    put_file,
    put_item,
    put_list,
    said,
    talk,
)
from shaozi.commands.late import options, typer
from shaozi.terms import Fit, TaskState
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.desk.base import Desk
    from shaozi.tasks import Task

_NAME = say("单位", "UNIT")


def receive(
    text: Annotated[
        str, typer.Argument(metavar=say("内容", "TEXT"), help=say("要求做什么", "what is asked"))
    ],
    source: Annotated[
        str | None,
        typer.Option("--from", metavar=_NAME, help=say("交办单位", "who hands it down")),
    ] = None,
    ref: Annotated[str, typer.Option("--ref", help=say("来文文号", "document number"))] = "",
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar=say("日期", "DATE"),
            help=say("收文日期，不写就是现在", "day it was received; now if left out"),
        ),
    ] = None,
    asked: Annotated[
        str | None,
        typer.Option(
            "--asked",
            help=say("随附或要求的人员、经费、技术", "people, money, technique given or asked for"),
        ),
    ] = None,
    community: Annotated[
        str,
        typer.Option(
            "--community", help=say("交给哪个社区办", "the community it is passed down to")
        ),
    ] = "",
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Write a district assignment down and check it against the list."""
    from shaozi.config import settings
    from shaozi.desk import tasks as acts
    from shaozi.render.tasks import received_lines
    from shaozi.render.wire import verdict_item

    with kept(text, asked), at_desk(write=True, dry_run=dry_run) as desk:
        source = ask(source, say("交办单位", "who hands it down"), "--from", no_input=no_input)
        given = acts.Assignment(text, source, ref, asked, community, moment_of(desk, date))
        found = acts.receive(desk, given, settings().community_admission)
        if as_json:
            item = _item(desk, found.task)
            put_item("task", item | {"verdict": verdict_item(found.verdict)})
            return
        said(received_lines(found.task, found.verdict, desk.book, desk.now, desk.zone))
        if not found.days_known:
            talk(
                say(
                    "该年放假安排未知，时限按周末推算",
                    "holidays of that year unknown: days counted by weekdays only",
                )
            )
        _then(desk, found.task)


def assign(
    task: options.TaskArg,
    code: Annotated[
        str,
        typer.Argument(
            metavar=say("编码", "CODE"),
            help=say("职责编码；清单上没有就写 none", "duty code; none if the list has no such"),
        ),
    ],
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Say which item of the list an assignment falls under."""
    from shaozi.desk import tasks as acts

    with at_desk(write=True, dry_run=dry_run) as desk:
        _show(desk, acts.assign(desk, task, code), as_json=as_json)


def decline(
    task: options.TaskArg,
    reason: Annotated[
        str | None, typer.Option("--reason", help=say("为什么退回", "why it is sent back"))
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar=say("文件", "FILE"), help=say("写到文件", "write to a file")
        ),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Send an assignment back; prints the letter of reply."""
    from shaozi.config import settings
    from shaozi.desk import tasks as acts
    from shaozi.errors.ledger import FileExists
    from shaozi.render.letter import reply_letter
    from shaozi.store import tasks as books

    reason = ask(reason, say("为什么退回", "why it is sent back"), "--reason", no_input=no_input)
    with kept(reason) as typed, at_desk(write=True, dry_run=dry_run) as desk:
        why, zone, street = reason, desk.zone, settings().street

        def letter(found: Task, text: str, moment: int) -> str:
            return reply_letter(found, text, why, moment, desk.book, zone, street)

        with desk.store.writing():
            after = acts.decline(desk, task, reason, letter, moment_of(desk, happened))
            written = books.texts(desk.store, after.number)[after.letter or ""]
            if output and output.exists():
                raise FileExists(output)
            if output and not dry_run:  # if it cannot be written, the act is not recorded
                put_file(output, written.encode())
        typed.clear()
        if as_json:
            put_item("task", _item(desk, after))
        elif output and not dry_run:
            said([str(output)])
        else:
            print(written, end="")
        dry_run_hint(desk)
        talk(
            say(
                "发出前请看一遍: 不写居民姓名；盖章后送出，哨子自己不发送。",
                "Read it before it goes out: no resident's name; seal it and send it yourself.",
            )
        )


def accept(
    task: options.TaskArg,
    approval: Annotated[
        str | None,
        typer.Option(
            "--approval",
            metavar=say("文号", "DOC-NUMBER"),
            help=say("批准文号，清单外必写", "number of the approval; needed off the list"),
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar=say("机关", "WHO"), help=say("谁批准的", "who approved it")),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Take an assignment on."""
    from shaozi.desk import tasks as acts

    with at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.accept(desk, task, approval, by, moment_of(desk, happened))
        _show(desk, after, as_json=as_json)
        if after.fit is Fit.OFF and after.asked is None and not as_json:
            talk(
                say(
                    "临时性工作应当配给人员、经费、技术（《街道办事处条例》第41条），来文没有写明的请要求补上。",
                    "Temporary work comes with people, money and technique (Sub-district Ordinance,"
                    " art. 41): ask for them if the document has none.",
                )
            )


def list_tasks(
    state: Annotated[TaskState | None, typer.Option("--state", help=say("状态", "state"))] = None,
    fit: Annotated[
        Fit | None, typer.Option("--fit", help=say("在不在清单上", "whether on the list"))
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar=_NAME, help=say("交办单位", "who handed it down")),
    ] = None,
    community: Annotated[
        str | None, typer.Option("--community", help=say("社区", "community"))
    ] = None,
    limit: options.Limit = 50,
    as_json: options.Json = False,
    jsonl: options.JsonLines = False,
) -> None:
    """The register of assignments, the newest first."""
    from shaozi.desk.tasks import source_of
    from shaozi.render.tasks import show_register, task_item
    from shaozi.store import tasks as books

    with at_desk() as desk:
        values = {
            "standing": state,
            "fit": fit,
            "source": source_of(desk, source) if source else None,
            "community": community,
        }
        found = list(books.listed(desk.store, limit or -1, **values))
        total = desk.store.rows("count_tasks", **values)[0][0]
        if as_json or jsonl:
            items = [
                task_item(
                    one.task,
                    books.texts(desk.store, one.task.number),
                    desk.book,
                    desk.now,
                    desk.zone,
                )
                for one in found
            ]
            put_list("task-list", items, total, lines=jsonl)
        else:
            show_register(found, desk.book, desk.now, desk.zone)
        if len(found) < total:
            talk(
                say(
                    f"显示 {len(found)} / {total}（--limit 0 看全部）",
                    f"{len(found)} of {total} (--limit 0 shows all)",
                )
            )


def show(task: options.TaskArg, as_json: options.Json = False) -> None:
    """One assignment: what the list says, the answer and its letter, the history."""
    from shaozi.desk.tasks import find_task
    from shaozi.privacy import harmless
    from shaozi.render.tasks import task_entry_item, task_entry_line
    from shaozi.store import tasks as books

    with at_desk() as desk:
        found = find_task(desk, task)
        entries = books.history(desk.store, found.number)
        texts = books.texts(desk.store, found.number)
        if as_json:
            history = [task_entry_item(entry, texts, desk.zone) for entry in entries]
            put_item("task", _item(desk, found) | {"history": history})
            return
        _show(desk, found, as_json=False)
        said([say("  办理记录", "  history")])
        said("    " + task_entry_line(entry, texts, desk.book, desk.zone) for entry in entries)
        if found.letter:
            said(["", harmless(texts.get(found.letter, "")).rstrip()])


def _show(desk: Desk, task: Task, *, as_json: bool) -> None:
    from shaozi.render.tasks import task_lines
    from shaozi.store import tasks as books

    if as_json:
        put_item("task", _item(desk, task))
        return
    texts = books.texts(desk.store, task.number)
    said(task_lines(task, texts, desk.book, desk.now, desk.zone))
    _then(desk, task)


def _item(desk: Desk, task: Task) -> dict[str, object]:
    from shaozi.render.tasks import task_item
    from shaozi.store import tasks as books

    texts = books.texts(desk.store, task.number)
    item = task_item(task, texts, desk.book, desk.now, desk.zone)
    return item | {"dry_run": desk.store.dry_run}


def _then(desk: Desk, task: Task) -> None:
    """What to type next, unless nothing was written."""
    from shaozi.tasks import next_steps

    if not dry_run_hint(desk):
        next_hint("  |  ".join(next_steps(task)))
