"""The forms of a report: one screen, HTML, Markdown, CSV, JSON, as people and programs see them."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from conftest import Run, Screen
from machine import digest, ledger
from months import Months
from office import told_by
from shaozi import cli, config, words
from shaozi.dutybook import DutyBook
from shaozi.render.section import Kind, cell_text
from shaozi.store import open_store
from shaozi.worktime import BEIJING

LIGHT = "胡同口的路灯不亮"
#: A Saturday; the months made up end the day before.
NOW = "2018-05-19T10:00:00+08:00"
START = int(datetime(2018, 4, 24, tzinfo=BEIJING).timestamp())
MARKUP = "<script>alert(1)</script> **灯** [x](http://a) `b` | <img src=x onerror=y> =1+1 &amp;"
Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    """The ledger of `street`, once some test has made it."""
    return {}


@pytest.fixture
def street(run: Run, book: DutyBook, built: dict[str, bytes]) -> Run:
    """A street with nearly four weeks of all kinds of acts behind it."""
    path = ledger()
    if not built:
        with open_store(path, create=True) as store, store.writing():
            Months(store, book, START, seed=11).live(25, acts_a_day=30)
        built["ledger"] = whole(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(built["ledger"])
    run("list", now=NOW)
    return run


def whole(path: Path) -> bytes:
    """The ledger with what its journal still held."""
    with open_store(path, create=False) as store:
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def drawn(
    monkeypatch: pytest.MonkeyPatch, *typed: str, width: int, lang: str = "zh", now: str = NOW
) -> str:
    """What a terminal of that width shows, without colours."""
    names = {"TERM": "dumb", "COLUMNS": str(width), "SHAOZI_NOW": now, "SHAOZI_LANG": lang}
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    config._dirs.cache_clear()
    words.language.cache_clear()
    screen = Screen()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", screen)
        with pytest.raises(SystemExit):
            cli.main(typed)
    return screen.text() + "\n"


# --- as people see it -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_a_supervisor_reads_the_week_on_one_screen(
    street: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, width: int, lang: str
) -> None:
    from rich.cells import cell_len

    seen = drawn(monkeypatch, "report", "weekly", width=width, lang=lang)
    golden(f"weekly.{width}.{lang}.txt", seen)
    assert max(map(cell_len, seen.splitlines())) <= width
    assert len(seen.splitlines()) <= 50


def test_a_rate_of_a_handful_is_not_compared(street: Run) -> None:
    rows = [line.split("\t") for line in street("report", "weekly").out.splitlines()]
    compared = {row[1]: row[2:] for row in rows if row[0] == "compared"}
    assert compared["解决率（共 5）"] == ["60.0%", "0.0%", "–"]
    assert compared["按时办结率（共 27）"] == ["22.2%", "30.0%", "▼ 降 7.8 点"]


@pytest.mark.parametrize("form", ["html", "md", "json", "csv"])
def test_a_file_is_what_it_was(street: Run, golden: Golden, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"week.{form}"
    assert street("report", "weekly", "-o", str(path)).code == 0
    golden(f"weekly.{form}", path.read_bytes().decode().replace("\r\n", "\n"))


@pytest.mark.parametrize("report", ["units", "common", "ledger"])
def test_the_other_reports_of_a_month(
    street: Run, golden: Golden, tmp_path: Path, report: str
) -> None:
    path = tmp_path / f"{report}.md"
    assert street("report", report, "-o", str(path)).code == 0
    golden(f"{report}.md", path.read_text("utf-8"))
    told = street("report", report, "--json")
    assert told.json["item"]["period"] == "2018-05"


#: (the week, when it is looked at): what is special of it stands in the file beside.
EDGES = {
    "empty": ("2018-W21", "2018-05-25"),
    "first": ("2018-W17", "2018-04-29"),
    "53": ("2020-W53", "2021-01-03"),
    "across_the_year": ("2019-W01", "2019-01-06"),
    "spring_festival": ("2018-W08", "2018-02-25"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("edge", EDGES)
def test_a_week_at_an_edge_reads_right(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, edge: str, lang: str
) -> None:
    week, day = EDGES[edge]
    if edge != "first":
        for told in ("2017-02-22", "2018-02-06", "2018-02-14", "2018-12-31", "2020-12-30"):
            if told <= day:
                run("log", LIGHT, "--duty", "CG-26", now=f"{told}T10:00:00+08:00")
    run("log", LIGHT, "--duty", "CG-26", now=f"{day}T09:00:00+08:00") if edge == "first" else None
    seen = drawn(
        monkeypatch,
        "report",
        "weekly",
        "--week",
        week,
        width=100,
        lang=lang,
        now=f"{day}T18:00:00+08:00",
    )
    golden(f"week_{edge}.{lang}.txt", seen)


# --- as programs see it ---------------------------------------------------------------------------


class Page(HTMLParser):
    """What of a page carries figures, the tags it is made of, and where its links go."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: dict[str, str] = {}
        self.tags: set[str] = set()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids |= {found["id"]} if "id" in found else set()
        if "data-figure" in found:
            self.figures[found["data-figure"]] = found["data-value"]
        if tag == "a":
            self.links.append(found["href"])

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def page_of(html: str) -> Page:
    page = Page()
    page.feed(html)
    return page


