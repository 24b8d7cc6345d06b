"""Free text → whose matter it is, how sure that is, and the words that decided it."""

from shaozi.triage.danger import clock, is_emergency
from shaozi.triage.matters import Matter, matters
from shaozi.triage.ranking import telling
from shaozi.triage.verdict import Match, Verdict, check, without_name

__all__ = [
    "Match",
    "Matter",
    "Verdict",
    "check",
    "clock",
    "is_emergency",
    "matters",
    "telling",
    "without_name",
]
