"""``shaozi export``: cases for others, masked; or the whole ledger for another desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from shaozi.commands.base import at_desk, put_item, said, shown, talk
from shaozi.commands.filters import Filter
from shaozi.commands.late import options, typer
from shaozi.errors.typed import NeedsFlag
from shaozi.words import counted, say

if TYPE_CHECKING:
    from shaozi.desk.base import Desk
    from shaozi.exchange.columns import Columns
    from shaozi.render.wire import Shown


def export(
    to: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar=say("文件", "FILE"),
            help=say(
                "写成文件，按后缀: .csv .tsv .jsonl .xlsx；- 是标准输出",
                "write a file, by the end of its name: .csv .tsv .jsonl .xlsx; - is stdout",
            ),
        ),
    ] = None,
    state: options.OfState = None,
    duty: options.OfDuty = None,
    community: options.OfCommunity = None,
    lead: options.OfLead = None,
    channel: options.OfChannel = None,
    overdue: options.Overdue = False,
    due_today: options.DueToday = False,
    to_tell: options.ToTell = False,
    everything: options.Everything = False,
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers",
            metavar=say("来源", "SOURCE"),
            help=say(
                "按来文系统的列给出办理结果: 对应文件，或导入时的来源名",
                "what became of them, in the source's own columns: a mapping, or a source's name",
            ),
        ),
    ] = None,
    ledger: Annotated[
        bool,
        typer.Option(
            "--ledger",
            help=say(
                "整本台账，不脱敏，给别的台席", "the whole ledger, unmasked, for another desk"
            ),
        ),
    ] = False,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """Write cases to a file, masked, or the whole ledger."""
    if ledger:
        _whole(to, over=yes, as_json=as_json)
        return
    asked = Filter(state, duty, community, lead, channel, overdue, due_today, to_tell, everything)
    path = to or Path("-")
    with at_desk() as desk:
        exported = _Cases(desk, asked, answers)
        _write(path, exported, over=yes)
    if as_json and to:
        put_item("export", {"path": str(to), "cases": exported.count})
    elif to and path != Path("-"):
        said([str(to)])
    talk(say(f"{exported.count} 件，已脱敏", f"{counted(exported.count, 'case')}, masked"))


class _Cases:
    """The cases asked for, one by one, counted as they go."""

    def __init__(self, desk: Desk, asked: Filter, answers: str | None) -> None:
        self.desk = desk
        self.count = 0
        self.mapping = _mapping(answers) if answers else None
        if self.mapping:
            channel = asked.channel or self.mapping.channel
            asked = asked._replace(channel=channel, everything=True)
        self.which, self.values = asked.statement(desk)

    def __iter__(self) -> Iterator[Shown]:
        from shaozi.exchange.columns import UNNUMBERED

        statement = f"list_{self.which}"
        for number, *_ in self.desk.store.each(statement, **self.values, limit=-1):
            found = shown(self.desk, number)
            ref = found.case.ref
            if self.mapping and (not ref or ref.startswith(UNNUMBERED)):
                continue  # the source does not know it
            self.count += 1
            yield found

    def table(self) -> tuple[list[str], Iterator[list[str]]]:
        """Headings and rows."""
        from shaozi.render.casetable import answer_row, case_row, titles

        here = self.desk.book, self.desk.now, self.desk.zone
        if self.mapping is None:
            return titles(), (case_row(found, *here) for found in self)
        fields, headings = list(self.mapping.answers), list(self.mapping.answers.values())
        return headings, (answer_row(found, *here, fields) for found in self)

    def items(self) -> Iterator[dict[str, Any]]:
        """What programs read."""
        from shaozi.render.wire import case_item

        if self.mapping:
            headings, rows = self.table()
            return (dict(zip(headings, row, strict=True)) for row in rows)
        return (case_item(found, self.desk.book, self.desk.now, self.desk.zone) for found in self)


def _mapping(named: str) -> Columns:
    """The mapping of a source, by its file or by the source's name; raises `NoSuchSource`."""
    from shaozi.errors.exchange import NoSuchSource
    from shaozi.exchange import columnfile

    if Path(named).exists():
        return columnfile.load(Path(named))
    kept = list(columnfile.kept())
    for found in kept:
        if found.source == named:
            return found
    raise NoSuchSource(named, [found.source for found in kept])


def _write(path: Path, cases: _Cases, *, over: bool) -> None:
    from shaozi.errors.reports import NoSuchForm
    from shaozi.exchange import writing

    form = path.suffix.lower() if path != writing.STDOUT else ".csv"
    if form == ".xlsx":
        with writing.new_file(path, over=over) as half:
            writing.as_xlsx(half, *cases.table())
    elif form == ".jsonl":
        with writing.text_file(path, over=over) as file:
            file.writelines(f"{json.dumps(item, ensure_ascii=False)}\n" for item in cases.items())
    elif form in (".csv", ".tsv"):
        write = writing.as_csv if form == ".csv" else writing.as_tsv
        with writing.text_file(path, over=over) as file:
            write(file, *cases.table())
    else:
        raise NoSuchForm(path, (".csv", ".tsv", ".jsonl", ".xlsx"))


def _whole(to: Path | None, *, over: bool, as_json: bool) -> None:
    from shaozi.exchange import ledgerfile
    from shaozi.store.copying import copy_attachments
    from shaozi.store.whole import records

    if to is None:
        raise NeedsFlag(say("写到哪里", "where to write it"), "-o")
    with at_desk() as desk:
        count = ledgerfile.write(records(desk.store), to, over=over)
        files = copy_attachments(desk.store.path, to)
    if as_json:
        put_item("ledger-file", {"path": str(to), "records": count, "attachments": files})
        return
    said([str(to)])
    talk(
        say(
            f"{count} 条，{files} 个附件。内有居民姓名、电话和原文，只给该看的人；仅本人可读",
            f"{counted(count, 'record')}, {counted(files, 'attachment')}. It holds "
            "residents' names, numbers and words: only for those who may see them; readable by "
            "you only",
        )
    )
