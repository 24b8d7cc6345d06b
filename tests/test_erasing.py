"""Personal data go for good when their time is over, from every copy, and the facts stay."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from machine import digest, ledger, raw
from shaozi.desk import cases as acts
from shaozi.desk import erasing
from shaozi.desk.base import Desk, find_case
from shaozi.desk.cases import Issue
from shaozi.dutybook import DutyBook
from shaozi.erasure import residents
from shaozi.store import open_store
from shaozi.store.doctor import examine
from shaozi.store.erasing import sweep
from shaozi.worktime import BEIJING

ENDED, DAY_89, DAY_90 = (
    "2018-05-18T15:00:00+08:00",
    "2018-08-16T14:59+08:00",
    "2018-08-16T15:00+08:00",
)
NAME, PHONE = "王小明", "13812345678"
FLAT = "2单元501"
WHO = (NAME, "小明", PHONE, "01067128888", "501室", "501没")
ISSUE = f"我家3号楼{FLAT}室漏水，我叫{NAME}，电话{PHONE}"


def log(run: Run, text: str = ISSUE, **more: str) -> None:
    """A case of a resident who is known by name, number and flat."""
    given = {"name": NAME, "phone": PHONE, "at": f"东花市南里3号楼{FLAT}室"} | more
    options = [part for name, value in given.items() for part in (f"--{name}", value)]
    assert run("log", text, "--duty", "CG-02", *options).code == 0


def end(run: Run, number: str = "1") -> None:
    run("resolve", number, "--how", f"{NAME}家的水管换了")
    run("callback", number, "--solved", "yes", "--satisfied", "yes")
    assert run("close", number).code == 0


@pytest.fixture
def ended(run: Run) -> Run:
    """A case that ended on Friday 18 May 2018, at three."""
    log(run)
    run("note", "1", f"给{NAME}打了电话{PHONE}，501没人")
    run("amend", "1", "--phone", "01067128888", "--reason", f"{NAME}换了号码")
    end(run)
    return run


def stored(home: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file of the home, as its bytes are; the ledger's log beside it too."""
    for path in home.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def beside_the_ledger(home: Path) -> list[Path]:
    """The attachments of the ledger in use."""
    return [path for path, _ in stored(home) if path.parent.name == "ledger.db.files"]


def holding(home: Path, *words: str) -> set[str]:
    """The names of the files in which any of the words stands."""
    found = stored(home)
    return {path.name for path, text in found if any(word.encode() in text for word in words)}


def test_it_is_shown_whose_time_is_over_and_nothing_changes(ended: Run) -> None:
    before = digest()
    none = ended("erase", now=DAY_89)
    assert (none.code, none.out, "到期的: 0 件" in none.err) == (0, "", True)
    one = ended("erase", now=DAY_90)
    assert one.out == "SZ-18-00001\t2018-05-18T15:00:00+08:00\n"
    assert "shaozi erase --due" in one.err
    assert ended("erase", "--json").json["items"][0]["number"] == "SZ-18-00001"
    assert digest() == before


def test_the_desk_says_that_there_are_some(ended: Run) -> None:
    assert "个人信息" not in ended(now=DAY_89).out
    assert "个人信息到期 1 件\n    → shaozi erase\n" in ended(now=DAY_90).out
    assert ended("--json").json["item"]["to_erase"] == 1


def test_the_days_are_a_setting(ended: Run) -> None:
    assert ended("erase", "--json", now="2018-05-25T15:00+08:00").json["count"] == 0
    ended("config", "set", "erase_days", "7")
    assert ended("erase", "--json").json["count"] == 1
    assert ended("config", "set", "erase_days", "bald").code == 6


