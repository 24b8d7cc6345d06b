"""The statements, their rendered form, and the tables they speak to."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, bindparam, create_engine
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql import visitors
from sqlmodel import Session, SQLModel

from shaozi import ladderfile, models
from shaozi.books import Move
from shaozi.case import Call, Case, Entry, Promise, Whistle
from shaozi.config import settings
from shaozi.desk import calls as calling
from shaozi.desk import cases as acts
from shaozi.desk import clocks as timing
from shaozi.desk import dispatch as dispatching
from shaozi.desk import ladder as climbing
from shaozi.desk import roster as team
from shaozi.desk import tasks
from shaozi.desk import whistles as whistling
from shaozi.desk.base import Desk
from shaozi.desk.cases import Issue
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file
from shaozi.errors.cases import OutOfOrder
from shaozi.roster import Member, MemberEntry
from shaozi.store import Store, open_store
from shaozi.store.migrating import alembic_config
from shaozi.store.opening import VERSION, scratch
from shaozi.store.rendered_sqlite import SCHEMA
from shaozi.store.rendered_sqlite import STATEMENTS as RENDERED
from shaozi.store.rendering import RENDERED as FILE
from shaozi.store.rendering import rendered
from shaozi.store.statements import STATEMENTS
from shaozi.store.statements.lists import LED_BY
from shaozi.tasks import Task, TaskEntry
from shaozi.terms import Channel, Satisfied, YesNo
from shaozi.worktime import BEIJING

#: Friday, 18 May 2018, 15:00.
NOW = 1526626800
HOUR, WEEK = 3600, 7 * 86400


def names(statement: str) -> set[str]:
    """The values a statement asks for."""
    return {
        part.key
        for part in visitors.iterate(STATEMENTS[statement])
        if isinstance(part, type(bindparam("x")))
    }


def tables(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """Everything in a ledger."""
    return {
        table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
        for table in sorted(SQLModel.metadata.tables)
    }


# --- the rendered file --------------------------------------------------------------------------


def test_the_rendered_file_is_current() -> None:
    assert FILE.read_text("utf-8") == rendered(), "run python -m shaozi.store.rendering"


def test_every_statement_is_rendered() -> None:
    assert list(RENDERED) == list(STATEMENTS)


@pytest.mark.parametrize(
    ("table", "value", "without"),
    [
        ("cases", Case, "whistles promises"),
        ("whistles", Whistle, "calls"),
        ("calls", Call, None),
        ("promises", Promise, None),
        ("entries", Entry, None),
        ("moves", Move, None),
        ("tasks", Task, None),
        ("task_entries", TaskEntry, None),
        ("members", Member, None),
        ("member_entries", MemberEntry, None),
    ],
)
def test_a_row_is_the_value_column_by_column(
    table: str, value: type[Any], without: str | None
) -> None:
    columns = [column.name for column in SQLModel.metadata.tables[table].columns]
    assert columns == [field for field in value._fields if field not in (without or "").split()]


@pytest.mark.parametrize("statement", [name for name in RENDERED if name != "drop_pieces"])
def test_every_statement_runs_on_an_empty_ledger(statement: str) -> None:
    ledger = scratch()
    ledger.execute("BEGIN")
    values = names(statement)
    if statement in PUTS or statement == "put_pieces":
        ledger.execute(RENDERED[statement], [1] * len(values))
    else:
        ledger.execute(RENDERED[statement], dict.fromkeys(values, 1))
    ledger.execute("ROLLBACK")
    ledger.close()


# --- on data --------------------------------------------------------------------------------------


def desk_at(store: Store, book: DutyBook, moment: int, code: str = "SZ") -> Desk:
    """A desk at a moment."""
    return Desk(store, book, code, "专员甲", "东花市", BEIJING, moment)


def a_busy_week(store: Store, book: DutyBook) -> None:
    """A ledger in which every table has lines."""

    def at(hours: int) -> Desk:
        return desk_at(store, book, NOW + hours * HOUR)

    acts.log_case(
        at(0),
        Issue("路灯不亮", duty="CG-26", address="北羊市口12号", ref="2018-1", phone="13812345678"),
    )
    acts.log_case(at(1), Issue("楼道堆满杂物", duty="PA-05", channel=Channel.PHONE, name="王小明"))
    acts.log_case(at(2), Issue("树挡光", duty="CG-31", settled="当场说明", community="广渠门"))
    acts.log_case(at(3), Issue("说不清的事"))
    whistling.whistle(at(3), "2", reason="劝了三次不搬")
    calling.arrive(at(4), "2", "消防", "李队")
    calling.answer(at(4), "2", "消防", "两小时内清", by_when=NOW + 6 * HOUR)
    calling.answer(at(5), "2", "消防", "当场清理")
    calling.rate(at(5), "2", "消防", 80)
    whistling.stand_down(at(6), "2")
    acts.resolve(at(7), "2", "杂物已清")
    acts.call_back(at(8), "2", YesNo.YES, Satisfied.YES)
    acts.close(at(9), "2")
    acts.assign(at(10), "4", "CG-08")
    acts.amend(at(11), "4", {"lane": "北羊市口"})
    acts.undo(at(12), "4")
    whistling.whistle(at(13), "1", to=["供电", "公安"])
    calling.arrive(at(13), "1", "公安", "张警官")
    calling.answer(at(13), "1", "供电", "等料", by_when=NOW + WEEK)
    handed_down = tasks.Assignment("桶站值守", "区城管委", community="东花市")
    for hour in (14, 15):
        tasks.receive(at(hour), handed_down)
        tasks.assign(at(hour), str(hour - 13), "none")
    acts.log_case(
        at(14),
        Issue("加盖二层", duty="CG-02", channel=Channel.HOTLINE, happened_at=NOW - 6 * 24 * HOUR),
    )
    for name in ("张三", "李四"):
        team.add(at(14), name, "公安", "民警", "2018-05-01")
    dispatching.object_to(at(14), "1", "灯归供电", "《电力法》", "供电")
    timing.pause(at(14), "1", "等厂家到货", "王主任", NOW + 2 * 24 * HOUR)
    acts.log_case(at(14), Issue("井盖响", duty="CG-26", channel=Channel.HOTLINE))
    whistling.whistle(at(14)._replace(approval=True), "5", reason="街道定")
    ladder = ladderfile.load(data_file("escalation.yaml"), settings().cache)
    climbing.climb(at(10 * 24 - 6), "SZ-18-00005", ladder)  # Monday 28 May, 09:00
    acts.log_case(at(5 * 7 * 24), Issue("补记的", duty="CG-08", happened_at=NOW))
    with store.writing():
        store.add("put_view", ("v1", "SZ-18-00001", NOW, "甲", 1))
        # as where two desks logged one order, each without knowing of the other
        store.connection.execute("UPDATE cases SET ref = '2018-1' WHERE running = 5")


@pytest.fixture
def store(book: DutyBook, home: Path) -> Iterator[Store]:
    """A busy week in memory."""
    with Store(scratch(), Path(":memory:")) as found:
        a_busy_week(found, book)
        yield found


def engine_on(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy on a connection that is already open."""
    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)


