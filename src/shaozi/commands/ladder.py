"""The command that pursues what is late."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from shaozi.commands.base import at_desk, dry_run_hint, put_list, shown, talk
from shaozi.commands.late import options, typer
from shaozi.labels import label
from shaozi.words import counted, in_chinese, say

if TYPE_CHECKING:
    from shaozi.desk.base import Desk
    from shaozi.desk.ladder import Notice


def escalate(
    notices: Annotated[
        Path | None,
        typer.Option(
            "--notices",
            metavar=say("文件夹", "DIR"),
            help=say("通知写到这里，每份一个文件", "write the notices here, a file each"),
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help=say("有到期的就以 8 退出，不写入", "exit 8 if anything is due; write nothing"),
        ),
    ] = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Climb the next rung of everything late, a case at a time; nothing is sent."""
    from shaozi.config import settings
    from shaozi.desk import ladder as acts
    from shaozi.errors import ShaoziError
    from shaozi.ladderfile import load

    here = settings()
    steps = load(here.escalation, here.cache)
    found: list[Notice] = []
    items: list[Any] = []
    papers = 0
    with at_desk(dry_run=dry_run or check) as desk:  # where there is no ledger, nothing is late
        try:
            for number in acts.late_cases(desk):
                with desk.store.writing():  # what cannot be put on paper was not climbed
                    climbed = acts.climb(desk, number, steps)
                    made = [_item(desk, notice) for notice in climbed]
                    if notices and not desk.store.dry_run:
                        _put_papers(desk, climbed, notices)
                        papers += len(climbed)
                found += climbed
                items += made
        except ShaoziError as error:
            error.done = [*items]
            raise
        finally:
            if not as_json:
                _show(desk, found)
            if papers:
                told = counted(papers, "notice")
                talk(say(f"已写入 {notices}: {papers} 份通知", f"written to {notices}: {told}"))
        if as_json:
            put_list("notice-list", items, len(items))
        dry_run_hint(desk)
    if not found:
        talk(say("没有到期要催的", "nothing to pursue"))
    if check and found:
        raise typer.Exit(8)


def _item(desk: Desk, notice: Notice) -> dict[str, Any]:
    from shaozi.render.notice import notice_item

    with in_chinese():
        item = notice_item(notice, shown(desk, notice.case.number), desk.book, desk.now, desk.zone)
    return item | {"draft": desk.book.is_draft, "dry_run": desk.store.dry_run}


def _put_papers(desk: Desk, found: list[Notice], folder: Path) -> None:
    """Write each notice to a file of its own: case, rung, number. Raises `CannotWrite`."""
    from shaozi.errors.ledger import CannotWrite
    from shaozi.render.notice import notice_text

    for notice in found:
        rung = notice.due.step.rung
        named = say(label(rung), rung.value)
        path = folder / f"{notice.case.number}-{named}-{notice.number}.txt"
        text = notice_text(notice, shown(desk, notice.case.number), desk.book, desk.now, desk.zone)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CannotWrite(path, error) from None


def _show(desk: Desk, found: list[Notice]) -> None:
    from shaozi.render.notice import notice_row
    from shaozi.render.tables import Column, show_table

    columns = (
        Column(say("案件", "case")),
        Column(say("督促", "rung")),
        Column(say("主送", "to"), flexible=True),
        Column(say("原因", "why"), flexible=True),
        Column(say("逾期", "late")),
    )
    if found:
        show_table(columns, [notice_row(notice, desk.book, desk.now) for notice in found])
