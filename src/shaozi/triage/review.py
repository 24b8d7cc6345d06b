"""What a duty list leaves open: items the matcher cannot tell apart, matters no item covers."""

from typing import NamedTuple

from shaozi.dutybook import DutyBook
from shaozi.triage.ranking import ranker
from shaozi.triage.wordmatch import WordMatcher

#: A matter is covered by an item whose words claim this share of its title.
COVERED = 0.25


class Mistaken(NamedTuple):
    """An item whose own words find another first."""

    code: str
    found: str


def mistaken(book: DutyBook) -> list[Mistaken]:
    """Items that are not the first choice for their own title and scope."""
    items = ranker(book)
    asked = [(code, f"{duty.title}。{duty.scope}") for code, duty in book.duties.items()]
    first = [(code, items.rank(text, words=False)[0].duty.code) for code, text in asked]
    return [Mistaken(code, found) for code, found in first if code != found]


def uncovered(book: DutyBook) -> list[str]:
    """Titles of everyday matters, as the table knows them, that no item of the list answers to."""
    items = ranker(book)
    known = set(items.known.values())
    lost = [title for code, title in items.model.titles.items() if code not in known]
    words = WordMatcher(book)
    return [title for title in lost if words.rank(title)[0][1] < COVERED]
