"""Every refusal: a class that builds its own sentence and carries its exit code."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from shaozi.terms import Act, State, TaskState, label
from shaozi.words import say


class ShaoziError(Exception):
    """A refusal a person can act on: what happened, why, and what to type next."""

    exit_code = 1
    code = "failed"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        #: What a command that works line by line had done before, for its JSON.
        self.done: list[object] = []


# 2: the way the command was typed


class Usage(ShaoziError):
    """The command cannot be understood as typed."""

    exit_code = 2
    code = "usage"


class EmptyText(Usage):
    """Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            say("没有写内容", "there is no text"),
            say('写上居民说的事: shaozi log "…"', 'write what the resident said: shaozi log "…"'),
        )


class TextTooLong(Usage):
    """A text over the limit."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            say(
                f"内容有 {length} 字，最多 {limit} 字",
                f"the text has {length} characters, at most {limit} are taken",
            ),
            say(
                "写明要点，原件用 shaozi attach 附上",
                "write the gist and add the original: shaozi attach",
            ),
        )


class NotUnicode(Usage):
    """Bytes that are not UTF-8."""

    def __init__(self) -> None:
        super().__init__(
            say("内容不是 UTF-8 文字", "the text is not UTF-8"),
            say(
                "转换编码后再试: iconv -f GB18030 -t UTF-8", "convert it: iconv -f GB18030 -t UTF-8"
            ),
        )


class NeedsFlag(Usage):
    """A prompt would be needed, and nobody is there to answer."""

    def __init__(self, what: str, flag: str) -> None:
        super().__init__(
            say(f"还缺{what}", f"{what} is missing"), say(f"加上 {flag}", f"add {flag}")
        )


class Ambiguous(Usage):
    """What was typed fits several."""

    code = "ambiguous"

    def __init__(self, typed: str, candidates: Iterable[str]) -> None:
        listed = say("、", ", ").join(candidates)
        super().__init__(
            say(f"“{typed}”不只一个: {listed}", f"“{typed}” fits several: {listed}"),
            say("写全后再试", "type one of them in full"),
        )


class CommunityFirst(Usage):
    """The community can settle it; the street is called only with a reason."""

    code = "needs_reason"

    def __init__(self, duty: str, number: str) -> None:
        super().__init__(
            say(
                f"{duty}，社区一般能自己办，吹哨要写明原因",
                f"{duty}: the community can usually settle it; a whistle needs a reason",
            ),
            say(
                f'写明社区为什么办不了: shaozi whistle {number} --reason "…"；'
                f'办好了就: shaozi resolve {number} --how "…"',
                f'say why it could not: shaozi whistle {number} --reason "…"; '
                f'if it is done: shaozi resolve {number} --how "…"',
            ),
        )


def _times(*, ahead: bool) -> str:
    """Three times as they may be typed, passed or to come."""
    if ahead:
        return say(
            "这样写: 2018-05-25 18:00、下周五下午5点、三天内",
            'write "2018-05-25 18:00", "tomorrow 5pm" or "in 3 days"',
        )
    return say(
        "这样写: 2018-05-18 15:00、昨天下午3点、半小时前",
        'write "2018-05-18 15:00", "yesterday 3pm" or "half an hour ago"',
    )


class BadMoment(Usage):
    """A time that cannot be read."""

    def __init__(self, typed: str, *, ahead: bool = False) -> None:
        super().__init__(
            say(f"看不懂时间“{typed}”", f"the time “{typed}” cannot be read"), _times(ahead=ahead)
        )


class UnclearMoment(Usage):
    """A time that may be one of several."""

    code = "ambiguous"

    def __init__(self, typed: str, moments: Iterable[str], *, ahead: bool = False) -> None:
        listed = say(" 或 ", " or ").join(moments)
        super().__init__(
            say(f"“{typed}”可能是 {listed}", f"“{typed}” may be {listed}"), _times(ahead=ahead)
        )


class BadScore(Usage):
    """A score off the scale."""

    def __init__(self, score: int) -> None:
        super().__init__(
            say(f"分数 {score} 不在 0–100 之间", f"score {score} is not between 0 and 100"),
            say("例如 --score 80", "for example --score 80"),
        )


class TooLarge(Usage):
    """A file over the limit."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        mb, most = size // 1_000_000, limit // 1_000_000
        super().__init__(
            say(
                f"{path} 有 {mb} MB，最多 {most} MB",
                f"{path} has {mb} MB, at most {most} are taken",
            ),
            say("压缩或分拆后再附", "compress or split it"),
        )


