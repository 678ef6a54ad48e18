"""Trains a side from nothing and measures it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import Sentences
from benchmarks.side import Side
from bot.ops.child import die_with_parent
from bot.ops.environment import child_environment, quiet_rasa
from bot.ops.models import ModelStore

KIB_PER_MIB = 1024


class TrainingFailedError(Exception):
    """A side could not be trained; the message names the log."""


@dataclass(frozen=True)
class Trained:
    """A trained model and what it took."""

    project: Path
    model: Path
    seconds: float
    peak_mib: float


def train(side: Side, sentences: Sentences, work: Path, environment: Mapping[str, str]) -> Trained:
    """Write the project anew and train it with nothing kept from before.

    Raises:
        TrainingFailedError: there is no model.
    """
    project = work / side.name
    if project.exists():
        shutil.rmtree(project)
    project.mkdir(parents=True)
    side.write(project, sentences)
    _compile(project, environment)
    model = project / "models" / f"{side.name}.tar.gz"
    log = work / f"{side.name}-train.log"
    started = time.monotonic()
    code, peak = _run(side.train(model.parent, side.name), project, log, environment)
    seconds = time.monotonic() - started
    if code or not model.is_file():
        raise TrainingFailedError(f"training of {side.name} ended with code {code}: {log}")
    # No core loads a model without its checksum.
    ModelStore(model.parent).seal(model, model)
    return Trained(project, model, seconds, peak)


def _compile(project: Path, environment: Mapping[str, str]) -> None:
    """Let Python compile what it imports, as it does once after an installation."""
    command = [sys.executable, "-m", "benchmarks.parse"]
    subprocess.run(
        command,
        cwd=project,
        env=child_environment({**quiet_rasa(), **environment}),
        check=True,
        capture_output=True,
    )


def _run(
    command: Sequence[str], project: Path, log: Path, environment: Mapping[str, str]
) -> tuple[int, float]:
    """Run a command to its end; return its exit code and its peak memory in MiB."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=project,
            env=child_environment({**quiet_rasa(), **environment}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(),
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / KIB_PER_MIB
