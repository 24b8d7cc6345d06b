"""Two levels of whistle, what each unit did of its call, and what was promised."""

from alembic import op

revision = "0010"
down_revision = "0009"

SCHEMA = (
    "ALTER TABLE whistles ADD COLUMN called_at BIGINT",
    "ALTER TABLE whistles ADD COLUMN answer_due BIGINT",
    "ALTER TABLE whistles ADD COLUMN returned VARCHAR",
    "ALTER TABLE whistles ADD COLUMN founded VARCHAR",
    "ALTER TABLE calls ADD COLUMN received_at BIGINT",
    "ALTER TABLE calls ADD COLUMN post VARCHAR",
    "ALTER TABLE calls ADD COLUMN left_at BIGINT",
    "ALTER TABLE calls ADD COLUMN result_due BIGINT",
    "ALTER TABLE calls ADD COLUMN cooperation INTEGER",
    'CREATE TABLE promises ( number VARCHAR NOT NULL, "case" VARCHAR NOT NULL, source VARCHAR '
    "NOT NULL, unit VARCHAR NOT NULL, matter VARCHAR, due BIGINT NOT NULL, made_at BIGINT NOT "
    'NULL, kept_at BIGINT, replaced_at BIGINT, PRIMARY KEY (number), FOREIGN KEY("case") '
    "REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED )",
    'CREATE INDEX ix_promises_case ON promises ("case")',
    "CREATE INDEX promises_by_due ON promises (kept_at, replaced_at, due)",
)
#: Until now a whistle called its units when it was blown.
CALLED = "UPDATE whistles SET called_at = whistled_at"


def upgrade() -> None:
    for line in (*SCHEMA, CALLED):
        op.execute(line)
