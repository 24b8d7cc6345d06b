"""When a case is to be signed for, answered for the time being, and called back."""

from alembic import op

revision = "0011"
down_revision = "0010"

COLUMNS = ("sign_in_due", "signed_at", "interim_due", "interim_at", "call_back_due")


def upgrade() -> None:
    for name in COLUMNS:
        op.execute(f"ALTER TABLE cases ADD COLUMN {name} BIGINT")
