"""Corrections teach the matcher; what one taught can be taken back."""

from shaozi.case import Case
from shaozi.desk.base import Desk, find_case
from shaozi.errors.cases import NothingTaught
from shaozi.lessons import Lesson
from shaozi.privacy import scrub
from shaozi.triage.ranking import telling
from shaozi.triage.verdict import check

#: In place of a case: all of them.
ALL = "all"


def teach(desk: Desk, case: Case) -> None:
    """Learn from where a case stands, inside the transaction under way; again is no harm.

    It teaches only if an officer decided what the matcher, without this lesson, would not have.
    What names the resident, or any other person, is not learned from.
    """
    store = desk.store
    store.forget(case.number)
    if case.duty is None or case.decided_by != "officer":
        return
    names = tuple(name for _, name, _ in store.people(case.number).values())
    text = scrub(store.texts(case.number).get(case.issue, ""), names)
    verdict = check(text, desk.book, store.lessons, words=False)
    if verdict.code == case.duty:
        return
    first = verdict.matches[0].code
    grams = telling(text, desk.book)
    if grams:
        instead = first if first != case.duty else None
        store.learn(Lesson(case.number, case.duty, instead, desk.now, tuple(sorted(grams))))


def unlearn(desk: Desk, typed: str) -> list[str]:
    """Forget what a case taught, or what all of them did; gives their numbers.

    Raises `NothingTaught`, `NoSuchCase` or `Ambiguous`.
    """
    with desk.store.writing():
        taught = [lesson.case for lesson in desk.store.taught(-1)]
        wanted = taught if typed == ALL else [find_case(desk, typed).number]
        for number in wanted:
            if number not in taught:
                raise NothingTaught(number)
            desk.store.forget(number)
        return wanted
