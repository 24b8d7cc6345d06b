"""Looking: ``check``, ``list``, ``find``, ``show``, and the bare desk of today."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from shaozi.commands.base import (
    at_desk,
    calendar_hint,
    decoded,
    next_hint,
    numbered_lines,
    put_item,
    put_list,
    said,
    shown,
    talk,
)
from shaozi.commands.late import options, typer
from shaozi.commands.meetings import show_minutes
from shaozi.labels import label
from shaozi.terms import State
from shaozi.words import in_chinese, say

if TYPE_CHECKING:
    from shaozi.desk.base import Desk
    from shaozi.render.wire import Shown
    from shaozi.store import Listed


#: Counting what a list leaves out takes longer than the list; nobody needs it to the last one.
COUNTED = 1000


def check(
    text: Annotated[
        str,
        typer.Argument(
            metavar=say("内容", "TEXT"),
            help=say("要核对的内容；- 从标准输入每行读一件", "the text; - reads one per line"),
        ),
    ],
    as_json: options.Json = False,
    jsonl: options.JsonLines = False,
) -> None:
    """What the duty list says of a text; nothing is saved."""
    from shaozi.desk.base import readable
    from shaozi.errors.typed import NotUnicode
    from shaozi.render.text import matters_line, verdict_lines
    from shaozi.render.wire import matter_item, verdict_item
    from shaozi.triage.matters import matters
    from shaozi.triage.verdict import check as verdict_on

    with at_desk() as desk:
        book, lessons = desk.book, desk.store.lessons
    if text != "-":
        verdict = verdict_on(readable(text), book, lessons)
        several = matters(text, book, lessons)
        item = verdict_item(verdict) | {"matters": [matter_item(matter) for matter in several]}
        if jsonl:
            print(json.dumps(item, ensure_ascii=False))
        elif as_json:
            put_item("verdict", item)
        else:
            said(verdict_lines(verdict, book))
            if several:
                talk(matters_line(several))
        return
    items: list[Any] = []
    for number, line in numbered_lines():
        try:
            told = decoded(line)
        except NotUnicode as error:
            error.add_note(say(f"第 {number} 行", f"line {number}"))
            raise
        verdict = verdict_on(told, book, lessons, words=as_json or jsonl)
        if not (as_json or jsonl):
            best = verdict.matches[0]
            code = verdict.code or "?"
            print(verdict.ruling.value, code, f"{best.confidence:.2f}", best.title, sep="\t")
            continue
        several = matters(told, book, lessons)
        item = verdict_item(verdict) | {"matters": [matter_item(matter) for matter in several]}
        if as_json:
            items.append(item)
        else:
            print(json.dumps(item, ensure_ascii=False))
    if as_json:
        put_list("verdict-list", items, len(items))


def list_cases(
    state: options.OfState = None,
    duty: options.OfDuty = None,
    community: options.OfCommunity = None,
    lead: options.OfLead = None,
    channel: options.OfChannel = None,
    overdue: options.Overdue = False,
    due_today: options.DueToday = False,
    to_tell: options.ToTell = False,
    everything: options.Everything = False,
    limit: options.Limit = 50,
    reveal: options.Reveal = False,
    as_json: options.Json = False,
    jsonl: options.JsonLines = False,
    as_csv: options.Csv = False,
    as_tsv: options.Tsv = False,
) -> None:
    """Cases by deadline: those on the desk, or all."""
    from shaozi.commands.filters import Filter

    asked = Filter(state, duty, community, lead, channel, overdue, due_today, to_tell, everything)
    with at_desk(write=reveal) as desk:
        which, values = asked.statement(desk)
        found = desk.store.listed(f"list_{which}", **values, limit=limit or -1)
        total = _counted(desk, f"count_{which}", found, limit, **values)
        if as_csv or as_tsv:
            _put_table(desk, found, reveal=reveal, as_tsv=as_tsv)
        else:
            _show_list(desk, found, total, reveal=reveal, as_json=as_json, jsonl=jsonl)
        _say_cut(found, total)
        if overdue:
            _say_paused(desk, community)
        elif not to_tell:
            _say_untold(desk, community)


def _put_table(desk: Desk, found: list[Listed], *, reveal: bool, as_tsv: bool) -> None:
    from shaozi.exchange import writing
    from shaozi.render.casetable import case_row, titles

    write = writing.as_tsv if as_tsv else writing.as_csv
    rows = (
        case_row(shown(desk, listed.case.number, revealed=reveal), desk.book, desk.now, desk.zone)
        for listed in found
    )
    with writing.text_file(writing.STDOUT, over=False) as file:
        write(file, titles(), rows)


def _say_paused(desk: Desk, community: str | None) -> None:
    """That paused cases are not among the overdue."""
    listed = desk.store.listed("list_paused", moment=desk.now, community=community, limit=-1)
    if listed:
        n = len(listed)
        talk(say(f"挂账中的 {n} 件不在内", f"{n} paused: not among them"))


def _say_untold(desk: Desk, community: str | None) -> None:
    """Who has left the desk's work and is not done: somebody waits to hear of it."""
    listed = desk.store.listed("list_to_tell", community=community, limit=-1)
    if listed:
        n, how = len(listed), "shaozi list --to-tell"
        talk(say(f"{n} 件还要告知居民: {how}", f"{n} whose resident is to be told: {how}"))


