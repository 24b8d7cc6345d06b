"""Judging a duty list by labelled texts: reading the file, the figures, what a person sees."""

from pathlib import Path

import pytest

from conftest import Run
from shaozi.duties import DutyBook
from shaozi.exchange.labelled import Labelled, read_labelled
from shaozi.triage.assess import assess

LIGHT = "胡同里的路灯不亮，晚上看不清路"
DOG = "邻居养大狗不拴绳，孩子害怕"
ROWS = [Labelled(2, LIGHT, ("CG-26",)), Labelled(3, DOG, ("PA-17", "PA-02"))]


@pytest.mark.parametrize(
    "content",
    [
        f"text,code\n{LIGHT},CG-26\n{DOG},PA-17/PA-02\n".encode(),
        f"编号\t职责编码\t诉求内容\n1\tCG-26\t{LIGHT}\n2\tpa-17、PA-02\t{DOG}\n".encode(
            "utf-8-sig"
        ),
        f'内容,编码\r\n"{LIGHT}",CG-26\r\n{DOG},PA-17 PA-02\r\n\r\n'.encode("gb18030"),
    ],
    ids=["csv", "tsv with a byte order mark and a third column", "gb18030, quoted, a blank row"],
)
def test_texts_and_codes_are_found_by_their_headings(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "rows"
    path.write_bytes(content)
    assert read_labelled(path) == ROWS


def test_without_headings_the_column_of_codes_tells_itself(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(f"CG-26\t{LIGHT}\nPA-17/PA-02\t{DOG}\n", encoding="utf-8")
    assert read_labelled(path) == [row._replace(line=row.line - 1) for row in ROWS]


def test_figures_of_texts_counted_by_hand(book: DutyBook) -> None:
    texts: list[tuple[str, list[str]]] = [
        (LIGHT, ["CG-26"]),  # right, and decided
        (DOG, ["PA-02", "PA-17"]),  # any of its items will do
        (LIGHT, ["NS-07"]),  # wrong: not even the street's
        ("咕噜咕噜", ["CG-26"]),  # unreadable, so not decided
    ]
    found = assess(texts, book)
    assert found.whole.texts == 4
    assert found.whole.first == 2
    assert (found.decided, found.decided_right) == (3, 2)
    assert found.by_item["PA-02"] == (1, 1, 1)
    assert found.by_group["NS"] == (1, 0, 0)
    assert ("NS-07", "CG-26", 1) in found.confused
    assert sum(part.texts for part in found.bins) == 4
    gaps = sum(part.texts * abs(part.confidence - part.right) for part in found.bins)
    assert found.ece == pytest.approx(gaps / 4)


def test_the_command_says_it_all_and_names_rows_it_could_not_use(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"text,code\n{LIGHT},CG-26\n{DOG},XX-99\n{DOG},\n", encoding="utf-8")
    done = run("duty", "test", str(path))
    assert done.code == 0
    assert "第一个就对: 100.0% (1/1)" in done.out
    assert done.err == "第 3 行没有算: XX-99\n第 4 行没有算: 没有编码\n"
    item = run("duty", "test", str(path), "--json").json["item"]
    assert (item["count"], item["first"], item["decided_right"]) == (1, 1.0, 1.0)
    assert item["skipped"] == [{"line": 3, "codes": ["XX-99"]}, {"line": 4, "codes": []}]
    assert "first choice right: 100.0% (1/1)" in run("duty", "test", str(path), lang="en").out


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (None, 3, "没有文件"),
        (b"", 6, "没有内容"),
        (b"text,code\n", 6, "只有表头"),
        (b"hello,world\n", 6, "找不到内容列和编码列"),
        ("text,code\n路灯不亮,XX-99\n".encode(), 6, "没有一行的编码在职责清单里"),
        (b"\xff\xfe\x00\x81", 6, "不是 UTF-8"),
        (b'text,code\n"' + b"x" * 200_000, 6, "太长"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    content: bytes | None, code: int, says: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    if content is not None:
        path.write_bytes(content)
    done = run("duty", "test", str(path))
    assert done.code == code
    assert says in done.err
