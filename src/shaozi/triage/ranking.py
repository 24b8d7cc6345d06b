"""Which items a text is about: the trained table for items it knows, the list's words for others.

An office's own items, or another office's whole list, are ranked by their titles, scopes and
hints until examples of them exist.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from shaozi.duties import SENTENCE, Alarm, Duty, DutyBook
from shaozi.triage.model import Model, open_model
from shaozi.triage.wordmatch import WordMatcher

#: An emergency phrase is this sure at least.
ALARM = 0.9
#: Fewer characters than this say too little to hear danger in; the list's phrases still count.
FEW = 8
#: Danger this clear needs no item that may be an emergency among the likely ones …
CLEARLY = 1.0
#: … and less clear danger needs such items to have this share together.
HINTED = 0.05
#: How surely the list's words must speak for an item the table does not know.
WORDS_DECIDE = 0.25


class Ranked(NamedTuple):
    """An item with its share of the confidence and the words of the text that spoke for it."""

    duty: Duty
    confidence: float
    evidence: tuple[str, ...]


class Ranker:
    """Ranks the items of one duty list."""

    def __init__(self, book: DutyBook, model: Model) -> None:
        """See which items of the list the table knows: same code, and a title of the same words."""
        self.duties = book.duties
        self.not_now = book.not_now
        self.model = model
        self.known = {
            code
            for code, title in model.titles.items()
            if code in book.duties and _alike(title, book.duties[code].title)
        }
        self.words = WordMatcher(book) if len(self.known) < len(book.duties) else None

    def rank(
        self, text: str, alarms: Sequence[Alarm] = (), *, danger: bool = False
    ) -> list[Ranked]:
        """The three best items, best first.

        An emergency phrase is a rule and outranks any guess; of several such items the one
        that the text is most about comes first. Danger heard without a phrase raises the one
        it is most about of all that may be an emergency.
        """
        shares = self._shares(text)
        raised: dict[str, tuple[str, ...]] = {alarm.duty.code: alarm.words for alarm in alarms}
        if danger and not raised:
            raised = {code: () for code, duty in self.duties.items() if duty.may_be_emergency}
        if raised:
            first, share = next(found for found in shares if found[0] in raised)
            raised_to = max(ALARM, share)
            left = (1 - raised_to) / (1 - share) if share < 1 else 0.0
            others = [(code, other * left) for code, other in shares if code != first]
            shares = [(first, raised_to), *others]
        return [
            Ranked(self.duties[code], share, raised.get(code) or self._evidence(text, code))
            for code, share in shares[:3]
        ]

    def _shares(self, text: str) -> list[tuple[str, float]]:
        """Every item with its share of the confidence, best first."""
        shares: list[tuple[str, float]] = []
        if self.known:
            found = [scored for scored in self.model.rank(text) if scored.code in self.known]
            total = sum(scored.confidence for scored in found) or 1.0
            shares = [(scored.code, scored.confidence / total) for scored in found]
        return shares if self.words is None else self._with_new(text, shares)

    def is_danger(self, text: str) -> bool:
        """Whether the text speaks of danger to people right now, in whatever words.

        It must speak clearly, or of an item that may be an emergency at all.
        """
        now = self._spoken_of_now(text)
        score = self.model.danger(now)
        if score <= 0 or len(now) < FEW or not self.model.knows(now):
            return False
        if score > CLEARLY:
            return True
        shares = self._shares(text)
        return sum(share for code, share in shares if self.duties[code].may_be_emergency) > HINTED

    def _spoken_of_now(self, text: str) -> str:
        """The text without the sentences that speak of another time, a fear or a drill."""
        if not any(word in text for word in self.not_now):
            return text
        sentences = SENTENCE.split(text)
        return "。".join(s for s in sentences if not any(word in s for word in self.not_now))

    def is_readable(self, text: str) -> bool:
        """Whether the text holds words that anything can be told from."""
        if self.words is not None and self.words.knows(text):
            return True
        return bool(self.known) and self.model.knows(text)

    def _with_new(self, text: str, shares: list[tuple[str, float]]) -> list[tuple[str, float]]:
        """Items the table does not know take what the list's words give them, if that is much."""
        assert self.words is not None
        scored = self.words.rank(text)
        new = [(code, share) for code, share in scored if code not in self.known]
        if shares and (scored[0][0] in self.known or scored[0][1] < WORDS_DECIDE):
            return [*shares, *((code, 0.0) for code, _ in new)]
        left = 1 - sum(share for _, share in new)
        merged = new + [(code, share * max(0.0, left)) for code, share in shares]
        return sorted(merged, key=lambda found: (-found[1], found[0]))

    def _evidence(self, text: str, code: str) -> tuple[str, ...]:
        if code in self.known:
            return self.model.evidence(text, code)
        assert self.words is not None
        return self.words.evidence(text, code)


def _alike(one: str, other: str) -> bool:
    """Whether two titles are wordings of one: more than half of their characters are shared."""
    a, b = set(one), set(other)
    return len(a & b) * 2 > len(a | b)


@lru_cache(maxsize=4)
def ranker(book: DutyBook) -> Ranker:
    """The ranker of a list, made once."""
    return Ranker(book, open_model(book.trained))
