"""Recognises parents and children who want to talk during a journey (``calling_home.yml``).

"Darf ich ihn anrufen?" and "kann sie da telefonieren?" sound like a wish for a person of the
office, and are none.
"""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.context import NO_QUESTIONS, Context, Heard, Meant
from bot.dialogue.topics import PARENTS_TOPIC, PERSON_TOPIC, REQUEST_TOPIC
from bot.dialogue.wishes.advice import advice_meant
from bot.words.lists import lists, sets
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("calling_home.yml")
_MOST_WORDS = 14
_OF_OFFICE = (PERSON_TOPIC, REQUEST_TOPIC)


def calling_home_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return that it is asked back what is wanted of a call home, None for all others.

    It sounds like a wish for the office: whoever asks clearly for something else gets that.
    """
    sounds_so = heard.topic in _OF_OFFICE or advice_meant(heard) is not None
    if not sounds_so or not _calls_home(folded(heard.text)):
        return None
    if before is not None and not before.topic.startswith((*NO_QUESTIONS, *_OF_OFFICE)):
        return Meant("clarify", before.topic, before.programmes, before.countries)
    others = (t for t in heard.topics if not t.startswith((*NO_QUESTIONS, *_OF_OFFICE)))
    return Meant("clarify", next(others, PARENTS_TOPIC), (), heard.countries)


def _calls_home(said: list[str]) -> bool:
    known, beginnings = sets(_FILE), lists(_FILE)["calling_beginnings"]
    if len(said) > _MOST_WORDS or not known["office"].isdisjoint(said):
        return False
    names_child = not known["children"].isdisjoint(said)
    is_away = names_child or not known["away"].isdisjoint(said)
    is_away = is_away or has_phrase(said, lists(_FILE)["away_phrases"])
    is_call = any(word.startswith(beginnings) for word in said)
    is_reached = names_child and not known["reaching"].isdisjoint(said)
    return is_reached or (is_call and is_away)
