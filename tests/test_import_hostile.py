"""Files that are cut off, mixed up or made to do harm: one sentence, and the ledger as it was."""

import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from machine import digest
from shaozi.exchange.files import open_table
from test_import import HEAD, LIGHT, ROWS, cases, workbook, write

Make = Callable[[Path], None]


def of(content: bytes | str) -> Make:
    def make(path: Path) -> None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def cut_workbook(path: Path) -> None:
    workbook(path, [row.split(",") for row in ROWS.splitlines()])
    path.write_bytes(path.read_bytes()[:-700])


def altered_workbook(path: Path) -> None:
    """A sheet whose packed bytes were changed: its check sum is wrong."""
    workbook(path, [row.split(",") for row in ROWS.splitlines()])
    whole = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        at = packed.getinfo("xl/worksheets/sheet1.xml").header_offset
    whole[at + 90 : at + 94] = b"\0\0\0\0"
    path.write_bytes(whole)


def packed(parts: dict[str, bytes]) -> Make:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as whole:
            for name, content in parts.items():
                whole.writestr(name, content)

    return make


def lying_bomb(path: Path) -> None:
    """A part that unpacks to far more than the workbook declares."""
    workbook(path, [row.split(",") for row in ROWS.splitlines()])
    with zipfile.ZipFile(path) as found:
        parts = {name: found.read(name) for name in found.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>")
    packed(parts)(path)
    whole = path.read_bytes()
    declared = len(parts[sheet]).to_bytes(4, "little")
    path.write_bytes(whole.replace(declared, (5000).to_bytes(4, "little")))


def laughing(path: Path) -> None:
    """Entities within entities, which grow without end when they are read."""
    workbook(path, [row.split(",") for row in ROWS.splitlines()])
    with zipfile.ZipFile(path) as found:
        parts = {name: found.read(name) for name in found.namelist()}
    lines = b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"ha") for n in range(12)
    )
    sheet = "xl/sharedStrings.xml"
    head, _, rest = parts[sheet].partition(b"?>")
    text = rest.replace(b"<t>", b"<t>&a11;", 1)
    parts[sheet] = head + b"?><!DOCTYPE sst [" + lines + b"]>" + text
    packed(parts)(path)


HOSTILE: dict[str, tuple[Make, str]] = {
    "cut in a quoted cell": (of(f'{HEAD}\n{LIGHT}\nG2,"楼道堆满'), "第 3 行起引号没有合上"),
    "cut within a character": (of(f"{ROWS}G3,路灯不亮".encode()[:-1]), "第 4 行的编码"),
    "two encodings, UTF-8 first": (
        of(ROWS.encode() + "G3,楼道里堆满杂物没人管\n".encode("gb18030")),
        "第 4 行的编码和第 1 行不一样",
    ),
    "two encodings, GB18030 first": (
        of(ROWS.encode("gb18030") + "G3,楼道里堆满杂物没人管\n".encode()),
        "第 4 行的编码和第 1 行不一样",
    ),
    "neither encoding": (of(b"\xff\xfe\x81\xff\n"), "不是 UTF-8，也不是 GB18030"),
    "binary junk": (of(bytes(range(256)) * 40), "不是表格文件"),
    "a picture": (of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "不是表格文件"),
    "old Excel": (of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "旧版 Excel"),
    "a quotation mark never closed": (of(f'{HEAD}\nG1,"' + "灯," * 60_000), "引号没有合上"),
    "nothing": (of(b""), "没有内容"),
    "no column of texts": (of("甲,乙\n1,2\n3,4\n"), "找不到写诉求内容的列"),
    "JSON cut off": (of('{"text": "路灯不亮"}\n{"text": "楼道'), "第 2 行断了"),
    "JSON Lines not in UTF-8": (of('{"text": "路灯"}\n{"text": "灯"}'.encode("gb18030")), "UTF-8"),
    "a workbook cut off": (cut_workbook, "文件损坏或不完整"),
    "a workbook altered": (altered_workbook, "文件损坏或不完整"),
    "a zip that is none": (of(b"PK\x03\x04" + bytes(500)), "文件损坏或不完整"),
    "a zip of something else": (packed({"a.txt": b"hello"}), "不是 xlsx 工作簿"),
    "a zip bomb": (packed({"xl/workbook.xml": bytes(80_000_000)}), "解压后有 80 MB"),
    "a zip bomb that lies about its size": (lying_bomb, "文件损坏或不完整"),
    "a workbook of entities": (laughing, "文件损坏或不完整"),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence_and_nothing_is_written(
    hostile: str, run: Run, tmp_path: Path
) -> None:
    make, says = HOSTILE[hostile]
    run("log", "井盖坏了")
    before = digest()
    make(tmp_path / "rows")
    done = run("import", str(tmp_path / "rows"), "--yes")
    assert done.code == 6, done.err
    assert says in done.err
    assert len(done.err.splitlines()) == 2
    assert digest() == before
    assert [path.name for path in tmp_path.glob("*rejected*")] == []


def test_a_file_of_two_hundred_columns_is_read_by_those_it_needs(run: Run, tmp_path: Path) -> None:
    wide = [f"备用{n}" for n in range(192)]
    rows = [[*row.split(","), *wide] for row in ROWS.splitlines()]
    file = write(tmp_path / "rows.csv", "\n".join(map(",".join, rows)) + "\n")
    done = run("import", file, "--yes")
    assert (done.code, "另有 192 列不读" in done.err) == (0, True)
    assert len(cases(run)) == 2


def test_a_cell_far_out_in_a_sheet_makes_no_millions_of_cells(run: Run, tmp_path: Path) -> None:
    rows = [row.split(",") for row in ROWS.splitlines()]
    file = workbook(tmp_path / "rows.xlsx", [*rows, *([[]] * 5000), [""] * 16_000 + ["x"]])
    assert run("import", file, "--yes").code == 0


def test_formulas_in_cells_are_kept_as_text_and_never_worked_out(run: Run, tmp_path: Path) -> None:
    text = "=1+1 路灯不亮"
    run("import", write(tmp_path / "rows.csv", f"{HEAD}\nG1,{text},=cmd|'/c calc'!A1\n"), "--yes")
    (case,) = cases(run)
    assert (case["text"], case["address"]) == (text, "=cmd|'/c calc'!A1")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_file_is_read_in_the_same_memory_whatever_its_size(form: str, tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"rows.{form}"
        row = "G{0},胡同口的路灯不亮,东四北大街{0}号,东巷社区,热线,王小明,13812345678,2018-05-17\n"
        with path.open("w", encoding="utf-8") as file:
            file.write(f"{HEAD}\n" if form == "csv" else "")
            for n in range(rows):
                as_json = f'{{"ref": "G{n}", "text": "胡同口的路灯不亮"}}\n'
                file.write(row.format(n) if form == "csv" else as_json)
        tracemalloc.start()
        with open_table(path) as table:
            assert sum(1 for _ in table.rows()) == rows + (form == "csv")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1000)
    small, large = peak(2000), peak(40_000)
    assert large < small + 200_000
