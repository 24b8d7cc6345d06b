"""A whole ledger as a file of lines, for another desk: docs/exchange.md says what is in it.

Each line is JSON: a head, one object a record, and at the end the digest of all before it. The
same ledger always makes the same bytes.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from shaozi.errors.ledger import NewerLedger, NoSuchFile
from shaozi.errors.lists import BadTable
from shaozi.exchange.writing import new_file
from shaozi.words import say

FORMAT = 1
_HEAD = b'{"format":'


def is_ledger_file(path: Path) -> bool:
    """Whether a file begins as one of these does."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEAD)) == _HEAD
    except OSError:
        return False


def write(records: Iterable[tuple[str, Mapping[str, Any]]], path: Path, *, over: bool) -> int:
    """Write the records, readable by their owner only; gives how many there were.

    Raises `FileExists` unless it may be written ``over``, or `CannotWrite`.
    """
    whole, count = sha256(), 0
    with new_file(path, over=over) as half, half.open("wb") as file:
        for line in _lines(records):
            whole.update(line)
            file.write(line)
            count += 1
        file.write(_line({"digest": whole.hexdigest()}))
    return count - 1


def _lines(records: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[bytes]:
    yield _line({"format": FORMAT, "shaozi": "ledger"})
    for kind, record in records:
        yield _line({kind: record})


def _line(item: Mapping[str, Any]) -> bytes:
    text = json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def read(path: Path) -> Generator[tuple[str, Mapping[str, Any]], None, None]:
    """The records of such a file; what was taken from it holds only once it was read to its end.

    Raises `NoSuchFile`, `NewerLedger`, or `BadTable` for a file that is cut off or was altered.
    """
    whole = sha256()
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                item = _object(path, number, line)
                if number == 1:
                    _check_head(path, item)
                if "digest" in item:
                    if item["digest"] != whole.hexdigest() or file.read(1):
                        break
                    return
                whole.update(line)
                if number > 1:
                    yield from item.items()
    except FileNotFoundError:
        raise NoSuchFile(path) from None
    except OSError as error:
        raise BadTable(path, error) from None
    raise _broken(path, say("内容被改动或不完整", "it was altered or cut off"))


def _broken(path: Path, why: str) -> BadTable:
    """It is sealed, so it is not to be mended: whoever wrote it writes it anew."""
    again = say(
        "请写它的台席再导出一份: shaozi export --ledger -o 文件",
        "have it written again where it came from: shaozi export --ledger -o FILE",
    )
    return BadTable(path, why, again)


def _check_head(path: Path, head: Mapping[str, Any]) -> None:
    form = head.get("format")
    if not isinstance(form, int) or head.get("shaozi") != "ledger":
        raise _broken(path, say("不是哨子的台账文件", "it is no ledger file of shaozi"))
    if form > FORMAT:
        raise NewerLedger(path, form, FORMAT)


def _object(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8", "surrogatepass"))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise _broken(path, say(f"第 {number} 行读不懂", f"line {number} cannot be read"))
    return found
