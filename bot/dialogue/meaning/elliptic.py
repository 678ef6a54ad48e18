"""What a message means that leaves out what the one before has said."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.aspects import (
    AMOUNT_ASPECT,
    ASPECT_OF_TOPIC,
    DEADLINE_ASPECT,
    DECISION_ASPECT,
    PROGRAMME_TOPIC,
)
from bot.dialogue.context import NO_QUESTIONS, Context, Heard, Meant
from bot.dialogue.money import asks_for_money
from bot.dialogue.situations.funding import funding_topic, is_about_countries
from bot.dialogue.topics import (
    CASE,
    EVENTS_TOPIC,
    GUESTS_VISA_TOPIC,
    OVERVIEW_TOPIC,
    REGISTRATION_TOPIC,
    TIME_TOPICS,
    UK_TOPIC,
    VISA_TOPIC,
)
from bot.dialogue.words import words
from bot.words.phrases import folded

NEAR = 3
SECOND = 2
UNITED_KINGDOM = "GB"
OWN_ENTRY_TOPICS = frozenset({VISA_TOPIC, UK_TOPIC})
"""How the own group gets into another country."""
ENTRY_OF_ANYONE = OWN_ENTRY_TOPICS | {GUESTS_VISA_TOPIC}
"""… and how guests get into ours."""
# Whoever "is from Syria" there travels to the country that was named before.
_VISA_TOPICS = frozenset({VISA_TOPIC, GUESTS_VISA_TOPIC})
# "Aus dem Kosovo".
_FROM, _FROM_WORDS = "aus", 2
_WHEN = "wann"
# Their entries say that every town has deadlines of its own.
_OWN_DEADLINES = frozenset({"foerderung_kommune"})
_OF_REGISTRATION = frozenset({REGISTRATION_TOPIC, "kosten_kalkulation"})
# Nearer to each other than this, topics say nothing against the one talked about.
_SOME_LEAD = 0.06
# What can be asked about any programme and has an entry of its own.
ASPECT_TOPICS = frozenset({
    "alter_teilnehmende", "antragshilfe_registrierung", "betreuungsschluessel", "dauer_reisetage",
    "digital_hybrid", "eigenanteil", "fachkraefteaustausch", "gegenseitigkeit", "gruppengroesse",
    "inklusionskosten", "kofinanzierung", "mittelabruf_vorfinanzierung", "nachhaltigkeit_anreise",
    "personalkosten_honorar", "verwendungsnachweis", "vorbereitungstreffen",
})  # fmt: skip

# Their entries tell themselves who pays; the country's own programmes do not pay for these.
_WITH_OWN_MONEY = ("fachkraefteaustausch", "jugendinitiative_esk", "staedtepartnerschaft",
                   "verweis_", "workcamp")  # fmt: skip


def again(heard: Heard, before: Context) -> Meant:
    """Return the same question once more, about the names that hold."""
    return Meant(
        before.decision,
        before.topic,
        heard.programmes or before.programmes,
        heard.countries or before.countries,
        is_follow_up=True,
    )


def with_names_of(before: Context, meant: Meant) -> Meant:
    """Return what is meant, about the country and programme of the context."""
    return replace(meant, programmes=before.programmes, countries=before.countries)


def is_about_money(before: Context) -> bool:
    """Say whether a conversation is about programmes or their deadlines."""
    return before.topic.startswith(PROGRAMME_TOPIC) or before.topic in TIME_TOPICS


def other_names(heard: Heard, before: Context) -> Meant:
    """Return the same question about another country or programme."""
    topic = before.topic
    if topic.startswith(CASE) and "?" not in heard.text:
        # Whoever names the funder of a rejection has no question about the funder.
        return again(heard, before)
    if topic in ENTRY_OF_ANYONE and names_origin(heard):
        # "Einer ist aus dem Kosovo" travels to where the others go.
        return Meant(before.decision, topic, (), before.countries, is_follow_up=True)
    if topic in OWN_ENTRY_TOPICS and heard.countries:
        topic = UK_TOPIC if UNITED_KINGDOM in heard.countries else VISA_TOPIC
    elif heard.is_correction and before.decision == "act":
        # The old topic would stand for what was meant before.
        topic = _topic_of_names(heard)
    elif heard.countries and not heard.programmes and is_about_countries(topic):
        # "Und für Lettland?": who pays there, which need not be whoever paid for Georgia.
        topic = funding_topic(heard.countries)
    elif topic.startswith(PROGRAMME_TOPIC) or topic in TIME_TOPICS:
        topic = _named_topic(heard) or topic
    return Meant(before.decision, topic, heard.programmes, heard.countries, is_follow_up=True)


def names_origin(heard: Heard) -> bool:
    """Say whether the countries named are where somebody is from: "aus dem Kosovo"."""
    before = [folded(heard.text[:start])[-_FROM_WORDS:] for start, _ in heard.names]
    return bool(before) and all(_FROM in said for said in before)


def elliptic(heard: Heard, before: Context) -> Meant:
    """Return another question about the same, or the same question put differently."""
    programmes = heard.programmes or before.programmes
    countries = heard.countries or before.countries
    about_programme = before.topic.startswith(PROGRAMME_TOPIC)
    # What was only asked back about is nothing that a deadline could belong to.
    has_subject = bool(about_programme or programmes or countries or before.is_guess)
    if (about_programme or programmes) and DECISION_ASPECT in heard.aspects:
        return Meant("answer", before.topic, programmes, countries, is_follow_up=True)
    if has_subject and _asks_when(heard) and not asks_for_validity(heard, before):
        topic = before.topic if about_programme else OVERVIEW_TOPIC
        return Meant("act", topic, programmes, countries, is_follow_up=True)
    if heard.is_correction and heard.countries and _is_vague_money(heard, before):
        # "Und wenn wir statt Georgien Armenien nehmen?" names nothing but the country.
        return other_names(heard, before)
    is_open = not (about_programme or programmes or before.topic.startswith(_WITH_OWN_MONEY))
    is_about_amount = AMOUNT_ASPECT in heard.aspects and before.decision == "act"
    if countries and is_open and (is_about_amount or asks_for_money(heard.text)):
        # "Und wer zahlt das?", after it was asked whether it is safe there.
        return Meant("answer", funding_topic(countries), (), countries, is_follow_up=True)
    for topic in _aspect_topics(heard, has_subject=bool(about_programme or programmes)):
        return Meant("answer", topic, programmes, countries, is_follow_up=True)
    if (about_programme or programmes) and heard.aspects and before.decision == "act":
        return of_its_sheet(heard, before)
    if before.is_guess and heard.aspects and not about_programme:
        # What was only asked back about is no answer to "wie viel Geld ist das?".
        return Meant(heard.decision, heard.topic, programmes, countries)
    if before.topic == EVENTS_TOPIC and not _OF_REGISTRATION.isdisjoint(heard.topics[:SECOND]):
        # "Kostet das was?" below events: what they cost stands where registration is told.
        return Meant("answer", REGISTRATION_TOPIC, programmes, countries)
    if before.has_rivals or _is_about_something_else(heard, before):
        # Whoever goes on after questions to choose from has chosen none of them.
        of_journey = before.countries if heard.topic in _VISA_TOPICS else ()
        return Meant(heard.decision, heard.topic, programmes, of_journey or countries)
    return again(heard, before)


def of_its_sheet(heard: Heard, before: Context) -> Meant:
    """Return what "wie beantrage ich das?" means below deadlines: the programme's sheet tells."""
    decision = "answer" if before.topic.startswith(PROGRAMME_TOPIC) else "clarify"
    return replace(again(heard, before), decision=decision)


