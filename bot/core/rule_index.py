"""Finds the rules that may apply to the latest turn without trying all of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rasa.core.policies.rule_policy import SHOULD_NOT_BE_SET
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.domain import State
from rasa.shared.nlu.constants import ACTION_NAME, INTENT, TEXT


class RuleIndex:
    """Keys of rules by what they ask of the latest state: the action before it and the intent."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Sort the keys, each a list of states as JSON."""
        self._keys: dict[tuple[str | None, str | None], set[str]] = defaultdict(set)
        self.most_states = 0
        self.has_texts = False
        for key in keys:
            states = json.loads(key)
            self._keys[_asked(states[-1], PREVIOUS_ACTION, ACTION_NAME), _intent(states)].add(key)
            self.most_states = max(self.most_states, len(states))
            self.has_texts = self.has_texts or any(TEXT in s.get(USER, {}) for s in states)

    def candidates(self, state: State) -> set[str]:
        """Return all keys that can apply to ``state`` as the latest one, and few others."""
        action = _asked(state, PREVIOUS_ACTION, ACTION_NAME)
        intent = _asked(state, USER, INTENT)
        found: set[str] = set()
        for some_action in {action, None}:
            for some_intent in {intent, None}:
                found |= self._keys.get((some_action, some_intent), set())
        if action is None:
            # Where a conversation begins, Rasa compares nothing else with a rule that begins there.
            for (asked, _), keys in self._keys.items():
                if asked is None:
                    found |= keys
        return found


def _intent(states: list[dict[str, Any]]) -> str | None:
    return _asked(states[-1], USER, INTENT)


def _asked(state: Mapping[str, Any], kind: str, name: str) -> str | None:
    """Return a value that must be met, None if any may stand there."""
    value = state.get(kind, {}).get(name)
    return value if isinstance(value, str) and value != SHOULD_NOT_BE_SET else None
