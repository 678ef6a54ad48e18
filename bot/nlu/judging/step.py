"""Another step than the application: "conact will 1200 euro zurück" is not about ConAct.

A programme's name draws a message to the topic of the programme. What the message is about without
the name goes before it, where the whole message finds that possible, too.
"""

from __future__ import annotations

from dataclasses import replace

from bot.nlu.decision import is_of_programme, split_intent
from bot.nlu.ranker.ranking import RankedIntent, Ranking

_CASE = "handover"
_FAMILIES = frozenset({"faq", _CASE})
# Without its name, "Telefonnummer vom DPJW?" asks for that of the office, and "Unterstützt das DGJW
# Schulen?" whether the office does.
_OF_OFFICE = ("beratung_", "servicestelle_", "verweis_")
# So many topics of the whole message are possible. Five instead of three changed nothing.
_POSSIBLE = 3
# A programme so far ahead gives way to a case that is sure, and to a question only where that is
# surer: "DFJW Antrag online wo?" is not about online meetings.
_CLEAR = 0.2
# In fewer words a question is about the programme: "Kontakt Stiftung EVZ?", "DGJW Höchstsatz?"
_LEAST_WORDS = 5
# Neither of the two is certain, whatever the ranking without the name makes of itself.
_LEAST, _MOST = 0.5, 0.95


def step_first(ranking: Ranking, unnamed: Ranking, line: float, words: int) -> Ranking:
    """Return a ranking with the step that a message asks about before the programme it names.

    ``unnamed`` is the ranking of the message without the name. Its lead decides whether the step is
    answered or asked back about; from ``line`` on it is sure. ``words`` is how many it has.
    """
    programme, step = ranking.intents[0], unnamed.intents[0]
    possible = {item.intent: item for item in ranking.intents[1:_POSSIBLE]}
    if not is_of_programme(programme.intent) or not _is_step(step.intent):
        return ranking
    is_case = split_intent(step.intent)[0] == _CASE
    least = line if is_case else max(line, ranking.lead)
    is_clear = ranking.lead >= _CLEAR and unnamed.lead < least
    is_bare = words < _LEAST_WORDS and not is_case
    if step.intent not in possible or is_clear or is_bare:
        return ranking
    both = programme.confidence + possible[step.intent].confidence
    share = min(max(step.confidence, _LEAST), _MOST)
    first = RankedIntent(step.intent, both * share)
    second = RankedIntent(programme.intent, both * (1 - share))
    others = (item for item in ranking.intents[1:] if item.intent != step.intent)
    return replace(ranking, intents=(first, second, *others), lead=unnamed.lead)


def _is_step(intent: str) -> bool:
    family, topic = split_intent(intent)
    is_of_office = (topic or "").startswith(_OF_OFFICE)
    return family in _FAMILIES and not (is_of_office or is_of_programme(intent))
