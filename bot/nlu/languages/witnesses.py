"""What bears witness to a language: words of its grammar, letters, endings, apostrophes."""

from __future__ import annotations

import re
from collections import defaultdict

from bot.nlu.languages.known import GERMAN
from bot.nlu.languages.words import (
    german_words,
    weakly_witnessed_languages,
    witnessed_languages,
)
from bot.words.folding import bare

_WEAK = 0.3
_MIN_WORDS_BESIDE_NAMES = 4
# Letters and parts of words that are as good as a word.
_LETTERS_OF = {
    GERMAN: "ß",
    "tr": "ışğ",
    "pl": "ąęłśżźćńó",
    "fr": "àâçèêîïûùœ",
    "es": "ñáíóú",
    "pt": "ãõ",
    "ro": "ăâțș",
    "cs": "ěřůčďťáíúý",
    "hu": "áíóúőű",
    "ku": "êî",
    "hr": "čćđ",
}
_LANGUAGES_OF_LETTER = {
    letter: frozenset(language for language, own in _LETTERS_OF.items() if letter in own)
    for letter in "".join(_LETTERS_OF.values())
}
_PART = re.compile(
    r"(?P<de>jugend|f(?:oe|o)rder|begegnung|zusch(?:ue|u)ss|austausch|antrag|fahrt"
    r"|(?<=\w{3})(?:ung|ungen|schaft|keit|lich)$)"
    r"|(?P<tr>(?:[iu]yor|[ae]c[ae]gi|m[iu]yor)\w*$|\w(?:lar(?:i|in|dan?|imiz)|ler(?:i|den?|imiz))$"
    r"|\w(?:yiz|siniz|imiz|iniz|mak|mek)$)"
    r"|(?P<pl>(?:smy|owac|osc)$)"
    r"|(?P<es>cion(?:es)?$)"
)
_PUNCTUATION = {
    "en": re.compile(
        r"(?i)n['’]t\b|\b(?:i|we|you|they|he|she|it|that|there)['’](?:re|ve|ll|m|d|s)\b"
    ),
    "fr": re.compile(r"(?i)\b(?:qu|jusqu|[jlncm])['’](?=\w)|\w-t-(?:il|elle|on)\b"),
    "es": re.compile(r"[¿¡]"),
}


def find_witnesses(text: str, words: list[str]) -> tuple[dict[str, float], set[str]]:
    """Weigh the words for each language; name the languages with more than weak evidence."""
    weights: dict[str, float] = defaultdict(float)
    witnessed: set[str] = set()
    for word in words:
        written, plain = word.lower(), bare(word)
        strong = set(witnessed_languages(plain))
        if written in german_words():
            strong.add(GERMAN)
        part = _PART.search(plain)
        if part and part.lastgroup:
            strong.add(part.lastgroup)
        letters = _languages_of_letters(written)
        # Łódź, Besançon and Málaga also stand in German sentences, and alone are only names.
        if word[0].islower() and len(words) >= _MIN_WORDS_BESIDE_NAMES:
            strong |= letters
        for language in strong:
            weights[language] += 1
        for language in (letters - strong) | weakly_witnessed_languages(plain):
            weights[language] += _WEAK
        witnessed |= strong
    for language, pattern in _PUNCTUATION.items():
        count = len(pattern.findall(text))
        if count:
            weights[language] += count
            witnessed.add(language)
    return weights, witnessed


def _languages_of_letters(word: str) -> set[str]:
    if word.isascii():
        return set()
    return {language for letter in word for language in _LANGUAGES_OF_LETTER.get(letter, ())}
