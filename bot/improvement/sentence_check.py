"""Says whether a question may become a training sentence, and if not, why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import Enum

from bot.knowledge.files.plain_text import why_unfit
from bot.words.folding import fold

MIN_CHARACTERS, MAX_CHARACTERS = 3, 300
_MIN_LETTERS = 3
_MIN_SHARE_OF_LETTERS = 0.5
# Rasa reads these as marks of entities, and the files have none.
_MARKUP = re.compile(r"[\[\](){}<>|`]|^[-#]")
# What stands in the place of bytes that were no text.
_UNKNOWN = "\ufffd"
_WORD = re.compile(r"\w+")
_SAME_LETTER = re.compile(r"(.)\1{4}")
_PIECE = 5
# The cosine of the sets of pieces from which on the tests call two sentences nearly the same.
_NEARLY = 0.7


class SentenceProblem(Enum):
    """Why a sentence cannot be learned."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    NO_WORDS = "no_words"
    MARKUP = "markup"
    PERSONAL = "personal"
    KNOWN = "known"
    NEARLY_KNOWN = "nearly_known"
    OTHER_TOPIC = "other_topic"
    TEST_QUESTION = "test_question"


class SentenceRefusedError(ValueError):
    """A sentence cannot be learned; ``other`` is the intent that it stands with already."""

    def __init__(self, problem: SentenceProblem, other: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.other = other


class KnownSentences:
    """Finds sentences that are the same, or nearly, but for case, umlauts and punctuation."""

    def __init__(self, sentences: Iterable[tuple[str, str]]) -> None:
        """Take pairs of intent and sentence."""
        self._by_words = {_words(text): intent for intent, text in sentences}

    def same(self, text: str) -> str | None:
        """Return the intent of the same sentence."""
        return self._by_words.get(_words(text))

    def nearly_same(self, text: str) -> str | None:
        """Return the intent of a sentence that is nearly the same."""
        wanted = _words(text)
        own = _pieces(wanted)
        # Not kept: the pieces of all sentences would take more memory than everything else here.
        for words, intent in self._by_words.items():
            if _NEARLY**3 < len(words) / max(len(wanted), 1) < 1 / _NEARLY**3:
                pieces = _pieces(words)
                shared = len(own & pieces)
                if shared and shared**2 >= _NEARLY**2 * len(own) * len(pieces):
                    return intent
        return None


def clean(text: str) -> str:
    """Return the sentence on one line, composed, without what only looks like nothing."""
    without = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(unicodedata.normalize("NFC", without).split())


def check_sentence(
    text: str,
    intent: str,
    known: KnownSentences,
    tests: KnownSentences,
    mask: Callable[[str], str],
) -> str:
    """Return the sentence as it would be learned.

    Raises:
        SentenceRefusedError: it cannot be learned, with the first reason found.
    """
    sentence = clean(text)
    problem = _problem_of_form(sentence, mask)
    if problem is not None:
        raise SentenceRefusedError(problem)
    for exact, found in (
        (True, known.same(sentence)),
        (False, known.nearly_same(sentence)),
    ):
        if found is not None and found != intent:
            raise SentenceRefusedError(SentenceProblem.OTHER_TOPIC, found)
        if found is not None:
            why = SentenceProblem.KNOWN if exact else SentenceProblem.NEARLY_KNOWN
            raise SentenceRefusedError(why, found)
    if tests.same(sentence) is not None:
        raise SentenceRefusedError(SentenceProblem.TEST_QUESTION)
    return sentence


def _problem_of_form(sentence: str, mask: Callable[[str], str]) -> SentenceProblem | None:
    letters = sum(char.isalpha() for char in sentence)
    visible = sum(not char.isspace() for char in sentence)
    if len(sentence) < MIN_CHARACTERS:
        return SentenceProblem.TOO_SHORT
    if len(sentence) > MAX_CHARACTERS:
        return SentenceProblem.TOO_LONG
    if why_unfit(sentence) in ("control_character", "emoji") or _UNKNOWN in sentence:
        return SentenceProblem.UNREADABLE
    if _MARKUP.search(sentence):
        return SentenceProblem.MARKUP
    if letters < max(_MIN_LETTERS, _MIN_SHARE_OF_LETTERS * visible):
        return SentenceProblem.NO_WORDS
    if _SAME_LETTER.search(sentence):
        return SentenceProblem.NO_WORDS
    return SentenceProblem.PERSONAL if mask(sentence) != sentence else None


def _words(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _pieces(words: str) -> frozenset[str]:
    padded = f" {words} "
    return frozenset(padded[n : n + _PIECE] for n in range(len(padded) - _PIECE + 1))
