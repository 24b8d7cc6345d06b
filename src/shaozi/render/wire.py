"""The JSON that programs read: the field's own names, always all of them, never translated."""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from shaozi.calls import attendance, result_by
from shaozi.case import Call, Case, Entry, Promise, Whistle
from shaozi.clocks import paused
from shaozi.dispatch import answers
from shaozi.duties import Duty
from shaozi.dutybook import DutyBook
from shaozi.exits import exit_of
from shaozi.lifecycle import next_step
from shaozi.privacy import mask_name, mask_phone, scrub
from shaozi.scoring import Score, score_of, whistler_score
from shaozi.terms import Attendance
from shaozi.words import in_chinese
from shaozi.worktime import iso

if TYPE_CHECKING:
    from shaozi.triage.matters import Matter
    from shaozi.triage.verdict import Verdict


class Shown(NamedTuple):
    """A case with what was typed for it, ready to be shown; masked unless ``revealed``."""

    case: Case
    texts: Mapping[str, str]
    people: Mapping[str, tuple[str, str, str]]
    revealed: bool = False

    def text(self, found: str | None) -> str | None:
        """A text by its id, masked; an erased one is empty."""
        if found is None:
            return None
        body = self.texts.get(found, "")
        if self.revealed:
            return body
        residents = tuple(name for kind, name, _ in self.people.values() if kind == "resident")
        return scrub(body, residents)

    def person(self, found: str | None) -> dict[str, str] | None:
        """Who by id: a called unit's people are named, residents are masked."""
        if found is None or found not in self.people:
            return None
        kind, name, phone = self.people[found]
        if not self.revealed and kind == "resident":
            name, phone = mask_name(name) if name else "", mask_phone(phone) if phone else ""
        return {"name": name, "phone": phone}


def neutral(words: Callable[[Case], str], case: Case) -> str:
    """Words that go into JSON, which never changes with language."""
    with in_chinese():
        return words(case)


def case_item(shown: Shown, book: DutyBook, now: int, zone: tzinfo) -> dict[str, Any]:
    """A case, without its history."""
    case = shown.case
    duty = book.duties.get(case.duty or "")
    return {
        "number": case.number,
        "state": case.state.value,
        "open": case.open,
        "duty": case.duty,
        "title": duty.title if duty else None,
        "decided_by": case.decided_by,
        "basis_checked": duty.checked if duty else None,
        "lead": case.lead,
        "tier": case.tier,
        "channel": case.channel,
        "community": scrub(case.community),
        "lane": scrub(case.lane),
        "address": shown.text(case.address),
        "text": shown.text(case.issue),
        "person": shown.person(case.person),
        "ref": case.ref,
        "logged_at": iso(case.logged_at, zone),
        "recorded_at": iso(case.recorded_at, zone),
        "respond_due": iso(case.respond_due, zone),
        "due": iso(case.due, zone),
        "due_known": case.due_known,
        "contacted_at": iso(case.contacted_at, zone),
        "paused": paused(case, now),
        "paused_until": iso(case.paused_until, zone),
        "to_tell": case.to_tell,
        "exit": exit_of(case),
        "route": case.route,
        "receiver": answers(case),
        "handovers": case.handovers,
        "objection": case.objection,
        "sign_in_due": iso(case.sign_in_due, zone),
        "signed_at": iso(case.signed_at, zone),
        "interim_due": iso(case.interim_due, zone),
        "interim_at": iso(case.interim_at, zone),
        "call_back_due": iso(case.call_back_due, zone),
        "overdue": case.overdue(now),
        "outcome": shown.text(case.outcome),
        "resolved_at": iso(case.resolved_at, zone),
        "called_back_at": iso(case.called_back_at, zone),
        "solved": case.solved,
        "satisfied": case.satisfied,
        "ended_at": iso(case.ended_at, zone),
        "reopened": case.reopened,
        "erased_at": iso(case.erased_at, zone),
        "masked": not shown.revealed,
        "whistles": [whistle_item(found, shown, book, now, zone) for found in case.whistles],
        "promises": [promise_item(made, shown, now, zone) for made in case.promises],
        "next": neutral(next_step, case),
    }


def whistle_item(
    whistle: Whistle, shown: Shown, book: DutyBook, now: int, zone: tzinfo
) -> dict[str, Any]:
    """A whistle with its calls."""
    return {
        "number": whistle.number,
        "case": whistle.case,
        "kind": whistle.kind,
        "reason": shown.text(whistle.reason),
        "whistled_at": iso(whistle.whistled_at, zone),
        "due": iso(whistle.due, zone),
        "stood_down_at": iso(whistle.stood_down_at, zone),
        "waiting": whistle.waiting,
        "called_at": iso(whistle.called_at, zone),
        "answer_due": iso(whistle.answer_due, zone),
        "returned": shown.text(whistle.returned),
        "founded": whistle.founded,
        "founded_score": whistler_score(whistle, book.scores),
        "calls": [_call_item(call, whistle, shown, book, now, zone) for call in whistle.calls],
    }


