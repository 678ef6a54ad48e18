"""``python -m bot say``: one conversation on standard input, one JSON object a turn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.model


def test_say_prints_one_object_per_turn_and_nothing_else(tmp_path: Path) -> None:
    said = ["Was ist ein Workcamp?", "/request_consultation", "\x00 😀", "abbrechen"]
    result = subprocess.run(
        [sys.executable, "-m", "bot", "say"],
        input="".join(f"{line}\n" for line in said).encode() + b"\xff\xfe\n",
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "IJA_VAR_DIR": str(tmp_path)},
        check=True,
        timeout=300,
    )
    turns = [json.loads(line) for line in result.stdout.decode("ascii").splitlines()]
    assert len(turns) == len(said) + 1
    assert all(
        turn.keys() == {"texts", "buttons", "topic", "decision", "sources", "keys"}
        for turn in turns
    )
    first, second = turns[:2]
    assert first["topic"] == "workcamp"
    assert first["sources"][0]["url"].startswith("http")
    assert "Stand: " in first["texts"][0]
    assert second["keys"] == [
        "utter_consultation_intro",
        "text",
        "utter_ask_consultation_topic_suggested",
    ]
    assert "Workcamp" in second["texts"][1], "what was said already is taken over"
    assert turns[-1]["texts"], "bytes that are no text are answered too"
