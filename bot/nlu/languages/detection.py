"""Which of our languages a message is written in; German unless something else is clear.

Almost all messages are German, short, and full of English field words and names of cities. So a
language in Latin letters needs a witness from its grammar ("how", "czy", "için"); the statistics
over letters (py3langid) only add or take weight. Other scripts speak for themselves.
"""

from __future__ import annotations

import re
import unicodedata

from bot.nlu.languages.cyrillic import cyrillic_language
from bot.nlu.languages.known import GERMAN, LANGUAGES, NEAREST
from bot.nlu.languages.romanised import romanised_language
from bot.nlu.languages.statistics import log_odds
from bot.nlu.languages.witnesses import find_witnesses
from bot.nlu.languages.words import language_of_greeting
from bot.words.folding import bare

__all__ = ["GERMAN", "LANGUAGES", "detect_language", "is_sure"]

_UNKNOWN_SCRIPT = "en"
_OTHER_SCRIPTS = {"ar", "uk", "ru"}

# The beginning tells the language; the cost must not grow with the message.
_MAX_CHARACTERS = 400
_GERMAN_HEAD_START = 0.3
_MOSTLY = 2 / 3
# So short a message may be of any language.
_FEW_WORDS = 3
# Log odds of the statistics that weigh as much as one witness, and the most that they may weigh.
_ODDS_PER_WITNESS = 15.0
_MAX_STATISTICS = 2.0
# A language of ours wins over its neighbours when both are as likely.
_HANDICAP_OF_NEIGHBOURS = 0.5
# What statistics need to decide without a witness.
_MIN_WORDS_ALONE = 5
_MIN_ODDS_ALONE = 20.0
_MIN_ODDS_ALONE_PER_WORD = 4.0
_MIN_WEAK_ENGLISH_ALONE = 0.6

# Addresses, digits, and what must not be encoded.
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|(?<!\S)[^\s@]+@\S+|\b\w+\.(?:com|de|eu|net|org)\b"
    r"|[\d_\x00\ud800-\udfff]+"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
# Letters of Persian, Kurdish and Urdu that no Arabic word has.
_NOT_ARABIC = re.compile(r"[\u067e\u0698\u06a9\u06cc]")
# Letters of Serbian and Macedonian that no Russian or Ukrainian word has.
_NOT_OUR_CYRILLIC = re.compile(r"[\u0452\u0453\u0455\u0458-\u045c\u045f]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")


def detect_language(text: str) -> str:
    """Return one of ``LANGUAGES``; any text is allowed, and what has no letters is German."""
    said = unicodedata.normalize("NFKC", text.lstrip()[:_MAX_CHARACTERS])
    text = _NOISE.sub(" ", said)
    letters = sum(map(len, _LETTERS.findall(text)))
    if letters == 0:
        return GERMAN
    latin = len(_LATIN.findall(text))
    if latin > _MOSTLY * letters:
        return _latin_language(text, said)
    # A foreign word is quoted in a German question, or a German name in a foreign one.
    if 2 * latin >= letters and _has_german_word(text):
        return GERMAN
    arabic, cyrillic = len(_ARABIC.findall(text)), len(_CYRILLIC.findall(text))
    if 2 * max(arabic, cyrillic) < letters - latin:
        return _UNKNOWN_SCRIPT
    if arabic <= cyrillic:
        is_ours = _NOT_OUR_CYRILLIC.search(text) is None
        return cyrillic_language(text) if is_ours else _UNKNOWN_SCRIPT
    return _UNKNOWN_SCRIPT if _NOT_ARABIC.search(text) else "ar"


def is_sure(text: str) -> bool:
    """Say whether a message tells its language itself; "ok" and "Juleica?" go with those before."""
    words = _LETTERS.findall(text)
    if len(words) > _FEW_WORDS or len(_LATIN.findall(text)) < sum(map(len, words)):
        return True
    return bool(find_witnesses(text, words)[1]) or detect_language(text) != GERMAN


def _latin_language(text: str, said: str) -> str:
    """Return the language of a text in Latin letters; ``said`` has its digits, too."""
    words = _LETTERS.findall(text)
    greeting = language_of_greeting().get(" ".join(bare(word) for word in words))
    if greeting:
        return greeting
    weights, witnessed = find_witnesses(text, words)
    romanised = romanised_language(said, has_german=GERMAN in witnessed)
    if romanised is not None:
        return romanised
    candidates = witnessed - {GERMAN}
    if not candidates:
        is_long_enough = len(words) >= _MIN_WORDS_ALONE and GERMAN not in witnessed
        return _by_statistics(text, len(words), weights["en"]) if is_long_enough else GERMAN
    needed = weights[GERMAN] + _GERMAN_HEAD_START
    if max(weights[language] for language in candidates) + _MAX_STATISTICS <= needed:
        return GERMAN
    odds = log_odds(text)
    for language in candidates:
        if language in NEAREST:
            weights[language] -= _HANDICAP_OF_NEIGHBOURS
        share = odds[language] / _ODDS_PER_WITNESS
        weights[language] += max(-_MAX_STATISTICS, min(_MAX_STATISTICS, share))
    best = max(sorted(candidates), key=lambda language: weights[language])
    return NEAREST.get(best, best) if weights[best] > needed else GERMAN


def _by_statistics(text: str, words: int, weak_english: float) -> str:
    """Return the language of a text without a witness: German unless statistics are sure."""
    odds = log_odds(text)
    best = max(odds.keys() - _OTHER_SCRIPTS, key=lambda language: (odds[language], language))
    if odds[best] < max(_MIN_ODDS_ALONE, _MIN_ODDS_ALONE_PER_WORD * words):
        return GERMAN
    # Names of English tools and titles in a row are what a German keyword question looks like.
    if best == "en" and weak_english < _MIN_WEAK_ENGLISH_ALONE:
        return GERMAN
    return NEAREST.get(best, best)


def _has_german_word(text: str) -> bool:
    return GERMAN in find_witnesses(text, _LETTERS.findall(text))[1]
