"""Which duty list is in force."""

from pathlib import Path
from typing import Any

from shaozi.compiled import compiled
from shaozi.dutybook import DutyBook

#: The compiled form; the number is raised when its shape changes.
FORM = "duties-12"


def data_file(name: str) -> Path:
    """A file that ships with the program: in the wheel, or in the source tree beside src/."""
    here = Path(__file__).parent
    shipped = here / "data" / name
    return shipped if shipped.exists() else here.parent.parent / "data" / name


def load(path: Path, cache: Path) -> DutyBook:
    """The duty list of that file; raises `BadDutyList` with all its faults, or `NoSuchFile`."""
    return DutyBook(compiled(path, cache, FORM, _checked), data_file("triage.bin"))


def _checked(path: Path, digest: str) -> dict[str, Any]:
    from shaozi import dutylint

    return dutylint.compiled(path, digest, data_file("duty_list.yaml"))
