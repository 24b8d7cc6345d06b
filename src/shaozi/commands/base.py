"""What every command needs: the desk it works at, answers from the person, and the way out."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shaozi.commands.late import typer
from shaozi.errors import Declined
from shaozi.errors.typed import NeedsFlag, NotUnicode
from shaozi.labels import label
from shaozi.terms import Act
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.case import Case
    from shaozi.desk.base import Desk
    from shaozi.dutybook import DutyBook
    from shaozi.render.wire import Shown


@contextmanager
def at_desk(*, write: bool = False, dry_run: bool = False) -> Iterator["Desk"]:
    """The desk of this run. Only a writer that is not a dry run creates the ledger."""
    from datetime import time

    from shaozi.calendarfile import calendar_path
    from shaozi.calendarfile import load as calendar_of
    from shaozi.config import config_path, now, settings
    from shaozi.desk.base import Desk
    from shaozi.dutyfile import load
    from shaozi.store import open_store

    here = settings()
    moment = now(here.zone)
    book = load(here.duty_list, here.cache)
    calendar = calendar_of(calendar_path(config_path()), time.fromisoformat(book.closing))
    with open_store(here.ledger, create=write, dry_run=dry_run) as store:
        yield Desk(
            store=store,
            book=book,
            code=here.desk,
            officer=here.officer,
            community=here.community,
            level=here.level,
            approval=here.approval,
            erase_days=here.erase_days,
            zone=here.zone,
            now=moment.at,
            clock_set=moment.is_set,
            calendar=calendar,
        )


def duty_book() -> "DutyBook":
    """The duty list in force."""
    from shaozi.config import settings
    from shaozi.dutyfile import load

    here = settings()
    return load(here.duty_list, here.cache)


def moment_of(desk: "Desk", typed: str | None, *, ahead: bool = False) -> int | None:
    """The moment a person typed, if any, and how it was understood; see `parse_moment`."""
    if typed is None:
        return None
    from shaozi.moments import parse_moment
    from shaozi.worktime import clock_text

    moment = parse_moment(typed, desk.now, desk.zone, desk.calendar, ahead=ahead)
    understood = clock_text(moment, desk.zone)
    if typed != understood:
        talk(say(f"时间: {understood}", f"time: {understood}"))
    return moment


def at_a_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(given: str | None, what: str, flag: str, *, no_input: bool) -> str:
    """What was given, else what the person answers; where nobody can, `NeedsFlag`."""
    if given is not None:
        return given
    if no_input or not at_a_terminal():
        raise NeedsFlag(what, flag)
    answer: str = typer.prompt(what, err=True)
    return answer


def agree(what: str, *, no_input: bool = False) -> None:
    """Go on only if somebody says yes to it, else `Declined`; where nobody can, `NeedsFlag`."""
    if no_input or not at_a_terminal():
        raise NeedsFlag(say("确认: ", "a word on this: ") + what, "--yes")
    if not says_yes(what):
        raise Declined


#: How people say yes and no, in either language.
_ANSWERS = dict.fromkeys(("y", "yes", "是", "是的", "好", "好的", "对", "行", "可以"), True)
_ANSWERS |= dict.fromkeys(("n", "no", "否", "不", "不是", "不行", "不好", "不对", "不要"), False)


def says_yes(question: str, *, default: bool = False) -> bool:
    """Ask yes or no, a bare Enter being the default; what is neither is asked again."""
    choice = say("[是/否]", "[Y/n]" if default else "[y/N]")
    while True:
        typed = typer.prompt(f"{question} {choice}", default="", show_default=False, err=True)
        said = unicodedata.normalize("NFKC", typed).strip(" 。.!").lower()
        answer = _ANSWERS.get(said) if said else default
        if answer is not None:
            return answer
        talk(say("请回答“是”或“否”（也可以用 y、n）", "please answer y or n"))


def shown(desk: "Desk", number: str, *, revealed: bool = False) -> "Shown":
    """A case with its texts; revealing it is an act that is written down first."""
    from shaozi.desk.base import find_case
    from shaozi.render.wire import Shown
    from shaozi.store.ids import new_id

    case = find_case(desk, number)
    if revealed:
        with desk.store.writing():
            view = new_id(), case.number, desk.now, desk.officer, desk.clock_set
            desk.store.add("put_view", view)
    texts, people = desk.store.texts(case.number), desk.store.people(case.number)
    return Shown(case, texts, people, revealed)


#: Acts that set a deadline.
_DATED = {Act.ASSIGNED, Act.REOPENED, Act.PAUSED, Act.RESUMED, Act.EXTENDED}


def done(desk: "Desk", case: "Case", act: Act, *, as_json: bool) -> None:
    """What an act led to: one line for a person, the whole case for a program."""
    from shaozi.exits import untold
    from shaozi.lifecycle import next_step
    from shaozi.render.wire import case_item

    if as_json or act in _DATED:
        calendar_hint([case])
    if as_json:
        item = case_item(shown(desk, case.number), desk.book, desk.now, desk.zone)
        put_item("case", item | {"dry_run": desk.store.dry_run})
        return
    said([f"{case.number}  {label(act)}  {label(case.state)}"])
    if act in _DATED:
        from shaozi.render.text import due_text

        talk(say("办结时限: ", "due: ") + due_text(case, desk.now, desk.zone))
    if not dry_run_hint(desk) and (case.open or untold(case)):
        next_hint(next_step(case))


def said(lines: Iterable[str]) -> None:
    """Lines for a person, on stdout."""
    print("\n".join(lines))


def talk(line: str) -> None:
    """A hint or warning, on stderr."""
    print(line, file=sys.stderr)


def phone_hint(phone: str | None) -> None:
    """Say that a phone number looks incomplete; it is kept as it was typed."""
    from shaozi.privacy import is_short

    if phone and is_short(phone):
        talk(
            say(
                "电话位数不够，请核对；已照原样记下",
                "the phone number looks incomplete; it is kept as typed",
            )
        )


def next_hint(command: str) -> None:
    """What to type next, if anything."""
    if command:
        talk(say(f"下一步: {command}", f"next: {command}"))


def calendar_hint(cases: Iterable["Case"]) -> None:
    """Say once where the holidays that a deadline depends on are not published yet."""
    if any(case.open and not case.due_known for case in cases):
        talk(
            say(
                "标“约”的时限落在放假安排还没公布的日子，按周一至周五推算；"
                "公布后: shaozi config calendar 文件",
                "deadlines marked ~ lie where no holidays are published yet, so weekdays only; "
                "once they are: shaozi config calendar FILE",
            )
        )


def put_item(schema: str, item: Mapping[str, Any]) -> None:
    """One object as JSON."""
    print(json.dumps({"schema": f"shaozi/{schema}/1", "item": item}, ensure_ascii=False))


def put_list(schema: str, items: list[Any], total: int, *, lines: bool = False) -> None:
    """A list as JSON, or one object per line."""
    if lines:
        for item in items:
            print(json.dumps(item, ensure_ascii=False))
        return
    whole = {
        "schema": f"shaozi/{schema}/1",
        "count": len(items),
        "truncated": len(items) < total,
        "items": items,
    }
    print(json.dumps(whole, ensure_ascii=False))


def numbered_lines() -> Iterator[tuple[int, bytes]]:
    """Lines of standard input as they come, from 1, without their ends or a byte order mark."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        yield number, line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")


