"""Plain YAML that an office writes by hand: its values, where each stands, what makes it no such.

Loaded only when a file is new or is being checked.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from shaozi.words import say

#: Where a value stands in the file: keys and indexes from the top.
Path_ = tuple[str | int, ...]
Lines = Mapping[Path_, int]

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Fault(NamedTuple):
    """One thing wrong with a list, and the line to look at (from 1; 0: the file as a whole)."""

    line: int
    message: str

    def __str__(self) -> str:
        """As an officer reads it."""
        if not self.line:
            return self.message
        return say(f"第 {self.line} 行: {self.message}", f"line {self.line}: {self.message}")


def opened(path: Path, *, as_written: bool = False) -> tuple[Any, Lines, list[Fault]]:
    """A file's values, their lines, and the faults of its YAML; None where it is none.

    ``as_written`` leaves every value the text it is, so that a day is not yet a date.
    """
    raw = path.read_bytes()
    faults = list(_unreadable(raw))
    if faults:
        return None, {}, faults
    lines: dict[Path_, int] = {}
    faults = list(_walk(yaml.compose(raw, Loader=_LOADER), (), lines))
    try:
        loader = yaml.BaseLoader if as_written else _LOADER
        return yaml.load(raw, Loader=loader) or {}, lines, faults  # noqa: S506 -- safe loaders
    except (ValueError, yaml.YAMLError) as error:  # a date that no calendar has; a lone =
        return None, lines, [Fault(0, say(f"读不了: {error}", f"cannot be read: {error}"))]


def _unreadable(raw: bytes) -> Iterator[Fault]:
    """What makes a file no plain YAML list: told from its parts, before anything is built.

    Aliases can stand for more than a memory holds, tags for anything, and depth breaks the
    reader; a list needs none of them.
    """
    if len(raw) > MAX_BYTES:
        yield Fault(0, say("文件太大", "the file is too large"))
        return
    depth = 0
    try:
        for event in yaml.parse(raw, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 0
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                yield Fault(line, say("层次太深", "nested too deeply"))
                return
            if isinstance(event, yaml.AliasEvent):
                yield Fault(line, say("不能用别名 *", "aliases (*) are not taken"))
                return
            elif getattr(event, "tag", None):
                yield Fault(line, say("不能用标签 !", "tags (!) are not taken"))
        yield from _odd_keys(yaml.compose(raw, Loader=_LOADER))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error)
        yield Fault(mark.line + 1 if mark else 0, f"YAML: {what}")
    except (UnicodeDecodeError, ValueError) as error:
        yield Fault(0, say(f"读不了: {error}", f"cannot be read: {error}"))


def _odd_keys(node: Any) -> Iterator[Fault]:
    """A key is a word; a list or table in its place, or a merge, is a slip."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _odd_keys(child)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
                message = say("键要是一个词", "a key must be a word")
                yield Fault(key.start_mark.line + 1, message)
            yield from _odd_keys(child)


def _walk(node: Any, path: Path_, lines: dict[Path_, int]) -> Iterator[Fault]:
    """Note each value's line; a key written twice is a fault, since YAML keeps only the last."""
    if node is None or path in lines or len(path) > 12:
        return
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield from _walk(child, (*path, index), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if (*path, key.value) in lines:
                message = say(f"“{key.value}”写了两次", f"“{key.value}” is written twice")
                yield Fault(key.start_mark.line + 1, message)
            yield from _walk(child, (*path, key.value), lines)


def line_of(lines: Lines, path: Path_) -> int:
    """The line of a value, or of the nearest part that holds it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)
