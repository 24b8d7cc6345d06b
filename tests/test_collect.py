"""Many desks, one ledger: by union and replay, whatever the order, however often."""

import errno
import json
import shutil
import sqlite3
import stat
from pathlib import Path
from random import Random
from typing import Any

import pytest
from alembic import command

from conftest import Run
from machine import digest, raw
from shaozi import lifecycle
from shaozi.desk import calls as calling
from shaozi.desk import cases as acts
from shaozi.desk import clocks as timing
from shaozi.desk import dispatch as sending
from shaozi.desk import erasing, tasks
from shaozi.desk import exits as leaving
from shaozi.desk import roster as team
from shaozi.desk import whistles as whistling
from shaozi.desk.base import Desk, find_case
from shaozi.desk.cases import Issue
from shaozi.dutybook import DutyBook
from shaozi.errors import ShaoziError
from shaozi.store import Store, open_store
from shaozi.store.migrating import alembic_config
from shaozi.store.union import unite
from shaozi.store.whole import records
from shaozi.terms import Channel, Satisfied, YesNo
from shaozi.worktime import BEIJING
from test_statements import tables

MAY = 1525104000  # 2018-05-01 00:00 in Beijing
HOUR, DAY = 3600, 86400
CODES = [f"D{letter}" for letter in "ABCDEFGHIJ"]
TEXTS = ("胡同口的路灯不亮", "楼道堆满杂物", "楼上漏水到我家", "邻居养大狗不拴绳", "说不清的事")


def a_month(store: Store, book: DutyBook, code: str, chance: Random, count: int = 12) -> None:
    """A month at a desk: cases of all kinds, some entered late, some reopened, some undone."""
    for n in range(count):
        at = MAY + chance.randrange(29 * DAY)
        desk = Desk(store, book, code, f"专员{code}", chance.choice("东西南北") + "巷", BEIJING, at)
        issue = Issue(
            f"{chance.choice(TEXTS)}，第{n}次",
            address=f"{code}胡同{n}号",
            channel=chance.choice(list(Channel)),
            name="王小明" if n % 3 else None,
            ref=f"{code}-{n}" if n % 2 else None,
            happened_at=at - chance.randrange(3 * DAY),
            settled="当场修好" if n % 7 == 6 else None,
        )
        number = acts.log_case(desk, issue).case.number
        for step in chance.choices(STEPS, k=chance.randrange(1, 7)):
            desk = desk._replace(now=desk.now + chance.randrange(1, 30) * HOUR)
            try:
                step(desk, number)
            except ShaoziError:  # not every act may follow every other
                continue
    tasks.receive(desk, tasks.Assignment("桶站值守", "区城管委"))
    member = team.add(desk, f"李{code}", "公安", "民警", "2018-05-01")
    team.schedule(desk, member.number, "一三五")


def forget(desk: Desk, case: str, *, texts: bool = False) -> None:
    erasing.erase(desk, find_case(desk, case), reason="居民要求", texts=texts)


STEPS: tuple[Any, ...] = (
    lambda desk, case: acts.assign(desk, case, "CG-26"),
    lambda desk, case: acts.note(desk, case, "去看过了"),
    lambda desk, case: acts.amend(desk, case, {"lane": "北羊市口"}),
    lambda desk, case: whistling.whistle(desk, case, to=["消防", "供电"], reason="办不了"),
    lambda desk, case: calling.arrive(desk, case, "消防", "李队"),
    lambda desk, case: calling.answer(desk, case, "消防", "当场清理"),
    lambda desk, case: whistling.stand_down(desk, case),
    lambda desk, case: acts.resolve(desk, case, "办好了"),
    lambda desk, case: acts.call_back(desk, case, YesNo.YES, Satisfied.NO),
    lambda desk, case: acts.close(desk, case, "已反馈"),
    lambda desk, case: acts.reopen(desk, case, "又来电"),
    lambda desk, case: timing.pause(desk, case, "等厂家到货", "王主任", desk.now + 2 * DAY),
    lambda desk, case: acts.undo(desk, case),
    lambda desk, case: forget(desk, case),
    lambda desk, case: forget(desk, case, texts=True),
    lambda desk, case: timing.sign(desk, case),
    lambda desk, case: sending.object_to(desk, case, "归供电", "《电力法》", "供电"),
    lambda desk, case: sending.rule(desk, case, upheld=True, reason="确属供电", by="陈主任"),
    lambda desk, case: leaving.report_up(desk, case, "谁都不认"),
    lambda desk, case: timing.contact(desk, case, "打了电话", told=True),
)


