"""The acts on a whistle as a whole: blown, approved, returned, widened, stood down."""

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
from shaozi.terms import Act, Kind
from shaozi.words import in_chinese, say

if TYPE_CHECKING:
    from shaozi.case import Case, Whistle
    from shaozi.desk.base import Desk
    from shaozi.escalate import Plan
    from shaozi.render.wire import Shown


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
    tried: Annotated[
        str | None,
        typer.Option("--tried", help=say("已采取的措施", "what was tried before")),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(
            "--place",
            help=say("报到地点；不写是案件地点，到楼院", "where to report in; else the case's"),
        ),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Call units to a case, and say why each; at a community's desk, ask the street to."""
    from shaozi.desk import whistles as acts
    from shaozi.errors.whistles import CommunityFirst

    def blow(why: str | None) -> None:
        """A desk for each try: the whistle is blown when its reason has been given, not before."""
        with kept(why, tried, place), at_desk(write=True, dry_run=dry_run) as desk:
            found = acts.whistle(
                desk,
                case,
                to=to or (),
                kind=kind,
                reason=why,
                tried=tried,
                place=place,
                happened_at=moment_of(desk, happened),
            )
            _show_blown(desk, *found, as_json=as_json)

    try:
        blow(reason)
    except CommunityFirst as refusal:
        if no_input or as_json or not at_a_terminal():
            raise
        talk(refusal.message)
        question = say("社区为什么办不了", "why could the community not settle it")
        blow(ask(None, question, "--reason", no_input=no_input))


def approve(
    whistle: options.WhistleArg,
    approver: options.Approver = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """The street approves a whistle that waits for it, and calls the units."""
    from shaozi.config import settings
    from shaozi.desk import whistles as acts

    acts.check_street(settings().level, Act.APPROVED)
    approver = ask(approver, say("批准人", "who approves"), "--approver", no_input=no_input)
    with at_desk(write=True, dry_run=dry_run) as desk:
        found = acts.approve(desk, whistle, approver, happened_at=moment_of(desk, happened))
        _show_blown(desk, *found, as_json=as_json)


def send_back(
    whistle: options.WhistleArg,
    reason: options.Reason = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """The street returns a whistle to the community, with its reasons."""
    from shaozi.config import settings
    from shaozi.desk import whistles as acts
    from shaozi.lifecycle import next_step

    acts.check_street(settings().level, Act.RETURNED)
    reason = ask(reason, say("为什么退回", "why it is returned"), "--reason", no_input=no_input)
    with kept(reason), at_desk(write=True, dry_run=dry_run) as desk:
        found = acts.send_back(desk, whistle, reason, moment_of(desk, happened))
        show_whistle(desk, found, as_json=as_json)
        if not (as_json or dry_run):
            next_hint(next_step(found[0]))


def widen(
    whistle: options.WhistleArg,
    to: Annotated[
        list[str],
        typer.Option(
            "--to",
            metavar=say("单位", "UNIT"),
            help=say("再叫哪个单位，可多次", "whom to call as well, repeatable"),
            show_default=False,
        ),
    ],
    approver: options.Approver = None,
    reason: options.Reason = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Call further units on an open whistle; one that waits is approved with them."""
    from shaozi.desk import whistles as acts

    with kept(reason), at_desk(write=True, dry_run=dry_run) as desk:
        moment = moment_of(desk, happened)
        found = acts.widen(desk, whistle, to, approver, reason, moment)
        _show_blown(desk, *found, as_json=as_json)


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
        show_whistle(desk, found, as_json=as_json)
        if not (as_json or dry_run):
            next_hint(next_step(found[0]))


def show_whistle(desk: Desk, found: tuple[Case, Whistle], *, as_json: bool) -> None:
    """A whistle as it stands after an act."""
    from shaozi.render.whistle import whistle_lines
    from shaozi.render.wire import whistle_item

    case, blown = found
    seen = shown(desk, case.number)
    if as_json:
        item = whistle_item(blown, seen, desk.book, desk.now, desk.zone)
        put_item("whistle", item | {"dry_run": desk.store.dry_run})
        return
    said(whistle_lines(blown, seen, desk.book, desk.now, desk.zone))
    dry_run_hint(desk)


def _show_blown(desk: Desk, case: Case, blown: Whistle, plan: Plan, *, as_json: bool) -> None:
    """Whom a whistle calls and why each; while it waits, whom the list would call."""
    from shaozi.render.order import chat_text
    from shaozi.render.roster import duty_item, duty_lines
    from shaozi.render.wire import whistle_item
    from shaozi.store import roster as books
    from shaozi.worktime import clock_text, local_day

    members, texts = books.members(desk.store), books.texts(desk.store)
    day = local_day(blown.whistled_at, desk.zone)
    chosen = {choice.unit for choice in plan.choices}
    found = shown(desk, case.number)
    residents = tuple(name for kind, name, _ in found.people.values() if kind == "resident")
    text, address = found.texts.get(case.issue, ""), _where(desk, found, blown)

    def chat() -> str:
        """To the units called now, which are not all where a whistle is widened."""
        now = tuple(call for call in blown.calls if call.unit in chosen)
        calling = blown._replace(calls=now, due=now[0].due)
        return chat_text(calling, text, address, residents, desk.book, desk.zone)

    if as_json:
        item = whistle_item(blown, found, desk.book, desk.now, desk.zone)
        with in_chinese():
            why = [{"unit": choice.unit, "why": choice.why()} for choice in plan.choices]
            item |= {"text": None if blown.waiting else chat(), "why": why}
        item |= {"on_duty": duty_item(blown, members, texts, day)}
        put_item("whistle", item | {"draft": desk.book.is_draft, "dry_run": desk.store.dry_run})
        return
    kind = desk.book.kinds[blown.kind].name
    said([f"{blown.number}  {kind}"])
    said(f"  {desk.book.unit_name(choice.unit)}  {choice.why()}" for choice in plan.choices)
    if blown.waiting:
        by = clock_text(blown.due, desk.zone)
        said([say(f"等街道答复，限 {by}", f"the street answers by {by}")])
        if blown.kind == Kind.EMERGENCY and desk.book.call_first:
            talk(desk.book.call_first)  # danger does not wait for anybody's approval
        if not dry_run_hint(desk):
            approve = f"shaozi approve {blown.number} --approver …"
            next_hint(approve + say("  # 由街道", "  # the street's"))
        return
    said([*duty_lines(blown, members, texts, desk.book, day), "", chat()])
    if dry_run_hint(desk):
        return
    talk(
        say(
            "以上文字可贴到工作群，贴前看看有没有居民姓名；哨子自己不发送。",
            "Look for residents' names, then paste it into the units' group; shaozi sends nothing.",
        )
    )
    next_hint(f"shaozi arrive {blown.number} {say('单位', 'UNIT')} --by …")


def _where(desk: Desk, found: Shown, blown: Whistle) -> str:
    """Where the units are to report in, as typed: what the whistle says, else the case."""
    from shaozi.case import cited

    history = desk.store.history(found.case.number)
    said = next(
        (
            cited(entry.body.get("place"))
            for entry in history
            if entry.act is Act.WHISTLED and entry.body["whistle"] == blown.number
        ),
        None,
    )
    return found.texts.get(said or found.case.address or "", "")
