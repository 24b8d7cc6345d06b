"""Which items a text is about: the trained table for items it knows, the list's words for others.

An office's own items, or another office's whole list, are ranked by their titles, scopes and
hints until examples of them exist.
"""

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from shaozi.duties import SENTENCE, Alarm, Duty, DutyBook
from shaozi.triage.model import Model, open_model
from shaozi.triage.wordmatch import WordMatcher

#: An emergency phrase is this sure at least.
ALARM = 0.9
#: Fewer characters than this say too little to hear danger in; the list's phrases still count.
FEW = 10
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
        best = nsmallest(3, shares.items(), key=_best_first)
        if raised:
            best = _raise(best, shares, raised)
        evidence = self._evidence(text, [code for code, _ in best])
        return [
            Ranked(self.duties[code], share, raised.get(code) or words)
            for (code, share), words in zip(best, evidence, strict=True)
        ]

    def is_danger(self, text: str) -> bool:
        """Whether the text speaks of danger to people right now, in whatever words.

        It must speak clearly, or of an item that may be an emergency at all.
        """
        now = self._spoken_of_now(text)
        if len(now) < FEW:
            return False
        found = self.model.hear(now)
        if found.danger <= 0 or not found.readable:
            return False
        if found.danger > CLEARLY:
            return True
        shares = self._shares(now).items()
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
        return bool(self.known) and self.model.hear(text).readable

    def _shares(self, text: str) -> dict[str, float]:
        """Every item's share of the confidence."""
        shares: dict[str, float] = {}
        if self.known:
            heard = zip(self.model.codes, self.model.hear(text).shares, strict=True)
            shares = {code: share for code, share in heard if code in self.known}
            if len(shares) < len(self.model.codes):
                total = sum(shares.values()) or 1.0
                shares = {code: share / total for code, share in shares.items()}
        return shares if self.words is None else self._with_new(text, shares)

    def _with_new(self, text: str, shares: dict[str, float]) -> dict[str, float]:
        """Items the table does not know take what the list's words give them, if that is much."""
        assert self.words is not None
        scored = self.words.rank(text)
        new = {code: share for code, share in scored if code not in self.known}
        first, share = scored[0]
        if shares and (first in self.known or share < WORDS_DECIDE):
            return shares | dict.fromkeys(new, 0.0)
        left = max(0.0, 1 - sum(new.values())) if shares else 0.0
        return new | {code: share * left for code, share in shares.items()}

    def _evidence(self, text: str, codes: list[str]) -> list[tuple[str, ...]]:
        known = [code for code in codes if code in self.known]
        found = dict(zip(known, self.model.evidence(text, known), strict=True))
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


def _alike(one: str, other: str) -> bool:
    """Whether two titles are wordings of one: more than half of their characters are shared."""
    a, b = set(one), set(other)
    return len(a & b) * 2 > len(a | b)


@lru_cache(maxsize=4)
def ranker(book: DutyBook) -> Ranker:
    """The ranker of a list, made once."""
    return Ranker(book, open_model(book.trained))
