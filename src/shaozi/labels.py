"""How the vocabulary is said, in Chinese and in English."""

from enum import StrEnum

from shaozi.terms import (
    Act,
    Attendance,
    Channel,
    Due,
    Exit,
    Fate,
    Fit,
    Kind,
    Part,
    Role,
    RosterAct,
    Route,
    Ruling,
    Rung,
    Satisfied,
    Solved,
    State,
    Stretch,
    TaskAct,
    TaskState,
    Trouble,
    YesNo,
)
from shaozi.words import say

#: By class first: a state and an act may share a word.
_LABELS: dict[type[StrEnum], dict[str, tuple[str, str]]] = {
    State: {
        State.LOGGED: ("待定责", "undecided"),
        State.HANDLING: ("办理中", "handling"),
        State.ASKED: ("待街道", "waiting for the street"),
        State.WHISTLED: ("已吹哨", "whistled"),
        State.RESOLVED: ("已办结", "resolved"),
        State.CALLED_BACK: ("已回访", "called back"),
        State.CLOSED: ("已结案", "closed"),
        State.REFERRED: ("已转办", "referred"),
        State.ADVISED: ("已告知", "advised"),
        State.REPORTED: ("已报区", "reported to the district"),
        State.MERGED: ("已并案", "merged"),
        State.WITHDRAWN: ("已撤回", "withdrawn"),
    },
    Act: {
        Act.LOGGED: ("登记", "log"),
        Act.SETTLED: ("当场办结", "settle on the spot"),
        Act.ASSIGNED: ("定责", "assign"),
        Act.AMENDED: ("更正", "amend"),
        Act.NOTED: ("记事", "note"),
        Act.ATTACHED: ("附件", "attach"),
        Act.LINKED: ("关联", "link"),
        Act.WHISTLED: ("吹哨", "whistle"),
        Act.APPROVED: ("批准", "approve"),
        Act.RETURNED: ("退回", "return"),
        Act.WIDENED: ("加叫", "widen"),
        Act.RECEIVED: ("签收", "receive"),
        Act.ARRIVED: ("报到", "arrive"),
        Act.ARRIVAL_CORRECTED: ("更正报到", "correct the arrival"),
        Act.LEFT: ("离场", "leave"),
        Act.ANSWERED: ("反馈", "answer"),
        Act.CONVENED: ("会商", "convene"),
        Act.KEPT: ("完成约定", "fulfil"),
        Act.RATED: ("评价", "rate"),
        Act.JUDGED: ("评哨", "judge the whistle"),
        Act.STOOD_DOWN: ("销哨", "stand down"),
        Act.RESOLVED: ("办结", "resolve"),
        Act.CALLED_BACK: ("回访", "call back"),
        Act.CLOSED: ("结案", "close"),
        Act.REOPENED: ("重办", "reopen"),
        Act.REFERRED: ("转办", "refer"),
        Act.ADVISED: ("告知", "advise"),
        Act.REPORTED: ("报区", "report to the district"),
        Act.MERGED: ("并案", "merge"),
        Act.WITHDRAWN: ("撤回", "withdraw"),
        Act.ESCALATED: ("督促", "escalate"),
        Act.UNDONE: ("撤销", "undo"),
        Act.PAUSED: ("挂账", "pause"),
        Act.RESUMED: ("恢复", "resume"),
        Act.EXTENDED: ("延期", "extend"),
        Act.CONTACTED: ("联系", "contact"),
        Act.RECALCULATED: ("重算时限", "recalculate"),
        Act.OBJECTED: ("派单异议", "object"),
        Act.RULED: ("异议裁定", "rule on the objection"),
        Act.SIGNED: ("签收工单", "sign for the ticket"),
        Act.ERASED: ("清除个人信息", "erase personal data"),
    },
    Channel: {
        Channel.VISIT: ("走访", "visit"),
        Channel.WALK_IN: ("来访", "walk-in"),
        Channel.PHONE: ("来电", "phone"),
        Channel.WECHAT: ("微信", "WeChat"),
        Channel.HOTLINE: ("12345", "12345"),
        Channel.GRID: ("网格", "grid"),
        Channel.LANE_CHIEF: ("街巷长", "lane chief"),
        Channel.OTHER: ("其他", "other"),
    },
    Exit: {
        Exit.DO: ("直接办理", "do it"),
        Exit.COORDINATE: ("协调办理", "coordinate"),
        Exit.TRANSFER: ("移送有关部门", "hand to its owner"),
        Exit.REPORT: ("报告区政府", "report to the district"),
    },
    Route: {
        Route.EMERGENCY_LINE: ("转紧急专线", "emergency line"),
        Route.LEGAL: ("走法定途径", "the law's own route"),
        Route.SAME_MATTER: ("同一诉求，告知进展", "same matter: tell the progress"),
        Route.CONFIDENTIAL: ("涉密或涉隐私，解释", "secrets or privacy: explain"),
        Route.OUTSIDE: ("超出职责，走市场或社会渠道", "outside the duty: market or social route"),
        Route.UNLAWFUL: ("违法或违背公序良俗，劝导", "against law or morals: dissuade"),
    },
    Due: {
        Due.SIGN_IN: ("签收", "sign-in"),
        Due.INTERIM: ("阶段性反馈", "interim reply"),
        Due.CALL_BACK: ("回访", "call-back"),
    },
    Role: {
        Role.LEAD: ("主责", "lead"),
        Role.POWER: ("执法权", "has the power"),
        Role.OWNER: ("权属或主管", "owner or authority"),
        Role.RESCUE: ("救援", "rescue"),
        Role.NAMED: ("点名", "named"),
    },
    Attendance: {
        Attendance.WAITING: ("待报到", "waiting"),
        Attendance.ON_TIME: ("按时报到", "on time"),
        Attendance.LATE: ("迟到", "late"),
        Attendance.NO_SHOW: ("未报到", "did not come"),
        Attendance.RELEASED: ("已撤哨", "released"),
    },
    Part: {
        Part.REPORT_IN: ("报到", "report-in"),
        Part.COOPERATION: ("配合", "cooperation"),
        Part.RESULT: ("结果", "result"),
    },
    Trouble: {
        Trouble.NOT_ARRIVED: ("未按时报到", "did not report in"),
        Trouble.NOT_ANSWERED: ("到场后未反馈", "came but did not answer"),
        Trouble.NOT_KEPT: ("约定到期未办", "promise not kept"),
        Trouble.OVERDUE: ("超过办结时限", "past its limit"),
    },
    Rung: {
        Rung.REMIND: ("催办", "remind"),
        Rung.SUPERVISE: ("督办", "supervise"),
        Rung.CONVENE: ("会商", "convene"),
        Rung.REPORT: ("报区", "report to the district"),
    },
    Stretch: {
        Stretch.FIRST_DAY: ("起算当日，不计", "the day it starts, not counted"),
        Stretch.HOURS: ("连续计时", "hours run on"),
        Stretch.DAY: ("自然日", "natural days"),
        Stretch.WORKED: ("工作日", "working days"),
        Stretch.MAKE_UP: ("调休上班", "made up: a working day"),
        Stretch.WEEKEND: ("周末，不计", "weekend, not counted"),
        Stretch.HOLIDAY: ("放假，不计", "holiday, not counted"),
        Stretch.WEEKS: ("工作日，周末不计", "working days, weekends not counted"),
        Stretch.PAUSED: ("挂账，不计", "paused, not counted"),
        Stretch.MOVED: ("最后一天放假，顺延", "the last day is off: to the next worked"),
    },
    Ruling: {
        Ruling.COMMUNITY: ("社区可先办", "the community can settle it"),
        Ruling.STREET: ("街道职责", "the street's own"),
        Ruling.ENFORCEMENT: ("需要执法", "needs enforcement"),
        Ruling.EMERGENCY: ("紧急", "emergency"),
        Ruling.NOT_STREET: ("不属街道职责", "not the street's"),
        Ruling.NO_REQUEST: ("没有诉求", "no request in it"),
        Ruling.UNSURE: ("拿不准", "unsure"),
    },
    YesNo: {
        YesNo.YES: ("是", "yes"),
        YesNo.NO: ("否", "no"),
    },
    Solved: {
        Solved.YES: ("已解决", "solved"),
        Solved.NO: ("未解决", "not solved"),
    },
    Satisfied: {
        Satisfied.YES: ("满意", "satisfied"),
        Satisfied.NO: ("不满意", "not satisfied"),
        Satisfied.UNREACHED: ("未联系上", "not reached"),
    },
    TaskState: {
        TaskState.RECEIVED: ("待答复", "unanswered"),
        TaskState.DECLINED: ("已退回", "declined"),
        TaskState.ACCEPTED: ("已接受", "accepted"),
    },
    TaskAct: {
        TaskAct.RECEIVED: ("收到", "receive"),
        TaskAct.ASSIGNED: ("比对", "assign"),
        TaskAct.DECLINED: ("退回", "decline"),
        TaskAct.ACCEPTED: ("接受", "accept"),
    },
    RosterAct: {
        RosterAct.ADDED: ("派入", "second"),
        RosterAct.OPINED: ("街道意见", "the street's opinion"),
        RosterAct.SCHEDULED: ("排班", "set duty days"),
        RosterAct.SUBSTITUTED: ("替班", "stand in"),
        RosterAct.LEFT: ("离队", "leave"),
        RosterAct.SEEN: ("查看全名", "see the whole name"),
    },
    Kind: {
        Kind.EMERGENCY: ("应急处置", "emergency"),
        Kind.ENFORCEMENT: ("综合执法", "enforcement"),
        Kind.PRIORITY: ("重点工作", "priority work"),
        Kind.DEMAND: ("群众诉求", "demand"),
    },
    Fit: {
        Fit.LEAD: ("清单内·主责", "listed, lead"),
        Fit.SUPPORT: ("清单内·配合", "listed, support"),
        Fit.OFF: ("清单外", "not listed"),
        Fit.UNSURE: ("拿不准", "unsure"),
    },
    Fate: {
        Fate.IMPORTED: ("已导入", "imported"),
        Fate.KNOWN: ("早已登记", "already there"),
        Fate.REJECTED: ("未收", "rejected"),
    },
}


def value_of(kind: type[StrEnum], said: str) -> str:
    """The value of the term of that kind which is said so, or alone begins so; else as it is."""
    labels = _LABELS.get(kind, {})
    if whole := next((term for term, names in labels.items() if said in names), ""):
        return whole
    begun = [term for term, names in labels.items() if any(n.startswith(said) for n in names)]
    return begun[0] if len(begun) == 1 and said not in set(kind) else said


def choices(kind: type[StrEnum]) -> str:
    """What may be typed for a term of that kind, in the reader's language; a code with its name."""
    labels = _LABELS.get(kind, {})
    return say("、", ", ").join(
        f"{term.value} {label(term)}"
        if kind is Kind
        else say(labels.get(term, (term,))[0], term.value)
        for term in kind
    )


def label(term: StrEnum) -> str:
    """The term in the reader's language."""
    return say(*_LABELS[type(term)][term])
