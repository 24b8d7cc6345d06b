"""Several matters in one text: a letter that asks for the lamp and the dog is two cases."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shaozi.duties import Duty
from shaozi.dutybook import DutyBook
from shaozi.lessons import NONE, Lessons
from shaozi.triage.ranking import ranker

#: A piece must be this sure to be a matter of its own: what leads up to a matter, or complains
#: of how it was handled, mostly is not. Where the text says that it turns to something else …
SURE, TURNED = 0.86, 0.66
#: Letters a piece needs at least, and where the text says that it turns to something else.
ENOUGH, FEWEST = 8, 4
#: … as with one of these.
_TURN = (
    "另外|此外|还有|再有|再者|再就是|同时反映|同时还|另反映|另有|另，|另:|另：|顺便|顺带|顺手|顺嘴|捎带"
    "|其次|一块儿|[一二三四五六]是|第[一二三四五六][，、,:：]?|(?<![一-鿿])[一二三四五六]、|[（(][1-6一二三四五六][)）]"
)
_PLACES = rf"(?<=[。！？!?；;\n｜])|(?={_TURN})|(?<!\d)(?=[1-6][、.．](?!\d))"
_TURNS = rf"\s*(?:{_TURN}|[1-6][、.．])"


class Matter(NamedTuple):
    """One of several matters in a text, and the part of it that speaks of this one."""

    duty: Duty
    confidence: float
    text: str


def matters(text: str, book: DutyBook, lessons: Lessons = NONE) -> tuple[Matter, ...]:
    """The matters of a text in its order, if there are several; else none.

    Their texts are parts of ``text`` as typed; what decides nothing stays with what it follows.
    """
    found: list[Matter] = []
    lead_in = ""
    for piece, duty, confidence in _heard(text, book, lessons):
        same = next((m for m in found if duty is None or m.duty.code == duty.code), None)
        if duty is None and found:
            same = found[-1]
        if same is not None:
            place = found.index(same)
            found[place] = same._replace(
                text=same.text + piece, confidence=max(same.confidence, confidence)
            )
        elif duty is None:
            lead_in += piece
        else:
            found.append(Matter(duty, confidence, lead_in + piece))
            lead_in = ""
    return tuple(m._replace(text=m.text.strip()) for m in found) if len(found) > 1 else ()


def _heard(text: str, book: DutyBook, lessons: Lessons) -> Iterator[tuple[str, Duty | None, float]]:
    """Each piece of a text with the item it speaks of, if it clearly does."""
    items = ranker(book)
    pieces = [piece for piece in re.split(_PLACES, text) if piece]
    if len(pieces) < 2:
        return
    for piece in pieces:
        turn = re.match(_TURNS, piece)
        needed, least = (TURNED, FEWEST) if turn else (SURE, ENOUGH)
        enough = sum(map(str.isalnum, piece[turn.end() if turn else 0 :])) >= least
        best = items.rank(piece, book.alarms(piece), lessons, words=False)[0] if enough else None
        if best is None or best.confidence < needed or not items.is_readable(piece):
            yield piece, None, 0.0
        else:
            yield piece, best.duty, best.confidence
