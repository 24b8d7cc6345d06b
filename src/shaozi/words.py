"""Which language a person reads, and the choice between two wordings of one sentence."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache


@cache
def language() -> str:
    """``zh`` or ``en``: SHAOZI_LANG first, then the locale; the C locale means English."""
    chosen = os.environ.get("SHAOZI_LANG", "").lower()
    if chosen in ("zh", "en"):
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def in_chinese() -> Iterator[None]:
    """Speak Chinese inside, whoever reads: what goes into JSON never changes with language."""
    token = _spoken.set("zh")
    try:
        yield
    finally:
        _spoken.reset(token)


def say(zh: str, en: str) -> str:
    """The wording in the reader's language; both stand side by side so neither is forgotten."""
    return zh if (_spoken.get() or language()) == "zh" else en


def counted(count: float, noun: str, nouns: str = "") -> str:
    """A number with its English noun: ``1 case``, ``2 cases``; ``nouns`` where -s is not enough."""
    return f"{count} {noun if count == 1 else nouns or noun + 's'}"
