"""The joint team's roster: ``add``, ``leave``, ``duty``, ``opinion``, ``list``, ``today``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import ask, at_desk, dry_run_hint, kept, put_item, put_list, said, talk
from shaozi.commands.late import options, typer
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.desk.base import Desk
    from shaozi.roster import Member


def add(
    name: Annotated[
        str, typer.Argument(metavar=say("姓名", "NAME"), help=say("谁", "who is seconded"))
    ],
    unit: Annotated[
        str,
        typer.Option("--unit", metavar=say("单位", "UNIT"), help=say("哪个单位", "unit")),
    ],
    post: Annotated[str, typer.Option("--post", help=say("职务", "post"))],
    first: Annotated[
        str,
        typer.Option("--from", metavar=say("日期", "DAY"), help=say("从哪天", "from")),
    ],
    last: Annotated[
        str | None,
        typer.Option("--to", metavar=say("日期", "DAY"), help=say("到哪天", "until which day")),
    ] = None,
    opinion: options.Opinion = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Put somebody on the roster."""
    from shaozi.desk import roster as acts

    with kept(opinion), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.add(desk, name, unit, post, first, last, opinion)
        _show(desk, after, as_json=as_json)


def leave(
    member: options.MemberArg,
    on: Annotated[
        str, typer.Option("--on", metavar=say("日期", "DAY"), help=say("最后一天", "the last day"))
    ],
    reason: options.Reason = None,
    opinion: options.Opinion = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """A member leaves the team."""
    from shaozi.desk import roster as acts

    reason = ask(reason, say("为什么离队", "why"), "--reason", no_input=no_input)
    with kept(reason, opinion), at_desk(write=True, dry_run=dry_run) as desk:
        _show(desk, acts.leave(desk, member, on, reason, opinion), as_json=as_json)


def duty(
    member: options.MemberArg,
    weekdays: Annotated[
        str | None,
        typer.Option("--weekdays", help=say("每周哪几天: 一三五", "days of the week: 1,3,5")),
    ] = None,
    dates: Annotated[
        list[str] | None,
        typer.Option("--date", metavar=say("日期", "DAY"), help=say("哪天", "a day")),
    ] = None,
    substitute: Annotated[
        str | None,
        typer.Option(
            "--substitute",
            metavar=say("编号", "MEMBER"),
            help=say("由谁替班（配 --on）", "who stands in (with --on)"),
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar=say("日期", "DAY"), help=say("替哪天", "on which day")),
    ] = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Set a member's duty days, or who stands in on one."""
    from shaozi.desk import roster as acts
    from shaozi.errors.typed import NeedsFlag

    if substitute and not on:
        raise NeedsFlag(say("替哪天", "on which day"), "--on")
    if not (substitute or weekdays or dates):
        raise NeedsFlag(say("值班的日子", "the duty days"), "--weekdays, --date, --substitute")
    with at_desk(write=True, dry_run=dry_run) as desk:
        if substitute:
            after = acts.substitute(desk, member, substitute, on or "")
        else:
            after = acts.schedule(desk, member, weekdays, dates or ())
        _show(desk, after, as_json=as_json)


def opinion(
    member: options.MemberArg,
    text: Annotated[
        str,
        typer.Argument(metavar=say("意见", "TEXT"), help=say("意见", "opinion")),
    ],
    leaving: Annotated[
        bool, typer.Option("--leaving", help=say("是对离队的意见", "on the removal"))
    ] = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Put the street's opinion on an appointment or removal on record."""
    from shaozi.desk import roster as acts

    with kept(text), at_desk(write=True, dry_run=dry_run) as desk:
        _show(desk, acts.opine(desk, member, text, leaving=leaving), as_json=as_json)


def list_members(reveal: options.Reveal = False, as_json: options.Json = False) -> None:
    """All on the roster, and of whom the street's opinion is not on record."""
    from shaozi.desk import roster as acts
    from shaozi.render.roster import member_item, member_line
    from shaozi.store import roster as books

    with at_desk(write=reveal) as desk:
        found = acts.reveal(desk) if reveal else books.members(desk.store)
        texts = books.texts(desk.store)
        if as_json:
            items = [member_item(one, texts, desk.book, revealed=reveal) for one in found]
            put_list("roster", items, len(items))
        elif found:
            said(member_line(one, texts, desk.book, revealed=reveal) for one in found)
        if not found:
            talk(say("名册是空的: shaozi roster add …", "the roster is empty: shaozi roster add …"))


def today(
    on: Annotated[
        str, typer.Option("--on", metavar=say("日期", "DAY"), help=say("哪天", "which day"))
    ] = "today",
    as_json: options.Json = False,
) -> None:
    """Who is on duty, unit by unit."""
    from datetime import date

    from shaozi.desk.roster import day_of
    from shaozi.render.roster import member_item, member_line
    from shaozi.roster import on_duty
    from shaozi.store import roster as books

    with at_desk() as desk:
        members, texts = books.members(desk.store), books.texts(desk.store)
        day = date.fromisoformat(day_of(desk, on))
        units = dict.fromkeys(member.unit for member in members)
        found = [member for unit in units for member in on_duty(members, unit, day)]
        if as_json:
            items = [member_item(one, texts, desk.book, revealed=False) for one in found]
            put_list("roster", items, len(items))
            return
        said(member_line(one, texts, desk.book, revealed=False) for one in found)
        if not found:
            talk(say(f"{day} 没有人值班", f"nobody is on duty on {day}"))


def _show(desk: Desk, member: Member, *, as_json: bool) -> None:
    from shaozi.render.roster import member_item, member_line
    from shaozi.store import roster as books

    texts = books.texts(desk.store)
    if as_json:
        item = member_item(member, texts, desk.book, revealed=False)
        put_item("member", item | {"dry_run": desk.store.dry_run})
        return
    said([member_line(member, texts, desk.book, revealed=False)])
    dry_run_hint(desk)
