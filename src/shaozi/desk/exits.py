"""What is not the street's own: handed to its owner, reported to the district, told its route.

Each ends the desk's work on a case; the feedback to the resident stays open until it is done
(《街道办事处条例》第17条第2款).
"""

from shaozi.case import Case
from shaozi.desk.base import Desk, find_case, keep_text, readable, record
from shaozi.desk.ties import two_cases
from shaozi.dispatch import hand_over
from shaozi.duties import Duty
from shaozi.errors.typed import NeedsFlag
from shaozi.exits import progress
from shaozi.terms import Act, Exit, Route
from shaozi.words import in_chinese, say


def refer(
    desk: Desk,
    typed: str,
    to: str | None,
    how: str | None,
    happened_at: int | None = None,
    told: str | None = None,
) -> Case:
    """Hand a matter that is not the street's to its owner (《街道办事处条例》第17条)."""
    with desk.store.writing():
        case = find_case(desk, typed)
        duty = desk.book.duties.get(case.duty or "")
        unit = desk.book.owner(to).id if to else (duty.owner_unit if duty else None)
        if unit is None:
            raise NeedsFlag(say("接办单位", "the unit that takes it on"), "--to")
        text = how or f"转{desk.book.units[unit].zh}"
        body = {
            "to": unit,
            "handover": hand_over(case, unit),
            "exit": Exit.TRANSFER,
            "basis": desk.book.exits[Exit.TRANSFER].basis,
            "how": keep_text(desk, case.number, "outcome", text),
            "told": keep_text(desk, case.number, "told", told),
        }
        return record(desk, case, Act.REFERRED, body, happened_at)


def report_up(
    desk: Desk,
    typed: str,
    reason: str,
    happened_at: int | None = None,
    told: str | None = None,
) -> Case:
    """Report to the district what nobody answers for, or what coordinating did not solve."""
    readable(reason)
    with desk.store.writing():
        case = find_case(desk, typed)
        body = {
            "exit": Exit.REPORT,
            "basis": desk.book.exits[Exit.REPORT].basis,
            "how": keep_text(desk, case.number, "outcome", reason),
            "told": keep_text(desk, case.number, "told", told),
        }
        return record(desk, case, Act.REPORTED, body, happened_at)


def advise(
    desk: Desk,
    typed: str,
    how: str | None,
    happened_at: int | None = None,
    *,
    route: Route | None = None,
    of: str | None = None,
    told: str | None = None,
) -> Case:
    """Tell the resident the proper route, by the class of 《接诉即办工作条例》第11条.

    The class is the one the duty list has for the matter, else what is outside the duty.
    ``of``: the case under way or done that a repeat is about. Raises `NeedsFlag` where
    nothing says what the resident is told, or `SameCase`.
    """
    with desk.store.writing():
        case = find_case(desk, typed)
        duty = desk.book.duties.get(case.duty or "")
        route = route or (Route.SAME_MATTER if of else _route_of(duty))
        earlier = _earlier(desk, case, of) if route is Route.SAME_MATTER else None
        body = {
            "route": route,
            "basis": desk.book.routes[route].basis,
            "other": earlier.number if earlier else None,
            "how": keep_text(
                desk, case.number, "outcome", how or _advice(desk, duty, route, earlier)
            ),
            "told": keep_text(desk, case.number, "told", told),
        }
        return record(desk, case, Act.ADVISED, body, happened_at)


def _route_of(duty: Duty | None) -> Route:
    return Route(duty.route) if duty and duty.route else Route.OUTSIDE


def _earlier(desk: Desk, case: Case, of: str | None) -> Case:
    if of is None:
        raise NeedsFlag(say("同一诉求的案件号", "the case of the same matter"), "--of")
    return two_cases(desk, case.number, of)[1]


def _advice(desk: Desk, duty: Duty | None, route: Route, earlier: Case | None) -> str:
    """What the resident is told where nothing else was written."""
    if earlier:
        with in_chinese():
            return progress(earlier)
    if duty and duty.channel and route == duty.route:
        return f"{duty.owner}: {duty.channel}"
    if not desk.book.routes[route].tell:
        raise NeedsFlag(say("告知的内容", "what the resident was told"), "--how")
    return desk.book.routes[route].tell
