"""What a person reads about a whistle: its calls, its scores, and what units promised."""

from collections.abc import Iterator
from datetime import tzinfo

from shaozi.calls import attendance, result_by
from shaozi.case import Call, Whistle
from shaozi.dutybook import DutyBook
from shaozi.labels import label
from shaozi.privacy import harmless, one_line
from shaozi.render.wire import Shown
from shaozi.scoring import Score, score_of
from shaozi.terms import Act, Attendance, YesNo
from shaozi.words import say
from shaozi.worktime import clock_text, length_text, until


def whistle_lines(
    whistle: Whistle, shown: Shown, book: DutyBook, now: int, zone: tzinfo
) -> Iterator[str]:
    """A whistle, a line for each called unit: when it came, what it answered."""
    kind = book.kinds[whistle.kind].name if whistle.kind in book.kinds else whistle.kind
    at = clock_text(whistle.whistled_at, zone)
    over = ""
    if whistle.stood_down_at is not None:
        act = Act.RETURNED if whistle.returned else Act.STOOD_DOWN
        over = f"  {label(act)} {clock_text(whistle.stood_down_at, zone)}"
    yield f"  {whistle.number}  {kind}  {label(Act.WHISTLED)} {at}{over}"
    if whistle.waiting:
        by, left = clock_text(whistle.due, zone), until(whistle.due, now)
        yield "    " + say(f"等街道答复，限 {by}（{left}）", f"the street answers by {by} ({left})")
    elif whistle.answer_due is not None and whistle.called_at is not None:
        yield f"    {label(Act.APPROVED)} {clock_text(whistle.called_at, zone)}"
    if whistle.reason:
        yield f"    {say('原因', 'reason')}: {harmless(shown.text(whistle.reason) or '')}"
    if whistle.returned:
        why = harmless(shown.text(whistle.returned) or "")
        yield f"    {say('退回理由', 'why it was returned')}: {why}"
    for call in whistle.calls:
        yield "    " + _call_line(call, whistle, shown, book, now, zone)
    yield from _score_lines(whistle, book, now)
    if whistle.founded:
        founded = label(YesNo(whistle.founded))
        yield "    " + say(f"哨属实: {founded}", f"well-founded: {founded}")


def _score_lines(whistle: Whistle, book: DutyBook, now: int) -> Iterator[str]:
    """What each scored call adds up to, the formula with it, and where the weights come from."""
    basis = ""
    for call in whistle.calls:
        score = score_of(call, attendance(call, now, whistle.stood_down_at), book.scores)
        if score:
            yield f"    {book.unit_name(call.unit)}  {score_text(score)}"
            basis = book.scores.said
    if basis:
        yield f"    {say('评分依据', 'weights')}: {basis}"


def score_text(score: Score) -> str:
    """A score and the formula it comes from."""
    parts = " + ".join(
        f"{label(scored.part)} {scored.points}×{scored.weight}" for scored in score.parts
    )
    formula = f"({parts}) ÷ {sum(scored.weight for scored in score.parts)}"
    return say(f"综合 {score.total:g} 分 = {formula}", f"total {score.total:g} = {formula}")


def promise_lines(shown: Shown, book: DutyBook, now: int, zone: tzinfo) -> Iterator[str]:
    """What units promised or agreed to, and by when."""
    for made in shown.case.promises:
        by = clock_text(made.due, zone)
        if made.stands:
            by += f"  {until(made.due, now)}"
        elif made.kept_at is not None:
            by += f"  {label(Act.KEPT)} {clock_text(made.kept_at, zone)}"
        else:
            by += "  " + say("已改期", "replaced")
        matter = one_line(shown.text(made.matter) or "")
        yield f"  {made.number}  {book.unit_name(made.unit)}  {matter}  {by}"


def _call_line(
    call: Call, whistle: Whistle, shown: Shown, book: DutyBook, now: int, zone: tzinfo
) -> str:
    came = attendance(call, now, whistle.stood_down_at)
    parts = [book.unit_name(call.unit), label(came)]
    if call.arrived_at is not None:
        person = shown.person(call.arrived_by)
        parts.append(clock_text(call.arrived_at, zone))
        parts.append(person["name"] if person else "")
        parts.append(shown.text(call.post) or "")
        if came is Attendance.LATE:
            late = length_text((call.arrived_at - call.due + 59) // 60 * 60)
            parts.append(say(f"晚 {late}", f"{late} late"))
    else:
        parts.append(say("限 ", "due ") + clock_text(call.due, zone))
        if call.received_at is not None:
            parts.append(f"{label(Act.RECEIVED)} {clock_text(call.received_at, zone)}")
    if call.answer:
        parts.append(f"{label(Act.ANSWERED)}: {shown.text(call.answer)}")
    elif whistle.open and call.arrived_at is not None:
        by = clock_text(result_by(shown.case, call), zone)
        parts.append(say(f"限 {by} 前反馈", f"to answer by {by}"))
    if call.left_at is not None:
        parts.append(f"{label(Act.LEFT)} {clock_text(call.left_at, zone)}")
    if call.score is not None:
        parts.append(say(f"{call.score} 分", f"score {call.score}"))
    return harmless("  ".join(part for part in parts if part))
