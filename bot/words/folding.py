"""Spellings in which words are compared; each list of words is written in one of them.

``fold`` is the one spelling of German: what people type with umlauts and without them is the same.
``bare`` is the one of other languages, where ü is not ue: letters without their marks.

Three places have a spelling of their own. Words of danger (``bot.emergency.terms``) also stand in
Cyrillic letters, whose marks tell words apart, and have apostrophes. Dates
(``bot.dates.tokens.folding``) keep every accent: a folded word must stay as long as its token.
Spelling mistakes are counted in letters as they are typed (``bot.nlu.ranker.spelling``).
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\w(?:\w|[\u0300-\u036f])*")
"""A word as typed; letters with separate accents, as macOS sends umlauts, belong to one."""

# Replaced one after the other: a table for all of them takes ten times as long.
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
# Letters that are no letter with a mark.
_ALIKE = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss"})


def fold(text: str) -> str:
    """Return ``text`` in lower case, ä as ae, ß as ss, without accents.

    Composed and decomposed umlauts are alike.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFC", text).lower()
    for letter, typed in _UMLAUTS.items():
        folded = folded.replace(letter, typed)
    return _without_marks(folded)


def bare(text: str) -> str:
    """Return ``text`` in lower case without marks, as people type it on any keyboard: ä as a."""
    lowered = text.lower()
    return lowered if lowered.isascii() else _without_marks(lowered.translate(_ALIKE))


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    if decomposed.isascii():
        return decomposed
    return "".join(char for char in decomposed if not unicodedata.combining(char))
