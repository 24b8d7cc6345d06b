"""Phrases of the duty list: words that must stand together in a sentence of a complaint."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

SENTENCE = re.compile(r"[。！？!?；;\n]")


class Phrase(NamedTuple):
    """A phrase of the list: one sentence must hold a word of each group, and none to leave out.

    Written ``电梯|轿厢+困|关在+-困难``: + joins, | offers a choice, - leaves out.
    """

    groups: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]

    def words_in(self, text: str, calm: tuple[str, ...] = ()) -> tuple[str, ...] | None:
        """The words by which the text says the phrase in a sentence without ``calm`` words."""
        for group in self.groups:
            if not any(map(text.__contains__, group)):
                return None
        for sentence in SENTENCE.split(text):
            found = [next((w for w in group if w in sentence), "") for group in self.groups]
            if all(found) and not any(word in sentence for word in self.without + calm):
                return tuple(found)
        return None


@cache
def phrase(written: str) -> Phrase:
    """Read a phrase of the list."""
    parts = [part.strip() for part in written.split("+")]
    groups = tuple(tuple(part.split("|")) for part in parts if not part.startswith("-"))
    without = tuple(w for part in parts if part.startswith("-") for w in part[1:].split("|"))
    return Phrase(groups, without)


def said_in(
    text: str, phrases: Iterable[str], calm: tuple[str, ...] = ()
) -> tuple[str, ...] | None:
    """The words by which the text says the first phrase it says at all, or None."""
    found = (phrase(written).words_in(text, calm) for written in phrases)
    return next((words for words in found if words), None)
