"""The Chinese names of commands: an officer may type 登记 for log."""

from collections.abc import Sequence

#: Chinese for the first words of a line; 周报 stands for two.
ALIASES = {
    "登记": "log",
    "查": "check",
    "定责": "assign",
    "更正": "amend",
    "记": "note",
    "附件": "attach",
    "关联": "link",
    "并案": "merge",
    "接单": "sign",
    "联系": "contact",
    "挂账": "pause",
    "恢复": "resume",
    "延期": "extend",
    "办结": "resolve",
    "回访": "callback",
    "结案": "close",
    "重办": "reopen",
    "转": "refer",
    "异议": "object",
    "裁定": "rule",
    "告知": "advise",
    "报区": "report-up",
    "撤回": "withdraw",
    "撤销": "undo",
    "吹哨": "whistle",
    "批准": "approve",
    "退回": "return",
    "加叫": "widen",
    "签收": "receive",
    "报到": "arrive",
    "反馈": "answer",
    "离场": "leave",
    "会商": "convene",
    "完成": "fulfil",
    "评价": "rate",
    "销哨": "stand-down",
    "督办": "escalate",
    "列": "list",
    "搜": "find",
    "看": "show",
    "体检": "doctor",
    "清除": "erase",
    "备份": "backup",
    "导入": "import",
    "导出": "export",
    "归集": "collect",
    "恢复台账": "restore",
    "单据": "paper",
    "报告": "report",
    "周报": "report weekly",
    "月报": "report monthly",
    "职责": "duty",
    "交办": "task",
    "连办": "desk",
    "补全": "completion",
    "名册": "roster",
    "设置": "config",
}
#: Words that ask for the help, of the command that follows or of all.
HELP = {"help", "帮助"}
#: The street's answers to a whistle may be said with it: `shaozi whistle approve 4`.
_ANSWERS = {"approve", "return", "widen"}


def in_english(arguments: Sequence[str]) -> list[str]:
    """The line with its first word as the commands are named; anything else stays as typed."""
    if not arguments:
        return []
    if arguments[0] in HELP:
        return [*in_english(arguments[1:]), "--help"]
    first, *rest = [*ALIASES.get(arguments[0], arguments[0]).split(" "), *arguments[1:]]
    if first == "whistle" and rest and ALIASES.get(rest[0], rest[0]) in _ANSWERS:
        return in_english(rest)
    return [first, *rest]
