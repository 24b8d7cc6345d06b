"""How well the list does on known texts, for a person and for a program."""

from collections.abc import Iterator, Mapping
from typing import Any

from shaozi.dutybook import DutyBook
from shaozi.labels import label
from shaozi.terms import Ruling
from shaozi.triage.assess import Assessment, Score
from shaozi.triage.verdict import DECIDES
from shaozi.words import counted, say

#: Of the items and the pairs, how many of the worst a person is shown.
WORST = 10


def _share(part: int, whole: int) -> str:
    if not whole:
        return "-"
    return f"{part / whole:.1%} ({part}/{whole})"


def assessment_lines(found: Assessment, book: DutyBook) -> Iterator[str]:
    """The figures in the order a person asks for them, then where it goes wrong."""
    whole = found.whole
    unsure = label(Ruling.UNSURE)
    yield say(f"{whole.texts} 条", counted(whole.texts, "text"))
    for name, count, of in (
        (say("第一个就对", "first choice right"), whole.first, whole.texts),
        (say("前三个里有", "among the three best"), whole.third, whole.texts),
        (say("是不是街道的事，判对", "street's or not, right"), found.border, whole.texts),
        (say("主责单位对", "lead unit right"), found.lead, whole.texts),
        (say("不用问就定下", "decided without asking"), found.decided, whole.texts),
        (say("定下的里面对的", "of those, right"), found.decided_right, found.decided),
    ):
        yield f"  {name}: {_share(count, of)}"
    yield say(f"  把握偏差 ECE: {found.ece:.3f}", f"  calibration error (ECE): {found.ece:.3f}")
    yield say(
        f"把握与对错（低于 {DECIDES:.0%} 会说“{unsure}”并提问）",
        f"sureness and being right (below {DECIDES:.0%} it asks)",
    )
    for part in found.bins:
        right = round(part.right * part.texts)
        yield say(
            f"  {part.confidence:4.0%} 的把握: {_share(right, part.texts)} 对",
            f"  {part.confidence:4.0%} sure: {_share(right, part.texts)} right",
        )
    yield say("各类", "by group")
    yield from _scores(found.by_group)
    yield say("最差的几项", "the worst items")
    worst = sorted(found.by_item.items(), key=lambda item: (item[1].first / item[1].texts, item[0]))
    named = {f"{code} {book.duties[code].name}": score for code, score in worst[:WORST]}
    yield from _scores(named)
    yield say("最常混的", "most often confused")
    for one in found.confused[:WORST]:
        wanted, got = book.duties[one.wanted].name, book.duties[one.got].name
        yield f"  {one.texts}  {one.wanted} {wanted} → {one.got} {got}"


def _scores(scores: Mapping[str, Score]) -> Iterator[str]:
    for name, score in scores.items():
        first, third = _share(score.first, score.texts), _share(score.third, score.texts)
        yield say(f"  {name}: {first}，前三 {third}", f"  {name}: {first}, in three {third}")


def assessment_item(found: Assessment) -> dict[str, Any]:
    """The same, shares from 0 to 1; a share of nothing is null."""
    whole = found.whole

    def share(part: int, of: int) -> float | None:
        return round(part / of, 4) if of else None

    def scores(by: Mapping[str, Score]) -> dict[str, dict[str, Any]]:
        return {
            name: {
                "count": score.texts,
                "first": share(score.first, score.texts),
                "among_three": share(score.third, score.texts),
            }
            for name, score in by.items()
        }

    return {
        "count": whole.texts,
        "first": share(whole.first, whole.texts),
        "among_three": share(whole.third, whole.texts),
        "street_or_not": share(found.border, whole.texts),
        "lead": share(found.lead, whole.texts),
        "decided": share(found.decided, whole.texts),
        "decided_right": share(found.decided_right, found.decided),
        "ece": round(found.ece, 4),
        "reliability": [
            {
                "from": part.low,
                "count": part.texts,
                "confidence": round(part.confidence, 4),
                "right": round(part.right, 4),
            }
            for part in found.bins
        ],
        "by_item": scores(found.by_item),
        "by_group": scores(found.by_group),
        "confused": [
            {"wanted": one.wanted, "got": one.got, "count": one.texts} for one in found.confused
        ],
    }
