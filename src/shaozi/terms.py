"""The vocabulary: what a case can be, and what can be done to it."""

from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    LOGGED = "logged"
    HANDLING = "handling"
    ASKED = "asked"
    WHISTLED = "whistled"
    RESOLVED = "resolved"
    CALLED_BACK = "called_back"
    CLOSED = "closed"
    REFERRED = "referred"
    ADVISED = "advised"
    REPORTED = "reported"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


#: A case in one of these is off the officer's desk.
ENDED = frozenset(
    {
        State.CLOSED,
        State.REFERRED,
        State.ADVISED,
        State.REPORTED,
        State.MERGED,
        State.WITHDRAWN,
    }
)


class Act(StrEnum):
    """What an entry of a case's history says was done."""

    LOGGED = "logged"
    SETTLED = "settled"
    ASSIGNED = "assigned"
    AMENDED = "amended"
    NOTED = "noted"
    ATTACHED = "attached"
    LINKED = "linked"
    WHISTLED = "whistled"
    APPROVED = "approved"
    RETURNED = "returned"
    WIDENED = "widened"
    RECEIVED = "received"
    ARRIVED = "arrived"
    ARRIVAL_CORRECTED = "arrival_corrected"
    LEFT = "left"
    ANSWERED = "answered"
    CONVENED = "convened"
    KEPT = "kept"
    RATED = "rated"
    JUDGED = "judged"
    STOOD_DOWN = "stood_down"
    RESOLVED = "resolved"
    CALLED_BACK = "called_back"
    CLOSED = "closed"
    REOPENED = "reopened"
    REFERRED = "referred"
    ADVISED = "advised"
    REPORTED = "reported"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    ESCALATED = "escalated"
    UNDONE = "undone"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    CONTACTED = "contacted"
    RECALCULATED = "recalculated"
    OBJECTED = "objected"
    RULED = "ruled"
    SIGNED = "signed"
    ERASED = "erased"


class Channel(StrEnum):
    """How the issue reached the officer."""

    VISIT = "visit"
    WALK_IN = "walk_in"
    PHONE = "phone"
    WECHAT = "wechat"
    HOTLINE = "12345"
    GRID = "grid"
    LANE_CHIEF = "lane_chief"
    OTHER = "other"


class Kind(StrEnum):
    """The four kinds of whistle (《北京市街道办事处条例》第5条)."""

    EMERGENCY = "YJ"
    ENFORCEMENT = "ZF"
    PRIORITY = "ZD"
    DEMAND = "QS"


class Exit(StrEnum):
    """The four ways out of a legitimate demand (《北京市街道办事处条例》第17条)."""

    DO = "do"
    COORDINATE = "coordinate"
    TRANSFER = "transfer"
    REPORT = "report"


class Route(StrEnum):
    """The six classes handled otherwise (《北京市接诉即办工作条例》第11条第3款)."""

    EMERGENCY_LINE = "emergency_line"
    LEGAL = "legal"
    SAME_MATTER = "same_matter"
    CONFIDENTIAL = "confidential"
    OUTSIDE = "outside"
    UNLAWFUL = "unlawful"


class Due(StrEnum):
    """What is due on a case beside the first contact and the result."""

    SIGN_IN = "sign_in"
    INTERIM = "interim"
    CALL_BACK = "call_back"


class Role(StrEnum):
    """Why a unit is called to a whistle."""

    LEAD = "lead"
    POWER = "power"
    OWNER = "owner"
    RESCUE = "rescue"
    NAMED = "named"


class Attendance(StrEnum):
    """What became of a call: computed from its times, never typed."""

    WAITING = "waiting"
    ON_TIME = "on_time"
    LATE = "late"
    NO_SHOW = "no_show"
    RELEASED = "released"


class Part(StrEnum):
    """A part of a called unit's score."""

    REPORT_IN = "report_in"
    COOPERATION = "cooperation"
    RESULT = "result"


class Trouble(StrEnum):
    """What is late."""

    NOT_ARRIVED = "not_arrived"
    NOT_ANSWERED = "not_answered"
    NOT_KEPT = "not_kept"
    OVERDUE = "overdue"


class Rung(StrEnum):
    """What follows when something stays late, one after the other."""

    REMIND = "remind"
    SUPERVISE = "supervise"
    CONVENE = "convene"
    REPORT = "report"


class Stretch(StrEnum):
    """Why a stretch of time counts towards a deadline, or does not."""

    FIRST_DAY = "first_day"
    HOURS = "hours"
    DAY = "day"
    WORKED = "worked"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    WEEKS = "weeks"
    PAUSED = "paused"
    MOVED = "moved"


class Ruling(StrEnum):
    """What the duty list says of a text."""

    COMMUNITY = "community"
    STREET = "street"
    ENFORCEMENT = "enforcement"
    EMERGENCY = "emergency"
    NOT_STREET = "not_street"
    NO_REQUEST = "no_request"
    UNSURE = "unsure"


class YesNo(StrEnum):
    """An answer of the resident."""

    YES = "yes"
    NO = "no"


class Solved(StrEnum):
    """Whether the resident, called back, says the matter is solved."""

    YES = "yes"
    NO = "no"


class Satisfied(StrEnum):
    """What the resident said when called back; unreached: nobody could be asked."""

    YES = "yes"
    NO = "no"
    UNREACHED = "unreached"


class TaskState(StrEnum):
    """Where a district assignment stands."""

    RECEIVED = "received"
    DECLINED = "declined"
    ACCEPTED = "accepted"


class TaskAct(StrEnum):
    """What an entry of an assignment's history says was done."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    DECLINED = "declined"
    ACCEPTED = "accepted"


class RosterAct(StrEnum):
    """What an entry of the roster says was done about a member."""

    ADDED = "added"
    OPINED = "opined"
    SCHEDULED = "scheduled"
    SUBSTITUTED = "substituted"
    LEFT = "left"
    SEEN = "seen"


class Fit(StrEnum):
    """Whether an assignment is on the duty list, and as what."""

    LEAD = "lead"
    SUPPORT = "support"
    OFF = "off"
    UNSURE = "unsure"


class Fate(StrEnum):
    """What became of a row that was to be taken in."""

    IMPORTED = "imported"
    KNOWN = "known"
    REJECTED = "rejected"