def _is_vague_money(heard: Heard, before: Context) -> bool:
    is_vague = not heard.aspects and heard.lead < _SOME_LEAD
    return is_vague and is_about_countries(before.topic)


def _is_about_something_else(heard: Heard, before: Context) -> bool:
    """Return whether "brauchen die ein Visum?" follows deadlines: it is none of them."""
    is_about_time = bool(heard.deadlines or heard.filters) or DEADLINE_ASPECT in heard.aspects
    if before.decision != "act" or is_about_time or not heard.topics:
        return False
    first = heard.topics[0]
    is_plain = first in TIME_TOPICS or first.startswith((PROGRAMME_TOPIC, *NO_QUESTIONS))
    return not is_plain and heard.lead >= _SOME_LEAD


def asks_for_validity(heard: Heard, before: Context) -> bool:
    """Say whether "bis wann gilt die?" asks about what was told, and for no deadline."""
    if not _asks_when(heard):
        return False
    asked = {word for a, b in heard.deadlines for word in folded(heard.text[a:b])}
    names_deadline = not asked <= words().until_when
    is_valid = not words().valid.isdisjoint(folded(heard.text))
    is_own = before.topic in _OWN_DEADLINES
    return before.decision == "answer" and (is_own or (is_valid and not names_deadline))


def _aspect_topics(heard: Heard, *, has_subject: bool) -> list[str]:
    """Return the topics of what is asked about a programme, or about the journey to a country."""
    named = [t for t in heard.topics[:NEAR] if ASPECT_OF_TOPIC.get(t) in heard.aspects]
    if not has_subject:
        return named
    # "Und wie viel Kohle?" asks for the money of the programme, and not when it comes.
    is_amount = AMOUNT_ASPECT in heard.aspects
    near = (1 if heard.lead >= _SOME_LEAD else 0) if is_amount else SECOND
    for topic in heard.topics[:near]:
        if heard.programmes and topic.startswith(PROGRAMME_TOPIC):
            break
        if topic in ASPECT_TOPICS:
            named.append(topic)
    return named


def _topic_of_names(heard: Heard) -> str:
    """Return the topic of what is named from now on, the overview where nothing is."""
    if heard.programmes:
        return _named_topic(heard) or OVERVIEW_TOPIC
    return funding_topic(heard.countries) if heard.countries else OVERVIEW_TOPIC


def _named_topic(heard: Heard) -> str | None:
    topics = heard.topics[:SECOND]
    return next((name for name in topics if name.startswith(PROGRAMME_TOPIC)), None)


def _asks_when(heard: Heard) -> bool:
    first = heard.topics[0] if heard.topics else ""
    is_about_time = first in TIME_TOPICS and not heard.aspects
    # "Wann kommt das Geld?" is no question for a deadline.
    says_when = _WHEN in folded(heard.text) and first not in ASPECT_TOPICS
    return DEADLINE_ASPECT in heard.aspects or is_about_time or says_when
