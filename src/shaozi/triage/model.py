"""The trained matcher: a table of grams with a weight for every item, asked without a library.

A gram's weights for all items stand side by side in one large integer, so that a text is
scored by adding one integer per gram. Trained by ``python -m training`` from ``data/corpus``.
"""

import json
import math
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from operator import add, mul
from pathlib import Path
from typing import NamedTuple, TypeVar

from shaozi.triage.grams import Folding, folded, folded_with_places, grams, is_pair, keys, pair_key
from shaozi.triage.listening import FRAMED, clauses, parts, stretch

#: The file's first bytes; the number is raised when its shape changes.
MAGIC = b"SHAOZI-TRIAGE-3\n"
#: Weights are kept as bytes with this one standing for zero.
ZERO = 128
#: Added to the grams of a part before its length is evened out: a few words say less.
SOFTEN = 4
#: The same for the grams of a clause, when it is asked whether it is courtesy.
FEW = 1
_LANE = 32  # bits an item takes in the large integer: room for 20,000 grams told loudest
_LOUD = 255  # how much the part that counts most counts; the others are whole numbers too
#: Lanes above those of the items: danger, courtesy, and how many keys, and pairs, are known.
_DANGER, _COURTESY, _KEYS, _PAIRS = range(4)
_EXTRA = 4
#: So many grams, 700 bytes each, are remembered, more than a desk ever needs; then it begins anew.
_REMEMBERED = 70_000
#: So many of the keys they are made of: those of single characters come again and again.
_KEYS_REMEMBERED = 5_000


_Asked = TypeVar("_Asked")
_Found = TypeVar("_Found")


class Heard(NamedTuple):
    """What a text says: a share of the confidence for each item, and how much danger."""

    shares: list[float]
    danger: float
    readable: bool


class _Remembered(dict[_Asked, _Found]):
    """What was looked up in the table once."""

    def __init__(self, look_up: Callable[[_Asked], _Found], most: int) -> None:
        super().__init__()
        self._look_up = look_up
        self._most = most

    def __missing__(self, asked: _Asked) -> _Found:
        if len(self) >= self._most:
            self.clear()
        found = self[asked] = self._look_up(asked)
        return found


