"""Rasa's own components that work without TensorFlow, and whether our files need any other part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NLU = "rasa.nlu"
_POLICIES = "rasa.core.policies"

LIGHT_COMPONENTS = {
    "CountVectorsFeaturizer": f"{_NLU}.featurizers.sparse_featurizer.count_vectors_featurizer",
    "DucklingEntityExtractor": f"{_NLU}.extractors.duckling_entity_extractor",
    "EntitySynonymMapper": f"{_NLU}.extractors.entity_synonyms",
    "FallbackClassifier": f"{_NLU}.classifiers.fallback_classifier",
    "KeywordIntentClassifier": f"{_NLU}.classifiers.keyword_intent_classifier",
    "LexicalSyntacticFeaturizer": (
        f"{_NLU}.featurizers.sparse_featurizer.lexical_syntactic_featurizer"
    ),
    "LogisticRegressionClassifier": f"{_NLU}.classifiers.logistic_regression_classifier",
    "RegexEntityExtractor": f"{_NLU}.extractors.regex_entity_extractor",
    "RegexFeaturizer": f"{_NLU}.featurizers.sparse_featurizer.regex_featurizer",
    "SpacyEntityExtractor": f"{_NLU}.extractors.spacy_entity_extractor",
    "SpacyFeaturizer": f"{_NLU}.featurizers.dense_featurizer.spacy_featurizer",
    "SpacyNLP": f"{_NLU}.utils.spacy_utils",
    "SpacyTokenizer": f"{_NLU}.tokenizers.spacy_tokenizer",
    "WhitespaceTokenizer": f"{_NLU}.tokenizers.whitespace_tokenizer",
    "AugmentedMemoizationPolicy": f"{_POLICIES}.memoization",
    "MemoizationPolicy": f"{_POLICIES}.memoization",
    "RulePolicy": f"{_POLICIES}.rule_policy",
}
"""Name in ``config.yml`` and the module that registers it."""

RECIPE = "default.v1"
_ENDPOINTS = frozenset({"action_endpoint", "tracker_store"})
_TRACKER_STORE = "sql"
_CHANNELS = frozenset({"rest"})


def named_components(config: Mapping[str, Any]) -> list[str]:
    """Return the names of Rasa's own components in a ``config.yml``, without ours (with a dot)."""
    steps = [*(config.get("pipeline") or []), *(config.get("policies") or [])]
    return [step["name"] for step in steps if "." not in step["name"]]


def reasons_for_all_of_rasa(
    config: Mapping[str, Any],
    endpoints: Mapping[str, Any] | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> list[str]:
    """Return what in our files needs more than the parts that we load; normally nothing."""
    reasons = [name for name in named_components(config) if name not in LIGHT_COMPONENTS]
    if config.get("recipe", RECIPE) != RECIPE:
        reasons.append(f"recipe {config['recipe']}")
    # A file without these keys leaves the choice to Rasa, whose choice needs TensorFlow.
    reasons += [key for key in ("pipeline", "policies") if not config.get(key)]
    reasons += sorted((endpoints or {}).keys() - _ENDPOINTS)
    store = ((endpoints or {}).get("tracker_store") or {}).get("type", _TRACKER_STORE)
    if str(store).lower() != _TRACKER_STORE:
        reasons.append(f"tracker store {store}")
    reasons += sorted((credentials or {}).keys() - _CHANNELS)
    return reasons
