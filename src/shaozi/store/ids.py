"""Ids that are unique anywhere and sort by time, and the digests that seal the books."""

import json
import os
import time
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


class _Ids:
    """UUIDv7 (RFC 9562, 6.2): within a millisecond each id counts on from the one before.

    So entries sort by their ids as they were written. The standard library has it from 3.14 on.
    """

    def __init__(self) -> None:
        self._last = 0  # milliseconds and, below them, a counter of 12 bits

    def next(self, after: str = "") -> str:
        """An id that sorts after every one this process gave before, and after that one.

        So an act sorts after what it followed, though another desk's clock be ahead of this.
        """
        drawn = int.from_bytes(os.urandom(10), "big")
        now = time.time_ns() // 1_000_000 << 12 | drawn >> 70
        self._last = max(now, self._last + 1, _stamp(after) + 1 if after else 0)
        head, tail = f"{self._last:015x}", f"{drawn & (1 << 62) - 1 | 2 << 62:x}"
        return f"{head[:8]}-{head[8:12]}-7{head[12:]}-{tail[:4]}-{tail[4:]}"


def _stamp(found: str) -> int:
    """Milliseconds and counter of an id; 0 of none, or of one of another kind."""
    if not found:
        return 0
    digits = found.replace("-", "")
    return int(digits[:12] + digits[13:16], 16) if len(digits) == 32 and digits[12] == "7" else 0


new_id = _Ids().next


def new_salt() -> str:
    """What makes a text's digest useless for guessing the text, once the salt is gone."""
    return os.urandom(16).hex()


def seal(salt: str, *parts: str) -> str:
    """The salted digest by which an entry cites a text or a person."""
    return sha256("\x1f".join((salt, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(body: Mapping[str, Any]) -> str:
    """The one way an entry's body is written, so that its digest can be made again."""
    return _canonical(body)


_canonical = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
).encode


def chained(before: str, *parts: object) -> str:
    """An entry's digest, which holds the one before it: nothing can be slipped in or left out."""
    return sha256("\x1f".join((before, *map(str, parts))).encode()).hexdigest()
