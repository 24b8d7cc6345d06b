"""Typer and the shared options, loaded when first something is asked of them.

Options are written in annotations, which only Typer reads: where there is help, completion or a
mistake to be dealt with. A line that `typed` understands needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typer as typer

    from shaozi.commands import options as options
else:

    class _Late:
        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, attribute: str) -> Any:
            return getattr(import_module(self._name), attribute)

    typer = _Late("typer")
    options = _Late("shaozi.commands.options")
