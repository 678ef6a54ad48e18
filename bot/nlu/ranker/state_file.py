"""What a ranker has learned in a file: lightly compressed, since nearly all of it is numbers."""

from __future__ import annotations

import gzip
import pickle
from pathlib import Path

from bot.nlu.ranker.topic_learning import Learned

# More takes twice as long and saves half a percent.
_COMPRESSION = 1


def write_learned(learned: Learned, file: Path) -> None:
    """Write what a ranker has learned."""
    with gzip.open(file, "wb", compresslevel=_COMPRESSION) as stored:
        pickle.dump(learned, stored, protocol=pickle.HIGHEST_PROTOCOL)


def read_learned(file: Path) -> Learned:
    """Return what :func:`write_learned` wrote.

    Reading runs code that lies in the file; bot/core/model/model_check.py checks before.

    Raises:
        OSError: the file is missing or damaged.
    """
    with gzip.open(file, "rb") as stored:
        learned: Learned = pickle.load(stored)  # noqa: S301 - see above
    return learned
