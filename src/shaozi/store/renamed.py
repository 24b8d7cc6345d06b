"""A ledger's records under another desk code: for two desks that had one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from shaozi.case import Entry
from shaozi.errors.exchange import BrokenChain
from shaozi.roster import MemberEntry
from shaozi.store import digest_of, entry_of
from shaozi.store.doctor import misfit
from shaozi.store.union import REGISTERS
from shaozi.store.whole import Record, row_of
from shaozi.tasks import TaskEntry


def renamed(records: Iterable[Record], source: Path, old: str, new: str) -> Iterator[Record]:
    """The same records, numbers and chain included; each chain is checked as it was written.

    The same file always gives the same. Raises `BrokenChain`.
    """
    number = re.compile(rf"{re.escape(old)}(?=-\d\d-[RM]?\d)")
    before: dict[tuple[str, str], tuple[int, str]] = {}
    after: dict[tuple[str, str], str] = {}
    for kind, record in records:
        found = {
            name: _renamed(value, number, new) if name in _NUMBERED else value
            for name, value in record.items()
        }
        if kind in ("entry", *REGISTERS):
            found["body"] = _renamed(record["body"], number, new)
            was = _entry(kind, record)
            chain = kind, was.desk
            if wrong := misfit(was, *before.get(chain, (0, ""))):
                raise BrokenChain(source, f"{was.desk} #{was.number}", wrong)
            found["desk"] = new if was.desk == old else was.desk
            before[chain] = was.number, was.digest
            after[chain] = digest_of(_entry(kind, found), after.get(chain, ""))
            found["digest"] = after[chain]
        yield kind, found


#: Columns that hold numbers of cases and assignments; what people typed is never among them.
_NUMBERED = ("case", "task", "member")


def _entry(kind: str, record: Mapping[str, Any]) -> Entry | TaskEntry | MemberEntry:
    row = tuple(row_of(kind, record).values())
    return entry_of(row) if kind == "entry" else REGISTERS[kind].line_of(row)


def _renamed(value: Any, number: re.Pattern[str], new: str) -> Any:
    """The value with the code replaced in every number that begins with it."""
    if isinstance(value, Mapping):
        return {name: _renamed(part, number, new) for name, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, number, new) for part in value]
    if isinstance(value, str) and (found := number.match(value)):
        return new + value[found.end() :]
    return value
