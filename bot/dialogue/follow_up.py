"""Decides what a message means in its conversation: "und für Polen?" asks what was asked before."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.advice import PERSON_TOPIC, advice_meant
from bot.dialogue.aspects import ASPECT_OF_TOPIC, DEADLINE_ASPECT, PROGRAMME_TOPIC
from bot.dialogue.context import EMERGENCY, Context, Heard, Meant
from bot.dialogue.elliptic import (
    CENTRAL_BODY_TOPIC,
    NEAR,
    OVERVIEW_TOPIC,
    SECOND,
    TIME_TOPICS,
    again,
    elliptic,
    is_about_money,
    other_names,
    with_names_of,
)
from bot.dialogue.funding import funding_meant
from bot.dialogue.hints import asks_on, tells_umbrella
from bot.dialogue.situation import situation_meant
from bot.dialogue.timing import has_only, timing_meant
from bot.dialogue.words import folded, words

# Longer messages say what they mean.
_MAX_WORDS = 9
# With so few words nearly everything is left unsaid.
_FEW_WORDS = 3
# A short message less clear than this may still mean what was said before.
_CLEAR_LEAD = 0.25
_SHORT_WORDS = 5
_COMPLAINT = "meta_feedback_beschwerde"
_AGE_TOPIC = "alter_teilnehmende"
_REJECTION_TOPIC = "ho_ablehnung_widerspruch"
_PLAN = "plan"
_MAX_ANSWER_WORDS = 14
# An answer to a question back is no clear question of its own.
_NOT_ITS_OWN = ("act", "answer", "clarify", "fallback")
_FOREIGN_TOPIC = "oos_"
_ARTICLES = frozenset({"der", "die", "den", "dem"})
_NO_NOUNS = frozenset({"", "ab", "faellig", "vorbei", "offen"})


def meaning(heard: Heard, before: Context | None) -> Meant:
    """Return what ``heard`` means after ``before``; an emergency always means itself."""
    funding = None if _is_certain(heard) else funding_meant(heard, is_unsure=_is_unsure(heard))
    alone = (
        _rejection(heard)
        or _named_deadline(heard)
        or funding
        or Meant(heard.decision, heard.topic, heard.programmes, heard.countries)
    )
    advice = advice_meant(heard)
    if advice is not None:
        return advice
    situation = situation_meant(heard, before)
    if situation is not None:
        return situation
    timing = timing_meant(heard, before)
    if timing is not None and (before is None or before.decision != EMERGENCY):
        return timing
    if before is None or heard.decision == EMERGENCY or before.topic == PERSON_TOPIC:
        return alone
    if before.decision == EMERGENCY:
        return again(heard, before) if _is_still_emergency(heard, before) else alone
    if funding is not None and len(folded(heard.text)) > _SHORT_WORDS:
        return alone
    if _asks_for_age(heard):
        return replace(alone, topic=_AGE_TOPIC)
    if _asks_aspect_of_programme(heard, before):
        return replace(with_names_of(before, alone), is_follow_up=True)
    if is_about_money(before) and tells_umbrella(heard.text):
        return replace(with_names_of(before, alone), decision="answer", topic=CENTRAL_BODY_TOPIC)
    if _narrows(heard, before) or _answers_question_back(heard, before):
        return again(heard, before)
    if _has_only_names(heard) or _corrects_names(heard):
        return other_names(heard, before)
    if _asks_something_else(heard, before):
        return alone
    if _leaves_unsaid(heard) or _asks_more_of_programme(heard, before):
        return elliptic(heard, before)
    if _asks_for_its_deadline(heard, before):
        return replace(again(heard, before), decision="act")
    return alone


def _is_still_emergency(heard: Heard, before: Context) -> bool:
    """Return whether a message after an emergency is still about it: nobody shall be stuck in it.

    Something clear, a whole sentence, or numbers that were told twice lead out of it.
    """
    is_short = len(folded(heard.text)) <= _SHORT_WORDS
    return is_short and _is_unsure(heard) and not before.is_repeated


def _named_deadline(heard: Heard) -> Meant | None:
    """Return what a message means that asks for a deadline, however unsure the rest is.

    "Wir kommen aus Solingen. Welche Fristen gibt es beim KJP?", "stichtag lvr??"
    """
    names_deadline = bool(heard.programmes) and DEADLINE_ASPECT in heard.aspects
    if not _is_unsure(heard) or not (names_deadline or heard.is_for_deadlines):
        return None
    topic = heard.topic or ""
    topic = topic if topic.startswith(PROGRAMME_TOPIC) else OVERVIEW_TOPIC
    return Meant("act", topic, heard.programmes, heard.countries)


def _rejection(heard: Heard) -> Meant | None:
    """Return what a message means that tells of a rejection: that one, and no programme."""
    is_told = not words().rejected.isdisjoint(folded(heard.text))
    if is_told and _REJECTION_TOPIC in heard.topics[:NEAR] and not _is_certain(heard):
        return Meant("handover", _REJECTION_TOPIC, heard.programmes, heard.countries)
    return None


def _asks_for_age(heard: Heard) -> bool:
    """Return whether "Und wie alt müssen die sein?" is about those who take part."""
    is_asked = heard.decision == "answer" and heard.aspects == (ASPECT_OF_TOPIC[_AGE_TOPIC],)
    is_near = heard.topic != _AGE_TOPIC and _AGE_TOPIC in heard.topics[:SECOND]
    return is_asked and is_near and _is_elliptic(heard)


def goes_on(text: str) -> bool:
    """Say whether a message joins on to what was said, or points back to it.

    The "der" of "welche Fristen hat der KJP?" stands before a name and points to nothing.
    """
    said = folded(text)
    before_others = zip(said, (*said[1:], ""), strict=False)
    pointing = [
        word
        for word, after in before_others
        if word in words().pointing
        and (word not in _ARTICLES or after in _NO_NOUNS | words().empty)
    ]
    return bool(said) and (said[0] in words().joining or bool(pointing))


def _narrows(heard: Heard, before: Context) -> bool:
    """Return whether all that is said after deadlines is another time, way or format."""
    is_about_deadlines = before.decision == "act" and bool(before.selection or before.wish)
    return is_about_deadlines and bool(heard.filters) and has_only(heard, heard.filters)


def _asks_for_its_deadline(heard: Heard, before: Context) -> bool:
    """Return whether "Wann muss das abgegeben werden?" points back, or "Frist?" is all of it."""
    is_bare = heard.decision == "act" and heard.topic == OVERVIEW_TOPIC and not heard.names
    if not is_bare or heard.filters:
        return False
    is_word = len(folded(heard.text)) == 1 and bool(before.programmes or before.countries)
    is_about_programme = before.topic.startswith(PROGRAMME_TOPIC)
    return is_word or (is_about_programme and _points_back(heard.text))


def _asks_more_of_programme(heard: Heard, before: Context) -> bool:
    """Return whether "wie viel pro km" is asked about the programme that was talked about."""
    is_about_programme = before.topic.startswith(PROGRAMME_TOPIC) or bool(before.programmes)
    is_bare = bool(heard.aspects) and not heard.names and _is_unsure(heard)
    return is_about_programme and is_bare and len(folded(heard.text)) <= _MAX_WORDS


def _asks_aspect_of_programme(heard: Heard, before: Context) -> bool:
    """Return whether "Eigenanteil?" is asked about the programme that was talked about.

    It has an entry of its own for all programmes, to which the answer leads on.
    """
    is_aspect = heard.decision == "answer" and heard.topic in ASPECT_OF_TOPIC and not heard.names
    has_subject = bool(before.programmes or before.countries)
    return is_aspect and has_subject and len(folded(heard.text)) <= _FEW_WORDS


def _corrects_names(heard: Heard) -> bool:
    """Return whether other names are all that a short correction tells clearly."""
    is_short = len(folded(heard.text)) <= _MAX_WORDS
    is_clear = heard.decision == "answer" and heard.lead >= _CLEAR_LEAD
    names = heard.programmes or heard.countries
    is_question = asks_on(heard.text)
    return heard.is_correction and bool(names) and is_short and not (is_clear or is_question)


def _answers_question_back(heard: Heard, before: Context) -> bool:
    """Return whether a message tells the day that a plan was waiting for."""
    is_awaited = before.wish == _PLAN and heard.names_day
    is_short = len(folded(heard.text)) <= _MAX_ANSWER_WORDS
    is_question = heard.text.rstrip().endswith("?")
    return is_awaited and is_short and not is_question and heard.decision in _NOT_ITS_OWN


def _is_certain(heard: Heard) -> bool:
    """Return whether the decision is none that another topic could change."""
    return heard.decision not in ("answer", "clarify", "fallback")


def _is_unsure(heard: Heard) -> bool:
    is_foreign = (heard.topic or "").startswith(_FOREIGN_TOPIC)
    return heard.decision == "clarify" or (heard.decision == "fallback" and not is_foreign)


def _leaves_unsaid(heard: Heard) -> bool:
    """Return whether the message cannot be understood without the one before."""
    # Whoever complains does not ask for the same once more.
    if _COMPLAINT in heard.topics[:SECOND]:
        return False
    if _is_unsure(heard):
        return _is_elliptic(heard)
    # "Was kostet das?" sounds like a question of its own, but it is not.
    is_short = len(folded(heard.text)) <= _SHORT_WORDS and not heard.names
    is_vague = heard.decision == "answer" and heard.lead < _CLEAR_LEAD
    return is_vague and is_short and _points_back(heard.text)


def _has_only_names(heard: Heard) -> bool:
    return bool(heard.names) and has_only(heard, heard.names)


def _is_elliptic(heard: Heard) -> bool:
    said = folded(heard.text)
    if not said or len(said) > _MAX_WORDS:
        return False
    is_joining = said[0] in words().joining
    return len(said) <= _FEW_WORDS or is_joining or _points_back(heard.text)


def _asks_something_else(heard: Heard, before: Context) -> bool:
    """Return whether a whole question after deadlines is about something else, however unsure."""
    if before.decision != "act" or not before.selection or not _is_unsure(heard):
        return False
    is_about_time = bool(heard.deadlines or heard.filters) or DEADLINE_ASPECT in heard.aspects
    if is_about_time or goes_on(heard.text) or len(folded(heard.text)) <= _SHORT_WORDS:
        return False
    topic = heard.topics[0] if heard.topics else ""
    return topic not in TIME_TOPICS and not topic.startswith((PROGRAMME_TOPIC, "meta_"))


def _points_back(text: str) -> bool:
    return not words().pointing.isdisjoint(folded(text))
