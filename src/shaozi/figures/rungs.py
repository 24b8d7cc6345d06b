"""How often the ladder was climbed: 催办、督办、会商、报区, each notice once."""

from shaozi.figures.scope import Cases, Scope
from shaozi.terms import Rung


def rungs(scope: Scope) -> dict[Rung, list[str]]:
    """The cases on which each rung was climbed in the period, once for each notice.

    All four rungs are there. What was undone was not climbed.
    """
    found: dict[Rung, list[str]] = {rung: [] for rung in Rung}
    for rung, case in scope.rows("rungs_within"):
        found[Rung(rung)].append(case)
    return found


def rung_cases(found: dict[Rung, list[str]]) -> Cases:
    """The cases behind each count."""
    return {f"rungs/{rung}/notices": cases for rung, cases in found.items()}
