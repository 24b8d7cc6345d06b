"""``shaozi erase``: personal data whose time is over, or that somebody asked to have erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import (
    ask,
    at_a_terminal,
    at_desk,
    dry_run_hint,
    kept,
    next_hint,
    put_file,
    put_item,
    put_list,
    said,
    talk,
)
from shaozi.commands.late import options, typer
from shaozi.errors import Usage
from shaozi.errors.typed import NeedsFlag
from shaozi.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shaozi.case import Case
    from shaozi.desk.base import Desk
    from shaozi.desk.erasing import Erased


def erase(
    cases: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=say("案件号…", "CASE…"),
            help=say("居民要求清除的案件", "cases whose resident asks for it"),
        ),
    ] = None,
    due: Annotated[
        bool,
        typer.Option("--due", help=say("清除全部到期的", "erase all whose time is over")),
    ] = False,
    texts: Annotated[
        bool,
        typer.Option(
            "--texts",
            help=say(
                "连同写过的全部文字和附件",
                "all that was typed and attached too, not only who it is",
            ),
        ),
    ] = False,
    reason: options.Reason = None,
    limit: options.Limit = 50,
    yes: Annotated[
        bool, typer.Option("--yes", help=say("不再确认", "do not ask before erasing"))
    ] = False,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Erase who the residents of ended cases are; alone, show whose time is over.

    Names, numbers and flats go for good, in the texts, the search and the drafts too; the facts of
    the case stay. The setting erase_days says after how many days (个人信息保护法 art. 19, 47).
    """
    from shaozi.config import settings
    from shaozi.desk import erasing as acts

    here = settings()
    named = cases or []
    if named and due:
        raise Usage(
            say("案件号和 --due 只写一样", "give cases or --due, not both"),
            say("到期的全部: shaozi erase --due", "all whose time is over: shaozi erase --due"),
        )
    if named:
        why = say("为什么清除（如居民要求）", "why (as: the resident asked)")
        reason = ask(reason, why, "--reason", no_input=no_input)
    with kept(reason) as typed, at_desk(write=bool(named or due), dry_run=dry_run) as desk:
        found = _named(desk, named) if named else acts.due(desk, here.erase_days)
        if not (named or due):
            _show_due(desk, found, here.erase_days, limit, as_json=as_json)
            return
        if found and not (yes or dry_run):
            _agree(len(found), no_input=no_input)
        with desk.store.writing():
            erased = [
                acts.erase(desk, case, reason=reason, days=here.erase_days, texts=texts)
                for case in found
            ]
        typed.clear()
        files, copies = ([], []) if dry_run else _reach_copies(desk, erased)
        _report(desk, erased, files, copies, as_json=as_json)


def _named(desk: Desk, typed: Sequence[str]) -> list[Case]:
    """The cases meant, each once."""
    from shaozi.desk.base import find_case

    return list({(case := find_case(desk, one)).number: case for one in typed}.values())


def _agree(count: int, *, no_input: bool) -> None:
    """Ask before anything goes; where nobody can answer, `NeedsFlag`."""
    what = say(
        f"清除 {count} 件案件的个人信息，不能撤销，确定吗",
        f"erase the personal data of {count} cases; it cannot be undone. Go on",
    )
    if no_input or not at_a_terminal():
        raise NeedsFlag(say("确认: ", "a word on this: ") + what, "--yes")
    if not typer.confirm(what, err=True):
        raise typer.Abort


def _reach_copies(desk: Desk, erased: Sequence[Erased]) -> tuple[list[Path], list[Path]]:
    """Erase it beside the ledger too; gives the typed files changed, and copies that have it."""
    from shaozi import drafts
    from shaozi.erasure import together
    from shaozi.store.erasing import copies, sweep

    ledger = desk.store.path
    changed = []
    for path in (*drafts.kept(), *sorted(ledger.parent.glob("*.rejected.*"))):
        before = left = path.read_bytes().decode("utf-8", "surrogateescape")
        for one in erased:
            left = one.gone.left(left)
        if left != before:
            put_file(path, left.encode("utf-8", "surrogateescape"), over=True)
            changed.append(path)
    sweep(desk.store)
    return changed, copies(ledger, together(one.lost for one in erased))


def _report(
    desk: Desk,
    erased: Sequence[Erased],
    files: Sequence[Path],
    copies: Sequence[Path],
    *,
    as_json: bool,
) -> None:
    if as_json:
        items = [{"number": one.case.number, "kinds": list(one.kinds)} for one in erased]
        beside = {"cleaned": list(map(str, files)), "still_in": list(map(str, copies))}
        put_item("erased", {"cases": items, **beside, "dry_run": desk.store.dry_run})
        return
    said(
        [
            *(one.case.number for one in erased),
            say(
                f"已清除 {len(erased)} 件案件的个人信息",
                f"erased the personal data of {len(erased)} cases",
            ),
        ]
    )
    if dry_run_hint(desk):
        return
    for path in files:
        talk(say(f"文件里的也已清除: {path}", f"erased in this file too: {path}"))
    for path in copies:
        talk(
            say(
                f"这份副本里还有，请按期删除: {path}",
                f"this copy still has it; delete it in its time: {path}",
            )
        )


def _show_due(desk: Desk, found: Sequence[Case], days: int, limit: int, *, as_json: bool) -> None:
    from shaozi.worktime import clock_text, iso

    listed = found[: limit or None]
    if as_json:
        items = [
            {"number": case.number, "ended_at": iso(case.ended_at, desk.zone)} for case in listed
        ]
        put_list("erasable-list", items, len(found))
        return
    said(
        [
            say(
                f"结案满 {days} 天、个人信息该清除的: {len(found)} 件",
                f"ended {days} days ago or more, personal data to be erased: {len(found)}",
            ),
            *(f"{case.number}\t{clock_text(case.ended_at or 0, desk.zone)}" for case in listed),
        ]
    )
    if len(listed) < len(found):
        talk(
            say(
                f"显示 {len(listed)} / {len(found)}（--limit 0 看全部）",
                f"{len(listed)} of {len(found)} (--limit 0 shows all)",
            )
        )
    next_hint("shaozi erase --due" if found else "")
