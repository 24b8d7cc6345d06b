"""The main job from the first word to the weekly report, through the real entry.

The golden files show every step as a person sees it, in both languages.
"""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from machine import process

TEXT = "3号楼楼道堆满杂物，疏散通道被堵"

#: (the clock, what is typed): two units are called, one comes late, one never comes.
STEPS = (
    ("15:00", ("log", TEXT, "--at", "西巷8号3号楼2单元501室", "--community", "东巷社区")),
    ("15:00", ("check", TEXT)),
    ("15:00", ("check", "又来了")),
    ("15:05", ("whistle", "1")),
    ("15:05", ("whistle", "1", "--reason", "社区劝了三次，户主不搬")),
    ("15:06", ()),
    ("17:10", ()),
    ("17:35", ("arrive", "1", "消防", "--by", "李队")),
    ("17:50", ("answer", "1", "消防", "--result", "当场清理，告知户主")),
    ("17:55", ("rate", "1", "消防", "--score", "80")),
    ("18:00", ("stand-down", "1")),
    ("18:10", ("resolve", "1", "--how", "杂物已清，楼长每周看一次")),
    ("18:15", ()),
    ("18:20", ("callback", "1", "--solved", "yes", "--satisfied", "yes")),
    ("18:21", ("close", "1")),
    ("18:22", ("show", "1")),
    ("18:22", ("list", "--all")),
    ("18:30", ("report", "weekly")),
    ("18:30", ("report", "weekly", "--cases", "no_show")),
    ("18:30", ("doctor",)),
)


#: What the next training of the matcher may word otherwise: its evidence, its percentages, and
#: what it asks when it is not sure.
TRAINED = re.compile(r"(?m)(?<=^  )(依据词|把握|请问|words|sure|ask): .+$|(?<=^    ) *\d+%  .+$")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_step_reads_well(run: Run, golden: Callable[[str, str], None], language: str) -> None:
    seen = []
    for clock, typed in STEPS:
        done = run(*typed, now=f"2018-05-18T{clock}:00+08:00", lang=language)
        seen.append(f"[{clock}] $ {shlex.join(('shaozi', *typed)).replace(chr(39), chr(34))}\n")
        seen.append(TRAINED.sub(lambda found: f"{found[1] or ''}…", done.out))
        seen.extend(f"! {line}\n" for line in done.err.splitlines())
        seen.append(f"= {done.code}\n\n")
    golden(f"worked_example.{language}.txt", "".join(seen))


def test_a_case_is_logged_whistled_settled_closed_and_reported(run: Run) -> None:
    logged = run("log", TEXT, "--json").json["item"]
    assert (logged["number"], logged["duty"], logged["state"]) == (
        "SZ-18-00001",
        "PA-05",
        "handling",
    )

    refused = run("whistle", "1")
    assert refused.code == 2
    assert "--reason" in refused.err

    whistle = run("whistle", "1", "--reason", "劝了三次不搬", "--json").json["item"]
    assert [call["unit"] for call in whistle["calls"]] == ["pingan", "xiaofang"]
    assert whistle["calls"][0]["due"] == "2018-05-18T17:00:00+08:00"
    assert len(whistle["text"]) <= 200

    late = run("arrive", "1", "消防", "--by", "李队", now="2018-05-18T17:30:00+08:00")
    assert (late.code, "迟到" in late.out) == (0, True)
    assert run("answer", "1", "消防", "--result", "当场清理").code == 0
    assert run("rate", "1", "消防", "--score", "80").code == 0
    over = run("stand-down", "1", now="2018-05-18T18:30:00+08:00")
    assert "未报到" in over.out
    assert run("resolve", "1", "--how", "杂物已清").code == 0
    assert run("callback", "1", "--solved", "yes", "--satisfied", "yes").code == 0
    assert run("close", "1").code == 0

    report = run("report", "weekly", "--json").json["item"]
    assert report["total"]["new"] == report["total"]["ended"] == 1
    assert report["total"]["closing"] == 0
    came = {row["unit"]: (row["late"], row["no_show"]) for row in report["units"]}
    assert came == {"pingan": (0, 1), "xiaofang": (1, 0)}
    assert run("doctor").code == 0


def test_the_same_way_as_a_program_sees_it(run: Run) -> None:
    for clock, typed in STEPS:
        done = run(*typed, "--json", now=f"2018-05-18T{clock}:00+08:00")
        assert done.code == (2 if typed == ("whistle", "1") else 0)
        assert list(done.json) in (
            ["schema", "item"],
            ["schema", "count", "truncated", "items"],
            ["error"],
        )
    case = run("show", "1", "--json").json["item"]
    assert [entry["act"] for entry in case["history"]] == [
        "logged",
        "whistled",
        "arrived",
        "answered",
        "rated",
        "stood_down",
        "resolved",
        "called_back",
        "closed",
    ]
    calls = {call["unit"]: call for call in case["whistles"][0]["calls"]}
    assert calls["xiaofang"]["attendance"] == "late"
    assert calls["xiaofang"]["late_minutes"] == 30
    assert (calls["xiaofang"]["score"], calls["xiaofang"]["arrived_by"]) == (80, "李队")
    assert calls["pingan"]["attendance"] == "no_show"
    assert run("report", "weekly", "--cases", "no_show", "--json").json["items"] == ["SZ-18-00001"]


def test_each_step_can_be_a_process_of_its_own(home: Path) -> None:
    for typed in (STEPS[0], STEPS[4], STEPS[7], STEPS[17]):
        code, out, err = process(*typed[1], env={"SHAOZI_NOW": f"2018-05-18T{typed[0]}:00+08:00"})
        assert (code, "Traceback" in err) == (0, False)
    assert "消防（派驻）\t1\t0\t1\t0\t0\t0\t–\t2.5 小时" in out
