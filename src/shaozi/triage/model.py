"""The trained matcher: a table of grams with a weight for every item, asked without a library.

A gram's weights for all items stand side by side in one large integer, so that a text is
scored by adding one integer per gram. Trained by ``python -m training`` from ``data/corpus``.
"""

import json
import math
import mmap
import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from shaozi.triage.courtesy import matter
from shaozi.triage.grams import (
    Folding,
    folded,
    folded_with_places,
    is_pair,
    keys_of,
    pair_key,
    written_keys,
)

#: The file's first bytes; the number is raised when its shape changes.
MAGIC = b"SHAOZI-TRIAGE-2\n"
#: Weights are kept as bytes with this one standing for zero.
ZERO = 128
#: Added to the grams of a part before its length is evened out: a few words say less.
SOFTEN = 12
#: The same for the grams of a clause, when it is asked whether it is courtesy.
FEW = 2
_LANE = 4  # bytes an item takes in the large integer: room for 2^24 grams
_CLAUSE = re.compile(r"[｜|。！？!?；;\n]")
#: Where residents say what they want; the clause counts once more.
_ASK = re.compile(r"希望|请求|恳请|要求|诉求|能不能|能否|可否|麻烦|盼|请问|想问|咨询|求")


class Heard(NamedTuple):
    """What a text says: a share of the confidence for each item, and how much danger."""

    shares: list[float]
    danger: float
    readable: bool


