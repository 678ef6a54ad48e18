"""The ranker as a component of Rasa's graph."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.topic_ranker_component import TopicRankerClassifier

SENTENCES = {
    "faq/visum": ["Brauchen die Gäste ein Visum?", "visa für unsere gäste", "Einladung fürs Visum"],
    "faq/juleica": ["Was ist die Juleica?", "juleica verlängern", "Wer bekommt eine Juleica?"],
    "notfall/akut": ["Einer atmet nicht mehr", "wir brauchen den notarzt", "Sie blutet stark"],
}


def test_a_component_that_is_restored_from_the_cache_has_a_fingerprint() -> None:
    restoring = {"output": object()}
    configured = TopicRankerClassifier.get_default_config()
    addon = TopicRankerClassifier.fingerprint_addon
    assert addon(restoring) == addon(configured)


def test_sentences_of_german_alone_are_enough_to_learn_from(tmp_path: Path) -> None:
    storage = LocalModelStorage.create(tmp_path / "model")
    (tmp_path / "model").mkdir()
    storage = LocalModelStorage(tmp_path / "model")
    resource, context = Resource("ranker"), ExecutionContext(GraphSchema({}))
    (tmp_path / "talks").mkdir()
    config = TopicRankerClassifier.get_default_config() | {
        "embedding_cache": str(tmp_path / "embeddings.npz"),
        "talks": str(tmp_path / "talks"),
    }
    data = TrainingData(
        [
            Message({TEXT: text, INTENT: intent})
            for intent, texts in SENTENCES.items()
            for text in texts
        ]
    )
    component = TopicRankerClassifier.create(config, storage, resource, context)
    cast(TopicRankerClassifier, component).train(data)
    loaded = TopicRankerClassifier.load(config, storage, resource, context)
    message = Message({TEXT: "brauchen unsere gäste ein visum"})
    loaded.process([message])
    assert message.get("understanding")["topic"] == "visum"
