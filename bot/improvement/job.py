"""Learns the waiting sentences, or takes a run back: the part that runs in a process of its own.

The files of the project and the model that serves change only at the very end, when the new model
is trained and found good enough. Whoever kills this process before has lost nothing but time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from bot.improvement.golden import Comparison, compare, read_golden
from bot.improvement.models import Phase, Run, RunKind, RunState, Sentence, SentenceState
from bot.improvement.new_topics import learnable
from bot.improvement.sentence_file import SentenceFileError
from bot.improvement.store import ImprovementStore
from bot.improvement.topics import read_topics
from bot.improvement.workspace import (
    LEARN,
    UNLEARN,
    Change,
    changed_files,
    is_writable,
    make_workspace,
    write_files,
)

HEARTBEAT_SECONDS = 10.0


class Models(Protocol):
    """Trains, measures and switches models; only one process at a time gets past ``lock``."""

    def lock(self) -> Any:
        """Return a context manager that gives a folder for unfinished work."""

    def name_of(self, root: Path) -> str:
        """Return the name of the model that belongs to the files below ``root``."""

    def current(self) -> Path | None:
        """Return the model that serves."""

    def find(self, name: str) -> Path | None:
        """Return a model that was trained before."""

    def train(self, root: Path, name: str, folder: Path) -> Path:
        """Train from the files below ``root``; may raise ``TrainingFailedError``."""

    def understand(self, model: Path, texts: Sequence[str]) -> list[Mapping[str, Any]]:
        """Return what a model makes of texts."""

    def keep(self, name: str, model: Path) -> Path:
        """Keep a trained model under its name and return where it lies."""

    def serve(self, model: Path) -> None:
        """Let a kept model serve from now on."""


class TrainingFailedError(Exception):
    """Training or measuring ended without a result; the log says why."""


class _GivenUpError(Exception):
    """The run ends here; ``reason`` is told on the page."""

    def __init__(
        self, state: RunState, reason: str, report: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(reason)
        self.state = state
        self.report = {"reason": reason, **(report or {})}


@dataclass(frozen=True)
class LearningJob:
    """One run; ``now`` returns aware times."""

    store: ImprovementStore
    root: Path
    models: Models
    now: Callable[[], datetime]

    def run(self, run_id: int) -> RunState:
        """Do what the run says and return how it ended.

        Raises:
            StoreUnavailableError: the database does not answer.
            KeyError: there is no such run, or it is over.
        """
        run = self.store.run(run_id)
        if run is None or run.state is not RunState.RUNNING:
            raise KeyError(run_id)
        started = self.now()
        with self._heartbeat(run_id):
            try:
                # Before anybody waits for a training of somebody else.
                self._work(run)
                with self.models.lock() as folder:
                    return self._change(run, folder, started)
            except _GivenUpError as end:
                self.store.finish(run_id, end.state, end.report, self.now())
                return end.state
            except (SentenceFileError, OSError, TrainingFailedError) as error:
                reason = "training" if isinstance(error, TrainingFailedError) else "files"
                self.store.finish(run_id, RunState.FAILED, {"reason": reason}, self.now())
                return RunState.FAILED

    def _change(self, run: Run, folder: Path, started: datetime) -> RunState:
        sentences, change = self._work(run)
        before = self.models.current()
        if before is None:
            raise _GivenUpError(RunState.FAILED, "no_model")
        name_at_start = self.models.name_of(self.root)
        workspace = make_workspace(self.root, folder)
        write_files(workspace, changed_files(workspace, sentences, change))
        name = self.models.name_of(workspace)
        model = self.models.find(name)
        if model is None:
            self.store.say(run.id, Phase.TRAINING, self.now())
            model = self.models.train(workspace, name, folder)
        report: dict[str, Any] = {"sentences": len(sentences)}
        if run.kind is RunKind.LEARN:
            self.store.say(run.id, Phase.MEASURING, self.now())
            report |= self._measure(before, model, sentences)
        self.store.say(run.id, Phase.SWITCHING, self.now())
        if self.models.name_of(self.root) != name_at_start:
            raise _GivenUpError(RunState.FAILED, "changed_meanwhile", report)
        # In this order: whenever we die, the next start finds files and a good model for them.
        kept = self.models.keep(name, model)
        _write_or_leave(self.root, changed_files(self.root, sentences, change))
        self.models.serve(kept)
        became = SentenceState.LIVE if run.kind is RunKind.LEARN else SentenceState.UNDONE
        now = self.now()
        report["seconds"] = round((now - started).total_seconds())
        self.store.finish(
            run.id,
            RunState.LIVE,
            report,
            now,
            models=(before.name, kept.name),
            changed=[(sentence.id, became) for sentence in sentences],
        )
        return RunState.LIVE

    def _work(self, run: Run) -> tuple[list[Sentence], Change]:
        if not is_writable(self.root):
            raise _GivenUpError(RunState.FAILED, "read_only")
        if run.kind is RunKind.UNDO:
            live = [s for s in self.store.of_run(run.undoes or 0) if s.state is SentenceState.LIVE]
            return live, UNLEARN
        known = {intent for intent, _ in read_topics(self.root / "data" / "nlu")}
        sentences = learnable(self.store.proposed(), known)
        if not sentences:
            raise _GivenUpError(RunState.FAILED, "nothing")
        return sentences, LEARN

    def _measure(self, before: Path, after: Path, sentences: Sequence[Sentence]) -> dict[str, Any]:
        golden = read_golden(self.root)
        if not golden:
            raise _GivenUpError(RunState.FAILED, "no_questions")
        texts = [asked.text for asked in golden]
        found = self.models.understand(after, [*texts, *(s.text for s in sentences)])
        comparison: Comparison = compare(
            golden,
            self.models.understand(before, texts),
            found[: len(texts)],
            self._best_right(len(golden)),
        )
        report = comparison.as_dict() | {"learned": _learned(sentences, found[len(texts) :])}
        if comparison.reasons:
            raise _GivenUpError(RunState.REFUSED, comparison.reasons[0], report)
        return report

    def _best_right(self, questions: int) -> int:
        """Return how many of as many questions the best model that serves or served got right."""
        scores = [
            run.report["after"]
            for run in self.store.newest_runs()
            if run.state is RunState.LIVE and "after" in run.report
        ]
        return max((s["right"] for s in scores if s["questions"] == questions), default=0)

    @contextmanager
    def _heartbeat(self, run_id: int) -> Iterator[None]:
        """Let everybody see that the run is alive; a database that is away is no reason to die."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(HEARTBEAT_SECONDS):
                run = self.store.run(run_id)
                if run is not None:
                    self.store.say(run_id, run.phase, self.now())

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _write_or_leave(root: Path, contents: Mapping[str, str]) -> None:
    """Write all files, or leave all of them as they were.

    Raises:
        OSError: a file cannot be written.
    """
    old = {
        path: file.read_text(encoding="utf-8") if (file := root / path).exists() else ""
        for path in contents
    }
    try:
        write_files(root, contents)
    except OSError:
        with suppress(OSError):
            write_files(root, old)
        raise


def _learned(
    sentences: Sequence[Sentence], found: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {
            "intent": sentence.intent,
            "text": sentence.text,
            "is_recognised": parsed.get("topic") == sentence.intent.partition("/")[2],
        }
        for sentence, parsed in zip(sentences, found, strict=True)
    ]
