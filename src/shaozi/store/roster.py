"""The joint team's roster in the ledger."""

from shaozi.roster import Member, MemberEntry
from shaozi.store import Store
from shaozi.store.registers import Register
from shaozi.terms import RosterAct

REGISTER: Register[MemberEntry] = Register("member", MemberEntry, RosterAct)


def members(store: Store) -> list[Member]:
    """All who are or were on the roster, by unit."""
    return [Member._make(row) for row in store.rows("members")]


def member(store: Store, number: str) -> Member | None:
    """The member of that number."""
    row = store.first("member", member=number)
    return Member._make(row) if row else None


def texts(store: Store) -> dict[str, str]:
    """Names and opinions of the roster, by id."""
    return dict(store.rows("member_texts"))
