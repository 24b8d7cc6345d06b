"""The order of a whistle (吹哨单) as one plain value: the screen, JSON and the paper show it.

The fields are those of a whistle's record (哨单): why the street could not, what was tried, on
what law, who leads, where and by when to report in, and what each unit did. No official form is
published. What a person typed is masked here, so nothing that shows an order can name who
complained.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from shaozi.calls import attendance, result_by
from shaozi.case import Call, Case, Entry, Whistle, cited
from shaozi.duties import Duty
from shaozi.dutybook import DutyBook
from shaozi.privacy import anonymous, one_line, roomless, scrub, to_building
from shaozi.scoring import Score, score_of
from shaozi.terms import Act, Attendance, Role, Rung


class Typed(NamedTuple):
    """What was typed for a case and who is named in it, by id; and its address as typed."""

    texts: Mapping[str, str]
    people: Mapping[str, tuple[str, str, str]]
    address: str

    @property
    def residents(self) -> tuple[tuple[str, str], ...]:
        """Names and numbers that no paper bears."""
        people = self.people.values()
        return tuple((name, phone) for kind, name, phone in people if kind == "resident")

    def masked(self, found: str | None) -> str:
        """A text on one line, without anything that tells who complained."""
        known = roomless(self.texts.get(found or "", ""), self.address)
        return one_line(anonymous(known, self.residents))

    def name(self, found: str | None) -> str:
        """An official by id."""
        return one_line(self.people.get(found or "", ("", "", ""))[1])


class Called(NamedTuple):
    """One unit of an order: why it, by when, and what it did. ``basis`` may be empty."""

    unit: str
    role: Role
    basis: str
    called_at: int
    due: int
    result_due: int
    attendance: Attendance
    received_at: int | None
    arrived_at: int | None
    arrived_by: str
    post: str
    left_at: int | None
    answered_at: int | None
    answer: str
    promised: int | None
    score: Score | None


class Order(NamedTuple):
    """A whistle's order; moments in seconds since 1970, units by id, texts masked.

    ``to_street``: it is the community's to the street, which ``approver`` answered. While it
    waits, ``called_at`` is None and ``due`` is the street's limit.
    """

    number: str
    case: str
    kind: str
    to_street: bool
    whistler: str
    whistled_at: int
    approver: str
    called_at: int | None
    due: int
    community: str
    lane: str
    place: str
    duty: str | None
    matter: str
    unable: str
    tried: tuple[str, ...]
    basis: tuple[str, ...]
    lead: str | None
    support: tuple[str, ...]
    calls: tuple[Called, ...]
    returned: str
    meetings: tuple[str, ...]
    supervised: tuple[str, ...]
    attached: tuple[str, ...]
    outcome: str
    solved: str | None
    satisfied: str | None
    founded: str | None
    stood_down_at: int | None
    stood_down_by: str


#: Acts of a case that show what was tried before the whistle, where they bear a text.
_TRIED = {Act.NOTED: "note", Act.CONTACTED: "how", Act.STOOD_DOWN: "note"}


def order_of(
    case: Case, whistle: Whistle, history: Sequence[Entry], typed: Typed, book: DutyBook, now: int
) -> Order:
    """The order as it stands; ``history`` is what stands of the case's, oldest first."""
    blown = next(entry for entry in history if _is(entry, Act.WHISTLED, whistle))
    answered = _last(history, lambda entry: _is(entry, Act.APPROVED, whistle))
    over = _last(
        history,
        lambda entry: _is(entry, Act.STOOD_DOWN, whistle) or _is(entry, Act.RETURNED, whistle),
    )
    duty = book.duties.get(case.duty or "")
    place = typed.masked(cited(blown.body.get("place")))
    address = to_building(typed.address, typed.residents)
    lead = case.lead
    return Order(
        number=whistle.number,
        case=case.number,
        kind=whistle.kind,
        to_street=whistle.answer_due is not None,
        whistler=blown.actor,
        whistled_at=whistle.whistled_at,
        approver=typed.name(cited(answered.body["approver"])) if answered else "",
        called_at=whistle.called_at,
        due=whistle.due,
        community=scrub(case.community),
        lane=scrub(case.lane),
        place=place or one_line(address),
        duty=case.duty,
        matter=typed.masked(case.issue),
        unable=typed.masked(whistle.reason),
        tried=tuple(_tried(blown, history, typed)),
        basis=_basis(duty, whistle),
        lead=lead,
        support=tuple(call.unit for call in whistle.calls if call.unit != lead),
        calls=tuple(_called(case, call, whistle, typed, book, now) for call in whistle.calls),
        returned=typed.masked(whistle.returned),
        meetings=tuple(entry.body["meeting"] for entry in history if entry.act is Act.CONVENED),
        supervised=tuple(
            f"{entry.desk}-{entry.number}"
            for entry in history
            if _is(entry, Act.ESCALATED, whistle) and entry.body["rung"] == Rung.SUPERVISE
        ),
        attached=tuple(
            typed.masked(cited(entry.body["name"]))
            for entry in history
            if entry.act is Act.ATTACHED
        ),
        outcome=typed.masked(case.outcome),
        solved=case.solved,
        satisfied=case.satisfied,
        founded=whistle.founded,
        stood_down_at=whistle.stood_down_at,
        stood_down_by=over.actor if over else "",
    )


def _is(entry: Entry, act: Act, whistle: Whistle) -> bool:
    return entry.act is act and entry.body.get("whistle") == whistle.number


def _last(history: Sequence[Entry], meant: Callable[[Entry], bool]) -> Entry | None:
    return next((entry for entry in reversed(history) if meant(entry)), None)


def _tried(blown: Entry, history: Sequence[Entry], typed: Typed) -> Iterator[str]:
    """What the whistler says was tried, and what the case's own entries before it tell."""
    before = takewhile(lambda entry: entry.id != blown.id, history)
    told = [(entry, _TRIED.get(entry.act, "")) for entry in before]
    for entry, name in [(blown, "tried"), *told]:
        if text := typed.masked(cited(entry.body.get(name))):
            yield text


def _basis(duty: Duty | None, whistle: Whistle) -> tuple[str, ...]:
    """The duty's articles, and those by which each called unit has its power; each once."""
    own = duty.basis if duty else ()
    theirs = (law for call in whistle.calls for law in call.basis.split("；") if law)
    return tuple(dict.fromkeys([*own, *theirs]))


def _called(
    case: Case, call: Call, whistle: Whistle, typed: Typed, book: DutyBook, now: int
) -> Called:
    came = attendance(call, now, whistle.stood_down_at)
    dates = [made.due for made in case.promises if made.unit == call.unit and made.stands]
    return Called(
        unit=call.unit,
        role=Role(call.role),
        basis=call.basis,
        called_at=call.called_at,
        due=call.due,
        result_due=result_by(case, call),
        attendance=came,
        received_at=call.received_at,
        arrived_at=call.arrived_at,
        arrived_by=typed.name(call.arrived_by),
        post=typed.masked(call.post),
        left_at=call.left_at,
        answered_at=call.answered_at,
        answer=typed.masked(call.answer),
        promised=min(dates, default=None),
        score=score_of(call, came, book.scores),
    )
