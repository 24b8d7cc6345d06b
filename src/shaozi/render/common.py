"""Common problems for reading: a table, and for each a drafted proposal to who is responsible.

A proposal holds what the ledger shows. The causes are the officer's to write.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any

from shaozi.duties import Duty
from shaozi.dutybook import DutyBook
from shaozi.figures.common import RECURRING, Common, Problem
from shaozi.figures.ledger import Line
from shaozi.privacy import one_line, scrub
from shaozi.render.names import duty_title, period_title, short_period, slice_title, unit_title
from shaozi.render.order import draft_stamp
from shaozi.render.printout import Printout
from shaozi.render.section import Field, Kind, Row, Section, text
from shaozi.words import counted, say
from shaozi.worktime import clock_text, iso, local_day

#: Problems that get a drafted proposal, and words of residents that each of them quotes.
DRAFTED, QUOTED = 10, 3


def common_printout(
    found: Common, lines: Mapping[str, Line], book: DutyBook, now: int, zone: tzinfo
) -> Printout:
    """The common problems ready for any form; ``lines`` has the cases the proposals quote."""
    title = say("共性问题", "Common problems")
    at = clock_text(now, zone)
    return Printout(
        schema="common-problems",
        title=f"{title}  {period_title(found.period)}",
        lines=(
            say(
                f"{found.told} 件里有 {len(found.problems)} 个问题反映了 {RECURRING} 次以上；"
                f"数据截至 {at}",
                f"{counted(len(found.problems), 'problem')} told {RECURRING} times or more, of "
                f"{counted(found.told, 'case')}; as known at {at}",
            ),
            *filter(None, [draft_stamp(book)]),
        ),
        sections=[part for part in (_table(found, book), _spread_table(found, book)) if part.rows],
        item=_item(found, book, now, zone),
        cases={
            f"common/{_name(problem)}/count": [told.case for told in problem.cases]
            for problem in found.problems
        },
        texts=tuple(
            (
                _heading(number, problem, book),
                "\n".join(_proposal(problem, found, lines, book, zone)),
            )
            for number, problem in enumerate(found.problems[:DRAFTED], 1)
        ),
        brief={"common": "top", "spread": "top"},
    )


def _name(problem: Problem) -> str:
    return " ".join(filter(None, (problem.duty, problem.community, problem.place)))


def _where(problem: Problem) -> str:
    """The community and the place, masked."""
    community = scrub(problem.community) or say("（社区未填）", "(no community)")
    return " ".join(filter(None, (community, scrub(problem.place))))


def _table(found: Common, book: DutyBook) -> Section:
    fields = (
        text("duty", say("职责", "duty"), flexible=True),
        text("where", say("社区、地点", "where"), flexible=True),
        *_counts(found),
    )
    rows = [
        Row(
            _name(one),
            (
                *(duty_title(one.duty, book), _where(one)),
                *_compared(len(one.cases), one.before, one.year_ago, found),
            ),
        )
        for one in found.problems
    ]
    note = say(
        "同一职责、同一社区、同一地点算一个问题，措辞不同也算；没写地点的按用词相近归入。",
        "One duty, community and place are one problem, however worded; cases without a place go "
        "where their words are near.",
    )
    title = say("一处反复发生的", "what comes back in one place")
    return Section("common", title, fields, rows, note=note, bars="count")


def _spread_table(found: Common, book: DutyBook) -> Section:
    fields = (
        text("duty", say("职责", "duty"), flexible=True),
        text("community", say("社区", "community"), flexible=True),
        Field("places", say("地点", "places")),
        *_counts(found),
    )
    rows = [
        Row(
            f"{one.duty} {one.community}",
            (
                *(duty_title(one.duty, book), scrub(one.community), one.places),
                *_compared(one.told, one.before, one.year_ago, found),
            ),
        )
        for one in found.spreads
    ]
    title = say("多处都有的", "what there is in many places")
    return Section("spread", title, fields, rows, bars="count")


def _counts(found: Common) -> list[Field]:
    fields = [Field("count", say("件", "cases"))]
    if found.last:
        fields.append(Field("before", short_period(found.last)))
        fields.append(Field("change", say("变化", "change"), Kind.CHANGE))
    if found.year_ago:
        fields.append(Field("year_ago", short_period(found.year_ago)))
    return fields


def _compared(
    count: int, before: int | None, year_ago: int | None, found: Common
) -> list[int | None]:
    cells: list[int | None] = [count]
    if found.last:
        cells += [before, None if before is None else count - before]
    return [*cells, year_ago] if found.year_ago else cells


def _heading(number: int, problem: Problem, book: DutyBook) -> str:
    about = f"{duty_title(problem.duty, book)} · {_where(problem)}"
    return say(f"建议稿 {number}: {about}", f"Proposal {number} (draft): {about}")


def _proposal(
    problem: Problem, found: Common, lines: Mapping[str, Line], book: DutyBook, zone: tzinfo
) -> Iterator[str]:
    """What happened, how it is spread, causes (left to the officer), what is proposed."""
    yield say("情况: ", "Situation: ") + " ".join(_situation(problem, found, zone))
    quoted = dict.fromkeys(one_line(lines[told.case].text) for told in problem.cases)
    for words in list(quoted)[:QUOTED]:
        yield say(f"居民反映: “{words}”", f"Residents say: “{words}”")
    yield say("分布: ", "Spread: ") + _spread(problem, lines, book, zone)
    open_ones = sum(lines[told.case].case.open for told in problem.cases)
    again = sum(lines[told.case].case.reopened > 0 for told in problem.cases)
    yield say(
        f"原因: ＿＿＿＿（由专员填写；台账显示: 仍在办 {open_ones} 件，重办过 {again} 件）",
        f"Causes: ____ (for the officer to write; the ledger shows: {open_ones} still open, "
        f"{again} reopened)",
    )
    yield say("建议: ", "Proposed: ") + _asked(book.duties.get(problem.duty), book)
    numbers = say("、", ", ").join(told.case for told in problem.cases)
    yield say(f"案件: {numbers}", f"Cases: {numbers}")


def _situation(problem: Problem, found: Common, zone: tzinfo) -> Iterator[str]:
    first, last = (local_day(problem.cases[place].at, zone) for place in (0, -1))
    count = len(problem.cases)
    yield say(
        f"{first} 至 {last}，{_where(problem)}反映 {count} 件。",
        f"{first} to {last}, {_where(problem)}: told {counted(count, 'time')}.",
    )
    if found.last and problem.before is not None:
        yield say(
            f"上期（{short_period(found.last)}）{problem.before} 件。",
            f"In the period before ({short_period(found.last)}): {problem.before}.",
        )
    if found.year_ago and problem.year_ago is not None:
        yield say(
            f"去年同期（{short_period(found.year_ago)}）{problem.year_ago} 件。",
            f"A year before ({short_period(found.year_ago)}): {problem.year_ago}.",
        )


def _spread(problem: Problem, lines: Mapping[str, Line], book: DutyBook, zone: tzinfo) -> str:
    """By channel, and by week."""
    channels = Counter(
        slice_title("by_channel", lines[told.case].case.channel, book) for told in problem.cases
    )
    weeks = Counter(
        "{}-W{:02}".format(*local_day(told.at, zone).isocalendar()) for told in problem.cases
    )
    parts = [f"{name} {count}" for name, count in channels.most_common()]
    parts += [f"{name} {count}" for name, count in sorted(weeks.items())]
    return say("，", ", ").join(parts)


def _asked(duty: Duty | None, book: DutyBook) -> str:
    """Whom the list makes responsible, and on what basis; what to do is theirs to say."""
    if duty is None:
        return say("请先定责。", "decide the duty first.")
    if not duty.is_street:
        owner = say(duty.owner, duty.owner_en or duty.owner)
        return say(
            f"不属街道职责，转请{owner}研究解决。", f"not the street's: ask {owner} to settle it."
        )
    lead = unit_title(duty.lead or "", book)
    support = say("、", ", ").join(map(book.unit_name, duty.support))
    basis = say("；", "; ").join(duty.basis)
    helped = say(f"、{support}配合" if support else "", f" with {support}" if support else "")
    return say(
        f"请{lead}牵头{helped}，一并研究解决。依据: {basis}。",
        f"{lead}{helped} to settle these together. Basis: {basis}.",
    )


def _item(found: Common, book: DutyBook, now: int, zone: tzinfo) -> dict[str, Any]:
    return {
        "period": found.period.name,
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "known": iso(now, zone),
        "draft": book.is_draft,
        "told": found.told,
        "last": found.last and found.last.name,
        "year_ago": found.year_ago and found.year_ago.name,
        "problems": [
            {
                "duty": problem.duty,
                "community": scrub(problem.community),
                "place": scrub(problem.place),
                "count": len(problem.cases),
                "before": problem.before,
                "year_ago": problem.year_ago,
                "cases": [told.case for told in problem.cases],
            }
            for problem in found.problems
        ],
        "spreads": [one._asdict() | {"community": scrub(one.community)} for one in found.spreads],
    }
