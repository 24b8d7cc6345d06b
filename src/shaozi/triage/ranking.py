"""Which items a text is about: the trained table for items it knows, the list's words for others.

An office's own items, or another office's whole list, are ranked by their titles, scopes and
hints until examples of them exist.
"""

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from shaozi.duties import Duty
from shaozi.dutybook import Alarm, DutyBook
from shaozi.lessons import NONE, Lessons
from shaozi.phrases import SENTENCE
from shaozi.triage.model import Model, open_model
from shaozi.triage.wordmatch import WordMatcher

#: An emergency phrase is this sure at least.
ALARM = 0.9
#: In fewer characters than this danger must be heard clearly; the list's phrases still count.
FEW = 10
CLEARLY = 2.0
#: Where it is, down to the flat: whoever gives it is in no more danger than who does not.
_WHERE = re.compile(
    r"(?:[0-9０-９]+\s?(?:号院|号楼|楼|栋|幢|座|单元|门|号|层)[-—,，\s]?)*"
    r"[0-9０-９]+\s?(?:单元|室|号楼|号院)[,，\s]?"
)
#: Danger is heard only where items that may be an emergency have this share together.
HINTED = 0.05
#: Titles are wordings of one if they share more than this part of their characters.
ALIKE = 0.5
#: Only an item of this share is raised by danger, or has its words looked for in the text.
LIKELY = 0.01
#: How surely the list's words must speak for an item the table does not know.
WORDS_DECIDE = 0.25


class Ranked(NamedTuple):
    """An item with its share of the confidence and the words of the text that spoke for it."""

    duty: Duty
    confidence: float
    evidence: tuple[str, ...]


class Led(NamedTuple):
    """A unit of the street, or None for what is not the street's, and its share."""

    unit: str | None
    confidence: float


class Ranker:
    """Ranks the items of one duty list."""

    def __init__(self, book: DutyBook, model: Model) -> None:
        """See which items of the list the table knows, under its own codes or the list's."""
        self.duties = book.duties
        self.not_now = book.not_now
        self.model = model
        titles = {code: duty.title for code, duty in book.duties.items()}
        self.known = dict(sorted(_known(model.titles, titles).items()))
        place = {code: place for place, code in enumerate(model.codes)}
        self._places = [(code, place[trained]) for code, trained in self.known.items()]
        self.words = WordMatcher(book) if len(self.known) < len(book.duties) else None

    def rank(
        self,
        text: str,
        alarms: Sequence[Alarm] = (),
        lessons: Lessons = NONE,
        *,
        danger: bool = False,
        words: bool = True,
    ) -> list[Ranked]:
        """The three best items, best first, as the list, the table and the lessons have it.

        ``words``: whether those that decided are wanted too.

        An emergency phrase is a rule and outranks any guess; of several such items the one
        that the text is most about comes first. Danger heard without a phrase raises the one
        it is most about of those that may be an emergency, unless lessons speak against them all.
        """
        shares = self._heeded(text, lessons)
        raised: dict[str, tuple[str, ...]] = {alarm.duty.code: alarm.words for alarm in alarms}
        if danger and not raised:
            likely = [self.duties[code] for code, share in shares.items() if share >= LIKELY]
            raised = {duty.code: () for duty in likely if duty.may_be_emergency}
        best = nlargest(3, shares.items(), key=itemgetter(1))
        best = _raise(best, shares, raised) if raised else self._sure(best)
        if not words:
            return [Ranked(self.duties[code], share, ()) for code, share in best]
        spoken = [code for code, share in best if share >= LIKELY]
        said = dict(zip(spoken, self._evidence(text, spoken), strict=True))
        return [
            Ranked(self.duties[code], share, raised.get(code) or said.get(code, ()))
            for code, share in best
        ]

    def _heeded(self, text: str, lessons: Lessons) -> Mapping[str, float]:
        shares = self._shares(text)
        return lessons.heeded(shares, self.model.telling(text)) if lessons else shares

    def _sure(self, best: list[tuple[str, float]]) -> list[tuple[str, float]]:
        """As sure of the first as such a share is right; the others in proportion."""
        code, share = best[0]
        if code not in self.known or share == 1:
            return best
        sure = self.model.sure(share)
        left = (1 - sure) / (1 - share)
        return [(code, sure), *((other, part * left) for other, part in best[1:])]

    def lead(self, text: str, lessons: Lessons = NONE, doubt: float = 1.0) -> Led:
        """The unit that leads most of what the text may be about, None if it is not the street's.

        It can be clear where the item is not: the neighbours of an item are often one unit's.
        Its confidence is made less by the factor ``doubt``.
        """
        sums: dict[str | None, float] = defaultdict(float)
        for code, share in self._heeded(text, lessons).items():
            sums[self.duties[code].lead] += share
        unit = max(sums, key=lambda unit: (sums[unit], unit or ""))
        return Led(unit, doubt * self.model.sure(sums[unit]))

    def is_danger(self, text: str) -> bool:
        """Whether the text speaks of danger to people right now, in whatever words.

        It must speak of an item that may be an emergency, too: smoke over a barbecue is none.
        """
        now = _WHERE.sub("", self._spoken_of_now(text))
        found = self.model.hear(now)
        if found.danger <= (0 if len(now) >= FEW else CLEARLY) or not found.readable:
            return False
        shares = self._shares(now).items()
        return sum(share for code, share in shares if self.duties[code].may_be_emergency) > HINTED

    def _spoken_of_now(self, text: str) -> str:
        """The text without the sentences that speak of another time, a fear or a drill."""
        if not any(map(text.__contains__, self.not_now)):
            return text
        sentences = SENTENCE.split(self.model.matter(text))
        return "。".join(s for s in sentences if not any(word in s for word in self.not_now))

    def is_readable(self, text: str) -> bool:
        """Whether the text holds words that anything can be told from."""
        if self.words is not None and self.words.knows(text):
            return True
        return bool(self.known) and self.model.hear(text).readable

    def _shares(self, text: str) -> dict[str, float]:
        """Every item's share of the confidence, by code; what speaks for none is left over.

        Items that only the list has are ranked by its words. Where these are clear, they take
        what they claim; else, what the table gives to matters that the list does not have.
        """
        heard = self.model.hear(text).shares
        shares = {code: heard[place] for code, place in self._places}
        total = sum(shares.values())
        if self.words is None:
            whole = len(shares) == len(heard)
            return shares if whole else {code: share / total for code, share in shares.items()}
        scored = self.words.rank(text)
        first, share = scored[0]
        clear = first not in self.known and share >= WORDS_DECIDE
        part = 1.0 if clear else max(0.0, 1 - total)
        new = {code: share * part for code, share in scored if code not in self.known}
        left = 1 - sum(new.values()) if clear else 1.0
        both = new | {code: share * left for code, share in shares.items()}
        return dict(sorted(both.items()))

    def _evidence(self, text: str, codes: list[str]) -> list[tuple[str, ...]]:
        known = [code for code in codes if code in self.known]
        trained = [self.known[code] for code in known]
        found = dict(zip(known, self.model.evidence(text, trained), strict=True))
        if self.words is None:
            return [found[code] for code in codes]
        return [found[c] if c in found else self.words.evidence(text, c) for c in codes]


