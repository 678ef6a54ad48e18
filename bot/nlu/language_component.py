"""Language detection as a Rasa component."""

from __future__ import annotations

from typing import Any, Dict, List  # noqa: UP035 - Rasa compares annotations literally

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.languages.detection import detect_language, is_sure
from bot.nlu.languages.statistics import prepare

LANGUAGE = "language"
IS_LANGUAGE_SURE = "is_language_sure"


# Rasa runs untrained classifiers at inference only, which is where the language is needed.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageDetector(GraphComponent):
    """Adds the language of each message to its output."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        """Return the component with the statistics of letters, which all workers are to share."""
        del config, model_storage, resource, execution_context
        prepare()
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Set the language code of each message, and whether the message itself tells it."""
        for message in messages:
            said = message.get(TEXT) or ""
            message.set(LANGUAGE, detect_language(said), add_to_output=True)
            message.set(IS_LANGUAGE_SURE, is_sure(said), add_to_output=True)
        return messages
