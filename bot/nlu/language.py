"""Which language a message is written in; German unless something else is clear.

Chat messages are short and full of names, and almost all are German: another language needs its
own script or several words that leave little doubt.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

GERMAN = "de"
LANGUAGES = (GERMAN, "en", "tr", "ar", "uk", "ru", "pl", "fr", "es")

_MIN_WORDS = 3
_MIN_CONFIDENCE = 0.97
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN_ONLY = re.compile(r"[іїєґІЇЄҐ]")
_GERMAN_ONLY = re.compile(
    r"[äöüß]|\b(?:der|die|das|und|ist|wir|ich|nicht|ein|eine|mit|für|fuer|wie|was|wer|wo|wann|"
    r"bis|von|auf|gibt|kann|darf|muss|haben|unsere?|bei|nach|zum|zur|im|oder)\b",
    re.IGNORECASE,
)
_TURKISH_ONLY = re.compile(r"[ıİğĞşŞ]")


def detect_language(text: str) -> str:
    """Return one of ``LANGUAGES``."""
    if _ARABIC.search(text):
        return "ar"
    if _CYRILLIC.search(text):
        return "uk" if _UKRAINIAN_ONLY.search(text) else "ru"
    words = _WORD.findall(text)
    if len(words) < _MIN_WORDS:
        return "tr" if _TURKISH_ONLY.search(text) and len(words) > 1 else GERMAN
    language, confidence = _identifier().classify(text)
    if language == GERMAN or confidence < _MIN_CONFIDENCE:
        return GERMAN
    # German sentences about «Youth Exchange» and «Partner Finding» look English to statistics.
    if language == "en" and _GERMAN_ONLY.search(text):
        return GERMAN
    return str(language)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