def value_of(item: dict[str, Any], figure: str) -> Any:
    """A figure of the page in the JSON, by its name."""
    if "/" not in figure:
        return item["total"][figure]
    table, _, rest = figure.partition("/")
    row, _, name = rest.rpartition("/")
    if table == "compared":
        now, then = item["compared"]["now"], item["compared"]
        change = name.removesuffix("_change") if name.endswith("_change") else None
        past = then["year_ago" if change == "year" else change or name]
        return now[row] - past[row] if change else past[row]
    if table in ("ended_how", "rungs"):
        return item[table][row]
    if table == "hand_overs":
        return sum([one["giver"], one["taker"]] == row.split(" ") for one in item[table])
    if table == "attention":
        return item["late_entries"] if row == "late_entries" else len(item["cases"][row])
    found = next(one for one in item[table] if row in (*one.values(),))
    return found[name] if name in found else found["excluded"][name]


def test_the_figures_of_the_page_are_those_of_the_json(street: Run, tmp_path: Path) -> None:
    path = tmp_path / "week.html"
    street("report", "weekly", "-o", str(path))
    item = street("report", "weekly", "--json").json["item"]
    page = page_of(path.read_text("utf-8"))
    assert len(page.figures) > 200
    for figure, shown in page.figures.items():
        assert float(shown) == pytest.approx(value_of(item, figure)), figure


def test_every_link_of_the_page_leads_somewhere_on_it(street: Run, tmp_path: Path) -> None:
    path = tmp_path / "week.html"
    street("report", "weekly", "-o", str(path))
    page = page_of(path.read_text("utf-8"))
    assert len(page.links) > 200
    assert {link[1:] for link in page.links} <= page.ids
    assert "http" not in re.sub(r"http-equiv", "", path.read_text("utf-8"))


def test_a_file_of_json_is_what_the_command_prints(street: Run, tmp_path: Path) -> None:
    path = tmp_path / "week.json"
    street("report", "weekly", "-o", str(path))
    assert json.loads(path.read_text("utf-8")) == street("report", "weekly", "--json").json