@pytest.fixture(scope="module")
def desks(book: DutyBook, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Ten desks' ledgers, a month each."""
    folder = tmp_path_factory.mktemp("desks")
    for place, code in enumerate(CODES):
        with open_store(folder / f"{code}.db", create=True) as store:
            a_month(store, book, code, Random(place))
    return [folder / f"{code}.db" for code in CODES]


def whole(path: Path) -> dict[str, list[Any]]:
    """Everything in a ledger, in an order that is always the same."""
    with raw(path) as connection:
        found = tables(connection)
    # by what number a case is found is as it came in
    found["searched"] = [(case, body) for _, case, body in found["searched"]]
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


@pytest.fixture(scope="module")
def united(desks: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The union made another way: all rows of what was written, and each history folded once."""
    path = tmp_path_factory.mktemp("united") / "union.db"
    with open_store(path, create=True) as store, store.writing():
        for desk in desks:
            store.connection.execute("COMMIT")
            store.connection.execute("ATTACH ? AS other", (str(desk),))
            store.connection.execute("BEGIN")
            for table in ("entries", "texts", "people", "lessons", "tasks", "task_entries"):
                store.connection.execute(f"INSERT INTO {table} SELECT * FROM other.{table}")
            for table in ("task_texts", "members", "member_entries", "member_texts"):
                store.connection.execute(f"INSERT INTO {table} SELECT * FROM other.{table}")
            numbers = store.connection.execute("SELECT number FROM other.cases").fetchall()
            for (number,) in numbers:
                standing = lifecycle.fold(store.history(number))
                store.put(None, standing.case)
                store.add_moves(standing.moves)
            store.connection.execute("COMMIT")
            store.connection.execute("DETACH other")
            store.connection.execute("BEGIN")
            store.connection.execute("SAVEPOINT act")
    return path


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_desks_collected_in_any_order_and_partly_twice_are_their_union(
    seed: int, desks: list[Path], united: Path, run: Run, tmp_path: Path
) -> None:
    chance = Random(seed)
    order = [*desks, *chance.sample(desks, 4)]
    chance.shuffle(order)
    supervisor = tmp_path / "supervisor.db"
    env = {"SHAOZI_DB": str(supervisor), "SHAOZI_DESK": "JD"}
    for file in order[:5]:
        assert run("collect", str(file), env=env).code == 0
    assert run("collect", *map(str, order[5:])).code == 0
    assert whole(supervisor) == whole(united)
    assert run("doctor").code == 0
    for week in ("2018-W19", "2018-W20", "2018-W22"):
        asked = ("report", "weekly", "--week", week, "--json")
        collected = run(*asked, now="2018-06-04T10:00+08:00").json
        assert collected == run(*asked, env={"SHAOZI_DB": str(united)}).json
        assert collected["item"]["total"]["new"] > 0
        run("list", env={"SHAOZI_DB": str(supervisor)})


def test_the_same_ledger_again_brings_nothing(desks: list[Path], run: Run) -> None:
    assert "新记录" in run("collect", str(desks[0])).out
    before = digest()
    again = run("collect", str(desks[0]), "--json")
    assert (again.code, digest()) == (0, before)
    assert again.json["items"][0]["entries"] == 0


def test_a_dry_run_says_what_it_would_bring_and_writes_nothing(
    desks: list[Path], run: Run, home: Path
) -> None:
    tried = run("collect", str(desks[0]), "--dry-run")
    assert not list(home.rglob("ledger.db"))
    assert tried.out == run("collect", str(desks[0])).out


# --- cases of other desks -------------------------------------------------------------------------


@pytest.fixture
def two(run: Run, tmp_path: Path) -> tuple[Run, Run]:
    """An officer's program and a supervisor's, each with a ledger and a code."""

    def at(code: str) -> Run:
        env = {"SHAOZI_DB": str(tmp_path / f"{code}.db"), "SHAOZI_DESK": code}
        return lambda *typed, **given: run(*typed, env=env, **given)

    return at("DY"), at("JD")


def test_the_supervisor_works_on_an_officers_case_and_both_go_on(
    two: tuple[Run, Run], tmp_path: Path
) -> None:
    officer, supervisor = two
    officer("log", "胡同口的路灯不亮", "--name", "王小明")
    assert supervisor("collect", str(tmp_path / "DY.db")).code == 0
    assert supervisor("whistle", "DY-18-00001", "--to", "供电", "--reason", "急").code == 0
    officer("note", "1", "去看过了")
    officer("amend", "1", "--lane", "北羊市口")
    assert supervisor("collect", str(tmp_path / "DY.db")).code == 0
    shown = supervisor("show", "DY-18-00001", "--json").json["item"]
    assert (shown["state"], shown["lane"]) == ("whistled", "北羊市口")
    assert [entry["desk"] for entry in shown["history"]] == ["DY", "JD", "DY", "DY"]
    assert supervisor("doctor").code == 0
    assert officer("collect", str(tmp_path / "JD.db")).code == 0
    assert officer("show", "1", "--json").json["item"]["state"] == "whistled"
    assert whole(tmp_path / "DY.db") == whole(tmp_path / "JD.db")


def test_what_two_desks_did_against_each_other_is_named_and_does_no_harm(
    two: tuple[Run, Run], tmp_path: Path
) -> None:
    officer, supervisor = two
    officer("log", "胡同口的路灯不亮")
    supervisor("collect", str(tmp_path / "DY.db"))
    supervisor("whistle", "DY-18-00001", "--to", "供电", "--reason", "急")
    officer("resolve", "1", "--how", "换了灯泡")
    officer("whistle", "1", "--to", "消防", "--reason", "急")  # refused: resolved
    assert supervisor("collect", str(tmp_path / "DY.db")).code == 0
    assert supervisor("show", "DY-18-00001", "--json").json["item"]["state"] == "whistled"
    named = supervisor("doctor")
    assert (named.code, named.out.splitlines()) == (
        8,
        [
            "DY-18-00001\tDY #2 办结和别的办理冲突，没有计入；"
            "看过后记一笔: shaozi note DY-18-00001 …"
        ],
    )
    assert supervisor("note", "DY-18-00001", "与专员核对过").code == 0
    assert supervisor("doctor").code == 0
    assert officer("collect", str(tmp_path / "JD.db")).code == 0
    assert whole(tmp_path / "DY.db") == whole(tmp_path / "JD.db")


def test_two_whistles_of_one_number_leave_the_first_wherever_they_meet_first(
    two: tuple[Run, Run], tmp_path: Path
) -> None:
    officer, supervisor = two
    officer("log", "胡同口的路灯不亮")
    supervisor("collect", str(tmp_path / "DY.db"))
    officer("whistle", "1", "--to", "消防", "--to", "公安", "--reason", "急")
    supervisor("whistle", "DY-18-00001", "--to", "供电", "--reason", "急")
    supervisor("arrive", "DY-18-00001", "供电", "--by", "李工")
    shutil.copy(tmp_path / "JD.db", tmp_path / "copy.db")
    assert supervisor("collect", str(tmp_path / "DY.db")).code == 0
    assert officer("collect", str(tmp_path / "copy.db")).code == 0
    (whistle,) = supervisor("show", "DY-18-00001", "--json").json["item"]["whistles"]
    assert sorted(call["unit"] for call in whistle["calls"]) == ["gongan", "xiaofang"]
    assert whole(tmp_path / "DY.db") == whole(tmp_path / "JD.db")
    assert supervisor("doctor").out.count("没有计入") == 2


def test_a_community_and_its_street_go_through_both_levels_each_in_its_own_ledger(
    two: tuple[Run, Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What both promise and agree meanwhile is numbered apart."""
    officer, supervisor = two
    officer("log", "胡同口的路灯不亮")
    monkeypatch.setenv("SHAOZI_LEVEL", "community")
    officer("whistle", "1", "--to", "供电", "--reason", "急")
    monkeypatch.setenv("SHAOZI_LEVEL", "street")
    supervisor("collect", str(tmp_path / "DY.db"))
    assert supervisor("approve", "DY-18-00001", "--approver", "王主任").code == 0
    agreed = ("--topic", "灯", "--agreed", "供电；换线；5月25日")
    assert supervisor("convene", "DY-18-00001", *agreed).code == 0
    assert officer("convene", "1", *agreed).code == 0
    assert officer("collect", str(tmp_path / "JD.db")).code == 0
    assert supervisor("collect", str(tmp_path / "DY.db")).code == 0
    item = officer("show", "1", "--json").json["item"]
    assert item["state"] == "whistled"
    assert [made["number"] for made in item["promises"]] == ["DY-18-00001-Y1", "DY-18-00001-JD-Y1"]
    assert officer("show", "1-JD-H1").out.splitlines()[1] == "  编号: DY-18-00001-JD-H1"
    assert officer("fulfil", "1-JD-Y1").code == 0
    assert supervisor("collect", str(tmp_path / "DY.db")).code == 0
    assert whole(tmp_path / "DY.db") == whole(tmp_path / "JD.db")
    assert officer("doctor").code == supervisor("doctor").code == 0


@pytest.mark.parametrize("whole_at", ["DY", "JD", ""])
def test_what_two_desks_erased_each_for_itself_is_gone_at_both(
    whole_at: str, two: tuple[Run, Run], tmp_path: Path
) -> None:
    """One of them wrote meanwhile what the other could not see: that is due again."""
    officer, supervisor = two
    officer("log", "3号楼2单元501漏水，找王小明", "--name", "王小明", "--phone", "13812345678")
    officer("resolve", "1", "--how", "王小明家的水管换了")
    officer("callback", "1", "--solved", "yes", "--satisfied", "yes")
    officer("close", "1")
    supervisor("collect", str(tmp_path / "DY.db"))
    officer("note", "1", "王小明又来电")
    for code, desk in (("JD", supervisor), ("DY", officer)):
        texts = ("--texts",) if code == whole_at else ()
        assert desk("erase", "DY-18-00001", "--reason", "居民要求", "--yes", *texts).code == 0
    officer("note", "1", "电话13812345678")
    shutil.copy(tmp_path / "JD.db", tmp_path / "copy.db")
    assert supervisor("collect", str(tmp_path / "DY.db")).code == 0
    assert officer("collect", str(tmp_path / "copy.db")).code == 0
    assert whole(tmp_path / "DY.db") == whole(tmp_path / "JD.db")
    assert officer("doctor").code == supervisor("doctor").code == 0
    assert "王小明" not in (tmp_path / "JD.db").read_bytes().decode("utf-8", "replace")
    assert bool(officer("show", "1", "--json").json["item"]["text"]) == (not whole_at)
    assert officer("show", "1", "--json").json["item"]["erased_at"] is None
    due = officer("erase", "--json", now="2018-08-16T15:00+08:00").json["items"]
    assert [case["number"] for case in due] == ["DY-18-00001"]


def test_one_order_logged_at_two_desks_is_named(two: tuple[Run, Run], tmp_path: Path) -> None:
    officer, supervisor = two
    officer("log", "胡同口的路灯不亮", "--ref", "G1")
    supervisor("log", "路灯不亮", "--ref", "G1")
    assert supervisor("collect", str(tmp_path / "DY.db")).code == 0
    named = supervisor("doctor")
    assert (named.code, "shaozi merge JD-18-00001 --into DY-18-00001" in named.out) == (8, True)
    assert supervisor("merge", "JD-18-00001", "--into", "DY-18-00001", "--reason", "同单").code == 0
    assert supervisor("doctor").code == 0


def test_a_clock_that_is_behind_puts_no_act_before_what_it_followed(
    book: DutyBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "a.db", create=True) as ahead:
        desk = Desk(ahead, book, "AA", "甲", "东巷", BEIJING, MAY)
        monkeypatch.setattr("time.time_ns", lambda: 4_000_000_000_000_000_000)
        case = acts.log_case(desk, Issue("路灯不亮")).case.number
        with open_store(tmp_path / "b.db", create=True) as behind:
            unite(behind, tmp_path / "a.db", records(ahead))
            monkeypatch.undo()
            desk = desk._replace(store=behind, code="BB")
            acts.resolve(desk, case, "修好了")
            acts.undo(desk, case)
            history = behind.history(case)
    assert [entry.act.value for entry in history] == ["logged", "resolved", "undone"]
    assert [entry.id for entry in history] == sorted(entry.id for entry in history)


# --- what is refused ------------------------------------------------------------------------------


def edited(desk: Path, to: Path, *statements: str) -> Path:
    shutil.copy(desk, to)
    with raw(to) as connection:
        for table in ("entries", "task_entries"):
            for verb in ("update", "delete"):
                connection.execute(f"DROP TRIGGER {table}_no_{verb}")
        for statement in statements:
            connection.execute(statement)
    return to


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM entries WHERE number = 3", "DA #4 前面缺 3"),
        ("UPDATE entries SET happened_at = happened_at - 60 WHERE number = 1", "DA #1 内容被改动"),
        ("UPDATE entries SET actor = '别人' WHERE number = 5", "DA #5 内容被改动"),
        ("UPDATE texts SET body = '别的' WHERE kind = 'issue'", "文字被改动"),
        ("DELETE FROM people", "文字不在了"),
        ("UPDATE task_texts SET body = '别的'", "文字被改动"),
    ],
)
def test_a_gap_and_whatever_was_altered_is_named_and_nothing_is_taken(
    statement: str, says: str, desks: list[Path], run: Run, tmp_path: Path
) -> None:
    run("log", "井盖坏了")
    before = digest()
    done = run("collect", str(edited(desks[0], tmp_path / "x.db", statement)))
    assert done.code == 6
    assert says in done.err
    assert digest() == before


