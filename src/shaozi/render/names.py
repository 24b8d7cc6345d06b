"""What the figures of a report are called, and the slices they stand in."""

from shaozi.dutybook import DutyBook
from shaozi.figures.period import DAYS, MONTH, WEEK, Period
from shaozi.labels import label
from shaozi.terms import Channel
from shaozi.words import say

#: (figure: 中文, English); their definitions are in docs/figures.md.
TITLES = {
    "opening": ("期初在办", "opening"),
    "new": ("新增", "new"),
    "reopened": ("重办", "reopened"),
    "moved_in": ("转入", "moved in"),
    "ended": ("办结退出", "ended"),
    "moved_out": ("转出", "moved out"),
    "closing": ("期末在办", "closing"),
    "late_entries": ("补录", "recorded late"),
    "whistled": ("吹哨", "whistled"),
    "called": ("呼叫", "called"),
    "on_time": ("按时", "on time"),
    "late": ("迟到", "late"),
    "no_show": ("未到", "no show"),
    "released": ("已撤哨", "released"),
    "waiting": ("待到", "waiting"),
    "notices": ("次数", "notices"),
    "median_minutes": ("中位用时", "median"),
    "p90_minutes": ("九成在内", "90% within"),
    "answered": ("反馈", "answered"),
    "mean_score": ("均分", "score"),
    "sample": ("样本", "sample"),
    "on_time_share": ("按时率", "on time %"),
    "called_back": ("回访", "called back"),
    "responded": ("响应", "responded"),
    "solved": ("解决", "solved"),
    "satisfied": ("满意", "satisfied"),
    "unreached": ("未联系上", "not reached"),
    "responded_share": ("响应率", "response rate"),
    "solved_share": ("解决率", "solved rate"),
    "satisfied_share": ("满意率", "satisfied rate"),
    "numerator": ("分子", "numerator"),
    "denominator": ("分母", "denominator"),
    "share": ("比率", "rate"),
    "superseded": ("后又回访", "asked again later"),
    "off_books": ("已撤回或并案", "withdrawn or merged"),
    "contact": ("首次联系", "first contact"),
    "resolve": ("办结", "resolve"),
    "contact_share": ("首次联系按时率", "contact on time"),
    "resolve_share": ("按时办结率", "resolved on time"),
    "due": ("应办", "due"),
    "unmet": ("未办", "not yet"),
    "at_once": ("当场联系或办结", "done at once"),
    "nobody": ("无人可联系", "nobody to contact"),
    "running": ("未到期", "still running"),
    "hand_overs": ("转手", "hand-overs"),
    "objected": ("派单异议", "objections"),
    "upheld": ("异议成立", "objections upheld"),
    "rejected": ("异议不成立", "objections rejected"),
    "overdue": ("现已逾期", "overdue now"),
    "due_next_week": ("下周到期", "due next"),
    "silent": ("久无动静", "silent"),
    "uncontacted": ("首次联系逾期", "first contact overdue"),
    "paused": ("挂账中", "paused"),
    "to_tell": ("还要告知居民", "residents to be told"),
    "oldest": ("最早的时限", "oldest deadline"),
}


def figure_title(name: str) -> str:
    """A figure's name as people read it."""
    return say(*TITLES[name])


def figure_of(title: str) -> str:
    """The figure that the report calls so, alone or after its slice; else it stays as it is."""
    table, slash, last = title.rpartition("/")
    name = next((name for name, titles in TITLES.items() if last in titles), last)
    return f"{table}{slash}{name}"


def period_title(period: Period) -> str:
    """The period as people say it, with its days."""
    if period.kind == WEEK:
        year, week = period.name.split("-W")
        name = say(f"{year} 年第 {int(week)} 周", f"week {period.name}")
    elif period.kind == MONTH:
        name = say(f"{period.first.year} 年 {period.first.month} 月", f"{period.first:%B %Y}")
    else:
        return f"{period.first} – {period.last}"
    return f"{name}  {period.first} – {period.last}"


def short_period(period: Period) -> str:
    """The period as the head of a column."""
    days = f"{period.first:%m-%d}–{period.last:%m-%d}"
    return days if period.kind == DAYS else period.name


def slice_title(table: str, name: str, book: DutyBook) -> str:
    """A slice of the balance as people read it."""
    if table == "by_channel":
        return label(Channel(name)) if name in set(Channel) else name
    if table == "by_group":
        return f"{name} {book.sector_name(name)}" if name else duty_title(name, book)
    if table == "by_duty":
        return duty_title(name, book)
    return name or say("（未填）", "(not given)")


def duty_title(code: str, book: DutyBook) -> str:
    """A duty's code and name, or that none is decided."""
    duty = book.duties.get(code)
    return f"{code} {duty.name}" if duty else code or say("待定责", "undecided")


def unit_title(unit: str, book: DutyBook) -> str:
    """Who must act: a unit, or nobody yet."""
    return book.unit_name(unit) or say("待定责", "undecided")


def kind_title(kind: str, book: DutyBook) -> str:
    """A kind of whistle."""
    return book.kinds[kind].name if kind in book.kinds else kind
