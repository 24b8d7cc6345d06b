"""What officers taught: each correction leans later texts like it towards the item they chose.

A lesson keeps no text and no name: only which of the pairs of characters that the trained table
knows anyhow were in the text, in no order. The order in which lessons came does not matter and any
can be forgotten.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

#: How far one lesson on the very same text leans its item, by the square of how alike a text is:
#: chosen so that corrections from real messages gain on others and lose about half a point of
#: what was right before, and another office's list gets better with use.
GAIN = 26.0
#: What had been proposed wrongly leans back by this part of it.
BACK = 0.5
#: A text of fewer pairs counts as if it had so many: who says 太吵了 may mean anything next time.
ENOUGH = 8
#: An item of no confidence at all starts from here, so that it can be learned too.
FLOOR = 1e-3


class Lesson(NamedTuple):
    """One correction; ``grams`` are pairs of characters the trained table knows."""

    case: str
    duty: str
    instead: str | None
    taught_at: int
    grams: tuple[int, ...]


class Lessons:
    """The lessons in force, by the grams they hold."""

    def __init__(self, lessons: Iterable[Lesson] = ()) -> None:
        """Read them once; asking is then a look at the grams of the text."""
        self._all = tuple(lessons)
        self._by_gram: dict[int, list[int]] = defaultdict(list)
        for place, lesson in enumerate(self._all):
            for gram in lesson.grams:
                self._by_gram[gram].append(place)

    def __bool__(self) -> bool:
        """Whether anything was taught."""
        return bool(self._all)

    def heeded(self, shares: Mapping[str, float], grams: Collection[int]) -> dict[str, float]:
        """The shares of the items, leant by every lesson as far as its text was like this one."""
        common: dict[int, int] = defaultdict(int)
        for gram in grams:
            for place in self._by_gram.get(gram, ()):
                common[place] += 1
        lean: dict[str, float] = defaultdict(float)
        for place, count in common.items():
            lesson = self._all[place]
            alike = count**2 / (max(len(grams), ENOUGH) * max(len(lesson.grams), ENOUGH))
            lean[lesson.duty] += GAIN * alike
            if lesson.instead:
                lean[lesson.instead] -= GAIN * BACK * alike
        if not lean.keys() & shares.keys():
            return dict(shares)
        powers = {
            code: (share + FLOOR) * math.exp(lean[code]) if code in lean else share
            for code, share in shares.items()
        }
        total = sum(powers.values())
        return {code: power / total for code, power in powers.items()}


#: Nothing was taught yet.
NONE = Lessons()