#: Values that find something in the busy week; every filter is also tried left out.
GIVEN: dict[str, Any] = {
    "number": "SZ-18-00002",
    "case": "SZ-18-00002",
    "whistle": "SZ-18-00002-S1",
    "desk": "SZ",
    "year": 2018,
    "running": 2,
    "ref": "2018-1",
    "state": "whistled",
    "duty": "CG-26",
    "of_duty": "CG-26",
    "since": NOW - WEEK,
    "sector": "CG-",
    "lead": "chengshi_guanli",
    "community": "东花市",
    "channel": "visit",
    "before": NOW + 4 * WEEK,
    "after": NOW - WEEK,
    "untold": True,
    "limit": 100,
    "asked": '"路灯"',
    "doc": 1,
    "most": 100,
    "start": NOW - WEEK,
    "end": NOW + 4 * WEEK,
    "quiet_since": NOW + WEEK,
    "what": "new",
    "numbers": '["SZ-18-00002"]',
    "now": NOW + 4 * WEEK,
    "moment": NOW + 40 * HOUR,
    "task": "SZ-18-R0002",
    "member": "SZ-18-M0002",
    "standing": "received",
    "fit": "off",
    "source": "qu_chengguanwei",
    "act": "resolved",
}
FILTERS = {"state", "duty", "sector", "lead", "community", "channel", "before", "after", "untold"}
FILTERS |= {"standing", "fit", "source"}
#: What a report asks; all that is open it may read, from an index of its own.
REPORTED = (
    *("moved_since", "flow", "sum_of", "first_moment", "late_entries", "moves_within"),
    *("calls_within", "called_back_within", "contact_clocks", "resolve_clocks", "due_between"),
    *("silent", "uncontacted", "paused", "to_tell", "clock_set_within", "dispatch_within"),
    *("told_within", "ledger"),
)
PUTS: dict[str, type[SQLModel]] = {
    "put_case": models.CaseRow,
    "put_whistle": models.WhistleRow,
    "put_call": models.CallRow,
    "put_promise": models.PromiseRow,
    "put_entry": models.EntryRow,
    "put_move": models.MoveRow,
    "put_text": models.TextRow,
    "put_person": models.PersonRow,
    "put_view": models.ViewRow,
    "put_lesson": models.LessonRow,
    "put_searched": models.SearchedRow,
    "put_task": models.TaskRow,
    "put_task_entry": models.TaskEntryRow,
    "put_task_text": models.TaskTextRow,
    "put_member": models.MemberRow,
    "put_member_entry": models.MemberEntryRow,
    "put_member_text": models.MemberTextRow,
}
WRITING = ("put_", "take_", "change_", "drop_")
READING = [name for name in STATEMENTS if not name.startswith(WRITING)]


