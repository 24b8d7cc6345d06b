"""A text as the matcher will read it: its parts, their grams, and a row of a matrix for them."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from opencc import OpenCC
from pypinyin import lazy_pinyin

from shaozi.triage.grams import Folding, folded, grams, keys
from shaozi.triage.listening import clauses, parts
from shaozi.triage.model import SOFTEN


class Part(NamedTuple):
    """A part of a text: its keys, each as often as it counts, and how many grams gave them."""

    keys: list[int]
    grams: int


Parts = list[Part]


class Reader:
    """Folds and sounds as they will ship, and the grams they give."""

    def __init__(self) -> None:
        convert = OpenCC("t2s").convert
        chinese = [chr(code) for code in range(0x4E00, 0xA000)]
        pairs = [(one, convert(one)) for one in chinese]
        pairs = [(old, new) for old, new in pairs if old != new and len(new) == 1]
        self.traditional = "".join(old for old, _ in pairs)
        self.simplified = "".join(new for _, new in pairs)
        self.folding = Folding({ord(old): ord(new) for old, new in pairs})
        common = [one for one in chinese if _is_common(one)]
        syllables = [lazy_pinyin(one)[0] for one in common]
        numbers = {name: place + 1 for place, name in enumerate(sorted(set(syllables)))}
        self.letters = "".join(common)
        self.sounds = {ord(one): numbers[name] for one, name in zip(common, syllables, strict=True)}

    def parts(self, text: str) -> Parts:
        """What is listened to of a text that no frame was taken from."""
        said = [clause for clause in clauses(text) if self.clause(clause).grams]
        heard = [[self.clause(clause) for clause in said[part]] for part in parts(said)]
        return [
            Part([key for one in part for key in one.keys], sum(one.grams for one in part))
            for part in heard
            if part
        ]

    @cache  # noqa: B019 -- a reader lives as long as the training
    def clause(self, text: str) -> Part:
        """A clause by itself."""
        found = grams(folded(text, self.folding))
        return Part([key for gram in found for key in keys(gram, self.sounds)], len(found))


def _is_common(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def matrix(texts: Iterable[Parts], places: dict[int, int], soften: int = SOFTEN) -> sp.csr_matrix:
    """A row a text: the mean over its parts of its keys, each part of length one."""
    indices: list[int] = []
    values: list[float] = []
    ends = [0]
    for heard in texts:
        row: Counter[int] = Counter()
        for part in heard:
            worth = 1 / ((part.grams + soften) ** 0.5 * len(heard))
            for key in part.keys:
                if key in places:
                    row[places[key]] += worth
        indices += row.keys()
        values += row.values()
        ends.append(len(indices))
    shape = (len(ends) - 1, len(places))
    return sp.csr_matrix((np.array(values, np.float32), np.array(indices), np.array(ends)), shape)
