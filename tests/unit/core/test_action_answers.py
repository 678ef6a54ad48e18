from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.core.serving.action_answers import check_answers_quickly

SLOT = {"event": "slot", "name": "last_topic", "value": None, "timestamp": None}
ACCEPTED = [
    {"events": [], "responses": []},
    {},
    {"events": [SLOT], "responses": [{"text": "Guten Tag", "buttons": []}]},
    {"events": [{**SLOT, "value": {"a": [1, "x"]}}]},
    {"events": [{"event": "active_loop", "timestamp": None, "name": None}]},
    {"events": [{"event": "followup", "name": "action_listen"}, SLOT]},
    {"events": [{**SLOT, "metadata": {"a": 1}}], "more": 1},
]
REFUSED = [
    None,
    [],
    "text",
    {"events": None},
    {"events": {}},
    {"events": ["slot"]},
    {"events": [{"name": "last_topic", "value": 1}]},
    {"events": [{"event": "unheard_of"}]},
    {"events": [{"event": ["slot"]}]},
    {"events": [{"event": "slot", "name": "last_topic"}]},
    {"events": [{**SLOT, "timestamp": "now"}]},
    {"events": [{**SLOT, "metadata": "x"}]},
    {"events": [{"event": "entities", "entities": [{"value": "x"}]}]},
    {"events": [SLOT], "responses": ["Guten Tag"]},
    {"events": [SLOT], "responses": {"text": "Guten Tag"}},
]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> tuple[Callable[..., bool], Callable[..., bool]]:
    """Rasa's own check and the quick one."""
    own = RemoteAction._validate_action_result
    monkeypatch.setattr(RemoteAction, "_validate_action_result", own)
    check_answers_quickly()
    return own, RemoteAction._validate_action_result


@pytest.mark.parametrize("answer", ACCEPTED)
def test_both_checks_accept(checks: Any, answer: Any) -> None:
    own, quick = checks
    action = RemoteAction("action_x", None)
    assert own(action, answer) is quick(action, answer) is True


@pytest.mark.parametrize("answer", REFUSED)
def test_both_checks_refuse_for_the_same_reason(checks: Any, answer: Any) -> None:
    messages = []
    for check in checks:
        with pytest.raises(ValidationError) as caught:
            check(RemoteAction("action_x", None), answer)
        messages.append(caught.value.message)
    assert messages[0] == messages[1]
