"""What the benchmark needs to know about a side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.data import Sentences
from benchmarks.quality import Prediction
from bot.ops.processes import Process


@dataclass(frozen=True)
class Side:
    """One of the two assistants.

    ``write`` makes a Rasa project out of sentences in a folder. ``train`` is the command for a
    model of a given name in a given folder, ``serve`` are the processes for a project and a model;
    the one named ``rasa`` answers on Rasa's REST channel as soon as all are up. ``understood``
    reads what the model makes of a message. ``gateway`` are more processes, in front of the others.
    """

    name: str
    write: Callable[[Path, Sentences], None]
    train: Callable[[Path, str], Sequence[str]]
    serve: Callable[[Path, Path], Sequence[Process]]
    understood: Callable[[Mapping[str, Any]], Prediction]
    gateway: Callable[[Path, Path], Sequence[Process]] | None = None
