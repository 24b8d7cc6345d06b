"""Units by what officers call them, wherever a unit is typed."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from conftest import Run
from machine import digest
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file
from shaozi.dutylint import read
from shaozi.errors.typed import Ambiguous

JUNK = "3号楼楼道堆满杂物，疏散通道被堵"
REASON = ("--reason", "社区劝了三次，户主不搬")


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("区教委", "qu_jiaowei"),
        ("教委", "qu_jiaowei"),
        ("交警", "qu_jiaojing"),
        ("派出所", "gongan"),
        ("食药所", "shiyao"),
        ("城管", "chengguan"),
        ("城管委", "qu_chengguanwei"),
        ("消防", "xiaofang"),
        ("消防支队", "qu_xiaofang"),
        ("供电局", "dianli"),
        ("热力", "gongre"),
        ("房管所", "fangguan"),
        ("司法所", "qu_sifa"),
        ("人社局", "qu_renshe"),
        ("卫健委", "qu_weijian"),
        ("市场监管局", "qu_shichang"),
        ("执法队", "zhifadui"),
    ],
)
def test_a_unit_is_found_by_its_everyday_name(typed: str, unit: str, book: DutyBook) -> None:
    assert book.unit(typed).id == unit


@pytest.mark.parametrize(
    ("typed", "units"),
    [("消防队", ("xiaofang", "qu_xiaofang")), ("交通队", ("jiaotong", "qu_jiaojing"))],
)
def test_an_everyday_name_of_several_lists_them(
    typed: str, units: tuple[str, str], book: DutyBook
) -> None:
    with pytest.raises(Ambiguous) as refused:
        book.unit(typed)
    assert all(unit in refused.value.message for unit in units)
    assert book.unit(typed, among=units[1:]).id == units[1], "only one of them was called"


def test_every_name_of_every_unit_finds_it_or_lists_it(book: DutyBook) -> None:
    aliases = Counter(alias for unit in book.units.values() for alias in unit.aliases)
    for unit in book.units.values():
        for name in (unit.id, unit.zh, unit.en, *unit.aliases):
            if aliases[name] < 2:
                assert book.unit(name) == unit, name
    assert {alias for alias, units in aliases.items() if units > 1} == {"消防队", "交通队"}


def test_everyday_names_serve_wherever_a_unit_is_typed(run: Run) -> None:
    run("log", JUNK)
    assert run("whistle", "1", *REASON, "--to", "供电局", "--to", "交警").code == 0
    assert run("arrive", "1", "供电局", "--by", "王工").code == 0
    assert run("answer", "1", "交警", "--result", "已拖走").code == 0
    assert run("rate", "1", "交警", "--score", "90").code == 0
    run("stand-down", "1")
    assert run("refer", "1", "--to", "城管委").code == 0
    assert run("list", "--all", "--lead", "平安部", "--json").json["count"] == 1


def test_an_ambiguous_unit_is_refused_and_nothing_is_written(run: Run) -> None:
    run("log", JUNK)
    before = digest()
    refused = run("whistle", "1", *REASON, "--to", "消防队")
    assert (refused.code, refused.out) == (2, "")
    assert "xiaofang 消防（派驻）、qu_xiaofang 区消防救援机构" in refused.err
    assert digest() == before


def test_the_list_of_units_shows_what_else_they_go_by(run: Run) -> None:
    items = run("duty", "units", "--json").json["items"]
    assert {item["id"]: item["aliases"] for item in items}["qu_jiaowei"][:2] == ["区教委", "教委"]
    assert "区教委、教委" in run("duty", "units").out


@pytest.mark.parametrize(
    ("aliases", "fault"),
    [
        (["消防"], "“消防”是 xiaofang 的名称"),
        (["XIAOFANG"], "“XIAOFANG”是 xiaofang 的名称"),
        (["教委", "教委"], "教委 重复了"),
    ],
)
def test_an_alias_that_misleads_is_a_fault(
    aliases: list[str], fault: str, home: Path, tmp_path: Path
) -> None:
    whole = yaml.safe_load(data_file("duty_list.yaml").read_text("utf-8"))
    units = {unit["id"]: unit for unit in whole["units"]}
    units["qu_jiaowei"]["aliases"] = aliases
    path = tmp_path / "list.yaml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True), "utf-8")
    assert [found.message for found in read(path)[1]] == [fault]
