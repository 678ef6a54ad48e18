"""The ranker as a Rasa component: writes intent, ranking and decision the way Rasa reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List  # noqa: UP035 - Rasa compares annotations literally

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    INTENT_RESPONSE_KEY,
    METADATA,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.emergency.terms import EmergencyTerms
from bot.meaning.encoder import EmbeddingCache, frequent_pieces, prepare
from bot.nlu.alarm.check import AlarmCheck
from bot.nlu.decision import EMERGENCY_FAMILY, Thresholds, intent_of_topic, split_intent
from bot.nlu.fingerprint import code_fingerprint
from bot.nlu.judging.judge import Judge
from bot.nlu.language_component import LANGUAGE
from bot.nlu.languages.detection import GERMAN
from bot.nlu.message.asking import letter_of
from bot.nlu.message.foreign_asking import foreign_letter_of
from bot.nlu.message.unnamed import without_programmes
from bot.nlu.message_shapes import family_ranking, response_selector, understanding_payload
from bot.nlu.ranker.state_file import read_learned, write_learned
from bot.nlu.ranker.talks import read_talks, talks_fingerprint, words_before
from bot.nlu.ranker.topic_learning import RankerSettings
from bot.nlu.ranker.topic_ranker import TopicRanker
from bot.nlu.ranker.views import ViewWeights
from bot.nlu.understanding import Understander
from bot.words.lists import load_all
from bot.words.turn import reading_once

UNDERSTANDING = "understanding"
UNKNOWN_WORDS = "unknown_words"
"""Words that no training sentence has, for the components that follow."""
TALKED_ABOUT = "talked_about"
"""What the conversation is about, in a message's metadata (bot/core/tracker/talked_about.py)."""
_RESPONSE_SELECTOR = "response_selector"
_STATE_FILE = "topic_ranker.pickle.gz"
_PIECES_FILE = "frequent_pieces.json"
_CHECK_FILE = "alarm_check.json"
# The register of training sentences in other languages (data/nlu, docs/topics.md).
_FOREIGN = "foreign"


def _label(example: Message) -> str:
    return str(example.get(INTENT_RESPONSE_KEY) or example.get(INTENT))


def _is_foreign(example: Message) -> bool:
    """Return whether a training sentence stands in the register of other languages."""
    of_intent = (example.get(METADATA) or {}).get(INTENT) or {}
    return of_intent.get("register") == _FOREIGN


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicRankerClassifier(IntentClassifier, GraphComponent):
    """Ranks all topics and other intents together and decides what to do.

    For FAQ-like families it fills ``response_selector`` in the shape of Rasa's ResponseSelector,
    so that retrieval rules, ``rasa test nlu`` and ``utter_<family>`` work unchanged. The decision
    itself travels as ``understanding``.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:  # noqa: UP006
        """Return thresholds, settings of the ranker, and where talks and kept embeddings are."""
        return {
            "thresholds": {},
            "weights": {},
            "ranker": {},
            "embedding_cache": ".rasa/embeddings.npz",
            "talks": "data/talks",
        }

    def __init__(
        self,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        ranker: TopicRanker | None = None,
        check: AlarmCheck | None = None,
    ) -> None:
        """Use a trained ``ranker`` with the ``check`` stored beside it, or fresh ones."""
        weights = ViewWeights(**config["weights"])
        self._ranker = ranker or TopicRanker(RankerSettings(weights=weights, **config["ranker"]))
        self._check = check or AlarmCheck.load()
        thresholds = Thresholds(**config["thresholds"])
        self._understander = Understander(
            Judge(self._ranker, thresholds, EmergencyTerms.load(), self._check)
        )
        self._cache = EmbeddingCache(Path(config["embedding_cache"]))
        self._talks = Path(config["talks"])
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicRankerClassifier:
        """Return an untrained component."""
        del execution_context
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str | None:  # noqa: UP006
        """Return what else a trained component depends on: code of this package, and talks."""
        # Where it is restored from Rasa's cache, the configuration is that of what restores it.
        talks = config.get("talks", cls.get_default_config()["talks"])
        return code_fingerprint() + talks_fingerprint(Path(talks))

    def train(self, training_data: TrainingData) -> Resource:
        """Train the ranker on all examples with an intent and on talks, and store it."""
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT)
        ]
        foreign = [(one.get(TEXT), _label(one)) for one in examples if _is_foreign(one)]
        examples = [example for example in examples if not _is_foreign(example)]
        texts = [example.get(TEXT) for example in examples]
        labels = [_label(example) for example in examples]
        if examples:
            # An emergency is heard by its own words, whatever stands before them.
            calm = (one for one in labels if split_intent(one)[0] != EMERGENCY_FAMILY)
            further = list(read_talks(self._talks, intent_of_topic(calm)))
            self._ranker.fit(
                [*(one.text for one in further), *texts],
                [*(one.intent for one in further), *labels],
                self._cache.encode,
                in_talks=len(further),
                foreign=foreign,
            )
        with self._model_storage.write_to(self._resource) as folder:
            pieces = json.dumps(frequent_pieces(texts))
            (folder / _PIECES_FILE).write_text(pieces, encoding="ascii")
            (folder / _CHECK_FILE).write_text(self._check.written(), encoding="utf-8")
            write_learned(self._ranker.learned, folder / _STATE_FILE)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicRankerClassifier:
        """Return the trained component."""
        del execution_context, kwargs
        # No message opens a file of words: they are read before the workers fork.
        load_all(Path(__file__).parent)
        with model_storage.read_from(resource) as folder:
            # The encoder is loaded here and not with the first message, so that all workers share
            # it. It takes its time beside all that is loaded from now on.
            prepare(json.loads((folder / _PIECES_FILE).read_text(encoding="ascii")))
            check = AlarmCheck.load(folder / _CHECK_FILE)
            ranker = TopicRanker(learned=read_learned(folder / _STATE_FILE))
        return cls(config, model_storage, resource, ranker, check)

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Set intent, ranking, response selector and understanding of each message."""
        for message in messages:
            # A button payload has its intent already; an empty text has nothing to rank.
            if message.get(INTENT) is None and (message.get(TEXT) or "").strip():
                with reading_once():
                    self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        entities = message.get(ENTITIES, [])
        language = message.get(LANGUAGE, GERMAN)
        said = message.get(TEXT)
        letter = letter_of(said) if language == GERMAN else foreign_letter_of(said, language)
        aspects = [
            item["value"]
            for item in entities
            if item["entity"] == "aspect" and (letter is None or letter.asks_at(item["start"]))
        ]
        understood = self._understander.understand(
            message.get(TEXT),
            aspects=aspects,
            language=language,
            letter=letter,
            talked_about=words_before((message.get(METADATA) or {}).get(TALKED_ABOUT)),
            named={item["entity"] for item in entities},
            unnamed=None if letter or language != GERMAN else without_programmes(said, entities),
        )
        decision, ranking = understood.decision, understood.ranking.intents
        intent = {
            INTENT_NAME_KEY: decision.intent,
            PREDICTED_CONFIDENCE_KEY: decision.confidence,
        }
        families = family_ranking(ranking)
        message.set(UNKNOWN_WORDS, self._ranker.unknown_words(message.get(TEXT)))
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [intent, *families], add_to_output=True)
        message.set(_RESPONSE_SELECTOR, response_selector(decision, ranking), add_to_output=True)
        message.set(UNDERSTANDING, understanding_payload(understood), add_to_output=True)
