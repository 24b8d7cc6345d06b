"""The stretch of a text that speaks of its matter, without the courtesies around it.

Letters to an office begin and end with greetings, thanks and pleas that are the same whatever the
matter is. In a short complaint within a long frame they would drown it.
"""

import re
from collections.abc import Callable

#: Texts shorter than this have no room for a frame.
FRAMED = 60
#: A stretch is listened to alone only if it is no more than this part of the text.
PART = 0.6
#: No clause speaks more clearly than this for courtesy or for the matter.
CLEAR = 2.0
_CLAUSE = re.compile(r"[^｜|。！？!?；;\n，,：:]+[｜|。！？!?；;\n，,：:]*")


def clauses(text: str) -> list[str]:
    """A text at its punctuation, which stays with the clause before it."""
    return _CLAUSE.findall(text)


def matter(text: str, courtesy: Callable[[str], float]) -> str:
    """The clauses in a row that speak least of courtesy, or the whole text if those are most of it.

    ``courtesy`` says how far a clause is one; above 0 is more likely than not.
    """
    if len(text) < FRAMED:
        return text
    found = clauses(text)
    best = total = 0.0
    first = start = end = 0
    for place, clause in enumerate(found):
        if total <= 0:
            total, first = 0.0, place
        total -= max(-CLEAR, min(CLEAR, courtesy(clause)))
        if total > best:
            best, start, end = total, first, place + 1
    stretch = "".join(found[start:end])
    return stretch if 0 < len(stretch) <= PART * len(text) else text
