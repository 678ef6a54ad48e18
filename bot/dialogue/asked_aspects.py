"""Tells which aspects of programmes a message asks for: what a sheet holds and no entry."""

from __future__ import annotations

from collections.abc import Collection

from bot.dialogue.asked_kind import asks_how_long_valid, bare_ages
from bot.dialogue.aspects import (
    ASPECT_OF_TOPIC,
    DEADLINE_ASPECT,
    DECISION_ASPECT,
    PROGRAMME_TOPIC,
)
from bot.dialogue.comparing import ASPECT_WISH, asks_only_for_limit
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.elliptic import is_about_money
from bot.dialogue.funding import FUNDING_OVERVIEW
from bot.dialogue.money import asks_for_money, asks_only_whether
from bot.dialogue.new_subject import ENTRY_TOPICS, FEE_TOPIC
from bot.dialogue.situation import BODY_TOPIC, is_firm

# What is said of journeys without a partner group.
_WAY, _CONTACT = "antragsweg", "kontakt"
_APPLICANTS = "traeger"
_AMOUNT = "betrag"
_AGE, _LENGTH = "alter", "dauer"


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
    # How long an accreditation holds is no length of a journey.
    not_asked = {DEADLINE_ASPECT, *((_LENGTH,) if asks_how_long_valid(heard.text) else ())}
    asked = tuple(a for a in heard.aspects if a not in not_asked)
    if DECISION_ASPECT in asked:
        return (DECISION_ASPECT,)
    if before is None and asked == (_AMOUNT,) and _is_whether_there_is_money(heard, topic):
        return ()
    if meant.decision == "act":
        # "Europa-Schecks NRW wie hoch": of some programmes nothing but deadlines is an entry.
        asks_when = DEADLINE_ASPECT in heard.aspects or heard.deadlines or heard.dates
        return asked if heard.programmes and not asks_when else ()
    if before is not None and before.wish == ASPECT_WISH and bare_ages(heard.text):
        return (_AGE,)
    if before is not None and asks_only_for_limit(heard.text, before):
        return before.aspects
    if topic == BODY_TOPIC and (heard.programmes or meant.programmes) and not is_firm(heard.text):
        # "Brauchen wir beim KJFP einen e. V.?": who may apply there, and not everywhere.
        return (_APPLICANTS,)
    if topic == FEE_TOPIC and not heard.programmes:
        # What those who take part pay is no rate of a funder.
        return ()
    if before is not None and before.topic in ENTRY_TOPICS and not heard.programmes:
        # "Wie lange darf ich bleiben?" is no question for the length of an encounter.
        return ()
    if topic in ASPECT_OF_TOPIC:
        # "Und wer haftet da" below ages: that these are meant once more is doubted.
        is_doubted = meant.decision == "clarify"
        return asked or (() if is_doubted else (ASPECT_OF_TOPIC[topic],))
    is_about_programme = topic.startswith(PROGRAMME_TOPIC) or topic in topics_of_programmes
    if before is not None and before.wish == ASPECT_WISH and meant.is_follow_up:
        # A programme without an entry of its own has no topic to be known by.
        is_about_programme = is_about_programme or topic == before.topic
    # "Wie viel gibt es da im Monat?" after an answer that is about one programme; those for a
    # country have no rule for what else is asked about the journey there.
    is_of_answer = before is not None and topic == before.topic and not before.countries
    is_about_programme |= is_of_answer and has_fitting
    if asked and not is_about_programme and _has_other_subject(heard, before):
        return ()
    if asked and (is_about_programme or meant.decision != "answer"):
        # "Wer ist für uns zuständig, wenn wir mit Polen …?": the way, of which the body is a part.
        is_who = asked == (_CONTACT,) and not heard.programmes
        return (_WAY, _CONTACT) if is_who else asked
    if not heard.aspects and meant.is_follow_up and before is not None and is_about_programme:
        # "Und beim DFJW?": the same question.
        return before.aspects
    return ()


def _is_whether_there_is_money(heard: Heard, topic: str) -> bool:
    """Return whether "gibts Zuschuss? Wir wollen nach Marseille" has an entry that answers it.

    The rates of a sheet tell how much it is, and not to whom and by which way.
    """
    has_entry = topic.startswith(PROGRAMME_TOPIC) and topic != FUNDING_OVERVIEW
    return has_entry and asks_only_whether(heard.text)


def _has_other_subject(heard: Heard, before: Context | None) -> bool:
    """Return whether "darf man das mit 16?" goes on about what no programme has a rule for."""
    if before is None or heard.names or asks_for_money(heard.text):
        return False
    is_of_programmes = is_about_money(before) or before.topic in ASPECT_OF_TOPIC
    return not is_of_programmes and before.wish is None
