"""The trained table: it belongs to its corpus, and keeps what was measured on texts kept apart.

``data/written.tsv`` (423 complaints), ``data/blind.tsv`` (846), ``data/danger.tsv`` (120 dangers,
120 that only sound like it) and ``data/frames.tsv`` (100 courtesies) were written apart and are
never trained on.
``data/real_labels.csv`` holds the labels that two people gave, independently, to the messages of
the file that SHAOZI_REAL_MESSAGES names.
"""

import csv
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import yaml

from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file, load
from shaozi.terms import Ruling
from shaozi.triage.assess import assess
from shaozi.triage.model import MAGIC, Model
from shaozi.triage.ranking import Ranker
from shaozi.triage.verdict import Verdict, check

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
sys.path.insert(0, str(ROOT))

from training.corpus import digest  # noqa: E402 -- beside src, not installed
from training.settings import Settings  # noqa: E402 -- as above


def rows(name: str) -> list[tuple[str, str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]


WRITTEN = rows("written.tsv")


@pytest.fixture(scope="module")
def verdicts(book: DutyBook) -> list[tuple[str, Verdict]]:
    return [(code, check(text, book)) for code, text in WRITTEN]


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def test_the_table_was_made_from_this_corpus_and_list_with_these_settings(book: DutyBook) -> None:
    assert Model(data_file("triage.bin")).corpus == digest(str(Settings()), book)


def test_the_kept_texts_are_not_in_the_corpus() -> None:
    trained = {
        line.split("\t")[-1]
        for path in [*(ROOT / "data" / "corpus").glob("*.tsv"), ROOT / "data" / "danger.tsv"]
        for line in path.read_text("utf-8").splitlines()
    }
    assert trained.isdisjoint(
        text for _, text in [*WRITTEN, *rows("blind.tsv"), *rows("danger.tsv")]
    )


def test_complaints_written_by_others_find_their_item(
    verdicts: list[tuple[str, Verdict]],
) -> None:
    first = share([verdict.matches[0].code == code for code, verdict in verdicts])
    third = share([code in [m.code for m in verdict.matches] for code, verdict in verdicts])
    assert first >= 0.97
    assert third >= 0.98


def test_complaints_written_without_a_look_at_any_measurement_find_theirs(book: DutyBook) -> None:
    found = assess(((text, (code,)) for code, text in rows("blind.tsv")), book)
    assert found.whole.first >= 0.96 * found.whole.texts
    assert found.whole.third >= 0.98 * found.whole.texts
    assert found.border >= 0.98 * found.whole.texts
    assert found.lead >= 0.97 * found.whole.texts
    assert found.decided >= 0.85 * found.whole.texts
    assert found.decided_right >= 0.98 * found.decided
    assert found.ece <= 0.05


def test_what_is_decided_without_asking_is_right(verdicts: list[tuple[str, Verdict]]) -> None:
    decided = [verdict.code == code for code, verdict in verdicts if verdict.code]
    assert len(decided) >= 0.9 * len(verdicts)
    assert share(decided) >= 0.97


def test_the_lead_and_the_border_of_the_street_are_right(
    verdicts: list[tuple[str, Verdict]], book: DutyBook
) -> None:
    lead = share([v.matches[0].lead == book.duties[code].lead for code, v in verdicts])
    border = share([v.matches[0].code[:2] == "NS" for code, v in verdicts if code[:2] == "NS"])
    assert lead >= 0.95
    assert border >= 0.92


def test_danger_is_heard_in_whatever_words_and_rarely_where_there_is_none(book: DutyBook) -> None:
    heard = {
        kind: share(
            [check(text, book).ruling is Ruling.EMERGENCY for k, text in DANGER if k == kind]
        )
        for kind in ("danger", "calm")
    }
    assert heard["danger"] >= 0.99
    assert heard["calm"] <= 0.06


DANGER = rows("danger.tsv")


@pytest.mark.parametrize(
    "text", ["咕噜咕噜", "堆满杂物，疏散通道被堵", "家里暖气不热", "井盖老是响"]
)
def test_what_is_no_danger_is_not_heard_as_one(text: str, book: DutyBook) -> None:
    assert check(text, book).ruling is not Ruling.EMERGENCY


def _head() -> dict[str, str]:
    raw = data_file("triage.bin").read_bytes()
    size = int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 4], "little")
    found: dict[str, str] = json.loads(raw[len(MAGIC) + 4 : len(MAGIC) + 4 + size])
    return found


