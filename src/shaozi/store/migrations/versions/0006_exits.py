"""By which class a resident was advised, and who is still to be told where a matter went."""

from alembic import op

revision = "0006"
down_revision = "0005"

SCHEMA = (
    "ALTER TABLE cases ADD COLUMN route VARCHAR",
    "CREATE INDEX cases_to_tell ON cases (to_tell) WHERE to_tell IS NOT NULL",
)


def upgrade() -> None:
    for line in SCHEMA:
        op.execute(line)
