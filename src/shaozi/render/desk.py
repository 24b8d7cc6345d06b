"""The desk of today, for a person and for a program."""

from collections.abc import Callable, Iterator
from typing import Any

from shaozi.case import Case
from shaozi.desk.base import Desk
from shaozi.figures.today import COUNTED, SHOWN, Today, Waiting
from shaozi.lifecycle import next_step
from shaozi.privacy import one_line
from shaozi.render.text import guessed, to_tell
from shaozi.render.wire import neutral
from shaozi.store import Listed
from shaozi.terms import State
from shaozi.words import say
from shaozi.worktime import clock_text, iso, until

#: Characters of an issue that fit beside a number and a deadline.
GIST = 24
#: What shows a whole group; what has none comes up here as the others are done.
_WHOLE = {
    "overdue": "list --overdue",
    "due_today": "list --due-today",
    "asked": "list --state asked",
    "waiting": "list --state whistled",
    "uncontacted": "report weekly --cases uncontacted",
    "to_tell": "list --to-tell",
    "undecided": "list --state logged",
    "to_call_back": "list --state resolved",
    "to_close": "list --state called_back",
    "no_request": "list --duty NS-35 --state handling",
    "paused": "report weekly --cases paused",
}
#: A list shows so many unless asked for all.
_ONE_LIST = 50


def desk_lines(today: Today, desk: Desk) -> Iterator[str]:
    """The groups that hold something; an empty desk says so and how to begin."""
    yield f"{clock_text(desk.now, desk.zone)}  {desk.code}  " + say(
        f"在办 {today.open_cases} 件", f"{today.open_cases} open"
    )
    groups = (
        (say("已逾期", "overdue"), "overdue", today.overdue),
        (say("今天到期", "due today"), "due_today", today.due_today),
        (say("待定责", "no duty decided"), "undecided", today.undecided),
        (say("待回访", "to call back"), "to_call_back", today.to_call_back),
        (say("可结案", "to close"), "to_close", today.to_close),
        (say("无诉求，待答复", "no request: to be answered"), "no_request", today.no_request),
    )
    for title, name, listed in groups[:2]:
        yield from _group(title, listed, desk)
        yield from _hidden(today, name)
    yield from _asked(today, desk)
    if today.waiting:
        yield say("待单位报到", "waiting for a unit to report in")
        yield from (_waiting_line(found, desk, "arrive", "--by …") for found in today.waiting)
    yield from _hidden(today, "waiting")
    if today.unanswered:
        yield say("待单位反馈", "waiting for a unit's answer")
        yield from (
            _waiting_line(found, desk, "answer", "--result …") for found in today.unanswered
        )
    yield from _hidden(today, "unanswered")
    if today.promised:
        yield say("约定到期", "agreed dates")
    for made in today.promised:
        name = desk.book.unit_name(made.unit)
        yield f"  {made.number}  {name}  {until(made.due, desk.now)}"
        yield f"    → shaozi fulfil {made.number} --how …"
    yield from _hidden(today, "promised")
    if today.uncontacted:
        yield say("首次联系已逾期", "first contact overdue")
    for found in today.uncontacted:
        case = found.case
        yield f"  {case.number}  {until(case.respond_due, desk.now)}  {_gist(found)}"
        yield f"    → shaozi contact {case.number} --how …"
    yield from _hidden(today, "uncontacted")
    if today.to_tell:
        yield say("待告知居民", "residents to be told")
    for found in today.to_tell:
        yield f"  {found.case.number}  {to_tell(found.case)}  {_gist(found)}"
        yield f"    → {next_step(found.case)}"
    yield from _hidden(today, "to_tell")
    for title, name, listed, command, due in _dues(today):
        if listed:
            yield title
        for found in listed:
            left = until(due(found.case) or 0, desk.now)
            yield f"  {found.case.number}  {left}  {_gist(found)}"
            yield f"    → shaozi {command.format(found.case.number)}"
        yield from _hidden(today, name)
    if today.objected:
        yield say("派单异议待裁定", "objections not ruled on")
    for found in today.objected:
        yield f"  {found.case.number}  {_gist(found)}"
        yield f"    → shaozi rule {found.case.number} --upheld yes/no --reason … --by …"
    yield from _hidden(today, "objected")
    for title, name, listed in groups[2:]:
        yield from _group(title, listed, desk)
        yield from _hidden(today, name)
    if today.paused:
        yield say("挂账中，不计逾期", "paused: not overdue")
    for found in today.paused:
        end = clock_text(found.case.paused_until or 0, desk.zone)
        yield f"  {found.case.number}  " + say("到 ", "until ") + f"{end}  {_gist(found)}"
    yield from _hidden(today, "paused")
    if today.to_erase:
        more = say("以上", " or more") if today.to_erase == COUNTED else ""
        count = f"{today.to_erase}{more}"
        yield say(f"个人信息到期 {count} 件", f"personal data past their time: {count}")
        yield "    → shaozi erase"
    if not today.open_cases:
        yield say(
            '没有在办的案件。登记一件: shaozi log "…"', 'nothing open. Log an issue: shaozi log "…"'
        )


