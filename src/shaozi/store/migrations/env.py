"""How Alembic reaches a ledger: one connection, each step with its number in one transaction.

The version lives in PRAGMA user_version, so that opening a ledger is one cheap look; the
revision of the same number is told to Alembic before it starts.
"""

from alembic import context
from sqlalchemy import create_engine, event, text

config = context.config
engine = create_engine(f"sqlite:///{config.attributes['ledger']}")


@event.listens_for(engine, "connect")
def _by_hand(connection, _record):  # type: ignore[no-untyped-def]
    connection.isolation_level = None  # the driver's own BEGIN would come too late for DDL


@event.listens_for(engine, "begin")
def _at_once(connection):  # type: ignore[no-untyped-def]
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.begin() as connection:
    context.configure(connection=connection, transaction_per_migration=False)
    # read under the lock: another program may have brought the ledger up to date meanwhile
    version = connection.execute(text("PRAGMA user_version")).scalar_one()
    connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32))"))
    connection.execute(text("DELETE FROM alembic_version"))
    if version:
        row = {"revision": f"{version:04d}"}
        connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), row)
    context.run_migrations()
    head = context.get_context().get_current_revision()
    connection.execute(text(f"PRAGMA user_version = {int(head or 0)}"))
    connection.execute(text("DROP TABLE alembic_version"))
engine.dispose()
