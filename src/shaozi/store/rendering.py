"""Renders the statements and the schema ahead of time: ``python -m shaozi.store.rendering``."""

from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from shaozi.store.statements import STATEMENTS

RENDERED = Path(__file__).with_name("rendered_sqlite.py")
_HEAD = '''"""Rendered from `statements` and `models`; do not edit.

Make it anew with ``python -m shaozi.store.rendering``.
"""

'''
#: Full text over the pieces that `finding` makes; it keeps no text of its own.
SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5 "
    "(pieces, content = '', tokenize = 'unicode61 remove_diacritics 0')"
)
#: Tables whose lines nobody may change: SQLite fires these even for REPLACE, because the
#: store turns recursive_triggers on.
APPEND_ONLY = ("entries", "views", "task_entries", "member_entries")


def statements() -> dict[str, str]:
    """The SQL of every statement, by name; values are named, those of a new row in order."""
    named, in_order = sqlite.dialect(paramstyle="named"), sqlite.dialect(paramstyle="qmark")
    return {
        name: " ".join(
            str(statement.compile(dialect=in_order if name.startswith("put_") else named)).split()
        )
        for name, statement in STATEMENTS.items()
    }


def schema() -> list[str]:
    """What creates an empty ledger: tables, indexes, triggers."""
    dialect = sqlite.dialect()
    made = []
    for table in SQLModel.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    made.append(SEARCH)
    made += [
        f"CREATE TRIGGER {name}_no_{verb} BEFORE {verb.upper()} ON {name} "
        f"BEGIN SELECT raise(ABORT, '{name} are append-only'); END"
        for name in APPEND_ONLY
        for verb in ("update", "delete")
    ]
    return [" ".join(line.split()) for line in made]


def rendered() -> str:
    """The whole rendered file."""
    lines = [_HEAD, "STATEMENTS: dict[str, str] = {\n"]
    lines += [f"    {name!r}: {sql!r},\n" for name, sql in statements().items()]
    lines += ["}\n\n", "SCHEMA: tuple[str, ...] = (\n"]
    lines += [f"    {sql!r},\n" for sql in schema()]
    lines += [")\n"]
    return "".join(lines)


if __name__ == "__main__":
    RENDERED.write_text(rendered(), encoding="utf-8")
