"""Names of places as a Rasa component: what spaCy takes for one, beside our own lists."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List  # noqa: UP035 - Rasa compares annotations literally

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

MODEL = "de_core_news_sm"
PLACE = "LOC"
# Longer messages are cut: names of places that matter stand earlier.
MAX_CHARACTERS = 1000
# Nobody asks the model for a word by its number: its list of German words takes 140 MiB. The other
# components would tag, parse and lemmatise.
_LEFT_OUT = (
    "strings",
    "tok2vec",
    "tagger",
    "morphologizer",
    "parser",
    "senter",
    "lemmatizer",
    "attribute_ruler",
)


@lru_cache(maxsize=1)
def _spacy() -> Any:
    import spacy

    return spacy.load(MODEL, exclude=_LEFT_OUT)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceNameExtractor(GraphComponent, EntityExtractorMixin):
    """Adds an entity ``LOC`` for each name of a place that spaCy's model recognises."""

    @staticmethod
    def required_packages() -> List[str]:  # noqa: UP006
        """Return the packages that must be installed."""
        return ["spacy", MODEL]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlaceNameExtractor:
        """Return the component; it has nothing to configure and nothing to train."""
        del config, model_storage, resource, execution_context
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Add the places of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            # The entities of a button payload were set by whoever made the button.
            if not text.strip() or text.startswith("/"):
                continue
            found = self.add_extractor_name(find_place_names(text))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


def find_place_names(text: str) -> list[dict[str, Any]]:
    """Return the places in ``text`` as Rasa's entities, in order."""
    # spaCy cannot read half characters; a question mark for each keeps the offsets.
    readable = text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    return [
        {
            ENTITY_ATTRIBUTE_TYPE: PLACE,
            ENTITY_ATTRIBUTE_VALUE: span.text,
            ENTITY_ATTRIBUTE_START: span.start_char,
            ENTITY_ATTRIBUTE_END: span.end_char,
        }
        for span in _spacy()(readable).ents
        if span.label_ == PLACE
    ]
