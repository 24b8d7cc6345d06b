"""The joint team's roster, its history and texts."""

from alembic import op

revision = "0012"
down_revision = "0011"

SCHEMA = (
    "CREATE TABLE members ( number VARCHAR NOT NULL, desk VARCHAR NOT NULL, year INTEGER "
    "NOT NULL, running BIGINT NOT NULL, name VARCHAR NOT NULL, unit VARCHAR NOT NULL, "
    "post VARCHAR NOT NULL, from_day VARCHAR NOT NULL, to_day VARCHAR, weekdays VARCHAR "
    "NOT NULL, dates VARCHAR NOT NULL, substitutes VARCHAR NOT NULL, opinion VARCHAR, "
    "leaving_opinion VARCHAR, leaving_reason VARCHAR, last_entry VARCHAR NOT NULL, "
    "PRIMARY KEY (number), UNIQUE (desk, year, running) )",
    "CREATE INDEX members_by_running ON members (running)",
    "CREATE INDEX members_of_unit ON members (unit, from_day)",
    "CREATE TABLE member_entries ( id VARCHAR NOT NULL, desk VARCHAR NOT NULL, number "
    "BIGINT NOT NULL, member VARCHAR NOT NULL, act VARCHAR NOT NULL, happened_at BIGINT "
    "NOT NULL, recorded_at BIGINT NOT NULL, actor VARCHAR NOT NULL, body VARCHAR NOT "
    "NULL, clock_set BOOLEAN NOT NULL, digest VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE "
    "(desk, number), FOREIGN KEY(member) REFERENCES members (number) DEFERRABLE INITIALLY"
    " DEFERRED )",
    "CREATE INDEX entries_of_member ON member_entries (member, number)",
    "CREATE TABLE member_texts ( id VARCHAR NOT NULL, member VARCHAR NOT NULL, kind "
    "VARCHAR NOT NULL, body VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), "
    "FOREIGN KEY(member) REFERENCES members (number) DEFERRABLE INITIALLY DEFERRED )",
    "CREATE INDEX ix_member_texts_member ON member_texts (member)",
    "CREATE TRIGGER member_entries_no_update BEFORE UPDATE ON member_entries BEGIN SELECT"
    " raise(ABORT, 'member_entries are append-only'); END",
    "CREATE TRIGGER member_entries_no_delete BEFORE DELETE ON member_entries BEGIN SELECT"
    " raise(ABORT, 'member_entries are append-only'); END",
)


def upgrade() -> None:
    for line in SCHEMA:
        op.execute(line)
