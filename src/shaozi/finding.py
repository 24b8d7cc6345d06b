"""How a text is cut into pieces by which it can be found, and what a search asks of them.

Chinese has no spaces, and SQLite's own trigrams find no word of two characters. So a run of
Chinese is kept as its pairs of neighbours and its last character alone, 路灯不亮 as
路灯 灯不 不亮 亮: every word of two characters is a piece, a longer one is pieces in a row, and
every character begins one.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from operator import add

#: Scripts written without spaces between words: from the first Japanese syllable on.
_UNSPACED = "぀"
#: The signs of a Chinese text that NFKC changes; without them it has mostly nothing to do, and
#: to see that takes a tenth of the time.
_WIDE, _NARROW = "，：；！？（）", ",:;!?()"


def pieces(text: str) -> str:
    """The pieces of a text, in its order, with a space between them."""
    folded = _folded(text)
    found, word = [], ""
    for letter, after in zip(folded, folded[1:] + " ", strict=False):
        if not letter.isalnum():
            continue
        goes_on, unspaced = after.isalnum(), after >= _UNSPACED
        if letter >= _UNSPACED:
            found.append(letter + after if goes_on and unspaced else letter)
        elif goes_on and not unspaced:
            word += letter
        else:
            found.append(word + letter)
            word = ""
    return " ".join(found)


def asked(typed: str) -> str:
    """What full text is asked for: every run of letters typed, in any order.

    A run of Chinese must stand in the text as it was typed, a word in Latin letters must begin
    like it, a number must be it. Empty if nothing was typed that could be found.
    """
    return " AND ".join(_asked(run, unspaced) for run, unspaced in _runs(typed))


def _asked(run: str, unspaced: bool) -> str:
    if not unspaced:
        return f'"{run}"' if run.isdecimal() else f'"{run}"*'
    return f'"{" ".join(_pairs(run))}"' if len(run) > 1 else f'"{run}"*'


def _pairs(run: str) -> list[str]:
    return list(map(add, run, run[1:]))


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """Runs of letters and digits, folded, and whether each is of a script without spaces."""
    for kind, letters in groupby(_folded(text), _kind):
        if kind is not None:
            yield "".join(letters), kind


def _folded(text: str) -> str:
    for wide, narrow in zip(_WIDE, _NARROW, strict=True):
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text).lower()


def _kind(letter: str) -> bool | None:
    return letter >= _UNSPACED if letter.isalnum() else None
