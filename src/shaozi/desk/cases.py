"""The acts on a case from logging to closing."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from shaozi import lifecycle
from shaozi.books import moves_of
from shaozi.case import Case
from shaozi.clocks import Clocks, clocks
from shaozi.desk.base import (
    Desk,
    entry_for,
    find_case,
    keep_person,
    keep_text,
    number_of,
    readable,
    record,
    short,
)
from shaozi.desk.lessons import teach
from shaozi.desk.limits import due, limits
from shaozi.desk.ties import link
from shaozi.dispatch import begun, hand_over, receiver
from shaozi.duties import Duty
from shaozi.errors.cases import AlreadyLogged, NobodySaidSo, NothingToUndo
from shaozi.errors.ledger import CannotWrite, NoSuchFile, TooLarge
from shaozi.errors.typed import NeedsFlag
from shaozi.store.search import told
from shaozi.terms import Act, Channel, Due, Satisfied, YesNo
from shaozi.triage.matters import Matter, matters
from shaozi.triage.verdict import Verdict, check, without_name
from shaozi.words import say
from shaozi.worktime import local_day

MAX_ATTACHMENT = 100_000_000
#: Acts recorded for a called unit: once one is in the books, what came before it stands.
_UNITS_ACTS = {Act.RECEIVED, Act.ARRIVED, Act.LEFT, Act.ANSWERED, Act.KEPT}


class Issue(NamedTuple):
    """What is known of an issue when it is logged; only the text is needed."""

    text: str
    address: str | None = None
    lane: str = ""
    community: str | None = None
    channel: Channel = Channel.VISIT
    name: str | None = None
    phone: str | None = None
    ref: str | None = None
    happened_at: int | None = None
    duty: str | None = None
    settled: str | None = None


class Logged(NamedTuple):
    """A case just opened, and what the duty list said of it."""

    case: Case
    verdict: Verdict


def log_case(desk: Desk, issue: Issue, *, words: bool = True) -> Logged:
    """Open a case; with ``settled`` it is closed at once, as solved on the spot.

    ``words``: whether the verdict is to name the words that decided.
    """
    text = readable(issue.text)
    if issue.settled is not None:
        readable(issue.settled)
    ref = short(issue.ref) or None
    happened_at = desk.moment(issue.happened_at)
    found = check(text, desk.book, desk.store.lessons, words=words)
    verdict = without_name(found, issue.name) if words else found
    code = desk.book.duty(issue.duty).code if issue.duty else verdict.code
    duty = desk.book.duties[code] if code else None
    with desk.store.writing():
        _refuse_known(desk, ref)
        year = local_day(desk.now, desk.zone).year
        running = desk.store.last_running(desk.code, year) + 1
        number = number_of(desk.code, year, running)
        body = {
            "year": year,
            "running": running,
            "channel": issue.channel.value,
            "community": short(desk.community if issue.community is None else issue.community),
            "lane": short(issue.lane),
            "ref": ref,
            **_decided(desk, duty, text, Clocks(happened_at), "officer" if issue.duty else "list"),
            "receiver": duty.lead if duty else None,
            "confidence": verdict.confidence,
        }
        typed = {"issue": text, "address": issue.address, "how": issue.settled}
        case = _open(desk, number, body, typed, (issue.name, issue.phone), happened_at)
        if issue.duty:
            teach(desk, case)
    return Logged(case, verdict)


def _refuse_known(desk: Desk, ref: str | None) -> None:
    known = desk.store.number_of(ref) if ref else None
    if ref and known:
        raise AlreadyLogged(ref, known)


def _open(
    desk: Desk,
    number: str,
    body: dict[str, Any],
    typed: dict[str, str | None],
    person: tuple[str | None, str | None],
    happened_at: int,
) -> Case:
    """Write the entry that opens a case."""
    store = desk.store
    act = Act.LOGGED if typed["how"] is None else Act.SETTLED
    refs = {kind: keep_text(desk, number, kind, text) for kind, text in typed.items()}
    if act is Act.LOGGED:
        body["dues"] = _dues(desk, body, body["channel"], happened_at)
    body |= refs
    body["person"] = keep_person(desk, number, "resident", *person)
    entry = entry_for(desk, number, act, body, happened_at)
    case = lifecycle.apply(None, entry)
    store.put(None, case, told(typed["issue"], typed["address"], person[0]))
    store.append(entry)
    store.add_moves(moves_of(None, case, entry))
    return case


def _decided(desk: Desk, duty: Duty | None, text: str, run: Clocks, by: str) -> dict[str, Any]:
    """What an entry keeps of the duty decided on, so that replay needs no duty list."""
    return {
        "duty": duty.code if duty else None,
        "lead": (duty.lead or duty.owner_unit) if duty else None,
        "decided_by": by if duty else None,
        **limits(desk, duty, text, run),
    }


def _dues(desk: Desk, limits: Mapping[str, Any], channel: str, start: int) -> dict[str, Any]:
    """What else is due on a case when it is opened: signing for it, and an interim reply."""
    tier = limits["tier"]
    return {
        Due.SIGN_IN: due(desk, Due.SIGN_IN, tier, channel, start),
        Due.INTERIM: due(desk, Due.INTERIM, tier, channel, start, limits["due"]),
    }


def log_split(desk: Desk, issue: Issue) -> list[Logged]:
    """Open a case for each of the matters in a text and link the others to the first.

    A text of one matter, or one whose duty is given, is one case. Only the first carries the
    outside number: a number belongs to one case.
    """
    parts = [] if issue.duty else [matter.text for matter in _matters(desk, issue.text)]
    with desk.store.writing():
        first, *rest = [
            log_case(desk, issue._replace(text=text, ref=None if place else issue.ref))
            for place, text in enumerate(parts or [issue.text])
        ]
        for other in rest:
            link(desk, first.case.number, other.case.number)
    return [first, *rest]


def _matters(desk: Desk, text: str) -> tuple[Matter, ...]:
    return matters(readable(text), desk.book, desk.store.lessons)


def assign(
    desk: Desk, typed: str, duty: str, reason: str | None = None, basis: str | None = None
) -> Case:
    """Decide or correct the duty; the clocks start where they started, with the new limits.

    Once work has begun, passing to another lead is a hand-over: raises `NeedsFlag` where its
    reason is not given. Its basis is the new duty's, unless another is named.
    """
    chosen = desk.book.duty(duty)
    with desk.store.writing():
        case = find_case(desk, typed)
        lifecycle.check(case, Act.ASSIGNED, desk.now)
        text = desk.store.texts(case.number).get(case.issue, "")
        entries = lifecycle.fold(desk.store.history(case.number)).undoable
        body = _decided(desk, chosen, text, clocks(entries), "officer")
        work = begun(entries)
        handed = hand_over(case, body["lead"]) if work and case.lead else None
        if handed and not reason:
            whom = desk.book.unit_name(case.lead), desk.book.unit_name(handed["to"])
            what = say(f"由{whom[0]}转给{whom[1]}的理由", f"why {whom[0]} hands it to {whom[1]}")
            raise NeedsFlag(what, "--reason")
        run, tier = clocks(entries), body["tier"]
        interim = due(desk, Due.INTERIM, tier, case.channel, run.start, body["due"])
        body |= {
            "dues": {Due.INTERIM: interim},
            "receiver": receiver(case, chosen.lead, begun=work),
            "handover": handed,
            "reason": keep_text(desk, case.number, "reason", reason),
            "basis": short(basis) or next(iter(chosen.basis), None),
        }
        after = record(desk, case, Act.ASSIGNED, body)
        teach(desk, after)
        return after


def amend(desk: Desk, typed: str, changes: dict[str, str], reason: str | None = None) -> Case:
    """Correct fields by a new entry, by the names of `Issue`; the old ones stay in the history."""
    with desk.store.writing():
        case = find_case(desk, typed)
        number = case.number
        lifecycle.check(case, Act.AMENDED, desk.now)
        if "ref" in changes and (short(changes["ref"]) or None) != case.ref:
            _refuse_known(desk, short(changes["ref"]))
        fields: dict[str, Any] = {
            name: short(changes[name])
            for name in ("lane", "community", "channel", "ref")
            if name in changes
        }
        if "ref" in fields:
            fields["ref"] = fields["ref"] or None
        if "text" in changes:
            fields["issue"] = keep_text(desk, number, "issue", changes["text"])
        if "address" in changes:
            fields["address"] = keep_text(desk, number, "address", changes["address"])
        if "name" in changes or "phone" in changes:
            _, name, phone = desk.store.people(number).get(case.person or "", ("", "", ""))
            name, phone = changes.get("name", name), changes.get("phone", phone)
            fields["person"] = keep_person(desk, number, "resident", name, phone)
        body = {"fields": fields, "reason": keep_text(desk, number, "reason", reason)}
        after = record(desk, case, Act.AMENDED, body)
        if "text" in changes:
            teach(desk, after)
        return after


def note(desk: Desk, typed: str, text: str, happened_at: int | None = None) -> Case:
    """Write something down on a case."""
    with desk.store.writing():
        case = find_case(desk, typed)
        body = {"note": keep_text(desk, case.number, "note", readable(text))}
        return record(desk, case, Act.NOTED, body, happened_at)


def attach(desk: Desk, typed: str, path: Path) -> Case:
    """Keep a copy of a file with a case, beside the ledger, named by its content's digest.

    Raises `NoSuchFile` or `TooLarge`.
    """
    if not path.is_file():
        raise NoSuchFile(path)
    size = path.stat().st_size
    if size > MAX_ATTACHMENT:
        raise TooLarge(path, size, MAX_ATTACHMENT)
    digest = sha256(path.read_bytes()).hexdigest()
    with desk.store.writing():
        case = find_case(desk, typed)
        body = {
            "name": keep_text(desk, case.number, "attachment", path.name),
            "sha256": digest,
            "size": size,
        }
        after = record(desk, case, Act.ATTACHED, body)
        if not desk.store.dry_run:
            _copy(path, attachments(desk.store.path) / digest)
        return after


def attachments(ledger: Path) -> Path:
    """The folder of a ledger's attachments."""
    return ledger.with_name(ledger.name + ".files")


