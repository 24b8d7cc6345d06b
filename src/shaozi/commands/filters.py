"""Which cases are meant: the same filter for whatever is done with them."""

from typing import TYPE_CHECKING, Any, NamedTuple

from shaozi.terms import Channel, State

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
            "before": desk.now if self.overdue else None,
            "after": None,
            "untold": True if self.to_tell else None,
        }
        if self.overdue or not (self.everything or self.state or self.to_tell):
            return "open", values
        leading = (name for name in ("untold", "duty", "lead", "community", "state"))
        return next((f"all_by_{name}" for name in leading if values[name]), "all"), values
