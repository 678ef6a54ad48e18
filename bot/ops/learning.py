"""Trains, measures and switches models for what the office wants the assistant to learn."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.improvement.job import TrainingFailedError
from bot.ops.child import die_with_parent
from bot.ops.environment import child_environment, quiet_rasa
from bot.ops.model_inputs import model_hash
from bot.ops.models import ModelMissingError, ModelStore
from bot.ops.terminal import Terminal
from bot.ops.training import (
    TrainCommand,
    TrainingError,
    one_at_a_time,
    rasa_train,
    run_training,
    unfinished_folder,
)
from bot.settings import Settings

# Half a minute on two idle cores; but a busy machine may have better things to do.
MEASURING_SECONDS = 1800

ParseCommand = Callable[[Path], Sequence[str]]
"""From a model to a command that reads one text a line and writes one JSON object a line."""


def nlu_parse(model: Path) -> Sequence[str]:
    """Return the command that tells what a model makes of texts."""
    return (sys.executable, "-m", "bot.console", "nlu", "parse", "--model", str(model))


@dataclass(frozen=True)
class RasaModels:
    """The models of this installation; tests pass commands of their own."""

    settings: Settings
    terminal: Terminal
    train_command: TrainCommand = rasa_train
    parse_command: ParseCommand = nlu_parse

    @property
    def _store(self) -> ModelStore:
        return ModelStore(self.settings.models_dir)

    @contextmanager
    def lock(self) -> Iterator[Path]:
        """Wait until nobody else trains and give a folder for unfinished work."""
        with (
            one_at_a_time(self.settings.models_dir, self.terminal),
            unfinished_folder(self.settings.models_dir) as folder,
        ):
            yield folder

    def name_of(self, root: Path) -> str:
        """Return the name of the model that belongs to the files below ``root``."""
        return model_hash(root)

    def current(self) -> Path | None:
        """Return the model that serves."""
        return self._store.current()

    def find(self, name: str) -> Path | None:
        """Return a model that was trained before and is unchanged since."""
        try:
            return self._store.sound(name)
        except ModelMissingError:
            return None

    def train(self, root: Path, name: str, folder: Path) -> Path:
        """Train from the files below ``root`` into ``folder``.

        Raises:
            TrainingFailedError: training ended without a model.
        """
        command = self.train_command(folder, name)
        try:
            return run_training(self.settings, root, command, folder, self.terminal)
        except TrainingError as error:
            raise TrainingFailedError(str(error)) from error

    def understand(self, model: Path, texts: Sequence[str]) -> list[Mapping[str, Any]]:
        """Return what a model makes of texts.

        Raises:
            TrainingFailedError: the model could not be asked.
        """
        lines = "".join(f"{' '.join(text.split())}\n" for text in texts)
        try:
            result = subprocess.run(  # noqa: S603 - our own command
                self.parse_command(model),
                input=lines.encode("utf-8"),
                capture_output=True,
                cwd=self.settings.root,
                env=child_environment(quiet_rasa()),
                timeout=MEASURING_SECONDS,
                check=True,
                preexec_fn=die_with_parent(),
            )
            found = [json.loads(line) for line in result.stdout.splitlines()]
        except (subprocess.SubprocessError, OSError, ValueError) as error:
            raise TrainingFailedError(type(error).__name__) from error
        if len(found) != len(texts):
            raise TrainingFailedError("answers")
        return found

    def keep(self, name: str, model: Path) -> Path:
        """Keep a trained model under its name and return where it lies."""
        kept = self._store.path(name)
        if model != kept:
            self._store.add(name, model)
        # The newest file is the one that Rasa's own commands take, and the last to be dropped.
        kept.touch()
        return kept

    def serve(self, model: Path) -> None:
        """Let a kept model serve; a core that runs changes to it by itself."""
        self._store.make_current(model)
