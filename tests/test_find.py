"""Finding cases by their words: in the issue and the place, as masked, the newest first."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from shaozi.finding import _NARROW, _WIDE, asked, pieces


def found(run: Run, text: str) -> list[int]:
    """The running numbers that a search gives, in its order."""
    done = run("find", text)
    assert done.code == 0
    return [int(line.split("\t")[0][-5:]) for line in done.out.splitlines()]


def test_a_word_of_one_two_or_many_characters_is_found(run: Run) -> None:
    run("log", "胡同里的路灯不亮")
    run("log", "井盖坏了", "--at", "路灯杆旁")
    for word, numbers in {
        "路灯": [2, 1],
        "灯": [2, 1],
        "亮": [1],  # the last of its run
        "旁": [2],
        "路灯不亮": [1],
        "灯路": [],
        "路亮": [],
        "坏": [2],
    }.items():
        assert found(run, word) == numbers, word


def test_all_words_must_be_there_in_any_order(run: Run) -> None:
    run("log", "路灯不亮，井盖也坏了")
    run("log", "路灯不亮")
    assert found(run, "井盖 路灯") == [1]
    assert found(run, "路灯，井盖！") == [1]
    assert found(run, "路灯 楼道") == []


def test_words_may_be_given_one_by_one(run: Run) -> None:
    run("log", "路灯不亮，井盖也坏了")
    assert run("find", "井盖", "路灯").out == run("find", "井盖 路灯").out != ""


def test_a_search_in_vain_says_so(run: Run) -> None:
    done = run("find", "井盖", "路灯")
    assert (done.code, done.out, done.err) == (0, "", "没有找到\n")


def test_width_case_and_traditional_digits_do_not_matter_but_a_number_is_whole(run: Run) -> None:
    run("log", "３号楼ＬＥＤ灯不亮")
    for word in ("led", "LED", "ｌｅｄ灯", "le", "3号楼", "３"):
        assert found(run, word) == [1], word
    assert found(run, "13") == []


@pytest.mark.parametrize("typed", ["%", "_", "，。", "😀", '"'])
def test_without_a_letter_there_is_nothing_to_find(typed: str, run: Run) -> None:
    done = run("find", typed)
    assert done.code == 2
    assert "没有可找的字" in done.err


@pytest.mark.parametrize("typed", ["a AND b", "NEAR(路 灯)", 'x" OR "y', "路*", "pieces:路", "^灯"])
def test_what_is_typed_is_never_taken_for_a_query(typed: str, run: Run) -> None:
    run("log", "路灯不亮")
    assert run("find", typed).code == 0


def test_what_masking_hides_cannot_be_searched_out(run: Run) -> None:
    run("log", "我是李秀兰，电话13812345678，住2单元501室，路灯不亮", "--name", "李秀兰")
    for hidden in ("13812345678", "1381234", "138123", "秀兰", "501"):
        assert found(run, hidden) == [], hidden
    assert found(run, "路灯") == [1]


def test_a_corrected_text_is_found_and_the_one_that_stood_there_is_not(run: Run) -> None:
    run("log", "路灯坏了")
    run("amend", "1", "--text", "井盖坏了")
    assert found(run, "井盖") == [1]
    assert found(run, "路灯") == []
    run("undo", "1")
    assert found(run, "路灯") == [1]
    assert found(run, "井盖") == []


def test_a_name_learned_later_leaves_the_search(run: Run) -> None:
    run("log", "欧阳春晓说路灯坏了")
    assert found(run, "春晓") == [1]
    run("amend", "1", "--name", "欧阳春晓")
    assert found(run, "春晓") == []
    assert found(run, "路灯") == [1]


def test_a_dry_run_and_a_refused_log_leave_nothing_to_be_found(run: Run) -> None:
    run("log", "路灯坏了", "--ref", "G1")
    run("log", "井盖坏了", "--dry-run")
    run("log", "井盖坏了", "--ref", "G1")
    assert found(run, "井盖") == []


def test_more_than_a_thousand_are_not_counted(run: Run) -> None:
    run("log", "-", stdin="路灯坏了\n" * 1010)
    assert "显示 50 / 1000 件以上" in run("find", "路灯").err
    assert "显示 50 / 1000 件以上" in run("list", "--all").err
    done = run("find", "路灯", "--limit", "1005", "--json")
    assert (done.json["count"], done.json["truncated"]) == (1005, True)
    assert len(found(run, "路灯 坏")) == 50
    whole = run("list", "--limit", "0")
    assert (len(whole.out.splitlines()), "显示" in whole.err) == (1010, False)


# --- any text at all ----------------------------------------------------------------------------

WRITTEN = st.text("路灯不亮井盖Led 3号，。%", max_size=12)


@given(texts=st.lists(WRITTEN, max_size=5), typed=WRITTEN)
def test_a_run_of_letters_is_found_where_it_stands(texts: list[str], typed: str) -> None:
    ledger = sqlite3.connect(":memory:")
    ledger.execute("CREATE VIRTUAL TABLE search USING fts5 (pieces, content = '')")
    for doc, text in enumerate(texts):
        ledger.execute("INSERT INTO search (rowid, pieces) VALUES (?, ?)", (doc, pieces(text)))
    query = asked(typed)
    if query:
        rows = ledger.execute("SELECT rowid FROM search WHERE search MATCH ?", (query,))
        hits = {doc for (doc,) in rows}
        whole = typed.strip("路灯不亮井盖号") == ""  # Chinese alone: just where it stands
        assert not whole or hits == {doc for doc, text in enumerate(texts) if typed in text}
    ledger.close()


def test_folding_the_usual_signs_by_hand_is_what_nfkc_does() -> None:
    assert unicodedata.normalize("NFKC", _WIDE) == _NARROW
    assert pieces("（灯）不亮：３号楼！") == "灯 不亮 亮 3 号楼 楼"
