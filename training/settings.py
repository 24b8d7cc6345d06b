"""What the table depends on besides its data."""

from typing import NamedTuple


class Settings(NamedTuple):
    """What the table depends on besides the corpus; changing one changes its digest."""

    least: int = 2  # grams found in fewer lines are left out
    drop: float = 0.4  # share of a line's grams left out at each step, against rote learning
    rounds: int = 24
    batch: int = 512
    pace: float = 0.5
    seed: int = 1
    #: Lines of ``danger.tsv`` count this often beside the calm lines of the corpus.
    danger_weight: int = 8
    #: Chosen on lines kept apart: 92 in 100 dangers are above it, most of the rest say a phrase.
    danger_threshold: float = -1.75
    #: Sentences of ``courtesies.tsv`` count this often beside the clauses of the corpus.
    courtesy_weight: int = 8
    #: Chosen so that frames of sentences kept apart change fewest answers.
    courtesy_threshold: float = -2.75
    #: Rounds for the questions beside the items: danger, courtesy.
    side_rounds: int = 12
    #: Every so many lines are learned once more within a frame of courtesies.
    framed: int = 2
    #: At most so many courtesies stand before and behind a framed line.
    courtesies: int = 12
    temperature: float = 0.45
    #: How sure a share makes: fitted by ``python -m training.sureness`` on real messages and
    #: ``tests/data/written.tsv``, of which nothing else is learned.
    slope: float = 0.6296
    intercept: float = 0.3899
