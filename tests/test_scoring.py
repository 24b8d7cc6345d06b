"""Both sides of a whistle are scored: what a called unit's parts add up to, and the whistler."""

from datetime import date
from typing import Any

import pytest
import yaml

from shaozi.case import Call, Whistle
from shaozi.duties import ScoreRule
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file, load
from shaozi.scoring import score_of, whistler_score
from shaozi.terms import Attendance, Part

RULE = ScoreRule(
    weights={"report_in": 30, "cooperation": 30, "result": 40},
    report_in={"on_time": 100, "late": 60, "no_show": 0},
    founded={"yes": 100, "no": 0},
    basis="",
    basis_en="",
)


def call(score: int | None, cooperation: int | None) -> Call:
    return Call("S1", "dianli", "lead", "", 0, 10, score=score, cooperation=cooperation)


@pytest.mark.parametrize(
    ("came", "cooperation", "score", "total"),
    [
        (Attendance.ON_TIME, 100, 100, 100.0),
        (Attendance.ON_TIME, 90, 80, 89.0),  # 3000 + 2700 + 3200 of 100
        (Attendance.LATE, 90, 80, 77.0),  # 1800 + 2700 + 3200
        (Attendance.NO_SHOW, 0, 0, 0.0),
        (Attendance.LATE, None, 80, 71.4),  # (1800 + 3200) / 70
        (Attendance.LATE, 90, None, 75.0),  # (1800 + 2700) / 60
        (Attendance.RELEASED, 90, 80, 84.3),  # its coming weighs nothing: 5900 / 70
        (Attendance.WAITING, None, 50, 50.0),
    ],
)
def test_the_parts_add_up_by_weight(
    came: Attendance, cooperation: int | None, score: int | None, total: float
) -> None:
    found = score_of(call(score, cooperation), came, RULE)
    assert found is not None
    assert found.total == total


@pytest.mark.parametrize("came", Attendance)
def test_nobody_is_scored_before_the_street_has_judged(came: Attendance) -> None:
    assert score_of(call(None, None), came, RULE) is None


def test_a_part_an_office_gives_no_weight_is_left_out() -> None:
    rule = RULE._replace(weights={"report_in": 0, "cooperation": 0, "result": 40})
    found = score_of(call(80, 10), Attendance.LATE, rule)
    assert found is not None
    assert [scored.part for scored in found.parts] == [Part.RESULT]
    assert score_of(call(None, 10), Attendance.LATE, rule) is None


@pytest.mark.parametrize(("founded", "score"), [("yes", 100), ("no", 0), (None, None)])
def test_the_whistler_is_scored_by_whether_it_was_well_founded(
    founded: str | None, score: int | None
) -> None:
    blown = Whistle("S1", "1", "QS", None, 0, 10, founded=founded)
    assert whistler_score(blown, RULE) == score


# --- the data -------------------------------------------------------------------------------------


def test_what_no_source_fixes_is_labelled_and_what_is_law_is_cited() -> None:
    written: dict[str, Any] = yaml.safe_load(data_file("duty_list.yaml").read_text("utf-8"))
    scores = written["scores"]
    assert "缺省值，待本街道核定" in scores["basis"]
    for cited in scores["laws"]:
        assert cited["law"] == "《北京市接诉即办工作条例》"
        assert cited["article"] == "第33条"
        assert cited["checked"] >= date(2026, 11, 30)
    for kind in written["kinds"].values():
        assert "缺省值" in kind["basis"]
        assert kind["approve_in"]


def test_the_shipped_list_says_where_its_weights_come_from(book: DutyBook) -> None:
    assert book.scores.basis.startswith("《北京市接诉即办工作条例》第33条；")
    assert [book.kinds[kind].approve_in for kind in ("YJ", "ZF", "ZD", "QS")] == [
        *("10m", "1h", "4h", "4h")
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("approve_in: 10m", "approve_in: 1d", "时限“1d”不对"),
        ("approve_in: 10m", "approve_in: soon", "时限“soon”不对"),
        ("result: 40}", "result: 0}", "result"),
        ("late: 60,", "late: 600,", "late"),
        ("article: 第33条, checked: 2026-11-30", "article: 第33条, checked: 昨天", "checked"),
    ],
)
def test_an_office_that_writes_them_wrongly_is_told(
    old: str, new: str, said: str, tmp_path: Any, home: Any
) -> None:
    from shaozi.dutylint import read

    text = data_file("duty_list.yaml").read_text("utf-8")
    assert old in text
    path = tmp_path / "list.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(said in str(fault) for fault in read(path)[1])


def test_a_list_of_before_has_the_defaults(tmp_path: Any) -> None:
    written: dict[str, Any] = yaml.safe_load(data_file("duty_list.yaml").read_text("utf-8"))
    del written["scores"]
    for kind in written["kinds"].values():
        del kind["approve_in"]
    path = tmp_path / "list.yaml"
    path.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    book = load(path, tmp_path)
    assert (book.kinds["YJ"].approve_in, book.scores.basis) == ("10m", "缺省值，待本街道核定")
