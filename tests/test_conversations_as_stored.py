"""What the core's store leaves out of a conversation is missed by no later turn."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_conversations import CONVERSATIONS, assistant

__all__ = ["assistant"]

# Those in which later turns read most of what was said before.
THEMES = ("digressions", "fallback", "handover", "happy_path")
REFERENCE = re.compile(r"IJ-\d{4}-\d{4}")

pytestmark = pytest.mark.model


@pytest.mark.parametrize("theme", THEMES)
def test_the_answers_are_those_of_a_memory_that_keeps_everything(
    theme: str, assistant: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.core.tracker.tracker_store import SqliteTrackerStore

    agent = assistant._agent
    stored = SqliteTrackerStore(tmp_path / "rasa.sqlite", agent.domain)
    told = []
    for store in (agent.processor.tracker_store, stored):
        monkeypatch.setattr(agent.processor, "tracker_store", store)
        told.append(
            [
                _answers(assistant, said, f"{theme}-{path.stem}-stored")
                for path in sorted((CONVERSATIONS / theme).glob("*.yml"))
                for said in _said(path)
            ]
        )
    everything, kept = told
    assert kept == everything
    assert len(everything) > len(THEMES)


def _said(path: Path) -> list[str]:
    return [turn["user"] for turn in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _answers(assistant: Any, said: str, sender: str) -> str:
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    channel = CollectingOutputChannel()
    message = UserMessage(said, output_channel=channel, sender_id=sender)
    assistant._run(assistant._agent.processor.handle_message(message))
    return REFERENCE.sub("IJ", json.dumps(channel.messages, sort_keys=True))
