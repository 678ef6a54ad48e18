"""Names of places as a Rasa component: what spaCy takes for one, beside our own lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
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

from bot.nlu.topic_ranker_component import UNKNOWN_WORDS
from bot.words.folding import fold

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
_WORD = re.compile(r"\w[\w-]*")
_MIN_LETTERS = 3
# What stands before a place: then also a word that we know may be one ("in Essen").
_BEFORE_PLACE = frozenset(
    ["aus", "bei", "in", "nach", "nahe", "um", "von"]
    + ["gemeinde", "kreis", "landkreis", "ort", "raum", "region", "stadt"]
)


@lru_cache(maxsize=1)
def _spacy() -> Any:
    import spacy

    return spacy.load(MODEL, exclude=_LEFT_OUT)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceNameExtractor(GraphComponent, EntityExtractorMixin):
    """Adds an entity ``LOC`` for each name of a place that spaCy's model recognises."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlaceNameExtractor:
        """Return the component with spaCy's model, which all workers are to share."""
        del config, model_storage, resource, execution_context
        _spacy()
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Add the places of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            known = message.get(ENTITIES, [])
            # The entities of a button payload were set by whoever made the button.
            if text.startswith("/") or not may_name_place(text, known, message.get(UNKNOWN_WORDS)):
                continue
            found = self.add_extractor_name(find_place_names(text))
            message.set(ENTITIES, known + found, add_to_output=True)
        return messages


def may_name_place(
    text: str, known: Sequence[dict[str, Any]], unknown_words: Collection[str] | None
) -> bool:
    """Tell whether it is worth asking spaCy, which takes longer than most of a message's way.

    ``known`` are the entities found by our own lists; ``unknown_words`` the folded words that no
    training sentence has, None if nobody looked. A word outside the entities may be a place if it
    follows a word like "aus" and is written large or unknown, or is both amid a sentence.
    """
    if unknown_words is None:
        return bool(text.strip())
    taken = {place for entity in known for place in range(entity["start"], entity["end"])}
    before = ""
    for match in _WORD.finditer(text[:MAX_CHARACTERS]):
        word = match[0]
        is_large = word[0].isupper()
        is_unknown = len(word) >= _MIN_LETTERS and fold(word) in unknown_words
        is_amid = bool(before) and text[: match.start()].rstrip()[-1:].isalnum()
        is_after = before in _BEFORE_PLACE
        if taken.isdisjoint(range(match.start(), match.end())) and (
            (is_after and (is_large or is_unknown)) or (is_amid and is_large and is_unknown)
        ):
            return True
        before = word.lower()
    return False


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