def _copy(path: Path, to: Path) -> None:
    import shutil

    try:
        to.parent.mkdir(mode=0o700, exist_ok=True)
        if not to.exists():
            half = to.with_suffix(".part")
            shutil.copyfile(path, half)
            half.chmod(0o600)
            half.replace(to)
    except OSError as error:
        raise CannotWrite(to, error) from None


def resolve(desk: Desk, typed: str, how: str, happened_at: int | None = None) -> Case:
    """Say how the matter was settled; the call-back is next."""
    readable(how)
    with desk.store.writing():
        case = find_case(desk, typed)
        at = desk.moment(happened_at)
        back = due(desk, Due.CALL_BACK, case.tier, case.channel, at)
        body = {
            "how": keep_text(desk, case.number, "outcome", how),
            "dues": {Due.CALL_BACK: back},
        }
        return record(desk, case, Act.RESOLVED, body, happened_at)


def call_back(
    desk: Desk,
    typed: str,
    solved: YesNo | None,
    satisfied: Satisfied,
    happened_at: int | None = None,
) -> Case:
    """Write down what the resident says of the result; ``solved`` may lack only if unreached."""
    if solved is None and satisfied is not Satisfied.UNREACHED:
        raise NeedsFlag(say("是否解决", "whether it is solved"), "--solved yes|no")
    if solved is YesNo.YES and satisfied is Satisfied.UNREACHED:
        raise NobodySaidSo
    with desk.store.writing():
        case = find_case(desk, typed)
        body = {"solved": solved, "satisfied": satisfied}
        return record(desk, case, Act.CALLED_BACK, body, happened_at)


