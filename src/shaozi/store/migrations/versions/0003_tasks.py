"""District assignments, their history and texts."""

from alembic import op

revision = "0003"
down_revision = "0002"

SCHEMA = (
    "CREATE TABLE tasks ( number VARCHAR NOT NULL, desk VARCHAR NOT NULL, year INTEGER NOT "
    "NULL, running BIGINT NOT NULL, state VARCHAR NOT NULL, source VARCHAR NOT NULL, ref "
    "VARCHAR NOT NULL, community VARCHAR NOT NULL, issue VARCHAR NOT NULL, asked VARCHAR, fit"
    " VARCHAR NOT NULL, duty VARCHAR, lead VARCHAR, decided_by VARCHAR, received_at BIGINT "
    "NOT NULL, recorded_at BIGINT NOT NULL, answer_due BIGINT, starts_after BIGINT, reason "
    "VARCHAR, letter VARCHAR, approval VARCHAR, approver VARCHAR, answered_at BIGINT, "
    "last_entry VARCHAR NOT NULL, PRIMARY KEY (number), UNIQUE (desk, year, running) )",
    "CREATE INDEX tasks_by_running ON tasks (running)",
    "CREATE INDEX tasks_by_state ON tasks (state, received_at)",
    "CREATE TABLE task_entries ( id VARCHAR NOT NULL, desk VARCHAR NOT NULL, number BIGINT "
    "NOT NULL, task VARCHAR NOT NULL, act VARCHAR NOT NULL, happened_at BIGINT NOT NULL, "
    "recorded_at BIGINT NOT NULL, actor VARCHAR NOT NULL, body VARCHAR NOT NULL, clock_set "
    "BOOLEAN NOT NULL, digest VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (desk, number), "
    "FOREIGN KEY(task) REFERENCES tasks (number) DEFERRABLE INITIALLY DEFERRED )",
    "CREATE INDEX entries_of_task ON task_entries (task, number)",
    "CREATE TABLE task_texts ( id VARCHAR NOT NULL, task VARCHAR NOT NULL, kind VARCHAR NOT "
    "NULL, body VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(task) "
    "REFERENCES tasks (number) DEFERRABLE INITIALLY DEFERRED )",
    "CREATE INDEX ix_task_texts_task ON task_texts (task)",
    "CREATE TRIGGER task_entries_no_update BEFORE UPDATE ON task_entries BEGIN SELECT "
    "raise(ABORT, 'task_entries are append-only'); END",
    "CREATE TRIGGER task_entries_no_delete BEFORE DELETE ON task_entries BEGIN SELECT "
    "raise(ABORT, 'task_entries are append-only'); END",
)


def upgrade() -> None:
    for line in SCHEMA:
        op.execute(line)
