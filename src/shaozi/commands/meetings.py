"""Joint meetings and what was agreed at them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import (
    ask,
    at_desk,
    dry_run_hint,
    kept,
    moment_of,
    put_item,
    said,
    shown,
)
from shaozi.commands.late import options, typer
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.desk.base import Desk
    from shaozi.desk.meetings import Agreed


def convene(
    case: options.CaseArg,
    held: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar=say("时间", "WHEN"),
            help=say("什么时候开的；不写就是现在", "when it was held; now if left out"),
        ),
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help=say("议题", "what it was about"))
    ] = None,
    units: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar=say("单位", "UNIT"),
            help=say("参会单位，可多次", "a unit that took part, repeatable"),
        ),
    ] = None,
    agreed: Annotated[
        list[str] | None,
        typer.Option(
            "--agreed",
            metavar=say("单位；事项；时限", "UNIT; MATTER; DATE"),
            help=say("议定事项，可多次", "an agreed item, repeatable"),
        ),
    ] = None,
    chair: Annotated[
        str | None, typer.Option("--chair", help=say("主持人", "who presided"))
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help=say("地点", "where"))] = None,
    title: Annotated[str | None, typer.Option("--title", help=say("标题", "title"))] = None,
    dissent: Annotated[
        str | None, typer.Option("--dissent", help=say("分歧", "what was not agreed"))
    ] = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Keep the minutes of a joint meeting; each agreed date becomes a clock."""
    from shaozi.desk import meetings as acts

    topic = ask(topic, say("议题", "what it was about"), "--topic", no_input=no_input)
    with kept(topic, *(agreed or ()), dissent), at_desk(write=True, dry_run=dry_run) as desk:
        meeting = acts.Meeting(
            topic=topic,
            title=title,
            place=place,
            chair=chair,
            units=units or (),
            agreed=[_agreed(desk, typed) for typed in agreed or ()],
            dissent=dissent,
        )
        _, number = acts.convene(desk, case, meeting, moment_of(desk, held))
        show_minutes(desk, number, as_json=as_json)
        dry_run_hint(desk)


def _agreed(desk: Desk, typed: str) -> Agreed:
    """An item as people type it: unit; matter; date. Raises `BadItem`."""
    from shaozi.desk.meetings import Agreed
    from shaozi.errors.promises import BadItem

    parts = [part.strip() for part in re.split("[;；]", typed)]
    if len(parts) != 3 or not all(parts):
        raise BadItem(typed)
    due = moment_of(desk, parts[2], ahead=True)
    assert due is not None
    return Agreed(parts[0], parts[1], due)


def show_minutes(desk: Desk, number: str, *, as_json: bool) -> None:
    """The minutes of that number."""
    from shaozi.desk.sheets import minutes
    from shaozi.render.sheet import minutes_item, minutes_lines

    found = minutes(desk, number)
    if as_json:
        put_item("minutes", minutes_item(found, desk.zone) | {"dry_run": desk.store.dry_run})
        return
    said(minutes_lines(found, desk.book, desk.zone))


def fulfil(
    promise: Annotated[
        str,
        typer.Argument(
            metavar=say("约定号", "PROMISE"),
            help=say("约定事项的编号，如 4-Y1", "the agreed item's number, as 4-Y1"),
        ),
    ],
    how: Annotated[str | None, typer.Option("--how", help=say("办了什么", "what was done"))] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """A unit has done what it promised or what was agreed."""
    from shaozi.desk import meetings as acts
    from shaozi.render.whistle import promise_lines
    from shaozi.render.wire import promise_item

    with kept(how), at_desk(write=True, dry_run=dry_run) as desk:
        case, made = acts.fulfil(desk, promise, how, moment_of(desk, happened))
        found = shown(desk, case.number)
        if as_json:
            item = promise_item(made, found, desk.now, desk.zone)
            put_item("promise", item | {"dry_run": desk.store.dry_run})
            return
        said(promise_lines(found, desk.book, desk.now, desk.zone))
        dry_run_hint(desk)
