"""Months of work made up from a seed: all kinds of acts, late entries, reopened, undone."""

from contextlib import suppress
from pathlib import Path
from random import Random

from shaozi import ladderfile
from shaozi.desk import calls, cases, clocks, dispatch, exits, ladder, meetings, ties, whistles
from shaozi.desk.base import Desk
from shaozi.desk.cases import Issue
from shaozi.desk.meetings import Agreed, Meeting
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file
from shaozi.errors import ShaoziError
from shaozi.store import Store
from shaozi.terms import Channel, Satisfied, YesNo
from shaozi.worktime import BEIJING

CACHE = Path(__file__).parent.parent / ".pytest_cache" / "shaozi"
HOUR, DAY = 3600, 86400
COMMUNITIES = ("东巷社区", "西巷社区", "南门社区")
LANES = ("", "东巷", "西巷头条")
MATTERS = (
    ("CG-26", "路灯不亮"),
    ("PA-05", "楼道堆满杂物"),
    ("SQ-09", "电梯停运"),
    ("CG-31", "树挡光"),
    ("PA-01", "商铺喇叭太吵"),
    (None, "？？？"),  # nothing for the matcher to hear: no training and no lesson decides it
)
UNITS = ("xiaofang", "gongan", "dianli", "pingan")


class Months:
    """A street at work, from ``start`` on; the same seed does the same."""

    def __init__(self, store: Store, book: DutyBook, start: int, seed: int) -> None:
        self.store, self.book, self.now = store, book, start
        self.random = Random(seed)
        self.numbers: list[str] = []
        self.ladder = ladderfile.load(data_file("escalation.yaml"), CACHE)

    def desk(self) -> Desk:
        return Desk(self.store, self.book, "SZ", "专员甲", "东巷社区", BEIJING, self.now)

    def live(self, days: int, acts_a_day: int = 30) -> None:
        """So many days of acts, at any hour; what the rules refuse is not done."""
        until = self.now + days * DAY
        while self.now < until:
            self.now += self.random.randrange(1, 2 * DAY // acts_a_day)
            if not self.numbers or self.random.random() < 0.15:
                self.log()
            else:
                self.act(self.random.choice(self.numbers[-80:]))

    def act(self, number: str) -> None:
        """The first of a few acts that the rules do not refuse."""
        for kind in self.random.sample(self.kinds(), 12):
            with suppress(ShaoziError):
                kind(number)
                return

    def kinds(self) -> list:  # type: ignore[type-arg]
        """What may be done to a case, the commoner the more often."""
        often = [self.resolve, self.call_back, self.close, self.whistle, self.arrive, self.answer]
        rare = [self.assign, self.amend, self.reopen, self.refer, self.advise, self.withdraw]
        rare += [self.undo, self.contact, self.pause, self.extend, self.merge, self.rate, self.note]
        rare += [self.object_to, self.report_up, self.convene, self.fulfil, self.resume]
        return often * 5 + rare + [self.stand_down, self.rule, self.escalate] * 2

    def ago(self) -> int | None:
        """When it happened: now, or some days back, entered late."""
        return self.now - self.random.randrange(6 * DAY) if self.random.random() < 0.2 else None

    def called(self, number: str) -> str:
        """A unit called to the case, or one that never was."""
        case = self.store.case(number)
        calls = [call.unit for blown in case.whistles for call in blown.calls] if case else []
        return self.random.choice(calls or UNITS)

    def log(self) -> None:
        duty, text = self.random.choice(MATTERS)
        known = self.random.random() < 0.6
        logged = cases.log_case(
            self.desk(),
            Issue(
                text,
                lane=self.random.choice(LANES),
                community=self.random.choice(COMMUNITIES),
                channel=self.random.choice(list(Channel)),
                name="王小明" if known else None,
                happened_at=self.ago(),
                duty=duty,
                settled="当场办了" if self.random.random() < 0.1 else None,
            ),
        )
        self.numbers.append(logged.case.number)

    def assign(self, number: str) -> None:
        duty = self.random.choice(MATTERS[:-1])[0] or ""
        cases.assign(self.desk(), number, duty, reason="分错了")

    def amend(self, number: str) -> None:
        field = self.random.choice(("community", "lane", "channel"))
        values = {"community": COMMUNITIES, "lane": LANES, "channel": ("12345", "wechat")}
        cases.amend(self.desk(), number, {field: self.random.choice(values[field])})

    def note(self, number: str) -> None:
        cases.note(self.desk(), number, "去看过")

    def contact(self, number: str) -> None:
        told = self.random.random() < 0.5
        clocks.contact(self.desk(), number, told=told, happened_at=self.ago())

    def whistle(self, number: str) -> None:
        to = self.random.sample(UNITS, self.random.randrange(1, 3))
        whistles.whistle(self.desk(), number, to=to, reason="劝不动", happened_at=self.ago())

    def arrive(self, number: str) -> None:
        calls.arrive(self.desk(), number, self.called(number), "李队", self.ago())

    def answer(self, number: str) -> None:
        calls.answer(self.desk(), number, self.called(number), "办了", self.ago())

    def rate(self, number: str) -> None:
        calls.rate(self.desk(), number, self.called(number), self.random.randrange(101))

    def stand_down(self, number: str) -> None:
        whistles.stand_down(self.desk(), number, happened_at=self.ago())

    def resolve(self, number: str) -> None:
        cases.resolve(self.desk(), number, "办好了", self.ago())

    def call_back(self, number: str) -> None:
        solved, said = self.random.choice(list(YesNo)), self.random.choice(list(Satisfied))
        cases.call_back(self.desk(), number, solved, said, self.ago())

    def close(self, number: str) -> None:
        cases.close(self.desk(), number, "说明了情况", self.ago())

    def reopen(self, number: str) -> None:
        cases.reopen(self.desk(), number, "又坏了", self.ago())

    def refer(self, number: str) -> None:
        exits.refer(self.desk(), number, "供电", None, self.ago())

    def advise(self, number: str) -> None:
        exits.advise(self.desk(), number, "请打热线", self.ago())

    def withdraw(self, number: str) -> None:
        cases.withdraw(self.desk(), number, "记错了", self.ago())

    def merge(self, number: str) -> None:
        ties.merge(self.desk(), number, self.random.choice(self.numbers[-60:]), "同一件")

    def undo(self, number: str) -> None:
        cases.undo(self.desk(), number)

    def pause(self, number: str) -> None:
        clocks.pause(self.desk(), number, "等配件", "王主任", self.now + 2 * DAY)

    def extend(self, number: str) -> None:
        clocks.extend(self.desk(), number, "要会商", "王主任", by="3d")

    def resume(self, number: str) -> None:
        clocks.resume(self.desk(), number)

    def object_to(self, number: str) -> None:
        to = self.random.choice(UNITS)
        dispatch.object_to(self.desk(), number, "不归我们", "职责清单", to, self.ago())

    def rule(self, number: str) -> None:
        upheld, to = self.random.random() < 0.6, self.random.choice((None, *UNITS))
        why = {"reason": "核过了", "by": "陈主任"}
        dispatch.rule(
            self.desk(),
            number,
            upheld=upheld,
            to=to if upheld else None,
            **why,
            happened_at=self.ago(),
        )

    def escalate(self, number: str) -> None:
        """Whatever is late on the case climbs its next rung; where nothing is, another act."""
        if not ladder.climb(self.desk(), number, self.ladder):
            raise ShaoziError("无逾期")

    def convene(self, number: str) -> None:
        agreed = [Agreed(self.random.choice(UNITS), "换灯", self.now + 3 * DAY)]
        meetings.convene(self.desk(), number, Meeting("商量换灯", agreed=agreed), self.ago())

    def fulfil(self, number: str) -> None:
        case = self.store.case(number)
        made = [promise.number for promise in case.promises] if case else []
        meetings.fulfil(self.desk(), self.random.choice(made or ["0-Y1"]), "换了", self.ago())

    def report_up(self, number: str) -> None:
        exits.report_up(self.desk(), number, "谁都不认", self.ago())
