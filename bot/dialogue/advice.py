"""Recognises who wants advice from a person of the office (``advice.yml``).

"Was kostet die Beratung?" asks about advice and has an entry; "ich brauche Beratung" wants it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

from bot.dialogue.context import EMERGENCY, Heard, Meant
from bot.dialogue.words import folded

REQUEST_TOPIC = "beratung_vereinbaren"
"""The topic of whoever wants advice taken down; handed over, it begins the consultation form."""
PERSON_TOPIC = "meta_mensch_sprechen"
"""The topic of whoever wants to talk to a person."""

_HANDOVER = "handover"
_UNSURE = ("clarify", "fallback")
# These have an answer of their own: who is sent on to others, and who is in the wrong place.
_SENT_ON = {
    "answer": ("verweis_", "anderes_bundesland", "beratung_kosten_zielgruppe"),
    "fallback": ("oos_",),
}

_FILE = Path(__file__).with_name("advice.yml")
# Longer ones tell a story in which advice comes up.
_MOST_WORDS = 30
_SENTENCE = re.compile(r"[.!?\n]")
_FEW_WORDS = 8
# One letter wrong, missing or too many in a word of eight; "Bewertung" is another word.
_LIKENESS = 0.86
_LONG_WORD = 7
_POLITE = "bitte"
# "Brauchen", "wollen": said of us, or of others.
_OF_MANY = "en"
_SPEAKERS = frozenset({"wir", "uns"})


class Advice(Enum):
    """What a person wants: the request taken down, or a way to talk to somebody."""

    REQUEST = "request"
    PERSON = "person"


@dataclass(frozen=True)
class _Words:
    names: frozenset[str]
    requests: frozenset[str]
    wishes: frozenset[str]
    actions: frozenset[str]
    fillers: frozenset[str]
    blockers: frozenset[str]
    person: frozenset[str]
    phrases: tuple[str, ...]
    sure_phrases: tuple[str, ...]
    person_phrases: tuple[str, ...]

    @cached_property
    def nouns(self) -> frozenset[str]:
        return self.names | self.requests


def advice_meant(heard: Heard) -> Meant | None:
    """Return what a message means that wants advice or a person, None if it does not.

    A single case that is to be handed over has an answer of its own, and an emergency comes first.
    """
    topic = heard.topic or ""
    is_case = heard.decision == _HANDOVER and topic != PERSON_TOPIC
    wanted = None if is_case or heard.decision == EMERGENCY else advice_wanted(heard.text)
    if wanted is None:
        return None
    is_request = wanted is Advice.REQUEST
    has_own_answer = (
        topic.startswith(_SENT_ON.get(heard.decision, ())) or "?" in heard.text
        if is_request
        else heard.decision not in _UNSURE
    )
    is_sure = _has_any(f" {' '.join(folded(heard.text))} ", _words().sure_phrases)
    if has_own_answer and not is_sure and not says_only_that(heard.text):
        return None
    topic = REQUEST_TOPIC if is_request else PERSON_TOPIC
    return Meant(_HANDOVER, topic, heard.programmes, heard.countries)


def advice_wanted(text: str) -> Advice | None:
    """Return what is wanted of the office, None if a message is about something else."""
    known = _words()
    if _has_any(f" {' '.join(folded(text))} ", known.sure_phrases):
        return Advice.REQUEST
    said = _opening(text)
    if not said or len(said) > _MOST_WORDS or not known.blockers.isdisjoint(said):
        return None
    sentence = f" {' '.join(said)} "
    if _is_request(said, known) or _has_any(sentence, known.phrases):
        return Advice.REQUEST
    is_short = len(said) <= _FEW_WORDS
    has_person = is_short and _has_any(sentence, known.person_phrases)
    return Advice.PERSON if has_person or _is_bare(said, known) else None


def _opening(text: str) -> list[str]:
    """Return the words of a message, of a long one those of its first sentence.

    Who tells the whole plan at once begins with what is wanted.
    """
    said = [_known_noun(word) for word in folded(text)]
    if len(said) <= _MOST_WORDS:
        return said
    return [_known_noun(word) for word in folded(_SENTENCE.split(text.strip(), maxsplit=1)[0])]


def says_only_that(text: str) -> bool:
    """Say whether a message that wants advice tells nothing about what it should be about."""
    known = _words()
    said = [_known_noun(word) for word in folded(text)]
    empty = known.nouns | known.wishes | known.actions | known.fillers | known.person
    in_phrases = {word for phrase in known.phrases for word in phrase.split()}
    return all(word in empty or word in in_phrases for word in said)


def _is_request(said: list[str], known: _Words) -> bool:
    """Return whether a wish comes before the name of the thing, or something is done with it."""
    for place, word in enumerate(said):
        if word not in known.nouns:
            continue
        before = _nearest(reversed(said[:place]), known)
        after = _nearest(said[place + 1 :], known)
        if (before in known.wishes and _is_own(before, said)) or after in known.actions:
            return True
        stands_alone = before is None and after is None
        if stands_alone and (word in known.requests or _POLITE in said):
            return True
    return False


def _is_own(wish: str | None, said: list[str]) -> bool:
    """Return whether the wish is that of whoever writes: "unsere Mädchen brauchen Beratung"."""
    return not (wish or "").endswith(_OF_MANY) or not _SPEAKERS.isdisjoint(said)


def _nearest(said: Iterable[str], known: _Words) -> str | None:
    """Return the first word that is no filler, None if there is none."""
    return next((word for word in said if word not in known.fillers), None)


def _is_bare(said: list[str], known: _Words) -> bool:
    wanted = known.names | known.person
    rest = [word for word in said if word not in wanted]
    return len(rest) < len(said) and all(w in known.fillers | known.wishes for w in rest)


def _has_any(sentence: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase} " in sentence for phrase in phrases)


def _known_noun(word: str) -> str:
    """Return the word, or the name of the thing that it misspells."""
    known = _words()
    if len(word) < _LONG_WORD or word in known.nouns | known.actions:
        return word
    return next(iter(get_close_matches(word, sorted(known.nouns), n=1, cutoff=_LIKENESS)), word)


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    phrases, person_phrases = tuple(raw.pop("phrases")), tuple(raw.pop("person_phrases"))
    sure = tuple(raw.pop("sure_phrases"))
    sets = {name: frozenset(str(listed).split()) for name, listed in raw.items()}
    return _Words(phrases=phrases, sure_phrases=sure, person_phrases=person_phrases, **sets)
