"""A district's year, made up from a seed: what is told, when, and what becomes of it.

Seasons (heating, snow, storms, noise of summer nights), weekdays, peaks after a storm, matters
told twice, entries written down late, units that come late or never. Nobody in it is real.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from shaozi.duties import Duty
from shaozi.dutybook import DutyBook
from shaozi.terms import Act, Channel
from shaozi.worktime import BEIJING

HOUR, DAY = 3600, 24 * 3600

#: (word in a duty's title or hints, months in which it is told of more, how much more)
SEASONS = (
    ("供热", (1, 2, 3, 11, 12), 12),
    ("雪", (1, 2, 12), 8),
    ("积水", (6, 7, 8), 10),
    ("树", (6, 7, 8, 9), 3),
    ("烧烤", (5, 6, 7, 8, 9), 5),
    ("噪", (5, 6, 7, 8, 9), 3),
    ("烟花", (1, 2), 8),
    ("蚊", (6, 7, 8, 9), 4),
)
#: Days on which a storm, a cold snap or a notice brings three times as much.
PEAKS = 9
COMMUNITIES = ("东巷社区", "西里社区", "南苑社区", "北园社区", "新风社区", "和平社区", "双槐社区")
LANES = ("槐树胡同", "井儿胡同", "石碑胡同", "帽儿胡同", "铁门胡同", "灯草胡同", "竹竿巷", "丰收街")
SURNAMES = "王李张刘陈杨赵黄周吴"
PLEAS = (
    "，希望尽快处理。",
    "，请派人看看。",
    "，好几天了。",
    "，居民意见很大。",
    "。",
    "，影响出行。",
)
CHANNELS = (
    *((Channel.HOTLINE,) * 9),
    *((Channel.GRID,) * 6),
    *((Channel.VISIT,) * 3),
    *(Channel.PHONE, Channel.WECHAT, Channel.WALK_IN, Channel.LANE_CHIEF),
)
UNANSWERED = 0.05  # what nobody could put under a duty at once
REPEATED = 0.08
LATE_ENTRY = 0.06


class Told(NamedTuple):
    """An issue as it was told: ``at`` is when, ``written_at`` when it was entered."""

    at: int
    written_at: int
    duty: Duty
    decided: bool
    text: str
    address: str
    lane: str
    community: str
    channel: Channel
    name: str
    phone: str


class Step(NamedTuple):
    """One act in a case's life. ``texts``: what was typed, by the body's field."""

    act: Act
    at: int
    texts: Mapping[str, str]
    body: dict[str, Any] = {}  # noqa: RUF012 -- never changed
    actor: str | None = None


class Year:
    """The year that ends with the day ``last``."""

    def __init__(self, book: DutyBook, cases: int, last: date, seed: int) -> None:
        """Make up the days; ``cases`` are told in all."""
        self.book, self.cases = book, cases
        self.random = Random(seed)  # noqa: S311 -- no secret
        self.duties = list(book.duties.values())
        self.days = [last - timedelta(days=back) for back in range(364, -1, -1)]
        self._peaks = set(self.random.sample(self.days, PEAKS))
        self._recent: list[Told] = []

    def told(self) -> Iterator[Told]:
        """All issues, in the order in which they were entered, as near as days tell."""
        loads = [self._load(day) for day in self.days]
        whole, before = sum(loads), 0.0
        for day, load in zip(self.days, loads, strict=True):
            first, before = before, before + load
            count = int(self.cases * before / whole) - int(self.cases * first / whole)
            weights = [self._weight(duty, day) for duty in self.duties]
            found = self.random.choices(self.duties, weights, k=count)
            yield from sorted((self._one(day, duty) for duty in found), key=lambda one: one[1])

    def _load(self, day: date) -> float:
        return (0.6 if day.weekday() > 4 else 1.0) * (3.0 if day in self._peaks else 1.0)

    def _weight(self, duty: Duty, day: date) -> float:
        words = duty.title + "".join(duty.hints)
        weight = 1.0 if duty.is_street else 0.4
        for word, months, more in SEASONS:
            if word in words:
                weight *= more if day.month in months else 0.2
        return weight

    def _one(self, day: date, duty: Duty) -> Told:
        draw = self.random
        midnight = int(datetime(day.year, day.month, day.day, tzinfo=BEIJING).timestamp())
        written_at = midnight + int(draw.triangular(7, 23, 10) * HOUR)
        late = int(draw.expovariate(1 / (2 * DAY))) if draw.random() < LATE_ENTRY else 0
        if self._recent and draw.random() < REPEATED:
            again = draw.choice(self._recent)
            return again._replace(at=written_at - late, written_at=written_at)
        lane = draw.choice(LANES)
        address = f"{lane}{draw.randint(1, 98)}号"
        hint = draw.choice(duty.hints or (duty.title,))
        known = draw.random() < 0.6
        found = Told(
            at=written_at - late,
            written_at=written_at,
            duty=duty,
            decided=draw.random() > UNANSWERED,
            text=f"{address}{hint}{draw.choice(PLEAS)}",
            address=address,
            lane=lane,
            community=draw.choice(COMMUNITIES),
            channel=draw.choice(CHANNELS),
            name=f"{draw.choice(SURNAMES)}某{draw.randint(1, 99)}" if known else "",
            phone=f"139{draw.randint(0, 99_999_999):08d}" if known else "",
        )
        self._recent = [*self._recent[-200:], found]
        return found

    # --- what becomes of a case -----------------------------------------------------------

    def life(self, case: str, told: Told, due: int) -> Iterator[Step]:
        """The acts after it was logged, each later than the one before."""
        draw = self.random
        at = told.written_at
        if not told.decided:
            at = self._later(at, 1, 40)
            yield Step(Act.ASSIGNED, at, {})
        if draw.random() < 0.25:
            at = self._later(at, 0.5, 30)
            yield Step(Act.NOTED, at, {"note": "到现场看过，情况属实。"})
        if draw.random() < 0.015:
            yield Step(Act.WITHDRAWN, self._later(at, 1, 20), {"reason": "居民说已经解决。"})
            return
        if not told.duty.is_street:
            at = self._later(at, 0.5, 30)
            how = {"how": f"已告知: {told.duty.owner}", "told": "当面告知。"}
            yield Step(Act.ADVISED, at, how)
            return
        if draw.random() < 0.06:
            *steps, over = self._whistled(f"{case}-S1", told.duty, at)
            yield from (*steps, over)
            at = over.at
        at = max(self._later(at, 0.2, 10), told.written_at + self._handled(due - told.written_at))
        yield Step(Act.RESOLVED, at, {"how": "已处理，现场恢复。"})
        yield from self._called_back(at, due)

    def _handled(self, limit: int) -> int:
        """How long it takes to settle: mostly within the limit, one in fifteen over it."""
        return int(max(limit, HOUR) * self.random.lognormvariate(-0.9, 0.6))

    def _called_back(self, at: int, due: int) -> Iterator[Step]:
        draw = self.random
        solved = draw.random() < 0.88
        at = self._later(at, 1, 60)
        said = draw.choice(("yes", "yes", "yes", "no", "unreached")) if solved else "no"
        answer = {"solved": "yes" if solved else "no", "satisfied": said}
        yield Step(Act.CALLED_BACK, at, {}, answer)
        if not solved and draw.random() < 0.5:
            at = self._later(at, 1, 20)
            yield Step(Act.REOPENED, at, {"reason": "居民说又坏了。"}, {"due": at + 3 * DAY})
            at = self._later(at, 5, 70)
            yield Step(Act.RESOLVED, at, {"how": "重新处理。"})
            at = self._later(at, 2, 40)
            yield Step(Act.CALLED_BACK, at, {}, {"solved": "yes", "satisfied": "yes"})
        yield Step(Act.CLOSED, self._later(at, 0.1, 20), {})

    def _whistled(self, number: str, duty: Duty, at: int) -> Sequence[Step]:
        draw = self.random
        at = self._later(at, 0.2, 8)
        support = draw.sample(duty.support, k=min(len(duty.support), draw.randint(0, 2)))
        units = list(dict.fromkeys([duty.lead, *support]))
        due = at + draw.choice((HOUR // 2, 2 * HOUR, DAY))
        calls = [
            {"unit": unit, "role": "support" if place else "lead", "basis": "", "due": due}
            for place, unit in enumerate(units)
        ]
        body = {"whistle": number, "kind": draw.choice(("ZF", "ZD", "QS")), "calls": calls}
        steps = [Step(Act.WHISTLED, at, {"reason": "社区办不了。"}, body | {"due": due})]
        for unit in units:
            if draw.random() < 0.07:
                continue
            came = at + int((due - at) * draw.lognormvariate(-0.8, 0.7)) + 60
            of = {"whistle": number, "unit": unit}
            steps.append(Step(Act.ARRIVED, came, {}, of | {"by": f"{unit}值班员"}, unit))
            if draw.random() < 0.8:
                answered = self._later(came, 0.5, 20)
                steps.append(Step(Act.ANSWERED, answered, {"result": "已处理。"}, of, unit))
            if draw.random() < 0.4:
                score = {"score": draw.randint(60, 100)}
                steps.append(Step(Act.RATED, self._later(came, 21, 30), {}, of | score))
        steps.sort(key=lambda step: step.at)
        steps.append(
            Step(Act.STOOD_DOWN, self._later(steps[-1].at, 0.5, 20), {"note": "到场处理完。"})
        )
        return [step._replace(body=step.body | {"whistle": number}) for step in steps]

    def _later(self, at: int, least: float, most: float) -> int:
        """A moment some hours later: sooner more often than not, and never at night."""
        moment = at + int(self.random.triangular(least, most, least) * HOUR)
        hour = datetime.fromtimestamp(moment, BEIJING).hour
        return moment + (9 * HOUR if hour < 8 else 0)
