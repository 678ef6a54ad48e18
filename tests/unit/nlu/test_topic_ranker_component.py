"""The ranker as a component of Rasa's graph."""

from __future__ import annotations

from bot.nlu.topic_ranker_component import TopicRankerClassifier


def test_a_component_that_is_restored_from_the_cache_has_a_fingerprint() -> None:
    restoring = {"output": object()}
    configured = TopicRankerClassifier.get_default_config()
    addon = TopicRankerClassifier.fingerprint_addon
    assert addon(restoring) == addon(configured)
