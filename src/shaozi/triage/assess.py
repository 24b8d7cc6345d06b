"""How well a duty list and the matcher do on texts whose items are known."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from shaozi.dutybook import DutyBook
from shaozi.lessons import NONE, Lessons
from shaozi.terms import Ruling
from shaozi.triage.verdict import Verdict, check

#: Bins of the reliability table: a tenth of the confidence each.
BINS = 10


class Score(NamedTuple):
    """Of ``texts``, how many found their item first, and among the three best."""

    texts: int
    first: int
    third: int


class Bin(NamedTuple):
    """Texts of like confidence, from ``low`` to the next bin: sureness beside how many are right.

    Both are shares from 0 to 1.
    """

    low: float
    texts: int
    confidence: float
    right: float


class Confused(NamedTuple):
    """Texts of one item for which another was the first choice."""

    wanted: str
    got: str
    texts: int


class Assessment(NamedTuple):
    """What came of asking about every text; ``border``: the street's or not, ``lead``: the unit.

    ``decided`` texts were decided without asking, ``decided_right`` of them rightly. ``ece`` is
    the expected calibration error: how far sureness and being right lie apart, on average.
    """

    whole: Score
    border: int
    lead: int
    decided: int
    decided_right: int
    ece: float
    bins: tuple[Bin, ...]
    by_item: dict[str, Score]
    by_group: dict[str, Score]
    confused: tuple[Confused, ...]


class _Answer(NamedTuple):
    wanted: tuple[str, ...]
    verdict: Verdict

    @property
    def got(self) -> str:
        return self.verdict.matches[0].code

    @property
    def right(self) -> bool:
        return self.got in self.wanted

    @property
    def near(self) -> bool:
        return any(match.code in self.wanted for match in self.verdict.matches)


def assess(
    texts: Iterable[tuple[str, Sequence[str]]], book: DutyBook, lessons: Lessons = NONE
) -> Assessment:
    """Ask about every text; each comes with its right items of the list, of which any will do.

    The first named stands for the text in the tables by item. At least one text is needed.
    """
    answers = [
        _Answer(tuple(codes), check(text, book, lessons, words=False)) for text, codes in texts
    ]
    decided = [answer for answer in answers if answer.verdict.ruling is not Ruling.UNSURE]

    def agree(of: Callable[[str], object]) -> int:
        """How many first choices are alike in something with an item that is right."""
        return sum(any(of(answer.got) == of(code) for code in answer.wanted) for answer in answers)

    confused = Counter((a.wanted[0], a.got) for a in answers if not a.right)
    bins = _bins(answers)
    return Assessment(
        whole=_score(answers),
        border=agree(lambda code: book.duties[code].is_street),
        lead=sum(
            any(a.verdict.lead.unit == book.duties[code].lead for code in a.wanted) for a in answers
        ),
        decided=len(decided),
        decided_right=sum(answer.right for answer in decided),
        ece=sum(b.texts * abs(b.confidence - b.right) for b in bins) / len(answers),
        bins=bins,
        by_item=_by(answers, lambda code: code),
        by_group=_by(answers, lambda code: code.split("-")[0]),
        confused=tuple(
            Confused(wanted, got, count)
            for (wanted, got), count in sorted(confused.items(), key=lambda c: (-c[1], c[0]))
        ),
    )


def _score(answers: Sequence[_Answer]) -> Score:
    return Score(len(answers), sum(a.right for a in answers), sum(a.near for a in answers))


def _by(answers: Sequence[_Answer], key: Callable[[str], str]) -> dict[str, Score]:
    parts: dict[str, list[_Answer]] = {}
    for answer in answers:
        parts.setdefault(key(answer.wanted[0]), []).append(answer)
    return {name: _score(parts[name]) for name in sorted(parts)}


def _bins(answers: Sequence[_Answer]) -> tuple[Bin, ...]:
    parts: dict[int, list[_Answer]] = {}
    for answer in answers:
        place = min(int(answer.verdict.confidence * BINS), BINS - 1)
        parts.setdefault(place, []).append(answer)
    return tuple(
        Bin(
            place / BINS,
            len(part),
            sum(answer.verdict.confidence for answer in part) / len(part),
            sum(answer.right for answer in part) / len(part),
        )
        for place, part in sorted(parts.items())
    )
