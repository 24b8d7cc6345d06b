"""What a called unit does of a whistle, and how the street judges it."""

from __future__ import annotations

from typing import Annotated

from shaozi.commands.base import ask, at_desk, kept, moment_of
from shaozi.commands.late import options, typer
from shaozi.commands.whistles import show_whistle
from shaozi.errors import Usage
from shaozi.terms import YesNo
from shaozi.words import say


def receive(
    whistle: options.WhistleArg,
    unit: options.UnitArg,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """A called unit signs for the whistle."""
    from shaozi.desk import calls as acts

    with at_desk(write=True, dry_run=dry_run) as desk:
        found = acts.receive(desk, whistle, unit, moment_of(desk, happened))
        show_whistle(desk, found, as_json=as_json)


def arrive(
    whistle: options.WhistleArg,
    unit: options.UnitArg,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar=say("姓名", "NAME"), help=say("谁到场", "who came")),
    ] = None,
    post: Annotated[
        str | None,
        typer.Option("--post", metavar=say("职务", "POST"), help=say("职务", "their post")),
    ] = None,
    happened: options.Happened = None,
    correct: Annotated[
        bool,
        typer.Option(
            "--correct",
            help=say("更正记错的报到时间、姓名或职务", "correct an arrival's time, name or post"),
        ),
    ] = False,
    reason: Annotated[
        str | None,
        typer.Option("--reason", help=say("为什么更正", "why it is corrected")),
    ] = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """A called unit reports in; with ``correct`` an arrival is put right, for a reason."""
    from shaozi.desk import calls as acts

    if correct:
        why = ask(reason, say("为什么更正", "why correct it"), "--reason", no_input=no_input)
        with kept(why, post), at_desk(write=True, dry_run=dry_run) as desk:
            moment = moment_of(desk, happened)
            found = acts.correct_arrival(
                desk, whistle, unit, why, by=by, post=post, arrived_at=moment
            )
            show_whistle(desk, found, as_json=as_json)
        return
    if reason is not None:
        raise Usage(
            say("--reason 只和 --correct 一起用", "--reason goes with --correct"),
            say("更正报到: --correct --reason …", "to correct an arrival: --correct --reason …"),
        )
    by = ask(by, say("谁到场", "who came"), "--by", no_input=no_input)
    with at_desk(write=True, dry_run=dry_run) as desk:
        found = acts.arrive(desk, whistle, unit, by, moment_of(desk, happened), post)
        show_whistle(desk, found, as_json=as_json)


def leave(
    whistle: options.WhistleArg,
    unit: options.UnitArg,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """A unit that came has left."""
    from shaozi.desk import calls as acts

    with at_desk(write=True, dry_run=dry_run) as desk:
        found = acts.leave(desk, whistle, unit, moment_of(desk, happened))
        show_whistle(desk, found, as_json=as_json)


def answer(
    whistle: options.WhistleArg,
    unit: options.UnitArg,
    result: Annotated[
        str | None,
        typer.Option("--result", metavar=say("结果", "TEXT"), help=say("办了什么", "what it did")),
    ] = None,
    by_when: Annotated[
        str | None,
        typer.Option(
            "--by-when",
            metavar=say("时间", "WHEN"),
            help=say("还没办完: 什么时候办完", "not done yet: by when it will be"),
        ),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """A called unit says what it did, or by when it will."""
    from shaozi.desk import calls as acts

    result = ask(result, say("办了什么", "what was done"), "--result", no_input=no_input)
    with kept(result), at_desk(write=True, dry_run=dry_run) as desk:
        moment, ahead = moment_of(desk, happened), moment_of(desk, by_when, ahead=True)
        found = acts.answer(desk, whistle, unit, result, moment, ahead)
        show_whistle(desk, found, as_json=as_json)


def rate(
    whistle: options.WhistleArg,
    unit: options.MaybeUnitArg = None,
    score: Annotated[
        int | None,
        typer.Option("--score", help=say("结果 0–100 分", "its result, 0 to 100")),
    ] = None,
    cooperation: Annotated[
        int | None,
        typer.Option("--cooperation", help=say("配合 0–100 分", "its cooperation, 0 to 100")),
    ] = None,
    founded: Annotated[
        YesNo | None,
        typer.Option(
            "--founded",
            help=say("不写单位: 这一哨是否属实", "without UNIT: was the whistle well-founded"),
        ),
    ] = None,
    reason: options.Reason = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Score a called unit; or, without one, say whether the whistle was well-founded."""
    from shaozi.desk import calls, whistles

    whole = unit is None
    if whole != (founded is not None) or (reason is not None and not whole):
        raise Usage(
            say("评单位写分数，评哨写 --founded", "score a unit, or judge the whistle: not both"),
            say(
                "shaozi rate 哨号 单位 --score N --cooperation N；"
                "shaozi rate 哨号 --founded yes|no --reason …",
                "shaozi rate WHISTLE UNIT --score N --cooperation N; "
                "shaozi rate WHISTLE --founded yes|no --reason …",
            ),
        )
    with kept(reason), at_desk(write=True, dry_run=dry_run) as desk:
        if unit is None and founded is not None:
            found = whistles.judge(desk, whistle, founded, reason)
        else:
            found = calls.rate(desk, whistle, unit or "", score, cooperation)
        show_whistle(desk, found, as_json=as_json)