def test_who_it_was_is_nowhere_and_what_it_was_stays(ended: Run, home: Path) -> None:
    assert all(holding(home, one) >= {"ledger.db"} for one in WHO)
    done = ended("erase", "--due", "--yes", now=DAY_90)
    assert (done.code, done.out) == (0, "SZ-18-00001\n")
    assert done.err == "已清除 1 件案件的个人信息\n"
    assert holding(home, *WHO) == set()
    shown = ended("show", "1", "--reveal").out
    assert "漏水" in shown
    assert "水管换了" in shown
    assert "东花市南里3号楼" in shown
    assert "清除个人信息" in shown
    assert "满 90 天" in shown
    assert "反映人" not in shown
    case = ended("show", "1", "--json").json["item"]
    assert (case["person"], case["address"]) == (None, "东花市南里3号楼")
    assert case["erased_at"] == "2018-08-16T15:00:00+08:00"
    assert ended("doctor").code == 0
    assert ended("erase", "--json").json["count"] == 0


def test_with_texts_all_that_was_typed_is_nowhere(ended: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"a photo of the flat")
    ended("attach", "1", str(tmp_path / "photo"))
    (tmp_path / "photo").unlink()
    assert holding(home, "漏水", "水管换了", "photo of the flat")
    done = ended("erase", "1", "--texts", "--reason", f"{NAME}要求删除", "--yes", "--json")
    assert done.json["item"]["cases"][0]["kinds"][:2] == ["address", "attachment"]
    assert done.json["item"]["cases"][0]["attached"] == 0
    assert holding(home, NAME, PHONE, "漏水", "水管换了", "南里", "photo of the flat") == set()
    assert ended("doctor").code == 0
    shown = ended("show", "1").out
    assert "事项: （已清除）" in shown
    assert "全部文字  诉求人要求删除" in shown
    for command in (
        ("list", "--all"),
        ("list", "--all", "--json"),
        ("report", "ledger"),
        ("report", "case", "1"),
    ):
        assert ended(*command).code == 0


def test_attachments_that_stay_are_named(ended: Run) -> None:
    ended("attach", "1", str(Path(__file__)))
    assert "SZ-18-00001 的附件还在" in ended("erase", "1", "--reason", "居民要求", "--yes").err
    assert ended("erase", "1", "--texts", "--reason", "居民要求", "--yes").err.count("附件") == 0
    assert ended("doctor").code == 0


def test_search_loses_the_words(run: Run) -> None:
    def blocks() -> bytes:
        with raw() as connection:
            rows = connection.execute("SELECT block FROM search_data").fetchall()
        return b"".join(row[0] for row in rows)

    log(run, "zebrafish店漏水")  # a word alone among those that begin like it is kept whole
    log(run, "门口的路灯不亮")
    end(run)
    assert run("find", "zebrafish", "--json").json["count"] == 1
    assert b"zebrafish" in blocks()
    run("erase", "1", "--texts", "--reason", "居民要求", "--yes")
    assert run("find", "zebrafish", "--json").json["count"] == 0
    assert b"zebrafish" not in blocks()
    assert run("find", "路灯", "--json").json["count"] == 1


def test_the_file_s_unused_parts_and_its_log_lose_it_too(ended: Run, home: Path) -> None:
    with raw() as connection:  # as where SQLite was built to leave what it deletes
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE split AS SELECT * FROM texts")
        connection.execute("DROP TABLE split")
    with raw() as watching:  # keeps the log from being dropped when others close it
        watching.execute("SELECT count(*) FROM cases").fetchone()
        ended("note", "1", f"{NAME}，{PHONE}")
        assert "ledger.db-wal" in holding(home, NAME)
        assert ended("erase", "1", "--reason", "居民要求", "--yes").code == 0
        assert holding(home, *WHO) == set()