def close(
    desk: Desk, typed: str, reason: str | None = None, happened_at: int | None = None
) -> Case:
    """Close a case that was called back; one the resident calls unsolved needs a reason."""
    with desk.store.writing():
        case = find_case(desk, typed)
        lifecycle.check(case, Act.CLOSED, desk.moment(happened_at))
        if case.solved == YesNo.NO and not reason:
            why = say(
                "居民说没有解决，结案的理由",
                "the resident says it is not solved: a reason to close",
            )
            raise NeedsFlag(
                why, f"--reason …  ({say('或重办', 'or')}: shaozi reopen {case.number})"
            )
        body = {"reason": keep_text(desk, case.number, "reason", reason)}
        return record(desk, case, Act.CLOSED, body, happened_at)


def reopen(desk: Desk, typed: str, reason: str, happened_at: int | None = None) -> Case:
    """Take a case up again; its clocks start anew."""
    readable(reason)
    with desk.store.writing():
        case = find_case(desk, typed)
        duty = desk.book.duties.get(case.duty or "")
        text = desk.store.texts(case.number).get(case.issue, "")
        at = desk.moment(happened_at)
        new = limits(desk, duty, text, Clocks(at))
        interim = due(desk, Due.INTERIM, new["tier"], case.channel, at, new["due"])
        body = {
            "reason": keep_text(desk, case.number, "reason", reason),
            "dues": {Due.INTERIM: interim, Due.CALL_BACK: None},
            **new,
        }
        return record(desk, case, Act.REOPENED, body, happened_at)