def _call_item(
    call: Call, whistle: Whistle, shown: Shown, book: DutyBook, now: int, zone: tzinfo
) -> dict[str, Any]:
    came = attendance(call, now, whistle.stood_down_at)
    person = shown.person(call.arrived_by)
    late_by = None
    if came is Attendance.LATE and call.arrived_at is not None:
        late_by = (call.arrived_at - call.due + 59) // 60
    return {
        "unit": call.unit,
        "name": book.units[call.unit].zh if call.unit in book.units else call.unit,
        "role": call.role,
        "basis": call.basis,
        "called_at": iso(call.called_at, zone),
        "due": iso(call.due, zone),
        "attendance": came.value,
        "arrived_at": iso(call.arrived_at, zone),
        "arrived_by": person["name"] if person else None,
        "late_minutes": late_by,
        "answered_at": iso(call.answered_at, zone),
        "answer": shown.text(call.answer),
        "score": call.score,
        "cooperation": call.cooperation,
        "total": score_item(score_of(call, came, book.scores)),
        "received_at": iso(call.received_at, zone),
        "post": shown.text(call.post),
        "left_at": iso(call.left_at, zone),
        "result_due": iso(result_by(shown.case, call), zone),
    }


def score_item(score: Score | None) -> dict[str, Any] | None:
    """A score with the formula it comes from."""
    if score is None:
        return None
    parts = [scored._asdict() for scored in score.parts]
    return {"total": score.total, "parts": parts}


def promise_item(made: Promise, shown: Shown, now: int, zone: tzinfo) -> dict[str, Any]:
    """What a unit is to have done by a date it gave."""
    return {
        "number": made.number,
        "source": made.source,
        "unit": made.unit,
        "matter": shown.text(made.matter),
        "due": iso(made.due, zone),
        "made_at": iso(made.made_at, zone),
        "kept_at": iso(made.kept_at, zone),
        "replaced_at": iso(made.replaced_at, zone),
        "overdue": made.stands and now > made.due,
    }


def entry_item(entry: Entry, shown: Shown, zone: tzinfo) -> dict[str, Any]:
    """One line of a case's history, its texts put back in, masked."""
    return {
        "id": entry.id,
        "desk": entry.desk,
        "number": entry.number,
        "act": entry.act.value,
        "happened_at": iso(entry.happened_at, zone),
        "recorded_at": iso(entry.recorded_at, zone),
        "actor": entry.actor,
        "body": {name: _plain(value, shown) for name, value in entry.body.items()},
        "clock_set": entry.clock_set,
        "digest": entry.digest,
    }


def _plain(value: Any, shown: Shown) -> Any:
    if isinstance(value, Mapping) and "text" in value:
        found = value["text"]
        return shown.person(found) if found in shown.people else shown.text(found)
    if isinstance(value, Mapping):
        return {name: _plain(part, shown) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part, shown) for part in value]
    return value


def verdict_item(verdict: "Verdict") -> dict[str, Any]:
    """What the duty list says of a text."""
    return {
        "verdict": verdict.ruling.value,
        "confidence": verdict.confidence,
        "matches": [
            {
                "code": match.code,
                "title": match.title,
                "lead": match.lead,
                "confidence": match.confidence,
                "evidence": list(match.evidence),
            }
            for match in verdict.matches
        ],
        "question": verdict.question,
        "likely_lead": verdict.lead._asdict(),
    }


def matter_item(matter: "Matter") -> dict[str, Any]:
    """One of several matters in a text."""
    return {
        "code": matter.duty.code,
        "title": matter.duty.title,
        "lead": matter.duty.lead,
        "confidence": round(matter.confidence, 4),
        "text": matter.text,
    }


def duty_item(duty: Duty, book: DutyBook) -> dict[str, Any]:
    """An item of the duty list, or a matter that is not the street's."""
    return {
        "code": duty.code,
        "title": duty.title,
        "title_en": duty.title_en,
        "scope": duty.scope,
        "street": duty.is_street,
        "lead": duty.lead,
        "support": list(duty.support),
        "community_can_resolve": duty.community_can_resolve,
        "enforcement": duty.enforcement,
        "power": [
            {"unit": power.unit, "for": power.part, "when": list(power.when), "basis": power.basis}
            for power in duty.power
        ],
        "basis": list(duty.basis),
        "basis_checked": duty.basis_checked,
        "tier": duty.clock.tier,
        "respond": duty.clock.respond,
        "resolve": duty.clock.resolve,
        "emergency_when": list(duty.emergency_when),
        "hints": list(duty.hints),
        "boundary": duty.boundary,
        "owner": duty.owner or None,
        "owner_unit": duty.owner_unit,
        "channel": duty.channel or None,
        "route": duty.route or None,
        "list_version": book.version,
        "draft": book.is_draft,
    }
