"""The minutes of a joint meeting (会商纪要) as one plain value: screen, JSON and paper show it."""

from typing import NamedTuple

from shaozi.case import Case, Entry, Promise, cited
from shaozi.orders import Typed


class Minutes(NamedTuple):
    """What was discussed and agreed; texts masked, units by id, moments since 1970.

    ``agreed`` holds each item with its unit and date as it stands now, kept or not.
    """

    number: str
    case: str
    title: str
    held_at: int
    place: str
    chair: str
    units: tuple[str, ...]
    topic: str
    agreed: tuple[Promise, ...]
    matters: tuple[str, ...]
    dissent: str
    recorder: str


def minutes_of(case: Case, entry: Entry, typed: Typed) -> Minutes:
    """The minutes an entry CONVENED keeps; ``matters`` says each of ``agreed`` in words."""
    body = entry.body
    agreed = tuple(made for made in case.promises if made.source == body["meeting"])
    return Minutes(
        number=body["meeting"],
        case=case.number,
        title=typed.masked(cited(body["title"])),
        held_at=entry.happened_at,
        place=typed.masked(cited(body["place"])),
        chair=typed.name(cited(body["chair"])),
        units=tuple(body["units"]),
        topic=typed.masked(cited(body["topic"])),
        agreed=agreed,
        matters=tuple(typed.masked(made.matter) for made in agreed),
        dissent=typed.masked(cited(body["dissent"])),
        recorder=entry.actor,
    )
