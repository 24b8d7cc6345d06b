"""``python -m training``: fit the table on the corpus, write it, measure it on the lines apart."""

import sys

from shaozi.duties import EMERGENCY, DutyBook
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
    is_kept_apart,
    lines,
)
from training.settings import Settings
from training.table import Reader, fit, write

TABLE = DATA / "triage.bin"
#: Crimes in progress, fire and accidents: not the street's, but danger by definition.
DANGERS = ("NS-02", "NS-03")


def main() -> None:
    """Make ``data/triage.bin`` anew."""
    settings = Settings()
    found = lines()
    train = [line for line in found if not is_kept_apart(line)]
    apart = [line for line in found if is_kept_apart(line)]
    reader = Reader()
    print(f"{len(train)} lines to learn from, {len(apart)} kept apart", file=sys.stderr)
    path = data_file("duty_list.yaml")
    book = DutyBook(compiled(path, ""), TABLE)
    titles = {code: duty.title for code, duty in book.duties.items()}

    def is_calm(line: Line) -> bool:
        """Unless its item is a danger by definition, or it says a phrase of danger."""
        dangerous = book.duties[line.code].clock.tier == EMERGENCY
        return not (dangerous or line.code in DANGERS or book.alarms(line.text))

    own = [
        Line(code, "list", words)
        for code, duty in book.duties.items()
        for words in (duty.title, *duty.hints)
    ]
    polite = [line for line in courtesies() if not is_kept_apart(line)]
    told = [*train, *own, *framed(train, polite, settings.courtesies, settings.seed)]
    weights = fit(told, danger_lines(), is_calm, polite, reader, settings)
    write(TABLE, weights, reader, titles, digest(str(settings)), settings.temperature)
    model = Model(TABLE)
    first = third = 0
    for line in apart:
        shares = dict(zip(model.codes, model.hear(line.text).shares, strict=True))
        ranked = sorted(shares, key=lambda code: -shares[code])[:3]
        first += ranked[0] == line.code
        third += line.code in ranked
    print(f"{len(weights.keys)} grams, {TABLE.stat().st_size / 1e6:.1f} MB")
    print(f"kept apart: first {first / len(apart):.3f}, among three {third / len(apart):.3f}")


if __name__ == "__main__":
    main()
