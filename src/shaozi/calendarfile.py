"""The office's own calendar, kept beside the settings in the form that a command reads at once."""

import json
import os
from datetime import date, time
from pathlib import Path
from typing import Any

from shaozi.errors.ledger import CannotWrite, NoSuchFile
from shaozi.errors.lists import BadSetting
from shaozi.words import say
from shaozi.worktime import Calendar, OwnDay


def calendar_path(config: Path) -> Path:
    """Where the calendar in force lies, whether or not there is one."""
    return config.with_name("calendar.json")


def load(kept: Path, closes: time) -> Calendar:
    """The published calendar under the office's own, if there is one; raises `BadSetting`."""
    try:
        return calendar_of(json.loads(kept.read_bytes()), closes)
    except FileNotFoundError:
        return calendar_of(None, closes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        again = say(
            "重新启用: shaozi config calendar 文件", "install it anew: shaozi config calendar FILE"
        )
        raise BadSetting(str(kept), str(error), again) from None


def calendar_of(data: dict[str, Any] | None, closes: time) -> Calendar:
    """The published calendar under the office's own days, where it has any."""
    if data is None:
        return Calendar(closes)
    return Calendar(
        closes,
        {
            date.fromisoformat(day): OwnDay(works, until and time.fromisoformat(until), basis)
            for day, (works, until, basis) in data["days"].items()
        },
        {int(year): basis for year, basis in data["years"].items()},
    )


def read(path: Path) -> dict[str, Any]:
    """An office's file as it is kept; raises `NoSuchFile`, or `BadCalendar` with all faults."""
    from shaozi.calendarlint import compiled

    try:
        return compiled(path)
    except OSError:
        raise NoSuchFile(path) from None


def keep(data: dict[str, Any] | None, kept: Path) -> None:
    """Put a calendar in force, or with None take the office's own out of force."""
    try:
        if data is None:
            kept.unlink(missing_ok=True)
            return
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        half.replace(kept)
    except OSError as error:
        raise CannotWrite(kept, error) from None