class Model:
    """The trained table, opened."""

    def __init__(self, path: Path) -> None:
        """Map the file and read its head; raises ValueError if it is not a table."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(MAGIC)] != MAGIC:
            raise ValueError(path)
        size = int.from_bytes(self._map[len(MAGIC) : len(MAGIC) + 4], "little")
        start = len(MAGIC) + 4
        head = json.loads(self._map[start : start + size])
        self.corpus: str = head["corpus"]
        self.titles: dict[str, str] = head["titles"]
        self.codes = list(self.titles)
        self._bias: list[float] = head["bias"]
        self._scale: float = head["scale"]
        self._danger_bias: float = head["danger"]["bias"]
        self._danger_scale: float = head["danger"]["scale"]
        self._courtesy_bias: float = head["courtesy"]["bias"]
        self._courtesy_scale: float = head["courtesy"]["scale"]
        self._width = len(self.codes) + 2  # the items, danger and courtesy
        self._folding = Folding(
            dict(zip(map(ord, head["traditional"]), map(ord, head["simplified"]), strict=True))
        )
        self._sounds = dict(zip(head["letters"], head["sounds"], strict=True))
        count = head["grams"]
        first = start + size + (-(start + size) % 8)
        self._keys = memoryview(self._map)[first : first + 8 * count].cast("Q")
        self._rows = first + 8 * count
        self._known: dict[int, int] = {}
        self._courtesies: dict[int, int] = {}
        self._told: dict[int, tuple[bytes, float]] = {}
        self._last: tuple[str | None, Heard] = (None, Heard([], 0.0, False))

    def hear(self, text: str) -> Heard:
        """The shares of the items, in the order of ``codes``; they add up to 1. Never raises.

        Danger above 0 is probable. A text is readable if a third of its pairs of characters
        were ever seen in training.
        """
        if self._last[0] != text:
            self._last = (text, self._listen(text))
        return self._last[1]

    def _listen(self, text: str) -> Heard:
        spoken = heard(matter(text, self.courtesy))
        parts = [part for part in (folded(part, self._folding) for part in spoken) if part]
        sums = [0.0] * self._width
        readable = False
        for place, part in enumerate(parts):
            keys = keys_of(part, self._sounds)
            rows = [self._known[key] if key in self._known else self._row(key) for key in keys]
            if place == 0:
                pairs = [row for key, row in zip(keys, rows, strict=True) if is_pair(key)]
                known = len(pairs) - pairs.count(0)
                readable = known > 0 and known * 3 >= len(pairs)
            lanes = array("I", sum(rows).to_bytes(_LANE * self._width, "little"))
            factor = 1 / math.sqrt(len(keys) + SOFTEN) / len(parts)
            zero = ZERO * (len(rows) - rows.count(0))
            sums = [old + factor * (lane - zero) for old, lane in zip(sums, lanes, strict=True)]
        sums.pop()  # courtesy is told clause by clause
        danger = self._danger_bias + self._danger_scale * sums.pop()
        logits = [b + self._scale * value for b, value in zip(self._bias, sums, strict=True)]
        return Heard(_softmax(logits), danger, readable)

    def courtesy(self, clause: str) -> float:
        """How far a clause is mere courtesy; above 0 is more likely than not."""
        keys = written_keys(folded(clause, self._folding))
        total = sum(self._courteous(key) for key in keys)
        return self._courtesy_bias + self._courtesy_scale * total / math.sqrt(len(keys) + FEW)

    def _courteous(self, key: int) -> int:
        found = self._courtesies.get(key)
        if found is None:
            row = self._bytes(key)
            found = self._courtesies[key] = row[-1] - ZERO if row else 0
        return found

    def pairs(self, text: str) -> set[int]:
        """The pairs of characters of a text that were ever seen in training."""
        keys = keys_of(folded(text, self._folding), self._sounds)
        return {key for key in keys if is_pair(key) and self._bytes(key)}

    def evidence(self, text: str, codes: Sequence[str], most: int = 4) -> list[tuple[str, ...]]:
        """For each item the runs of the text, as typed, that spoke most for it; strongest first."""
        plain, places = folded_with_places(text, self._folding)
        told = [self._telling(pair_key(a, b)) for a, b in pairwise(plain)]
        found = []
        for code in codes:
            item = self.codes.index(code)
            worth = [row[item] - mean if row else 0.0 for row, mean in told]
            runs = _runs(worth)[:most]
            words = (text[places[start] : places[end] + 1] for start, end in runs)
            found.append(tuple(dict.fromkeys(words)))
        return found

    def _telling(self, key: int) -> tuple[bytes, float]:
        """A gram's weights, and their mean over the items."""
        found = self._told.get(key)
        if found is None:
            row = self._bytes(key)
            found = self._told[key] = (row, sum(row[:-2]) / len(self.codes) if row else 0.0)
        return found

    def _row(self, key: int) -> int:
        """A gram's weights for all items as one integer; 0 for a gram never seen in training."""
        row = self._known[key] = self._read(key)
        return row

    def _read(self, key: int) -> int:
        row = self._bytes(key)
        if not row:
            return 0
        wide = bytearray(_LANE * self._width)
        wide[::_LANE] = row
        return int.from_bytes(wide, "little")

    def _bytes(self, key: int) -> bytes:
        """A gram's weights, a byte each; empty for a gram never seen in training."""
        place = bisect_left(self._keys, key)
        if place == len(self._keys) or self._keys[place] != key:
            return b""
        start = self._rows + place * self._width
        return self._map[start : start + self._width]


def _softmax(logits: Sequence[float]) -> list[float]:
    best = max(logits)
    powers = [math.exp(logit - best) for logit in logits]
    total = sum(powers)
    return [power / total for power in powers]


def _runs(worth: Sequence[float]) -> list[tuple[int, int]]:
    """Where neighbouring pairs speak clearly for an item: (first pair, last character)."""
    floor = max(worth, default=0.0) / 4
    if floor <= 0:
        return []
    runs: list[tuple[float, int, int]] = []
    start = None
    for index, weight in enumerate([*worth, 0.0]):
        if weight > floor and start is None:
            start = index
        elif weight <= floor and start is not None:
            runs.append((sum(worth[start:index]), start, index))
            start = None
    runs.sort(key=lambda run: (-run[0], run[1]))
    return [(first, last) for _, first, last in runs]


def heard(text: str) -> Sequence[str]:
    """What is listened to: the whole, its first clause, and the clause that asks for something.

    A short text is one clause and is heard once.
    """
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    if len(clauses) < 2:
        return (text,)
    ask = next((clause for clause in reversed(clauses) if _ASK.search(clause)), None)
    return (text, clauses[0]) if ask is None or ask is clauses[0] else (text, clauses[0], ask)


@cache
def open_model(path: Path) -> Model:
    """The model of that file, opened once."""
    return Model(path)
