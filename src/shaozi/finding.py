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


def pieces(text: str) -> str:
    """The pieces of a text, in its order, with a space between them."""
    return " ".join(
        piece
        for run, unspaced in _runs(text)
        for piece in ([*_pairs(run), run[-1]] if unspaced else (run,))
    )


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
    folded = unicodedata.normalize("NFKC", text).lower()
    for kind, letters in groupby(folded, _kind):
        if kind is not None:
            yield "".join(letters), kind


def _kind(letter: str) -> bool | None:
    return letter >= _UNSPACED if letter.isalnum() else None
