"""Options and arguments that several commands share, so that they read the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

from shaozi.labels import choices
from shaozi.terms import Channel, State
from shaozi.words import say

CaseArg = Annotated[
    str,
    typer.Argument(
        metavar=say("案件号", "CASE"),
        help=say("案件编号，或当年的流水号", "case number, or this year's running number"),
    ),
]
WhistleArg = Annotated[
    str,
    typer.Argument(
        metavar=say("哨号", "WHISTLE"),
        help=say(
            "哨号，或案件号（指叫了该单位的最近一哨）",
            "whistle number, or its case's (the newest that called the unit)",
        ),
    ),
]
UnitArg = Annotated[
    str,
    typer.Argument(
        metavar=say("单位", "UNIT"),
        help=say("被吹哨单位的名称或代码", "name or id of the called unit"),
    ),
]
MaybeUnitArg = Annotated[
    str | None,
    typer.Argument(
        metavar=say("单位", "UNIT"),
        help=say("被吹哨单位的名称或代码", "name or id of the called unit"),
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))]
JsonLines = Annotated[
    bool, typer.Option("--jsonl", help=say("每行一个 JSON 对象", "print one JSON object per line"))
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=say("只检查，不写入", "check everything, write nothing"))
]
NoInput = Annotated[
    bool,
    typer.Option("--no-input", help=say("从不提问", "never ask; fail where an answer is missing")),
]
Happened = Annotated[
    str | None,
    typer.Option(
        "--happened",
        metavar=say("时间", "WHEN"),
        help=say(
            "发生时间，如 2018-05-18 15:00、昨天下午3点；不写就是现在",
            'when it happened, as "2018-05-18 15:00" or "yesterday 3pm"; now if left out',
        ),
    ),
]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar=say("原因", "TEXT"), help=say("原因", "why"))
]
Reveal = Annotated[
    bool,
    typer.Option(
        "--reveal",
        help=say("显示未脱敏内容（会留痕）", "show personal data unmasked; this is recorded"),
    ),
]
Limit = Annotated[
    int,
    typer.Option(
        "--limit",
        min=0,
        max=1_000_000_000,
        help=say("最多几行，0 为全部", "at most this many rows; 0 is all"),
    ),
]
Approver = Annotated[
    str | None,
    typer.Option(
        "--approver", metavar=say("姓名", "NAME"), help=say("谁批准的", "who approved it")
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar=say("时间", "WHEN"),
        help=say("到何时，如 2018-06-01（含当天）", "until when, as 2018-06-01 (that day too)"),
    ),
]
Told = Annotated[
    str | None,
    typer.Option(
        "--told",
        metavar=say("方式", "TEXT"),
        help=say(
            "怎么告知居民的；还没告知就不写", "how the resident was told; leave out if not yet"
        ),
    ),
]
TaskArg = Annotated[
    str,
    typer.Argument(
        metavar=say("交办号", "NUMBER"),
        help=say("交办编号，或当年的流水号", "the assignment's number, or its running number"),
    ),
]
NameArg = Annotated[
    str, typer.Argument(metavar=say("设置项", "NAME"), help=say("设置项", "setting"))
]
Community = Annotated[
    str | None, typer.Option("--community", help=say("只看一个社区", "one community only"))
]
Week = Annotated[
    str | None,
    typer.Option(
        "--week",
        metavar=say("周", "WEEK"),
        help=say("哪一周，如 2018-W20；不写是本周", "which week, as 2018-W20; else this"),
    ),
]
Month = Annotated[
    str | None,
    typer.Option(
        "--month",
        metavar=say("月", "MONTH"),
        help=say("哪个月，如 2018-05；不写是本月", "which month, as 2018-05; else this"),
    ),
]
First = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=say("日期", "DAY"),
        help=say("从哪天起，如 2018-05-14", "from which day, as 2018-05-14"),
    ),
]
Last = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar=say("日期", "DAY"),
        help=say("到哪天为止，如 2018-05-20", "up to which day, as 2018-05-20"),
    ),
]
CasesOf = Annotated[
    str | None,
    typer.Option(
        "--cases",
        metavar=say("指标", "NAME"),
        help=say(
            "列出一个指标背后的案件号，如 新增、by_community/东巷社区/新增、units/xiaofang/迟到",
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
            "写成文件，按后缀: .html .xlsx .docx .md .json .csv",
            "write a file, by the end of its name: .html .xlsx .docx .md .json .csv",
        ),
    ),
]
Yes = Annotated[
    bool, typer.Option("--yes", help=say("覆盖已有的文件", "overwrite a file that is there"))
]
KindArg = Annotated[
    str,
    typer.Argument(
        metavar=say("文书", "KIND"),
        help=say(
            "吹哨单、报到反馈单、督办通知单、会商纪要、派单异议、挂账延期申请、职责准入复函、走访记录、告知书",
            "order, report, supervision, minutes, objection, deferral, reply, visit or advice",
        ),
    ),
]
OfState = Annotated[
    State | None,
    typer.Option("--state", metavar=say("状态", "STATE"), help=choices(State)),
]
OfDuty = Annotated[
    str | None,
    typer.Option(
        "--duty", help=say("职责编码，或 PA 这样的一类", "duty code, or a sector such as PA")
    ),
]
OfLead = Annotated[str | None, typer.Option("--lead", help=say("主责单位", "unit that leads"))]
_CHANNEL = typer.Option("--channel", metavar=say("来源", "CHANNEL"), help=choices(Channel))
OfChannel = Annotated[Channel | None, _CHANNEL]
ByChannel = Annotated[Channel, _CHANNEL]
OfCommunity = Annotated[str | None, typer.Option("--community", help=say("社区", "community"))]
Overdue = Annotated[bool, typer.Option("--overdue", help=say("只看逾期", "overdue only"))]
DueToday = Annotated[
    bool, typer.Option("--due-today", help=say("只看今天到期，还没逾期", "due later today only"))
]
ToTell = Annotated[
    bool,
    typer.Option(
        "--to-tell", help=say("只看还要告知居民的", "only those whose resident is to be told")
    ),
]
Everything = Annotated[bool, typer.Option("--all", help=say("连同已结的", "ended cases too"))]
Csv = Annotated[
    bool,
    typer.Option("--csv", help=say("输出 csv，供表格软件", "print csv, for spreadsheets")),
]
Tsv = Annotated[bool, typer.Option("--tsv", help=say("输出 tsv", "print tab-separated values"))]
MemberArg = Annotated[
    str,
    typer.Argument(
        metavar=say("编号", "MEMBER"),
        help=say("名册编号、流水号或姓名", "number on the roster, running number or name"),
    ),
]
Opinion = Annotated[
    str | None,
    typer.Option(
        "--opinion",
        metavar=say("意见", "TEXT"),
        help=say("街道的意见（人事建议权）", "the street's opinion on it"),
    ),
]