def withdraw(desk: Desk, typed: str, reason: str, happened_at: int | None = None) -> Case:
    """Take a case off the books: logged by mistake, or the resident takes it back."""
    readable(reason)
    with desk.store.writing():
        case = find_case(desk, typed)
        body = {"reason": keep_text(desk, case.number, "reason", reason)}
        return record(desk, case, Act.WITHDRAWN, body, happened_at)


def only_logged(desk: Desk, typed: str) -> str | None:
    """The number of a case of which this desk has nothing left to undo but that it was logged."""
    number = find_case(desk, typed).number
    last = lifecycle.fold(desk.store.history(number)).undoable[-1]
    return number if last.act is Act.LOGGED and last.desk == desk.code else None


def undo(desk: Desk, typed: str) -> tuple[Case, Act]:
    """Append the reverse of this desk's last act on a case; gives the act taken back.

    Undoing the log withdraws the case: its number is never used again. Raises
    `NothingToUndo` once another desk or a called unit has acted since.
    """
    with desk.store.writing():
        case = find_case(desk, typed)
        history = desk.store.history(case.number)
        last = lifecycle.fold(history).undoable[-1]
        if last.desk != desk.code:
            why = say(f"之后 {last.desk} 已有办理", f"{last.desk} has acted since")
            raise NothingToUndo(case.number, why)
        if last.act in _UNITS_ACTS:
            why = say("被吹哨单位已有动作", "a called unit has acted since")
            raise NothingToUndo(case.number, why)
        if last.act is Act.ESCALATED:
            why = say("之后已督促，督促单收不回", "it was pursued since, and a notice stays sent")
            raise NothingToUndo(case.number, why)
        if last.act is Act.ERASED:
            raise NothingToUndo(
                case.number, say("清除个人信息不能撤销", "what was erased cannot come back")
            )
        if last.act is Act.RECALCULATED:
            raise NothingToUndo(
                case.number, say("时限已按日历重算", "the calendar has changed its deadlines since")
            )
        if last.act is Act.LOGGED:
            return record(desk, case, Act.WITHDRAWN, {"reason": None}), last.act
        if last.act is Act.SETTLED:
            raise NothingToUndo(case.number, say("登记时已当场办结", "it was settled when logged"))
        undoes = {"undoes": last.id}
        entry = entry_for(desk, case.number, Act.UNDONE, undoes, None, after=case.last_entry)
        standing = lifecycle.fold([*history, entry])
        desk.store.append(entry)
        desk.store.put(case, standing.case)
        desk.store.add_moves([move for move in standing.moves if move.entry == entry.id])
        teach(desk, standing.case)
        return standing.case, last.act
