"""Writes the table that ships."""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shaozi.triage.model import MAGIC, ZERO
from training.fitting import Matrix, Weights
from training.reading import Reader
from training.settings import Settings


def write(
    path: Path,
    weights: Weights,
    reader: Reader,
    titles: dict[str, str],
    digest: str,
    settings: Settings,
) -> None:
    """Pack the table: a byte a weight, grams in order, so that it is found by halving."""
    table, step = _packed(weights.table)
    danger, danger_step = _packed(weights.danger.weights[:, None])
    courtesy, courtesy_step = _packed(weights.courtesy.weights[:, None])
    head = json.dumps(
        {
            "corpus": digest,
            "titles": {code: titles[code] for code in weights.codes},
            "bias": [round(float(value) / settings.temperature, 5) for value in weights.bias],
            "scale": step / settings.temperature,
            "sure": {"slope": settings.slope, "intercept": settings.intercept},
            "danger": {"bias": round(weights.danger.bias, 5), "scale": danger_step},
            "courtesy": {"bias": round(weights.courtesy.bias, 5), "scale": courtesy_step},
            "grams": len(weights.known),
            "traditional": reader.traditional,
            "simplified": reader.simplified,
            "letters": reader.letters,
            "sounds": [reader.sounds[ord(letter)] for letter in reader.letters],
        },
        ensure_ascii=False,
    ).encode()
    half = path.with_suffix(".part")  # the old table may be in use: it is mapped, not read
    with half.open("wb") as file:
        file.write(MAGIC + len(head).to_bytes(4, "little") + head)
        file.write(b"\0" * (-(len(MAGIC) + 4 + len(head)) % 8))
        file.write(np.array(weights.known, np.uint64).tobytes())
        file.write(np.hstack([table, danger, courtesy]).tobytes())
    half.replace(path)


def _packed(table: Matrix) -> tuple[npt.NDArray[np.uint8], float]:
    """Weights as bytes around `ZERO`, and what one step is worth."""
    step = float(np.quantile(np.abs(table), 0.9999)) / (ZERO - 1)
    rounded = np.clip(np.rint(table / step), 1 - ZERO, ZERO - 1) + ZERO
    return rounded.astype(np.uint8), step
