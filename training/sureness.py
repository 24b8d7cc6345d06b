"""``python -m training.sureness FILE…``: how sure a share of the confidence should make.

Each file has texts and the codes that are right for them, as for ``shaozi duty test``. Two numbers
are fitted, a slope and an intercept, by logistic regression of being right on the share of the
first choice; what is printed beside them was measured on tenths left out in turn.
"""

import math
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shaozi.dutyfile import data_file
from shaozi.exchange.labelled import read_labelled
from shaozi.triage.model import open_model

Values = npt.NDArray[np.float64]
FOLDS, BINS = 10, 10


def main() -> None:
    """Fit on all the files together, and measure each by itself."""
    files = [Path(name) for name in sys.argv[1:]]
    found = [_asked(file) for file in files]
    odds = np.concatenate([one for one, _ in found])
    right = np.concatenate([one for _, one in found])
    slope, intercept = _fitted(odds, right)
    print(f"slope {slope:.4f}, intercept {intercept:.4f}")
    folds = np.random.default_rng(1).integers(0, FOLDS, len(odds))
    sure = np.zeros(len(odds))
    for fold in range(FOLDS):
        one, other = _fitted(odds[folds != fold], right[folds != fold])
        sure[folds == fold] = _sure(odds[folds == fold], one, other)
    ends = np.cumsum([len(one) for one, _ in found])
    for file, start, end in zip(files, [0, *ends], ends, strict=False):
        print(f"{file.name}: ECE {_ece(sure[start:end], right[start:end]):.3f} on tenths left out")


def _asked(file: Path) -> tuple[Values, Values]:
    """The log odds of the first choice's share for each text, and whether it was right."""
    model = open_model(data_file("triage.bin"))
    odds, right = [], []
    for row in read_labelled(file):
        shares = model.hear(row.text).shares
        best = max(shares)
        if 0 < best < 1:
            odds.append(math.log(best / (1 - best)))
            right.append(float(model.codes[shares.index(best)] in row.codes))
    return np.array(odds), np.array(right)


def _fitted(odds: Values, right: Values) -> tuple[float, float]:
    """Slope and intercept by Newton's method."""
    rows = np.stack([odds, np.ones_like(odds)], 1)
    found = np.array([1.0, 0.0])
    for _ in range(30):
        sure = _sure(odds, *found)
        bend = (rows * (sure * (1 - sure))[:, None]).T @ rows
        found -= np.linalg.solve(bend, rows.T @ (sure - right))
    return float(found[0]), float(found[1])


def _sure(odds: Values, slope: float, intercept: float) -> Values:
    sure: Values = 1 / (1 + np.exp(-slope * odds - intercept))
    return sure


def _ece(sure: Values, right: Values) -> float:
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    parts = [bins == place for place in range(BINS)]
    gaps = [abs(sure[part].mean() - right[part].mean()) * part.sum() for part in parts if any(part)]
    return float(sum(gaps) / len(sure))


if __name__ == "__main__":
    main()
