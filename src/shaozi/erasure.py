"""What of a case is erased when its time is over, and what a history's erasings have taken.

Whatever masking hides on a paper that leaves the street is gone for good; the facts stay. The
texts keep their ids, so that nothing that cites them changes: the entry `erased` cites them
anew, with the digest of what is left.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from shaozi.case import Case, Entry
from shaozi.exits import untold
from shaozi.privacy import anonymous, roomless, to_building
from shaozi.terms import Act

#: A line as long as this is nobody else's: 已联系 can stand in anybody's draft.
OWN = 12
#: Why somebody's data were erased is kept when all else that was typed goes.
REASON = "erasure"
RESIDENT = "resident"


class Residents(NamedTuple):
    """What of a case's residents must not stay in a text: names and numbers, and their flats."""

    known: Sequence[tuple[str, str]]
    places: Sequence[str]

    def left(self, text: str) -> str:
        """A text as it stays: nothing in it tells who they are."""
        for place in self.places:
            text = roomless(text, place)
        return anonymous(text, self.known)

    def left_of(self, kind: str, text: str) -> str:
        """The same of a text of that kind: of a place, up to the building."""
        return to_building(text, self.known) if kind == "address" else self.left(text)


def residents(
    texts: Iterable[tuple[str, str]], people: Iterable[tuple[str, str, str]]
) -> Residents:
    """The residents of a case, from its texts (kind, body) and people (kind, name, phone)."""
    known = [(name, phone) for kind, name, phone in people if kind == RESIDENT]
    return Residents(known, [body for kind, body in texts if kind == "address"])


class Gone(NamedTuple):
    """What was erased of a case: who, what tells it, and the lines that went whole."""

    whom: Residents
    telling: Sequence[str]
    lines: Sequence[str]

    def left(self, file: str) -> str:
        """What stays of a file of typed text: lines that hold nothing of it are as they were."""
        if not any(part in file for part in (*self.telling, *self.lines)):
            return file
        return "".join(map(self._left_of, file.splitlines(keepends=True)))

    def _left_of(self, line: str) -> str:
        for text in self.lines:
            # where it is a line or a cell: 好了 is not cut out of other people's sentences
            line = re.sub(rf'(?<![^\n,"]){re.escape(text)}(?![^\r\n,"])', "", line)
        return self.whom.left(line) if any(part in line for part in self.telling) else line


def gone(whom: Residents, texts: Iterable[str], *, whole: bool) -> Gone:
    """What is gone with texts that were masked or, if ``whole``, taken out."""
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    known = [part for person in whom.known for part in person if len(part) > 1]
    tells = [line for line in lines if whom.left(line) != line]
    own = [line for line in lines if len(line) >= OWN or line in tells]
    return Gone(whom, [*known, *tells], own if whole else ())


class Taken(NamedTuple):
    """What erasings took: ids of texts and people, attachments; digests of texts that changed."""

    gone: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    seals: Mapping[str, str] = {}
    texts: bool = False  # all that was typed, and so what it taught


def to_take(
    typed: Mapping[str, tuple[str, str]],
    people: Mapping[str, tuple[str, str, str]],
    entries: Iterable[Entry],
    *,
    texts: bool,
) -> Taken:
    """What an erasing takes whole: the residents; with ``texts`` all typed, and what is attached.

    Whoever acted for an office stays named: they answer for what they did.
    """
    gone = {found for found, (kind, *_) in people.items() if kind == RESIDENT}
    if texts:
        gone |= {found for found, (kind, _) in typed.items() if kind != REASON}
    files = attached(entries) if texts else ()
    return Taken(frozenset(gone), frozenset(files), texts=texts)


def taken(entries: Iterable[Entry]) -> Taken:
    """What all erasings of a history took, oldest entry first."""
    erasings = (entry.body for entry in entries if entry.act is Act.ERASED)
    return together(
        Taken(frozenset(body["gone"]), frozenset(body["files"]), body["seals"], body["texts"])
        for body in erasings
    )


def together(parts: Iterable[Taken]) -> Taken:
    """What several took, the earlier first; of two digests the later counts."""
    every = tuple(parts)
    return Taken(
        frozenset().union(*(part.gone for part in every)),
        frozenset().union(*(part.files for part in every)),
        {found: seal for part in every for found, seal in part.seals.items()},
        any(part.texts for part in every),
    )


#: Nothing was erased.
NOTHING = Taken()


def attached(entries: Iterable[Entry]) -> set[str]:
    """The digests of the attachments that a history still has."""
    files: set[str] = set()
    for entry in entries:
        if entry.act is Act.ATTACHED:
            files.add(str(entry.body["sha256"]))
        elif entry.act is Act.ERASED:
            files.difference_update(entry.body["files"])
    return files


def needed(case: Case) -> bool:
    """Whether somebody must still be able to reach the resident."""
    return case.open or untold(case)


def merged_into(entries: Iterable[Entry]) -> str | None:
    """The case that this one was last merged into, if any."""
    others = [str(entry.body["other"]) for entry in entries if entry.act is Act.MERGED]
    return others[-1] if others else None
