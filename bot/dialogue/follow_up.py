"""Decides what a message means in its conversation: "und für Polen?" asks what was asked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.advice import PERSON_TOPIC, advice_meant
from bot.dialogue.aspects import ASPECT_OF_TOPIC, DEADLINE_ASPECT, PROGRAMME_TOPIC
from bot.dialogue.context import EMERGENCY, Context, Heard, Meant
from bot.dialogue.funding import funding_meant, funding_topic, is_about_countries
from bot.dialogue.words import folded, words

# Longer messages say what they mean.
_MAX_WORDS = 9
# With so few words nearly everything is left unsaid.
_FEW_WORDS = 3
# A short message less clear than this may still mean what was said before.
_CLEAR_LEAD = 0.25
_SHORT_WORDS = 5
_OVERVIEW = "fristen_ueberblick"
_COMPLAINT = "meta_feedback_beschwerde"
_AGE_TOPIC = "alter_teilnehmende"
_REJECTION_TOPIC = "ho_ablehnung_widerspruch"
_VISA_TOPIC, _UK_TOPIC, _UK = "visum_teilnehmende", "einreise_uk", "GB"
_ENTRY_TOPICS = frozenset({_VISA_TOPIC, _UK_TOPIC})
_TIME_TOPICS = frozenset({_OVERVIEW, "planung_zeitplan"})
_WHEN = "wann"
_PLAN = "plan"
_MAX_ANSWER_WORDS = 14
# An answer to a question back is no clear question of its own.
_NOT_ITS_OWN = ("act", "answer", "clarify", "fallback")
_FOREIGN_TOPIC = "oos_"
# What can be asked about any programme and has an entry of its own.
_ASPECT_TOPICS = frozenset({
    "alter_teilnehmende", "antragshilfe_registrierung", "betreuungsschluessel", "dauer_reisetage",
    "digital_hybrid", "eigenanteil", "fachkraefteaustausch", "gegenseitigkeit", "gruppengroesse",
    "inklusionskosten", "kofinanzierung", "mittelabruf_vorfinanzierung", "nachhaltigkeit_anreise",
    "personalkosten_honorar", "verwendungsnachweis", "vorbereitungstreffen",
})  # fmt: skip
_ARTICLES = frozenset({"der", "die", "den", "dem"})
_NO_NOUNS = frozenset({"", "ab", "faellig", "vorbei", "offen"})
_SECOND = 2
_NEAR = 3


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
    if before is None or heard.decision == EMERGENCY or before.topic == PERSON_TOPIC:
        return alone
    if before.decision == EMERGENCY:
        return _again(heard, before) if _is_still_emergency(heard, before) else alone
    if funding is not None and len(folded(heard.text)) > _SHORT_WORDS:
        return alone
    if _asks_for_age(heard):
        return replace(alone, topic=_AGE_TOPIC)
    if _narrows(heard, before) or _answers_question_back(heard, before):
        return _again(heard, before)
    if _has_only_names(heard):
        return _other_names(heard, before)
    if _leaves_unsaid(heard):
        return _elliptic(heard, before)
    if _asks_for_its_deadline(heard, before):
        return replace(_again(heard, before), decision="act")
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
    topic = topic if topic.startswith(PROGRAMME_TOPIC) else _OVERVIEW
    return Meant("act", topic, heard.programmes, heard.countries)


def _rejection(heard: Heard) -> Meant | None:
    """Return what a message means that tells of a rejection: that one, and no programme."""
    is_told = not words().rejected.isdisjoint(folded(heard.text))
    if is_told and _REJECTION_TOPIC in heard.topics[:_NEAR] and not _is_certain(heard):
        return Meant("handover", _REJECTION_TOPIC, heard.programmes, heard.countries)
    return None


def _asks_for_age(heard: Heard) -> bool:
    """Return whether "Und wie alt müssen die sein?" is about those who take part."""
    is_asked = heard.decision == "answer" and heard.aspects == (ASPECT_OF_TOPIC[_AGE_TOPIC],)
    is_near = heard.topic != _AGE_TOPIC and _AGE_TOPIC in heard.topics[:_SECOND]
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
    return is_about_deadlines and bool(heard.filters) and _has_only(heard, heard.filters)


def _asks_for_its_deadline(heard: Heard, before: Context) -> bool:
    """Return whether "Wann muss das abgegeben werden?" points back to a programme."""
    is_bare = heard.decision == "act" and heard.topic == _OVERVIEW and not heard.names
    return is_bare and before.topic.startswith(PROGRAMME_TOPIC) and _points_back(heard.text)


def _answers_question_back(heard: Heard, before: Context) -> bool:
    """Return whether a message tells the day that a plan was waiting for."""
    is_awaited = before.wish == _PLAN and heard.names_day
    is_short = len(folded(heard.text)) <= _MAX_ANSWER_WORDS
    is_question = heard.text.rstrip().endswith("?")
    return is_awaited and is_short and not is_question and heard.decision in _NOT_ITS_OWN


def _other_names(heard: Heard, before: Context) -> Meant:
    """Same question, another country or programme."""
    topic = before.topic
    if topic in _ENTRY_TOPICS and heard.countries:
        topic = _UK_TOPIC if _UK in heard.countries else _VISA_TOPIC
    elif heard.countries and not heard.programmes and is_about_countries(topic):
        # "Und für Lettland?": who pays there, which need not be whoever paid for Georgia.
        topic = funding_topic(heard.countries)
    elif topic.startswith(PROGRAMME_TOPIC) or topic in _TIME_TOPICS:
        named = [name for name in heard.topics[:_SECOND] if name.startswith(PROGRAMME_TOPIC)]
        topic = named[0] if named else topic
    return Meant(before.decision, topic, heard.programmes, heard.countries, is_follow_up=True)


def _elliptic(heard: Heard, before: Context) -> Meant:
    """Another question about the same, or the same question put differently."""
    programmes = heard.programmes or before.programmes
    countries = heard.countries or before.countries
    about_programme = before.topic.startswith(PROGRAMME_TOPIC)
    if (about_programme or programmes) and _asks_when(heard):
        topic = before.topic if about_programme else _OVERVIEW
        return Meant("act", topic, programmes, countries, is_follow_up=True)
    if about_programme or programmes:
        named = [
            topic for topic in heard.topics[:_NEAR] if ASPECT_OF_TOPIC.get(topic) in heard.aspects
        ]
        for topic in (*named, *heard.topics[:_SECOND]):
            if heard.programmes and topic.startswith(PROGRAMME_TOPIC):
                break
            if topic in _ASPECT_TOPICS:
                return Meant("answer", topic, programmes, countries, is_follow_up=True)
        if heard.aspects and before.decision == "act":
            # "Wie beantrage ich das?" after the deadlines: the programme's sheet tells.
            decision = "answer" if about_programme else "clarify"
            return Meant(decision, before.topic, programmes, countries, is_follow_up=True)
    return _again(heard, before)


def _again(heard: Heard, before: Context) -> Meant:
    return Meant(
        before.decision,
        before.topic,
        heard.programmes or before.programmes,
        heard.countries or before.countries,
        is_follow_up=True,
    )


def _asks_when(heard: Heard) -> bool:
    is_about_time = bool(heard.topics) and heard.topics[0] in _TIME_TOPICS
    return DEADLINE_ASPECT in heard.aspects or is_about_time or _WHEN in folded(heard.text)


def _is_certain(heard: Heard) -> bool:
    """Return whether the decision is none that another topic could change."""
    return heard.decision not in ("answer", "clarify", "fallback")


def _is_unsure(heard: Heard) -> bool:
    is_foreign = (heard.topic or "").startswith(_FOREIGN_TOPIC)
    return heard.decision == "clarify" or (heard.decision == "fallback" and not is_foreign)


def _leaves_unsaid(heard: Heard) -> bool:
    """Return whether the message cannot be understood without the one before."""
    # Whoever complains does not ask for the same once more.
    if _COMPLAINT in heard.topics[:_SECOND]:
        return False
    if _is_unsure(heard):
        return _is_elliptic(heard)
    # "Was kostet das?" sounds like a question of its own, but it is not.
    is_short = len(folded(heard.text)) <= _SHORT_WORDS and not heard.names
    is_vague = heard.decision == "answer" and heard.lead < _CLEAR_LEAD
    return is_vague and is_short and _points_back(heard.text)


def _has_only_names(heard: Heard) -> bool:
    return bool(heard.names) and _has_only(heard, heard.names)


def _has_only(heard: Heard, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether nothing with a meaning of its own stands beside names and ``spans``."""
    known = (*heard.names, *spans)
    rest = "".join(
        " " if any(start <= place < end for start, end in known) else char
        for place, char in enumerate(heard.text)
    )
    return all(word in words().empty for word in folded(rest))


def _is_elliptic(heard: Heard) -> bool:
    said = folded(heard.text)
    if not said or len(said) > _MAX_WORDS:
        return False
    is_joining = said[0] in words().joining
    return len(said) <= _FEW_WORDS or is_joining or _points_back(heard.text)


def _points_back(text: str) -> bool:
    return not words().pointing.isdisjoint(folded(text))
