"""The clocks of a case: first contact, pauses, what the resident is still to be told."""

from alembic import op

revision = "0004"
down_revision = "0003"

SCHEMA = (
    "ALTER TABLE cases ADD COLUMN contacted_at BIGINT",
    "ALTER TABLE cases ADD COLUMN paused_at BIGINT",
    "ALTER TABLE cases ADD COLUMN paused_until BIGINT",
    "ALTER TABLE cases ADD COLUMN to_tell VARCHAR",
)
#: Whoever came or called was spoken with when the case was logged; see `lifecycle`.
SPOKEN = """
    UPDATE cases SET contacted_at = (
        SELECT happened_at FROM entries
        WHERE entries."case" = cases.number AND (
            act = 'settled' OR act = 'logged'
            AND json_extract(body, '$.channel') IN ('visit', 'walk_in', 'phone', 'wechat')
        )
    ) WHERE reopened = 0
"""


def upgrade() -> None:
    for line in (*SCHEMA, SPOKEN):
        op.execute(line)
