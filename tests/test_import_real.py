"""Files that other programs and real offices wrote.

SHAOZI_REAL_MESSAGES names a file (csv with the columns id, field, text) that cannot be given
away; where it is not set, that is said and the test is skipped.
"""

import csv
import os
import subprocess
from pathlib import Path

import pytest

from conftest import Run
from machine import digest
from test_import import ROWS, told, write

#: Read at once: a test's own home knows nothing of this machine's settings.
NAMED = os.environ.get("SHAOZI_REAL_MESSAGES")


@pytest.mark.skipif(not NAMED, reason="SHAOZI_REAL_MESSAGES is not set: no real messages")
def test_real_messages_are_imported_whole_and_once(run: Run, tmp_path: Path) -> None:
    real = Path(NAMED or "")
    with real.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["id"], row["text"].strip()) for row in csv.DictReader(file)]
    item = run("import", str(real), "--yes", "--json").json["item"]
    numbers = {number for number, _ in rows}
    assert (item["imported"], item["known"]) == (len(numbers), len(rows) - len(numbers))
    assert dict(told(run)) == dict(reversed(rows))
    before = digest()
    assert run("import", str(real), "--json").json["item"]["known"] == len(rows)
    assert digest() == before
    as_gb = write(tmp_path / "gb.csv", real.read_text("utf-8-sig"), "gb18030")
    assert run("import", as_gb, "--json").json["item"]["known"] == len(rows)


def saved_by_office(source: Path, form: str) -> Path:
    """The file as LibreOffice saves it."""
    profile = (source.parent / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", form]
    command += ["--infilter=CSV:44,34,76", "--outdir", str(source.parent / "saved"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return source.parent / "saved" / f"{source.stem}.{form.partition(':')[0]}"


@pytest.mark.office
@pytest.mark.parametrize(
    "form",
    ["xlsx", "csv:Text - txt - csv (StarCalc):44,34,85"],
    ids=["xlsx", "csv in GB18030"],
)
def test_what_libreoffice_saved_is_imported(form: str, run: Run, tmp_path: Path) -> None:
    source = tmp_path / "工单.csv"
    write(source, ROWS)
    saved = saved_by_office(source, form)
    if form != "xlsx":
        assert "路灯" in saved.read_text("gb18030")
    done = run("import", str(saved), "--yes")
    assert done.code == 0, done.err
    assert told(run) == [("G1", "胡同口的路灯不亮"), ("G2", "楼道堆满杂物")]
    first = run("show", "1", "--json", "--reveal").json["item"]
    assert first["logged_at"] == "2018-05-17T10:30:00+08:00"
    assert first["person"]["phone"] == "13812345678"
