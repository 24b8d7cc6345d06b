"""Every statement the program runs, as SQLAlchemy Core expressions over `models`.

They are rendered ahead of time (`python -m shaozi.store.rendering`), so that a daily command
needs neither SQLAlchemy nor SQLModel loaded; a test proves that the rendered file is current.
"""

from sqlalchemy import ClauseElement

from shaozi.store.statements import acts, figures, lists, registers, upkeep

STATEMENTS: dict[str, ClauseElement] = {
    **acts.STATEMENTS,
    **lists.STATEMENTS,
    **registers.STATEMENTS,
    **figures.STATEMENTS,
    **upkeep.STATEMENTS,
}
