"""Whether two cases may be one matter told twice: by place and by wording."""

import re
from itertools import pairwise

#: Days back in which a case may be the same matter: after that it is taken as new. A choice of
#: this program, no rule fixes it.
WINDOW = 30
#: Texts that share this part of the pairs of letters either has are near in wording.
NEAR = 0.35
_LETTERS = re.compile(r"\w")


def may_be_one(text: str, place: str, other: str, other_place: str) -> bool:
    """Whether two issues of one duty may be one: the same place, or near words without two places.

    Different places, both given, are different matters however alike the words.
    """
    here, there = _letters(place), _letters(other_place)
    if here and there:
        return here == there
    return likeness(text, other) >= NEAR


def likeness(text: str, other: str) -> float:
    """The part of their pairs of letters that two texts share, from 0 to 1."""
    one, two = set(pairwise(_letters(text))), set(pairwise(_letters(other)))
    return len(one & two) / len(one | two) if one or two else 0.0


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.lower()))
