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
    #: This part of a line's certainty is spread evenly over all items: lines may be mislabelled.
    even: float = 0.2
    #: How much the unit of the item counts in learning, beside the item itself.
    lead_weight: float = 1.5
    #: Lines of ``danger.tsv`` count this often beside the calm lines of the corpus.
    danger_weight: int = 8
    #: The highest at which all of ``tests/data/danger.tsv`` that is danger was heard; the least
    #: of the corpus's lines kept apart that are none is.
    danger_threshold: float = -1.5
    #: Sentences of ``courtesies.tsv`` count this often beside the clauses of the corpus.
    courtesy_weight: int = 8
    #: Chosen so that frames of sentences kept apart change fewest answers.
    courtesy_threshold: float = -2.75
    #: Rounds for the questions beside the items: danger, courtesy.
    side_rounds: int = 12
    #: Every so many lines are learned once more within a frame of courtesies.
    framed: int = 2
    #: Every so many lines are learned once more with another matter begun behind them.
    in_company: int = 3
    #: At most so many courtesies stand before and behind a framed line.
    courtesies: int = 12
    temperature: float = 0.45
    #: How sure a share makes: fitted by ``python -m training.sureness`` on real messages and
    #: ``tests/data/written.tsv``, of which nothing else is learned.
    slope: float = 0.7778
    intercept: float = 0.2667
