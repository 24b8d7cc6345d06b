"""``config calendar``: the working calendar in force, and an office's own over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import at_desk, dry_run_hint, put_item, said, talk
from shaozi.commands.late import options, typer
from shaozi.errors import Usage
from shaozi.words import counted, say

if TYPE_CHECKING:
    from shaozi.desk.base import Desk
    from shaozi.desk.calendar import Change


def config_calendar(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar=say("文件", "FILE"),
            help=say("本单位的日历；不写就看现行的", "the office's own calendar; else show"),
        ),
    ] = None,
    remove: Annotated[
        bool,
        typer.Option("--remove", help=say("取下本单位的日历", "take the office's own out of use")),
    ] = False,
    recalculate: Annotated[
        bool,
        typer.Option(
            "--recalculate",
            help=say(
                "按现行日历重算在办案件的时限，程序升级带来新一年的安排后用",
                "count open cases' deadlines again, once an upgrade brings a new year",
            ),
        ),
    ] = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Show the calendar in force, or change it and count the deadlines it changes again."""
    from shaozi.calendarfile import calendar_of, calendar_path, keep, read
    from shaozi.config import config_path
    from shaozi.desk import calendar as acts
    from shaozi.render.calendar import calendar_item, calendar_lines

    if (file is not None) + remove + recalculate > 1:
        raise Usage(say("一次只做一样", "one thing at a time"), "FILE | --remove | --recalculate")
    kept = calendar_path(config_path())
    own = None if file is None else read(file)
    changing = file is not None or remove
    if changing and not dry_run:
        keep(own, kept)
    with at_desk(dry_run=dry_run) as desk:
        if changing and dry_run:
            desk = desk._replace(calendar=calendar_of(own, desk.calendar.closes))
        changes = acts.recalculate(desk) if changing or recalculate else []
        if as_json:
            put_item("calendar", calendar_item(desk, kept, changes))
            return
        if changes or recalculate:
            _show_changes(desk, changes)
        else:
            said(calendar_lines(desk.calendar))
        dry_run_hint(desk)


def _show_changes(desk: Desk, changes: list[Change]) -> None:
    from shaozi.render.calendar import change_line

    said(change_line(change, desk.zone) for change in changes)
    count = len(changes)
    talk(say(f"重算了 {count} 件的时限", f"deadlines of {counted(count, 'case')} counted again"))
