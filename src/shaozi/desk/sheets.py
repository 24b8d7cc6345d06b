"""A whistle's order and a meeting's minutes, found by their numbers."""

from shaozi import lifecycle
from shaozi.case import Case
from shaozi.desk.base import Desk, find_whistles
from shaozi.desk.meetings import meant
from shaozi.errors.promises import NoSuchMeeting
from shaozi.minutes import Minutes, minutes_of
from shaozi.orders import Order, Typed, order_of
from shaozi.terms import Act


def order(desk: Desk, typed: str) -> Order:
    """The whole order of a whistle, by its number; raises `NoSuchWhistle` or `NoSuchCase`."""
    case, meant = find_whistles(desk, typed, Act.NOTED)  # an order may be looked at in any state
    history = lifecycle.fold(desk.store.history(case.number)).undoable
    return order_of(case, meant[-1], history, _typed_for(desk, case), desk.book, desk.now)


def minutes(desk: Desk, typed: str) -> Minutes:
    """The minutes of the meeting of that number, as ``4-H1``; raises `NoSuchMeeting`."""
    case, number = meant(desk, typed, "H", NoSuchMeeting(typed))
    for entry in lifecycle.fold(desk.store.history(case.number)).undoable:
        if entry.act is Act.CONVENED and entry.body["meeting"] == number:
            return minutes_of(case, entry, _typed_for(desk, case))
    raise NoSuchMeeting(typed)


def _typed_for(desk: Desk, case: Case) -> Typed:
    texts = desk.store.texts(case.number)
    return Typed(texts, desk.store.people(case.number), texts.get(case.address or "", ""))
