"""How a case leaves the desk, and whether its resident is still to be told."""

from shaozi.case import Case
from shaozi.labels import label
from shaozi.terms import Exit, State
from shaozi.words import say
from shaozi.worktime import clock_text

_ELSEWHERE = {State.REFERRED: Exit.TRANSFER, State.REPORTED: Exit.REPORT}
#: No legitimate demand was handled: the resident was told another route, or there was none.
_NO_EXIT = frozenset({State.ADVISED, State.MERGED, State.WITHDRAWN})


def exit_of(case: Case) -> Exit | None:
    """Which of the four ways (《街道办事处条例》第17条) a case has taken; None before it has."""
    if case.state in _NO_EXIT:
        return None
    if case.state in _ELSEWHERE:
        return _ELSEWHERE[case.state]
    if case.whistles:
        return Exit.COORDINATE
    return Exit.DO if case.resolved_at is not None else None


def untold(case: Case) -> bool:
    """Whether the resident is still to be told: of a pause or extension, or of where it went.

    What is resolved is told by the call-back.
    """
    waiting = case.open and case.resolved_at is None
    return case.to_tell is not None and (waiting or case.to_tell == case.state)


def progress(case: Case) -> str:
    """What whoever asks again is told of a matter under way or done (第11条第3款第3项)."""
    state, due = label(case.state), clock_text(case.due)
    if case.resolved_at is not None or not case.open:
        return say(f"同一诉求 {case.number} {state}", f"the same as {case.number}: {state}")
    return say(
        f"同一诉求 {case.number} {state}，办结时限 {due}",
        f"the same as {case.number}: {state}, due {due}",
    )