def _best_first(found: tuple[str, float]) -> tuple[float, str]:
    return (-found[1], found[0])


def _raise(
    best: list[tuple[str, float]], shares: Mapping[str, float], raised: Container[str]
) -> list[tuple[str, float]]:
    """The likeliest of the raised items first, as sure as `ALARM`; the others share the rest."""
    first, share = min((one for one in shares.items() if one[0] in raised), key=_best_first)
    raised_to = max(ALARM, share)
    left = (1 - raised_to) / (1 - share) if share < 1 else 0.0
    others = [(code, other * left) for code, other in best if code != first]
    return [(first, raised_to), *others][:3]


def _known(trained: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """For each item of a list that the table knows, the code it has there.

    Both map codes to titles. The same code with a title of the same words is the same item; for
    the others the title alone tells, each trained item standing for the one most like it.
    """
    found = {
        code: code
        for code, title in titles.items()
        if code in trained and _likeness(trained[code], title) > ALIKE
    }
    left = [code for code in titles if code not in found]
    pairs = sorted(
        (-_likeness(title, titles[code]), code, other)
        for other, title in trained.items()
        if other not in found.values()
        for code in left
    )
    for unlike, code, other in pairs:
        if -unlike > ALIKE and code not in found and other not in found.values():
            found[code] = other
    return found


def _likeness(one: str, other: str) -> float:
    """Characters that two titles share, as a part of those that either has."""
    a, b = set(one), set(other)
    return len(a & b) / len(a | b)


@lru_cache(maxsize=4)
def ranker(book: DutyBook) -> Ranker:
    """The ranker of a list, made once."""
    return Ranker(book, open_model(book.trained))


def telling(text: str, book: DutyBook) -> set[int]:
    """The grams of a text that a lesson keeps: none that was not in the table before."""
    return ranker(book).model.telling(text)