def test_two_desks_of_one_code_are_refused_with_the_way_out(
    run: Run, tmp_path: Path, desks: list[Path]
) -> None:
    other = tmp_path / "other.db"
    run("log", "楼道堆满杂物", env={"SHAOZI_DB": str(other), "SHAOZI_DESK": "DA"})
    run("whistle", "1", "--to", "消防", "--reason", "急")
    run("task", "receive", "桶站值守", "--from", "区城管委")
    own = {"SHAOZI_DB": str(tmp_path / "own.db"), "SHAOZI_DESK": "JD"}
    assert run("collect", str(desks[0]), env=own).code == 0
    before = digest(tmp_path / "own.db")
    refused = run("collect", str(other))
    assert refused.code == 5
    assert "从第 1 条起" in refused.err
    assert "shaozi config set desk" in refused.err
    assert digest(tmp_path / "own.db") == before

    assert run("collect", str(other), "--as", "DA=DX").code == 0
    assert run("show", "DX-18-00001", "--json").json["item"]["whistles"][0]["number"] == (
        "DX-18-00001-S1"
    )
    assert run("doctor").code == 0
    again = run("collect", str(other), "--as", "DA=DX", "--json").json["items"][0]
    assert again["entries"] == 0
    assert run("collect", str(other), "--as", "DA").code == 2


