"""A text as the matcher sees it: characters folded to one form, and the grams they make.

Width, case, traditional forms, digits and punctuation do not tell matters apart, so they are
folded away before anything is counted. A gram is a number: characters, or syllables, which
stay the same when a word is typed with the wrong character of the right sound.
"""

import unicodedata
from array import array
from collections.abc import Mapping

#: Any digit of a text stands for all: 3号楼 and 12号楼 are the same matter.
_DIGIT = ord("0")
#: Keys in the table and in lessons: a character's code point, or two of them, marked.
_PAIR, _SOUND = 1 << 44, 1 << 45
_WIDTH = 21  # bits of a code point
#: Grams of a text being read: a character as UTF-16 has it, or two in a row, the first one low.
_UNIT = 16  # bits of a character


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


def letters(plain: str) -> set[int]:
    """The characters of a folded text."""
    return set(array("H", plain.encode("utf-16-le")))


def pairs(plain: str) -> set[int]:
    """The pairs of neighbouring characters, or syllables, of a folded text."""
    coded = plain.encode("utf-16-le")
    size = len(coded)
    found = set(array("I", coded[: size & ~3]))
    found.update(array("I", coded[2 : size - 2 + (size & 2)]))
    return found


def pair(first: str, second: str) -> int:
    """The gram of two neighbouring characters of a folded text."""
    return ord(first) | ord(second) << _UNIT


def written_key(gram: int) -> int:
    """The key of a character, or of a pair of characters."""
    return _key(_PAIR, gram) if gram >> _UNIT else gram


def spoken_key(gram: int) -> int:
    """The key of a pair of syllables."""
    return _key(_SOUND, gram)


def _key(mark: int, gram: int) -> int:
    return mark | (gram & (1 << _UNIT) - 1) << _WIDTH | gram >> _UNIT


def written_keys(plain: str) -> set[int]:
    """The keys of a folded text as it is written: characters, and pairs of characters."""
    return {written_key(gram) for gram in letters(plain) | pairs(plain)}


def keys_of(plain: str, sounds: Mapping[int, int]) -> set[int]:
    """All keys of a folded text: as it is written, and pairs of syllables."""
    return written_keys(plain) | set(map(spoken_key, pairs(plain.translate(sounds))))
