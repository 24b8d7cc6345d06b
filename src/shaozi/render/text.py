"""What a person reads about one case: plain lines, in the reader's language."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from shaozi.case import Case
from shaozi.clocks import paused
from shaozi.dispatch import answers
from shaozi.duties import Duty, WayOut
from shaozi.dutybook import DutyBook
from shaozi.exits import exit_of, untold
from shaozi.labels import label
from shaozi.privacy import harmless, one_line, scrub
from shaozi.render.order import draft_stamp
from shaozi.render.whistle import promise_lines, whistle_lines
from shaozi.render.wire import Shown
from shaozi.store import Listed
from shaozi.terms import Act, Channel, Due, Route, Ruling, Satisfied, Solved, State
from shaozi.words import say
from shaozi.worktime import clock_text, until

if TYPE_CHECKING:
    from shaozi.triage.matters import Matter
    from shaozi.triage.verdict import Verdict


def duty_name(duty: Duty | None, code: str | None = None) -> str:
    """Code and title; an item whose basis is not fully checked says 待核."""
    if duty is None:
        return code or say("待定", "undecided")
    mark = "" if duty.checked else say(" [待核]", " [basis not verified]")
    return f"{duty.code} {duty.name}{mark}"


def guessed(case: Case) -> str:
    """The mark of a deadline that was counted on weekdays, since no notice was known."""
    return "" if case.due_known else say("约 ", "~ ")


def due_text(case: Case, now: int, zone: tzinfo) -> str:
    """The moment to resolve a case by, and how far it is."""
    text = guessed(case) + clock_text(case.due, zone)
    if case.open and case.resolved_at is None:
        left = until(case.due, now) if case.asks else say("无诉求，不计逾期", "never late")
        text += say(f"（{left}）", f" ({left})")
    if paused(case, now) and case.paused_until is not None:
        end = clock_text(case.paused_until, zone)
        text += say(f"，挂账到 {end}", f", paused until {end}")
    if not case.due_known:
        text += say(
            "（放假安排还没公布，按周一至周五推算）", " (holidays not published yet: weekdays only)"
        )
    return text


def verdict_lines(verdict: "Verdict", book: DutyBook) -> Iterator[str]:
    """What the list says of a text, and the words that decided it."""
    best = verdict.matches[0]
    if verdict.ruling is not Ruling.UNSURE:
        duty = book.duties[best.code]
        yield _line(say("职责", "duty"), f"{duty_name(duty)} · {label(verdict.ruling)}")
        if verdict.ruling is Ruling.EMERGENCY and book.call_first:
            yield _line(say("先做", "first"), book.call_first)
        if best.evidence:
            yield _line(say("依据词", "words"), say("、", ", ").join(map(one_line, best.evidence)))
        yield _line(say("把握", "sure"), _percent(best.confidence))
        yield from _who(duty, book)
    else:
        yield _line(say("职责", "duty"), say("拿不准，最接近的:", "not sure; the nearest:"))
        for match in verdict.matches:
            words = say("、", ", ").join(map(one_line, match.evidence))
            name = duty_name(book.duties[match.code])
            yield f"    {_percent(match.confidence):>4}  {name}  {words}".rstrip()
        if verdict.lead_is_sure:
            unit = book.unit_name(verdict.lead.unit) or say("不属街道", "not the street's")
            sure = _percent(verdict.lead.confidence)
            told = say(
                f"不管是哪一项，多半是{unit}（{sure}）", f"whichever it is, likely {unit} ({sure})"
            )
            yield _line(say("主责", "lead"), told)
        yield _line(say("请问", "ask"), say(verdict.question or "", verdict.question_en or ""))


def repeat_lines(case: Case, repeats: Sequence[Listed]) -> Iterator[str]:
    """Open cases that a new one may repeat, and what to type if it does; at most three."""
    for other in repeats[:3]:
        about = one_line(other.text)[:40]
        yield say(
            f"可能是同一件: {other.case.number} {about}",
            f"maybe the same: {other.case.number} {about}",
        )
    if repeats:
        again = f"shaozi advise {case.number} --of {repeats[0].case.number}"
        yield say(
            f"没有新情况、新理由: {again}（告知进展，《接诉即办工作条例》第11条第3款第3项）",
            f"nothing new in it: {again} (tell the progress, 接诉即办工作条例 art. 11)",
        )
        merge = f"shaozi merge {case.number} --into {repeats[0].case.number}"
        yield say(f"是同一件: {merge}", f"if it is: {merge}")


def matters_line(found: Sequence["Matter"]) -> str:
    """That a text seems to speak of several matters, and which."""
    names = say("；", "; ").join(duty_name(matter.duty) for matter in found)
    return say(f"像是有 {len(found)} 件事: {names}", f"seems to be {len(found)} matters: {names}")


def _percent(confidence: float) -> str:
    """Never 100 %: the list is read, not known."""
    return f"{min(confidence, 0.99):.0%}"


def _who(duty: Duty, book: DutyBook) -> Iterator[str]:
    if duty.is_street:
        support = say("、", ", ").join(book.unit_name(unit) for unit in duty.support)
        yield _line(say("主责", "lead"), book.unit_name(duty.lead))
        yield _line(say("协办", "support"), support)
    else:
        owner = say(duty.owner, duty.owner_en or duty.owner)
        yield _line(say("归口", "owner"), owner)
        yield _line(say("渠道", "route"), duty.channel)


def logged_lines(
    case: Case, verdict: "Verdict", book: DutyBook, now: int, zone: tzinfo
) -> Iterator[str]:
    """A case just logged."""
    yield f"{case.number}  {label(Act.LOGGED)}  {label(case.state)}"
    if case.decided_by == "officer":
        duty = book.duties.get(case.duty or "")
        yield _line(say("职责", "duty"), duty_name(duty, case.duty))
        if duty:
            yield from _who(duty, book)
    else:
        yield from verdict_lines(verdict, book)
    yield _line(say("办结时限", "due"), due_text(case, now, zone))
    if book.is_draft:
        yield _line(say("清单", "list"), draft_stamp(book))


def _line(name: str, value: str) -> str:
    """A named fact; further lines of a text are marked, so that none passes for a fact."""
    marked = "\n    | ".join(value.splitlines())
    return f"  {name}: {marked}"


def case_lines(shown: Shown, book: DutyBook, now: int, zone: tzinfo) -> Iterator[str]:
    """A whole case, without its history."""
    case = shown.case
    yield f"{case.number}  {label(case.state)}"
    for name, value in case_facts(shown, book, now, zone):
        yield _line(name, value)
    for whistle in case.whistles:
        yield from whistle_lines(whistle, shown, book, now, zone)
    yield from promise_lines(shown, book, now, zone)
    if book.is_draft:
        yield _line(say("清单", "list"), draft_stamp(book))


def case_facts(shown: Shown, book: DutyBook, now: int, zone: tzinfo) -> Iterator[tuple[str, str]]:
    """What is known of a case, masked, each under its name; the issue always, the rest if given."""
    case = shown.case
    yield say("事项", "issue"), harmless(shown.text(case.issue) or say("（已清除）", "(erased)"))
    facts: list[tuple[str, str | None]] = [
        (say("地点", "place"), shown.text(case.address)),
        (say("街巷", "lane"), scrub(case.lane)),
        (say("社区", "community"), scrub(case.community)),
        (say("来源", "channel"), _channel(case.channel)),
        (say("外部编号", "outside no."), case.ref),
        (say("反映人", "resident"), _person(shown, case.person)),
        (say("职责", "duty"), duty_name(book.duties.get(case.duty or ""), case.duty)),
        (say("主责", "lead"), book.unit_name(case.lead)),
        (say("首接", "first receiver"), _answers(case, book)),
        (say("登记", "logged"), clock_text(case.logged_at, zone)),
        (say("办结时限", "due"), due_text(case, now, zone)),
        *_dues(case, zone),
        (say("去向", "way out"), _way_out(case, book)),
        (say("结果", "outcome"), shown.text(case.outcome)),
        (say("个人信息", "personal data"), _erased(case, zone)),
        (
            say("还要告知居民", "to be told"),
            to_tell(case) if untold(case) else None,
        ),
    ]
    if case.satisfied:
        answers = called_back(case.solved, case.satisfied)
        facts.append((say("回访", "called back"), answers))
    yield from ((name, harmless(value)) for name, value in facts if value)


def called_back(solved: str | None, satisfied: str) -> str:
    """What the resident answered; nothing of the matter where nobody was reached."""
    of_matter = f"{label(Solved(solved))} " if solved else ""
    return of_matter + label(Satisfied(satisfied))


def _erased(case: Case, zone: tzinfo) -> str | None:
    if case.erased_at is None:
        return None
    return say("已清除 ", "erased ") + clock_text(case.erased_at, zone)


def _way_out(case: Case, book: DutyBook) -> str | None:
    """Where a case that left the desk went, and by which article; None where it has not."""
    way: WayOut | None = None
    if case.route in set(Route):
        way = book.routes[Route(case.route)]
    elif (found := exit_of(case)) and case.state in (State.REFERRED, State.REPORTED):
        way = book.exits[found]
    return say(f"{way.name}（{way.basis}）", f"{way.name} ({way.basis})") if way else None


def _dues(case: Case, zone: tzinfo) -> Iterator[tuple[str, str | None]]:
    """What else is due on a case: by when, or when it was done and whether that was late."""
    called_back = case.called_back_at
    for what, due, done in (
        (Due.SIGN_IN, case.sign_in_due, case.signed_at),
        (Due.INTERIM, case.interim_due, case.interim_at),
        (Due.CALL_BACK, case.call_back_due, called_back),
    ):
        if due is None:
            continue
        text = clock_text(due, zone) + say("前", " at the latest")
        if done is not None and what is Due.CALL_BACK and done <= due:
            continue  # what the resident said then says that it was done
        if done is not None:
            text = clock_text(done, zone) + (say("，晚了", ", late") if done > due else "")
        yield label(what), text


def to_tell(case: Case) -> str:
    """Of what the resident is still to be told: the route, or else the act."""
    if case.to_tell == case.state and case.route in set(Route):
        return label(Route(case.route))
    return label(Act(case.to_tell or ""))


def _answers(case: Case, book: DutyBook) -> str | None:
    """Who answers for the reply, where the case has passed on or that is in dispute."""
    unit = answers(case)
    if unit is None or not (case.handovers or case.objection):
        return None
    n = case.handovers
    text = say(f"{book.unit_name(unit)}负责答复", f"{book.unit_name(unit)} answers for the reply")
    text += say(f"，转手 {n} 次", f", hand-overs: {n}") if n else ""
    return text + (say("，派单异议待裁定", ", objection not ruled on") if case.objection else "")


def _channel(value: str) -> str:
    return label(Channel(value)) if value in set(Channel) else value


def _person(shown: Shown, found: str | None) -> str | None:
    person = shown.person(found)
    return " ".join(part for part in person.values() if part) if person else None
