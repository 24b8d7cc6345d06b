"""What wants doing now: overdue, due next, silent, and by whom."""

from typing import Any, NamedTuple

from shaozi.figures.scope import Cases, Scope

#: Figures of the whole, as of now.
ATTENTION = ("overdue", "due_next_week", "silent", "uncontacted", "paused", "to_tell")
DAY = 24 * 3600


class Actor(NamedTuple):
    """Who must act, on how many cases; ``oldest`` is the first deadline that passed, if any.

    ``who`` is a called unit that has not answered, else the unit that leads; empty: nobody yet.
    """

    who: str
    overdue: int
    due_next_week: int
    silent: int
    oldest: int | None


class Attention(NamedTuple):
    """What wants doing now, whatever period is asked for; ``actors`` by what is overdue."""

    actors: list[Actor]
    cases: Cases


def attention(scope: Scope, silent_days: int) -> Attention:
    """Counts by who must act, as of now; a case that waits for two units stands with both."""
    now, end = scope.desk.now, scope.period.end
    found = {
        "overdue": _by_actor(scope.rows("due_between", start=0, end=now)),
        "due_next_week": _by_actor(
            scope.rows("due_between", start=max(end, now), end=end + 7 * DAY)
        ),
        "silent": scope.rows("silent", quiet_since=now - silent_days * DAY, moment=now),
    }
    cases: Cases = {}
    for figure, rows in found.items():
        cases[figure] = sorted({row[0] for row in rows})
        for number, who, _ in rows:
            cases.setdefault(f"to_act/{who}/{figure}", []).append(number)
    for figure in ("uncontacted", "paused", "to_tell"):
        cases[figure] = sorted(row[0] for row in scope.rows(figure, moment=now))
    oldest: dict[str, int] = {}
    for _, who, due in found["overdue"]:
        oldest.setdefault(who, due)

    def actor(who: str) -> Actor:
        counts = {figure: len(cases.get(f"to_act/{who}/{figure}", ())) for figure in found}
        return Actor(who=who, **counts, oldest=oldest.get(who))

    actors = map(actor, {row[1] for rows in found.values() for row in rows})
    most = sorted(actors, key=lambda one: (-one.overdue, -one.due_next_week, one.who))
    return Attention(most, cases)


def _by_actor(rows: list[tuple[Any, ...]]) -> list[tuple[str, str, int]]:
    """A line for each case and who must act on it: called units not yet answering, else the lead.

    They come by deadline.
    """
    units: dict[str, dict[str, None]] = {}
    for number, _, _, unit in rows:
        units.setdefault(number, {}).update({unit: None} if unit else {})
    cases = dict.fromkeys(row[:3] for row in rows)
    return [(n, who, due) for n, lead, due in cases for who in units[n] or (lead,)]
