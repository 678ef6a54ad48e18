"""Trains the model when its inputs changed, and only then."""

from __future__ import annotations

import fcntl
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.ops.child import die_with_parent
from bot.ops.environment import child_environment, quiet_rasa
from bot.ops.log_file import LogFile, last_lines
from bot.ops.model_inputs import code_hash, model_hash
from bot.ops.models import ModelMissingError, ModelStore
from bot.ops.terminal import Terminal
from bot.settings import Settings
from bot.texts import text

POLL_SECONDS = 0.5
UNFINISHED_PREFIX = ".training-"
# Rasa names the component it is busy with in its log.
PHASE = re.compile(r"Starting to train component '([^']+)'")

TrainCommand = Callable[[Path, str], Sequence[str]]


class TrainingError(Exception):
    """Training ended without a model; the log says why."""

    def __init__(self, code: int, log: Path) -> None:
        super().__init__(f"training ended with code {code}, see {log}")
        self.code = code
        self.log = log


def trained_model(settings: Settings) -> Path:
    """Return the model that belongs to the files as they are now, checked against its checksum.

    Raises:
        ModelMissingError: it must be trained first.
    """
    return ModelStore(settings.models_dir).sound(model_hash(settings.root))


def rasa_train(folder: Path, name: str) -> Sequence[str]:
    """Return the command that trains a model ``<folder>/<name>.tar.gz``.

    Validation is left to ``make test``: it would take a third of the time and finds little that
    does not stop the training anyway.
    """
    python = (sys.executable, "-m", "bot.core", "train")
    return (*python, "--skip-validation", "--fixed-model-name", name, "--out", str(folder))


def ensure_model(
    settings: Settings, terminal: Terminal, train_command: TrainCommand = rasa_train
) -> Path:
    """Return the model that belongs to the current files, training it if there is none.

    A core that runs changes to it by itself.

    Raises:
        TrainingError: training failed.
    """
    store = ModelStore(settings.models_dir)
    with one_at_a_time(settings.models_dir, terminal):
        name = model_hash(settings.root)
        try:
            model = store.sound(name)
        except ModelMissingError:
            model = _train(settings, store, name, terminal, train_command)
        # The newest file is the one that Rasa's own commands take, and the last to be dropped.
        model.touch()
        store.make_current(model)
        return model


def _train(
    settings: Settings,
    store: ModelStore,
    name: str,
    terminal: Terminal,
    train_command: TrainCommand,
) -> Path:
    started = time.monotonic()
    with unfinished_folder(store.folder) as folder:
        command = train_command(folder, name)
        model = store.add(name, run_training(settings, settings.root, command, folder, terminal))
    terminal.line(text("ops.trained", seconds=round(time.monotonic() - started)))
    return model


def run_training(
    settings: Settings, root: Path, command: Sequence[str], folder: Path, terminal: Terminal
) -> Path:
    """Train from the files below ``root`` and return the model that is in ``folder`` then.

    Raises:
        TrainingError: training failed.
    """
    log = settings.log_dir / "train.log"
    code = _watch(settings, root, command, log, terminal)
    trained = next(folder.glob("*.tar.gz"), None)
    if code or trained is None:
        raise TrainingError(code, log)
    return trained


def _watch(
    settings: Settings, root: Path, command: Sequence[str], log: Path, terminal: Terminal
) -> int:
    """Run the command and show what it is busy with until it ends."""
    LogFile(log).close()
    environment = quiet_rasa() | {"RASA_CACHE_DIRECTORY": str(_cache(settings.root))}
    started = time.monotonic()
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=root,
            env=child_environment(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(),
        )
        try:
            while True:
                try:
                    return process.wait(POLL_SECONDS)
                except subprocess.TimeoutExpired:
                    _show(terminal, log, time.monotonic() - started)
        finally:
            process.kill()
            process.wait()
            terminal.end_progress()


def _show(terminal: Terminal, log: Path, seconds: float) -> None:
    phases = PHASE.findall("\n".join(last_lines(log, 200)))
    phase = phases[-1].rpartition(".")[2] if phases else text("ops.training_prepares")
    minutes, rest = divmod(round(seconds), 60)
    terminal.progress(text("ops.training", phase=phase, elapsed=f"{minutes}:{rest:02}"))


def _cache(root: Path) -> Path:
    """Return Rasa's cache folder, a fresh one whenever our components changed.

    Rasa notices a changed component class, but not a change in the modules that it uses.
    """
    current = root / ".rasa" / f"cache-{code_hash(root)}"
    for folder in (root / ".rasa").glob("cache-*"):
        if folder != current:
            shutil.rmtree(folder)
    return current


@contextmanager
def unfinished_folder(models_dir: Path) -> Iterator[Path]:
    """Make a folder for a training; what an earlier one left behind is deleted.

    Only for who holds the lock of ``one_at_a_time``.
    """
    for unfinished in models_dir.glob(f"{UNFINISHED_PREFIX}*"):
        shutil.rmtree(unfinished)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED_PREFIX, dir=models_dir) as folder:
        yield Path(folder)


@contextmanager
def one_at_a_time(folder: Path, terminal: Terminal) -> Iterator[None]:
    """Let a second start wait for the training that is under way instead of doing it twice."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            terminal.line(text("ops.training_waits"))
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