@pytest.mark.parametrize("left_out", [False, True], ids=["filtered", "whole"])
@pytest.mark.parametrize("statement", READING)
def test_the_rendered_sql_gives_the_rows_of_the_expression(
    statement: str, left_out: bool, store: Store
) -> None:
    optional = FILTERS if statement not in {"list_due", "list_pressing"} else {"community"}
    values = {
        name: None
        if left_out and name in optional and not statement.endswith(f"_by_{name}")
        else GIVEN[name]
        for name in names(statement)
    }
    plain = store.connection.execute(RENDERED[statement], values).fetchall()
    with engine_on(store.connection).connect() as connection:
        expressed = connection.execute(STATEMENTS[statement], values).fetchall()  # type: ignore[call-overload]
        assert plain == [tuple(row) for row in expressed]
    assert plain, "the week has nothing for it: it proves nothing"


def test_rows_written_by_the_rendered_sql_are_those_sqlmodel_writes(store: Store) -> None:
    """Every row of the week, put by name here and as an object of its table there."""
    source = tables(store.connection)
    plain, expressed = scratch(), scratch()
    plain.execute("BEGIN")
    with Session(engine_on(expressed)) as session:
        session.connection().exec_driver_sql("BEGIN")
        for put, model in PUTS.items():
            for row in source[str(model.__tablename__)]:
                plain.execute(RENDERED[put], row)
                session.add(model(**dict(zip(model.model_fields, row, strict=True))))
        session.commit()
        plain.execute("COMMIT")
        assert tables(plain) == tables(expressed) == source
    plain.close()
    expressed.close()


def test_a_row_that_is_there_is_not_taken_in_again(store: Store) -> None:
    before = tables(store.connection)
    with store.writing():
        for table in ("text", "person", "view", "task_text"):
            model = PUTS[f"put_{table}"]
            for row in before[str(model.__tablename__)]:
                values = dict(zip(model.model_fields, row, strict=True))
                store.rows(f"take_{table}", **values)
    assert tables(store.connection) == before


@pytest.mark.parametrize(
    ("statement", "table", "changed"),
    [
        ("change_case", "cases", {"lane": "东巷", "open": 0, "due": 1}),
        ("change_whistle", "whistles", {"due": 1, "stood_down_at": 2}),
        ("change_call", "calls", {"score": 1, "answer": "t"}),
        ("drop_moves", "moves", None),
        ("change_promise", "promises", {"kept_at": 1, "replaced_at": 2}),
        ("drop_call", "calls", None),
        ("drop_whistle", "whistles", None),
        ("drop_promise", "promises", None),
        ("change_text", "texts", {"body": "***", "salt": "0"}),
        ("drop_text", "texts", None),
        ("drop_person", "people", None),
    ],
)
def test_a_change_reaches_its_row_and_no_other(
    statement: str, table: str, changed: dict[str, Any] | None, store: Store
) -> None:
    columns = [column.name for column in SQLModel.metadata.tables[table].columns]
    before = tables(store.connection)
    first, *others = [dict(zip(columns, row, strict=True)) for row in before[table]]
    key = "case" if table == "moves" else columns[0]  # a case's moves go together
    gone = [row for row in others if row[key] == first[key]] if table == "moves" else []
    others = [row for row in others if row not in gone or changed]
    after = [first | changed, *others] if changed else others
    store.connection.execute("BEGIN")
    store.rows(statement, **(first | (changed or {})))
    assert tables(store.connection) == before | {table: [tuple(row.values()) for row in after]}
    store.connection.execute("ROLLBACK")


def test_a_value_goes_in_and_comes_out_the_same(store: Store, book: DutyBook) -> None:
    desk = desk_at(store, book, NOW + 20 * HOUR)
    logged = acts.log_case(desk, Issue("楼上漏水", duty="SQ-07")).case
    assert store.case(logged.number) == logged
    case, whistle, _ = whistling.whistle(desk, logged.number, to=["公安", "消防"], reason="急")
    read = store.case(logged.number)
    assert read is not None
    assert read._replace(whistles=()) == case._replace(whistles=())
    assert [found._replace(calls=()) for found in read.whistles] == [whistle._replace(calls=())]
    assert sorted(read.whistles[0].calls) == sorted(whistle.calls)


