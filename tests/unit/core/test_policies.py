"""What is quick must be what Rasa itself would say, in any conversation."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    FollowupAction,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core.policies import QuickRulePolicy
from bot.core.replay import Replays
from bot.core.rule_index import RuleIndex

DOMAIN = Domain.from_dict({
    "version": "3.1",
    "intents": ["faq", "affirm"],
    "slots": {
        name: {"type": "bool", "influence_conversation": True, "mappings": [{"type": "custom"}]}
        for name in ("offered", "only_in_rules")
    },
    "actions": ["action_answer", "action_offer"],
    "forms": {"form": {"required_slots": []}},
})  # fmt: skip
ONLY_IN_RULES = {"rule_only_slots": ["only_in_rules"], "rule_only_loops": ["form"]}
ACTIONS = ("action_listen", "action_answer", "action_offer", "form")


def said(intent: str) -> UserUttered:
    return UserUttered(f"Text zu {intent}", intent={"name": intent, "confidence": 1.0})


def done(name: str, is_hidden: bool) -> ActionExecuted:
    return ActionExecuted(name, hide_rule_turn=is_hidden)


events = st.one_of(
    st.builds(said, st.sampled_from(["faq", "affirm"])),
    st.builds(done, st.sampled_from(ACTIONS), st.booleans()),
    st.builds(
        SlotSet, st.sampled_from(["offered", "only_in_rules"]), st.sampled_from([True, None])
    ),
    st.builds(ActiveLoop, st.sampled_from(["form", None])),
    st.builds(FollowupAction, st.sampled_from(ACTIONS)),
    st.sampled_from([Restarted, SessionStarted, ActionReverted, UserUtteranceReverted]).map(
        lambda kind: kind()
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(events, min_size=1, max_size=6), min_size=1, max_size=5))
def test_states_are_those_of_rasa_however_a_conversation_goes_on(turns: list[list[Event]]) -> None:
    tracker = DialogueStateTracker("a", DOMAIN.slots)
    replays = Replays()
    for turn in turns:
        tracker.update_with_events(turn, DOMAIN)
        for hides in (False, True):
            rules = ONLY_IN_RULES if hides else None
            got = replays.states(tracker, DOMAIN, without_rule_turns=hides, rule_only_data=rules)
            assert got == tracker.past_states(
                DOMAIN, ignore_rule_only_turns=hides, rule_only_data=rules
            )
            # The caller may change what it got.
            for state in got:
                state.clear()


def test_what_was_replayed_is_not_looked_through_again(monkeypatch: pytest.MonkeyPatch) -> None:
    replays = Replays()
    tracker = DialogueStateTracker("a", DOMAIN.slots)
    looked: list[int] = []
    applied = DialogueStateTracker.applied_events

    def looks(self: DialogueStateTracker) -> list[Event]:
        looked.append(len(self.events))
        return applied(self)

    monkeypatch.setattr(DialogueStateTracker, "applied_events", looks)
    for _ in range(2):
        tracker.update(done("action_listen", is_hidden=False))
        for _ in range(3):
            replays.states(tracker, DOMAIN, without_rule_turns=False, rule_only_data=None)
    assert looked == [1, 2]


def test_a_replay_is_forgotten_with_its_tracker() -> None:
    replays = Replays()
    tracker = DialogueStateTracker("a", DOMAIN.slots)
    tracker.update(done("action_listen", is_hidden=False))
    replays.states(tracker, DOMAIN, without_rule_turns=False, rule_only_data=None)
    assert len(replays._by_id) == 1
    del tracker
    assert replays._by_id == {}


actions = st.none() | st.sampled_from(ACTIONS).map(lambda name: {"action_name": name})
users = st.none() | st.sampled_from(["faq", "affirm", "should_not_be_set"]).map(
    lambda intent: {"intent": intent}
)
slots = st.none() | st.sampled_from([[1.0], [0.0], "should_not_be_set"]).map(
    lambda value: {"offered": value}
)
states = st.builds(
    lambda action, user, slot: {
        kind: part
        for kind, part in (("prev_action", action), ("user", user), ("slots", slot))
        if part
    },
    actions,
    users,
    slots,
)
histories = st.lists(states, min_size=1, max_size=4)


def policy(kind: type[RulePolicy], keys: list[str], folder: Any) -> RulePolicy:
    lookup = {RULES: dict.fromkeys(keys, "action_answer")}
    made = kind(
        kind.get_default_config(),
        LocalModelStorage(folder),
        Resource("rules"),
        ExecutionContext(GraphSchema({}), "model"),
        lookup=lookup,
    )
    if isinstance(made, QuickRulePolicy):
        made._indices = {id(made.lookup[RULES]): RuleIndex(keys)}
    return made


@settings(max_examples=300, deadline=None)
@given(st.lists(histories, min_size=1, max_size=12), st.lists(states, max_size=6))
def test_rules_that_apply_are_those_of_rasa(
    rules: list[list[dict[str, Any]]], conversation: list[dict[str, Any]]
) -> None:
    keys = [json.dumps(rule, sort_keys=True) for rule in rules]
    now = [
        {kind: {name: tuple(v) if isinstance(v, list) else v for name, v in part.items()}
         for kind, part in state.items()}
        for state in conversation
    ]  # fmt: skip
    quick, plain = (policy(kind, keys, None) for kind in (QuickRulePolicy, RulePolicy))
    expected = plain._get_possible_keys(plain.lookup[RULES], now)
    assert quick._get_possible_keys(quick.lookup[RULES], now) == expected


def test_an_index_looks_at_few_rules() -> None:
    keys = [
        json.dumps([{"prev_action": {"action_name": "action_listen"}, "user": {"intent": name}}])
        for name in ("faq", "affirm", "other")
    ]
    state = {"prev_action": {"action_name": "action_listen"}, "user": {"intent": "faq"}}
    assert RuleIndex(keys).candidates(state) == {keys[0]}
