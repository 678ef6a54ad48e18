"""The commands ``say``, ``chat`` and ``nlu parse`` of ``python -m bot``."""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bot.clock import utc_now
from bot.console.parsing import parse_result
from bot.console.rendering import plain_text, sources_of
from bot.settings import Settings
from bot.texts import text


def say(settings: Settings, model: Path, lines: TextIO) -> int:
    """Read one user message a line as one conversation; print one JSON object per bot turn."""
    with _own_stdout() as out:
        from bot.console.assistant import InProcessAssistant

        assistant = InProcessAssistant(settings, model)
        sender_id = f"say-{secrets.token_hex(8)}"
        for line in lines:
            message = line.rstrip("\r\n")
            turn = assistant.say(message, sender_id)
            _print_json(
                {
                    "texts": [plain_text(m) for m in turn.messages if plain_text(m)],
                    "buttons": [b for m in turn.messages for b in m.get("buttons", [])],
                    "topic": turn.understanding.get("topic"),
                    "decision": turn.understanding.get("decision"),
                    "sources": [s for m in turn.messages for s in sources_of(m)],
                    "keys": turn.keys,
                },
                out,
            )
    return 0


def chat(settings: Settings, model: Path) -> int:
    """Talk to the assistant in the terminal; a number presses a button."""
    sys.stderr.write(text("console.loading") + "\n")
    with _own_stdout() as out:
        from bot.console.assistant import InProcessAssistant

        assistant = InProcessAssistant(settings, model)
        sender_id = f"chat-{secrets.token_hex(8)}"
        out.write(text("console.chat_hint") + "\n")
        buttons: list[dict[str, str]] = []
        while True:
            out.write(text("console.you"))
            out.flush()
            line = sys.stdin.readline()
            if not line:
                return 0
            message = line.strip()
            if message.isdigit() and 0 < int(message) <= len(buttons):
                message = buttons[int(message) - 1]["payload"]
            turn = assistant.say(message, sender_id)
            buttons = [b for m in turn.messages for b in m.get("buttons", [])]
            for item in turn.messages:
                out.write(plain_text(item) + "\n")
            for number, item in enumerate(buttons, 1):
                out.write(f"  [{number}] {item['title']}\n")


def parse_lines(settings: Settings, model: Path, lines: TextIO) -> int:
    """Read one text a line; print what was understood, one JSON object a line."""
    with _own_stdout() as out:
        from bot.console.assistant import InProcessAssistant

        assistant = InProcessAssistant(settings, model)
        now = utc_now()
        for line in lines:
            message = line.rstrip("\r\n")
            _print_json(parse_result(message, assistant.parse(message), now), out)
    return 0


def _print_json(value: dict[str, Any], out: TextIO) -> None:
    # ensure_ascii keeps every line valid whatever encoding the terminal has.
    out.write(json.dumps(value) + "\n")
    out.flush()


@contextmanager
def _own_stdout() -> Iterator[TextIO]:
    """Give standard output to us alone: what libraries print goes to standard error."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with os.fdopen(kept, "w", encoding="utf-8", closefd=False) as out:
            yield out
    finally:
        os.dup2(kept, 1)
        os.close(kept)
