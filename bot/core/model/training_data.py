"""Reads the training data once, instead of once per question that Rasa asks about it.

Rasa's own importer reads, checks and copies every file up to six times, which for our sentences
takes longer than learning from them. The content is the same (a test compares it); the checks of
Rasa's schema and of what examples lack are left to ``rasa data validate`` in ``make test``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.importers.importer import (
    E2EImporter,
    ResponsesSyncImporter,
    _additional_training_data_from_default_actions,
)
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, RESPONSE
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Sentences(TrainingData):  # type: ignore[misc]
    """Rasa's training data, told apart by its text instead of by a hash over each of its parts.

    Rasa takes half a million hashes of our sentences to drop a few repeated ones and to tell
    whether anything changed since the last training.
    """

    @staticmethod
    def sanitize_examples(examples: list[Message]) -> list[Message]:
        """Cut the blanks around intents and responses and drop repeated examples."""
        distinct: dict[str, Message] = {}
        for example in examples:
            for name in (INTENT, RESPONSE):
                if example.get(name):
                    example.set(name, example.get(name).strip())
            distinct.setdefault(_content(example), example)
        return list(distinct.values())

    def fingerprint(self) -> str:
        """Return a hash of all there is; the order of the examples does not matter."""
        tables = [self._load_lookup_table(table) for table in self.lookup_tables]
        rest = (self.entity_synonyms, self.regex_features, tables, self.responses)
        digest = hashlib.sha256(repr(rest).encode("utf-8", "surrogatepass"))
        for content in sorted(map(_content, self.training_examples)):
            digest.update(content.encode("utf-8", "surrogatepass") + b"\n")
        return digest.hexdigest()

    def validate(self) -> None:
        """Warn of nothing: Rasa's warnings are about parts of it that we do not use."""

    @staticmethod
    def joined(parts: Sequence[TrainingData]) -> Sentences:
        """Return the content of all ``parts``, which must not be used for anything else then.

        (Rasa's ``merge`` copies each example.)
        """
        synonyms: dict[str, str] = {}
        responses: dict[str, Any] = {}
        for part in parts:
            synonyms.update(part.entity_synonyms)
            responses.update(part.responses)
        return Sentences(
            [example for part in parts for example in part.training_examples],
            synonyms,
            [feature for part in parts for feature in part.regex_features],
            [table for part in parts for table in part.lookup_tables],
            responses,
        )


def _content(example: Message) -> str:
    return repr((sorted(example.data.items()), example.features))


class SentenceReader(RasaYAMLReader):  # type: ignore[misc]
    """Reads files of ``data/nlu``, several of them into one result."""

    def add(self, path: str) -> None:
        """Read one more file."""
        self.filename = path
        with open(path, encoding="utf-8") as file:
            # The base loader keeps all values as text, as Rasa's dialect does with «no» and «on».
            content = yaml.load(file, yaml.CBaseLoader)  # noqa: S506 - makes text only
        self._parse_nlu(content.get("nlu"))
        self.responses.update(content.get("responses") or {})

    def result(self) -> TrainingData:
        """Return everything read so far."""
        return Sentences(
            self.training_examples,
            self.entity_synonyms,
            self.regex_features,
            self.lookup_tables,
            self.responses,
        )


class SentenceFiles(RasaFileImporter):  # type: ignore[misc]
    """Rasa's importer of files, with our reader for sentences."""

    @cached_property
    def sentences(self) -> TrainingData:
        """The content of all files with sentences."""
        reader = SentenceReader()
        for path in self._nlu_files:
            reader.add(path)
        return reader.result()

    def get_nlu_data(self, language: str | None = None) -> TrainingData:
        """Return the content of all files; their language does not matter to the reader."""
        del language
        return self.sentences

    def get_domain(self) -> Domain:
        """Return the domain, which is read and validated once."""
        return self._domain

    @cached_property
    def _domain(self) -> Domain:
        return super().get_domain()


class ProjectData(E2EImporter):  # type: ignore[misc]
    """What ``TrainingDataImporter.load_from_config`` returns, put together in one step."""

    def __init__(self, config: str, domain: str, folders: list[str]) -> None:
        """Look for files in ``folders``; nothing is read yet."""
        self._files = SentenceFiles(config, domain, folders)
        super().__init__(ResponsesSyncImporter(self._files))

    def get_nlu_data(self, language: str | None = None) -> TrainingData:
        """Return all sentences and what Rasa adds to them out of domain and stories."""
        del language
        return self._all_sentences

    def get_stories(self, exclusion_percentage: int | None = None) -> Any:
        """Return rules and stories; all of them, whatever share should be left out."""
        del exclusion_percentage
        return self._stories

    @cached_property
    def _stories(self) -> Any:
        return self.importer.get_stories()

    @cached_property
    def _all_sentences(self) -> TrainingData:
        responses = self._files.get_domain().retrieval_intent_responses
        return Sentences.joined(
            [
                _additional_training_data_from_default_actions(),
                self._files.sentences,
                TrainingData(responses=responses),
                self._additional_training_data_from_stories(),
            ]
        )
