"""What a whistle says: the short text to paste into the units' chat group, and the reasons."""

from datetime import tzinfo

from shaozi.case import Whistle
from shaozi.dutybook import DutyBook
from shaozi.privacy import one_line, scrub
from shaozi.words import counted, say
from shaozi.worktime import clock_text

MAX_CHAT = 200


def draft_stamp(book: DutyBook) -> str:
    """What every paper says until the office has adopted a list of its own; else nothing."""
    return say("草稿·清单未核", "DRAFT: duty list not verified") if book.is_draft else ""


def chat_text(
    whistle: Whistle, text: str, address: str, names: tuple[str, ...], book: DutyBook, zone: tzinfo
) -> str:
    """At most 200 characters, without anything that identifies the resident.

    Number, kind, units and time stand whole; place and matter are cut to what is left.
    """
    kind = book.kinds[whistle.kind].name if whistle.kind in book.kinds else whistle.kind
    units = say("、", ", ").join(book.unit_name(call.unit) for call in whistle.calls)
    by = clock_text(whistle.due, zone)[5:]
    stamp = draft_stamp(book)
    head = say(f"【{kind}哨】{whistle.number}", f"[{kind}] {whistle.number}")
    tail = say(f"请{units}于 {by} 前到场报到。", f"{units}: report in by {by}.")
    tail += say(f"（{stamp}）", f" ({stamp})") if stamp else ""
    place = _cut(one_line(scrub(address, names)), 40)
    place = (
        say(f"，地点: {place}。", f". Place: {place}. ")
        if place
        else say("，地点请问社区。", ". Ask the community where. ")
    )
    room = MAX_CHAT - len(head) - len(place) - len(tail) - 1
    if room < 20:  # very many units: say how many instead
        count = len(whistle.calls)
        tail = say(
            f"请 {count} 家单位于 {by} 前到场报到。",
            f"{counted(count, 'unit')}: report in by {by}.",
        )
        room = MAX_CHAT - len(head) - len(place) - len(tail) - 1
    matter = _cut(one_line(scrub(text, names)), room - 1)
    stop = "" if matter.endswith(("。", "！", "？", "…", ".", "!", "?")) else say("。", ". ")
    return f"{head}{place}{matter}{stop}{tail}"[:MAX_CHAT]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
