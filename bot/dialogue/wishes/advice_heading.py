"""Recognises what advice is about where a message is a heading: "Beratung zu Polen"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.dialogue.wishes.advice_words import Words
from bot.texts import keys, text
from bot.words.phrases import folded, has_phrase

_FEWEST_WORDS, _MOST_WORDS = 3, 10
# Before a topic and before what is too much: "zu Polen", "zu teuer".
_TO = "zu"
_COUNTRIES = "countries."


def is_heading(message: str, said: Sequence[str], known: Words, *, has_name: bool) -> bool:
    """Return whether a message names what advice is about, in a few words.

    ``said`` are its folded words; ``has_name`` says that a programme or country was understood in
    it. Behind "zu" must stand a noun or name: "Beratung zu teuer" finds fault.
    """
    is_short = _FEWEST_WORDS <= len(said) <= _MOST_WORDS and "?" not in message
    if not is_short or said[0] not in known.nouns or said[1] not in known.before_topic:
        return False
    has_noun = any(word[:1].isupper() for word in message.split()[2:])
    return said[1] != _TO or has_noun or has_name or has_phrase(said, _countries())


@lru_cache(maxsize=1)
def _countries() -> tuple[str, ...]:
    names = (text(key) for key in keys() if key.startswith(_COUNTRIES))
    return tuple(" ".join(folded(name)) for name in names)
