"""Ranks the items of any duty list by the words the list itself uses for them.

Each item lends weight to the two-character grams of its title, scope and hints; rare grams
weigh more. Words of a boundary that point elsewhere ("…用CG-17") count for where they point.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from shaozi.duties import Duty
from shaozi.dutybook import DutyBook

#: What a gram is worth by where the list uses it.
HINT, TITLE, BOUNDARY, SCOPE = 3.0, 2.0, 1.5, 1.0
#: A whole hint found in the text counts this much per character on top of its grams.
WHOLE_HINT = 2.0
#: Sharpness of the confidence: chosen so that half-sure answers are right half the time.
SHARPNESS = 7.0

_WORDS = r"[一-鿿A-Za-z0-9]+"
_POINTER = r"([^；，。]*?)(?:用|属|也用|仍用|按)([A-Z]{2}-\d{2,3})"


def grams(text: str) -> Iterator[str]:
    """Two-character grams within runs of letters and Chinese characters."""
    for run in re.findall(_WORDS, text):
        for index in range(len(run) - 1):
            yield run[index : index + 2]


class WordMatcher:
    """The index of one duty list."""

    def __init__(self, book: DutyBook) -> None:
        """Read the list once; asking is then a look at the grams of the text."""
        self.codes = list(book.duties)
        self.hints = {
            code: [hint for hint in duty.hints if len(hint) > 1]
            for code, duty in book.duties.items()
        }
        weights: dict[str, dict[str, float]] = defaultdict(dict)
        for duty in book.duties.values():
            for words, worth, code in _says(duty):
                if code in book.duties:
                    for gram in grams(words):
                        weights[gram][code] = max(weights[gram].get(code, 0.0), worth)
        count = len(self.codes)
        self.weights = {
            gram: {code: worth * _rarity(len(by), count) for code, worth in by.items()}
            for gram, by in weights.items()
        }

    def knows(self, text: str) -> bool:
        """Whether the list uses any of the text's grams."""
        return any(gram in self.weights for gram in grams(text))

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every item with its share of the confidence, best first; ties by code."""
        scores = dict.fromkeys(self.codes, 0.0)
        for gram in set(grams(text)):
            for code, worth in self.weights.get(gram, {}).items():
                scores[code] += worth
        for code, hints in self.hints.items():
            if scores[code]:
                scores[code] += WHOLE_HINT * sum(len(hint) for hint in hints if hint in text)
        order = sorted(scores, key=lambda code: (-scores[code], code))
        return list(zip(order, _shares([scores[code] for code in order]), strict=True))

    def evidence(self, text: str, code: str) -> tuple[str, ...]:
        """Whole hints first, then the runs of the text made of the item's own grams."""
        found = [hint for hint in self.hints[code] if hint in text]
        own = {gram for gram in set(grams(text)) if code in self.weights.get(gram, {})}
        found += [run for run in _runs(text, own) if not any(run in word for word in found)]
        return tuple(dict.fromkeys(found))[:4]


def _says(duty: Duty) -> Iterator[tuple[str, float, str]]:
    """(words, worth, item they speak for) of one item of the list."""
    yield duty.title, TITLE, duty.code
    yield duty.scope, SCOPE, duty.code
    for hint in duty.hints:
        yield hint, HINT, duty.code
    for words, code in re.findall(_POINTER, duty.boundary):
        yield words, BOUNDARY, code


def _rarity(used_by: int, of: int) -> float:
    return math.log(1 + of / used_by) / math.log(1 + of)


def _shares(scores: Sequence[float]) -> list[float]:
    """Scores, best first, as shares of one: relative to the best, so length makes none surer."""
    best = scores[0]
    if best <= 0:
        return [1 / len(scores)] * len(scores)
    floor = 4.0  # a text of which the list knows next to nothing is not sure of anything
    powers = [math.exp(SHARPNESS * (score - best) / (best + floor)) for score in scores]
    known = best / (best + floor)
    total = sum(powers)
    return [known * power / total for power in powers]


def _runs(text: str, own: set[str]) -> Iterator[str]:
    """The longest runs of the text whose grams all belong to ``own``, longest first."""
    runs, start = [], None
    for index in range(len(text)):
        if text[index : index + 2] in own and index + 1 < len(text):
            start = index if start is None else start
        elif start is not None:
            runs.append(text[start : index + 1])
            start = None
    yield from sorted(runs, key=len, reverse=True)
