"""Rows of a JSON Lines file: an object a line; an object within one is read as ``outer.inner``."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shaozi.errors.lists import BadTable
from shaozi.exchange.table import MAX_COLUMNS, Row, Table, surveyed
from shaozi.words import say


def read(path: Path) -> Table:
    """The whole file read once: its columns are all names that occur. Raises `BadTable`."""
    titles: dict[str, int] = {}
    for _, found, _ in _objects(path):
        for name in _flat(found or {}):
            if len(titles) < MAX_COLUMNS:
                titles.setdefault(name, len(titles))

    def rows() -> Iterator[Row]:
        for line, found, raw in _objects(path):
            if found is None:
                fault = say("这一行不是 JSON 对象", "this line is no JSON object")
                yield Row(line, (raw,), fault)
            else:
                flat = _flat(found)
                yield Row(line, tuple(flat.get(title, "") for title in titles))

    count, sample = surveyed(rows())
    return Table(path, rows, count, sample, tuple(titles), form="jsonl")


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Each line that is not blank, the object it is, if any, and itself; a cut line is refused."""
    with path.open(encoding="utf-8-sig") as file:
        number = 0
        try:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                found = _object(line)
                if found is None and not line.endswith("\n"):
                    why = say(f"第 {number} 行断了", f"line {number} is cut off")
                    raise BadTable(path, why)
                yield number, found, line
        except UnicodeDecodeError:
            why = say(
                f"第 {number + 1} 行附近不是 UTF-8", f"it is not UTF-8 near line {number + 1}"
            )
            raise BadTable(path, why) from None


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _flat(found: Mapping[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in found.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{inner}": _plain(part) for inner, part in value.items()}
        else:
            flat[name] = _plain(value)
    return flat


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
