"""Recognises a message about a day or a deadline: one sign after another, each with an example.

What is meant by them is said in :mod:`bot.dialogue.meaning.timing`.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.aspects import PROGRAMME_TOPIC
from bot.dialogue.context import UNSURE, Context, Heard
from bot.dialogue.meaning.again import SECOND
from bot.dialogue.topics import (
    ACCOUNTS_TOPIC,
    DURATION_TOPIC,
    EVENTS_TOPIC,
    LATE_TOPIC,
    OVERVIEW_TOPIC,
    PAYOUT_TOPIC,
    TIME_TOPICS,
)
from bot.dialogue.words import words
from bot.words.phrases import folded, has_phrase

# These have deadlines of their own, which the entries tell.
_OWN_DEADLINES = frozenset({ACCOUNTS_TOPIC, PAYOUT_TOPIC})
# Answers about money, after which a day alone is that of the journey.
_ABOUT_MONEY = ("country", "aspect", "comparison")
# These entries send on to programmes for single persons.
_FOR_SINGLE_PERSONS = "verweis_"
# Journeys that are only told sound like a question for the time or for the money of a country.
_OF_JOURNEYS = (PROGRAMME_TOPIC, *TIME_TOPICS)
_MAX_WORDS = 9
_FEW_WORDS = 3
_FEW_WORDS_OF_TIME = 4
_OTHER_WORDS = 2


def asks_when_to_sign(heard: Heard, _: Context | None) -> bool:
    """Say whether "DPJW, Unterschrift bis wann" asks for what the programme's entry tells."""
    said = folded(heard.text)
    is_signed = any(word.startswith(tuple(words().of_signing)) for word in said)
    is_of_one = len(heard.named_topics) == 1 and heard.named_topics[0].startswith(PROGRAMME_TOPIC)
    return is_signed and is_of_one and bool(heard.deadlines)


def is_after_journey(heard: Heard, _: Context | None) -> bool:
    """Say whether "bis wann abrechnen" asks for the deadline after the journey."""
    is_told = (heard.decision, heard.topic) == ("answer", ACCOUNTS_TOPIC)
    is_asked = bool(heard.deadlines) or heard.asks_in_time or heard.asks_time_left
    # "Zusage für Juni, wann müssen wir abrechnen?"
    is_asked = is_asked or heard.topic in TIME_TOPICS
    if not is_asked or is_told:
        return False
    said, known = folded(heard.text), words()
    is_named = any(word.startswith(tuple(known.of_accounts)) for word in said)
    if not heard.deadlines:
        # "Sind wir mit der Abrechnung zu spät dran?"
        return is_named and not any(w.startswith(tuple(known.of_applications)) for w in said)
    return is_named or has_phrase(said, known.back_home)


def misses_accounts(heard: Heard, before: Context | None) -> bool:
    """Say whether "die hab ich verpasst" below the accounts is about these, and no application."""
    if before is None or before.topic != ACCOUNTS_TOPIC or heard.names:
        return False
    said, known = folded(heard.text), words()
    is_short = len(said) <= _MAX_WORDS
    is_application = any(word.startswith(tuple(known.of_applications)) for word in said)
    return is_short and not is_application and has_phrase(said, known.missed)


def asks_in_time_for_day(heard: Heard, before: Context | None) -> bool:
    """Say whether "wir fahren am 20.02. nach Polen, geht das noch" asks if there is time."""
    return _asks_for_time_in_time(heard) and (bool(heard.names) or has_subject(before))


def asks_in_time_unsurely(heard: Heard, _: Context | None) -> bool:
    """Say whether "Schaff ich das noch für März?" asks that, of nothing that is named."""
    is_unsure = heard.decision in UNSURE and heard.asks_time_left
    return _asks_for_time_in_time(heard) and (is_unsure or heard.topic in TIME_TOPICS)


def asks_for_time_left(heard: Heard, before: Context | None) -> bool:
    """Say whether "Noch Zeit?" after Poland, or "Erasmus, schaffen wir das noch?", is all."""
    # "Partnerschaft mit Wolgograd, geht da noch was?" has a clear subject of its own.
    is_of_time = (heard.topic or "").startswith((PROGRAMME_TOPIC, *TIME_TOPICS))
    is_else = heard.decision == "answer" and heard.is_clear and not (is_of_time or heard.programmes)
    if not heard.asks_time_left or heard.names_day or is_else:
        return False
    is_few = len(folded(heard.text)) <= _FEW_WORDS_OF_TIME
    return bool(heard.names) or (is_few and has_subject(before))


