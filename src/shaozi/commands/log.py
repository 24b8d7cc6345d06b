"""``shaozi log``: one issue, or one per line of standard input."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import (
    ask,
    at_desk,
    calendar_hint,
    decoded,
    draft_note,
    dry_run_hint,
    keep_draft,
    kept,
    moment_of,
    next_hint,
    numbered_lines,
    phone_hint,
    put_item,
    put_list,
    said,
    shown,
    talk,
)
from shaozi.commands.late import options, typer
from shaozi.errors import ShaoziError, Usage
from shaozi.errors.typed import BadLines, EmptyText, NotUnicode, TextTooLong
from shaozi.terms import Channel
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.case import Case
    from shaozi.desk.base import Desk
    from shaozi.desk.cases import Issue, Logged


def log(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar=say("内容", "TEXT"),
            help=say(
                "居民说的事；- 从标准输入每行读一件", "what the resident said; - reads one per line"
            ),
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar=say("地点", "ADDRESS"), help=say("地点", "where")),
    ] = None,
    lane: Annotated[str, typer.Option("--lane", help=say("街巷", "lane"))] = "",
    community: Annotated[
        str | None, typer.Option("--community", help=say("社区", "community"))
    ] = None,
    channel: options.ByChannel = Channel.VISIT,
    name: Annotated[
        str | None, typer.Option("--name", help=say("反映人姓名", "the resident's name"))
    ] = None,
    phone: Annotated[
        str | None, typer.Option("--phone", help=say("反映人电话", "the resident's phone"))
    ] = None,
    ref: Annotated[
        str | None, typer.Option("--ref", help=say("外部编号，如 12345 工单号", "outside number"))
    ] = None,
    happened: options.Happened = None,
    duty: Annotated[
        str | None,
        typer.Option("--duty", metavar=say("编码", "CODE"), help=say("职责编码", "duty")),
    ] = None,
    settled: Annotated[
        str | None,
        typer.Option(
            "--settled",
            metavar=say("办法", "HOW"),
            help=say("当场办结，写明怎么办的", "solved on the spot: how"),
        ),
    ] = None,
    split: Annotated[
        bool,
        typer.Option(
            "--split", help=say("一段话里有几件事就登记几件", "a case for each matter in it")
        ),
    ] = False,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
    jsonl: options.JsonLines = False,
) -> None:
    """Log one issue, or one per line of standard input."""
    from shaozi.desk.cases import Issue, log_case, log_split

    if text is None:
        text = ask(
            None, say("居民说了什么", "what did the resident say"), "TEXT", no_input=no_input
        )
    issue = Issue(text, at, lane, community, channel, name, phone, ref or None, None, duty, settled)
    if text == "-":
        if split:
            raise Usage(
                say("--split 一次只能用于一件", "--split takes one text at a time"),
                'shaozi log "…" --split',
            )
        _log_lines(issue, happened, dry_run=dry_run, as_json=as_json, jsonl=jsonl)
        return
    with kept(text, at, settled) as typed, at_desk(write=True, dry_run=dry_run) as desk:
        issue = issue._replace(happened_at=moment_of(desk, happened))
        opened = log_split(desk, issue) if split else [log_case(desk, issue)]
        typed.clear()
        phone_hint(phone)
        calendar_hint(logged.case for logged in opened)
        if split and (as_json or jsonl):
            items = [_item(desk, logged) for logged in opened]
            put_list("case-list", items, len(items), lines=jsonl)
        elif as_json or jsonl:
            put_item("case", _item(desk, opened[0]))
        else:
            for logged in opened:
                _show(desk, logged)
            if not split:
                _other_matters(desk, text)
            elif len(opened) == 1:
                talk(
                    say(
                        "只听出一件事；还有别的请另行登记",
                        "one matter was heard; log what else there is by itself",
                    )
                )


def _other_matters(desk: Desk, text: str) -> None:
    """Say so where a text seems to speak of several matters."""
    from shaozi.render.text import matters_line
    from shaozi.triage.matters import matters

    found = matters(text, desk.book, desk.store.lessons)
    if found:
        talk(matters_line(found))
        talk(
            say(
                "要分开办: 用 --split 登记（先 shaozi undo 这一件）",
                "to handle them apart: log with --split (first shaozi undo this one)",
            )
        )


def _show(desk: Desk, logged: Logged) -> None:
    """A case just opened, for a person."""
    from shaozi.desk.ties import repeats
    from shaozi.lifecycle import next_step
    from shaozi.render.text import logged_lines, repeat_lines

    said(logged_lines(logged.case, logged.verdict, desk.book, desk.now, desk.zone))
    for line in repeat_lines(logged.case, repeats(desk, logged.case)):
        talk(line)
    if not dry_run_hint(desk) and logged.case.open:
        next_hint(next_step(logged.case))


def _item(desk: Desk, logged: Logged) -> dict[str, object]:
    """A case just opened with its verdict, for a program."""
    from shaozi.desk.ties import repeats
    from shaozi.render.wire import case_item, verdict_item

    item = case_item(shown(desk, logged.case.number), desk.book, desk.now, desk.zone)
    again = [other.case.number for other in repeats(desk, logged.case)]
    return item | verdict_item(logged.verdict) | {"repeats": again, "dry_run": desk.store.dry_run}


def _log_lines(
    issue: Issue, happened: str | None, *, dry_run: bool, as_json: bool, jsonl: bool
) -> None:
    """Log every line that is not blank, each on its own; bad lines are kept to be mended.

    A bad line does not stop the others; a ledger that refuses does, and what was not logged
    is kept. Raises `BadLines`.
    """
    bad: list[bytes] = []
    items: list[object] = []
    guessed: list[Case] = []
    lines = numbered_lines()
    count = 0
    try:
        with at_desk(write=True, dry_run=dry_run) as desk:
            issue = issue._replace(happened_at=moment_of(desk, happened))
            for number, line in lines:
                logged = _log_line(desk, issue, number, line, bad, words=as_json or jsonl)
                if logged is None:
                    continue
                count += 1
                if not logged.case.due_known:
                    guessed = [logged.case]
                if as_json:
                    items.append(_item(desk, logged))
                else:
                    _tell(desk, logged, jsonl=jsonl)
        calendar_hint(guessed)
        if bad:
            raise BadLines(len(bad), keep_draft(b"\n".join(bad) + b"\n"))
    except BaseException as error:
        if isinstance(error, ShaoziError):
            error.done = items
        if not isinstance(error, BadLines):
            _stopped(error, [*bad, *(line for _, line in lines if line.strip())])
        raise
    finally:
        talk(say(f"登记 {count} 件", f"{count} logged"))
    if as_json:
        put_list("case-list", items, len(items))


def _log_line(
    desk: Desk, issue: Issue, number: int, line: bytes, bad: list[bytes], *, words: bool
) -> Logged | None:
    """One line's case; None for a blank line, or a bad one, which is put with the others."""
    from shaozi.desk.cases import log_case

    if not line.strip():
        return None
    try:
        return log_case(desk, issue._replace(text=decoded(line)), words=words)
    except (TextTooLong, NotUnicode, EmptyText) as error:
        talk(say(f"第 {number} 行: {error.message}", f"line {number}: {error.message}"))
        bad.append(line)
    except BaseException as error:
        bad.append(line)
        again = say(f"第 {number} 行起没有登记", f"stopped at line {number}")
        error.add_note(again)
        raise
    return None


def _stopped(error: BaseException, rest: list[bytes]) -> None:
    """Keep what was not logged, and say how to go on."""
    if not rest:
        return
    path = keep_draft(b"\n".join(rest) + b"\n")
    error.add_note(draft_note(path))
    if path:
        error.add_note(say(f"接着登记: shaozi log - < {path}", f"go on: shaozi log - < {path}"))


def _tell(desk: Desk, logged: Logged, *, jsonl: bool) -> None:
    """One line per case, flushed, so that a number printed is a number kept."""
    best = logged.verdict.matches[0]
    case = logged.case
    title = desk.book.duties[case.duty or best.code].name
    line = "\t".join((case.number, case.duty or "?", f"{best.confidence:.2f}", title))
    if jsonl:
        line = json.dumps(_item(desk, logged), ensure_ascii=False)
    with suppress(BrokenPipeError):  # whoever stops reading does not stop the logging
        print(line, flush=True)