class _Clause(NamedTuple):
    """A clause, and its grams added up: how many, and their weights lane by lane."""

    text: str
    grams: int
    lanes: int


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
        self._slope: float = head["sure"]["slope"]
        self._intercept: float = head["sure"]["intercept"]
        self._width = len(self.codes) + 2  # the items, danger and courtesy
        self._mask = (1 << _LANE * len(self.codes)) - 1
        self._folding = Folding(
            dict(zip(map(ord, head["traditional"]), map(ord, head["simplified"]), strict=True))
        )
        self._sounds = dict(zip(map(ord, head["letters"]), head["sounds"], strict=True))
        count = head["grams"]
        first = start + size + (-(start + size) % 8)
        self._keys = memoryview(self._map)[first : first + 8 * count].cast("Q")
        self._rows = first + 8 * count
        self._grams = _Remembered(self._gram, _REMEMBERED)
        self._told = _Remembered(self._row, _KEYS_REMEMBERED)
        self._weights = _Remembered(self._weights_of, _KEYS_REMEMBERED)
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
        """Each gram of each clause once; a part is the sum of its clauses."""
        said = self._said(text)
        if not said:
            return Heard(_softmax(self._bias), self._danger_bias, False)
        heard = [said[part] for part in parts([one.text for one in said])]
        sums = [sum(one.lanes for one in part) for part in heard]
        sizes = [sum(one.grams for one in part) for part in heard]
        unit = 1 / math.sqrt(min(sizes) + SOFTEN) / _LOUD
        loud = [round(1 / math.sqrt(size + SOFTEN) / unit) for size in sizes]
        total = sum(map(mul, loud, sums))
        unit /= len(heard)
        scale = self._scale * unit
        logits = [
            bias + scale * lane for bias, lane in zip(self._bias, self._items(total), strict=True)
        ]
        danger = self._beside(total, _DANGER) - ZERO * self._beside(total, _KEYS)
        pairs = self._beside(sums[0], _PAIRS)
        return Heard(
            _softmax(logits),  # every lane is too large by `ZERO` a key: that changes no share
            self._danger_bias + self._danger_scale * unit * danger,
            pairs > 0 and pairs * 3 >= sizes[0] - len(said),
        )

    def sure(self, share: float) -> float:
        """How often a first choice of this share is right, from 0 to 1."""
        if not 0 < share < 1:
            return share
        return 1 / (1 + math.exp(-self._slope * math.log(share / (1 - share)) - self._intercept))

    def matter(self, text: str) -> str:
        """What is listened to of a text, as typed."""
        return "".join(one.text for one in self._said(text)) if len(text) >= FRAMED else text

    def _said(self, text: str) -> list[_Clause]:
        """The clauses that are listened to, without those that hold nothing to be read."""
        said = [one for one in map(self._clause, clauses(text)) if one.grams]
        if len(text) < FRAMED:
            return said
        return said[stretch([one.text for one in said], [self._courtesy(one) for one in said])]

    def _clause(self, text: str) -> _Clause:
        found = grams(folded(text, self._folding))
        return _Clause(text, len(found), sum(map(self._grams.__getitem__, found)))

    def _courtesy(self, clause: _Clause) -> float:
        """How far a clause is mere courtesy; above 0 is more likely than not."""
        told = self._beside(clause.lanes, _COURTESY) - ZERO * self._beside(clause.lanes, _KEYS)
        return self._courtesy_bias + self._courtesy_scale * told / math.sqrt(clause.grams + FEW)

    def _items(self, total: int) -> Sequence[int]:
        """The lanes of the items."""
        size = _LANE // 8 * len(self.codes)
        return array("I", (total & self._mask).to_bytes(size, "little"))

    def _beside(self, total: int, lane: int) -> int:
        """One of the lanes above those of the items."""
        return total >> _LANE * (len(self.codes) + lane) & (1 << _LANE) - 1

    def _gram(self, gram: int) -> int:
        """The lanes of a gram: those of its keys, added."""
        return sum(map(self._told.__getitem__, keys(gram, self._sounds)))

    def _row(self, key: int) -> int:
        """The lanes of a key; 0 for one never seen in training."""
        row = self._bytes(key)
        if not row:
            return 0
        wide = bytearray(_LANE // 8 * (len(row) + 2))
        wide[:: _LANE // 8] = row + bytes((1, is_pair(key)))
        return int.from_bytes(wide, "little")

    def telling(self, text: str) -> set[int]:
        """The keys of those pairs of characters of a text that were ever seen in training."""
        plain = folded(text, self._folding)
        return {key for key in map(pair_key, plain, plain[1:]) if self._told[key]}

    def evidence(self, text: str, codes: Sequence[str], most: int = 4) -> list[tuple[str, ...]]:
        """For each item the runs of the text, as typed, that spoke most for it; strongest first."""
        plain, places = folded_with_places(text, self._folding)
        told = [*map(self._weights.__getitem__, map(add, plain, plain[1:]))]
        found = []
        for code in codes:
            item = self.codes.index(code)
            runs = _runs([row[item] - mean for row, mean in told])[:most]
            words = (text[places[start] : places[end] + 1] for start, end in runs)
            found.append(tuple(dict.fromkeys(words)))
        return found

    def _weights_of(self, pair: str) -> tuple[bytes, float]:
        """The weights of a pair of characters, and their mean over the items."""
        row = self._bytes(pair_key(*pair)) or bytes(self._width)
        return row, sum(row[:-2]) / len(self.codes)

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
    for place, weight in [one for one in enumerate(worth) if one[1] > floor]:
        if runs and runs[-1][2] == place:
            so_far, start, _ = runs.pop()
            runs.append((so_far + weight, start, place + 1))
        else:
            runs.append((weight, place, place + 1))
    runs.sort(key=lambda run: (-run[0], run[1]))
    return [(first, last) for _, first, last in runs]


@cache
def open_model(path: Path) -> Model:
    """The model of that file, opened once."""
    return Model(path)
