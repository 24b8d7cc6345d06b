"""The first ledger. Frozen once shipped: later changes are steps of their own."""

from alembic import op

revision = "0001"
down_revision = None

SCHEMA = (
    "CREATE TABLE cases ( number VARCHAR NOT NULL, desk VARCHAR NOT NULL, year INTEGER NOT NULL, running BIGINT NOT NULL, state VARCHAR NOT NULL, open BOOLEAN NOT NULL, channel VARCHAR NOT NULL, community VARCHAR NOT NULL, lane VARCHAR NOT NULL, ref VARCHAR, issue VARCHAR NOT NULL, address VARCHAR, person VARCHAR, duty VARCHAR, lead VARCHAR, decided_by VARCHAR, tier VARCHAR NOT NULL, logged_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, respond_due BIGINT NOT NULL, due BIGINT NOT NULL, due_known BOOLEAN NOT NULL, since BIGINT NOT NULL, outcome VARCHAR, solved VARCHAR, satisfied VARCHAR, resolved_at BIGINT, called_back_at BIGINT, ended_at BIGINT, reopened INTEGER NOT NULL, last_entry VARCHAR NOT NULL, PRIMARY KEY (number), UNIQUE (desk, year, running), UNIQUE (ref) )",
    "CREATE INDEX cases_by_due ON cases (open, due)",
    "CREATE INDEX cases_by_duty ON cases (duty, due)",
    "CREATE INDEX cases_by_running ON cases (running)",
    "CREATE INDEX cases_by_state ON cases (state, due)",
    "CREATE INDEX ix_cases_logged_at ON cases (logged_at)",
    'CREATE TABLE entries ( id VARCHAR NOT NULL, desk VARCHAR NOT NULL, number BIGINT NOT NULL, "case" VARCHAR NOT NULL, act VARCHAR NOT NULL, happened_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, actor VARCHAR NOT NULL, body VARCHAR NOT NULL, clock_set BOOLEAN NOT NULL, digest VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (desk, number), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED )',
    'CREATE INDEX entries_of_case ON entries ("case", number)',
    'CREATE TABLE people ( id VARCHAR NOT NULL, "case" VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, phone VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED )',
    'CREATE INDEX ix_people_case ON people ("case")',
    'CREATE TABLE texts ( id VARCHAR NOT NULL, "case" VARCHAR NOT NULL, kind VARCHAR NOT NULL, body VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED )',
    'CREATE INDEX ix_texts_case ON texts ("case")',
    'CREATE TABLE views ( id VARCHAR NOT NULL, "case" VARCHAR NOT NULL, seen_at BIGINT NOT NULL, actor VARCHAR NOT NULL, clock_set BOOLEAN NOT NULL, PRIMARY KEY (id), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED )',
    'CREATE INDEX ix_views_case ON views ("case")',
    'CREATE TABLE whistles ( number VARCHAR NOT NULL, "case" VARCHAR NOT NULL, kind VARCHAR NOT NULL, reason VARCHAR, whistled_at BIGINT NOT NULL, due BIGINT NOT NULL, stood_down_at BIGINT, PRIMARY KEY (number), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED )',
    'CREATE INDEX ix_whistles_case ON whistles ("case")',
    "CREATE INDEX ix_whistles_whistled_at ON whistles (whistled_at)",
    "CREATE TABLE calls ( whistle VARCHAR NOT NULL, unit VARCHAR NOT NULL, role VARCHAR NOT NULL, basis VARCHAR NOT NULL, called_at BIGINT NOT NULL, due BIGINT NOT NULL, arrived_at BIGINT, arrived_by VARCHAR, answered_at BIGINT, answer VARCHAR, score INTEGER, PRIMARY KEY (whistle, unit), FOREIGN KEY(whistle) REFERENCES whistles (number) DEFERRABLE INITIALLY DEFERRED )",
    "CREATE INDEX calls_waiting ON calls (arrived_at, due)",
    "CREATE INDEX ix_calls_called_at ON calls (called_at)",
    'CREATE TABLE moves ( entry VARCHAR NOT NULL, "case" VARCHAR NOT NULL, what VARCHAR NOT NULL, how VARCHAR NOT NULL, delta INTEGER NOT NULL, happened_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, channel VARCHAR NOT NULL, community VARCHAR NOT NULL, lane VARCHAR NOT NULL, duty VARCHAR NOT NULL, PRIMARY KEY (entry, what), FOREIGN KEY(entry) REFERENCES entries (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED )',
    "CREATE INDEX moves_by_time ON moves (happened_at)",
    'CREATE INDEX moves_of_case ON moves ("case")',
    "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT raise(ABORT, 'entries are append-only'); END",
    "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'entries are append-only'); END",
    "CREATE TRIGGER views_no_update BEFORE UPDATE ON views BEGIN SELECT raise(ABORT, 'views are append-only'); END",
    "CREATE TRIGGER views_no_delete BEFORE DELETE ON views BEGIN SELECT raise(ABORT, 'views are append-only'); END",
)


def upgrade() -> None:
    for line in SCHEMA:
        op.execute(line)
