"""A trained ranker in a file: lightly compressed, since nearly all of it is numbers."""

from __future__ import annotations

import gzip
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# More takes twice as long and saves half a percent.
_COMPRESSION = 1


def write_state(state: Mapping[str, Any], file: Path) -> None:
    """Write what a ranker must store."""
    with gzip.open(file, "wb", compresslevel=_COMPRESSION) as stored:
        pickle.dump(dict(state), stored, protocol=pickle.HIGHEST_PROTOCOL)


def read_state(file: Path) -> dict[str, Any]:
    """Return what :func:`write_state` wrote.

    Reading runs code that lies in the file; models are checked before (bot/core/model_check.py).

    Raises:
        OSError: the file is missing or damaged.
    """
    with gzip.open(file, "rb") as stored:
        state: dict[str, Any] = pickle.load(stored)  # noqa: S301 - see above
    return state
