"""What an emergency is: by definition, by a phrase of the list, or by what the matcher hears."""

from shaozi.duties import EMERGENCY, Clock, Duty
from shaozi.dutybook import DutyBook
from shaozi.triage.ranking import ranker


def is_danger(text: str, book: DutyBook) -> bool:
    """Whether the text speaks of danger to people right now, in whatever words."""
    return ranker(book).is_danger(text)


def clock(duty: Duty | None, text: str, book: DutyBook) -> Clock:
    """The limits that hold for this complaint under a duty."""
    return book.clock(duty, text, danger=is_danger(text, book))


def is_emergency(duty: Duty | None, text: str, book: DutyBook) -> bool:
    """Whether minutes count."""
    return clock(duty, text, book).tier == EMERGENCY
