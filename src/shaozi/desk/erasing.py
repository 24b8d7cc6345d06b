"""Erasing personal data when its time is over, or when whom they are about asks for it."""

from typing import NamedTuple

from shaozi import erasure
from shaozi.case import Case
from shaozi.desk.base import Desk, find_case, keep_text, record
from shaozi.erasure import RESIDENT, Gone, Residents, Taken
from shaozi.errors.cases import StillNeeded
from shaozi.lifecycle import next_step
from shaozi.store import case_of
from shaozi.store.erasing import erase as take_out
from shaozi.store.ids import new_salt, seal
from shaozi.terms import Act, State


class Erased(NamedTuple):
    """What was erased of a case, and how many attachments it still has."""

    number: str
    kinds: list[str]
    lost: Taken
    attached: int


def due(desk: Desk) -> list[Case]:
    """Cases that ended long enough ago and still have personal data, the longest ended first."""
    rows = desk.store.rows("to_erase", end=desk.erase_before)
    return [case for case in map(case_of, rows) if _unfinished(desk, case) is None]


def check(desk: Desk, case: Case) -> None:
    """Refuse a case whose resident must still be reached: `StillNeeded`."""
    if (waits := _unfinished(desk, case)) is not None:
        raise StillNeeded(case.number, waits.number, waits.state, next_step(waits))


def erase(
    desk: Desk, case: Case, *, reason: str | None, texts: bool = False
) -> tuple[Erased, Gone]:
    """Erase who the resident of a case is; with ``texts`` also all that was typed for it.

    ``reason``: why, if not because its time is over. What is gone comes along, to erase it
    elsewhere too. Raises `StillNeeded`.
    """
    store, number = desk.store, case.number
    with store.writing():
        case = find_case(desk, number)
        check(desk, case)
        typed = {row[0]: (row[1], row[2]) for row in store.rows("texts_of_case", case=number)}
        people, history = store.people(number), store.history(number)
        whom = erasure.residents(typed.values(), people.values())
        lost = erasure.to_take(typed, people, history, texts=texts)
        take_out(store, number, lost)
        seals = _mask(desk, whom, {key: typed[key] for key in typed.keys() - lost.gone})
        lost = lost._replace(seals=seals)
        changed = [typed[key] for key in typed if key in lost.gone or key in seals]
        kinds = sorted({kind for kind, _ in changed} | ({RESIDENT} if whom.known else set()))
        body = lost._asdict() | {
            "gone": sorted(lost.gone),
            "files": sorted(lost.files),
            "kinds": kinds,
            "reason": keep_text(desk, number, erasure.REASON, reason and whom.left(reason)),
            "days": None if reason else desk.erase_days,
            "seen": len(history),
        }
        store.index(record(desk, case, Act.ERASED, body))
        gone = erasure.gone(whom, [text for _, text in changed], whole=texts)
        attached = len(erasure.attached(history) - lost.files)
        return Erased(number, kinds, lost, attached), gone


def _mask(desk: Desk, whom: Residents, typed: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Leave of each text what tells nobody who it is; gives the new digests of those changed."""
    seals = {}
    for found, (kind, body) in typed.items():
        left = whom.left_of(kind, body)
        if left != body:
            salt = new_salt()
            desk.store.rows("change_text", id=found, body=left, salt=salt)
            seals[found] = seal(salt, left)
    return seals


def _unfinished(desk: Desk, case: Case) -> Case | None:
    """The case for whose sake the resident must still be reached: this, or what it went into."""
    seen = {case.number}
    while not erasure.needed(case):
        if case.state is not State.MERGED:
            return None
        into = erasure.merged_into(desk.store.history(case.number))
        other = desk.store.case(into) if into and into not in seen else None
        if other is None:
            return None
        seen.add(other.number)
        case = other
    return case
