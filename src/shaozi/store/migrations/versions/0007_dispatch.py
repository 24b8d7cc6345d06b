"""Who received a case first, how often it was handed over, and an objection not ruled on."""

from alembic import op

revision = "0007"
down_revision = "0006"

SCHEMA = (
    "ALTER TABLE cases ADD COLUMN receiver VARCHAR",
    "ALTER TABLE cases ADD COLUMN handovers INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE cases ADD COLUMN objection VARCHAR",
    "CREATE INDEX cases_objected ON cases (objection) WHERE objection IS NOT NULL",
)


def upgrade() -> None:
    for line in SCHEMA:
        op.execute(line)
