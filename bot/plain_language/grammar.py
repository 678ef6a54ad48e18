"""What in the build of a sentence makes it hard: found by patterns, without a parser.

The patterns are made for short factual sentences. They are wrong now and then; a false alarm costs
an editor one rewording, and the tests hold examples of both kinds.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import zip_longest

from bot.plain_language.word_lists import word_list

_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
# „Kinder- und Jugendplan“ is one name.
_SHORTENED = re.compile(r"\w-\s+(?:und|oder)\s+\w")
_BRACKET = re.compile(r"\(([^()]*)\)")
_BREAK = re.compile(r";|\s[–—-]\s|…")
# „ist zu prüfen“, „sind abzugeben“: what stands at the end of its clause.
_TO_BE_DONE = re.compile(
    r"\b(?:ist|sind|war|waren)\b[^,.;:]*\b"
    r"(?:zu\s+|(?:ab|an|auf|aus|bei|ein|mit|nach|vor|zurück)zu)[a-zäöüß]+en(?=\s*(?:[,.;:!?]|\Z))"
)
_CLAUSE = re.compile(r"[^,.;:!?]+")
_WORD = re.compile(r"[\w-]+")
# „geprüft“, „abgelehnt“, „anerkannt“, „finanziert“, „gegeben“
_PARTICIPLE = re.compile(
    r"(?:\w*ge\w{2,}(?:t|en)|\w*(?:be|er|ver|zer|ent|emp|miss|über|unter|wider|durch)\w{2,}t|\w+iert)\Z"
)
_INFORMAL = re.compile(
    r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(?:e[mnrs]?)?|[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?"
    r"|[Ii]hr\s+(?:seid|habt|könnt|müsst|sollt|dürft|wollt))\b"
)
# „Ja, …“ is no clause; up to four single words in a row are one thing to read.
_ANSWER = re.compile(r"\A(?:Ja|Nein|Doch|Gern|Danke),\s+")
_SHORT_ROW = re.compile(r"[\w-]+(?:,\s+[\w-]+){1,2}(?=\s+(?:und|oder)\s+[\w-]+)")


def commas(sentence: str) -> int:
    """Count commas; not those of numbers, after „Ja“, and between up to four single words."""
    without = _SHORT_ROW.sub("", _ANSWER.sub("", _DECIMAL_COMMA.sub("", sentence)))
    return without.count(",")


def subordinate_clauses(sentence: str) -> int:
    """Count clauses that a conjunction, a relative pronoun or a question word opens."""
    return len(_subordinate().findall(_DECIMAL_COMMA.sub("", sentence)))


def conjunctions(sentence: str) -> int:
    """Count „und“, „oder“ …; those of shortened words („Kinder- und Jugendplan“) do not count."""
    return len(_joining().findall(_SHORTENED.sub("", sentence)))


def has_second_statement(sentence: str) -> bool:
    """Say whether „und“ opens a second main clause."""
    return bool(_second().search(sentence))


def breaks(sentence: str) -> bool:
    """Say whether a semicolon, a dash or an ellipsis holds two thoughts together."""
    return bool(_BREAK.search(sentence))


def longest_bracket(sentence: str) -> int:
    """Return the number of words in the longest bracket."""
    return max((len(_WORD.findall(inner)) for inner in _BRACKET.findall(sentence)), default=0)


def passive(sentence: str) -> str | None:
    """Return what makes the sentence passive („wird … geprüft“, „ist zu prüfen“), or None."""
    to_be_done = _TO_BE_DONE.search(sentence)
    if to_be_done:
        return to_be_done[0]
    for clause in _CLAUSE.findall(sentence):
        words = _WORD.findall(clause)
        verb = next((word for word in words if word in _set("passive_verbs")), None)
        participle = _participle(words)
        if verb and participle:
            return f"{verb} … {participle}"
    return None


def _participle(words: list[str]) -> str | None:
    """Return the participle that ends the clause; one before a noun is an adjective."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        is_last = not following or following in _set("after_participle")
        if is_last and word[0].islower() and _is_participle(word):
            return word
    return None


def _is_participle(word: str) -> bool:
    if word in _set("no_participles") or word in _set("passive_verbs"):
        return False
    return bool(_PARTICIPLE.match(word)) or word.endswith(tuple(_set("strong_participles")))


def genitive_chain(sentence: str) -> str | None:
    """Return two genitives in a row („Stelle des Amtes der Stadt“), or None."""
    match = _genitives().search(sentence)
    return match[0] if match else None


def action_nouns(sentence: str) -> int:
    """Count nouns that stand for doing something („Beantragung“, „Möglichkeit“)."""
    endings = tuple(_set("action_endings"))
    return sum(word[0].isupper() and word.endswith(endings) for word in _WORD.findall(sentence))


def number_word(sentence: str) -> str | None:
    """Return a number from two on that is spelt out, or None."""
    return next((w for w in _WORD.findall(sentence) if w.lower() in _set("number_words")), None)


def informal(sentence: str) -> str | None:
    """Return a word that says „du“ to the reader, or None."""
    match = _INFORMAL.search(sentence)
    return match[0] if match else None


def asks_to_act(sentence: str) -> bool:
    """Say whether the sentence asks the reader to do something („Fragen Sie …“)."""
    return bool(_request().search(sentence)) and not sentence.endswith("?")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(word_list(name))


@lru_cache(maxsize=1)
def _subordinate() -> re.Pattern[str]:
    opening, inner = (_either(f"{name}_conjunctions") for name in ("opening", "inner"))
    preposition = r"(?:(?:an|auf|aus|bei|durch|für|in|mit|nach|über|von|vor|zu|um)\s+)?"
    return re.compile(
        rf"(?:\A(?i:{opening})\b(?=[^.!?]*,))|,\s+{preposition}(?:{inner})\b"
        rf"|\b(?:und|oder)\s+(?:{opening}|was|wer|wie|wann)\b"
    )


@lru_cache(maxsize=1)
def _joining() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either('joining')})\b")


@lru_cache(maxsize=1)
def _second() -> re.Pattern[str]:
    adverb = rf"(?:{_either('second_adverbs')})\s+(?!(?:{_either('companions')})\b)[a-zäöüß]"
    return re.compile(rf"\bund\s+(?:(?:{_either('second_subjects')})\b|{adverb})|,\s+und\b")


@lru_cache(maxsize=1)
def _request() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{_either('request_verbs')})\s+Sie\b")


@lru_cache(maxsize=1)
def _genitives() -> re.Pattern[str]:
    step = rf"\s+(?:{_either('genitive_articles')})(?:\s+[a-zäöüß]+e[nrs]?)?\s+[A-ZÄÖÜ][\w-]+"
    # Not the first word: „Auf der Seite der Stelle“ begins with a preposition.
    return re.compile(rf"(?<=\s)[A-ZÄÖÜ][\w-]+{step}{step}")


def _either(name: str) -> str:
    return "|".join(word_list(name))
