"""Who answers for a case: ``object`` to where it was sent, and ``rule`` on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import ask, at_desk, done, kept, moment_of, talk
from shaozi.commands.late import options, typer
from shaozi.terms import Act, YesNo
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.case import Case
    from shaozi.desk.base import Desk


def object_to(
    case: options.CaseArg,
    ground: Annotated[
        str | None,
        typer.Option(
            "--ground", metavar=say("理由", "TEXT"), help=say("异议理由", "why it is another's")
        ),
    ] = None,
    basis: Annotated[
        str | None,
        typer.Option(
            "--basis", metavar=say("条款", "TEXT"), help=say("依据条款", "the article it rests on")
        ),
    ] = None,
    suggest: Annotated[
        str | None,
        typer.Option(
            "--suggest",
            metavar=say("单位", "UNIT"),
            help=say("建议由谁承办", "the unit it should go to"),
        ),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Object to where a case was sent."""
    from shaozi.desk import dispatch as acts

    ground = ask(ground, say("异议理由", "why it is another's"), "--ground", no_input=no_input)
    basis = ask(basis, say("依据条款", "the article it rests on"), "--basis", no_input=no_input)
    what = say("建议承办单位", "the unit it should go to")
    suggest = ask(suggest, what, "--suggest", no_input=no_input)
    with kept(ground, basis), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.object_to(desk, case, ground, basis, suggest, moment_of(desk, happened))
        done(desk, after, Act.OBJECTED, as_json=as_json)
        _say_who_answers(desk, after, as_json=as_json)


def rule(
    case: options.CaseArg,
    upheld: Annotated[
        YesNo | None,
        typer.Option("--upheld", help=say("异议成立吗", "whether the objection is upheld")),
    ] = None,
    reason: options.Reason = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar=say("姓名", "NAME"), help=say("谁裁定的", "who ruled")),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar=say("单位", "UNIT"),
            help=say("改由谁承办；不写就是建议的", "to whom; the one suggested if left out"),
        ),
    ] = None,
    happened: options.Happened = None,
    dry_run: options.DryRun = False,
    no_input: options.NoInput = False,
    as_json: options.Json = False,
) -> None:
    """Rule on the objection to where a case was sent."""
    from shaozi.desk import dispatch as acts

    what = say("异议成立吗 (yes/no)", "is it upheld (yes/no)")
    said = upheld or ask(None, what, "--upheld yes|no", no_input=no_input)
    reason = ask(reason, say("裁定的理由", "why"), "--reason", no_input=no_input)
    by = ask(by, say("谁裁定的", "who ruled"), "--by", no_input=no_input)
    with kept(reason), at_desk(write=True, dry_run=dry_run) as desk:
        after = acts.rule(
            desk,
            case,
            upheld=said == YesNo.YES,
            reason=reason,
            by=by,
            to=to,
            happened_at=moment_of(desk, happened),
        )
        done(desk, after, Act.RULED, as_json=as_json)
        _say_who_answers(desk, after, as_json=as_json)
        if said == YesNo.YES and not as_json:
            _say_refer(desk, after)


def _say_refer(desk: Desk, case: Case) -> None:
    """That a matter which is no unit's of the street is still to be handed to its owner."""
    unit = desk.book.units.get(case.lead or "")
    if unit and not unit.is_street:
        name = unit.name
        whom = say(name, f'"{name}"')  # English names are of several words
        steps = [f"shaozi refer {case.number} --to {whom}"]
        if any(whistle.stood_down_at is None for whistle in case.whistles):
            steps.insert(0, f"shaozi stand-down {case.number}")  # a whistled case is not referred
        how = say("，再 ", ", then ").join(steps)
        talk(say(f"{name}不属街道，接着移送: {how}", f"{name} is not the street's: {how}"))


def _say_who_answers(desk: Desk, case: Case, *, as_json: bool) -> None:
    from shaozi.dispatch import answers

    if not as_json:
        unit = desk.book.unit_name(answers(case))
        basis = desk.book.dispatch["first_receiver"].basis
        talk(
            say(
                f"答复由{unit}负责（首接负责，{basis}）",
                f"{unit} answers for the reply ({basis})",
            )
        )