def asks_when_to_apply(heard: Heard, _: Context | None) -> bool:
    """Say whether "Griechenland Sommer 27, wann Antrag?" asks for one deadline.

    "Wie lange vor der Fahrt beantragen?" sounds like the length of a journey, "bis wann Antrag für
    weltwärts-Begegnungen?" like those who go alone.
    """
    topic = heard.topic or ""
    is_near = bool(heard.programmes) and topic.startswith(_FOR_SINGLE_PERSONS)
    # "Jugendinitiative ohne Verein, bis wann bewerben?"
    is_format = bool(heard.formats) and not heard.names and heard.topic not in _OWN_DEADLINES
    is_about_programme = topic.startswith(PROGRAMME_TOPIC) or heard.topic in (
        *heard.named_topics,
        DURATION_TOPIC,
    )
    return (
        heard.is_for_deadlines
        and heard.asks_for_one
        and (is_about_programme or is_near or is_format)
    )


def asks_when_to_apply_for_it(heard: Heard, before: Context | None) -> bool:
    """Say whether "bis wann muss das beantragt sein" goes on with what was talked about."""
    said = folded(heard.text)
    is_short = len(said) <= _MAX_WORDS and not heard.names
    is_application = any(word.startswith(tuple(words().of_applications)) for word in said)
    # "Ab wann kann man sich bewerben?" below deadlines sounds like those who go alone.
    is_below = before is not None and before.decision == "act" and bool(before.selection)
    is_single = (heard.topic or "").startswith(_FOR_SINGLE_PERSONS)
    is_open = before is not None and (heard.decision in UNSURE or (is_below and is_single))
    has_own = before is not None and before.topic in _OWN_DEADLINES
    is_asked = bool(heard.deadlines) and is_application and is_open
    return is_asked and is_short and not has_own and has_subject(before)


def asks_when_to_begin(heard: Heard, before: Context | None) -> bool:
    """Say whether it is "Wann muss ich los mit dem KJP-Antrag für die Sommerferien?".

    "Bis wann muss das weg für September?" is about what was talked about before.
    """
    is_about_time = heard.decision == "answer" and heard.topic in TIME_TOPICS
    is_of_subject = bool(heard.programmes or heard.countries) or has_subject(before)
    # "Und wenn wir erst im Oktober fahren?"
    said = folded(heard.text)
    goes_on = 0 < len(said) <= _MAX_WORDS and said[0] in words().joining and not heard.names
    is_asked = heard.asks_for_one or goes_on
    return is_about_time and is_asked and is_of_subject and bool(heard.dates)


def doubts_day(heard: Heard, before: Context | None) -> bool:
    """Say whether a day is doubted to be one of a deadline, and not of an event."""
    is_of_deadline = heard.doubts_day and heard.topic != EVENTS_TOPIC
    return is_of_deadline and (bool(heard.names) or has_subject(before))


def tells_journeys(heard: Heard, _: Context | None) -> bool:
    """Say whether "Juli nach Polen und August nach Frankreich" tells two journeys, and no more."""
    is_open = heard.decision in UNSURE or (heard.topic or "").startswith(_OF_JOURNEYS)
    return heard.tells_journeys and is_open and not heard.is_correction


def is_bare_question(heard: Heard, _: Context | None) -> bool:
    """Say whether a message names deadlines, and at most for what and when."""
    is_all = has_only(heard, (*heard.filters, *heard.deadlines))
    return bool(heard.deadlines) and is_all


def is_bare_of_subject(heard: Heard, before: Context | None) -> bool:
    """Say whether a bare question is for the deadlines of its names, or of what was talked about.

    "Bis wann für Sommer 27?" is, and "Frist Großbritannien": no question for the way in.
    """
    is_dated = bool(heard.dates)
    if is_dated and heard.asks_for_one and not heard.names and has_subject(before):
        return not _names_state(heard)
    is_named = bool(heard.names) and heard.decision != "act" and heard.topic != LATE_TOPIC
    is_short = len(folded(heard.text)) <= _FEW_WORDS and not is_dated
    goes_on = is_short and not (heard.names or _names_state(heard)) and has_subject(before)
    return is_named or goes_on


def asks_unsurely_for_programme(heard: Heard, _: Context | None) -> bool:
    """Say whether "kann ich jederzeit beim Bürgerfonds was einreichen?" is near to no entry."""
    return heard.is_for_deadlines and bool(heard.programmes) and heard.decision in UNSURE


