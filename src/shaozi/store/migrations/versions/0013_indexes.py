"""Indexes that SQLite chooses by itself: what is the same in every line of one stands first in it."""

from alembic import op

revision = "0013"
down_revision = "0012"

SCHEMA = (
    "DROP INDEX cases_paused",
    "CREATE INDEX cases_paused ON cases (open, paused_until) "
    "WHERE open = 1 AND paused_until IS NOT NULL",
    "DROP INDEX cases_uncontacted",
    "CREATE INDEX cases_uncontacted ON cases (contacted_at, respond_due, number) "
    "WHERE open = 1 AND resolved_at IS NULL AND contacted_at IS NULL",
    "DROP INDEX cases_objected",
    "CREATE INDEX cases_objected ON cases (open, objection) WHERE objection IS NOT NULL",
    "CREATE INDEX cases_unsigned ON cases (signed_at, sign_in_due, number) "
    "WHERE open = 1 AND resolved_at IS NULL AND signed_at IS NULL",
    "CREATE INDEX cases_interim ON cases (interim_at, interim_due, number) "
    "WHERE open = 1 AND resolved_at IS NULL AND interim_at IS NULL",
    "DROP INDEX whistles_open",
    'CREATE INDEX whistles_open ON whistles (stood_down_at, called_at, number, "case") '
    "WHERE stood_down_at IS NULL",
    "DROP INDEX entries_of_case",
    'CREATE INDEX entries_of_case ON entries ("case", act, happened_at)',
)


def upgrade() -> None:
    for line in SCHEMA:
        op.execute(line)
