"""A text as the matcher sees it: characters folded to one form, and the grams they make.

Width, case, traditional forms, digits and punctuation do not tell matters apart, so they are
folded away before anything is counted. A gram stands for a character, for the pair it makes with
the next, and for how that pair sounds, which stays the same when a word is typed with the wrong
character of the right sound.
"""

import unicodedata
from array import array
from collections.abc import Mapping

#: Any digit of a text stands for all: 3号楼 and 12号楼 are the same matter.
_DIGIT = ord("0")
#: Keys in the table and in lessons: a character's code point, or two of them, marked.
_PAIR, _SOUND = 1 << 44, 1 << 45
_WIDTH = 21  # bits of a code point
#: Stands after the last character of a clause.
END = "\n"
#: A gram is two neighbouring characters as UTF-16 has them, the first in the low bits.
_UNIT = 16


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


def grams(plain: str) -> set[int]:
    """The grams of a folded clause: its neighbouring characters, the last one with `END`."""
    coded = (plain + END).encode("utf-16-le")
    size = len(coded)
    found = set(array("I", coded[: size & ~3]))
    found.update(array("I", coded[2 : size - 2 + (size & 2)]))
    return found


def keys(gram: int, sounds: Mapping[int, int]) -> tuple[int, ...]:
    """What the table is asked for a gram: the first character, both, both as they sound."""
    first, second = gram & (1 << _UNIT) - 1, gram >> _UNIT
    if second == ord(END):
        return (first,)
    spoken = _SOUND | sounds.get(first, first) << _WIDTH | sounds.get(second, second)
    return (first, _PAIR | first << _WIDTH | second, spoken)


def pair_key(first: str, second: str) -> int:
    """The key of two neighbouring characters of a folded text."""
    return _PAIR | ord(first) << _WIDTH | ord(second)


def is_pair(key: int) -> bool:
    """Whether a key is that of two characters as they are written."""
    return bool(key & _PAIR)
