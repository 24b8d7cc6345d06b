"""``shaozi erase``: personal data whose time is over, or that somebody asked to have erased."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

from shaozi.commands.base import (
    agree,
    ask,
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
from shaozi.words import counted, say

if TYPE_CHECKING:
    from pathlib import Path

    from shaozi.case import Case
    from shaozi.desk.base import Desk
    from shaozi.desk.erasing import Erased
    from shaozi.erasure import Gone


#: So many cases whose time is over go together, so that others can write in between.
AT_ONCE = 500


class _Run(NamedTuple):
    """What a run erased, and the files beside the ledger that had it."""

    erased: list[Erased]
    files: list[Path]


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
        typer.Option(
            "--due",
            help=say(
                "清除全部到期的（结束满 erase_days 天）",
                "erase all whose time (erase_days) is over",
            ),
        ),
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
    from shaozi.desk import erasing as acts
    from shaozi.render.progress import progress

    named = cases or []
    if named and due:
        raise Usage(
            say("案件号和 --due 只写一样", "give cases or --due, not both"),
            say("到期的全部: shaozi erase --due", "all whose time is over: shaozi erase --due"),
        )
    with kept(reason) as typed, at_desk(write=bool(named or due), dry_run=dry_run) as desk:
        found = _named(desk, named) if named else acts.due(desk)
        if not (named or due):
            _show_due(desk, found, limit, as_json=as_json)
            return
        if named:
            why = say("为什么清除（如居民要求；别写姓名）", "why (as: the resident asked; no name)")
            reason = ask(reason, why, "--reason", no_input=no_input)
            typed[:] = [reason]
        if found and not (yes or dry_run):
            _agree(found, texts=texts, no_input=no_input)
        erase_one = partial(acts.erase, desk, reason=reason, texts=texts)
        run = _Run([], [])
        copies: list[Path] = []
        with _said_how_far(run), progress(say("清除", "erasing"), len(found)) as advance:
            try:
                for batch in _batches(found, len(found) if named else AT_ONCE):
                    _go(desk, batch, erase_one, run, listed=due)
                    advance(len(batch))
                typed.clear()
            finally:  # whatever stops it, nothing of what went may be left in the file
                copies = [] if dry_run else _wipe(desk, run.erased)
        _report(desk, run, copies, as_json=as_json)


def _go(
    desk: Desk,
    cases: Sequence[Case],
    erase: Callable[[Case], tuple[Erased, Gone]],
    run: _Run,
    *,
    listed: bool,
) -> None:
    """Erase some cases, all or none, with what stands of them beside the ledger.

    Of cases ``listed`` as due, one that changed since is left for the next time. The files are read
    before the ledger is changed for good, and written after.
    """
    with desk.store.writing():
        done = [erase(case) for case in cases if not (listed and _has_changed(desk, case))]
        files = [] if desk.store.dry_run else [*_cleaned(desk, [gone for _, gone in done])]
    run.erased.extend(erased for erased, _ in done)
    for path, left in files:
        put_file(path, left, over=True)
        run.files.append(path)


def _has_changed(desk: Desk, case: Case) -> bool:
    now = desk.store.case(case.number)
    return now is None or now.last_entry != case.last_entry


def _named(desk: Desk, typed: Sequence[str]) -> list[Case]:
    """The cases meant, each once; raises `StillNeeded` before anybody is asked."""
    from shaozi.desk.base import find_case
    from shaozi.desk.erasing import check

    found = {(case := find_case(desk, one)).number: case for one in typed}
    for case in found.values():
        check(desk, case)
    return list(found.values())


def _batches(found: Sequence[Case], size: int) -> Iterator[Sequence[Case]]:
    for start in range(0, len(found), size or 1):
        yield found[start : start + size]


def _agree(found: Sequence[Case], *, texts: bool, no_input: bool) -> None:
    """Ask before anything goes; where nobody can answer, `NeedsFlag`."""
    count = len(found)
    of = found[0].number if count == 1 else say(f"{count} 件案件", counted(count, "case"))
    too = say("，连同写过的全部文字", " and all that was typed") if texts else ""
    what = say(
        f"清除 {of} 的个人信息{too}，不能撤销，确定吗",
        f"erase the personal data of {of}{too}; it cannot be undone. Go on",
    )
    agree(what, no_input=no_input)


@contextmanager
def _said_how_far(run: _Run) -> Iterator[None]:
    """Whatever stops it, what is gone is gone, and the person is told how to go on."""
    try:
        yield
    except BaseException as error:
        # Typer ends on Ctrl-C without a word, but not on an Abort
        told = typer.Abort() if isinstance(error, KeyboardInterrupt) else error
        done = len(run.erased)
        told.add_note(
            say(
                f"已清除 {done} 件；接着清除: shaozi erase --due",
                f"{counted(done, 'case')} erased; to go on: shaozi erase --due",
            )
        )
        raise told from None


def _cleaned(desk: Desk, erased: Sequence[Gone]) -> Iterator[tuple[Path, bytes]]:
    """Drafts and files of rejected rows that have what is gone, and what stays of each."""
    from shaozi import drafts
    from shaozi.errors.ledger import CannotWrite

    beside = sorted(desk.store.path.parent.glob("*.rejected.*"))
    for path in (*drafts.kept(), *filter(os.path.isfile, beside)):
        try:
            before = left = path.read_bytes().decode("utf-8", "surrogateescape")
        except OSError as error:
            raise CannotWrite(path, error) from None
        for gone in erased:
            left = gone.left(left)
        if left != before:
            yield path, left.encode("utf-8", "surrogateescape")


def _wipe(desk: Desk, erased: Sequence[Erased]) -> list[Path]:
    """Wipe it from the ledger's unused parts; gives the copies of the ledger that still have it."""
    from shaozi.erasure import together
    from shaozi.store.erasing import copies, sweep

    sweep(desk.store)
    return copies(desk.store.path, together(one.lost for one in erased))


