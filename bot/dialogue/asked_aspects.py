"""Tells which aspects of programmes a message asks for: what a sheet holds and no entry."""

from __future__ import annotations

from collections.abc import Collection

from bot.dialogue.aspects import (
    ASPECT_OF_TOPIC,
    DEADLINE_ASPECT,
    DECISION_ASPECT,
    PROGRAMME_TOPIC,
)
from bot.dialogue.comparing import ASPECT_WISH, asks_only_for_limit
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.new_subject import FEE_TOPIC
from bot.dialogue.situation import BODY_TOPIC, is_firm

# What is said of journeys without a partner group.
_WAY, _CONTACT = "antragsweg", "kontakt"
_APPLICANTS = "traeger"


def asked_aspects(
    heard: Heard,
    meant: Meant,
    before: Context | None,
    topics_of_programmes: Collection[str],
    *,
    has_fitting: bool,
) -> tuple[str, ...]:
    """Return the aspects that a message asks for; none where an entry answers it.

    ``topics_of_programmes`` are the topics of the programmes that are named, ``has_fitting`` tells
    that some programme may pay for the countries meant.
    """
    topic = meant.topic or ""
    asked = tuple(a for a in heard.aspects if a != DEADLINE_ASPECT)
    if DECISION_ASPECT in asked:
        return (DECISION_ASPECT,)
    if meant.decision == "act":
        # "Europa-Schecks NRW wie hoch": of some programmes nothing but deadlines is an entry.
        asks_when = DEADLINE_ASPECT in heard.aspects or heard.deadlines or heard.dates
        return asked if heard.programmes and not asks_when else ()
    if before is not None and asks_only_for_limit(heard.text, before):
        return before.aspects
    if topic == BODY_TOPIC and (heard.programmes or meant.programmes) and not is_firm(heard.text):
        # "Brauchen wir beim KJFP einen e. V.?": who may apply there, and not everywhere.
        return (_APPLICANTS,)
    if topic == FEE_TOPIC and not heard.programmes:
        # What those who take part pay is no rate of a funder.
        return ()
    if topic in ASPECT_OF_TOPIC:
        return asked or (ASPECT_OF_TOPIC[topic],)
    is_about_programme = topic.startswith(PROGRAMME_TOPIC) or topic in topics_of_programmes
    if before is not None and before.wish == ASPECT_WISH and meant.is_follow_up:
        # A programme without an entry of its own has no topic to be known by.
        is_about_programme = is_about_programme or topic == before.topic
    # "Wie viel gibt es da im Monat?" after an answer that is about one programme.
    is_about_programme |= before is not None and topic == before.topic and has_fitting
    if asked and (is_about_programme or meant.decision != "answer"):
        # "Wer ist für uns zuständig, wenn wir mit Polen …?": the way, of which the body is a part.
        is_who = asked == (_CONTACT,) and not heard.programmes
        return (_WAY, _CONTACT) if is_who else asked
    if not heard.aspects and meant.is_follow_up and before is not None and is_about_programme:
        # "Und beim DFJW?": the same question.
        return before.aspects
    return ()
