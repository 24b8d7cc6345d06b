"""Which clauses of a text are listened to: its matter, without the courtesies around it.

Letters to an office begin and end with greetings, thanks and pleas that are the same whatever the
matter is. In a short complaint within a long frame they would drown it.
"""

import re
from collections.abc import Sequence

#: Texts shorter than this have no room for a frame.
FRAMED = 60
#: A stretch is listened to alone only if it is no more than this part of the text.
PART = 0.6
#: No clause speaks more clearly than this for courtesy or for the matter.
CLEAR = 2.0
_CLAUSE = re.compile(r"[^｜|。！？!?；;\n，,：:]+[｜|。！？!?；;\n，,：:]*")
_END = re.compile(r"[｜|。！？!?；;\n]")


def clauses(text: str) -> list[str]:
    """A text at its punctuation, which stays with the clause before it."""
    return _CLAUSE.findall(text)


def stretch(said: Sequence[str], courtesies: Sequence[float]) -> slice:
    """The sentences in a row that speak least of courtesy, or all if those are most of the text.

    ``courtesies`` say how far each of the clauses ``said`` is one; above 0 more likely than not.
    """
    best = total = 0.0
    first = start = end = 0
    for place, courtesy in enumerate(courtesies):
        if total <= 0:
            total, first = 0.0, place
        total -= max(-CLEAR, min(CLEAR, courtesy))
        if total > best:
            best, start, end = total, first, place + 1
    while start > 0 and not _END.search(said[start - 1]):
        start -= 1
    while 0 < end < len(said) and not _END.search(said[end - 1]):
        end += 1
    part = sum(map(len, said[start:end]))
    return slice(start, end) if 0 < part <= PART * sum(map(len, said)) else slice(None)


def parts(said: Sequence[str]) -> list[slice]:
    """What counts alike: all clauses twice, and those of the first sentence once more.

    A text of one sentence is heard once.
    """
    whole = slice(0, len(said))
    for place, clause in enumerate(said[:-1]):
        if _END.search(clause):
            return [whole, whole, slice(0, place + 1)]
    return [whole]
