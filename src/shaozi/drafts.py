"""Typed text outlives a failure: it is put where a disk still takes it."""

import getpass
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from shaozi.config import settings
from shaozi.errors import ShaoziError


def save(text: bytes) -> Path | None:
    """Keep a text, readable by its owner only; None if no place takes it."""
    for folder in _places():
        path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.urandom(2).hex()}.txt"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(handle)
        except OSError:
            with suppress(OSError):
                path.unlink()  # half a draft would pass for the whole
            continue
        return path
    return None


def kept() -> list[Path]:
    """All drafts that are there."""
    return sorted(path for folder in _places() for path in folder.glob("*.txt"))


def _places() -> list[Path]:
    places = [Path(tempfile.gettempdir()) / f"shaozi-{getpass.getuser()}"]
    try:
        return [settings().drafts, *places]
    except ShaoziError:
        return places
