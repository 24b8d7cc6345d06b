"""The whole tree of commands at a glance, and the one door out.

A line that says nothing unusual is understood by `typed` and its table; Typer is loaded where
it has more to do: help, completion, a mistake. docs/architecture.md says why ("Start-up").
"""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shaozi import typed
from shaozi.aliases import in_english
from shaozi.errors import Declined, ShaoziError, Usage
from shaozi.words import say

if TYPE_CHECKING:
    import typer

DAILY, WHISTLES, LOOKING, REST = "daily", "whistles", "looking", "rest"
#: What the help calls each kind of commands.
PANELS = {
    DAILY: ("每天用的", "Every day"),
    WHISTLES: ("吹哨报到", "Whistles"),
    LOOKING: ("查看", "Looking"),
    REST: ("其他", "The rest"),
}
#: Commands that have commands of their own: (name, panel, 中文, English)
GROUPS = (
    ("report", LOOKING, "报告", "reports"),
    ("duty", REST, "职责清单", "the duty list"),
    ("task", REST, "区里交办的事项", "district assignments"),
    ("roster", REST, "综合执法队名册", "the joint team's roster"),
    ("config", REST, "设置", "settings"),
)
#: What is done where no command follows: (path, function of `shaozi.commands`)
BARE = (("", "look.today"), ("config", "upkeep.config_list"))
#: (path, function of `shaozi.commands`, panel, 中文, English). After a change here, or of a
#: command's options: ``python -m shaozi.rendering``.
COMMANDS = (
    ("log", "log.log", DAILY, "登记一件诉求；- 每行一件", "log an issue; - reads one per line"),
    ("check", "look.check", DAILY, "按职责清单核对，不保存", "check a text against the duty list"),
    ("assign", "cases.assign", DAILY, "确定或更正职责", "decide or correct the duty"),
    ("amend", "cases.amend", DAILY, "更正内容", "correct a case"),
    ("note", "cases.note", DAILY, "记一笔", "write something down on a case"),
    ("attach", "cases.attach", DAILY, "附上照片或文件", "keep a file with a case"),
    ("link", "cases.link", DAILY, "关联两件案件", "tie two cases together"),
    ("merge", "cases.merge", DAILY, "并案: 是同一件事", "end a case that repeats another"),
    ("sign", "clocks.sign", DAILY, "签收 12345 工单", "sign for a 12345 ticket"),
    ("contact", "clocks.contact", DAILY, "联系居民", "the resident was spoken with"),
    ("pause", "clocks.pause", DAILY, "挂账: 时限停走", "let the clock stand still"),
    ("resume", "clocks.resume", DAILY, "提前恢复计时", "end a pause before its time"),
    ("extend", "clocks.extend", DAILY, "延期", "give a case more time"),
    ("resolve", "cases.resolve", DAILY, "办结: 写明怎么办的", "say how it was settled"),
    ("callback", "cases.callback", DAILY, "回访居民", "call the resident back"),
    ("close", "cases.close", DAILY, "结案", "close a case"),
    ("reopen", "cases.reopen", DAILY, "重办", "take a case up again"),
    ("refer", "exits.refer", DAILY, "转办: 不属街道的", "hand a matter to its owner"),
    ("object", "dispatch.object_to", DAILY, "派单异议: 不该由我办", "object to where it was sent"),
    ("rule", "dispatch.rule", DAILY, "裁定派单异议", "rule on the objection"),
    ("advise", "exits.advise", DAILY, "告知居民正确渠道", "tell the resident the proper route"),
    ("report-up", "exits.report_up", DAILY, "报区: 无人负责或协调不成", "report to the district"),
    ("withdraw", "cases.withdraw", DAILY, "撤回", "take a case off the books"),
    ("undo", "cases.undo", DAILY, "撤销最后一步", "take back the last act on a case"),
    ("whistle", "whistles.whistle", WHISTLES, "吹哨: 召集单位", "call units to a case"),
    ("approve", "whistles.approve", WHISTLES, "街道批准吹哨", "the street approves a whistle"),
    ("return", "whistles.send_back", WHISTLES, "街道退回吹哨", "the street returns a whistle"),
    ("widen", "whistles.widen", WHISTLES, "加叫单位", "call further units on a whistle"),
    ("receive", "calls.receive", WHISTLES, "单位签收", "a called unit signs for it"),
    ("arrive", "calls.arrive", WHISTLES, "单位报到", "a called unit reports in"),
    ("answer", "calls.answer", WHISTLES, "单位反馈结果", "a called unit says what it did"),
    ("leave", "calls.leave", WHISTLES, "单位离场", "a unit that came has left"),
    ("convene", "meetings.convene", WHISTLES, "会商纪要", "minutes of a joint meeting"),
    ("fulfil", "meetings.fulfil", WHISTLES, "完成约定事项", "an agreed item is done"),
    ("rate", "calls.rate", WHISTLES, "评价单位，评哨", "score a unit, judge a whistle"),
    ("stand-down", "whistles.stand_down", WHISTLES, "销哨", "end a whistle"),
    ("escalate", "ladder.escalate", WHISTLES, "督促逾期的", "pursue what is late, rung by rung"),
    ("list", "look.list_cases", LOOKING, "案件列表", "cases by deadline"),
    ("find", "look.find", LOOKING, "按内容找案件", "find cases by their words"),
    ("show", "look.show", LOOKING, "看一件案件", "one case, with its history"),
    ("export", "exporting.export", REST, "导出案件，脱敏", "write cases to a file, masked"),
    (
        "collect",
        "collecting.collect",
        REST,
        "归集各台席的台账",
        "take other desks' ledgers into this one",
    ),
    ("desk", "prompt.desk", REST, "提示符: 连着办很多件", "a prompt for many commands"),
    ("completion", "prompt.completion", REST, "外壳的补全脚本", "completion for a shell"),
    (
        "erase",
        "erasing.erase",
        REST,
        "清除到期的个人信息",
        "erase personal data when its time is over",
    ),
    ("doctor", "upkeep.doctor", REST, "检查台账", "check the ledger"),
    ("backup", "upkeep.backup", REST, "备份台账", "copy the ledger, verified"),
    ("restore", "collecting.restore", REST, "从备份恢复", "put a backup in the ledger's place"),
    (
        "import",
        "importing.import_file",
        REST,
        "导入 12345 工单、网格案件",
        "take in work orders and grid cases",
    ),
    ("paper", "papers.paper", REST, "出一份文书", "print one of the office's papers"),
    ("report weekly", "reports.weekly", "", "周报", "the week"),
    ("report monthly", "reports.monthly", "", "月报", "the month"),
    ("report units", "reports.units", "", "各单位吹哨报到", "the called units"),
    ("report common", "reports.common", "", "共性问题", "what comes back"),
    ("report ledger", "reports.ledger", "", "民情台账", "the ledger of what residents told"),
    ("report case", "reports.case", "", "一件案件的专报", "one case as a report"),
    ("duty list", "duties.list_duties", "", "全部职责", "all items"),
    ("duty show", "duties.show", "", "看一项", "one item"),
    ("duty search", "duties.search", "", "按词查找", "items by their words"),
    ("duty units", "duties.units", "", "单位", "the units that can be called"),
    ("duty lint", "duties.lint", "", "检查清单文件", "check a duty list file"),
    (
        "duty learn",
        "duties.learn",
        "",
        "更正教给它的，列出或收回",
        "what corrections taught: list or take back",
    ),
    ("duty test", "duties.judge", "", "用标好的内容检验清单", "judge the list by labelled texts"),
    (
        "duty install",
        "duties.install",
        "",
        "启用本街道的清单",
        "take an office's own list into use",
    ),
    ("task receive", "tasks.receive", "", "收到交办，按清单比对", "check one against the list"),
    ("task assign", "tasks.assign", "", "定在不在清单上", "say which item it falls under"),
    ("task decline", "tasks.decline", "", "退回，出复函", "send it back by letter"),
    ("task accept", "tasks.accept", "", "接受", "take it on"),
    ("task list", "tasks.list_tasks", "", "交办登记簿", "the register"),
    ("task show", "tasks.show", "", "看一件交办", "one assignment"),
    ("roster add", "roster.add", "", "派入一人", "put somebody on it"),
    ("roster leave", "roster.leave", "", "离队", "somebody leaves"),
    ("roster duty", "roster.duty", "", "排班、替班", "duty days, and who stands in"),
    ("roster opinion", "roster.opinion", "", "记下街道的人事意见", "the street's opinion"),
    ("roster list", "roster.list_members", "", "名册", "all on it"),
    ("roster today", "roster.today", "", "今天谁值班", "who is on duty"),
    ("config list", "upkeep.config_list", "", "全部设置", "all settings"),
    ("config get", "upkeep.config_get", "", "看一项", "one setting"),
    ("config set", "upkeep.config_set", "", "改一项", "change a setting"),
    (
        "config template",
        "papers.template",
        "",
        "取出或检查文书模板",
        "copy or check the template of a paper",
    ),
    ("config calendar", "calendar.config_calendar", "", "工作日历", "the working calendar"),
)

