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
from collections.abc import Callable, Sequence
from functools import cache
from operator import add
from pathlib import Path
from typing import NamedTuple

from shaozi.triage.courtesy import matter
from shaozi.triage.grams import (
    Folding,
    folded,
    folded_with_places,
    letters,
    pair,
    pairs,
    spoken_key,
    written_key,
)

#: The file's first bytes; the number is raised when its shape changes.
MAGIC = b"SHAOZI-TRIAGE-2\n"
#: Weights are kept as bytes with this one standing for zero.
ZERO = 128
#: Added to the grams of a part before its length is evened out: a few words say less.
SOFTEN = 12
#: The same for the grams of a clause, when it is asked whether it is courtesy.
FEW = 2
_LANE = 2  # bytes an item takes in the large integer …
_ROOM = 256  # … which is room for the weights of so many grams
_CLAUSE = re.compile(r"[｜|。！？!?；;\n]")
#: Where residents say what they want; the clause counts once more.
_ASK = re.compile(r"希望|请求|恳请|要求|诉求|能不能|能否|可否|麻烦|盼|请问|想问|咨询|求")


class Heard(NamedTuple):
    """What a text says: a share of the confidence for each item, and how much danger."""

    shares: list[float]
    danger: float
    readable: bool


#: Lanes after those of the items.
_DANGER, _KNOWN, _KNOWN_PAIRS = -4, -2, -1


class _Known(dict[int, int]):
    """What each gram of a text counts, looked up in the table once."""

    def __init__(self, look_up: Callable[[int], int]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, gram: int) -> int:
        found = self[gram] = self._look_up(gram)
        return found


class _Part(NamedTuple):
    """A part of a text, its grams looked up and added.

    ``lanes``: the weights for each item, danger and courtesy, each too large by `ZERO` for every
    known gram; then how many grams, and how many pairs, are known.
    """

    lanes: Sequence[int]
    grams: int
    pairs: int


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
        self._sounds = dict(zip(map(ord, head["letters"]), head["sounds"], strict=True))
        count = head["grams"]
        first = start + size + (-(start + size) % 8)
        self._keys = memoryview(self._map)[first : first + 8 * count].cast("Q")
        self._rows = first + 8 * count
        self._letters = _Known(lambda gram: self._row(written_key(gram), is_pair=False))
        self._pairs = _Known(lambda gram: self._row(written_key(gram), is_pair=True))
        self._spoken = _Known(lambda gram: self._row(spoken_key(gram), is_pair=False))
        self._courteous = _Known(self._courtesy_of)
        self._weights: dict[str, tuple[bytes, float]] = {}
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
        plain = [part for part in (folded(part, self._folding) for part in spoken) if part]
        parts = [self._part(part) for part in plain]
        if not parts:
            return Heard(_softmax(self._bias), self._danger_bias, False)
        logits, danger = self._bias, 0.0
        for lanes, grams, _ in parts:
            factor = 1 / math.sqrt(grams + SOFTEN) / len(parts)
            scaled = self._scale * factor
            logits = [old + scaled * lane for old, lane in zip(logits, lanes, strict=False)]
            danger += factor * (lanes[_DANGER] - ZERO * lanes[_KNOWN])
        together = parts[0].lanes[_KNOWN_PAIRS]
        return Heard(
            _softmax(logits),  # `ZERO` too much for every item alike changes no share
            self._danger_bias + self._danger_scale * danger,
            together > 0 and together * 3 >= parts[0].pairs,
        )

    def _part(self, plain: str) -> _Part:
        together = pairs(plain)
        rows = [
            *map(self._letters.__getitem__, letters(plain)),
            *map(self._pairs.__getitem__, together),
            *map(self._spoken.__getitem__, pairs(plain.translate(self._sounds))),
        ]
        lanes: Sequence[int] = self._added(rows[:_ROOM])
        for start in range(_ROOM, len(rows), _ROOM):
            lanes = list(map(add, lanes, self._added(rows[start : start + _ROOM])))
        return _Part(lanes, len(rows), len(together))

    def _added(self, rows: Sequence[int]) -> "array[int]":
        """Up to `_ROOM` rows added, lane by lane."""
        return array("H", sum(rows).to_bytes(_LANE * (self._width + 2), "little"))

    def courtesy(self, clause: str) -> float:
        """How far a clause is mere courtesy; above 0 is more likely than not."""
        plain = folded(clause, self._folding)
        grams = [*letters(plain), *pairs(plain)]
        total = sum(map(self._courteous.__getitem__, grams))
        return self._courtesy_bias + self._courtesy_scale * total / math.sqrt(len(grams) + FEW)

    def _courtesy_of(self, gram: int) -> int:
        row = self._bytes(written_key(gram))
        return row[-1] - ZERO if row else 0

    def telling(self, text: str) -> set[int]:
        """The keys of those pairs of characters of a text that were ever seen in training."""
        found = pairs(folded(text, self._folding))
        return {written_key(gram) for gram in found if self._pairs[gram]}

    def evidence(self, text: str, codes: Sequence[str], most: int = 4) -> list[tuple[str, ...]]:
        """For each item the runs of the text, as typed, that spoke most for it; strongest first."""
        plain, places = folded_with_places(text, self._folding)
        told = [self._told(together) for together in map(add, plain, plain[1:])]
        found = []
        for code in codes:
            item = self.codes.index(code)
            runs = _runs([row[item] - mean for row, mean in told])[:most]
            words = (text[places[start] : places[end] + 1] for start, end in runs)
            found.append(tuple(dict.fromkeys(words)))
        return found

    def _told(self, together: str) -> tuple[bytes, float]:
        """The weights of a pair of characters, and their mean over the items."""
        found = self._weights.get(together)
        if found is None:
            row = self._bytes(written_key(pair(*together))) or bytes(self._width)
            found = self._weights[together] = (row, sum(row[:-2]) / len(self.codes))
        return found

    def _row(self, key: int, *, is_pair: bool) -> int:
        """A gram's lanes as one integer; 0 for a gram never seen in training."""
        row = self._bytes(key)
        if not row:
            return 0
        wide = bytearray(_LANE * (self._width + 2))
        wide[::_LANE] = row + bytes((1, is_pair))
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
    for place, weight in enumerate(worth):
        if weight <= floor:
            continue
        if runs and runs[-1][2] == place:
            so_far, start, _ = runs.pop()
            runs.append((so_far + weight, start, place + 1))
        else:
            runs.append((weight, place, place + 1))
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
