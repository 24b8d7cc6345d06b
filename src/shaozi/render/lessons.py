"""What officers taught, as a table and as JSON."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from shaozi.dutybook import DutyBook
from shaozi.lessons import Lesson
from shaozi.render.tables import Column, show_table
from shaozi.render.text import duty_name
from shaozi.words import say
from shaozi.worktime import clock_text, iso


def show_lessons(lessons: Sequence[Lesson], book: DutyBook, zone: tzinfo) -> None:
    """A line a lesson: the case, what it taught, what had been proposed, when."""

    def name(code: str | None) -> str:
        return duty_name(book.duties.get(code), code) if code else ""

    columns = (
        Column(say("案件", "case")),
        Column(say("学到", "learned"), flexible=True),
        Column(say("原来判", "instead of"), flexible=True),
        Column(say("时间", "when")),
    )
    rows = [
        (one.case, name(one.duty), name(one.instead), clock_text(one.taught_at, zone))
        for one in lessons
    ]
    show_table(columns, rows)


def lesson_item(lesson: Lesson, zone: tzinfo) -> dict[str, Any]:
    """A lesson as JSON; how many pairs of characters it keeps, not which."""
    return {
        "case": lesson.case,
        "duty": lesson.duty,
        "instead": lesson.instead,
        "taught_at": iso(lesson.taught_at, zone),
        "pairs": len(lesson.grams),
    }