#: Objects made before Python looks for circles among them (700, unless told). A command makes
#: few circles and ends soon; Alembic with all it loads makes 100,000, and a look takes 30 ms.
CIRCLES_SOUGHT_AFTER = 200_000


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command; the one place where a refusal becomes an exit code."""
    gc.set_threshold(CIRCLES_SOUGHT_AFTER)
    arguments = in_english(sys.argv[1:] if argv is None else argv)
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 -- closed by the shell
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115 -- as above
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # both are text
    if {"--json", "--jsonl"} & set(arguments):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # it is text
    code = _run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _leave_quietly()
    gc.freeze()  # nothing is sought among what the exit throws away
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    try:
        return _done(_command(arguments))
    except ShaoziError as error:
        return _refuse(error, arguments)
    except (KeyboardInterrupt, Declined) as error:
        return _interrupted(error)
    except (BrokenPipeError, SystemExit):  # Typer turns the one into the other
        return _leave_quietly()
    except Exception as error:
        return _ended(error, arguments)


def _command(arguments: list[str]) -> object:
    """Do what is typed; gives an exit code, the lines of a prompt, or nothing."""
    if arguments[:1] == ["_complete"]:  # what the scripts of ``shaozi completion`` type
        from shaozi.commands.completing import complete

        complete(arguments[1:])
        return 0
    arguments = typed.in_terms(typed.unquoted(arguments))
    command = typed.understood(arguments)
    if command is None:
        return app(arguments)(arguments, standalone_mode=False, prog_name="shaozi")
    return command.run()


def _done(found: object) -> int:
    """The exit code; what is typed at a prompt is run line by line, and no refusal ends it."""
    if isinstance(found, Iterator):
        for words in found:
            _run(in_english(words))
            sys.stdout.flush()
    return found if isinstance(found, int) else 0


def app(words: Sequence[str] | None = None) -> "typer.Typer":
    """The commands as Typer reads them; with ``words`` those that such a line speaks of."""
    from shaozi.tree import Tree, grown

    return grown(Tree(COMMANDS, GROUPS, BARE, PANELS), words)


def _refuse(error: ShaoziError, arguments: list[str]) -> int:
    from shaozi.privacy import harmless, scrub

    message = harmless(scrub(error.message))
    hints = [error.advice(arguments), *getattr(error, "__notes__", ())]
    hint = say("；", "; ").join(filter(None, hints))
    if "--json" in arguments or "--jsonl" in arguments:
        import json

        body = {"code": error.code, "message": message, "hint": hint}
        done = {"count": len(error.done), "items": error.done} if error.done else {}
        print(json.dumps(done | {"error": body}, ensure_ascii=False))
    print(say("错误: ", "error: ") + message, file=sys.stderr)
    for line in filter(None, hints):
        print(f"  {harmless(line)}", file=sys.stderr)
    return error.exit_code


def _ended(error: Exception, arguments: list[str]) -> int:
    """An end that is no refusal of ours: Typer's, or a fault of the program."""
    import typer

    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, typer.Abort):
        return _interrupted(error)
    if isinstance(error, typer.TyperException):
        from shaozi.tree import Tree, refusal

        misused = refusal(error, Tree(COMMANDS, GROUPS, BARE, PANELS), arguments)
        return _refuse(misused, arguments) if misused else Usage.exit_code
    if os.environ.get("SHAOZI_DEBUG") == "1":
        raise error
    return _unexpected(error, arguments)


def _interrupted(error: BaseException) -> int:
    said_no = isinstance(error, Declined)
    print(say("没有做", "not done") if said_no else say("已中断", "interrupted"), file=sys.stderr)
    for line in getattr(error, "__notes__", ()):
        print(f"  {line}", file=sys.stderr)
    return 130


def _unexpected(error: Exception, arguments: list[str]) -> int:
    name = type(error).__name__
    message = say(f"程序出错（{name}）", f"the program failed ({name})")
    hint = say(
        "加上 SHAOZI_DEBUG=1 再试一次可看到详情", "try again with SHAOZI_DEBUG=1 to see details"
    )
    refusal = ShaoziError(message, hint)
    for note in getattr(error, "__notes__", ()):
        refusal.add_note(note)
    return _refuse(refusal, arguments)


def _leave_quietly() -> int:
    """Nobody reads on: that is no failure."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