def test_where_it_may_not_be_wiped_yet_that_is_said(
    ended: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shaozi.store.opening.PATIENCE", 0.05)
    with raw() as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM cases").fetchone()
        refused = ended("erase", "1", "--reason", "居民要求", "--yes")
        assert (refused.code, "残留" in refused.err) == (7, True)
        assert "清除个人信息" in ended("show", "1").out
    assert ended("erase", "--due", "--yes").code == 0
    assert holding(home, *WHO) == set()


def test_the_figures_stay(ended: Run) -> None:
    def figures() -> object:
        return ended("report", "weekly", "--week", "2018-W20", "--json").json

    ended("list", now=DAY_90)
    before = figures()
    ended("erase", "--due", "--texts", "--yes")
    assert figures() == before


def test_an_open_case_keeps_them_and_says_what_is_next(run: Run) -> None:
    log(run)
    before = digest()
    refused = run("erase", "1", "--reason", "居民要求", "--yes")
    assert (refused.code, digest()) == (5, before)
    assert "shaozi resolve SZ-18-00001" in refused.err
    log(run, "楼道堆物")
    end(run, "2")
    before = digest()
    assert run("erase", "2", "1", "--reason", "居民要求", "--yes").code == 5
    assert digest() == before, "all of the cases named, or none"


def test_who_is_still_to_be_told_can_be_reached(run: Run) -> None:
    log(run)
    assert run("refer", "1", "--to", "供电").code == 0
    assert run("erase", "--json", now=DAY_90).json["count"] == 0
    refused = run("erase", "1", "--reason", "居民要求", "--yes")
    assert (refused.code, "shaozi contact SZ-18-00001 --told" in refused.err) == (5, True)
    run("contact", "1", "--told")
    assert run("erase", "--json").json["count"] == 1


def test_a_case_merged_into_one_that_is_open_waits_for_it(run: Run) -> None:
    log(run)
    log(run)
    run("merge", "2", "--into", "1", "--reason", "同一件")
    assert run("erase", "--json", now=DAY_90).json["count"] == 0
    assert "SZ-18-00001" in run("erase", "2", "--reason", "居民要求", "--yes").err
    end(run)
    assert run("erase", "--json").json["count"] == 1


def test_what_is_written_afterwards_is_due_again(ended: Run, home: Path) -> None:
    ended("erase", "--due", "--yes", now=DAY_90)
    ended("note", "1", f"{NAME}又来了，{PHONE}")
    assert ended("erase", "--json").json["count"] == 1
    ended("erase", "--due", "--yes")
    assert ended("erase", "--json").json["count"] == 0
    ended("reopen", "1", "--reason", "又漏")
    ended("amend", "1", "--name", "李秀兰")
    assert ended("show", "1", "--json").json["item"]["person"]["name"] == "李**"
    assert ended("doctor").code == 0


def test_it_cannot_be_undone(ended: Run) -> None:
    ended("erase", "1", "--reason", "居民要求", "--yes")
    before = digest()
    assert ended("undo", "1").code == 5
    assert digest() == before


def test_many_go_in_several_steps_and_others_write_in_between(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shaozi.commands.erasing.AT_ONCE", 2)
    for _ in range(5):
        log(run)
    for number in "12345":
        end(run, number)
    assert run("erase", "--due", "--yes", now=DAY_90).out.count("SZ-18-") == 5
    assert holding(home, *WHO) == set()
    assert run("doctor").code == 0


def test_stopped_half_way_it_says_how_to_go_on(
    ended: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("shaozi.store.erasing.sweep", stop)
        stopped = ended("erase", "--due", "--yes", now=DAY_90)
    assert (stopped.code, "已清除 1 件" in stopped.err) == (130, True)
    assert "shaozi erase --due" in stopped.err
    assert ended("erase", "--due", "--yes").code == 0
    assert holding(home, *WHO) == set()


def test_a_case_reopened_meanwhile_is_left_and_the_others_go(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(run)
    log(run)
    end(run, "1")
    end(run, "2")

    def reopened(*_: object, **__: object) -> None:
        assert run("reopen", "2", "--reason", "又来电", now=DAY_90).code == 0

    monkeypatch.setattr("shaozi.commands.erasing.agree", reopened)
    done = run("erase", "--due", now=DAY_90)
    assert (done.code, done.out.split()) == (0, ["SZ-18-00001"])
    assert run("show", "2", "--json").json["item"]["state"] == "handling"


def test_a_file_that_cannot_be_read_changes_nothing(ended: Run, home: Path) -> None:
    """A folder beside the ledger is no file of rejected rows."""
    ledger_folder = next(path.parent for path, _ in stored(home) if path.suffix == ".db")
    (ledger_folder / "x.rejected.d").mkdir()
    assert ended("erase", "1", "--reason", "居民要求", "--yes").code == 0


def test_a_short_line_that_anybody_may_type_stays_elsewhere(ended: Run, home: Path) -> None:
    ended("note", "1", "已联系")
    ended("note", "9", "已联系\n\n路灯")
    assert ended("erase", "1", "--reason", "居民要求", "--texts", "--yes").code == 0
    assert any("已联系".encode() in text for _, text in stored(home)), "another's draft"


def test_an_older_export_of_an_erased_case_opens_it_not_again(ended: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    assert ended("export", "--all", "-o", str(file)).code == 0
    ended("erase", "1", "--reason", "居民要求", "--texts", "--yes")
    done = ended("import", str(file), "--yes", "--json").json["item"]
    assert (done["imported"], done["known"]) == (0, 1)


def test_nothing_goes_unasked(ended: Run) -> None:
    before = digest()
    assert "--yes" in ended("erase", "1", "--reason", "居民要求").err
    assert "--reason" in ended("erase", "1", "--yes").err
    assert ended("erase", "1", "--due", "--yes").code == 2
    tried = ended("erase", "1", "--reason", "居民要求", "--dry-run", "--json").json["item"]
    assert (tried["dry_run"], tried["cases"][0]["kinds"]) == (
        True,
        ["address", "issue", "note", "outcome", "reason", "resident"],
    )
    assert digest() == before


def test_drafts_lose_it_and_keep_what_others_typed(ended: Run, home: Path) -> None:
    other = "李秀兰家楼下有人吵，说了水管换了就好，电话13987654321"
    failed = ended("note", "9", f"{NAME}，{PHONE}，501漏水\n\n{other}")
    assert failed.code == 3
    done = ended("erase", "1", "--reason", "居民要求", "--yes")
    assert "drafts" in done.err
    assert holding(home, *WHO) == set()
    assert any(other.encode() in text for _, text in stored(home)), "nobody else's line"


def test_copies_that_still_have_it_are_named(ended: Run, home: Path) -> None:
    backup = Path(ended("backup").out.strip())
    done = ended("erase", "1", "--reason", "居民要求", "--yes", "--json").json["item"]
    assert done["still_in"] == [str(backup)]
    assert holding(home, NAME) == {backup.name}
    backup.unlink()
    ended("backup")
    ended("note", "1", "来电询问")
    again = ended("erase", "1", "--reason", "居民要求", "--yes", "--json").json["item"]
    assert again["still_in"] == [], "a backup made since has nothing of it"


def test_a_backup_put_back_says_what_it_brings_back(ended: Run, home: Path) -> None:
    backup = ended("backup").out.strip()
    ended("erase", "1", "--reason", "居民要求", "--yes")
    ended("backup", str(home / "later.db"))
    item = ended("restore", str(home / "later.db"), "--json").json["item"]
    assert item["brought_back"] == [], "it was made after the erasing"
    restored = ended("restore", backup, "--yes")
    assert (restored.code, "shaozi erase SZ-18-00001" in restored.err) == (0, True)
    assert ended("erase", "1", "--reason", "居民要求", "--yes").code == 0


def test_a_backup_of_after_takes_away_the_attachment_that_one_of_before_brought(
    ended: Run, home: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"his face")
    ended("attach", "1", str(photo))
    ended("backup", str(tmp_path / "before.db"))
    ended("erase", "1", "--reason", "居民要求", "--texts", "--yes")
    ended("backup", str(tmp_path / "after.db"))
    assert ended("restore", str(tmp_path / "before.db"), "--yes").code == 0
    assert beside_the_ledger(home) != []
    assert ended("restore", str(tmp_path / "after.db"), "--yes").code == 0
    assert beside_the_ledger(home) == []


@pytest.mark.parametrize("texts", [(), ("--texts",)])
def test_collecting_a_copy_that_has_it_brings_nothing_back(
    ended: Run, home: Path, tmp_path: Path, texts: tuple[str, ...]
) -> None:
    copy = tmp_path / "elsewhere" / "copy.jsonl"
    copy.parent.mkdir()
    ended("export", "--ledger", "-o", str(copy))
    ended("erase", "1", "--reason", "居民要求", "--yes", *texts)
    before = digest()
    assert ended("collect", str(copy)).code == 0
    assert digest() == before
    copy.unlink()
    assert holding(home, NAME, PHONE) == set()


@pytest.mark.parametrize("texts", [(), ("--texts",)])
def test_an_erasure_at_another_desk_holds_here(
    ended: Run, home: Path, tmp_path: Path, texts: tuple[str, ...]
) -> None:
    erased, here = tmp_path / "erased.jsonl", ledger()
    aside = here.with_name("aside")
    here.rename(aside)
    aside.write_bytes(aside.read_bytes())
    with raw(aside) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    here.write_bytes(aside.read_bytes())
    ended("erase", "1", "--reason", "居民要求", "--yes", *texts)
    ended("export", "--ledger", "-o", str(erased))
    once = erased.read_bytes()
    aside.replace(here)
    assert holding(home, NAME, PHONE) == {here.name}
    collected = ended("collect", str(erased))
    assert (collected.code, "1 件的个人信息别处已清除" in collected.err) == (0, True)
    assert holding(home, NAME, PHONE) == set()
    assert ended("doctor").code == 0
    ended("export", "--ledger", "-o", str(tmp_path / "again"))
    assert (tmp_path / "again").read_bytes() == once


def test_a_text_that_comes_back_by_hand_is_found_by_doctor(ended: Run) -> None:
    with raw() as connection:
        person = connection.execute("SELECT * FROM people").fetchone()
    ended("erase", "1", "--reason", "居民要求", "--yes")
    with raw() as connection:
        connection.execute("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?)", person)
    found = ended("doctor", "--json")
    assert (found.code, len(json.loads(found.out)["item"]["faults"])) == (8, 1)


# --- whatever was typed ---------------------------------------------------------------------------

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
NAMES = st.text(HAN, min_size=2, max_size=4)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(texts=st.lists(st.text(HAN, min_size=6), min_size=3, max_size=3), name=NAMES, phone=PHONES)
@settings(max_examples=25, deadline=None)
def test_no_byte_of_what_was_typed_is_left(
    texts: list[str], name: str, phone: str, book: DutyBook
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with open_store(path, create=True) as store:
            desk = Desk(store, book, "SZ", "甲", "东花市", BEIJING, 1526626800)
            issue, place, how = texts
            acts.log_case(desk, Issue(issue + name, place, name=name, phone=phone, settled=how))
            acts.note(desk, "1", f"{name}{phone}")
            erasing.erase(desk, find_case(desk, "1"), reason=name, texts=True)
            sweep(store)
            assert examine(store).faults == []
            left = [content for _, content in stored(Path(folder))]
        assert path.stat().st_size
        assert not [
            word for word in (*texts, name, phone) for file in left if word.encode() in file
        ]


@given(name=NAMES, phone=PHONES, gap=st.sampled_from(["", " ", "-", "·"]))
def test_who_it_was_does_not_stay_in_a_text_however_it_is_written(
    name: str, phone: str, gap: str
) -> None:
    whom = residents([("address", "3号楼2单元501室")], [("resident", name, phone)])
    wide = phone.translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    spaced = gap.replace("-", " ").join(name)
    for one in (spaced, gap.join((phone[:3], phone[3:7], phone[7:])), wide, "501"):
        left = whom.left(f"他说: {one}，漏水")
        assert one not in left
        assert "漏水" in left
