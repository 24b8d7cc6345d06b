"""``shaozi collect``: other desks' ledgers into the supervisor's; ``restore`` from a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from shaozi.commands.base import (
    agree,
    at_desk,
    dry_run_hint,
    put_item,
    put_list,
    said,
    talk,
)
from shaozi.commands.late import options, typer
from shaozi.errors import Usage
from shaozi.words import counted, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shaozi.store import Store
    from shaozi.store.union import Gathered
    from shaozi.store.whole import Record


def collect(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar=say("文件…", "FILE…"),
            help=say(
                "别的台席的台账，或它用 export --ledger 导出的文件",
                "other desks' ledgers, or files they wrote with export --ledger",
            ),
        ),
    ],
    under: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar=say("旧=新", "OLD=NEW"),
            help=say("两个台席同代码时，改用新代码收", "take a desk's entries under another code"),
        ),
    ] = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Take in what other desks wrote; twice, or in another order, makes no difference."""
    from shaozi.config import settings
    from shaozi.store.copying import copy_attachments
    from shaozi.store.erasing import drop_files, sweep
    from shaozi.store.sources import check_lockable
    from shaozi.store.union import unite

    codes = _codes(under)
    ledger = settings().ledger
    if ledger.exists():
        check_lockable(ledger)
    done: list[dict[str, Any]] = []
    with at_desk(write=True, dry_run=dry_run) as desk:
        for file in files:
            with _records(file, codes) as records:
                gathered = unite(desk.store, file, records)
            if not dry_run:
                copy_attachments(file, ledger)
                drop_files(desk.store)
                if gathered.erased:
                    sweep(desk.store)
            done.append(_item(file, gathered))
            if not as_json:
                said([_line(file, gathered)])
            if gathered.erased:
                _say_erased(len(gathered.erased))
        dry_run_hint(desk)
    if as_json:
        put_list("collected-list", done, len(done))


def _codes(typed: str | None) -> tuple[str, str] | None:
    from shaozi.config import SETTINGS

    if typed is None:
        return None
    old, _, new = typed.partition("=")
    takes = SETTINGS["desk"].takes
    if not (takes(old) and takes(new) and old != new):
        raise Usage(
            say(f"看不懂“{typed}”", f"“{typed}” cannot be read"),
            say(
                "这样写: --as SZ=DYX（2–8 个大写字母）", "write it so: --as SZ=DYX (2 to 8 letters)"
            ),
        )
    return old, new


@contextmanager
def _records(file: Path, codes: tuple[str, str] | None) -> Iterator[Iterable[Record]]:
    """A ledger's records, from the ledger itself or from a file of lines."""
    from shaozi.exchange import ledgerfile
    from shaozi.store.renamed import renamed
    from shaozi.store.sources import ledger_copy
    from shaozi.store.whole import records

    with ExitStack() as open_:
        if ledgerfile.is_ledger_file(file):
            found = ledgerfile.read(file)
        else:
            found = records(open_.enter_context(ledger_copy(file)))
        open_.callback(found.close)  # before the copy it reads from
        yield renamed(found, file, *codes) if codes else found


def _say_erased(count: int) -> None:
    """That what another desk erased is gone here too."""
    talk(
        say(
            f"其中 {count} 件的个人信息别处已清除，这里也清除了",
            f"personal data of {counted(count, 'case')} were erased there, and so here",
        )
    )


def _item(file: Path, gathered: Gathered) -> dict[str, Any]:
    return {
        "path": str(file),
        "entries": sum(gathered.entries.values()),
        "desks": dict(gathered.entries),
        "cases": len(gathered.cases),
        "tasks": len(gathered.tasks),
        "erased": len(gathered.erased),
    }


def _line(file: Path, gathered: Gathered) -> str:
    count = sum(gathered.entries.values())
    if not count:
        return say(f"{file}: 没有新的", f"{file}: nothing new")
    desks = say("、", ", ").join(f"{desk} {number}" for desk, number in gathered.entries.items())
    cases = len(gathered.cases)
    return say(
        f"{file}: 新记录 {count} 条（{desks}），涉及 {cases} 件案件",
        f"{file}: {counted(count, 'new entry', 'new entries')} ({desks}) "
        f"on {counted(cases, 'case')}",
    )


def restore(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=say("文件", "FILE"),
            help=say("备份，或 export --ledger 的文件", "a backup, or a file of export --ledger"),
        ),
    ],
    yes: Annotated[
        bool,
        typer.Option("--yes", help=say("备份里的记录少也恢复", "even if it has fewer entries")),
    ] = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Put a checked backup in the ledger's place; what is there now is kept aside."""
    from shaozi.config import now, settings
    from shaozi.store import open_store
    from shaozi.store.copying import copy_attachments
    from shaozi.store.erasing import drop_files
    from shaozi.store.restoring import brought_back, entries_in, put_in_place, sound
    from shaozi.worktime import stamp

    here = settings()
    aside = None
    with _whole(file) as store:
        entries = sound(store, file)
        ahead = entries_in(here.ledger) - entries
        back = brought_back(store, here.ledger)
        if ahead > 0 and not (yes or dry_run):
            agree(
                say(
                    f"现在的台账比它多 {ahead} 条记录，仍然恢复",
                    f"the ledger has {counted(ahead, 'entry', 'entries')} more than it; "
                    "restore it all the same",
                )
            )
        if not dry_run:
            aside = put_in_place(store, here.ledger, stamp(now(here.zone).at, here.zone))
            copy_attachments(file, here.ledger)
            with open_store(here.ledger, create=False) as restored:
                drop_files(restored)  # those of cases that it knows as erased
    if as_json:
        kept = {"path": str(here.ledger), "kept_aside": str(aside) if aside else None}
        put_item("restored", kept | {"entries": entries, "brought_back": back, "dry_run": dry_run})
        return
    said([say(f"已核对，{entries} 条记录", f"verified, {counted(entries, 'entry', 'entries')}")])
    if dry_run:
        talk(say("（试运行，未写入）", "(dry run: nothing written)"))
    if back:
        again = f"shaozi erase {' '.join(back)} --reason …"
        talk(
            say(
                f"备份里有清除过的个人信息，请再清除: {again}",
                f"it has personal data that were erased; erase them again: {again}",
            )
        )
    if aside:
        talk(say(f"原来的台账存在 {aside}", f"the ledger that was here is kept: {aside}"))


@contextmanager
def _whole(file: Path) -> Iterator[Store]:
    """A backup, or a ledger made of a file of lines, open."""
    from shaozi.exchange import ledgerfile
    from shaozi.store import Store
    from shaozi.store.opening import scratch
    from shaozi.store.sources import ledger_copy
    from shaozi.store.union import unite

    if not ledgerfile.is_ledger_file(file):
        with ledger_copy(file) as store:
            yield store
        return
    with Store(scratch(), file) as store, closing(ledgerfile.read(file)) as records:
        unite(store, file, records)
        yield store
