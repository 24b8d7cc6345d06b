"""Two desks may have logged one outside number: no longer unique, looked for by an index."""

import re

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    found = run(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'cases'"
    ).scalar_one()
    indexes = run(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'cases' AND type = 'index' AND sql NOT NULL"
    )
    made_again = [re.sub(r",\s*UNIQUE \(ref\)", "", found), *(row[0] for row in indexes)]
    run("CREATE TEMP TABLE kept AS SELECT * FROM cases")
    run("DROP TABLE cases")
    for line in made_again:
        run(line)
    run("INSERT INTO cases SELECT * FROM kept")
    run("DROP TABLE kept")
    run("CREATE INDEX ix_cases_ref ON cases (ref)")
