"""What is kept about improvements: sentences, runs and the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

SILENT_AFTER = timedelta(seconds=60)
"""A run that has not said anything for so long has died."""


class SentenceState(Enum):
    """How far a sentence is."""

    PROPOSED = "proposed"
    LIVE = "live"
    UNDONE = "undone"
    DROPPED = "dropped"


class RunKind(Enum):
    """What a run does."""

    LEARN = "learn"
    UNDO = "undo"


class RunState(Enum):
    """How far a run is; ``REFUSED`` means that the new model was worse."""

    RUNNING = "running"
    LIVE = "live"
    REFUSED = "refused"
    FAILED = "failed"
    UNDONE = "undone"


class Phase(Enum):
    """What a run is busy with."""

    WAITING = "waiting"
    TRAINING = "training"
    MEASURING = "measuring"
    SWITCHING = "switching"
    DONE = "done"


@dataclass(frozen=True)
class Sentence:
    """A sentence for the topic ``intent`` (``faq/visum``)."""

    id: int
    intent: str
    text: str = field(repr=False)
    state: SentenceState
    proposed_at: datetime
    proposed_by: str
    run_id: int | None


@dataclass(frozen=True)
class Run:
    """One attempt to change the model; ``report`` tells the page what came out."""

    id: int
    kind: RunKind
    state: RunState
    phase: Phase
    started_by: str
    started_at: datetime
    alive_at: datetime
    finished_at: datetime | None
    undoes: int | None
    model_before: str | None
    model_after: str | None
    report: Mapping[str, Any]

    def is_running(self, now: datetime) -> bool:
        """Tell whether it is under way; a clock set back makes nobody dead."""
        return self.state is RunState.RUNNING and now - self.alive_at < SILENT_AFTER

    def is_interrupted(self, now: datetime) -> bool:
        """Tell whether it stopped without a word, by a restart for example."""
        return self.state is RunState.RUNNING and not self.is_running(now)


def undoable(runs: Iterable[Run]) -> int | None:
    """Return the id of the newest live run, the only one to be taken back; newest come first."""
    live = (run.id for run in runs if (run.kind, run.state) == (RunKind.LEARN, RunState.LIVE))
    return next(live, None)


@dataclass(frozen=True)
class LogLine:
    """Who did what and when."""

    at: datetime
    actor: str
    what: str
    subject: str


class RunNotPossibleError(Exception):
    """A run cannot begin: ``reason`` is ``running``, ``nothing``, ``read_only`` or ``gone``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
