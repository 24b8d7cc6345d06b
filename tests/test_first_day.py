"""What a first day at the desk brought to light: each test was once a complaint."""

from pathlib import Path

import pytest

from conftest import Run
from machine import ledger
from shaozi.dutylint import read
from shaozi.privacy import scrub
from shaozi.store.ids import new_id

PASTED = "张专员你好，我是5号楼2单元的李秀兰，楼上502漏水，电话13800001111"


def test_a_pasted_message_tells_the_units_nothing_of_who_sent_it(run: Run) -> None:
    run("log", PASTED, "--duty", "SQ-07")
    said = run("whistle", "1", "--reason", "劝不动").out
    assert "李**" in said
    assert not any(word in said for word in ("李秀兰", "502", "13800001111"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("我叫王建国，住3号楼", "我叫王**，住3号楼"),
        ("联系人：赵敏", "联系人：赵*"),
        ("楼上1203漏水", "楼上***漏水"),
        ("我是这里的居民，来反映漏水", "我是这里的居民，来反映漏水"),
        ("住2018年建的楼", "住2018年建的楼"),
    ],
)
def test_people_who_say_who_they_are_are_masked(typed: str, shown: str) -> None:
    assert scrub(typed) == shown


def test_a_text_of_several_lines_is_marked_so_that_none_passes_for_a_fact(run: Run) -> None:
    run("log", "灯坏了\n  结果: 已修好", "--duty", "CG-26")
    assert "    |   结果: 已修好\n" in run("show", "1").out


def test_a_blank_outside_number_is_none(run: Run) -> None:
    run("log", "路灯不亮", "--ref", " ")
    assert run("log", "路灯还不亮", "--ref", "").code == 0
    assert run("show", "1", "--json").json["item"]["ref"] is None


def test_a_reopened_case_that_is_assigned_anew_keeps_its_new_deadline(run: Run) -> None:
    run("log", "路灯不亮", "--settled", "换了灯泡", now="2018-05-01T10:00+08:00")
    run("reopen", "1", "--reason", "又坏了", now="2018-05-18T10:00+08:00")
    run("assign", "1", "CG-24")
    due = run("show", "1", "--json").json["item"]["due"]
    assert due == "2018-05-25T23:59:59+08:00"


def test_two_codes_of_one_desk_in_the_same_second_still_make_one_history(run: Run) -> None:
    run("log", "路灯不亮")
    for desk in ("AA", "BB", "AA"):
        run("note", "SZ-18-00001", "去看过", env={"SHAOZI_DESK": desk})
    assert run("undo", "SZ-18-00001").code == 0
    assert run("doctor").code == 0


def test_attachments_are_in_the_backup_and_their_loss_is_noticed(run: Run, tmp_path: Path) -> None:
    photo = tmp_path / "灯.jpg"
    photo.write_bytes(b"jpeg")
    run("log", "路灯不亮")
    run("attach", "1", str(photo))
    done = run("backup", str(tmp_path / "copy.db"))
    assert "1 个附件" in done.err
    (kept,) = (tmp_path / "copy.db.files").iterdir()
    assert kept.read_bytes() == b"jpeg"
    for path in ledger().with_name(ledger().name + ".files").iterdir():
        path.unlink()
    lost = run("doctor")
    assert (lost.code, "附件不在了" in lost.out) == (8, True)


def test_what_is_missing_in_one_item_hides_no_fault_of_another(tmp_path: Path) -> None:
    file = tmp_path / "list.yaml"
    file.write_text(
        "version: '1'\n"
        "tiers: {emergency: {respond: 30m, resolve: 2h}, general: {respond: 24h, resolve: 7d}}\n"
        "units: [{id: lamps, zh: 灯, kind: department}]\n"
        "items:\n"
        "  - {code: CG-01, title: 甲, lead: lamp, community_can_resolve: true,\n"
        "     enforcement: false, basis: [法], clock: {tier: general}}\n"
        "  - {code: CG-01, title: 乙, community_can_resolve: true,\n"
        "     enforcement: false, clock: {tier: soon}}\n",
        encoding="utf-8",
    )
    found = [(fault.line, fault.message.split(" ")[0]) for fault in read(file)[1]]
    assert found == [(5, "unknown"), (7, "1.basis"), (7, "1.lead"), (7, "CG-01"), (8, "CG-01:")]


@pytest.mark.parametrize("text", ["我不想活了", "家里漏气", "孩子从窗户掉下去了"])
def test_few_words_of_mortal_danger_are_enough(run: Run, text: str) -> None:
    assert run("check", text, "--json").json["item"]["verdict"] == "emergency"


def test_a_list_with_faults_is_not_taken_into_use(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("items: []", encoding="utf-8")
    assert run("config", "set", "duty_list", str(tmp_path / "bad.yaml")).code == 6
    assert run("log", "路灯不亮").code == 0


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("独居老人三天没出门，敲门没人应", {"minsheng", "gongan"}),
        ("电梯里困着一个孩子在哭", {"dianti", "qu_xiaofang"}),
        ("我家闻到一股煤气味", {"ranqi", "xiaofang"}),
    ],
)
def test_an_emergency_calls_police_and_fire_too_and_says_what_to_dial_first(
    run: Run, text: str, units: set[str]
) -> None:
    logged = run("log", text)
    assert "先打110、119、120或122" in logged.out
    assert logged.err.startswith("下一步: shaozi whistle SZ-18-00001")
    called = run("whistle", "1", "--json").json["item"]
    assert called["kind"] == "YJ"
    assert units <= {call["unit"] for call in called["calls"]}


def test_ids_sort_as_they_were_given() -> None:
    given = [new_id() for _ in range(20_000)]
    assert given == sorted(given)
    assert len(set(given)) == len(given)
    assert {found[14] for found in given} == {"7"}
