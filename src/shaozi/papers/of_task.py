"""The paper of a district assignment: the letter of reply as it was recorded."""

import re

from shaozi.papers.forms import Paragraph, Reply
from shaozi.papers.record import Printing
from shaozi.privacy import anonymous
from shaozi.tasks import Task

_HEADING = re.compile(r"[一二三四五六七八九十]、|\d\. ")
#: The signature: the paper has the street's and the day of its own.
_FOOT = re.compile(r"（印章）$|\(seal\)$|^\d{4}年\d+月\d+日$|^\d{4}-\d\d-\d\d$")


def reply(task: Task, letter: str, printing: Printing) -> Reply:
    """职责准入复函: the letter word for word, but for what would give a resident away."""
    lines = [anonymous(line.strip(), ()) for line in letter.splitlines() if line.strip()]
    # title, number and addressee have places of their own on the paper
    number = next((place for place, line in enumerate(lines) if task.number in line), -2)
    body = [line for line in lines[number + 2 :] if not _FOOT.search(line)]
    return Reply(
        编号=task.number,
        主送=printing.units([task.source]),
        正文=tuple(
            Paragraph(line, "") if _HEADING.match(line) else Paragraph("", line) for line in body
        ),
        答复日期=printing.day(task.answered_at),
    )
