"""What still counts as Einfache Sprache, and why.

The standards name principles; the numbers are ours: the rules of docs/voice.md and the rules of
thumb of practitioners. docs/plain-language.md gives the reason for each.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The largest values that are still accepted."""

    # Words in one sentence, and in the mean of a text: above 10 most of them are long.
    sentence_words: int = 15
    mean_sentence_words: float = 10.0
    # Of one word, or of one part of a word with hyphens. „Ausländerbehörde“ has 6 and is needed.
    word_syllables: int = 7
    word_letters: int = 20
    # In one sentence. The „und“ of „Kinder- und Jugendplan“ does not count.
    commas: int = 1
    subordinate_clauses: int = 1
    conjunctions: int = 1
    # Nouns in -ung, -keit, -heit, -tion …
    action_nouns: int = 2
    # Room for „(Stand 2026)“ or an abbreviation.
    bracket_words: int = 3


LIMITS = Limits()
