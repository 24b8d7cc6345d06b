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

from shaozi.triage.grams import Folding, folded, folded_with_places, keys_of, pair_key

#: The file's first bytes; the number is raised when its shape changes.
MAGIC = b"SHAOZI-TRIAGE-1\n"
#: Weights are kept as bytes with this one standing for zero.
ZERO = 128
#: Added to the grams of a part before its length is evened out: a few words say less.
SOFTEN = 12
_LANE = 4  # bytes an item takes in the large integer: room for 2^24 grams
_CLAUSE = re.compile(r"[｜|。！？!?；;\n]")
#: Where residents say what they want; the clause counts once more.
_ASK = re.compile(r"希望|请求|恳请|要求|诉求|能不能|能否|可否|麻烦|盼|请问|想问|咨询|求")


class Scored(NamedTuple):
    """An item's share of the confidence."""

    code: str
    confidence: float


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
        self._width = len(self.codes) + 1  # the items, and danger
        self._folding = Folding(
            dict(zip(map(ord, head["traditional"]), map(ord, head["simplified"]), strict=True))
        )
        self._sounds = dict(zip(head["letters"], head["sounds"], strict=True))
        count = head["grams"]
        first = start + size + (-(start + size) % 8)
        self._keys = memoryview(self._map)[first : first + 8 * count].cast("Q")
        self._rows = first + 8 * count
        self._known: dict[int, int] = {}
        self._last: tuple[str | None, list[float]] = (None, [])

    def danger(self, text: str) -> float:
        """How much the text speaks of danger to people right now; above 0 it probably does."""
        return self._scores(text)[-1]

    def rank(self, text: str) -> list[Scored]:
        """Every item with its share, best first; the shares add up to 1. Never raises."""
        logits = self._scores(text)[:-1]
        best = max(logits)
        powers = [math.exp(logit - best) for logit in logits]
        total = sum(powers)
        shares = zip(self.codes, powers, strict=True)
        return sorted(
            (Scored(code, power / total) for code, power in shares),
            key=lambda found: (-found.confidence, found.code),
        )

    def knows(self, text: str) -> bool:
        """Whether a third of the text's pairs of characters were ever seen in training."""
        plain = folded(text, self._folding)
        pairs = {pair_key(a, b) for a, b in pairwise(plain) if not a.isascii()}
        seen = sum(self._row(key) > 0 for key in pairs)
        return seen > 0 and seen * 3 >= len(pairs)

    def evidence(self, text: str, code: str, most: int = 4) -> tuple[str, ...]:
        """The runs of the text, as typed, that spoke most for an item; strongest first."""
        item = self.codes.index(code)
        plain, places = folded_with_places(text, self._folding)
        worth = [self._weight(pair_key(a, b), item) for a, b in pairwise(plain)]
        if not worth or max(worth) <= 0:
            return ()
        floor = max(worth) / 4
        runs: list[tuple[float, int, int]] = []
        start = None
        for index, weight in enumerate([*worth, 0.0]):
            if weight > floor and start is None:
                start = index
            elif weight <= floor and start is not None:
                runs.append((sum(worth[start:index]), places[start], places[index]))
                start = None
        runs.sort(key=lambda run: (-run[0], run[1]))
        return tuple(dict.fromkeys(text[a : b + 1] for _, a, b in runs[:most]))

    def _scores(self, text: str) -> list[float]:
        """A score for each item and, last, for danger: the mean over the parts listened to."""
        if self._last[0] != text:
            self._last = (text, self._heard(text))
        return self._last[1]

    def _heard(self, text: str) -> list[float]:
        parts = [part for part in (folded(part, self._folding) for part in heard(text)) if part]
        sums = [0.0] * self._width
        for part in parts:
            keys = keys_of(part, self._sounds)
            total, used = 0, 0
            for key in keys:
                row = self._row(key)
                if row:
                    total += row
                    used += 1
            lanes = array("I", total.to_bytes(_LANE * self._width, "little"))
            factor = 1 / math.sqrt(len(keys) + SOFTEN) / len(parts)
            zero = ZERO * used
            sums = [old + factor * (lane - zero) for old, lane in zip(sums, lanes, strict=True)]
        items = [
            bias + self._scale * value for bias, value in zip(self._bias, sums[:-1], strict=True)
        ]
        return [*items, self._danger_bias + self._danger_scale * sums[-1]]

    def _row(self, key: int) -> int:
        """A gram's weights for all items as one integer; 0 for a gram never seen in training."""
        row = self._known.get(key)
        if row is None:
            row = self._known[key] = self._read(key)
        return row

    def _read(self, key: int) -> int:
        place = self._place(key)
        if place is None:
            return 0
        wide = bytearray(_LANE * self._width)
        start = self._rows + place * self._width
        wide[::_LANE] = self._map[start : start + self._width]
        return int.from_bytes(wide, "little")

    def _place(self, key: int) -> int | None:
        place = bisect_left(self._keys, key)
        return place if place < len(self._keys) and self._keys[place] == key else None

    def _weight(self, key: int, item: int) -> float:
        """How much a gram speaks for an item, beyond what it says for the average item."""
        place = self._place(key)
        if place is None:
            return 0.0
        start = self._rows + place * self._width
        row = self._map[start : start + len(self.codes)]
        return row[item] - sum(row) / len(row)


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
