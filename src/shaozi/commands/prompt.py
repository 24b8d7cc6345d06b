"""``shaozi desk``: a prompt for who types many commands; ``shaozi completion``: for the shell."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from shaozi.commands.base import at_a_terminal, talk
from shaozi.commands.late import typer
from shaozi.words import say

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer


class Shell(StrEnum):
    """The shells that a script is written for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def completion(
    shell: Annotated[
        Shell, typer.Argument(metavar=say("外壳", "SHELL"), help=say("哪种外壳", "which shell"))
    ],
) -> None:
    """The script by which a shell completes shaozi's commands."""
    sys.stdout.write(Path(__file__).with_name("completion").joinpath(shell).read_text("utf-8"))


#: What leaves the prompt, beside Ctrl-D.
LEAVE = {"exit", "quit", "退出"}


def desk() -> Iterator[list[str]]:
    """Give the commands typed at a prompt, one by one; their process stays, so each is quick."""
    for line in _typed():
        try:
            words = shlex.split(line)
        except ValueError:
            talk(say("引号没有成对", "a quotation mark is not closed"))
            continue
        if words[:1] == ["shaozi"]:
            del words[0]
        if words and words[0] in LEAVE:
            return
        if words and words != ["desk"]:
            yield words


def _typed() -> Iterator[str]:
    """Lines from the keyboard; what was typed before is remembered until Ctrl-D, in no file."""
    if not at_a_terminal():
        yield from sys.stdin
        return
    from prompt_toolkit import PromptSession

    talk(say("要离开: 输入 退出，或按 Ctrl-D", "to leave: type exit, or press Ctrl-D"))
    session: PromptSession[str] = PromptSession(completer=_completer(), complete_while_typing=False)
    while True:
        try:
            line = session.prompt(say("哨子> ", "shaozi> "))
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        yield line


def _completer() -> Completer:
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    from shaozi.commands.completing import candidates

    class Words(Completer):
        """What `candidates` gives for the words before the cursor."""

        def get_completions(
            self, document: Document, complete_event: CompleteEvent
        ) -> Iterator[Completion]:
            before = document.text_before_cursor
            words = [*before.split(), *([""] if before[-1:] in ("", " ") else [])]
            for value, meaning in candidates(words):
                yield Completion(value, -len(words[-1]), display_meta=meaning)

    return Words()
