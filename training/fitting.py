"""Fits the weights of the grams: softmax regression over the items, and two side questions."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from shaozi.triage.listening import clauses
from shaozi.triage.model import FEW, SOFTEN
from training.corpus import AGAIN, Line
from training.reading import Parts, Reader, matrix
from training.settings import Settings

Matrix = npt.NDArray[np.float32]
#: Keeps a share of nothing from dividing by nothing.
TINY = np.float32(1e-6)


class Side(NamedTuple):
    """A question beside the items: what each gram says to it; above 0 is yes."""

    weights: Matrix
    bias: float


class Weights(NamedTuple):
    """The fitted table before it is packed: rows are grams, columns items."""

    codes: list[str]
    known: list[int]
    table: Matrix
    bias: Matrix
    danger: "Side"
    courtesy: "Side"


class Told(NamedTuple):
    """What is learned from: lines of the items, of danger, of courtesy."""

    lines: Sequence[Line]
    danger: Sequence[Line]
    courtesies: Sequence[Line]


def fit(
    told: Told,
    lead: Callable[[str], str],
    is_calm: Callable[[Line], bool],
    reader: Reader,
    settings: Settings,
) -> Weights:
    """Softmax regression by AdaGrad over random batches; the same seed gives the same table.

    Items of one ``lead`` are also told together from the others. Danger is told apart in the same
    way, by two classes: the ``danger`` lines, and the lines of the corpus that are calm; and so is
    a clause of courtesy from the clauses of the corpus.
    """
    lines = told.lines
    plain = [line for line in lines if line.register != AGAIN]
    texts = [reader.parts(line.text) for line in lines]
    alarming = [reader.parts(line.text) for line in told.danger]
    polite = [[reader.clause(c)] for line in told.courtesies for c in clauses(line.text)]
    learned = [reader.parts(line.text) for line in plain]
    counts = Counter(
        key
        for heard in (*learned, *alarming, *polite)
        for key in {key for part in heard for key in part.keys}
    )
    known = sorted(key for key, count in counts.items() if count >= settings.least)
    codes = sorted({line.code for line in lines})
    place = {code: index for index, code in enumerate(codes)}
    places = {key: index for index, key in enumerate(known)}
    wanted = np.array([place[line.code] for line in lines])
    kin = np.array([[lead(code) == lead(other) for other in codes] for code in codes])
    table, bias = _descend(matrix(texts, places), wanted, len(codes), settings, kin=kin)

    answers = [
        (heard, line.code == "danger") for line, heard in zip(told.danger, alarming, strict=True)
    ]
    calm = [heard for line, heard in zip(lines, texts, strict=True) if is_calm(line)]
    is_danger = _side(
        answers, calm, places, settings, settings.danger_weight, settings.danger_threshold, SOFTEN
    )
    is_courtesy = _side(
        [(heard, True) for heard in polite],
        [[reader.clause(clause)] for line in plain for clause in clauses(line.text)],
        places,
        settings,
        settings.courtesy_weight,
        settings.courtesy_threshold,
        FEW,
    )
    return Weights(codes, known, table, bias, is_danger, is_courtesy)


def _side(
    told: Sequence[tuple[Parts, bool]],
    others: Sequence[Parts],
    places: dict[int, int],
    settings: Settings,
    weight: int,
    threshold: float,
    soften: int,
) -> Side:
    """What each gram says to a question whose answers are ``told``; the ``others`` are no.

    The told ones count ``weight`` times.
    """
    rows = matrix([*(heard for heard, _ in told), *others], places, soften)
    wanted = np.array([*(yes for _, yes in told), *[False] * len(others)])
    counts = np.array([*[weight] * len(told), *[1] * len(others)], np.float32)
    quick = settings._replace(rounds=settings.side_rounds, drop=0.3, even=0.0)
    pair, bias = _descend(rows, wanted.astype(np.int64), 2, quick, counts)
    return Side(pair[:, 1] - pair[:, 0], float(bias[1] - bias[0]) - threshold)


def _descend(
    rows: sp.csr_matrix,
    wanted: npt.NDArray[np.int64],
    items: int,
    settings: Settings,
    counts: Matrix | None = None,
    kin: npt.NDArray[np.bool_] | None = None,
) -> tuple[Matrix, Matrix]:
    """Weights of every key for every item, and the bias.

    ``counts``: how often each row counts; ``kin``: for each item, which are of its unit.
    """
    random = np.random.default_rng(settings.seed)
    table = np.zeros((rows.shape[1], items), np.float32)
    seen = np.full(rows.shape[1], 1e-8, np.float32)
    bias = np.zeros(items, np.float32)
    late, kept, kept_bias = settings.rounds // 2, np.zeros_like(table), np.zeros_like(bias)
    for turn in range(settings.rounds):
        pace = np.float32(settings.pace * (1 - turn / settings.rounds) + 0.02)
        order = random.permutation(rows.shape[0])
        for start in range(0, len(order), settings.batch):
            chosen = order[start : start + settings.batch]
            some = rows[chosen]
            keep = random.random(len(some.data), np.float32) > settings.drop
            some.data = some.data * keep / np.float32(1 - settings.drop)
            some.eliminate_zeros()
            shares = _shares(some @ table + bias)
            error = shares - settings.even / items
            error[np.arange(len(chosen)), wanted[chosen]] -= 1 - settings.even
            if kin is not None:
                own = shares * kin[wanted[chosen]]
                error += settings.lead_weight * (shares - own / (own.sum(1, keepdims=True) + TINY))
            if counts is not None:
                error *= counts[chosen, None]
            used, inverse = np.unique(some.indices, return_inverse=True)
            shape = (len(chosen), len(used))
            small = sp.csr_matrix((some.data, inverse.astype(np.int32), some.indptr), shape)
            slope = (small.T @ error) * np.float32(10 / len(chosen))
            seen[used] += np.einsum("ij,ij->i", slope, slope) / items
            table[used] -= slope * (0.1 * pace / np.sqrt(seen[used]))[:, None]
            bias -= 0.05 * pace * error.mean(0)
        if turn >= late:  # the mean of the later rounds wavers less than the last one
            kept += table / (settings.rounds - late)
            kept_bias += bias / (settings.rounds - late)
    return kept, kept_bias


def _shares(logits: Matrix) -> Matrix:
    powers = np.exp(logits - logits.max(1, keepdims=True))
    shares: Matrix = powers / powers.sum(1, keepdims=True)
    return shares
