"""Options and arguments that several commands share, so that they read the same everywhere."""

from typing import Annotated

import typer

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
