"""When a case's personal data were erased, and an index of the ended cases that still have them."""

from alembic import op

revision = "0014"
down_revision = "0013"

SCHEMA = (
    "ALTER TABLE cases ADD COLUMN erased_at BIGINT",
    "CREATE INDEX cases_to_erase ON cases (ended_at, number) WHERE open = 0 AND erased_at IS NULL",
)


def upgrade() -> None:
    for line in SCHEMA:
        op.execute(line)