class BadWeek(Usage):
    """A week that cannot be read."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有这一周“{typed}”", f"there is no week “{typed}”"),
            say("这样写: --week 2018-W20", "write it so: --week 2018-W20"),
        )


class InTheFuture(Usage):
    """Something is said to have happened that has not yet."""

    def __init__(self, moment: str, now: str) -> None:
        super().__init__(
            say(f"{moment} 还没有到（现在 {now}）", f"{moment} is still to come (it is {now})"),
            say("要写已经发生的时间，", "give a time that has passed: ") + _times(ahead=False),
        )


class InThePast(Usage):
    """A time to be kept has passed."""

    def __init__(self, moment: str, now: str) -> None:
        super().__init__(
            say(f"{moment} 已经过去（现在 {now}）", f"{moment} has passed (it is {now})"),
            say("要写还没有到的时间，", "give a time to come: ") + _times(ahead=True),
        )


class BadSpan(Usage):
    """A length of time that cannot be read."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"看不懂时长“{typed}”", f"the length of time “{typed}” cannot be read"),
            say(
                "这样写: 12h（小时）、7d（天）、5wd（工作日）",
                "write 12h (hours), 7d (days) or 5wd (working days)",
            ),
        )


class NotLater(Usage):
    """An extension that would not extend."""

    def __init__(self, end: str, due: str) -> None:
        super().__init__(
            say(f"{end} 不晚于现在的时限 {due}", f"{end} is no later than the deadline, {due}"),
            say("写更晚的时间，或 --by 3d", "give a later time, or --by 3d"),
        )


class BadLines(ShaoziError):
    """Some lines could not be logged; the others were."""

    code = "bad_lines"

    def __init__(self, count: int, kept_at: Path | None) -> None:
        where = kept_at or say("草稿", "DRAFT")
        super().__init__(
            say(
                f"{count} 行没有登记，其余已登记", f"{count} lines were not logged; the others were"
            ),
            say(
                f"改好草稿里的这几行再登记: shaozi log - < {where}",
                f"mend them in the draft and log it: shaozi log - < {where}",
            ),
        )


# 3: what was named is not there


class NotFound(ShaoziError):
    """Nothing goes by that name."""

    exit_code = 3
    code = "not_found"


class NoSuchCase(NotFound):
    """No case of that number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有案件“{typed}”", f"there is no case “{typed}”"),
            say("看看有哪些: shaozi list --all", "see which there are: shaozi list --all"),
        )


class NoSuchWhistle(NotFound):
    """No whistle of that number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有哨“{typed}”", f"there is no whistle “{typed}”"),
            say(
                "先吹哨: shaozi whistle 案件号；已吹的哨见 shaozi show 案件号",
                "blow it first: shaozi whistle CASE; shaozi show CASE lists those blown",
            ),
        )


class NoSuchTask(NotFound):
    """No district assignment of that number."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            say(f"没有交办事项“{typed}”", f"there is no assignment “{typed}”"),
            say("看看有哪些: shaozi task list", "see which there are: shaozi task list"),
        )


class NoSuchDuty(NotFound):
    """No duty of that code."""

    def __init__(self, typed: str, near: Sequence[str]) -> None:
        super().__init__(
            say(f"职责清单里没有“{typed}”", f"the duty list has no “{typed}”"),
            _nearest(
                near, say("查一查: shaozi duty search 词", "look it up: shaozi duty search WORD")
            ),
        )


class NoSuchUnit(NotFound):
    """No unit of that name."""

    def __init__(self, typed: str, near: Sequence[str]) -> None:
        super().__init__(
            say(f"没有单位“{typed}”", f"there is no unit “{typed}”"),
            _nearest(near, say("单位见 shaozi duty units", "the units: shaozi duty units")),
        )


class NoSuchFigure(NotFound):
    """No figure of that name in the report."""

    def __init__(self, typed: str, known: Iterable[str]) -> None:
        listed = say("、", ", ").join(known)
        super().__init__(
            say(f"报告里没有指标“{typed}”", f"the report has no figure “{typed}”"),
            say(f"有: {listed}", f"there are: {listed}"),
        )


class NoSuchFile(NotFound):
    """No file there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            say(f"没有文件 {path}", f"there is no file {path}"),
            say("看看路径写对了没有", "check the path"),
        )


class NoSuchSetting(NotFound):
    """No setting of that name."""

    def __init__(self, typed: str, known: Iterable[str]) -> None:
        listed = say("、", ", ").join(known)
        super().__init__(
            say(f"没有设置项“{typed}”", f"there is no setting “{typed}”"),
            say(f"可以设置: {listed}", f"settings: {listed}"),
        )


