"""The acts on a case once it is logged, up to closing it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from shaozi.commands.base import (
    agree,
    ask,
    at_desk,
    done,
    kept,
    moment_of,
    phone_hint,
    talk,
)
from shaozi.commands.late import options, typer
from shaozi.labels import label
from shaozi.terms import Act, Satisfied, YesNo
from shaozi.words import say


def assign(
    case: options.CaseArg,
    duty: Annotated[
        str, typer.Argument(metavar=say("编码", "CODE"), help=say("职责编码", "duty code"))
    ],
    reason: options.Reason = None,
    basis: Annotated[
        str | None,
        typer.Option(
            "--basis",
            metavar=say("条款", "TEXT"),
            help=say(
                "转手的依据；不写就是该项职责的", "what a hand-over rests on; else the duty's basis"
            ),
        ),
    ] = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Decide or correct a case's duty."""
    from shaozi.desk import cases as acts
    from shaozi.render.text import duty_name

    with kept(reason), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.assign(desk, case, duty, reason, basis)
        done(desk, after, Act.ASSIGNED, as_json=as_json)
        if not as_json:
            talk(duty_name(desk.book.duties[after.duty or ""]))


def amend(
    case: options.CaseArg,
    text: Annotated[str | None, typer.Option("--text", help=say("事项", "issue"))] = None,
    at: Annotated[str | None, typer.Option("--at", help=say("地点", "where"))] = None,
    lane: Annotated[str | None, typer.Option("--lane", help=say("街巷", "lane"))] = None,
    community: Annotated[
        str | None, typer.Option("--community", help=say("社区", "community"))
    ] = None,
    channel: options.OfChannel = None,
    name: Annotated[str | None, typer.Option("--name", help=say("姓名", "name"))] = None,
    phone: Annotated[str | None, typer.Option("--phone", help=say("电话", "phone"))] = None,
    ref: Annotated[
        str | None, typer.Option("--ref", help=say("外部编号", "outside number"))
    ] = None,
    reason: options.Reason = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Correct a case; what stood there stays in the history."""
    from shaozi.desk import cases as acts
    from shaozi.errors.typed import NeedsFlag

    given = {
        "text": text,
        "address": at,
        "lane": lane,
        "community": community,
        "channel": channel,
        "name": name,
        "phone": phone,
        "ref": ref,
    }
    changes = {field: value for field, value in given.items() if value is not None}
    if not changes:
        raise NeedsFlag(say("要更正的内容", "what to correct"), "--text, --at, --community …")
    with kept(text, at, reason), at_desk(write=True, dry_run=dry_run) as desk:
        done(desk, acts.amend(desk, case, changes, reason), Act.AMENDED, as_json=as_json)
        phone_hint(phone)


def note(
    case: options.CaseArg,
    text: Annotated[str, typer.Argument(metavar=say("内容", "TEXT"), help=say("要记的事", "note"))],
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Write something down on a case."""
    from shaozi.desk import cases as acts

    with kept(text), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.note(desk, case, text, moment_of(desk, happened))
        done(desk, after, Act.NOTED, as_json=as_json)


def attach(
    case: options.CaseArg,
    file: Annotated[Path, typer.Argument(metavar=say("文件", "FILE"), help=say("附件", "file"))],
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Keep a copy of a file with a case."""
    from shaozi.desk import cases as acts

    with at_desk(write=True, dry_run=dry_run) as desk:
        done(desk, acts.attach(desk, case, file), Act.ATTACHED, as_json=as_json)


def link(
    case: options.CaseArg,
    other: Annotated[
        str, typer.Argument(metavar=say("另一件", "OTHER"), help=say("案件号", "case number"))
    ],
    reason: options.Reason = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Tie two cases that belong together."""
    from shaozi.desk import ties as acts

    with kept(reason), at_desk(write=True, dry_run=dry_run) as desk:
        after, to = acts.link(desk, case, other, reason)
        done(desk, after, Act.LINKED, as_json=as_json)
        if not as_json:
            talk(say(f"关联: {after.number} ↔ {to.number}", f"tied: {after.number} ↔ {to.number}"))


def merge(
    case: options.CaseArg,
    into: Annotated[
        str, typer.Option("--into", metavar=say("案件号", "CASE"), help=say("并入哪一件", "into"))
    ],
    reason: options.Reason = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """End a case because another is the same matter."""
    from shaozi.desk import ties as acts

    why = ask(
        reason, say("为什么是同一件事", "why it is the same matter"), "--reason", no_input=no_input
    )
    with kept(why), at_desk(write=True, dry_run=dry_run) as desk:
        after, to = acts.merge(desk, case, into, why)
        done(desk, after, Act.MERGED, as_json=as_json)
        if not as_json:
            talk(say(f"并入: {to.number}", f"into: {to.number}"))


def resolve(
    case: options.CaseArg,
    how: Annotated[
        str | None,
        typer.Option(
            "--how", metavar=say("办法", "TEXT"), help=say("怎么办的", "how it was settled")
        ),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Say how the matter was settled."""
    from shaozi.desk import cases as acts

    how = ask(how, say("怎么办的", "how was it settled"), "--how", no_input=no_input)
    with kept(how), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.resolve(desk, case, how, moment_of(desk, happened))
        done(desk, after, Act.RESOLVED, as_json=as_json)


def callback(
    case: options.CaseArg,
    solved: Annotated[
        YesNo | None, typer.Option("--solved", help=say("居民说解决了没有", "is it solved"))
    ] = None,
    satisfied: Annotated[
        Satisfied | None,
        typer.Option(
            "--satisfied", help=say("居民满意吗；unreached 未联系上", "is the resident content")
        ),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Write down what the resident says of the result."""
    from shaozi.desk import cases as acts
    from shaozi.errors import Usage

    if satisfied is None:
        answer = ask(
            None,
            say("满意吗 (yes/no/unreached)", "satisfied (yes/no/unreached)"),
            "--satisfied yes|no|unreached",
            no_input=no_input,
        )
        if answer not in set(Satisfied):
            raise Usage(say(f"“{answer}”不对", f"not an answer: “{answer}”"), "yes, no, unreached")
        satisfied = Satisfied(answer)
    with at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.call_back(desk, case, solved, satisfied, moment_of(desk, happened))
        done(desk, after, Act.CALLED_BACK, as_json=as_json)


def close(
    case: options.CaseArg,
    reason: options.Reason = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Close a case that was called back."""
    from shaozi.desk import cases as acts

    with kept(reason), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.close(desk, case, reason, moment_of(desk, happened))
        done(desk, after, Act.CLOSED, as_json=as_json)


def reopen(
    case: options.CaseArg,
    reason: options.Reason = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Take a case up again."""
    from shaozi.desk import cases as acts

    reason = ask(reason, say("为什么重办", "why reopen"), "--reason", no_input=no_input)
    with kept(reason), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.reopen(desk, case, reason, moment_of(desk, happened))
        done(desk, after, Act.REOPENED, as_json=as_json)


def withdraw(
    case: options.CaseArg,
    reason: options.Reason = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Take a case off the books."""
    from shaozi.desk import cases as acts

    reason = ask(reason, say("为什么撤回", "why withdraw"), "--reason", no_input=no_input)
    with kept(reason), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.withdraw(desk, case, reason, moment_of(desk, happened))
        done(desk, after, Act.WITHDRAWN, as_json=as_json)


def undo(
    case: options.CaseArg,
    yes: Annotated[
        bool,
        typer.Option("--yes", help=say("只剩登记也撤销，不先问", "even the logging, unasked")),
    ] = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Take back this desk's last act on a case; asks before the case itself goes."""
    from shaozi.desk import cases as acts

    with at_desk(write=True, dry_run=dry_run) as desk:
        if number := None if yes or dry_run else acts.only_logged(desk, case):
            agree(
                say(
                    f"{number} 只剩登记可撤销，把整件案件撤回",
                    f"only its logging is left to undo: withdraw {number} as a whole",
                )
            )
        after, undone = acts.undo(desk, case)
        done(desk, after, Act.UNDONE, as_json=as_json)
        if not as_json:
            talk(say(f"撤销了: {label(undone)}", f"taken back: {label(undone)}"))
