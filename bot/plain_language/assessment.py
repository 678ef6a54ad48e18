"""Measures of a text: lengths, two reading formulas, and terms that nobody explained."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean, median

from bot.plain_language.explanations import unexplained
from bot.plain_language.sentences import Sentence, read_sentences
from bot.plain_language.syllables import count_syllables
from bot.plain_language.vocabulary import Vocabulary

# Both formulas call a word long from seven letters on, the Vienna one hard from three syllables.
_LONG_LETTERS = 7
_HARD_SYLLABLES = 3


@dataclass(frozen=True)
class Assessment:
    """Measures of a text; all 0 for a text without words.

    Lengths of sentences are in words, shares between 0 and 1 and of the words with letters.
    ``wiener`` is the first Vienna formula („erste neue Wiener Sachtextformel“): about the school
    year that a reader needs, 4 very easy, 15 very hard. ``lix`` is Björnsson's: below 40 is easy,
    from 50 on it is factual prose. Both are made for longer texts: compare, do not cling to them.
    """

    sentences: int
    words: int
    mean_sentence: float
    median_sentence: float
    longest_sentence: int
    mean_syllables: float
    long_words: float
    hard_words: float
    one_syllable_words: float
    wiener: float
    lix: float
    unexplained: tuple[str, ...]


def assess(text: str, vocabulary: Vocabulary) -> Assessment:
    """Measure ``text``: plain text or the Markdown that entries may hold."""
    sentences = [sentence for sentence in read_sentences(text) if sentence.words]
    return _assess(sentences, tuple(found.name for found in unexplained(sentences, vocabulary)))


def _assess(sentences: list[Sentence], names: tuple[str, ...]) -> Assessment:
    lengths = [len(sentence.words) for sentence in sentences]
    words = [word for sentence in sentences for word in sentence.words]
    # A number is read as a figure: it has a place in the sentence, but no letters to spell.
    syllables = [count for count in map(count_syllables, words) if count]
    letters = [sum(map(str.isalpha, word)) for word in words]
    if not syllables:
        return Assessment(0, 0, 0.0, 0.0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ())
    mean_sentence = mean(lengths)
    long_words = sum(count >= _LONG_LETTERS for count in letters) / len(syllables)
    hard_words = sum(count >= _HARD_SYLLABLES for count in syllables) / len(syllables)
    one_syllable = sum(count == 1 for count in syllables) / len(syllables)
    return Assessment(
        sentences=len(sentences),
        words=len(words),
        mean_sentence=mean_sentence,
        median_sentence=median(lengths),
        longest_sentence=max(lengths),
        mean_syllables=mean(syllables),
        long_words=long_words,
        hard_words=hard_words,
        one_syllable_words=one_syllable,
        wiener=19.35 * hard_words
        + 0.1672 * mean_sentence
        + 12.97 * long_words
        - 3.27 * one_syllable
        - 0.875,
        lix=mean_sentence + 100 * long_words,
        unexplained=names,
    )