def _nearest(near: Sequence[str], otherwise: str) -> str:
    if not near:
        return otherwise
    listed = say("、", ", ").join(near)
    return say(f"是不是: {listed}", f"did you mean: {listed}")


# 4: the law does not permit it


class NeedsApproval(ShaoziError):
    """Work that is not on the list may be taken on only with the approval the law asks for."""

    exit_code = 4
    code = "needs_approval"

    def __init__(self, number: str, *, community: bool) -> None:
        law = (
            say(
                "清单外的工作未经准入不得交给社区（《街道办事处条例》第32条）",
                "work not on the list does not go to a community unless admitted"
                " (Sub-district Ordinance, art. 32)",
            )
            if community
            else say(
                "未经市或区政府批准，街道不承担部门交办的清单外事项（《街道办事处条例》第10条）",
                "without city or district approval a street takes on no department's task that is"
                " not on its list (Sub-district Ordinance, art. 10)",
            )
        )
        super().__init__(
            say(f"{number} 在清单外: ", f"{number} is not on the list: ") + law,
            say(
                f"有批件: shaozi task accept {number} --approval 批准文号 --by 批准机关；"
                f'没有: shaozi task decline {number} --reason "…"',
                f"with the approval: shaozi task accept {number} --approval DOC-NUMBER --by WHO; "
                f'without: shaozi task decline {number} --reason "…"',
            ),
        )


class NotPermitted(ShaoziError):
    """The rules of the office do not permit it."""

    exit_code = 4
    code = "not_permitted"


class ClockLimit(NotPermitted):
    """A pause or an extension beyond what the duty list permits."""

    def __init__(self, number: str, act: Act, why: str, basis: str) -> None:
        super().__init__(
            say(
                f"{number} 不能{label(act)}: {why}",
                f"{number}: “{label(act)}” is not permitted: {why}",
            ),
            say(
                f"限度见职责清单 clocks（{basis}）",
                "the limits stand under clocks in the duty list",
            ),
        )


# 5: the step does not fit where the case stands


class Conflict(ShaoziError):
    """The step does not fit where things stand now."""

    exit_code = 5
    code = "conflict"


class IllegalStep(Conflict):
    """An act that may not follow the state a case is in."""

    def __init__(self, number: str, act: Act, state: State, next_step: str) -> None:
        super().__init__(
            say(
                f"{number} {label(state)}，不能{label(act)}",
                f"{number} is {label(state)}: “{label(act)}” cannot follow",
            ),
            next_step,
        )


class OutOfOrder(Conflict):
    """Something is said to have happened before what it follows from."""

    def __init__(self, what: str, moment: str, after: str, after_moment: str) -> None:
        super().__init__(
            say(
                f"{what}（{moment}）早于{after}（{after_moment}）",
                f"{what} ({moment}) would be before {after} ({after_moment})",
            ),
            say("核对时间后再录", "check the time"),
        )


class AlreadyPaused(Conflict):
    """A pause within a pause."""

    def __init__(self, number: str, until: str) -> None:
        super().__init__(
            say(f"{number} 已挂账到 {until}", f"{number} is paused until {until}"),
            say(f"先恢复: shaozi resume {number}", f"resume it first: shaozi resume {number}"),
        )


