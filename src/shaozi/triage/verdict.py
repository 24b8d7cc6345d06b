"""From ranked items to a verdict: whose matter it is, and what to ask when that is not sure."""

import re
from typing import NamedTuple

from shaozi.duties import EMERGENCY, NO_REQUEST, Duty
from shaozi.dutybook import DutyBook
from shaozi.lessons import NONE, Lessons
from shaozi.privacy import scrub
from shaozi.terms import Ruling
from shaozi.triage.danger import is_danger
from shaozi.triage.ranking import Led, Ranked, ranker

#: At or above this confidence the verdict decides; below it the officer is asked. Chosen on real
#: messages: half of them are above it, and 97 in 100 of those are right.
DECIDES = 0.9
#: What is left of the confidence in a text of which no word is known.
UNREADABLE = 0.1
#: If the two best together are less sure than this, a question that parts them is worth little.
WORTH_ASKING = 0.4


class Match(NamedTuple):
    """A duty proposed for a text, and its words that speak for it, none that name a person."""

    code: str
    title: str
    lead: str | None
    confidence: float
    evidence: tuple[str, ...]


class Verdict(NamedTuple):
    """What the duty list says of a text; ``matches`` always holds the three best.

    ``question`` is what to ask while unsure: its words are the list's, so it is Chinese. ``lead``
    can be surer than the item: several that may be meant can be one unit's.
    """

    ruling: Ruling
    matches: tuple[Match, ...]
    confidence: float
    question: str | None
    question_en: str | None
    lead: Led

    @property
    def code(self) -> str | None:
        """The item decided on, or None while unsure."""
        return None if self.ruling is Ruling.UNSURE else self.matches[0].code

    @property
    def lead_is_sure(self) -> bool:
        """Whether the unit can be told, whichever item it is."""
        return self.lead.confidence >= DECIDES


def check(text: str, book: DutyBook, lessons: Lessons = NONE, *, words: bool = True) -> Verdict:
    """The verdict on a text as typed: never raises; the same arguments give the same verdict.

    Without ``words`` the matches come without their evidence, which takes a third of the time.
    """
    items = ranker(book)
    alarms = book.alarms(text)
    danger = is_danger(text, book)
    ranked = items.rank(text, alarms, lessons, danger=danger, words=words)
    doubt = 1.0 if alarms or danger or items.is_readable(text) else UNREADABLE
    ranked = [found._replace(confidence=found.confidence * doubt) for found in ranked]
    best = ranked[0]
    confidence = best.confidence
    sure = confidence >= DECIDES
    emergency = sure and book.clock(best.duty, text, danger=danger).tier == EMERGENCY
    ruling = ruling_of(best.duty, emergency=emergency) if sure else Ruling.UNSURE
    question, in_english = (None, None) if sure else _question(ranked)
    safe = not words or scrub(text) == text
    matches = tuple(_match(found, safe=safe) for found in ranked)
    led = Led(best.duty.lead, confidence) if sure else items.lead(text, lessons, doubt)
    led = led._replace(confidence=round(led.confidence, 4))
    return Verdict(ruling, matches, round(confidence, 4), question, in_english, led)


def without_name(verdict: Verdict, name: str | None) -> Verdict:
    """The verdict without words that hold two neighbouring characters of a resident's name."""
    if not name or not any(match.evidence for match in verdict.matches):
        return verdict
    pairs = {name[place : place + 2] for place in range(len(name) - 1)}
    matches = (
        match._replace(
            evidence=tuple(w for w in match.evidence if not any(pair in w for pair in pairs))
        )
        for match in verdict.matches
    )
    return verdict._replace(matches=tuple(matches))


def _match(found: Ranked, *, safe: bool) -> Match:
    """``safe``: nothing in the text identifies anybody, so its words need no second look."""
    duty = found.duty
    confidence = round(found.confidence, 4)
    words = tuple(word for word in found.evidence if safe or scrub(word) == word)
    return Match(duty.code, duty.title, duty.lead, confidence, words)


def ruling_of(duty: Duty, *, emergency: bool) -> Ruling:
    """What a duty means for a complaint: the order of these lines is the order of weight."""
    if duty.code == NO_REQUEST:
        return Ruling.NO_REQUEST
    if emergency:
        return Ruling.EMERGENCY
    if not duty.is_street:
        return Ruling.NOT_STREET
    if duty.community_can_resolve:
        return Ruling.COMMUNITY
    return Ruling.ENFORCEMENT if duty.enforcement else Ruling.STREET


def _question(ranked: list[Ranked]) -> tuple[str, str]:
    """The one question that parts the two best items, from the list's own boundary lines."""
    if len(ranked) < 2 or ranked[0].confidence + ranked[1].confidence < WORTH_ASKING:
        return (
            "看不出说的是什么事: 请补充在哪里、什么情况、要求怎么办",
            "it is not clear what this is about: where, what happened, and what is asked for?",
        )
    first, second = ranked[0], ranked[1]
    line = _boundary(first.duty, second.duty) or _boundary(second.duty, first.duty)
    one, other = first.duty, second.duty
    tail = f" ({line})" if line else ""
    return (
        f"是{one.code} {one.title}，还是{other.code} {other.title}？{tail}",
        f"{one.code} {one.title_en}, or {other.code} {other.title_en}?{tail}",
    )


def _boundary(duty: Duty, other: Duty) -> str | None:
    """The clause of a duty's boundary line that speaks of the other."""
    clauses = re.split(r"[；;]", duty.boundary)
    return next((clause for clause in clauses if other.code in clause), None)