def find(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar=say("词…", "TEXT…"), help=say("要找的词，可多个", "words, one or several")
        ),
    ],
    limit: options.Limit = 50,
    reveal: options.Reveal = False,
    as_json: options.Json = False,
    jsonl: options.JsonLines = False,
) -> None:
    """Cases whose issue or place, as masked, holds all the words; the newest entered first."""
    from shaozi.desk.base import readable
    from shaozi.errors.typed import NothingToFind
    from shaozi.finding import asked

    words = " ".join(text)
    query = asked(readable(words))
    if not query:
        raise NothingToFind(words)
    with at_desk(write=reveal) as desk:
        found = desk.store.listed("find", asked=query, limit=limit or -1)
        total = _counted(desk, "count_found", found, limit, asked=query)
        if not (found or as_json or jsonl):
            talk(say("没有找到", "nothing found"))  # what was typed may be somebody's name
            return
        _show_list(desk, found, total, reveal=reveal, as_json=as_json, jsonl=jsonl)
        _say_cut(found, total)


def _counted(desk: Desk, statement: str, found: Sequence[Listed], limit: int, **values: Any) -> int:
    """How many there are; beyond `COUNTED`, or what is shown if that is more, nobody counts on."""
    if len(found) != limit:
        return len(found)  # nothing was cut off
    row = desk.store.first(statement, **values, most=max(COUNTED, limit) + 1)
    return row[0] if row else 0


def _show_list(
    desk: Desk,
    found: list[Listed],
    total: int,
    *,
    reveal: bool,
    as_json: bool,
    jsonl: bool,
) -> None:
    from shaozi.render.wire import case_item

    if as_json or jsonl:
        items = [
            case_item(
                shown(desk, listed.case.number, revealed=reveal), desk.book, desk.now, desk.zone
            )
            for listed in found
        ]
        put_list("case-list", items, total, lines=jsonl)
    else:
        _show_rows(desk, found, reveal=reveal)


def _say_cut(found: list[Listed], total: int) -> None:
    """What a list does not show by itself: deadlines that are guessed, rows left out."""
    calendar_hint(listed.case for listed in found)
    if len(found) < total:
        whole = say(f"{COUNTED} 件以上", f"more than {COUNTED}") if total > COUNTED else total
        cut = say(
            f"显示 {len(found)} / {whole}（--limit 0 看全部）",
            f"{len(found)} of {whole} (--limit 0 shows all)",
        )
        talk(cut)


def _show_rows(desk: Desk, found: list[Listed], *, reveal: bool) -> None:
    import sys

    from shaozi.render.tables import Column, show_table
    from shaozi.render.text import guessed
    from shaozi.worktime import clock_text, iso, until

    on_screen = sys.stdout.isatty()
    rows = []
    for listed in found:
        case = listed.case
        if reveal:
            shown(desk, case.number, revealed=True)
        late = on_screen and case.open and case.resolved_at is None and case.asks
        due = iso(case.due, desk.zone)
        if on_screen:
            due = guessed(case) + clock_text(case.due, desk.zone)[5:]
        rows.append(
            (
                case.number,
                label(case.state) if on_screen else case.state.value,
                f"{due} {until(case.due, desk.now)}" if late else due,
                case.duty or "?",
                desk.book.unit_name(case.lead) if on_screen else case.lead or "",
                listed.place if reveal else listed.address,
                listed.typed if reveal else listed.text,
            )
        )
    columns = (
        Column(say("编号", "case")),
        Column(say("状态", "state")),
        Column(say("时限", "due")),
        Column(say("职责", "duty")),
        Column(say("主责", "lead"), flexible=True),
        Column(say("地点", "place"), flexible=True),
        Column(say("事项", "issue"), flexible=True),
    )
    show_table(columns, rows)


