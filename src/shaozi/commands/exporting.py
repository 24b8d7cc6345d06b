"""``shaozi export``: cases for others, masked; or the whole ledger for another desk."""

from pathlib import Path
from typing import Annotated

import typer

from shaozi.commands.base import at_desk, put_item, said, talk
from shaozi.commands.options import Json
from shaozi.errors.typed import NeedsFlag
from shaozi.words import say


def export(
    to: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar=say("文件", "FILE"), help=say("写到哪里", "where to")
        ),
    ] = None,
    ledger: Annotated[
        bool,
        typer.Option(
            "--ledger",
            help=say(
                "整本台账，给另一个台席（不脱敏）", "the whole ledger, for another desk, unmasked"
            ),
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the whole ledger to a file of lines."""
    from shaozi.exchange import ledgerfile
    from shaozi.store.copying import copy_attachments
    from shaozi.store.whole import records

    if not ledger:
        raise NeedsFlag(say("导出什么", "what to export"), "--ledger")
    if to is None:
        raise NeedsFlag(say("写到哪里", "where to write it"), "-o")
    with at_desk() as desk:
        count = ledgerfile.write(records(desk.store), to)
        files = copy_attachments(desk.store.path, to)
    if as_json:
        put_item("ledger-file", {"path": str(to), "records": count, "attachments": files})
        return
    said([str(to)])
    talk(
        say(
            f"{count} 条，{files} 个附件。内有居民姓名、电话和原文，只给该看的人；仅本人可读",
            f"{count} records, {files} attachments. It holds residents' names, numbers and words: "
            "only for those who may see them; readable by you only",
        )
    )
