"""Bringing an older ledger up to this version, after a copy of it; loaded only when due."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from alembic import command
from alembic.config import Config

from shaozi.errors.ledger import FileExists
from shaozi.store.copying import copy_ledger

MIGRATIONS = Path(__file__).with_name("migrations")


def alembic_config(ledger: Path) -> Config:
    """Alembic's settings for one ledger; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["ledger"] = ledger
    return config


def migrate(ledger: Path, version: int) -> Path:
    """Upgrade a ledger of an older version; gives the copy that was made first."""
    kept = ledger.with_name(f"{ledger.name}.v{version}.bak")
    with suppress(FileExists), closing(sqlite3.connect(ledger)) as source:
        copy_ledger(source, kept)  # another program that does the same was there first
    command.upgrade(alembic_config(ledger), "head")
    return kept
