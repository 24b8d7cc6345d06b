"""Programs of the same kind, where they are installed: Taskwarrior and todoman."""

import os
import shutil
from pathlib import Path
from uuid import UUID

from benchmarks.daily import LIGHT
from benchmarks.timing import Process

#: Both read all they have for every command; beyond this a round takes minutes.
LARGEST = {"task": 100_000, "todo": 10_000}


def taskwarrior(folder: Path, size: int) -> list[Process]:
    """Taskwarrior with so many pending tasks."""
    program = shutil.which("task")
    if program is None or size > LARGEST["task"]:
        return []
    data = folder / f"task-{size}"
    data.mkdir(parents=True, exist_ok=True)
    pending = data / "pending.data"
    if not pending.exists():
        with pending.open("w") as file:
            for place in range(size):
                file.write(
                    f'[description:"{LIGHT} {place}" entry:"1500000000" status:"pending" '
                    f'uuid:"{UUID(int=place + 1)}"]\n'
                )
    (data / "rc").write_text(f"data.location={data}\nverbose=nothing\nconfirmation=off\n")
    environment = {"PATH": os.environ["PATH"], "HOME": str(data), "TASKRC": str(data / "rc")}
    return [
        Process(f"task add, {size:,}", [program, "add", LIGHT], environment),
        Process(f"task list, {size:,}", [program, "limit:50", "list"], environment),
    ]


def todoman(folder: Path, size: int) -> list[Process]:
    """todoman with so many to-dos, a file each."""
    program = shutil.which("todo")
    if program is None or size > LARGEST["todo"]:
        return []
    data = folder / f"todo-{size}"
    items = data / "list"
    if not items.exists():
        items.mkdir(parents=True)
        for place in range(size):
            (items / f"{place}.ics").write_text(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\n"
                f"UID:{place}\r\nDTSTAMP:20180518T000000Z\r\nSUMMARY:{LIGHT} {place}\r\n"
                "END:VTODO\r\nEND:VCALENDAR\r\n"
            )
        (data / "config.py").write_text(
            f'path = "{data}/*"\ndefault_list = "list"\ncache_path = "{data}/cache"\n'
        )
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(data),
        "TODOMAN_CONFIG": str(data / "config.py"),
        "LC_ALL": "C.UTF-8",
    }
    return [
        Process(f"todo new, {size:,}", [program, "new", LIGHT], environment),
        Process(f"todo list, {size:,}", [program, "list"], environment),
    ]
