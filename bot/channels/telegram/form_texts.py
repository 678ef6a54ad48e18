"""Recognises the questions of the consultation form, which has no place in Telegram."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

_PREFIXES = ("utter_ask_consultation", "utter_consultation_")
_CARDS = ("summary", "receipt")
_CONSULTATION_FILE = "consultation.yml"

Message = Mapping[str, Any]


class FormTexts:
    """What the assistant says while it takes down a request."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Use these texts."""
        self._texts = frozenset(text.strip() for text in texts)

    @classmethod
    def from_folder(cls, folder: Path) -> FormTexts:
        """Read the texts of the form in Rasa's response files as they are now.

        Raises:
            OSError: there is no such file.
        """
        content = yaml.safe_load((folder / _CONSULTATION_FILE).read_text(encoding="utf-8"))
        responses = content.get("responses", {})
        return cls(
            variant["text"]
            for key, variants in responses.items()
            if key.startswith(_PREFIXES)
            for variant in variants
            if isinstance(variant.get("text"), str)
        )

    def are_among(self, messages: Iterable[Message]) -> bool:
        """Return whether one of the messages belongs to the form."""
        return any(map(self._is_one, messages))

    def without(self, messages: Iterable[Message]) -> list[Message]:
        """Return the messages that do not belong to the form."""
        return [message for message in messages if not self._is_one(message)]

    def _is_one(self, message: Message) -> bool:
        said = message.get("text")
        is_question = isinstance(said, str) and said.strip() in self._texts
        return is_question or message.get("card") in _CARDS
