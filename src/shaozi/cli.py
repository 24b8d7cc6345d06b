"""The whole tree of commands at a glance, and the one door out.

Nothing heavy is imported here: each command imports what it needs when it runs.
"""

import os
import re
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from shaozi import __version__
from shaozi.commands import (
    calendar,
    cases,
    clocks,
    duties,
    importing,
    ladder,
    log,
    look,
    papers,
    reports,
    tasks,
    upkeep,
    whistles,
)
from shaozi.commands.options import Json
from shaozi.errors import ShaoziError, Usage
from shaozi.words import say

app = typer.Typer(
    help=say("哨子: 社区专员的案件台账", "shaozi: the community officer's case tracker"),
    add_completion=False,
)
report = typer.Typer(help=say("报告", "reports"), no_args_is_help=True)
duty = typer.Typer(help=say("职责清单", "the duty list"), no_args_is_help=True)
task = typer.Typer(help=say("区里交办的事项", "district assignments"), no_args_is_help=True)
config = typer.Typer(
    help=say("设置", "settings"), invoke_without_command=True, add_completion=False
)

_DAILY = say("每天用的", "Every day")
_WHISTLE = say("吹哨报到", "Whistles")
_LOOK = say("查看", "Looking")
_REST = say("其他", "The rest")

#: (where, name, function, group, 中文, English)
COMMANDS = (
    (
        app,
        "log",
        log.log,
        _DAILY,
        "登记一件诉求；- 每行一件",
        "log an issue; - reads one per line",
    ),
    (
        app,
        "check",
        look.check,
        _DAILY,
        "按职责清单核对，不保存",
        "check a text against the duty list",
    ),
    (app, "assign", cases.assign, _DAILY, "确定或更正职责", "decide or correct the duty"),
    (app, "amend", cases.amend, _DAILY, "更正内容", "correct a case"),
    (app, "note", cases.note, _DAILY, "记一笔", "write something down on a case"),
    (app, "attach", cases.attach, _DAILY, "附上照片或文件", "keep a file with a case"),
    (app, "link", cases.link, _DAILY, "关联两件案件", "tie two cases together"),
    (app, "merge", cases.merge, _DAILY, "并案: 是同一件事", "end a case that repeats another"),
    (app, "contact", clocks.contact, _DAILY, "联系居民", "the resident was spoken with"),
    (app, "pause", clocks.pause, _DAILY, "挂账: 时限停走", "let the clock stand still"),
    (app, "resume", clocks.resume, _DAILY, "提前恢复计时", "end a pause before its time"),
    (app, "extend", clocks.extend, _DAILY, "延期", "give a case more time"),
    (app, "resolve", cases.resolve, _DAILY, "办结: 写明怎么办的", "say how it was settled"),
    (app, "callback", cases.callback, _DAILY, "回访居民", "call the resident back"),
    (app, "close", cases.close, _DAILY, "结案", "close a case"),
    (app, "reopen", cases.reopen, _DAILY, "重办", "take a case up again"),
    (app, "refer", cases.refer, _DAILY, "转办: 不属街道的", "hand a matter to its owner"),
    (app, "advise", cases.advise, _DAILY, "告知居民正确渠道", "tell the resident the proper route"),
    (app, "withdraw", cases.withdraw, _DAILY, "撤回", "take a case off the books"),
    (app, "undo", cases.undo, _DAILY, "撤销最后一步", "take back the last act on a case"),
    (app, "whistle", whistles.whistle, _WHISTLE, "吹哨: 召集单位", "call units to a case"),
    (app, "arrive", whistles.arrive, _WHISTLE, "单位报到", "a called unit reports in"),
    (app, "answer", whistles.answer, _WHISTLE, "单位反馈结果", "a called unit says what it did"),
    (app, "rate", whistles.rate, _WHISTLE, "街道评价单位", "score a called unit"),
    (app, "stand-down", whistles.stand_down, _WHISTLE, "销哨", "end a whistle"),
    (app, "escalate", ladder.escalate, _WHISTLE, "督促逾期的", "pursue what is late, rung by rung"),
    (app, "list", look.list_cases, _LOOK, "案件列表", "cases by deadline"),
    (app, "find", look.find, _LOOK, "按内容找案件", "find cases by their words"),
    (app, "show", look.show, _LOOK, "看一件案件", "one case, with its history"),
    (app, "paper", papers.paper, _REST, "出一份文书", "print one of the office's papers"),
    (
        app,
        "import",
        importing.import_file,
        _REST,
        "导入 12345 工单、网格案件",
        "take in work orders and grid cases",
    ),
    (app, "doctor", upkeep.doctor, _REST, "检查台账", "check the ledger"),
    (app, "backup", upkeep.backup, _REST, "备份台账", "copy the ledger, verified"),
    (report, "weekly", reports.weekly, None, "周报", "the week"),
    (report, "monthly", reports.monthly, None, "月报", "the month"),
    (duty, "list", duties.list_duties, None, "全部职责", "all items"),
    (duty, "show", duties.show, None, "看一项", "one item"),
    (duty, "search", duties.search, None, "按词查找", "items by their words"),
    (duty, "units", duties.units, None, "单位", "the units that can be called"),
    (duty, "lint", duties.lint, None, "检查清单文件", "check a duty list file"),
    (
        duty,
        "learn",
        duties.learn,
        None,
        "更正教给它的，列出或收回",
        "what corrections taught: list or take back",
    ),
    (duty, "test", duties.judge, None, "用标好的内容检验清单", "judge the list by labelled texts"),
    (
        duty,
        "install",
        duties.install,
        None,
        "启用本街道的清单",
        "take an office's own list into use",
    ),
    (task, "receive", tasks.receive, None, "收到交办，按清单比对", "check one against the list"),
    (task, "assign", tasks.assign, None, "定在不在清单上", "say which item it falls under"),
    (task, "decline", tasks.decline, None, "退回，出复函", "send it back by letter"),
    (task, "accept", tasks.accept, None, "接受", "take it on"),
    (task, "list", tasks.list_tasks, None, "交办登记簿", "the register"),
    (task, "show", tasks.show, None, "看一件交办", "one assignment"),
    (config, "list", upkeep.config_list, None, "全部设置", "all settings"),
    (config, "get", upkeep.config_get, None, "看一项", "one setting"),
    (config, "set", upkeep.config_set, None, "改一项", "change a setting"),
    (
        config,
        "template",
        papers.template,
        None,
        "取出或检查文书模板",
        "copy or check the template of a paper",
    ),
    (
        config,
        "calendar",
        calendar.config_calendar,
        None,
        "工作日历",
        "the working calendar",
    ),
)
for where, name, run, group, zh, en in COMMANDS:
    where.command(name, help=say(zh, en), rich_help_panel=group)(run)
