"""What officers taught the matcher; open cases of a duty by when they were logged."""

from alembic import op

revision = "0002"
down_revision = "0001"

SCHEMA = (
    'CREATE TABLE lessons ( "case" VARCHAR NOT NULL, duty VARCHAR NOT NULL, "instead" VARCHAR, '
    "taught_at BIGINT NOT NULL, grams BLOB NOT NULL, "
    'PRIMARY KEY ("case"), '
    'FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED )',
    "DROP INDEX cases_by_duty",
    "CREATE INDEX cases_by_duty ON cases (duty, open, logged_at)",
    "CREATE INDEX ix_lessons_taught_at ON lessons (taught_at)",
)


def upgrade() -> None:
    for line in SCHEMA:
        op.execute(line)
