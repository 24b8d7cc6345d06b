"""Both sides of a whistle are scored (双考核): the called unit part by part, and the whistler.

《北京市接诉即办工作条例》第33条. Weights and points are the duty list's (``scores``); whether a
unit came in time is told by its times, cooperation and result are the street's to judge.
"""

from typing import NamedTuple

from shaozi.case import Call, Whistle
from shaozi.duties import ScoreRule
from shaozi.terms import Attendance, Part


class Scored(NamedTuple):
    """One part of a score: its points, 0 to 100, and its weight."""

    part: Part
    points: int
    weight: int


class Score(NamedTuple):
    """A called unit's score: the mean of its parts by weight; there is at least one."""

    parts: tuple[Scored, ...]

    @property
    def total(self) -> float:
        """0 to 100, to one place."""
        weights = sum(scored.weight for scored in self.parts)
        return round(sum(scored.points * scored.weight for scored in self.parts) / weights, 1)


def score_of(call: Call, came: Attendance, rule: ScoreRule) -> Score | None:
    """What a call adds up to; None until the street has judged cooperation or result.

    A part that is not there, such as the coming of a unit that was released, weighs nothing.
    """
    if call.score is None and call.cooperation is None:
        return None
    points = {
        Part.REPORT_IN: rule.report_in.get(came),
        Part.COOPERATION: call.cooperation,
        Part.RESULT: call.score,
    }
    parts = tuple(
        Scored(part, found, rule.weights[part])
        for part, found in points.items()
        if found is not None and rule.weights[part]
    )
    return Score(parts) if parts else None


def whistler_score(whistle: Whistle, rule: ScoreRule) -> int | None:
    """What the whistler gets for a whistle judged well-founded or not; None while nobody has."""
    return rule.founded[whistle.founded] if whistle.founded else None
