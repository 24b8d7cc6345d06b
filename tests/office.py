"""The programs of an office: with them the group `office` opens what shaozi wrote."""

import os
import subprocess
from html import unescape
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


#: A page that shows another in a frame of any width (a window has a least one) and keeps its word.
_FRAME = """<!doctype html><body>
<iframe src="{page}" style="border: 0" width="{width}" height="3000" scrolling="no"></iframe>
<script>
onmessage = told => {{ document.body.textContent = "told:" + told.data + ":told"; }}
</script>
"""


def told_by(page: Path, folder: Path, width: int) -> str:
    """What a page tells its parent, shown by a browser in a frame of that width."""
    frame = folder / "frame.html"
    frame.write_text(_FRAME.format(page=page.as_uri(), width=width), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu"]
    command += [f"--user-data-dir={folder / 'browser'}", "--window-size=1400,3200"]
    command += ["--virtual-time-budget=10000", "--dump-dom", frame.as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return unescape(done.stdout.decode().partition("told:")[2].partition(":told")[0])
