"""``shaozi duty``: the list that draws the street's boundary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import (
    at_desk,
    dry_run_hint,
    duty_book,
    put_item,
    put_list,
    said,
    talk,
)
from shaozi.commands.late import options, typer
from shaozi.words import counted, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shaozi.duties import Duty

#: Of the rows that could not be used, how many are named.
SHOWN = 5


def list_duties(
    sector: Annotated[
        str | None,
        typer.Argument(
            metavar=say("类", "SECTOR"), help=say("只看一类，如 PA", "one sector, as PA")
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """All items, and what is not the street's."""
    book = duty_book()
    wanted = (sector or "").upper()
    found = [duty for duty in book.duties.values() if duty.code.startswith(wanted)]
    _show(found, as_json=as_json)


def search(
    text: Annotated[str, typer.Argument(metavar=say("词", "TEXT"), help=say("要找的词", "words"))],
    as_json: options.Json = False,
) -> None:
    """Items whose words contain a text."""
    _show(duty_book().search(text), as_json=as_json)


def _show(duties: list[Duty], *, as_json: bool) -> None:
    from shaozi.render.order import draft_stamp
    from shaozi.render.tables import Column, show_table
    from shaozi.render.wire import duty_item

    book = duty_book()
    if as_json:
        put_list("duty-list", [duty_item(duty, book) for duty in duties], len(duties))
        return
    columns = (
        Column(say("编码", "code")),
        Column(say("职责", "duty"), flexible=True),
        Column(say("主责", "lead"), flexible=True),
        Column(say("时限", "clock")),
        Column(say("核", "checked")),
    )
    rows = [
        (
            duty.code,
            duty.name,
            book.unit_name(duty.lead) or say(duty.owner, duty.owner_en or duty.owner),
            f"{duty.clock.respond}/{duty.clock.resolve}" if duty.is_street else "",
            "" if duty.checked else say("待核", "not verified"),
        )
        for duty in duties
    ]
    show_table(columns, rows)
    if book.is_draft:
        talk(draft_stamp(book))


def show(
    code: Annotated[
        str, typer.Argument(metavar=say("编码", "CODE"), help=say("职责编码", "duty code"))
    ],
    as_json: options.Json = False,
) -> None:
    """One item whole."""
    from shaozi.render.duty import duty_lines
    from shaozi.render.wire import duty_item

    book = duty_book()
    duty = book.duty(code)
    if as_json:
        put_item("duty", duty_item(duty, book))
    else:
        said(duty_lines(duty, book))


def units(as_json: options.Json = False) -> None:
    """The units that can be called."""
    from shaozi.render.duty import KINDS, titled
    from shaozi.render.tables import Column, show_table

    book = duty_book()
    if as_json:
        found = [unit._asdict() for unit in book.units.values()]
        put_list("unit-list", found, len(found))
        return
    columns = (
        Column(say("代码", "id")),
        Column(say("单位", "unit"), flexible=True),
        Column(say("类", "kind")),
        Column(say("常称", "also called"), flexible=True),
    )
    comma = say("、", ", ")
    rows = [
        (unit.id, unit.name, titled(unit.kind, KINDS), comma.join(unit.aliases))
        for unit in book.units.values()
    ]
    show_table(columns, rows)


def lint(
    file: Annotated[
        Path, typer.Argument(metavar=say("文件", "FILE"), help=say("职责清单", "duty list"))
    ],
    as_json: options.Json = False,
) -> None:
    """All faults of a duty list file, with their lines; exit code 8 if there are any.

    A list without faults is also looked at as the matcher sees it.
    """
    from shaozi.dutylint import read
    from shaozi.errors.ledger import NoSuchFile

    if not file.is_file():
        raise NoSuchFile(file)
    found, faults = read(file)
    doubts = [] if faults else list(_doubts(file))
    if as_json:
        items = [fault._asdict() | {"kind": "fault"} for fault in faults]
        items += [{"line": 0, "message": doubt, "kind": "doubt"} for doubt in doubts]
        put_list("fault-list", items, len(items))
    elif faults or doubts:
        said([*map(str, faults), *doubts])
    if faults:
        talk(say(f"{len(faults)} 处错误", counted(len(faults), "fault")))
        raise typer.Exit(8)
    assert found is not None
    duties, others, count = len(found.items), len(found.not_street), len(found.units)
    talk(
        say(
            f"没有错误: {duties} 项职责，{others} 项不属街道，{count} 个单位",
            f"no faults: {counted(duties, 'duty', 'duties')}, {others} not the street's, "
            f"{counted(count, 'unit')}",
        )
    )
    if doubts:
        talk(
            say(
                f"{len(doubts)} 处可疑，仍可启用",
                f"{counted(len(doubts), 'doubt')}; it can be used",
            )
        )
        raise typer.Exit(8)


