"""``shaozi report``: what supervisors read."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shaozi.commands.base import at_a_terminal, at_desk, put_item, put_list, said, talk
from shaozi.commands.options import Json
from shaozi.words import say

if TYPE_CHECKING:
    from shaozi.desk import Desk
    from shaozi.figures.period import Period
    from shaozi.render.paper import Paper

Community = Annotated[
    str | None, typer.Option("--community", help=say("只看一个社区", "one community only"))
]
Week = Annotated[
    str | None,
    typer.Option(
        "--week", metavar="2018-W20", help=say("哪一周；不写是本周", "which week; else this")
    ),
]
Month = Annotated[
    str | None,
    typer.Option(
        "--month", metavar="2018-05", help=say("哪个月；不写是本月", "which month; else this")
    ),
]
First = Annotated[
    str | None,
    typer.Option("--from", metavar="2018-05-14", help=say("从哪天起", "from which day")),
]
Last = Annotated[
    str | None,
    typer.Option("--to", metavar="2018-05-20", help=say("到哪天为止", "up to which day")),
]
CasesOf = Annotated[
    str | None,
    typer.Option(
        "--cases",
        metavar=say("指标", "NAME"),
        help=say(
            "列出一个指标背后的案件号，如 new、by_community/东巷社区/new、units/xiaofang/late",
            "list the cases behind a figure, as new or units/xiaofang/late",
        ),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar=say("文件", "FILE"),
        help=say(
            "写成文件，按后缀: .md .json .csv",
            "write a file, by the end of its name: .md .json .csv",
        ),
    ),
]
Yes = Annotated[
    bool, typer.Option("--yes", help=say("覆盖已有的文件", "overwrite a file that is there"))
]


def weekly(
    week: Week = None,
    first: First = None,
    last: Last = None,
    community: Community = None,
    cases: CasesOf = None,
    output: Output = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """The week: what came, what went, who was called and came."""
    from shaozi.errors.reports import TwoPeriods
    from shaozi.figures.period import days_of, week_of

    if (first is None) != (last is None) or (first and week):
        raise TwoPeriods
    with at_desk() as desk:
        if first and last:
            period = days_of(first, last, desk.zone)
        else:
            period = week_of(week, desk.now, desk.zone)
        _report(desk, period, community, cases, output, yes=yes, as_json=as_json)


def monthly(
    month: Month = None,
    community: Community = None,
    cases: CasesOf = None,
    output: Output = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """The month, likewise."""
    from shaozi.figures.period import month_of

    with at_desk() as desk:
        period = month_of(month, desk.now, desk.zone)
        _report(desk, period, community, cases, output, yes=yes, as_json=as_json)


def _report(
    desk: "Desk",
    period: "Period",
    community: str | None,
    cases: str | None,
    output: Path | None,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """A period's report in the form that was asked for."""
    from shaozi.config import settings
    from shaozi.figures.report import FIGURES, Choices, behind, report
    from shaozi.render.report import report_paper

    here = settings()
    found = report(desk, period, community, Choices(here.silent_days, here.score_weights))
    if cases is not None or as_json or output:
        found = found._replace(cases=behind(desk, found))
    if cases is not None:
        from shaozi.errors.reports import NoSuchFigure

        if cases not in found.cases:
            raise NoSuchFigure(cases, FIGURES)
        numbers = found.cases[cases]
        if as_json:
            put_list("case-numbers", numbers, len(numbers))
        elif numbers:
            said(numbers)
        return
    put_paper(report_paper(found, desk.book, desk.zone), output, yes=yes, as_json=as_json)


def put_paper(paper: "Paper", output: Path | None, *, yes: bool, as_json: bool) -> None:
    """A report as a file, as JSON, on the terminal, or tab-separated in a pipe."""
    from shaozi.render.tables import show_table

    if output:
        _write(paper, output, yes=yes)
    elif as_json:
        put_item(paper.schema, paper.item)
    elif sys.stdout.isatty():
        said([paper.title, *paper.lines])
        for section in paper.sections:
            columns = [field.column for field in section.fields]
            show_table(columns, [section.texts(row) for row in section.rows], section.title)
    else:
        for line in (paper.title, *paper.lines):
            talk(line)
        for section in paper.sections:
            columns = [field.column for field in section.fields]
            show_table(columns, [[section.name, *section.texts(row)] for row in section.rows])


def _write(paper: "Paper", path: Path, *, yes: bool) -> None:
    """Write the file; one that is there is overwritten only if somebody says so."""
    from shaozi.errors.reports import FileThere
    from shaozi.render.files import write, writer

    writer(path)  # refuse before asking
    if path.exists() and not yes:
        question = say(f"已有文件 {path}，覆盖吗？", f"{path} is there already. Overwrite it?")
        if not at_a_terminal() or not typer.confirm(question, err=True):
            raise FileThere(path)
    write(paper, path)
    talk(say(f"已写入 {path}", f"written: {path}"))
