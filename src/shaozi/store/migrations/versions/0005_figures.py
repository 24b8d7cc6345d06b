"""Indexes by which a report takes as long with a million cases as with a thousand."""

from alembic import op

revision = "0005"
down_revision = "0004"

SCHEMA = (
    "DROP INDEX moves_by_time",
    "CREATE INDEX moves_by_time ON moves (happened_at, what, community, delta)",
    "CREATE INDEX cases_by_respond ON cases (respond_due)",
    "CREATE INDEX cases_open ON cases (channel, community, lane, duty) WHERE open = 1",
    "CREATE INDEX entries_by_act ON entries (act, happened_at)",
    "CREATE INDEX entries_clock_set ON entries (recorded_at) WHERE clock_set = 1",
)


def upgrade() -> None:
    for line in SCHEMA:
        op.execute(line)
