"""Bringing an older ledger up to this version, after a copy of it; loaded only when due."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config

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
    if not kept.exists():
        source = sqlite3.connect(ledger)
        try:
            copy_ledger(source, kept)
        finally:
            source.close()
    config = alembic_config(ledger)
    config.attributes["version"] = version
    command.upgrade(config, "head")
    return kept