class NotPaused(Conflict):
    """Nothing to resume."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(f"{number} 没有挂账，或挂账已到期", f"{number} is not paused, or no longer"),
            say(f"看时限: shaozi show {number} --why", f"its clocks: shaozi show {number} --why"),
        )


class RunOut(Conflict):
    """A clock that ran out before it was to be paused or extended."""

    def __init__(self, number: str, act: Act, due: str) -> None:
        super().__init__(
            say(
                f"{number} 的时限 {due} 已过，不能再{label(act)}",
                f"the deadline of {number}, {due}, has passed: “{label(act)}” comes too late",
            ),
            say(
                "时限未过时就批准了的，用 --happened 写明何时批准",
                "if it was approved in time, say when: --happened",
            ),
        )


class NotCalled(Conflict):
    """A unit that this whistle did not call."""

    def __init__(self, whistle: str, unit: str, called: Iterable[str]) -> None:
        listed = say("、", ", ").join(called)
        super().__init__(
            say(f"{whistle} 没有呼叫{unit}", f"{whistle} did not call {unit}"),
            say(
                f"呼叫的是: {listed}；加叫一家: shaozi whistle 案件号 --to 单位",
                f"it called: {listed}; to call another: shaozi whistle CASE --to UNIT",
            ),
        )


class AlreadyArrived(Conflict):
    """A second arrival of one unit."""

    def __init__(self, whistle: str, unit: str, moment: str) -> None:
        super().__init__(
            say(
                f"{unit}已于 {moment} 报到（{whistle}）",
                f"{unit} reported in at {moment} ({whistle})",
            ),
            say(
                f'记错了就更正: shaozi arrive {whistle} {unit} --correct --reason "…"',
                f'if that is wrong: shaozi arrive {whistle} "{unit}" --correct --reason "…"',
            ),
        )


class NotArrived(Conflict):
    """An arrival to be corrected that was never recorded."""

    def __init__(self, whistle: str, unit: str) -> None:
        super().__init__(
            say(f"{unit}还没有报到（{whistle}）", f"{unit} has not reported in ({whistle})"),
            say(
                f"先记报到: shaozi arrive {whistle} {unit} --by …",
                f'record it first: shaozi arrive {whistle} "{unit}" --by …',
            ),
        )


class AllCalled(Conflict):
    """Every unit of a whistle has been called by one that is still open."""

    code = "already_called"

    def __init__(self, units: Iterable[str]) -> None:
        listed = say("、", ", ").join(units)
        super().__init__(
            say(f"已经叫过、还没销哨: {listed}", f"called already, whistle still open: {listed}"),
            say(
                "加叫别家: --to 单位；或先销哨: shaozi stand-down",
                "call another: --to UNIT; or shaozi stand-down first",
            ),
        )


class StoodDown(Conflict):
    """The whistle is over."""

    def __init__(self, whistle: str, moment: str) -> None:
        super().__init__(
            say(f"{whistle} 已于 {moment} 销哨", f"{whistle} was stood down at {moment}"),
            say("需要再叫: shaozi whistle 案件号", "to call again: shaozi whistle CASE"),
        )


class NothingToUndo(Conflict):
    """There is no act of this desk that may be taken back."""

    def __init__(self, number: str, why: str) -> None:
        super().__init__(
            say(f"{number} 不能撤销: {why}", f"{number}: nothing to undo, {why}"),
            say("用 shaozi amend 或 shaozi note 更正", "correct it: shaozi amend or shaozi note"),
        )


class SameCase(Conflict):
    """A case named where another is needed."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(f"{number} 和它自己是同一件", f"{number} and itself are one case"),
            say("写另一件的案件号: shaozi list", "name the other case: shaozi list"),
        )


class MergedAway(Conflict):
    """A case to merge into that is no longer open."""

    def __init__(self, number: str, state: State) -> None:
        super().__init__(
            say(
                f"{number} {label(state)}，不能并入", f"{number} is {label(state)}: not merged into"
            ),
            say(f"先重办: shaozi reopen {number}", f"first: shaozi reopen {number}"),
        )


class NothingTaught(NotFound):
    """A case from which nothing was learned."""

    def __init__(self, number: str) -> None:
        super().__init__(
            say(f"{number} 没有教过什么", f"nothing was learned from {number}"),
            say("看学了哪些: shaozi duty learn", "see what was learned: shaozi duty learn"),
        )


class AlreadyLogged(Conflict):
    """An outside number that another case already carries."""

    def __init__(self, ref: str, number: str) -> None:
        super().__init__(
            say(
                f"外部编号 {ref} 已登记为 {number}",
                f"outside number {ref} is already case {number}",
            ),
            say(f"看一看: shaozi show {number}", f"look at it: shaozi show {number}"),
        )


class TaskAnswered(Conflict):
    """An assignment that was declined or accepted before."""

    def __init__(self, number: str, state: TaskState, moment: str) -> None:
        super().__init__(
            say(f"{number} {label(state)}（{moment}）", f"{number} was {label(state)} at {moment}"),
            say(f"看一看: shaozi task show {number}", f"look at it: shaozi task show {number}"),
        )


class TaskUndecided(Conflict):
    """An assignment that is answered only once it is known whether the list has it."""

    code = "undecided"

    def __init__(self, number: str) -> None:
        super().__init__(
            say(
                f"{number} 还没有比对清楚: 在不在清单上",
                f"{number}: whether it is on the list is not decided yet",
            ),
            say(
                f"先定: shaozi task assign {number} 编码（清单上没有就写 none）",
                f"decide it: shaozi task assign {number} CODE (none if the list has no such item)",
            ),
        )


class OnTheList(Conflict):
    """An assignment that the list gives to whoever was asked: there is no ground to decline."""

    def __init__(self, number: str, duty: str) -> None:
        super().__init__(
            say(
                f"{number} 是清单内的主责事项（{duty}），没有退回的依据",
                f"{number} is on the list as one's own duty ({duty}): no ground to decline it",
            ),
            say(
                f"接受: shaozi task accept {number}；比对错了: shaozi task assign {number} 编码",
                f"accept it: shaozi task accept {number}; "
                f"if the match is wrong: shaozi task assign {number} CODE",
            ),
        )