def _report(desk: Desk, run: _Run, copies: Sequence[Path], *, as_json: bool) -> None:
    erased, files = run
    if as_json:
        items = [
            {"number": one.number, "kinds": one.kinds, "attached": one.attached} for one in erased
        ]
        beside = {"cleaned": list(map(str, files)), "still_in": list(map(str, copies))}
        put_item("erased", {"cases": items, **beside, "dry_run": desk.store.dry_run})
        return
    count = len(erased)
    if count:
        said(one.number for one in erased)
        of = say(f"{count} 件案件", counted(count, "case"))
        talk(say(f"已清除 {of}的个人信息", f"erased the personal data of {of}"))
    else:
        talk(say("没有到期的", "there is none whose time is over"))
    if dry_run_hint(desk):
        return
    for one in erased:
        if one.attached:
            number = one.number
            talk(
                say(
                    f"{number} 的附件还在，请看看里面有没有个人信息",
                    f"the attachments of {number} are still there: look for personal data in them",
                )
            )
    for path in files:
        talk(say(f"文件里的也已清除: {path}", f"erased in this file too: {path}"))
    for path in copies:
        talk(
            say(
                f"这份副本里还有，请按期删除: {path}",
                f"this copy still has it; delete it in its time: {path}",
            )
        )


def _show_due(desk: Desk, found: Sequence[Case], limit: int, *, as_json: bool) -> None:
    from shaozi.render.tables import Column, show_table
    from shaozi.worktime import iso

    listed = found[: limit or None]
    ended = [(case.number, iso(case.ended_at, desk.zone)) for case in listed]
    if as_json:
        items = [{"number": number, "ended_at": at} for number, at in ended]
        put_list("erasable-list", items, len(found))
        return
    if ended:
        show_table((Column(say("编号", "case")), Column(say("结束", "ended"))), ended)
    talk(
        say(
            f"结束满 {desk.erase_days} 天、个人信息到期的: {len(found)} 件",
            f"ended {desk.erase_days} days ago or more, personal data past their time: "
            f"{len(found)}",
        )
    )
    if len(listed) < len(found):
        talk(
            say(
                f"显示 {len(listed)} / {len(found)}（--limit 0 看全部）",
                f"{len(listed)} of {len(found)} (--limit 0 shows all)",
            )
        )
    next_hint("shaozi erase --due" if found else "")
