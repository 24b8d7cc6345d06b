"""What a person does at a desk: one function an act, one transaction each."""

from shaozi.desk.base import Desk, find_case, find_whistle
from shaozi.desk.cases import (
    Issue,
    Logged,
    advise,
    amend,
    assign,
    attach,
    call_back,
    close,
    log_case,
    log_split,
    note,
    refer,
    reopen,
    resolve,
    undo,
    withdraw,
)
from shaozi.desk.ties import link, merge, repeats
from shaozi.desk.whistles import answer, arrive, rate, stand_down, whistle

__all__ = [
    "Desk",
    "Issue",
    "Logged",
    "advise",
    "amend",
    "answer",
    "arrive",
    "assign",
    "attach",
    "call_back",
    "close",
    "find_case",
    "find_whistle",
    "link",
    "log_case",
    "log_split",
    "merge",
    "note",
    "rate",
    "refer",
    "reopen",
    "repeats",
    "resolve",
    "stand_down",
    "undo",
    "whistle",
    "withdraw",
]
