"""Holds the words of a first message against what it may mean by itself.

Further messages are weighed (:mod:`bot.dialogue.meaning.in_context`); of a first one there is
nothing but its own ranking, and words alone mislead: "und keiner antwortet" complains about
partners, "wer redet mit der Zeitung" plans for a crisis, "zeitlich machbar?" asks for no deadline.
"""

from __future__ import annotations

from bot.dialogue.context import UNSURE, Heard, Meant
from bot.dialogue.situations.funding import is_about_countries
from bot.dialogue.topics import (
    CHANGE_TOPIC,
    GUESTS_VISA_TOPIC,
    PERSON_TOPIC,
    PRESS_TOPIC,
    REQUEST_TOPIC,
    SINGLE_PERSONS,
    TIME_TOPICS,
    VISA_TOPIC,
)
from bot.words.phrases import folded

LEAST_POSSIBLE = 0.02
"""Below this probability the words of a first message say something that it does not mean.

Of 25 first messages for tuning whose topic was changed by a rule, 3 were changed rightly: these
topics had from 0.09 on; of the 22 others 19 had less than 0.04.
"""
LEAST_OF_TIMES = 0.1
"""… and below this one, days and words for time in it ask for no deadline."""
_SHOWN = "act"
_WITH_DATES = (*TIME_TOPICS, SINGLE_PERSONS)
# In fewer words it is the ranking that is misled, and a name or "bis wann" tells more.
_WORDS_OF_STORY = 12
# Who says "Beratung", "Visum", "ich bin von der WAZ" or "Zusage … verschoben" means it, whatever
# else is told.
_SAID = frozenset({
    CHANGE_TOPIC, GUESTS_VISA_TOPIC, PERSON_TOPIC, PRESS_TOPIC, REQUEST_TOPIC, VISA_TOPIC,
})  # fmt: skip


def is_possible(heard: Heard, meant: Meant) -> bool:
    """Say whether what rules make of a first message is among what it may mean by itself."""
    if meant.topic is None or meant.topic in _SAID or heard.is_foreign:
        return True
    if len(folded(heard.text)) < _WORDS_OF_STORY or _asks_for_date(heard, meant):
        return True
    probability = dict(heard.ranking).get(meant.topic, 0.0)
    if meant.topic == heard.topic:
        is_made_sure = heard.decision in UNSURE and meant.decision == _SHOWN
        return not is_made_sure or probability >= LEAST_OF_TIMES
    if meant.decision == _SHOWN and (heard.topic or "").startswith(_WITH_DATES):
        # A plan or the dates tell whether there is time, and so do those of who goes alone.
        return True
    if is_about_countries(meant.topic) and is_about_countries(heard.topic or ""):
        # Which country's money it is, its name tells better than anything.
        return True
    return probability >= LEAST_POSSIBLE


def _asks_for_date(heard: Heard, meant: Meant) -> bool:
    """Return whether dates are shown to whoever asks for one deadline in so many words.

    "Ist es ok, wenn wir am 5.1. den Antrag ans DPJW schicken?" does so, too.
    """
    is_asked = heard.is_for_deadlines and heard.asks_for_one
    is_of_programme = heard.asks_in_time and bool(heard.programmes)
    return meant.decision == _SHOWN and (is_asked or is_of_programme)