app.add_typer(report, name="report", rich_help_panel=_LOOK)
app.add_typer(duty, name="duty", rich_help_panel=_REST)
app.add_typer(task, name="task", rich_help_panel=_REST)
app.add_typer(config, name="config", rich_help_panel=_REST)


def _version(asked: bool) -> None:
    if asked:
        print(f"shaozi {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def desk(
    context: typer.Context,
    as_json: Json = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=say("版本", "version")),
    ] = False,
) -> None:
    """Without a command: the desk today."""
    if context.invoked_subcommand is None:
        look.today(as_json=as_json)
    elif as_json:
        command = context.invoked_subcommand
        message = say("--json 要写在命令后面", "--json goes after the command")
        raise Usage(message, f"shaozi {command} … --json")


@config.callback()
def _settings(context: typer.Context, as_json: Json = False) -> None:
    if context.invoked_subcommand is None:
        upkeep.config_list(as_json)


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command; the one place where a refusal becomes an exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 -- closed by the shell
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115 -- as above
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    if {"--json", "--jsonl"} & set(arguments):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    code = _run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _leave_quietly()
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    try:
        result = app(arguments, standalone_mode=False, prog_name="shaozi")
    except ShaoziError as error:
        return _refuse(error, arguments)
    except typer.TyperException as error:
        return _misused(error, arguments)
    except (KeyboardInterrupt, typer.Abort) as error:
        print(say("已中断", "interrupted"), *getattr(error, "__notes__", ()), file=sys.stderr)
        return 130
    except (BrokenPipeError, SystemExit):  # Typer turns the one into the other
        return _leave_quietly()
    except Exception as error:
        if os.environ.get("SHAOZI_DEBUG") == "1":
            raise
        return _unexpected(error, arguments)
    return result if isinstance(result, int) else 0


def _refuse(error: ShaoziError, arguments: list[str]) -> int:
    from shaozi.privacy import harmless, scrub

    message = harmless(scrub(error.message))
    hints = [error.hint, *getattr(error, "__notes__", ())]
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


def _misused(error: typer.TyperException, arguments: list[str]) -> int:
    """What Typer says of a command typed wrongly, as a refusal of our own."""
    from difflib import get_close_matches

    format_message = getattr(error, "format_message", None)
    message = format_message() if format_message else str(error)
    if not message:  # a group without a command has shown its help
        return Usage.exit_code
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "shaozi"
    hint = say(f"用法见: {path} --help", f"see: {path} --help")
    lost = re.match(r"No such command '(.+?)'", message)
    near = get_close_matches(lost[1], [row[1] for row in COMMANDS], n=2) if lost else []
    if near:
        hint = say("是不是: ", "did you mean: ") + ", ".join(near)
    return _refuse(Usage(say(_in_chinese(message), message), hint), arguments)


#: What Typer says in English, and how an officer reads it.
_TYPER_SAYS = (
    (r"Missing argument '(.+)'\.?", "还缺{0}"),
    (r"Missing option '(.+)'\.?", "还缺 {0}"),
    (r"Missing parameter: (.+)", "还缺 {0}"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", "没有选项 {0}，是不是 {1}"),
    (r"No such option: (\S+?)\.? Did you mean (\S+?)\?", "没有选项 {0}，是不是 {1}"),
    (r"No such option: (\S+?)\.?", "没有选项 {0}"),
    (r"No such command '(.+?)'\.(?: Did you mean (.+)\?)?", "没有命令“{0}”"),
    (r"Invalid value for '(.+?)': '(.*)' is not one of (.+)\.", "{0} 不能是“{1}”，可以是 {2}"),
    (
        r"Invalid value for '(.+?)': '(.*)' is not a valid (?:int|integer).*",
        "{0} 要是整数，不能是“{1}”",
    ),
    (r"Invalid value for '(.+?)': (.*) is not in the range (.*)\.", "{0} 不能是 {1}（{2}）"),
    (r"Invalid value for '(.+?)': (.*)", "{0} 的值不对: {1}"),
    (r"Option '(.+)' requires an argument\.", "{0} 后面要有内容"),
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)",
        "多出来的内容: {0}（有空格的话要用引号括起来）",
    ),
)


def _in_chinese(message: str) -> str:
    for pattern, zh in _TYPER_SAYS:
        found = re.fullmatch(pattern, message.strip())
        if found:
            return zh.format(*found.groups())
    return f"命令写得不对: {message}"


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
