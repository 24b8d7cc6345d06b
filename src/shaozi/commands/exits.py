"""What is not the street's own: ``refer``, ``advise``, ``report-up``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import ask, at_desk, done, kept, moment_of, talk
from shaozi.commands.late import options, typer
from shaozi.terms import Act, Channel, Exit, Route
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.case import Case
    from shaozi.desk.base import Desk
    from shaozi.duties import WayOut


def refer(
    case: options.CaseArg,
    to: Annotated[
        str | None, typer.Option("--to", metavar=say("单位", "UNIT"), help=say("转给谁", "to whom"))
    ] = None,
    how: Annotated[str | None, typer.Option("--how", help=say("说明", "remark"))] = None,
    told: options.Told = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Hand a matter to its owner."""
    from shaozi.desk import exits as acts

    with kept(how, told), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.refer(desk, case, to, how, moment_of(desk, happened), told)
        _ended(desk, after, Act.REFERRED, desk.book.exits[Exit.TRANSFER], as_json=as_json)


def report_up(
    case: options.CaseArg,
    reason: options.Reason = None,
    told: options.Told = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Report to the district what nobody answers for or coordinating did not solve."""
    from shaozi.desk import exits as acts

    what = say(
        "报区的理由（责任主体不明确，或经协调仍无法解决）",
        "why (nobody answers for it, or coordinating did not solve it)",
    )
    reason = ask(reason, what, "--reason", no_input=no_input)
    with kept(reason, told), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.report_up(desk, case, reason, moment_of(desk, happened), told)
        _ended(desk, after, Act.REPORTED, desk.book.exits[Exit.REPORT], as_json=as_json)


def advise(
    case: options.CaseArg,
    route: Annotated[
        Route | None,
        typer.Option(
            "--class",
            help=say(
                "按第11条的哪一类；不写就按清单",
                "which class of article 11; the list's if left out",
            ),
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar=say("案件号", "CASE"),
            help=say("同一诉求已在办或办过的案件", "the case of the same matter"),
        ),
    ] = None,
    how: Annotated[
        str | None,
        typer.Option(
            "--how",
            help=say("告知什么；不写就用清单上的渠道", "what is told; else the list's route"),
        ),
    ] = None,
    told: options.Told = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Tell the resident the proper route."""
    from shaozi.desk import exits as acts

    with kept(how, told), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.advise(
            desk, case, how, moment_of(desk, happened), route=route, of=of, told=told
        )
        way = desk.book.routes[Route(after.route or "")]
        _ended(desk, after, Act.ADVISED, way, as_json=as_json)


def _ended(desk: Desk, case: Case, act: Act, way: WayOut, *, as_json: bool) -> None:
    """The way it went and by which article; then whether the resident is still to be told."""
    if not as_json:
        talk(say(f"{way.name}（{way.basis}）", f"{way.name} ({way.basis})"))
    done(desk, case, act, as_json=as_json)
    if case.channel == Channel.HOTLINE and not as_json:
        talk(say("12345 工单: 还要反馈热线", "a 12345 order: tell the hotline too"))
