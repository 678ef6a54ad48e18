"""The commands ``run`` and ``train`` of ``python -m bot``."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from bot.ops.log_file import last_lines
from bot.ops.models import CURRENT
from bot.ops.office_vectors import keep_office_vectors, log_file
from bot.ops.run import ports_are_free, run
from bot.ops.terminal import Terminal
from bot.ops.training import TrainingError, ensure_model, one_at_a_time
from bot.settings import Settings
from bot.start_errors import lack_of_room
from bot.texts import text
from bot.usage_parser import usage_parser

SHOWN_LOG_LINES = 30
INTERRUPTED = 130


def main(argv: Sequence[str], settings: Settings) -> int:
    """Run the assistant or only train its model, and return the exit code."""
    parser = usage_parser("python -m bot", "ops.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run")
    commands.add_parser("train")
    command = parser.parse_args(argv).command
    terminal = Terminal(sys.stdout, time.monotonic)
    try:
        if command == "run" and not _can_run(settings, terminal):
            return 1
        model = ensure_model(settings, terminal)
        with one_at_a_time(settings.models_dir, terminal):
            are_kept = keep_office_vectors(settings)
        if not are_kept:
            terminal.line(text("ops.vectors_failed", log=log_file(settings)))
        if command == "run":
            return run(settings, settings.models_dir / CURRENT, terminal)
    except TrainingError as error:
        for line in last_lines(error.log, SHOWN_LOG_LINES):
            terminal.line(f"    {line}")
        terminal.line(text("ops.training_failed", code=error.code, log=error.log))
        return 1
    except KeyboardInterrupt:
        terminal.line(text("ops.interrupted"))
        return INTERRUPTED
    terminal.line(text("ops.model_ready", model=model))
    return 0


def _can_run(settings: Settings, terminal: Terminal) -> bool:
    """Say what keeps the processes from starting, before minutes are spent on training."""
    full = lack_of_room(settings)
    if full:
        terminal.line(full)
    return ports_are_free(settings, terminal) and not full