def test_a_history_reads_in_the_order_in_which_it_was_written_whichever_desk_wrote(
    store: Store, book: DutyBook
) -> None:
    """A desk that was given a new code numbers its entries from 1 again."""
    acts.note(desk_at(store, book, NOW + 20 * HOUR, code="XZXL"), "SZ-18-00004", "看过了")
    history = store.history("SZ-18-00004")
    assert [entry.act.value for entry in history] == [
        "logged",
        "assigned",
        "amended",
        "undone",
        "noted",
    ]


# --- speed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "case",
        "cases_of_running",
        "case_of_ref",
        "whistles_of_case",
        "calls_of_case",
        "entries_of_case",
        "texts_of_case",
        "people_of_case",
        "moves_of_case",
        "desk_head",
        "last_running",
        "lessons",
        "list_open",
        "count_open",
        "list_due",
        "list_pressing",
        "count_by_state",
        "open_of_duty",
        *(f"{verb}_all{led}" for led in LED_BY for verb in ("list", "count")),
        "list_paused",
        "list_uncontacted",
        "list_to_tell",
        "list_unsigned",
        "list_interim",
        "list_objected",
        "asked_whistles",
        "find",
        "count_found",
        "searched",
        "is_found",
        "promises_of_case",
        "waiting_calls",
        "unanswered_calls",
        "promises_due",
        "overdue_cases",
        "late_calls",
        "last_running_task",
        "task",
        "tasks_of_running",
        "entries_of_task",
        "texts_of_task",
        "late_promises",
        "to_erase",
        "count_to_erase",
        "entries_of_act",
        *REPORTED,
    ],
)
def test_a_statement_of_every_day_or_week_never_reads_a_whole_table(
    statement: str, store: Store
) -> None:
    values = {name: GIVEN[name] for name in names(statement)}
    plan = store.connection.execute(f"EXPLAIN QUERY PLAN {RENDERED[statement]}", values)
    steps = [row[3] for row in plan]
    assert steps
    assert [
        step
        for step in steps
        if step.startswith("SCAN")
        and not step.endswith(IN_ORDER.get(statement, "VIRTUAL TABLE"))
        and "VIRTUAL TABLE INDEX" not in step  # the index of the words
        and "anon_1" not in step  # what was found, no more than the limit
    ] == []


#: Lists that are read from an index in their order, up to their limit.
IN_ORDER = {
    "list_all": "cases_by_due",
    "count_all": "cases_by_due",
    "lessons": "ix_lessons_taught_at",
}


@pytest.mark.parametrize("statement", READING)
def test_what_is_asked_for_every_row_is_asked_of_that_rows_case(
    statement: str, store: Store
) -> None:
    values = {name: GIVEN[name] for name in names(statement)}
    plan = store.connection.execute(f"EXPLAIN QUERY PLAN {RENDERED[statement]}", values)
    within: set[int] = set()
    for step, parent, _, what in plan:
        if what.startswith("CORRELATED") or parent in within:
            within.add(step)
            assert not what.startswith("SCAN"), what
            assert "entries_by_act" not in what, what


# --- the schema -----------------------------------------------------------------------------------


def schema_of(path: Path) -> list[str]:
    """What the tables, indexes and triggers of a file were made with."""
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name NOT GLOB 'search_*'"
    ).fetchall()
    connection.close()
    return sorted(" ".join(sql.split()) for (sql,) in found)


def test_a_new_ledger_has_the_schema_of_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_store(path, create=True).connection.close()
    assert schema_of(path) == sorted(SCHEMA)


def test_alembic_from_nothing_to_head_gives_the_same_schema(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    command.upgrade(alembic_config(path), "head")
    assert schema_of(path) == sorted(SCHEMA)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    connection.close()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE entries SET actor = '别人'",
        "UPDATE entries SET number = number",
        "DELETE FROM entries",
        "DELETE FROM entries WHERE number = 1",
        "REPLACE INTO entries SELECT * FROM entries WHERE number = 1",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE number = 1",
        "UPDATE OR REPLACE entries SET id = 'x' WHERE number = 1",
        "UPDATE views SET actor = '别人'",
        "DELETE FROM views",
        "REPLACE INTO views SELECT * FROM views",
    ],
)
def test_what_is_written_in_the_books_stays(tampering: str, store: Store) -> None:
    before = tables(store.connection)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.connection.execute(tampering)
    assert tables(store.connection) == before


def test_an_act_that_fails_half_way_leaves_nothing(store: Store, book: DutyBook) -> None:
    before = tables(store.connection)
    too_early = desk_at(store, book, NOW - HOUR)
    with pytest.raises(OutOfOrder):
        acts.withdraw(too_early, "SZ-18-00001", "错登")  # its reason is written first
    assert tables(store.connection) == before
