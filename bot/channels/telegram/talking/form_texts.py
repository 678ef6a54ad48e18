"""Recognises the consultation form, which has no place in Telegram."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.intake.replies import ANSWER_INTENT, WHY_INTENT
from bot.texts import text

_SAID_AROUND = "utter_consultation_"
_CARDS = ("summary", "receipt")
_CONSULTATION_FILE = "consultation.yml"
_PAYLOADS = (f"/{ANSWER_INTENT}", f"/{WHY_INTENT}")

Message = Mapping[str, Any]


class FormTexts:
    """What the assistant says while it takes down a request."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Use the texts that stand around the questions of the form."""
        self._texts = frozenset(text.strip() for text in texts)

    @classmethod
    def from_folder(cls, folder: Path) -> FormTexts:
        """Read the texts in Rasa's response file as they are now.

        Raises:
            OSError: there is no such file.
        """
        content = yaml.safe_load((folder / _CONSULTATION_FILE).read_text(encoding="utf-8"))
        responses = content.get("responses", {})
        return cls(
            variant["text"]
            for key, variants in responses.items()
            if key.startswith(_SAID_AROUND)
            for variant in variants
            if isinstance(variant.get("text"), str)
        )

    def are_among(self, messages: Iterable[Message]) -> bool:
        """Return whether the form is asking something; its questions are known by their buttons."""
        return any(map(_asks, messages))

    def without(self, messages: Iterable[Message]) -> list[Message]:
        """Return the messages that have nothing to do with the form."""
        return [
            message for message in messages if not _asks(message) and not self._is_said(message)
        ]

    def _is_said(self, message: Message) -> bool:
        said = message.get("text")
        if not isinstance(said, str):
            return False
        # Nothing is taken here: that something was noted may not be said either.
        return said.strip() in self._texts or said.startswith(_notes())


def _notes() -> tuple[str, ...]:
    silently = text("intake.noted_silently", fields="").rstrip(".")
    return (
        silently,
        *(text(f"intake.{key}", values="").rstrip() for key in ("taken_over", "noted")),
    )


def _asks(message: Message) -> bool:
    buttons = message.get("buttons") or ()
    is_question = any(button["payload"].startswith(_PAYLOADS) for button in buttons)
    return is_question or message.get("card") in _CARDS
