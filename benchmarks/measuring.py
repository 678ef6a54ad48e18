"""What the commands that measure sets of messages share: their options, and whom they measure."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.console.assistant import InProcessAssistant


def options_of(
    command: str, description: str | None, arguments: Sequence[str] | None
) -> argparse.Namespace:
    """Return ``held_out`` and ``misses`` as they were chosen for ``benchmarks.<command>``."""
    parser = argparse.ArgumentParser(
        prog=f"python -m benchmarks.{command}", description=description
    )
    parser.add_argument("--held-out", action="store_true", help="measure the kept-apart sets too")
    parser.add_argument("--misses", action="store_true", help="list what went wrong in dev")
    return parser.parse_args(arguments)


def trained_assistant() -> InProcessAssistant:
    """Return the assistant with the model that belongs to the current files."""
    # Whoever only asks for help does not wait for Rasa.
    from bot.console.assistant import InProcessAssistant
    from bot.ops.training import trained_model
    from bot.settings import Settings

    settings = Settings.from_env()
    return InProcessAssistant(settings, trained_model(settings))
