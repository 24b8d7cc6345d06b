"""``python -m training``: fit the table on the corpus, write it, measure it on the lines apart."""

import sys

from shaozi.dutyfile import data_file
from shaozi.dutylint import compiled
from shaozi.triage.model import Model
from training.corpus import DATA, digest, is_kept_apart, lines
from training.table import Reader, Settings, fit, write

TABLE = DATA / "triage.bin"


def main() -> None:
    """Make ``data/triage.bin`` anew."""
    settings = Settings()
    found = lines()
    train = [line for line in found if not is_kept_apart(line)]
    apart = [line for line in found if is_kept_apart(line)]
    reader = Reader()
    print(f"{len(train)} lines to learn from, {len(apart)} kept apart", file=sys.stderr)
    weights = fit(train, reader, settings)
    rows = compiled(data_file("duty_list.yaml"), "")["duties"]
    titles = {row[0]: row[1] for row in rows}
    write(TABLE, weights, reader, titles, digest(str(settings)), settings.temperature)
    model = Model(TABLE)
    first = third = 0
    for line in apart:
        ranked = [scored.code for scored in model.rank(line.text)[:3]]
        first += ranked[0] == line.code
        third += line.code in ranked
    print(f"{len(weights.keys)} grams, {TABLE.stat().st_size / 1e6:.1f} MB")
    print(f"kept apart: first {first / len(apart):.3f}, among three {third / len(apart):.3f}")


if __name__ == "__main__":
    main()
