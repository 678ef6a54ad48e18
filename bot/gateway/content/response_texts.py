"""Reads conversation texts from ``data/responses`` for the moments when Rasa cannot speak."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.channels.messages import BotMessage, message_from
from bot.conversations.response_files import response_variants

FOREIGN = "utter_language"
"""How the keys of responses in other languages begin; behind the slash stands the language."""


class ResponseTexts:
    """The first variant of every response in a folder of Rasa domain files."""

    def __init__(self, folder: Path) -> None:
        """Read all files of the folder now."""
        self._messages = {
            key: replace(message, text=message.text and message.text.strip())
            for key, variants in response_variants(folder)
            if variants and (message := message_from(variants[0])) is not None
        }
        self._languages = {
            message.text: key.partition("/")[2]
            for key, message in self._messages.items()
            if key.startswith(FOREIGN) and "/" in key and message.text is not None
        }

    def language_of(self, said: str) -> str | None:
        """Return the language of a text that is said in another one than German, else None."""
        return self._languages.get(said)

    def find(self, key: str) -> BotMessage | None:
        """Return the response with this key, or None when the folder has none."""
        return self._messages.get(key)
