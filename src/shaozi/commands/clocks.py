"""The acts on the clocks of a case: ``pause``, ``resume``, ``extend``, ``contact``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import ask, at_desk, done, kept, moment_of, talk
from shaozi.commands.late import options, typer
from shaozi.terms import Act, Channel
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.case import Case


def pause(
    case: options.CaseArg,
    reason: options.Reason = None,
    approver: options.Approver = None,
    until: options.Until = None,
    told: options.Told = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Let the clock stand still up to a moment."""
    from shaozi.desk import clocks as acts
    from shaozi.moments import parse_moment

    reason, approver = _why(reason, approver, no_input=no_input)
    until = ask(until, say("挂账到何时", "until when"), "--until", no_input=no_input)
    with kept(reason, told), at_desk(write=True, dry_run=dry_run) as desk:
        end = parse_moment(until, desk.now, desk.zone, desk.calendar, ahead=True)
        after = acts.pause(desk, case, reason, approver, end, told, moment_of(desk, happened))
        done(desk, after, Act.PAUSED, as_json=as_json)
        _say_hotline(after, as_json=as_json)


def resume(
    case: options.CaseArg,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """End a pause before its time."""
    from shaozi.desk import clocks as acts

    with at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.resume(desk, case, moment_of(desk, happened))
        done(desk, after, Act.RESUMED, as_json=as_json)


def extend(
    case: options.CaseArg,
    reason: options.Reason = None,
    approver: options.Approver = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar=say("时长", "SPAN"),
            help=say(
                "延多久: 12小时、7天、2周、5个工作日", "how long: 12h, 7d, 2w, 5wd (working days)"
            ),
        ),
    ] = None,
    until: options.Until = None,
    told: options.Told = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Give a case more time."""
    from shaozi.desk import clocks as acts
    from shaozi.errors import Usage
    from shaozi.moments import parse_moment

    if by and until:
        raise Usage(
            say("--by 和 --until 只写一个", "--by and --until exclude each other"), "--by 7d"
        )
    reason, approver = _why(reason, approver, no_input=no_input)
    if not by:
        what = say("延到何时", "until when")
        until = ask(until, what, "--by 7d, --until 2018-06-01", no_input=no_input)
    with kept(reason, told), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.extend(
            desk,
            case,
            reason,
            approver,
            by=by,
            until=parse_moment(until, desk.now, desk.zone, desk.calendar, ahead=True)
            if until
            else None,
            told=told,
            happened_at=moment_of(desk, happened),
        )
        done(desk, after, Act.EXTENDED, as_json=as_json)
        _say_hotline(after, as_json=as_json)


def contact(
    case: options.CaseArg,
    how: Annotated[
        str | None,
        typer.Option(
            "--how", metavar=say("内容", "TEXT"), help=say("怎么联系的，说了什么", "how, and what")
        ),
    ] = None,
    told: Annotated[
        bool,
        typer.Option(
            "--told",
            help=say(
                "已告知: 挂账或延期及理由，或转到了哪里",
                "the resident was told: of the pause or extension, or of where it went",
            ),
        ),
    ] = False,
    interim: Annotated[
        bool,
        typer.Option(
            "--interim",
            help=say("是阶段性反馈", "as the interim reply"),
        ),
    ] = False,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Write down that the resident was spoken with."""
    from shaozi.desk import clocks as acts

    with kept(how), at_desk(write=True, dry_run=dry_run) as desk:
        moment = moment_of(desk, happened)
        after = acts.contact(desk, case, how, told=told, interim=interim, happened_at=moment)
        done(desk, after, Act.CONTACTED, as_json=as_json)


def sign(
    case: options.CaseArg,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Sign for a ticket that came from 12345."""
    from shaozi.desk import clocks as acts

    with at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.sign(desk, case, moment_of(desk, happened))
        done(desk, after, Act.SIGNED, as_json=as_json)


def _why(reason: str | None, approver: str | None, *, no_input: bool) -> tuple[str, str]:
    return (
        ask(reason, say("原因", "the reason"), "--reason", no_input=no_input),
        ask(approver, say("批准人", "who approved it"), "--approver", no_input=no_input),
    )


def _say_hotline(case: Case, *, as_json: bool) -> None:
    """Who else is to be told, beside the resident (《接诉即办工作条例》第15条)."""
    if case.to_tell and case.channel == Channel.HOTLINE and not as_json:
        talk(say("12345 工单: 还要告知热线", "a 12345 order: notify the hotline too"))