def show(
    case: Annotated[
        str,
        typer.Argument(
            metavar=say("案件号", "CASE"),
            help=say(
                "案件编号或流水号；哨号看哨单（4-S1），会商号看纪要（4-H1）",
                "a case; a whistle for its order (4-S1), a meeting for its minutes (4-H1)",
            ),
        ),
    ],
    history: Annotated[
        bool, typer.Option("--history/--no-history", help=say("办理记录", "with its history"))
    ] = True,
    why: Annotated[
        bool, typer.Option("--why", help=say("时限怎么算出来的", "how its deadlines add up"))
    ] = False,
    reveal: options.Reveal = False,
    as_json: options.Json = False,
) -> None:
    """One case: where it stands, its whistles, its history; or an order, or minutes."""
    from shaozi.desk import clocks as acts
    from shaozi.lifecycle import next_step
    from shaozi.render.history import history_lines
    from shaozi.render.text import case_lines
    from shaozi.render.why import why_item, why_lines
    from shaozi.render.wire import case_item, entry_item

    with at_desk(write=reveal) as desk:
        if _show_paper(desk, case, as_json=as_json):
            return
        found = shown(desk, case, revealed=reveal)
        calendar_hint([found.case])
        entries = desk.store.history(found.case.number) if history else []
        if as_json:
            item = case_item(found, desk.book, desk.now, desk.zone)
            item["history"] = [entry_item(entry, found, desk.zone) for entry in entries]
            if why:
                with in_chinese():
                    item["why"] = [why_item(one, desk.zone) for one in acts.why(desk, found.case)]
            put_item("case", item)
            return
        said(case_lines(found, desk.book, desk.now, desk.zone))
        if found.case.state is State.LOGGED:
            _say_candidates(desk, found)
        if why:
            said([say("  时限怎么来的", "  how the deadlines add up")])
            said(why_lines(acts.why(desk, found.case), desk.book, desk.zone))
        if entries:
            said([say("  办理记录", "  history")])
            lines = history_lines(entries, found, desk.book, desk.zone)
            said(f"    {line}" for line in lines)
        next_hint(next_step(found.case))


def _show_paper(desk: Desk, typed: str, *, as_json: bool) -> bool:
    """The order or the minutes of that number, always masked; whether it was one."""
    from shaozi.desk.base import plain

    typed = plain(typed)
    last = re.fullmatch(r".+?([SsHh])\d{1,4}", typed)
    if last is None:
        return False
    if last[1] in "Hh":
        show_minutes(desk, typed, as_json=as_json)
        return True
    from shaozi.desk.sheets import order
    from shaozi.render.sheet import order_item, order_lines

    found = order(desk, typed)
    if as_json:
        put_item("order", order_item(found, desk.book, desk.zone))
    else:
        said(order_lines(found, desk.book, desk.zone))
    return True


def _say_candidates(desk: Desk, found: Shown) -> None:
    """What an undecided case may be, and the question that tells, as when it was logged."""
    from shaozi.render.text import verdict_lines
    from shaozi.triage.verdict import check as verdict_on
    from shaozi.triage.verdict import without_name

    verdict = verdict_on(found.texts.get(found.case.issue, ""), desk.book, desk.store.lessons)
    for _, name, _ in found.people.values():
        verdict = without_name(verdict, name)
    said(verdict_lines(verdict, desk.book))


def today(as_json: options.Json = False) -> None:
    """The bare desk: what is due, overdue, waited for, and the next command for each."""
    from shaozi.figures.today import on_the_desk
    from shaozi.render.desk import desk_item, desk_lines

    with at_desk() as desk:
        found = on_the_desk(desk)
        if as_json:
            put_item("desk", desk_item(found, desk))
        else:
            said(desk_lines(found, desk))
        calendar_hint(listed.case for listed in found.listed)