# 6: data or settings that cannot be used


class BadData(ShaoziError):
    """A file or setting that cannot be used."""

    exit_code = 6
    code = "bad_data"


class BadDutyList(BadData):
    """A duty list with faults."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        super().__init__(
            say(
                f"职责清单 {path} 有 {len(faults)} 处错误:\n{shown}",
                f"the duty list {path} has {len(faults)} faults:\n{shown}",
            ),
            say(
                f"改好后检查: shaozi duty lint {path}",
                f"mend and check it: shaozi duty lint {path}",
            ),
        )


class BadLadder(BadData):
    """An escalation ladder with faults."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        super().__init__(
            say(
                f"督办阶梯 {path} 有 {len(faults)} 处错误:\n{shown}",
                f"the escalation ladder {path} has {len(faults)} faults:\n{shown}",
            ),
            say(
                "改好后再试；用随程序附带的: shaozi config set escalation ''",
                "mend it and try again; to use the one that ships: shaozi config set escalation ''",
            ),
        )


class BadCalendar(BadData):
    """An office's calendar with faults."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        super().__init__(
            say(
                f"日历 {path} 有 {len(faults)} 处错误:\n{shown}",
                f"the calendar {path} has {len(faults)} faults:\n{shown}",
            ),
            say(
                f"改好后再启用: shaozi config calendar {path}",
                f"mend it, then: shaozi config calendar {path}",
            ),
        )


class BadSetting(BadData):
    """A setting whose value cannot be used."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(
            say(f"设置 {name} = “{value}” 不能用", f"setting {name} = “{value}” cannot be used"),
            expected,
        )


class BrokenHistory(BadData):
    """An entry that does not fit those before it."""

    code = "broken_history"

    def __init__(self, case: str, entry: str) -> None:
        super().__init__(
            say(f"{case} 的办理记录接不上（{entry}）", f"the history of {case} breaks at {entry}"),
            say("检查台账: shaozi doctor", "check the ledger: shaozi doctor"),
        )


class NotALedger(BadData):
    """A file that is not shaozi's."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            say(f"{path} 不是哨子的台账（{why}）", f"{path} is not a ledger of shaozi ({why})"),
            say(
                "用 SHAOZI_DB 指明台账文件，或从备份恢复",
                "name the ledger with SHAOZI_DB, or restore a backup",
            ),
        )


class BadTable(BadData):
    """A file of rows that cannot be used as it is."""

    def __init__(self, path: Path, why: str, hint: str = "") -> None:
        super().__init__(
            say(f"读不懂 {path}: {why}", f"cannot read {path}: {why}"),
            hint or say("改好文件再试", "mend the file and try again"),
        )


# 1 and 7: the machine


class NoLedger(NotFound):
    """There is no ledger yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            say(f"还没有台账 {path}", f"there is no ledger {path} yet"),
            say('登记第一件就有了: shaozi log "…"', 'the first issue creates it: shaozi log "…"'),
        )


class FileExists(ShaoziError):
    """A file that would be overwritten."""

    code = "exists"

    def __init__(self, path: Path) -> None:
        super().__init__(
            say(f"{path} 已存在，没有覆盖", f"{path} is there already and was left alone"),
            say("换一个文件名", "give another name"),
        )


class CannotWrite(ShaoziError):
    """The disk refused."""

    code = "cannot_write"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            say(f"写不进 {path}: {why}", f"{path} cannot be written: {why}"),
            say("检查磁盘空间和文件权限后再试", "check disk space and permissions, then try again"),
        )


class Busy(ShaoziError):
    """Another program holds the ledger."""

    exit_code = 7
    code = "busy"

    def __init__(self, path: Path) -> None:
        super().__init__(
            say(f"台账 {path} 正被占用", f"the ledger {path} is busy"),
            say("稍等再试", "wait a moment and try again"),
        )


class NewerLedger(ShaoziError):
    """The ledger was written by a newer shaozi."""

    exit_code = 7
    code = "newer_ledger"

    def __init__(self, path: Path, has: int, knows: int) -> None:
        super().__init__(
            say(
                f"台账 {path} 是新版的（第 {has} 版，本程序到第 {knows} 版）",
                f"the ledger {path} is of version {has}; this program knows up to {knows}",
            ),
            say("升级哨子: pip install -U shaozi", "upgrade: pip install -U shaozi"),
        )
