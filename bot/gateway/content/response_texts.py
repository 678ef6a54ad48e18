"""Reads conversation texts from ``data/responses`` for the moments when Rasa cannot speak."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.channels.messages import BotMessage, buttons_from

logger = logging.getLogger(__name__)

FOREIGN = "utter_language"
"""How the keys of responses in other languages begin; behind the slash stands the language."""


class ResponseTexts:
    """The first variant of every response in a folder of Rasa domain files."""

    def __init__(self, folder: Path) -> None:
        """Read all files of the folder now."""
        self._messages = dict(_read_folder(folder))
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


def _read_folder(folder: Path) -> Iterator[tuple[str, BotMessage]]:
    for path in sorted(folder.glob("*.yml")):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError) as error:
            logger.warning("%s is not readable: %s", path.name, type(error).__name__)
            continue
        responses = content.get("responses") if isinstance(content, dict) else None
        if not isinstance(responses, dict):
            continue
        for key, variants in responses.items():
            first = variants[0] if isinstance(variants, list) and variants else None
            if isinstance(first, dict) and (message := _message(first)):
                yield str(key), message


def _message(variant: Mapping[str, Any]) -> BotMessage | None:
    custom = variant.get("custom")
    if isinstance(custom, dict) and isinstance(custom.get("card"), str):
        card = {key: value for key, value in custom.items() if key != "buttons"}
        return BotMessage(buttons=buttons_from(custom.get("buttons")), card=card)
    text = variant.get("text")
    if isinstance(text, str) and text.strip():
        return BotMessage(text=text.strip(), buttons=buttons_from(variant.get("buttons")))
    return None