def test_a_ledger_on_a_drive_that_cannot_lock_is_refused(
    desks: list[Path], run: Run, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.lockf", no_locks)
    done = run("collect", str(desks[0]))
    assert (done.code, "不能加锁" in done.err, "export --ledger" in done.err) == (1, True, True)


def test_a_lock_that_somebody_holds_is_no_drive_that_cannot_lock(
    desks: list[Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise OSError(errno.EAGAIN, "busy")

    monkeypatch.setattr("fcntl.lockf", held)
    assert run("collect", str(desks[0])).code == 0


def as_version(step: str, ledger: Path, to: Path) -> Path:
    """What is in a ledger, in one of an earlier version."""
    command.upgrade(alembic_config(to), step)
    with raw(to) as connection:
        connection.execute("ATTACH ? AS other", (str(ledger),))
        for table in ("cases", "entries", "moves", "texts"):
            columns = [f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})")]
            listed = ", ".join(columns)
            connection.execute(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM other.{table}")
        connection.execute("PRAGMA application_id = 0x5368616F")
    return to


def test_the_ledger_of_an_older_version_is_brought_up_to_date_in_a_copy(
    two: tuple[Run, Run], tmp_path: Path
) -> None:
    officer, supervisor = two
    officer("log", "胡同口的路灯不亮", "--ref", "G1")
    older = as_version("0005", tmp_path / "DY.db", tmp_path / "older.db")
    before = older.read_bytes()
    assert supervisor("collect", str(older)).code == 0
    assert older.read_bytes() == before
    assert supervisor("doctor").code == 0
    assert supervisor("show", "DY-18-00001", "--json").json["item"]["ref"] == "G1"


def test_the_ledger_of_a_newer_version_is_refused(
    desks: list[Path], run: Run, tmp_path: Path
) -> None:
    newer = shutil.copy(desks[0], tmp_path / "newer.db")
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    done = run("collect", str(newer))
    assert (done.code, str(newer) in done.err) == (7, True)


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(200)])
def test_what_is_no_ledger_is_refused(content: bytes, run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(content)
    assert run("collect", str(tmp_path / "x.db")).code == 6
    assert run("collect", str(tmp_path / "none.db")).code == 3


# --- a whole ledger as a file ---------------------------------------------------------------------


def test_a_ledger_written_collected_and_written_again_is_the_same_to_the_byte(
    desks: list[Path], run: Run, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.ledger", tmp_path / "second.ledger"
    run("show", "1", "--reveal", env={"SHAOZI_DB": str(desks[3]), "SHAOZI_DESK": "DD"})
    done = run("export", "--ledger", "-o", str(first))
    assert (done.code, done.out) == (0, f"{first}\n")
    assert "居民姓名" in done.err
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    fresh = {"SHAOZI_DB": str(tmp_path / "fresh.db")}
    assert run("collect", str(first), env=fresh).code == 0
    assert run("export", "--ledger", "-o", str(second)).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert whole(tmp_path / "fresh.db") == whole(desks[3])
    kinds = {next(iter(json.loads(line))) for line in first.read_text("utf-8").splitlines()}
    assert kinds >= {"format", "entry", "text", "person", "view", "task_entry", "digest"}


def test_import_takes_such_a_file_too(desks: list[Path], run: Run, tmp_path: Path) -> None:
    run("export", "--ledger", "-o", str(tmp_path / "a"), env={"SHAOZI_DB": str(desks[0])})
    fresh = {"SHAOZI_DB": str(tmp_path / "fresh.db")}
    assert run("import", str(tmp_path / "a"), env=fresh).code == 0
    assert whole(tmp_path / "fresh.db") == whole(desks[0])


def test_a_ledger_file_is_never_written_over_another(run: Run, tmp_path: Path) -> None:
    run("log", "路灯不亮")
    (tmp_path / "x").write_text("mine")
    assert run("export", "--ledger", "-o", str(tmp_path / "x")).code == 1
    assert (tmp_path / "x").read_text() == "mine"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"number":2', '"number":3'),
        ("路灯", "井盖"),
        ('{"digest":', '{"digest":1,"x":'),
        ('"format":1', '"format":9'),
        ('{"text":', '{"poem":'),
    ],
)
def test_a_ledger_file_that_was_altered_is_refused(
    old: str, new: str, run: Run, tmp_path: Path
) -> None:
    run("log", "路灯不亮")
    run("note", "1", "路灯")
    run("export", "--ledger", "-o", str(tmp_path / "a.ledger"))
    text = (tmp_path / "a.ledger").read_text("utf-8")
    assert old in text
    (tmp_path / "b.ledger").write_text(text.replace(old, new, 1), "utf-8")
    other = {"SHAOZI_DB": str(tmp_path / "other.db")}
    done = run("collect", str(tmp_path / "b.ledger"), env=other)
    assert done.code == (7 if "format" in old else 6), done.err
    assert run("list", "--all").out == ""


@pytest.mark.parametrize("part", [0.2, 0.7, 0.99])
def test_a_ledger_file_that_is_cut_off_is_refused(
    part: float, desks: list[Path], run: Run, tmp_path: Path
) -> None:
    run("export", "--ledger", "-o", str(tmp_path / "a"), env={"SHAOZI_DB": str(desks[1])})
    content = (tmp_path / "a").read_bytes()
    (tmp_path / "b").write_bytes(content[: int(len(content) * part)])
    done = run("collect", str(tmp_path / "b"), env={"SHAOZI_DB": str(tmp_path / "other.db")})
    assert done.code == 6
    assert run("list", "--all").out == ""


def test_attachments_come_along(two: tuple[Run, Run], tmp_path: Path) -> None:
    officer, supervisor = two
    officer("log", "路灯不亮")
    (tmp_path / "photo.jpg").write_bytes(b"jpeg")
    officer("attach", "1", str(tmp_path / "photo.jpg"))
    officer("export", "--ledger", "-o", str(tmp_path / "a.ledger"))
    assert supervisor("collect", str(tmp_path / "a.ledger")).code == 0
    assert supervisor("doctor").code == 0