def _hidden(today: Today, name: str) -> Iterator[str]:
    """How many of a group are not named, and what lists them all."""
    count = today.hidden.get(name)
    if not count:
        return
    more = say("以上", " or more") if count + SHOWN == COUNTED else ""
    command = f"shaozi {_WHOLE[name]}" if name in _WHOLE else ""
    if command.startswith("shaozi list") and count + SHOWN > _ONE_LIST:
        command += " --limit 0"
    whole = say(f"，全部: {command}", f"; all: {command}") if command else ""
    yield "  " + say(f"另有 {count} 件{more}{whole}", f"and {count}{more} more{whole}")


def _group(title: str, listed: list[Listed], desk: Desk) -> Iterator[str]:
    if listed:
        yield title
    for found in listed:
        case = found.case
        back = case.call_back_due if case.state is State.RESOLVED else None
        left = until(back, desk.now) if back else guessed(case) + until(case.due, desk.now)
        left = left if case.asks else ""
        yield f"  {case.number}  {left}  {_gist(found)}"
        yield f"    → {next_step(case)}"


def _dues(
    today: Today,
) -> Iterator[tuple[str, str, list[Listed], str, Callable[[Case], int | None]]]:
    """What else is due today or late: its title and name, the cases, what to type, by when."""
    yield (
        say("待签收", "to sign for"),
        "unsigned",
        today.unsigned,
        "sign {}",
        lambda case: case.sign_in_due,
    )
    yield (
        say("待阶段性反馈", "interim reply due"),
        "interim",
        today.interim,
        "contact {} --interim --how …",
        lambda case: case.interim_due,
    )


def _gist(found: Listed) -> str:
    gist = one_line(found.text)
    return gist if len(gist) <= GIST else gist[: GIST - 1] + "…"


def _asked(today: Today, desk: Desk) -> Iterator[str]:
    """Whistles that wait for the street, which approves them from a desk of its own."""
    if today.asked:
        yield say("待街道答复", "waiting for the street")
    for asked in today.asked:
        number = asked.whistle.number
        yield f"  {number}  {until(asked.whistle.due, desk.now)}  {_gist(asked.about)}"
        here = f"shaozi show {number}"
        if desk.level != "community":
            here = f"shaozi approve {number} --approver …  |  shaozi return {number} --reason …"
        yield f"    → {here}"
    yield from _hidden(today, "asked")


def _waiting_line(found: Waiting, desk: Desk, act: str, flag: str) -> str:
    name = desk.book.unit_name(found.call.unit)
    left = until(found.due, desk.now)
    unit = say(name, f'"{name}"')  # English names are of several words
    command = f"shaozi {act} {found.call.whistle} {unit} {flag}"
    return f"  {found.call.whistle}  {name}  {left}\n    → {command}"


def desk_item(today: Today, desk: Desk) -> dict[str, Any]:
    """The same as JSON."""

    def cases(listed: list[Listed]) -> list[dict[str, Any]]:
        return [
            {
                "number": found.case.number,
                "state": found.case.state.value,
                "duty": found.case.duty,
                "due": iso(found.case.due, desk.zone),
                "due_known": found.case.due_known,
                "text": found.text,
                "next": neutral(next_step, found.case),
            }
            for found in listed
        ]

    def calls(waiting: list[Waiting]) -> list[dict[str, Any]]:
        return [
            {
                "whistle": found.call.whistle,
                "case": found.case,
                "unit": found.call.unit,
                "due": iso(found.due, desk.zone),
            }
            for found in waiting
        ]

    return {
        "desk": desk.code,
        "at": iso(desk.now, desk.zone),
        "open": today.open_cases,
        "overdue": cases(today.overdue),
        "due_today": cases(today.due_today),
        "asked": [
            {
                "whistle": asked.whistle.number,
                "case": asked.whistle.case,
                "due": iso(asked.whistle.due, desk.zone),
                "text": asked.about.text,
            }
            for asked in today.asked
        ],
        "waiting": calls(today.waiting),
        "unanswered": calls(today.unanswered),
        "promised": [
            {
                "number": made.number,
                "case": made.case,
                "unit": made.unit,
                "due": iso(made.due, desk.zone),
            }
            for made in today.promised
        ],
        "uncontacted": cases(today.uncontacted),
        "to_tell": cases(today.to_tell),
        "objected": cases(today.objected),
        "unsigned": cases(today.unsigned),
        "interim": cases(today.interim),
        "undecided": cases(today.undecided),
        "to_call_back": cases(today.to_call_back),
        "to_close": cases(today.to_close),
        "no_request": cases(today.no_request),
        "paused": cases(today.paused),
        "hidden": today.hidden,
        "to_erase": today.to_erase,
    }
