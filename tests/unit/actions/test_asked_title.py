"""An entry is found by its own question before any training."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.fallback import ActionClarify, ActionFallback, ActionTellLimits
from tests.unit.actions.reply_rig import message_of


def uttered(action: Action, text: str) -> list[dict[str, Any]]:
    message = message_of(text, "clarify", "gefluechtete_duldung")
    events = [{"event": "user", "text": text}]
    tracker = Tracker("t", {"context": None}, message, events, False, None, {}, "x")
    dispatcher = CollectingDispatcher()
    action.run(dispatcher, tracker, {})
    told: list[dict[str, Any]] = dispatcher.messages
    return told


@pytest.mark.parametrize("action", [ActionClarify(), ActionFallback(), ActionTellLimits()])
def test_the_question_of_an_entry_is_answered_by_it(action: Action) -> None:
    entry = wiring.catalogue().get("workcamp")
    assert entry is not None
    # However it was understood, and without capitals and marks.
    typed = entry.question.lower().rstrip("?")
    [message] = uttered(action, typed)[:1]
    assert message["custom"]["faq_id"] == "workcamp"


def test_another_question_is_not() -> None:
    entry = wiring.catalogue().get("workcamp")
    assert entry is not None
    messages = uttered(ActionClarify(), f"{entry.question} Und wieso eigentlich nicht?")
    assert all((message.get("custom") or {}).get("faq_id") != "workcamp" for message in messages)
