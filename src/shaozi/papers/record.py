"""What a paper is made from: a case as it stands, read under the rules of who will see it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import NamedTuple

from shaozi.case import Case, Entry, Whistle
from shaozi.duties import Duty
from shaozi.dutybook import DutyBook
from shaozi.ladder import Ladder
from shaozi.minutes import Minutes
from shaozi.orders import Typed
from shaozi.papers.forms import Frame, Paper
from shaozi.privacy import anonymous, mask_name, mask_phone, roomless, scrub, to_building
from shaozi.render.order import draft_stamp
from shaozi.terms import Act
from shaozi.worktime import clock_text, local_day

#: How many of an officer's notes an order repeats, the newest.
MAX_STEPS = 5


class Printing(NamedTuple):
    """Who prints a paper, when, and for which office."""

    officer: str
    street: str
    now: int
    zone: tzinfo
    clock_set: bool
    book: DutyBook

    def when(self, at: int | None) -> str:
        """A moment, or an empty place for it."""
        return "" if at is None else clock_text(at, self.zone)

    def day(self, at: int | None) -> str:
        """A day as official papers write it."""
        if at is None:
            return ""
        day = local_day(at, self.zone)
        return f"{day.year}年{day.month}月{day.day}日"

    def units(self, units: Sequence[str | None]) -> str:
        """Units by name."""
        return "、".join(self.book.unit_name(unit) for unit in dict.fromkeys(units) if unit)

    def frame(self, paper: Paper, number: str) -> Frame:
        """What stands on every paper; the last line says who printed it and when."""
        clock = "（时钟为设定）" if self.clock_set else ""
        return Frame(
            标题=paper.title,
            街道=self.street or "　　　　街道办事处",
            制发日期=self.day(self.now),
            草稿=draft_stamp(self.book),
            水印=f"{self.officer} {self.when(self.now)} 打印{clock} · {number} · 请勿拍照外传",
        )


class Record(NamedTuple):
    """A case with all that was typed for it, and its history as it stands.

    ``whistle`` or ``minutes`` is what the paper is about, if it is about one.
    """

    case: Case
    whistle: Whistle | None
    minutes: Minutes | None
    texts: Mapping[str, str]
    people: Mapping[str, tuple[str, str, str]]
    history: Sequence[Entry]
    ladder: Ladder
    printing: Printing
    leaves: bool
    revealed: bool = False

    @property
    def duty(self) -> Duty | None:
        """The duty the case falls under."""
        return self.printing.book.duties.get(self.case.duty or "")

    @property
    def duty_name(self) -> str:
        """Code and title, or that nobody has decided."""
        return f"{self.duty.code} {self.duty.title}" if self.duty else "待定责"

    @property
    def kept(self) -> Typed:
        """What was typed, as orders and minutes are made from it."""
        return Typed(self.texts, self.people, self.texts.get(self.case.address or "", ""))

    @property
    def place(self) -> str:
        """Where it is: on what leaves the street to the building, no further."""
        if self.leaves:
            return to_building(self.kept.address, self.kept.residents)
        return self.text(self.case.address)

    def typed(self, body: str) -> str:
        """What was typed, as whoever gets the paper may read it."""
        if self.revealed:
            return body
        kept = self.kept
        if self.leaves:
            return anonymous(roomless(body, kept.address), kept.residents)
        return scrub(body, tuple(name for name, _ in kept.residents))

    def text(self, found: str | None) -> str:
        """A text by its id; an erased one is empty."""
        return self.typed(self.texts.get(found or "", ""))

    def cited(self, entry: Entry | None, name: str) -> str:
        """A text or an official that an entry cites."""
        ref = entry.body.get(name) if entry else None
        if not ref:
            return ""
        return self.official(ref["text"]) or self.text(ref["text"])

    def official(self, found: str | None) -> str:
        """The name of somebody who acted for an office: those are told, residents are not."""
        kind, name, _ = self.people.get(found or "", ("resident", "", ""))
        return "" if kind == "resident" else name

    def resident(self) -> tuple[str, str]:
        """Name and number of whoever complained: masked, and on what leaves the street no word."""
        _, name, phone = self.people.get(self.case.person or "", ("", "", ""))
        if self.leaves or not (name or phone):
            return "诉求人", ""
        if self.revealed:
            return name, phone
        return mask_name(name) if name else "诉求人", mask_phone(phone) if phone else ""

    def of(self, *acts: Act) -> Iterator[Entry]:
        """The entries of certain acts, oldest first."""
        return (entry for entry in self.history if entry.act in acts)

    def last(self, *acts: Act) -> Entry | None:
        """The newest of them."""
        return next((entry for entry in reversed(self.history) if entry.act in acts), None)

    def steps(self, before: int | None = None) -> str:
        """What was tried, a line each: notes, words with the resident, what else was written."""
        tried = [
            f"{self.printing.when(entry.happened_at)}　{text}"
            for entry in self.of(Act.NOTED, Act.CONTACTED, Act.REOPENED)
            if (before is None or entry.happened_at <= before)
            and (text := " ".join((self._said(entry)).split()))
        ]
        return "\n".join(tried[-MAX_STEPS:])

    def _said(self, entry: Entry) -> str:
        return next(
            filter(None, (self.cited(entry, name) for name in ("note", "how", "reason"))), ""
        )
