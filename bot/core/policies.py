"""The two policies of Rasa that we use, deciding the same in a fraction of the time."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.policy import PolicyPrediction, SupportedData
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core.replay import shared_replays
from bot.core.rule_index import RuleIndex

_KIND = DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT


class _Replayed:
    """A tracker whose past states are replayed once for all policies."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self._tracker = tracker

    def past_states(
        self,
        domain: Domain,
        omit_unset_slots: bool = False,
        ignore_rule_only_turns: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        if omit_unset_slots:  # only while training
            raise NotImplementedError
        return shared_replays().states(
            self._tracker,
            domain,
            without_rule_turns=ignore_rule_only_turns,
            rule_only_data=rule_only_data,
        )


class _ReplayedOnce(MemoizationPolicy):  # type: ignore[misc]
    """What both policies share."""

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        is_for_stories = self.supported_data() == SupportedData.ML_DATA
        # The trackers of a training keep their states themselves.
        is_served = type(tracker) is DialogueStateTracker
        states: list[State] = self.featurizer.prediction_states(
            [_Replayed(tracker) if is_served else tracker],
            domain,
            use_text_for_last_user_input=use_text_for_last_user_input,
            ignore_rule_only_turns=is_for_stories,
            rule_only_data=rule_only_data,
            ignore_action_unlikely_intent=is_for_stories,
        )[0]
        return states


@DefaultV1Recipe.register(_KIND, is_trainable=True)
class QuickMemoizationPolicy(_ReplayedOnce):
    """``MemoizationPolicy`` with states that are replayed once."""

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **_options: Any,
    ) -> PolicyPrediction:
        """Predict what Rasa's policy predicts, without copying the states for a debug line."""
        states = self._prediction_states(tracker, domain, rule_only_data=rule_only_data)
        name = self.recall(states, tracker, domain, rule_only_data=rule_only_data)
        if name is None:
            return self._prediction(self._default_predictions(domain))
        return self._prediction(self._prediction_result(name, tracker, domain))


@DefaultV1Recipe.register(_KIND, is_trainable=True)
class QuickRulePolicy(_ReplayedOnce, RulePolicy):  # type: ignore[misc]
    """``RulePolicy`` that tries only rules that fit the latest turn."""

    _indices: dict[int, RuleIndex] | None = None

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **options: Any,
    ) -> QuickRulePolicy:
        """Load a trained policy; its rules no longer change and can be sorted."""
        policy: QuickRulePolicy = super().load(
            config, model_storage, resource, execution_context, **options
        )
        rules = [policy.lookup.get(name, {}) for name in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)]
        policy._indices = {id(lookup): RuleIndex(lookup) for lookup in rules}
        return policy

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        index = (self._indices or {}).get(id(lookup))
        if index is None or not states:
            found: set[str] = super()._get_possible_keys(lookup, states)
            return found
        keys = index.candidates(states[-1])
        # A rule has nothing to say about what was before its beginning.
        for turn, state in enumerate(reversed(states[-index.most_states :])):
            keys = {key for key in keys if self._is_rule_applicable(key, turn, state)}
        return keys

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and not self._may_know_texts():
            return None, None, False
        found: tuple[str | None, str | None, bool] = super()._find_action_from_rules(
            tracker, domain, use_text_for_last_user_input
        )
        return found

    def _may_know_texts(self) -> bool:
        # While training, the rules are not sorted yet.
        return self._indices is None or any(index.has_texts for index in self._indices.values())

    @staticmethod
    def format_tracker_states(_states: list[State]) -> str:
        """Return nothing: Rasa writes out the whole conversation for a debug line nobody reads."""
        return ""
