"""``python -m training``: fit the table on the corpus, write it, measure it on the lines apart."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from shaozi.duties import EMERGENCY
from shaozi.dutybook import DutyBook
from shaozi.dutyfile import data_file
from shaozi.dutylint import compiled
from shaozi.triage.model import Model
from training.corpus import (
    DATA,
    Line,
    courtesies,
    danger_lines,
    digest,
    framed,
    in_company,
    is_kept_apart,
    lines,
    own_words,
)
from training.fitting import Told, fit
from training.packing import write
from training.reading import Reader
from training.settings import Settings

TABLE = DATA / "triage.bin"
#: Crimes in progress, fire and accidents: not the street's, but danger by definition.
DANGERS = ("NS-02", "NS-03")


#: A table made anew gives the same first choice for this part of the lines kept apart: adding
#: up in another order on another machine may tip a few.
SAME = 0.99


def main() -> None:
    """Make ``data/triage.bin`` anew; with ``--check``, only see that it would come out alike."""
    if sys.argv[1:] == ["--check"]:
        with TemporaryDirectory() as folder:
            fresh = Path(folder) / TABLE.name
            make(fresh)
            sys.exit(0 if _alike(Model(fresh), Model(TABLE)) else 1)
    make(TABLE)


def _alike(fresh: Model, kept: Model) -> bool:
    apart = [line.text for line in lines() if is_kept_apart(line)]
    same = sum(_ranked(fresh, text)[0] == _ranked(kept, text)[0] for text in apart) / len(apart)
    print(f"the same first choice for {same:.4f} of {len(apart)} lines kept apart")
    return fresh.corpus == kept.corpus and same >= SAME


def _ranked(model: Model, text: str) -> list[str]:
    shares = dict(zip(model.codes, model.hear(text).shares, strict=True))
    return sorted(shares, key=lambda code: -shares[code])[:3]


def make(table: Path) -> None:
    """Fit the table on the corpus, write it, measure it on the lines kept apart."""
    settings = Settings()
    found = lines()
    train = [line for line in found if not is_kept_apart(line)]
    apart = [line for line in found if is_kept_apart(line)]
    reader = Reader()
    print(f"{len(train)} lines to learn from, {len(apart)} kept apart", file=sys.stderr)
    path = data_file("duty_list.yaml")
    book = DutyBook(compiled(path, "", path), TABLE)
    titles = {code: duty.title for code, duty in book.duties.items()}

    def is_calm(line: Line) -> bool:
        """Unless its item is a danger by definition, or it says a phrase of danger."""
        dangerous = book.duties[line.code].clock.tier == EMERGENCY
        return not (dangerous or line.code in DANGERS or book.alarms(line.text))

    polite = [line for line in courtesies() if not is_kept_apart(line)]
    letters = framed(train[:: settings.framed], polite, settings.courtesies, settings.seed)
    letters += in_company(train[:: settings.in_company], settings.seed)
    told = Told([*train, *own_words(book), *letters], danger_lines(), polite)
    weights = fit(told, lambda code: book.duties[code].lead or "", is_calm, reader, settings)
    write(table, weights, reader, titles, digest(str(settings), book), settings)
    model = Model(table)
    first = third = 0
    for line in apart:
        ranked = _ranked(model, line.text)
        first += ranked[0] == line.code
        third += line.code in ranked
    print(f"{len(weights.known)} grams, {table.stat().st_size / 1e6:.1f} MB")
    print(f"kept apart: first {first / len(apart):.3f}, among three {third / len(apart):.3f}")


if __name__ == "__main__":
    main()
