"""The corpus as plain data: one text per line with its code and register."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from shaozi.dutybook import DutyBook
from shaozi.triage.listening import clauses

DATA = Path(__file__).parent.parent / "data"
CORPUS = DATA / "corpus"
DANGER = DATA / "danger.tsv"
COURTESIES = DATA / "courtesies.tsv"
#: The register of a line that is learned once more in other company.
AGAIN = "again"


class Line(NamedTuple):
    """A text, the item it belongs to, and how it is spoken."""

    code: str
    register: str
    text: str


def lines() -> list[Line]:
    """All lines, in the order of the files."""
    return [line for path in files() for line in _read(path)]


def files() -> list[Path]:
    """The corpus files, in order."""
    return sorted(CORPUS.glob("*.tsv"))


def danger_lines() -> list[Line]:
    """Texts that speak of danger right now, and those that only sound like it."""
    rows = (row.split("\t") for row in DANGER.read_text("utf-8").splitlines())
    return [Line(kind, "", text) for kind, text in rows]


def _read(path: Path) -> Iterator[Line]:
    for row in path.read_text("utf-8").splitlines():
        code, register, text = row.split("\t")
        yield Line(code, register, text)


def courtesies() -> list[Line]:
    """Sentences of courtesy; the code says where they stand: ``front`` or ``back``."""
    rows = (row.split("\t") for row in COURTESIES.read_text("utf-8").splitlines())
    return [Line(place, "", text) for place, text in rows]


def framed(lines: list[Line], around: list[Line], most: int, seed: int) -> list[Line]:
    """Each line once more between courtesies, as letters have them: they say nothing of the matter.

    At most ``most`` of those ``around`` stand before it, and behind it.

    The same seed gives the same letters.
    """
    random = Random(seed)  # noqa: S311 -- letters, not secrets
    front = [line.text for line in around if line.code == "front"]
    back = [line.text for line in around if line.code == "back"]

    def some(texts: list[str]) -> str:
        return "".join(random.sample(texts, random.randint(0, most)))

    return [
        line._replace(register=AGAIN, text=f"{some(front)}{line.text}。{some(back)}")
        for line in lines
    ]


def in_company(lines: list[Line], seed: int) -> list[Line]:
    """Each line once more before the beginning of another: letters tell side facts too."""
    random = Random(seed)  # noqa: S311 -- letters, not secrets

    def begun() -> str:
        said = clauses(random.choice(lines).text)
        return "".join(said[: random.randint(1, max(1, len(said) - 1))])

    return [line._replace(register=AGAIN, text=f"{line.text}。{begun()}") for line in lines]


def is_kept_apart(line: Line) -> bool:
    """Whether a line is for measuring only: one in ten, told by the text itself."""
    return sha256(line.text.encode()).digest()[0] % 10 == 0


def own_words(book: DutyBook) -> list[Line]:
    """What the duty list itself says of its items."""
    return [
        Line(code, "list", words)
        for code, duty in book.duties.items()
        for words in (duty.title, *duty.hints)
    ]


def digest(settings: str, book: DutyBook) -> str:
    """What a table was made from: the corpus, the list's own words and the settings."""
    found = sha256(settings.encode())
    for path in [*files(), DANGER, COURTESIES]:
        found.update(path.read_bytes())
    for line in sorted(own_words(book)):
        found.update("\t".join(line).encode())
    return found.hexdigest()
