"""The acts on a whistle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import (
    ask,
    at_a_terminal,
    at_desk,
    dry_run_hint,
    kept,
    moment_of,
    next_hint,
    put_item,
    said,
    shown,
    talk,
)
from shaozi.commands.late import options, typer
from shaozi.errors import Usage
from shaozi.terms import Kind
from shaozi.words import in_chinese, say

if TYPE_CHECKING:
    from shaozi.case import Case, Whistle
    from shaozi.desk.base import Desk
    from shaozi.escalate import Plan


def whistle(
    case: options.CaseArg,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar=say("单位", "UNIT"),
            help=say(
                "叫哪个单位，可多次；不写按清单", "whom to call, repeatable; else by the list"
            ),
        ),
    ] = None,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--kind",
            help=say(
                "YJ 应急处置、ZF 综合执法、ZD 重点工作、QS 群众诉求；不写按清单",
                "YJ emergency, ZF enforcement, ZD priority work, QS demand; else by the list",
            ),
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason", help=say("社区、街道为什么办不了", "why it could not be settled below")
        ),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Call units to a case, and say why each."""
    from shaozi.desk import whistles as acts
    from shaozi.errors.whistles import CommunityFirst

    def blow(why: str | None) -> None:
        """A desk for each try: the whistle is blown when its reason has been given, not before."""
        with kept(why), at_desk(write=True, dry_run=dry_run) as desk:
            moment = moment_of(desk, happened)
            found = acts.whistle(desk, case, to=to or (), kind=kind, reason=why, happened_at=moment)
            _show_whistle(desk, *found, as_json=as_json)

    try:
        blow(reason)
    except CommunityFirst as refusal:
        if no_input or as_json or not at_a_terminal():
            raise
        talk(refusal.message)
        question = say("社区为什么办不了", "why could the community not settle it")
        blow(ask(None, question, "--reason", no_input=no_input))


def _show_whistle(desk: Desk, case: Case, blown: Whistle, plan: Plan, *, as_json: bool) -> None:
    from shaozi.render.order import chat_text
    from shaozi.render.wire import whistle_item

    found = shown(desk, case.number)
    residents = tuple(name for kind, name, _ in found.people.values() if kind == "resident")
    text, address = found.texts.get(case.issue, ""), found.texts.get(case.address or "", "")

    def chat() -> str:
        return chat_text(blown, text, address, residents, desk.book, desk.zone)

    if as_json:
        item = whistle_item(blown, found, desk.book, desk.now, desk.zone)
        with in_chinese():
            why = [{"unit": choice.unit, "why": choice.why()} for choice in plan.choices]
            item |= {"text": chat(), "why": why}
        put_item("whistle", item | {"draft": desk.book.is_draft, "dry_run": desk.store.dry_run})
        return
    kind = desk.book.kinds[blown.kind].name
    said([f"{blown.number}  {kind}"])
    said(f"  {desk.book.unit_name(choice.unit)}  {choice.why()}" for choice in plan.choices)
    said(["", chat()])
    if dry_run_hint(desk):
        return
    talk(
        say(
            "以上文字可贴到工作群；哨子自己不发送。",
            "Paste the text into the units' group; shaozi sends nothing.",
        )
    )
    next_hint(f"shaozi arrive {blown.number} {say('单位', 'UNIT')} --by …")


def _done(desk: Desk, found: tuple[Case, Whistle], *, as_json: bool) -> None:
    from shaozi.render.text import whistle_lines
    from shaozi.render.wire import whistle_item

    case, blown = found
    seen = shown(desk, case.number)
    if as_json:
        item = whistle_item(blown, seen, desk.book, desk.now, desk.zone)
        put_item("whistle", item | {"dry_run": desk.store.dry_run})
        return
    said(whistle_lines(blown, seen, desk.book, desk.now, desk.zone))
    dry_run_hint(desk)


def arrive(
    whistle: options.WhistleArg,
    unit: options.UnitArg,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar=say("姓名", "NAME"), help=say("谁到场", "who came")),
    ] = None,
    happened: options.Happened = None,
    correct: Annotated[
        bool,
        typer.Option(
            "--correct",
            help=say("更正记错的报到时间或姓名", "correct an arrival's time or name"),
        ),
    ] = False,
    reason: Annotated[
        str | None,
        typer.Option("--reason", help=say("为什么更正", "why it is corrected")),
    ] = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """A called unit reports in; with ``correct`` an arrival is put right, for a reason."""
    from shaozi.desk import whistles as acts

    if correct:
        why = ask(reason, say("为什么更正", "why correct it"), "--reason", no_input=no_input)
        with kept(why), at_desk(write=True, dry_run=dry_run) as desk:
            moment = moment_of(desk, happened)
            found = acts.correct_arrival(desk, whistle, unit, why, by=by, arrived_at=moment)
            _done(desk, found, as_json=as_json)
        return
    if reason is not None:
        raise Usage(
            say("--reason 只和 --correct 一起用", "--reason goes with --correct"),
            say("更正报到: --correct --reason …", "to correct an arrival: --correct --reason …"),
        )
    by = ask(by, say("谁到场", "who came"), "--by", no_input=no_input)
    with at_desk(write=True, dry_run=dry_run) as desk:
        found = acts.arrive(desk, whistle, unit, by, moment_of(desk, happened))
        _done(desk, found, as_json=as_json)


def answer(
    whistle: options.WhistleArg,
    unit: options.UnitArg,
    result: Annotated[
        str | None,
        typer.Option("--result", metavar=say("结果", "TEXT"), help=say("办了什么", "what it did")),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """A called unit says what it did."""
    from shaozi.desk import whistles as acts

    result = ask(result, say("办了什么", "what was done"), "--result", no_input=no_input)
    with kept(result), at_desk(write=True, dry_run=dry_run) as desk:
        found = acts.answer(desk, whistle, unit, result, moment_of(desk, happened))
        _done(desk, found, as_json=as_json)


def rate(
    whistle: options.WhistleArg,
    unit: options.UnitArg,
    score: Annotated[
        int, typer.Option("--score", help=say("0–100 分", "0 to 100"), show_default=False)
    ],
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Score a called unit."""
    from shaozi.desk import whistles as acts

    with at_desk(write=True, dry_run=dry_run) as desk:
        _done(desk, acts.rate(desk, whistle, unit, score), as_json=as_json)


def stand_down(
    whistle: options.WhistleArg,
    how: Annotated[str | None, typer.Option("--note", help=say("说明", "remark"))] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """End a whistle."""
    from shaozi.desk import whistles as acts
    from shaozi.lifecycle import next_step

    with kept(how), at_desk(write=True, dry_run=dry_run) as desk:
        found = acts.stand_down(desk, whistle, how, moment_of(desk, happened))
        _done(desk, found, as_json=as_json)
        if not (as_json or dry_run):
            next_hint(next_step(found[0]))
