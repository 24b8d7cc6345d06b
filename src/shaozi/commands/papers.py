"""``shaozi paper`` prints one of the office's papers; ``config template`` is about its form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from shaozi.commands.base import at_desk, put_file, put_item, said, shown, talk
from shaozi.commands.late import options, typer
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.papers.forms import Paper


def paper(
    kind: options.KindArg,
    number: Annotated[
        str,
        typer.Argument(
            metavar=say("编号", "NUMBER"),
            help=say("案件号；哨的文书也可写哨号；复函写交办号", "case, whistle or task number"),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar=say("文件", "FILE"),
            help=say("写到哪个 .docx；不写就按名称和编号", "the .docx; else by kind and number"),
        ),
    ] = None,
    reveal: options.Reveal = False,
    as_json: options.Json = False,
) -> None:
    """Print a paper as a Word file; with ``--json`` its fields, and a file only if one is named."""
    from shaozi.config import settings
    from shaozi.errors.papers import StaysMasked
    from shaozi.ladderfile import load as ladder_of
    from shaozi.papers.printing import filled, paper_of

    meant, here = paper_of(kind), settings()
    if reveal and meant.leaves:
        raise StaysMasked(meant.name)
    steps = ladder_of(here.escalation, here.cache)
    with at_desk(write=reveal) as desk:
        found = filled(desk, meant, number, steps, here.street, revealed=reveal)
        written = output or (None if as_json else Path(f"{meant.title}-{found.number}.docx"))
        if written:
            content = _word(meant, found.values, desk.now)
        if reveal:
            shown(desk, found.number, revealed=True)
        if written:
            put_file(written, content)
    if as_json:
        item = {"kind": meant.kind, "title": meant.title, "number": found.number}
        put_item("paper", item | {"fields": found.values, "path": written and str(written)})
        return
    said([str(written)])
    talk(say("发出前请看一遍，空着的手填。", "Read it before it goes out; fill in what is empty."))


def _word(meant: Paper, values: Any, now: int) -> bytes:
    from shaozi.papers.template import fill, load

    return fill(load(_template(meant), meant), values, now)


def _template(meant: Paper) -> Path:
    """The office's own template of a paper, or the one that ships."""
    from shaozi.config import templates_path
    from shaozi.dutyfile import data_file

    own = templates_path() / f"{meant.title}.docx"
    return own if own.exists() else data_file(f"papers/{own.name}")


def template(kind: options.KindArg, as_json: options.Json = False) -> None:
    """Copy a paper's template to where an office changes it; one that is there is checked."""
    from shaozi.config import templates_path
    from shaozi.errors.ledger import CannotWrite
    from shaozi.papers.printing import paper_of
    from shaozi.papers.template import load

    meant = paper_of(kind)
    own, content = templates_path() / f"{meant.title}.docx", load(_template(meant), meant)
    copied = not own.exists()
    if copied:
        try:
            own.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(own, error) from None
        put_file(own, content)
    if as_json:
        known = {name: list(columns) for name, columns in meant.placeholders.items()}
        item = {"kind": meant.kind, "title": meant.title, "path": str(own), "copied": copied}
        put_item("template", item | {"placeholders": known})
        return
    said([str(own)])
    if copied:
        talk(
            say(
                "在 Word 里改好它就生效；改完再运行一次来检查",
                "change it in Word; run this again to check it",
            )
        )
    else:
        talk(say("检查过，可以用", "checked: it can be used"))