def asks_for_validity(heard: Heard, before: Context | None) -> bool:
    """Say whether "Gilt der Förderplan noch 2028?" asks for the programme and no deadline."""
    is_asked = words().still_valid.issubset(folded(heard.text)) and bool(heard.dates)
    return is_asked and before is not None and before.topic.startswith(PROGRAMME_TOPIC)


def asks_what_is_due(heard: Heard, before: Context | None) -> bool:
    """Say whether "Was ist im Januar fällig?" is unsure only of what may be meant beside it."""
    if heard.decision != "clarify" or heard.names or not heard.dates:
        return False
    first, near = heard.topics[:1], heard.topics[:SECOND]
    is_near = OVERVIEW_TOPIC in near and first[0] in (OVERVIEW_TOPIC, LATE_TOPIC)
    # "Und im März?" goes on with what was asked before; "was ist noch offen für 2027?" may not.
    goes_on = folded(heard.text)[0] in words().joining or has_only(heard, heard.filters)
    return is_near and not (goes_on and before is not None)


def asks_for_unknown(heard: Heard, before: Context | None) -> bool:
    """Say whether below deadlines those of something are asked for that we know no programme of."""
    if heard.decision not in UNSURE or heard.names or not heard.deadlines:
        return False
    if before is None or before.decision != "act" or LATE_TOPIC in heard.topics[:SECOND]:
        return False
    said = folded(heard.text)
    known = (*heard.filters, *heard.deadlines)
    named = folded(" ".join(heard.text[start:end] for start, end in known))
    rest = [word for word in said if word not in words().empty and word not in named]
    return said[0] not in words().joining and len(rest) >= _OTHER_WORDS


def is_lone_day(heard: Heard, before: Context | None) -> bool:
    """Say whether "19. Februar" is all: what is on that day, or when a journey begins."""
    return heard.is_lone_day and not has_subject(before)


def asks_if_shown_is_sure(heard: Heard, before: Context | None) -> bool:
    """Say whether "stimmt das sicher?" below deadlines asks which of these are confirmed."""
    is_below = before is not None and before.decision == "act" and bool(before.selection)
    return is_below and heard.asks_if_sure and not heard.names


def is_about_shown(heard: Heard, before: Context | None) -> bool:
    """Say whether "Aber auf der Seite steht 19.2." is about the deadlines above, no one's age."""
    if before is None or not _is_day_alone(heard):
        return False
    # "Wir fahren doch erst am 20.8." may surely be unclear.
    is_vague = heard.decision in UNSURE or (heard.decision != "act" and not heard.is_clear)
    is_short = len(folded(heard.text)) <= _MAX_WORDS
    return before.decision == "act" and bool(before.selection) and is_vague and is_short


def is_day_of_journey(heard: Heard, before: Context | None) -> bool:
    """Say whether a day is all that is said after an answer about money."""
    if before is None or not _is_day_alone(heard):
        return False
    is_told = before.topic.startswith(PROGRAMME_TOPIC) or before.wish in _ABOUT_MONEY
    is_about_money = before.decision == "answer" and is_told and has_subject(before)
    return is_about_money and has_only(heard, heard.filters)


def has_subject(before: Context | None) -> bool:
    """Say whether the conversation is about a programme or a country."""
    return before is not None and (
        bool(before.programmes or before.countries) or before.topic.startswith(PROGRAMME_TOPIC)
    )


def has_only(heard: Heard, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether nothing with a meaning of its own stands beside names and ``spans``."""
    known = (*heard.names, *spans)
    rest = "".join(
        " " if any(start <= place < end for start, end in known) else char
        for place, char in enumerate(heard.text)
    )
    idle = words().empty | (words().beside_names if heard.names else frozenset())
    return all(word in idle for word in folded(rest))


def _asks_for_time_in_time(heard: Heard) -> bool:
    return heard.asks_in_time and (heard.names_day or bool(heard.dates))


def _is_day_alone(heard: Heard) -> bool:
    return bool(heard.dates) and not heard.names


def _names_state(heard: Heard) -> bool:
    """Return whether a home or a way is named beside times: other deadlines than those before."""
    known = {n for start, end in (*heard.dates, *heard.deadlines) for n in range(start, end)}
    named = {n for start, end in heard.filters for n in range(start, end)}
    return any(not heard.text[n].isspace() for n in named - known)
