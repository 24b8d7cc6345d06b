"""From what was typed to a paper's fields: found in the ledger, put under their headings."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from shaozi import lifecycle
from shaozi.case import Case, Entry, Whistle
from shaozi.desk.base import Desk, find_case, find_case_of, find_whistle
from shaozi.desk.sheets import minutes as minutes_of
from shaozi.desk.tasks import find_task
from shaozi.errors.papers import NoLetter, NoSuchPaper, NotSupervised
from shaozi.ladder import Ladder
from shaozi.minutes import Minutes
from shaozi.papers import of_case, of_whistle
from shaozi.papers.forms import PAPERS, Paper, Supervision
from shaozi.papers.of_task import reply
from shaozi.papers.record import Printing, Record
from shaozi.store import tasks as books
from shaozi.terms import Act
from shaozi.words import in_chinese

FILLED: dict[str, Callable[[Record], Any]] = {
    "order": of_whistle.order,
    "report": of_whistle.report,
    "supervision": of_case.supervision,
    "minutes": of_case.minutes,
    "objection": of_case.objection,
    "deferral": of_case.deferral,
    "visit": of_case.visit,
    "advice": of_case.advice,
}


class Filled(NamedTuple):
    """A paper's number and its fields, by their headings."""

    number: str
    values: Mapping[str, Any]


def paper_of(typed: str) -> Paper:
    """The kind of paper meant, by its kind or its Chinese title; raises `NoSuchPaper`."""
    for paper in PAPERS.values():
        if typed.lower() == paper.kind or typed == paper.title:
            return paper
    raise NoSuchPaper(typed, (f"{paper.title} {paper.kind}" for paper in PAPERS.values()))


def filled(
    desk: Desk, paper: Paper, typed: str, ladder: Ladder, street: str, *, revealed: bool = False
) -> Filled:
    """The fields of a paper about what was typed; always in Chinese, as papers are.

    Raises what finding it raises, `NoLetter` or `NotSupervised`.
    """
    here = Printing(desk.officer, street, desk.now, desk.zone, desk.clock_set, desk.book)
    if paper.about == "task":
        return _letter(desk, paper, typed, here)
    record = _record(desk, paper, typed, ladder, here, revealed=revealed)
    number = (record.whistle or record.minutes or record.case).number
    with in_chinese():
        form = FILLED[paper.kind](record)
        values = _plain(here.frame(paper, number)) | _plain(form)
    if isinstance(form, Supervision) and not form.督办单:
        raise NotSupervised(number)
    return Filled(number, values)


def _letter(desk: Desk, paper: Paper, typed: str, here: Printing) -> Filled:
    task = find_task(desk, typed)
    if task.letter is None:
        raise NoLetter(task.number)
    letter = books.texts(desk.store, task.number).get(task.letter, "")
    with in_chinese():
        form = reply(task, letter, here)
        return Filled(task.number, _plain(here.frame(paper, task.number)) | _plain(form))


def _record(
    desk: Desk, paper: Paper, typed: str, ladder: Ladder, here: Printing, *, revealed: bool
) -> Record:
    whistle: Whistle | None = None
    minutes: Minutes | None = None
    if paper.about == "whistle":  # printed in any state, so as what may always be done
        case, whistle = find_whistle(desk, typed, Act.NOTED)
    elif paper.about == "meeting":
        case, minutes = _meeting(desk, typed)
    else:
        case = find_case_of(desk, typed)
    return Record(
        case=case,
        whistle=whistle,
        minutes=minutes,
        texts=desk.store.texts(case.number),
        people=desk.store.people(case.number),
        history=_history(desk, case.number),
        ladder=ladder,
        printing=here,
        leaves=paper.leaves,
        revealed=revealed,
    )


def _history(desk: Desk, case: str) -> tuple[Entry, ...]:
    return lifecycle.fold(desk.store.history(case)).undoable


def _meeting(desk: Desk, typed: str) -> tuple[Case, Minutes | None]:
    """The meeting of that number (4-H1), or the newest of a case, which may have had none."""
    if "H" in typed.upper().rpartition("-")[2]:
        minutes = minutes_of(desk, typed)
        return find_case(desk, minutes.case), minutes
    case = find_case(desk, typed)
    held = [entry for entry in _history(desk, case.number) if entry.act is Act.CONVENED]
    return case, minutes_of(desk, held[-1].body["meeting"]) if held else None


def _plain(form: Any) -> dict[str, Any]:
    """A form as a mapping, its rows too."""
    return {
        name: [row._asdict() for row in value] if isinstance(value, tuple) else value
        for name, value in form._asdict().items()
    }
