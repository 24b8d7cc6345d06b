"""The programs of an office: with them the group `office` opens what shaozi wrote."""

import os
import subprocess
from pathlib import Path

#: Chromium, LibreOffice and poppler, which reads a PDF's text back and draws its pages.
PROGRAMS = ("chromium", "soffice", "pdftotext", "pdftoppm")


def as_pdf(folder: Path, *files: Path) -> list[Path]:
    """The files as LibreOffice prints them, in ``folder``; one start for all of them."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    environment = os.environ | {"LC_ALL": "C.UTF-8"}  # a plain text is read as UTF-8
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment)
    return [folder / f"{file.stem}.pdf" for file in files]


def words_of(pdf: Path) -> str:
    """What can be read on the pages."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