def decoded(line: bytes) -> str:
    """A line as text; raises `NotUnicode`."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise NotUnicode from None


def put_file(path: Path, content: bytes, *, over: bool | None = None) -> None:
    """Write a file for its owner alone, whole or not at all.

    ``over`` is what --yes said, None where the command has no --yes: unless true, a file that
    is there stays. Raises `FileExists` or `CannotWrite`.
    """
    from shaozi.errors.ledger import CannotWrite, FileExists

    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if not over:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(content)
            half.replace(path)
        except OSError:
            half.unlink(missing_ok=True)
            if not over:
                path.unlink()
            raise
    except FileExistsError:
        raise FileExists(path, yes=over is not None) from None
    except OSError as error:
        raise CannotWrite(path, error) from None


def dry_run_hint(desk: "Desk") -> bool:
    """Say that nothing was written, if so."""
    if desk.store.dry_run:
        talk(say("（试运行，未写入）", "(dry run: nothing written)"))
    return desk.store.dry_run


@contextmanager
def kept(*texts: str | None) -> Iterator[list[str]]:
    """Whatever goes wrong inside, what was typed is kept as a draft; the error says where.

    Who says no to a question has decided: there is no draft.
    Once the act is in the ledger, clear the list that is given: nothing can be lost any more.
    """
    typed = [text for text in texts if text and text.strip()]
    try:
        yield typed
    except Declined:
        raise
    except BaseException as error:
        if typed:
            error.add_note(
                draft_note(keep_draft("\n\n".join(typed).encode("utf-8", "surrogateescape")))
            )
        raise


def keep_draft(text: bytes) -> Path | None:
    """Save typed text where it can be found again; where no disk takes it, print it."""
    from shaozi.drafts import save

    path = save(text)
    if path is None:
        talk(text.decode("utf-8", "replace"))
    return path


def draft_note(path: Path | None) -> str:
    """Where a draft is."""
    if path is None:
        return say(
            "草稿存不下，原文已显示在上面", "no draft could be saved; what was typed is above"
        )
    return say(f"已存为草稿: {path}", f"kept as a draft: {path}")