def test_a_case_is_reported_with_its_timeline(street: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    assert street("report", "case", "3", "-o", str(path)).code == 0
    written = path.read_text("utf-8")
    assert written.startswith("# 专报 SZ-18-00003\n")
    told = street("report", "case", "3", "--json").json["item"]
    assert written.count("\n| 2018-") == len(told["history"])


# --- what residents wrote -------------------------------------------------------------------------


@pytest.fixture
def marked(run: Run) -> Run:
    """A case in every field of which somebody tried to write more than text."""
    where = ("--community", f"=1+1 {MARKUP}", "--lane", f"@SUM(A1) {MARKUP}")
    for _ in range(3):
        assert run("log", MARKUP, *where, "--at", f"+1 {MARKUP}", "--duty", "CG-26").code == 0
    return run


@pytest.mark.parametrize("report", ["weekly", "common", "ledger"])
def test_markup_in_a_residents_text_stays_text(marked: Run, tmp_path: Path, report: str) -> None:
    page_path, plain_path = tmp_path / "a.html", tmp_path / "a.md"
    marked("report", report, "-o", str(page_path))
    marked("report", report, "-o", str(plain_path))
    page = page_of(page_path.read_text("utf-8"))
    assert {"script", "img", "b", "iframe"}.isdisjoint(page.tags)
    assert "<script>alert(1)</script>" in "".join(page.said)
    assert not re.search(r"(?<!\\)(<|\*\*|\[x\]|`)", plain_path.read_text("utf-8"))


@pytest.mark.parametrize("report", ["weekly", "common", "ledger"])
def test_no_cell_of_a_csv_is_a_formula(marked: Run, tmp_path: Path, report: str) -> None:
    path = tmp_path / "a.csv"
    marked("report", report, "-o", str(path))
    cells = [cell for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))) for cell in row]
    assert any(cell.startswith("'=1+1") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_who_lives_there_is_masked_in_every_form(run: Run, tmp_path: Path) -> None:
    issue = "我是李秀兰，电话13812345678，3号楼2单元501室漏水"
    where = ("--at", "西巷8号3号楼2单元501室", "--name", "李秀兰", "--phone", "13812345678")
    for _ in range(3):
        run("log", issue, *where, "--duty", "SQ-07")
    for report in (("weekly",), ("common",), ("ledger",), ("case", "1")):
        for form in ("html", "md", "csv", "json"):
            path = tmp_path / f"{report[0]}.{form}"
            assert run("report", *report, "-o", str(path)).code == 0
            written = path.read_text("utf-8")
            assert not re.search("李秀兰|13812345678|501室", written), path.name


# --- the file -------------------------------------------------------------------------------------


def test_a_kind_of_file_that_is_not_known_is_refused_with_the_list(run: Run, home: Path) -> None:
    refused = run("report", "weekly", "-o", str(home / "week.pdf"))
    assert refused.code == 2
    assert ".html、.md、.json、.csv、.xlsx、.docx" in refused.err
    assert not list(home.glob("week*"))


def test_a_file_that_is_there_stays_unless_told_otherwise(run: Run, home: Path) -> None:
    path = home / "week.md"
    path.write_text("mine", encoding="utf-8")
    assert run("report", "weekly", "-o", str(path)).code == 1
    assert path.read_text("utf-8") == "mine"
    assert run("report", "weekly", "-o", str(path), "--yes").code == 0
    assert path.read_text("utf-8").startswith("# 周报")
    assert [found.name for found in home.glob("*week*")] == ["week.md"]


def test_where_no_file_can_be_written_nothing_is_left(run: Run, home: Path) -> None:
    refused = run("report", "weekly", "-o", str(home / "no" / "week.md"))
    assert (refused.code, "Traceback" in refused.err) == (1, False)


def test_two_periods_at_once_are_refused(run: Run) -> None:
    for typed in (
        ("--week", "2018-W20", "--from", "2018-05-01", "--to", "2018-05-02"),
        ("--from", "2018-05-01"),
    ):
        assert run("report", "weekly", *typed).code == 2


def test_reports_change_nothing(street: Run, tmp_path: Path) -> None:
    before = digest()
    for report in (("weekly",), ("monthly",), ("units",), ("common",), ("ledger",), ("case", "1")):
        street("report", *report)
        street("report", *report, "-o", str(tmp_path / f"{report[0]}.html"))
    assert digest() == before


def test_an_office_with_weights_sees_a_score_beside_the_raw_rates(street: Run) -> None:
    assert street("report", "weekly", "--json").json["item"]["score"] is None
    env = {"SHAOZI_SCORE_WEIGHTS": "30/35/35"}
    item = street("report", "weekly", "--json", env=env).json["item"]
    shares = [rate["share"] for rate in item["rates"]]
    by_hand = sum(w * share for w, share in zip((30, 35, 35), shares, strict=True))
    assert item["score"] == pytest.approx(by_hand)
    assert item["weights"] == [30, 35, 35]


@pytest.mark.parametrize(
    ("kind", "value", "of", "shown"),
    [
        (Kind.COUNT, 12, Kind.COUNT, "12"),
        (Kind.COUNT, 0.125, Kind.SHARE, "12.5%"),
        (Kind.COUNT, None, Kind.SHARE, "–"),
        (Kind.MINUTES, 119.0, Kind.COUNT, "119 分钟"),
        (Kind.MINUTES, 150.0, Kind.COUNT, "2.5 小时"),
        (Kind.MINUTES, 4320.0, Kind.COUNT, "3 天"),
        (Kind.CHANGE, 3, Kind.COUNT, "▲ 多 3"),
        (Kind.CHANGE, -3, Kind.COUNT, "▼ 少 3"),
        (Kind.CHANGE, 0, Kind.COUNT, "＝ 持平"),
        (Kind.CHANGE, 0.05, Kind.SHARE, "▲ 升 5.0 点"),
        (Kind.CHANGE, -0.05, Kind.SHARE, "▼ 降 5.0 点"),
        (Kind.SCORE, 88.456, Kind.COUNT, "88.5"),
    ],
)
def test_a_value_is_read_in_the_units_of_people(
    home: Path, kind: Kind, value: float | None, of: Kind, shown: str
) -> None:
    assert cell_text(kind, value, of) == shown


# --- in a real browser ----------------------------------------------------------------------------

#: Put into the test's own copy of the page: how wide it is, what stands out to the right, and the
#: figures that are there.
PROBE = """
<script>
const wide = document.documentElement.clientWidth;
const out = [...document.querySelectorAll("body *")]
  .filter(one => one.getBoundingClientRect().right > wide + 1)
  .map(one => one.tagName + " " + one.textContent.trim().slice(0, 40));
const figures = Object.fromEntries([...document.querySelectorAll("[data-figure]")]
  .map(one => [one.dataset.figure, one.dataset.value]));
const scroll = document.documentElement.scrollWidth;
parent.postMessage(JSON.stringify({wide, scroll, out, figures}), "*");
</script></body>
"""


@pytest.mark.office
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("report", ["weekly", "common", "ledger"])
def test_a_browser_shows_all_of_the_page_and_the_figures_of_the_json(
    street: Run, tmp_path: Path, width: int, report: str
) -> None:
    path = tmp_path / "page.html"
    street("report", report, "-o", str(path))
    page = re.sub(r"<meta http-equiv.*?>", "", path.read_text("utf-8"))
    path.write_text(page.replace("</body>", PROBE), encoding="utf-8")
    seen = json.loads(told_by(path, tmp_path, width))
    assert seen["out"] == []
    assert (seen["wide"], seen["scroll"]) == (width, width)
    if report == "weekly":
        item = street("report", "weekly", "--json").json["item"]
        assert len(seen["figures"]) > 200
        for figure, value in seen["figures"].items():
            assert float(value) == pytest.approx(value_of(item, figure)), figure
