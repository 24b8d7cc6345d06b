"""Which of many cases are one matter that comes back: by duty, community, place and words.

The matcher has already put different words for one matter under one duty. Within a duty and a
community, cases of one place are one matter however worded; a place is what was typed as such,
else what the text names. A case without a place belongs with those whose words are near.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

#: Texts of which the shorter shares this part of its pairs of characters are near in wording.
NEAR = 0.5
#: A pair of characters in more than this part of the texts of a duty tells nothing of a matter.
COMMON = 0.4

_NUMERAL = str.maketrans("一二三四五六七八九", "123456789")
_FLAT = re.compile(r"\d+(?:单元|门|层|室).*")
_SPOT = re.compile(
    r"(?:[一-鿿]{1,7}?(?:胡同|大街|街|巷|条|路|里|园|苑|小区|大院|公寓))?"
    r"(?:\d+号(?!楼)院?)?(?:\d+(?:号楼|栋|座))?"
)
_LETTER = re.compile(r"\w")


class Told(NamedTuple):
    """A case as it was told."""

    case: str
    duty: str
    community: str
    lane: str
    address: str
    text: str
    at: int


class Matter(NamedTuple):
    """Cases that are one matter; ``place`` is empty where none is known."""

    duty: str
    community: str
    place: str
    told: list[Told]


def spot(told: Told) -> str:
    """The place to the yard or building, without flats: 西巷8号3号楼; empty where none is known.

    A lane alone is none.
    """
    if typed := _plain(told.address):
        return max(_SPOT.findall(typed), key=len, default="") or _letters(typed)
    named = [part for part in _SPOT.findall(_plain(told.text)) if any(map(str.isdigit, part))]
    found, lane = max(named, key=len, default=""), _lane(told)
    return found if not found or found.startswith(lane) else lane + found


def _lane(told: Told) -> str:
    return _letters(_plain(told.lane))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    folded = re.sub(
        r"[一二三四五六七八九](?=号|栋|座|单元)", lambda m: m[0].translate(_NUMERAL), folded
    )
    return _FLAT.sub("", "".join(folded.split()))


def _letters(text: str) -> str:
    return "".join(_LETTER.findall(text))


def matters(found: Iterable[Told], grams: Callable[[str], set[int]]) -> Iterator[Matter]:
    """The cases put together; ``grams`` gives the pairs of characters that tell of a text."""
    blocks: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in found:
        blocks[told.duty, told.community].append(told)
    for (duty, community), block in sorted(blocks.items()):
        for place, group in _block(block, grams):
            yield Matter(duty, community, place, group)


def _block(block: list[Told], grams: Callable[[str], set[int]]) -> list[tuple[str, list[Told]]]:
    """The matters of one duty in one community."""
    places: dict[str, list[Told]] = defaultdict(list)
    for told in block:
        places[spot(told)].append(told)
    nowhere = places.pop("", [])
    groups = list(_same_place(places).items())
    telling = _telling(block, grams) if nowhere else {}
    for lane in sorted({_lane(told) for told in nowhere}):
        here = [told for told in nowhere if _lane(told) == lane]
        near = [group for group in groups if group[0].startswith(lane)]
        groups += _by_words(near, lane, here, telling)
    return groups


def _same_place(places: dict[str, list[Told]]) -> dict[str, list[Told]]:
    """3号楼 is 西巷8号3号楼 where the community has no other place that ends so."""
    merged: dict[str, list[Told]] = {}
    endings = Counter(place[start:] for place in places for start in range(1, len(place)))
    for place in sorted(places, key=len, reverse=True):
        whole = (
            [longer for longer in merged if longer.endswith(place)] if endings[place] == 1 else []
        )
        merged.setdefault(whole[0] if whole else place, []).extend(places[place])
    return merged


def _telling(block: list[Told], grams: Callable[[str], set[int]]) -> dict[str, frozenset[int]]:
    """What each text of a block says beyond what nearly all of them do; all, if nothing is left."""
    texts = {told.text: grams(told.text) for told in block}
    often = Counter(gram for found in texts.values() for gram in found)
    most = max(3, COMMON * len(texts))
    rare = {text: {g for g in found if often[g] <= most} for text, found in texts.items()}
    return {text: frozenset(rare[text] or found) for text, found in texts.items()}


def _by_words(
    groups: list[tuple[str, list[Told]]],
    lane: str,
    nowhere: list[Told],
    telling: dict[str, frozenset[int]],
) -> list[tuple[str, list[Told]]]:
    """Put each case without a place where its words are nearest; gives the groups that are new."""
    known: list[tuple[frozenset[int], list[Told]]] = []
    index: dict[int, list[int]] = defaultdict(list)
    homes: dict[str, list[Told]] = {}
    made: list[tuple[str, list[Told]]] = []

    def remember(text: str, home: list[Told]) -> None:
        if text not in homes:
            homes[text] = home
            for gram in telling[text]:
                index[gram].append(len(known))
            known.append((telling[text], home))

    for _, group in groups:
        for told in group:
            remember(told.text, group)
    for told in nowhere:
        home = homes.get(told.text) or _nearest(telling[told.text], index, known)
        if home is None:
            home = []
            made.append((lane, home))
        home.append(told)
        remember(told.text, home)
    return made


def _nearest(
    grams: frozenset[int],
    index: dict[int, list[int]],
    known: list[tuple[frozenset[int], list[Told]]],
) -> list[Told] | None:
    """The group of the text that shares most, if it is near."""
    shared = Counter(place for gram in grams for place in index.get(gram, ()))
    best = max(
        (
            (count / min(len(grams), len(known[place][0])), -place)
            for place, count in shared.items()
        ),
        default=(0.0, 0),
    )
    return known[-best[1]][1] if best[0] >= NEAR else None
