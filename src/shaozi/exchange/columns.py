"""Which column of a file is what, and a row read by it into what is known of an issue."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from shaozi.errors.exchange import BadCell
from shaozi.exchange.cells import plain, typed
from shaozi.exchange.dates import moment
from shaozi.exchange.headings import words
from shaozi.exchange.table import Row
from shaozi.terms import Channel
from shaozi.words import say

#: What a column may be, in the order in which a person is shown it.
FIELDS = (
    *("ref", "number", "text", "address", "community", "lane", "channel"),
    *("name", "phone", "told"),
)
#: A number that a spreadsheet has rounded: its last digits are gone.
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)


class Columns(NamedTuple):
    """Which headings make which field of a case, and what else is to be known of their source.

    ``titles`` are all headings of the file: by them it is known again. ``day_first`` tells
    3/4/2018 for 3 April; ``channel`` is the channel where no column says it. ``answers`` says
    under which headings what goes back.
    """

    source: str
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    channel: Channel
    day_first: bool
    answers: Mapping[str, str]


class Told(NamedTuple):
    """What a row says of an issue, in the order of `desk.cases.Issue`; ``ref`` is never empty.

    ``number`` is not of the issue: the case's, where the row is of a shaozi's own export.
    """

    text: str
    address: str | None
    lane: str
    community: str | None
    channel: Channel
    name: str | None
    phone: str | None
    ref: str
    happened_at: int | None
    number: str


def reader(
    columns: Columns, titles: Sequence[str], now: int, zone: tzinfo
) -> Callable[[Row], Told]:
    """What reads a row of a file with those headings; it raises `BadCell`."""
    cells = [
        _cell([titles.index(title) for title in columns.columns.get(field, ())]) for field in FIELDS
    ]

    def read(row: Row) -> Told:
        ref, number, text, address, community, lane, channel, name, phone, told = [
            cell(row.cells) for cell in cells
        ]
        named = plain(channel)
        found = Told(
            text=text,
            address=address or None,
            community=community or None,
            lane=lane,
            channel=channel_of(named) if named else columns.channel,
            name=name or None,
            phone=plain(phone) or None,
            ref=_ref(plain(ref)),
            happened_at=_told(told, columns, now, zone),
            number=plain(number),
        )
        return found if found.ref else found._replace(ref=_identity(found))

    return read


def _cell(places: Sequence[int]) -> Callable[[Sequence[str]], str]:
    """What gives the cell of a field, or what its several columns say, each thing once."""
    if not places:
        return lambda cells: ""
    if len(places) == 1:
        (place,) = places
        return lambda cells: typed(cells[place]).strip() if place < len(cells) else ""

    def joined(cells: Sequence[str]) -> str:
        found = (typed(cells[place]).strip() for place in places if place < len(cells))
        return " ".join(dict.fromkeys(filter(None, found)))

    return joined


def _ref(number: str) -> str:
    if _ROUNDED.fullmatch(number):
        why = say(
            "被表格软件取整，丢了末几位，请把该列存为文本",
            "the spreadsheet rounded this number; keep the column as text",
        )
        raise BadCell(number, why)
    return number


def _told(cell: str, columns: Columns, now: int, zone: tzinfo) -> int | None:
    if not cell:
        return None
    try:
        return moment(cell, now, zone, day_first=columns.day_first)
    except (ValueError, OverflowError):
        why = say(f"看不懂时间“{cell}”", f"the time “{cell}” cannot be read")
        raise BadCell(columns.columns["told"][0], why) from None


def _identity(found: Told) -> str:
    """What stands for a missing number, so that the same row is known again.

    Who the resident is has no part in it: a digest of few possibilities could be guessed.
    """
    parts = (found.text, found.address, found.community, found.lane, found.channel)
    whole = "\x1f".join(map(str, (*parts, found.happened_at)))
    return f"{UNNUMBERED}{sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


#: How an outside number begins that is none: the row had no number of its own.
UNNUMBERED = "row-"


@lru_cache(maxsize=1000)
def channel_of(named: str) -> Channel:
    """The channel that a source's word for it means; one that means nothing here is OTHER."""
    if named in set(Channel):
        return Channel(named)
    return _heard(words()["channels"], [named]) or Channel.OTHER


def system_of(titles: Iterable[str]) -> Channel:
    """The channel that a file's headings speak of."""
    return _heard(words()["systems"], list(titles)) or Channel.OTHER


def _heard(known: Mapping[str, Any], texts: Sequence[str]) -> Channel | None:
    for channel, heard in known.items():
        if any(word in text.lower() for word in heard for text in texts):
            return Channel(channel)
    return None
