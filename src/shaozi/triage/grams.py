"""A text as the matcher sees it: characters folded to one form, and the grams they make.

Width, case, traditional forms, digits and punctuation do not tell matters apart, so they are
folded away before anything is counted. A gram is a number: characters, or syllables, which
stay the same when a word is typed with the wrong character of the right sound.
"""

import unicodedata
from collections.abc import Mapping
from itertools import pairwise

#: Any digit of a text stands for all: 3号楼 and 12号楼 are the same matter.
_DIGIT = ord("0")
_PAIR, _SOUND = 1 << 44, 1 << 45
_WIDTH = 21  # bits of a code point


class Folding(dict[int, int | None]):
    """Maps a code point to the one it counts as, or None where it counts for nothing.

    It learns as it goes: what a character counts as is worked out once.
    """

    def __init__(self, traditional: Mapping[int, int]) -> None:
        """``traditional`` maps traditional characters to simplified ones."""
        super().__init__(traditional)

    def __missing__(self, code: int) -> int | None:
        """What a character not yet seen counts as."""
        letter = chr(code)
        if letter.isdecimal():
            found: int | None = _DIGIT
        elif letter.isalnum():
            found = code
        else:
            found = None
        self[code] = found
        return found


def folded(text: str, folding: Folding) -> str:
    """The text with width, case, script, digits and punctuation folded away."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(folding)
    if "00" in plain:
        while "00" in plain:
            plain = plain.replace("00", "0")
    return plain


def folded_with_places(text: str, folding: Folding) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in ``text`` it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        code = folding[ord(letter)] if "一" <= letter <= "鿿" else None
        for one in chr(code) if code else folded(letter, folding):
            if one == "0" and letters and letters[-1] == "0":
                continue
            letters.append(one)
            places.append(place)
    return "".join(letters), places


def written_keys(plain: str) -> set[int]:
    """The grams of a folded text as it is written: characters, and pairs of characters."""
    codes = [ord(letter) for letter in plain]
    found = set(codes)
    found.update([_PAIR | a << _WIDTH | b for a, b in pairwise(codes)])
    return found


def keys_of(plain: str, sounds: Mapping[str, int]) -> set[int]:
    """All grams of a folded text: as it is written, and pairs of syllables."""
    spoken = [sounds.get(letter, ord(letter)) for letter in plain]
    found = written_keys(plain)
    found.update([_SOUND | a << _WIDTH | b for a, b in pairwise(spoken)])
    return found


def is_pair(key: int) -> bool:
    """Whether a gram is one of two neighbouring characters."""
    return bool(key & _PAIR)


def pair_key(first: str, second: str) -> int:
    """The gram of two neighbouring characters of a folded text."""
    return _PAIR | ord(first) << _WIDTH | ord(second)
