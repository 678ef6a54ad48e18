"""Starts ``say``, ``chat`` or ``nlu …`` in a process that may load Rasa."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from bot.console.command import chat, parse_lines, say
from bot.ops.models import ModelMissingError
from bot.ops.training import trained_model
from bot.settings import Settings
from bot.texts import text


def main(argv: list[str]) -> int:
    """Run one of the commands; return 1 without a model, 2 for wrong usage."""
    if argv[:1] == ["nlu"] and argv[1:2] in (["bench"], ["rank"]):
        from bot.console.measuring import main as measure

        return measure(argv[1:])
    settings = Settings.from_env()
    argv, given = _without_model(argv)
    try:
        model = given or trained_model(settings)
    except ModelMissingError:
        sys.stderr.write(text("console.no_model") + "\n")
        return 1
    # Bytes that are no UTF-8 become replacement characters instead of ending the run.
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n")
    if argv == ["say"]:
        return say(settings, model, lines)
    if argv == ["chat"]:
        return chat(settings, model)
    if argv and argv[0] == "nlu" and argv[1:] in (["parse"], ["parse", "--jsonl"]):
        return parse_lines(settings, model, lines)
    sys.stderr.write(text("measuring.usage") + "\n")
    return 2


def _without_model(argv: list[str]) -> tuple[list[str], Path | None]:
    """Take ``--model FILE`` off the end: one of our own models that need not be the current one."""
    if len(argv) > 2 and argv[0] == "nlu" and argv[-2] == "--model":  # noqa: PLR2004
        return argv[:-2], Path(argv[-1])
    return argv, None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
