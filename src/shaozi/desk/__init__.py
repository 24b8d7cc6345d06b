"""What a person does at a desk: one function an act, one transaction each."""

from shaozi.desk.base import Desk, find_case, find_whistle
from shaozi.desk.calendar import recalculate
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
from shaozi.desk.clocks import contact, extend, pause, resume, why
from shaozi.desk.ladder import Notice, climb, late_cases
from shaozi.desk.ties import link, merge, repeats
from shaozi.desk.whistles import answer, arrive, correct_arrival, rate, stand_down, whistle

__all__ = [
    "Desk",
    "Issue",
    "Logged",
    "Notice",
    "advise",
    "amend",
    "answer",
    "arrive",
    "assign",
    "attach",
    "call_back",
    "climb",
    "close",
    "contact",
    "correct_arrival",
    "extend",
    "find_case",
    "find_whistle",
    "late_cases",
    "link",
    "log_case",
    "log_split",
    "merge",
    "note",
    "pause",
    "rate",
    "recalculate",
    "refer",
    "reopen",
    "repeats",
    "resolve",
    "resume",
    "stand_down",
    "undo",
    "whistle",
    "why",
    "withdraw",
]
