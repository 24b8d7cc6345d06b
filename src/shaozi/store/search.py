"""What a case is found by: the masked issue and place, as anybody at the desk may read them.

So nothing that masking hides can be guessed piece by piece in a search.
"""

from collections.abc import Mapping

from shaozi.case import Case
from shaozi.privacy import scrub


def told(issue: str | None, place: str | None, resident: str | None) -> str:
    """What a case may be found by."""
    return scrub(f"{issue or ''}\n{place or ''}", (resident or "",))


def told_of(
    case: Case, texts: Mapping[str, str], people: Mapping[str, tuple[str, str, str]]
) -> str:
    """What a case may be found by, from its texts and people by id; what is erased counts not."""
    _, resident, _ = people.get(case.person or "", ("", "", ""))
    return told(texts.get(case.issue), texts.get(case.address or ""), resident)
