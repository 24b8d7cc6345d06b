"""Ids that are unique anywhere and sort by time, and the digests that seal the books."""

import json
import os
import time
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def new_id() -> str:
    """A UUIDv7 (RFC 9562); the standard library has one from Python 3.14 on."""
    stamp = time.time_ns() // 1_000_000
    value = stamp << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(3 << 62) | 2 << 62
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def new_salt() -> str:
    """What makes a text's digest useless for guessing the text, once the salt is gone."""
    return os.urandom(16).hex()


def seal(salt: str, *parts: str) -> str:
    """The salted digest by which an entry cites a text or a person."""
    return sha256("\x1f".join((salt, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(body: Mapping[str, Any]) -> str:
    """The one way an entry's body is written, so that its digest can be made again."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(before: str, *parts: object) -> str:
    """An entry's digest, which holds the one before it: nothing can be slipped in or left out."""
    return sha256("\x1f".join((before, *map(str, parts))).encode()).hexdigest()
