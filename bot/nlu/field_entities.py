"""Names from ``data/nlu/lookups`` and quantities as a Rasa component."""

from __future__ import annotations

import json
from typing import Any, Dict, List  # noqa: UP035 - Rasa compares annotations literally

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.fingerprint import code_fingerprint
from bot.nlu.language_component import LANGUAGE
from bot.nlu.languages.detection import GERMAN
from bot.nlu.names.entities import find_entities
from bot.nlu.names.gazetteer import Gazetteer, forms_of

_FORMS_FILE = "forms.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FieldEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Finds names of the field by the forms of the lookups, and ages, sizes, durations, sums."""

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        forms: List[Any] | None = None,  # noqa: UP006
    ) -> None:
        """Use the stored ``forms``, or none before training."""
        self._model_storage = model_storage
        self._resource = resource
        self._gazetteer = Gazetteer((form, entity, value) for form, entity, value in forms or [])

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FieldEntityExtractor:
        """Return an untrained component."""
        del config, execution_context
        return cls(model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str | None:  # noqa: UP006
        """Return what else a trained component depends on: the code of this package."""
        del config
        return code_fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """Collect the lookups and synonyms of the training data and store them."""
        lookups = {
            table["name"]: table["elements"]
            for table in training_data.lookup_tables
            if isinstance(table["elements"], list)
        }
        forms = forms_of(lookups, training_data.entity_synonyms)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FORMS_FILE).write_text(json.dumps(forms), encoding="utf-8")
        self._gazetteer = Gazetteer(forms)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FieldEntityExtractor:
        """Return the trained component."""
        del config, execution_context, kwargs
        with model_storage.read_from(resource) as folder:
            forms = json.loads((folder / _FORMS_FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, forms)

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Add the entities of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            # The entities of a button payload were set by whoever made the button.
            language = message.get(LANGUAGE) or GERMAN
            is_button = text.startswith("/")
            found = [] if is_button else find_entities(text, self._gazetteer, language)
            found = self.add_extractor_name(found)
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
