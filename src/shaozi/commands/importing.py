"""``shaozi import``: work orders and grid cases that another system wrote."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import at_a_terminal, at_desk, dry_run_hint, put_item, says_yes, talk
from shaozi.commands.late import options, typer
from shaozi.errors import Declined
from shaozi.errors.exchange import NoSuchMapping, NoTextColumn
from shaozi.errors.typed import NeedsFlag
from shaozi.labels import label
from shaozi.terms import Fate
from shaozi.words import counted, say

if TYPE_CHECKING:
    from shaozi.desk.importing import Taken
    from shaozi.exchange.columns import Columns
    from shaozi.exchange.headings import Headings
    from shaozi.exchange.table import Table

#: Rejected rows named on the screen; all of them are in the file.
NAMED = 20


def import_file(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=say("文件", "FILE"),
            help=say("xlsx、csv 或 JSON Lines 文件", "an xlsx, csv or JSON Lines file"),
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar=say("文件", "FILE"),
            help=say(
                "写明哪一列是什么的文件；没有就写一份待改",
                "the file that says which column is what; if absent, a guess to mend",
            ),
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", help=say("工作表，不写就是第一个", "which sheet; else the first")),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=say("不必先问", "do not ask first"))] = False,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
    jsonl: options.JsonLines = False,
) -> None:
    """Log every row of a file as a case; rows that are there already change nothing."""
    from shaozi.commands.collecting import collect
    from shaozi.desk.importing import take_in
    from shaozi.exchange.columns import reader
    from shaozi.exchange.files import open_table
    from shaozi.exchange.ledgerfile import is_ledger_file
    from shaozi.exchange.rejected import Rejected
    from shaozi.privacy import scrub
    from shaozi.render.progress import progress

    if is_ledger_file(file):  # not rows, but all that another desk has
        collect([file], dry_run=dry_run, as_json=as_json)
        return
    count: Counter[Fate] = Counter()
    reasons: list[tuple[int, str]] = []
    with open_table(file, sheet) as table:
        columns, found = _mapping(table, mapping, dry_run=dry_run, yes=yes, no_input=no_input)
        rows = (row for row in table.rows() if row.line > found.line)
        with (
            at_desk(write=True, dry_run=dry_run) as desk,
            Rejected(file, found.titles, table.form) as rejected,
            progress(say("导入", "importing"), table.size) as advance,
            _said_how_far(count),
        ):
            for batch in take_in(desk, rows, reader(columns, found.titles, desk.now, desk.zone)):
                count.update(taken.fate for taken in batch)
                for taken in batch:
                    if taken.fate is Fate.REJECTED:
                        reasons.append((taken.row.line, taken.reason))
                        rejected.add(taken.row, taken.reason)
                _tell(batch, as_json=as_json, jsonl=jsonl)
                advance(len(batch))
            kept_at = None if dry_run else rejected.finish()
            dry_run_hint(desk)
    if as_json:
        counts = {fate.value: count[fate] for fate in Fate}
        rejects = [{"line": line, "reason": scrub(reason)} for line, reason in reasons]
        kept = {"rejected_file": str(kept_at) if kept_at else None, "rejects": rejects}
        whole = {"path": str(file), "rows": count.total(), **counts, **kept, "dry_run": dry_run}
        put_item("import", whole)
    else:
        _say_rejected(reasons)
        print(_counted(count), file=sys.stdout if sys.stdout.isatty() else sys.stderr)
    if count[Fate.REJECTED]:
        _say_mend(kept_at)
        raise typer.Exit(1)


def _say_mend(kept_at: Path | None) -> None:
    if kept_at:
        talk(
            say(
                f"未收的行在 {kept_at}，含个人信息，仅本人可读。"
                f"改好再导入: shaozi import {kept_at}",
                f"the rejected rows are in {kept_at}: personal data, readable by you only. "
                f"Mend them and: shaozi import {kept_at}",
            )
        )


# --- which column is what -------------------------------------------------------------------------


def _mapping(
    table: Table, given: Path | None, *, dry_run: bool, yes: bool, no_input: bool
) -> tuple[Columns, Headings]:
    """The mapping for a file: the one given, the one kept for such files, or a guess.

    A guess is shown and asked about, then kept: the second time is silent. Raises
    `NoSuchMapping` where the one given is not there, and writes the guess to it.
    """
    from shaozi.exchange import columnfile
    from shaozi.exchange.guess import guess
    from shaozi.exchange.headings import headings

    if given and given.exists():
        return columnfile.load_for(table, given)
    found = headings(table)
    if given:
        if not dry_run:
            columnfile.save(guess(table, found), given)
        raise NoSuchMapping(given, written=not dry_run)
    columns = columnfile.known(found.titles)
    if columns:
        return columns, found
    columns = guess(table, found)
    if "text" not in columns.columns:
        raise NoTextColumn(table.path, found.titles, table.sheets)
    _show(columns, table, found)
    if not (yes or dry_run):
        _agree(table.path, no_input=no_input)
    if not dry_run:
        kept_at = columnfile.save(columns)
        talk(say(f"对应已存: {kept_at}", f"the mapping is kept: {kept_at}"))
    return columns, found


def _show(columns: Columns, table: Table, found: Headings) -> None:
    from shaozi.render.columns import other_columns, show_mapping

    talk(say(f"{table.path.name} 的列:", f"the columns of {table.path.name}:"))
    show_mapping(columns, table, found)
    others = other_columns(columns)
    if others:
        told = counted(others, "other column")
        talk(say(f"另有 {others} 列不读", f"not read: {told}"))


def _agree(file: Path, *, no_input: bool) -> None:
    """Ask whether the guess is right; where nobody can answer, `NeedsFlag`."""
    if no_input or not at_a_terminal():
        raise NeedsFlag(say("对各列的确认", "a word on whether these columns are right"), "--yes")
    if not says_yes(say("这样导入吗", "import it so"), default=True):
        error = Declined()
        line = f"shaozi import {file} --mapping {say('列.toml', 'columns.toml')}"
        error.add_note(say(f"自己写明各列: {line}", f"say yourself which is which: {line}"))
        raise error


# --- what became of the rows --------------------------------------------------------------------


@contextmanager
def _said_how_far(count: Counter[Fate]) -> Iterator[None]:
    """Whatever stops it, what was committed stays, and the person is told how to go on."""
    try:
        yield
    except BaseException as error:
        # Typer ends on Ctrl-C without a word, but not on an Abort
        told = typer.Abort() if isinstance(error, KeyboardInterrupt) else error
        told.add_note(f"{_counted(count)}{say('。', '.')}")
        told.add_note(
            say(
                "已导入的都在台账里；再运行一次就接着导入",
                "What was imported stays; run it again to go on from there",
            )
        )
        raise told from None


def _counted(count: Counter[Fate]) -> str:
    parts = [f"{label(fate)} {count[fate]}" for fate in Fate]
    return say("，", ", ").join(parts)


def _tell(batch: list[Taken], *, as_json: bool, jsonl: bool) -> None:
    """A line a row where a program reads; on a terminal the bar and the end say enough."""
    if as_json or (sys.stdout.isatty() and not jsonl):
        return
    lines = [_item(taken) if jsonl else _line(taken) for taken in batch]
    with suppress(BrokenPipeError):  # whoever stops reading does not stop the import
        print("\n".join(lines), flush=True)


def _line(taken: Taken) -> str:
    from shaozi.privacy import one_line, scrub

    reason = one_line(scrub(taken.reason))
    duty = (taken.case.duty if taken.case else None) or ""
    return "\t".join((str(taken.row.line), taken.fate.value, taken.number or "", duty, reason))


def _item(taken: Taken) -> str:
    from shaozi.privacy import scrub

    case = taken.case
    item = {
        "line": taken.row.line,
        "fate": taken.fate.value,
        "number": taken.number,
        "ref": case.ref if case else None,
        "duty": case.duty if case else None,
        "reason": scrub(taken.reason) or None,
    }
    return json.dumps(item, ensure_ascii=False)


def _say_rejected(reasons: Sequence[tuple[int, str]]) -> None:
    from shaozi.privacy import one_line, scrub

    for line, reason in reasons[:NAMED]:
        told = one_line(scrub(reason))
        talk(say(f"第 {line} 行: {told}", f"line {line}: {told}"))
    if len(reasons) > NAMED:
        rest = len(reasons) - NAMED
        talk(say(f"另有 {rest} 行", f"and {counted(rest, 'more line')}"))
