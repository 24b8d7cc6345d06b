"""What shaozi writes, opened in LibreOffice. Slow: each start takes seconds."""

from pathlib import Path

import pytest

from conftest import Run
from office import as_pdf, words_of

pytestmark = pytest.mark.office


def test_a_letter_prints_with_its_chinese(run: Run, tmp_path: Path) -> None:
    run("task", "receive", "报送楼宇企业的用电数据", "--from", "区发展改革委")
    run("task", "assign", "1", "none")
    letter = tmp_path / "letter.txt"
    assert run("task", "decline", "1", "--reason", "清单上没有", "-o", str(letter)).code == 0
    assert "职责准入复函" in words_of(*as_pdf(tmp_path, letter))
