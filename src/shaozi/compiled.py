"""A file an office keeps by hand, in the form that a command reads at once.

Checking a YAML file takes large libraries and up to a quarter of a second. Its compiled form is
kept beside other caches under the file's digest and this program's version, so it can never be
stale.
"""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from shaozi import __version__
from shaozi.errors.ledger import NoSuchFile


def compiled(
    path: Path, cache: Path, form: str, check: Callable[[Path, str], dict[str, Any]]
) -> dict[str, Any]:
    """What ``check`` makes of the file and its digest, or made of it before; raises `NoSuchFile`.

    ``form`` names the shape of what is kept, and changes when that does. Whatever ``check``
    raises passes through: a file with faults is never kept.
    """
    try:
        digest = sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise NoSuchFile(path) from None
    kept = cache / f"{form}-{__version__}-{digest[:16]}.json"
    return _kept(kept) or _keep(check(path, digest), kept)


def _kept(kept: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(kept.read_bytes())
    except (OSError, ValueError):
        return None
    return found


def _keep(made: dict[str, Any], kept: Path) -> dict[str, Any]:
    """Gives what was made as it will be read next time."""
    text = json.dumps(made, ensure_ascii=False)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_text(text, encoding="utf-8")
        half.replace(kept)
    except OSError:
        pass  # a cache that cannot be written only costs time
    return dict(json.loads(text))
