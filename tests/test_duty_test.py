"""Judging a duty list by labelled texts: reading the file, the figures, what a person sees."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from conftest import Run
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file, load
from shaozi.exchange.labelled import Labelled, read_labelled
from shaozi.triage.assess import assess
from shaozi.triage.verdict import check

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
        (b"\xff\xfe\x00\x81", 6, "不是表格文件"),
        (b"\xff\xfe\x81", 6, "不是 UTF-8"),
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


# --- what the matcher makes of a list, beside its faults -----------------------------------------


def own_list(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    data = yaml.safe_load(data_file("duty_list.yaml").read_text("utf-8"))
    change(data)
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def without(code: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["items"] = [item for item in data["items"] if item["code"] != code]
        for part in [*data["items"], *data["not_street"]]:
            part.pop("boundary", None)

    return change


def test_the_shipped_list_leaves_nothing_open(run: Run) -> None:
    assert run("duty", "lint", str(data_file("duty_list.yaml"))).code == 0


def test_a_matter_that_no_item_covers_is_named(run: Run, tmp_path: Path) -> None:
    done = run("duty", "lint", str(own_list(tmp_path, without("MS-10"))))
    assert done.code == 8
    assert "没有一项管: 退役军人和优抚对象服务" in done.out
    assert "仍可启用" in done.err


def test_items_with_the_same_words_are_named(run: Run, tmp_path: Path) -> None:
    def twice(data: dict[str, Any]) -> None:
        lamp = next(item for item in data["items"] if item["code"] == "CG-26")
        data["items"].append(deepcopy(lamp) | {"code": "CG-99"})

    path = own_list(tmp_path, twice)
    done = run("duty", "lint", str(path))
    assert done.code == 8
    assert "CG-26" in done.out
    assert "CG-99" in done.out
    (item,) = run("duty", "lint", str(path), "--json").json["items"]
    assert item["kind"] == "doubt"


# --- the order of the list, and what is added to it -----------------------------------------------


def asked() -> list[str]:
    rows = (Path(__file__).parent / "data" / "written.tsv").read_text("utf-8").splitlines()
    return [row.split("\t")[1] for row in rows]


def test_the_order_of_the_list_changes_nothing(book: DutyBook, tmp_path: Path) -> None:
    def shuffled(data: dict[str, Any]) -> None:
        for part in ("items", "not_street", "units"):
            data[part].reverse()
            Random(3).shuffle(data[part])

    other = load(own_list(tmp_path, shuffled), tmp_path)
    for text in asked()[::4]:
        assert check(text, other) == check(text, book)


def test_an_added_item_leaves_other_texts_alone(book: DutyBook, tmp_path: Path) -> None:
    def drones(data: dict[str, Any]) -> None:
        like = next(item for item in data["items"] if item["code"] == "CG-14")
        data["items"].append(
            deepcopy(like)
            | {
                "code": "CG-90",
                "title": "无人机扰民和低空飞行劝导",
                "scope": "劝导小区和广场上无人机低飞、偷拍和噪声扰民。",
                "hints": ["无人机", "航拍", "低飞"],
                "boundary": "",
            }
        )

    other = load(own_list(tmp_path, drones), tmp_path)
    texts = asked()
    first = [check(text, book).matches[0].code for text in texts]
    changed = [
        t for t, code in zip(texts, first, strict=True) if check(t, other).matches[0].code != code
    ]
    assert len(changed) / len(texts) < 0.01
    assert check("小区上空天天有人放无人机航拍，嗡嗡响", other).matches[0].code == "CG-90"
