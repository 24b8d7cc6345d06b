"""Looking after the ledger: ``config``, ``doctor``, ``backup``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from shaozi.commands.base import at_desk, put_item, said, talk
from shaozi.commands.late import options, typer
from shaozi.words import counted, say


def config_list(as_json: options.Json = False) -> None:
    """All settings as they hold now."""
    from shaozi.config import SETTINGS, config_path, read_config, value_of
    from shaozi.render.tables import Column, show_table

    config = read_config()
    values = {name: value_of(name, config) for name in SETTINGS}
    if as_json:
        put_item("config", {"path": str(config_path()), "settings": values})
        return
    columns = (
        Column(say("设置项", "setting")),
        Column(say("值", "value")),
        Column(say("说明", "what for"), flexible=True),
    )
    rows = [
        (name, value, say(SETTINGS[name].zh, SETTINGS[name].en)) for name, value in values.items()
    ]
    show_table(columns, rows)
    talk(str(config_path()))


def config_get(name: options.NameArg, as_json: options.Json = False) -> None:
    """One setting as it holds now."""
    from shaozi.config import read_config, value_of

    value = value_of(name, read_config())
    if as_json:
        put_item("setting", {"name": name, "value": value})
    else:
        print(value)


def config_set(
    name: options.NameArg,
    value: Annotated[str, typer.Argument(metavar=say("值", "VALUE"), help=say("值", "value"))],
    as_json: options.Json = False,
) -> None:
    """Change one setting in the user's config file."""
    from shaozi import ladderfile
    from shaozi.config import config_path, settings, write_setting
    from shaozi.dutyfile import load

    if name == "duty_list" and value:
        load(Path(value).expanduser(), settings().cache)  # a list with faults is refused
    if name == "escalation" and value:
        ladderfile.load(Path(value).expanduser(), settings().cache)
    write_setting(name, value)
    if as_json:
        put_item("setting", {"name": name, "value": value})
    else:
        said([f"{name} = {value}"])
        talk(str(config_path()))


def doctor(as_json: options.Json = False) -> None:
    """Check the ledger: integrity, digests, and that the history adds up to the rows."""
    from shaozi.store.doctor import examine

    with at_desk() as desk:
        health = examine(desk.store)
    if as_json:
        put_item(
            "health", health._asdict() | {"faults": [fault._asdict() for fault in health.faults]}
        )
    else:
        for fault in health.faults:
            said([f"{fault.where}\t{fault.what}"])
        if not health.faults:
            said(
                [
                    say(
                        f"台账完好: {health.cases} 件案件，{health.entries} 条记录，逐条核对一致",
                        f"the ledger is sound: {counted(health.cases, 'case')}, "
                        f"{counted(health.entries, 'entry', 'entries')}",
                    )
                ]
            )
        if health.clock_set:
            talk(
                say(
                    f"其中 {health.clock_set} 条用设定的时钟写入（SHAOZI_NOW）",
                    f"{counted(health.clock_set, 'entry', 'entries')} written with a set clock "
                    "(SHAOZI_NOW)",
                )
            )
    if health.faults:
        talk(
            say(
                f"{len(health.faults)} 处不符。先备份，再找原因: shaozi backup",
                f"{len(health.faults)} things do not fit. First make a copy: shaozi backup",
            )
        )
        raise typer.Exit(8)


def backup(
    to: Annotated[
        Path | None,
        typer.Argument(
            metavar=say("文件", "FILE"),
            help=say("存到哪里；不写就放在台账旁", "where to; else beside the ledger"),
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Make a verified copy of the ledger while it is in use."""
    from shaozi.errors.ledger import NoLedger
    from shaozi.store.copying import copy_attachments, copy_ledger
    from shaozi.worktime import stamp

    with at_desk() as desk:
        ledger = desk.store.path
        if not ledger.exists():
            raise NoLedger(ledger)
        name = f"{ledger.stem}-{stamp(desk.now, desk.zone)}.backup.db"
        target = to or ledger.with_name(name)
        made = copy_ledger(desk.store.connection, target)
        files = copy_attachments(ledger, target)
    if as_json:
        put_item("backup", {"path": str(target), "entries": made, "attachments": files})
    else:
        said([str(target)])
        talk(
            say(
                f"已核对，含 {made} 条记录、{files} 个附件",
                f"verified, {counted(made, 'entry', 'entries')}, {counted(files, 'attachment')}",
            )
        )
