"""A file an office keeps by hand, read into its shape: all its faults, each with its line."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from shaozi.words import say
from shaozi.yamlfile import Fault, Lines, Path_, line_of, opened

Shape = TypeVar("Shape", bound=BaseModel)


def read_as(model: type[Shape], path: Path) -> tuple[Shape | None, list[Fault]]:
    """The file in that shape, or None, and all its faults in the order of their lines."""
    parsed, lines, faults = opened(path)
    if parsed is None:
        return None, faults
    try:
        found = model.model_validate(parsed)
    except ValidationError as error:
        return None, sorted([*faults, *shape_faults(error, lines)])
    return (None, sorted(faults)) if faults else (found, [])


_SHAPE = {
    "missing": ("缺少 {key}", "{key} is missing"),
    "string_pattern_mismatch": ("{key} 的写法不对: {value}", "{key} is not written right: {value}"),
    "too_short": ("{key} 是空的", "{key} is empty"),
    "string_too_short": ("{key} 是空的", "{key} is empty"),
}


def shape_faults(error: ValidationError, lines: Lines) -> Iterator[Fault]:
    """What pydantic found wrong, in the words of whoever wrote the file."""
    for found in error.errors():
        path: Path_ = found["loc"]
        key = ".".join(str(part) for part in path[-2:]) or say("文件", "the file")
        zh, en = _SHAPE.get(
            found["type"], ("{key} 的值不对: {value}", "{key} has a wrong value: {value}")
        )
        value = str(found["input"])[:40]
        yield Fault(line_of(lines, path), say(zh, en).format(key=key, value=value))
