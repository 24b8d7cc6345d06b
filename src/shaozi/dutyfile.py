"""Which duty list is in force, and its compiled form kept beside other caches.

Checking the YAML takes a quarter of a second and two large libraries; the compiled form is
keyed by the file's content and by this program's version, so it can never be stale.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from shaozi import __version__
from shaozi.duties import DutyBook
from shaozi.errors.ledger import NoSuchFile

#: Raised when the compiled form changes its shape.
FORMAT = 11


def data_file(name: str) -> Path:
    """A file that ships with the program: in the wheel, or in the source tree beside src/."""
    here = Path(__file__).parent
    shipped = here / "data" / name
    return shipped if shipped.exists() else here.parent.parent / "data" / name


def load(path: Path, cache: Path) -> DutyBook:
    """The duty list of that file; raises `BadDutyList` with all its faults."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise NoSuchFile(path) from None
    digest = sha256(raw).hexdigest()
    kept = cache / f"duties-{FORMAT}-{__version__}-{digest[:16]}.json"
    return DutyBook(_kept(kept) or _compile(path, digest, kept), data_file("triage.bin"))


def _kept(kept: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(kept.read_bytes())
    except (OSError, ValueError):
        return None
    return found


def _compile(path: Path, digest: str, kept: Path) -> dict[str, Any]:
    from shaozi.dutylint import compiled

    data = json.loads(json.dumps(compiled(path, digest, data_file("duty_list.yaml"))))
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        half.replace(kept)
    except OSError:
        pass  # a cache that cannot be written only costs time
    return dict(data)
