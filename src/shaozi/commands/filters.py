"""Which cases are meant: the same filter for whatever is done with them."""

from typing import TYPE_CHECKING, Any, NamedTuple

from shaozi.terms import Channel, State
from shaozi.worktime import day_bounds, local_day

if TYPE_CHECKING:
    from shaozi.desk.base import Desk


class Filter(NamedTuple):
    """What a person asks for; everything left out is cases on the desk."""

    state: State | None = None
    duty: str | None = None
    community: str | None = None
    lead: str | None = None
    channel: Channel | None = None
    overdue: bool = False
    due_today: bool = False
    to_tell: bool = False
    everything: bool = False

    def statement(self, desk: "Desk") -> tuple[str, dict[str, Any]]:
        """The statements to ask, ``list_…`` and ``count_…``, with their values.

        Raises `NoSuchDuty` or `NoSuchUnit`.
        """
        duty = self.duty
        sector = f"{duty.upper()}-" if duty and len(duty) == 2 and duty.isalpha() else None
        values = {
            "state": self.state,
            "duty": desk.book.duty(duty).code if duty and not sector else None,
            "sector": sector,
            "lead": desk.book.unit(self.lead).id if self.lead else None,
            "community": self.community,
            "channel": self.channel,
            **self._due(desk),
            "untold": True if self.to_tell else None,
        }
        if self.overdue or self.due_today or not (self.everything or self.state or self.to_tell):
            return "open", values
        leading = (name for name in ("untold", "duty", "lead", "community", "state"))
        return next((f"all_by_{name}" for name in leading if values[name]), "all"), values

    def _due(self, desk: "Desk") -> dict[str, int | None]:
        """Between which moments a case is due; None is no bound."""
        if not self.due_today:
            return {"before": desk.now if self.overdue else None, "after": None}
        end = day_bounds(local_day(desk.now, desk.zone), desk.zone)[1]
        return {"before": end, "after": None if self.overdue else desk.now}