_TRADITIONAL = dict(zip(_head()["simplified"], _head()["traditional"], strict=True))


@pytest.mark.parametrize(
    ("change", "at_most"),
    [
        (lambda text: re.sub(r"[^\w]", "", text), 0.03),
        (lambda text: "".join(_TRADITIONAL.get(letter, letter) for letter in text), 0.03),
        (lambda text: text.translate({d: d + 0xFEE0 for d in range(48, 58)}), 0.0),
        (lambda text: f"😡{text[: len(text) // 2]}🙏{text[len(text) // 2 :]}😭", 0.0),
    ],
    ids=["no punctuation", "traditional characters", "full-width digits", "emoji"],
)
def test_how_a_text_is_typed_hardly_changes_the_answer(
    change: Callable[[str], str], at_most: float, book: DutyBook
) -> None:
    changed = [
        check(change(text), book).matches[0].code != check(text, book).matches[0].code
        for _, text in WRITTEN[::2]
    ]
    assert share(changed) <= at_most


def test_a_frame_of_500_characters_of_courtesy_seldom_changes_the_answer(book: DutyBook) -> None:
    """Each text in a frame of its own, of sentences written apart from those of training."""
    random = Random(7)

    def frame(place: str) -> str:
        some = [text for kind, text in rows("frames.tsv") if kind == place]
        random.shuffle(some)
        while len("".join(some)) > 250:
            some.pop()
        return "".join(some)

    changed = [
        check(frame("front") + text + "。" + frame("back"), book).matches[0].code
        != check(text, book).matches[0].code
        for _, text in WRITTEN[::2]
    ]
    assert share(changed) < 0.03


def test_real_messages_find_an_item_that_a_person_would_choose(book: DutyBook) -> None:
    named = os.environ.get("SHAOZI_REAL_MESSAGES")
    if not named:
        print("SHAOZI_REAL_MESSAGES is not set: nothing real to measure on")
        return
    with Path(named).open(encoding="utf-8", newline="") as file:
        texts = {row["id"]: row["text"] for row in csv.DictReader(file)}
    with (DATA / "real_labels.csv").open(encoding="utf-8", newline="") as file:
        labels = [(row.pop("id"), set(row.values()) - {""}) for row in csv.DictReader(file)]
    figures = assess([(texts[name], sorted(codes)) for name, codes in labels], book)
    of = figures.whole.texts
    assert figures.whole.first >= 0.80 * of
    assert figures.whole.third >= 0.95 * of
    assert figures.border >= 0.93 * of
    assert figures.lead >= 0.88 * of
    assert figures.decided >= 0.5 * of
    assert figures.decided_right >= 0.965 * figures.decided
    assert figures.ece <= 0.05
    emergencies = [check(texts[name], book).ruling is Ruling.EMERGENCY for name, _ in labels]
    assert share(emergencies) <= 0.01


def test_a_list_without_one_of_the_items_gives_its_share_to_the_others(tmp_path: Path) -> None:
    data = yaml.safe_load(data_file("duty_list.yaml").read_text("utf-8"))
    data["items"] = [item for item in data["items"] if item["code"] != "CG-26"]
    for part in [*data["items"], *data["not_street"]]:
        part.pop("boundary", None)
    path = tmp_path / "fewer.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    fewer = load(path, tmp_path)
    whole = Ranker(fewer, Model(data_file("triage.bin")))
    found = whole.rank("胡同里的路灯不亮，晚上看不清路")
    assert "CG-26" not in [ranked.duty.code for ranked in found]
    assert sum(whole._shares("胡同里的路灯不亮").values()) == pytest.approx(1)