def _doubts(file: Path) -> Iterator[str]:
    """What the matcher cannot tell apart, and what no item covers, in words."""
    from shaozi.config import settings
    from shaozi.dutyfile import load
    from shaozi.triage.review import mistaken, uncovered

    book = load(file, settings().cache)
    for one in mistaken(book):
        name, other = book.duties[one.code].name, book.duties[one.found].name
        yield say(
            f"{one.code} {name}: 凭自己的标题和范围会被认成 {one.found} {other}，写明区别",
            f"{one.code} {name}: its own words find {one.found} {other}; say what differs",
        )
    for title in uncovered(book):
        yield say(f"没有一项管: {title}", f"no item covers: {title}")


def judge(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=say("文件", "FILE"),
            help=say("csv 或 tsv，有内容和编码两列", "csv or tsv with columns text and code"),
        ),
    ],
    as_json: options.Json = False,
) -> None:
    """How well the list in force finds the right items for texts that somebody has labelled."""
    from shaozi.errors.lists import BadTable
    from shaozi.exchange.labelled import read_labelled
    from shaozi.render.assess import assessment_item, assessment_lines
    from shaozi.triage.assess import assess

    with at_desk() as desk:
        book, lessons = desk.book, desk.store.lessons
    known, unknown = [], []
    for row in read_labelled(file):
        codes = [code for code in row.codes if code in book.duties]
        known.append((row.text, codes)) if codes else unknown.append(row)
    if not known:
        why = say("没有一行的编码在职责清单里", "no row has a code of the duty list")
        raise BadTable(file, why, "shaozi duty list")
    found = assess(known, book, lessons)
    if as_json:
        skipped = [{"line": row.line, "codes": list(row.codes)} for row in unknown]
        put_item("duty-test", assessment_item(found) | {"skipped": skipped})
    else:
        said(assessment_lines(found, book))
    for row in unknown[:SHOWN]:
        typed = "/".join(row.codes) or say("没有编码", "no code")
        talk(say(f"第 {row.line} 行没有算: {typed}", f"row {row.line} left out: {typed}"))
    if len(unknown) > SHOWN:
        talk(say(f"共 {len(unknown)} 行没有算", f"{counted(len(unknown), 'row')} left out"))


def learn(
    forget: Annotated[
        str | None,
        typer.Option(
            "--forget",
            metavar=say("案件号", "CASE"),
            help=say("不再学这一件；all 全部", "unlearn this case's lesson; all of them: all"),
        ),
    ] = None,
    as_list: Annotated[
        bool, typer.Option("--list", help=say("列出（默认）", "list them (the default)"))
    ] = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """What officers taught the matcher by correcting it: list it, or take a lesson back."""
    from shaozi.desk.lessons import unlearn
    from shaozi.render.lessons import lesson_item, show_lessons

    if forget is not None:
        with at_desk(write=True, dry_run=dry_run) as desk:
            gone = unlearn(desk, forget)
            if as_json:
                put_item("lessons-forgotten", {"cases": gone, "dry_run": dry_run})
                return
            said([say(f"不再学 {len(gone)} 件: ", f"{len(gone)} unlearned: ") + " ".join(gone)])
            dry_run_hint(desk)
        return
    with at_desk() as desk:
        taught = desk.store.taught(-1)
        if as_json:
            put_list(
                "lesson-list", [lesson_item(lesson, desk.zone) for lesson in taught], len(taught)
            )
        else:
            show_lessons(taught, desk.book, desk.zone)


def install(
    file: Annotated[
        Path, typer.Argument(metavar=say("文件", "FILE"), help=say("职责清单", "duty list"))
    ],
    as_json: options.Json = False,
) -> None:
    """Take a duty list into use for this desk, once it has no faults."""
    from shaozi.config import config_path, settings, write_setting
    from shaozi.dutyfile import load
    from shaozi.render.order import draft_stamp

    book = load(file, settings().cache)
    kept = config_path().with_name("duty_list.yaml")
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept.write_bytes(file.read_bytes())
    write_setting("duty_list", str(kept))
    if as_json:
        put_item(
            "duty-list-installed",
            {"path": str(kept), "items": len(book.items), "draft": book.is_draft},
        )
        return
    said(
        [
            say(
                f"已启用 {len(book.items)} 项职责: {kept}",
                f"{counted(len(book.items), 'duty', 'duties')} in use: {kept}",
            )
        ]
    )
    if book.is_draft:
        talk(
            draft_stamp(book)
            + say(
                "；核定后把文件里的 status 写成 adopted",
                "; once adopted, write status: adopted in the file",
            )
        )
