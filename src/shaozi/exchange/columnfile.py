"""Mappings kept in files: written so that an office can mend them, found again by headings."""

import os
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shaozi.config import config_path
from shaozi.errors.exchange import BadMapping
from shaozi.errors.ledger import CannotWrite, NoSuchFile
from shaozi.exchange.columns import FIELDS, Columns
from shaozi.exchange.headings import Headings, headings, words
from shaozi.exchange.rejected import REASON
from shaozi.exchange.table import Table
from shaozi.exchange.writing import free
from shaozi.terms import Channel
from shaozi.words import say


def folder() -> Path:
    """Where mappings are kept that were not given a file."""
    return config_path().parent / "mappings"


def kept() -> Iterator[Columns]:
    """All mappings kept; raises `BadMapping` on one that cannot be read."""
    yield from map(load, sorted(folder().glob("*.toml")))


def known(titles: Sequence[str]) -> Columns | None:
    """The mapping kept for a file of these headings, if any."""
    wanted = set(titles) - {REASON}
    return next((found for found in kept() if set(found.titles) == wanted), None)


def load_for(table: Table, path: Path) -> tuple[Columns, Headings]:
    """A mapping and a file's headings; raises `BadMapping` where the file lacks one it names."""
    mapping = load(path)
    named = [title for titles in mapping.columns.values() for title in titles]
    found = headings(table, named)
    missing = [title for title in named if title not in found.titles]
    if missing:
        listed = say("、", ", ").join(missing)
        why = say(f"{table.path} 里没有这一列: {listed}", f"{table.path} has no column {listed}")
        raise BadMapping(path, why)
    return mapping, found


def load(path: Path) -> Columns:
    """A mapping from its file; raises `NoSuchFile` or `BadMapping`."""
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise NoSuchFile(path) from None
    except (OSError, ValueError) as error:
        raise BadMapping(path, str(error)) from None
    try:
        columns = {field: _titles(heard) for field, heard in found["columns"].items()}
        mapping = Columns(
            source=str(found.get("source", path.stem)),
            titles=tuple(map(str, found.get("titles", ()))),
            columns=columns,
            channel=Channel(found.get("channel", Channel.OTHER)),
            day_first=bool(found.get("day_first", True)),
            answers={str(field): str(title) for field, title in found.get("answers", {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadMapping(path, str(error)) from None
    _check(path, mapping)
    return mapping


def _titles(heard: Any) -> tuple[str, ...]:
    return (heard,) if isinstance(heard, str) else tuple(map(str, heard))


def _check(path: Path, mapping: Columns) -> None:
    strange = sorted({*mapping.columns} - {*FIELDS} | {*mapping.answers} - {*words()["answers"]})
    if strange:
        listed = say("、", ", ").join(strange)
        raise BadMapping(path, say(f"没有这一项: {listed}", f"there is no such field: {listed}"))
    if not mapping.columns.get("text"):
        raise BadMapping(path, say("没有写明 text（诉求内容）", "it does not say what text is"))


def save(mapping: Columns, path: Path | None = None) -> Path:
    """Write a mapping with a word on each part; gives where. Raises `CannotWrite`."""
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment(say("文件的哪一列是什么", "Which column of a file is what")))
    document["source"] = mapping.source
    document["channel"] = mapping.channel.value
    document["day_first"] = mapping.day_first
    document["titles"] = list(mapping.titles)
    columns = {f: t[0] if len(t) == 1 else list(t) for f, t in mapping.columns.items()}
    document["columns"] = columns
    document["answers"] = dict(mapping.answers)
    path = path or free(folder() / f"{_safe(mapping.source)}.toml")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{os.getpid()}")
        half.write_text(tomlkit.dumps(document), encoding="utf-8")
        half.replace(path)
    except OSError as error:
        raise CannotWrite(path, error) from None
    return path


def _safe(name: str) -> str:
    """The name of a source as one of a file."""
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in name)[:60]
