"""What a message means that leaves out what the one before has said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.dialogue.aspects import (
    AMOUNT_ASPECT,
    ASPECT_OF_TOPIC,
    DEADLINE_ASPECT,
    DECISION_ASPECT,
    PROGRAMME_TOPIC,
)
from bot.dialogue.context import NO_QUESTIONS, Context, Heard, Meant
from bot.dialogue.meaning.again import SECOND, again, other_names
from bot.dialogue.meaning.own_times import ABOUT_CONDUCT, is_of_own_time
from bot.dialogue.money import asks_for_money
from bot.dialogue.situations.funding import SILENT_ON_MONEY, funding_topic, is_about_countries
from bot.dialogue.topics import (
    EVENTS_TOPIC,
    GUESTS_VISA_TOPIC,
    OVERVIEW_TOPIC,
    REGISTRATION_TOPIC,
    TIME_TOPICS,
    VISA_TOPIC,
)
from bot.dialogue.words import points_back, words
from bot.words.phrases import folded

NEAR = 3
# Whoever "is from Syria" there travels to the country that was named before.
_VISA_TOPICS = frozenset({VISA_TOPIC, GUESTS_VISA_TOPIC})
_WHEN = "wann"
# Their entries say that every town has deadlines of its own.
_OWN_DEADLINES = frozenset({"foerderung_kommune"})
_OF_REGISTRATION = frozenset({REGISTRATION_TOPIC, "kosten_kalkulation"})
# Below this share a topic is no question, however near it comes.
_LEAST_SHARE = 0.005
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
_WITH_OWN_MONEY = ("fachkraefteaustausch", "jugendinitiative_esk", "nachhaltigkeit_anreise",
                   "staedtepartnerschaft", "verweis_", "vorbereitungstreffen",
                   "workcamp")  # fmt: skip


@dataclass(frozen=True)
class Unsaid:
    """A message that leaves something unsaid, and what was talked about before it."""

    heard: Heard
    before: Context

    @property
    def programmes(self) -> tuple[str, ...]:
        """Return the programmes that are named, else those that still hold."""
        return self.heard.programmes or self.before.programmes

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the countries that are named, else those that still hold."""
        return self.heard.countries or self.before.countries

    @property
    def is_below_programme(self) -> bool:
        """Say whether the entry of a programme was told before."""
        return self.before.topic.startswith(PROGRAMME_TOPIC)

    @property
    def has_programme(self) -> bool:
        """Say whether some programme is talked about."""
        return self.is_below_programme or bool(self.programmes)

    def means(self, decision: str, topic: str | None, *, is_follow_up: bool = True) -> Meant:
        """Return what is meant, about the names that hold."""
        return Meant(decision, topic, self.programmes, self.countries, is_follow_up=is_follow_up)


Rule = Callable[[Unsaid], Meant | None]
"""Returns what a message means; None where the rule tells nothing of it."""


def elliptic(heard: Heard, before: Context) -> Meant:
    """Return another question about the same, or the same question put differently."""
    unsaid = Unsaid(heard, before)
    told = (rule(unsaid) for rule in _RULES)
    return next((meant for meant in told if meant is not None), again(heard, before))


def _when_it_is_decided(unsaid: Unsaid) -> Meant | None:
    is_asked = unsaid.has_programme and DECISION_ASPECT in unsaid.heard.aspects
    return unsaid.means("answer", unsaid.before.topic) if is_asked else None


def _its_deadline(unsaid: Unsaid) -> Meant | None:
    heard, before = unsaid.heard, unsaid.before
    # What was only asked back about is nothing that a deadline could belong to.
    has_subject = unsaid.has_programme or bool(unsaid.countries) or before.is_guess
    if not has_subject or not _asks_when(heard) or asks_for_validity(heard, before):
        return None
    if is_of_own_time(heard, before):
        return None
    return unsaid.means("act", before.topic if unsaid.is_below_programme else OVERVIEW_TOPIC)


def _money_of_another_country(unsaid: Unsaid) -> Meant | None:
    """Return "Und wenn wir statt Georgien Armenien nehmen?": nothing is named but the country."""
    heard, before = unsaid.heard, unsaid.before
    is_corrected = heard.is_correction and bool(heard.countries)
    return other_names(heard, before) if is_corrected and _is_vague_money(heard, before) else None


def _who_pays_there(unsaid: Unsaid) -> Meant | None:
    """Return "Und wer zahlt das?", after it was asked whether it is safe there."""
    heard, before, countries = unsaid.heard, unsaid.before, unsaid.countries
    has_payer = unsaid.has_programme or before.topic.startswith(_WITH_OWN_MONEY)
    is_silent = before.decision == "act" or before.topic in SILENT_ON_MONEY
    is_about_amount = AMOUNT_ASPECT in heard.aspects and is_silent
    if has_payer or not countries or not (is_about_amount or asks_for_money(heard.text)):
        return None
    if before.topic in ABOUT_CONDUCT and points_back(heard.text):
        # "Wer zahlt das?" after somebody has to be sent home is no question for the journey.
        return None
    return Meant("answer", funding_topic(countries), (), countries, is_follow_up=True)


def _aspect_with_an_entry(unsaid: Unsaid) -> Meant | None:
    topics = _aspect_topics(unsaid.heard, has_subject=unsaid.has_programme)
    return unsaid.means("answer", topics[0]) if topics else None


def _aspect_of_its_sheet(unsaid: Unsaid) -> Meant | None:
    is_asked = bool(unsaid.heard.aspects) and unsaid.before.decision == "act"
    is_told = unsaid.has_programme and is_asked
    return of_its_sheet(unsaid.heard, unsaid.before) if is_told else None


def _itself_after_a_guess(unsaid: Unsaid) -> Meant | None:
    """Return the message itself: what was only asked back about has no "wie viel Geld ist das?"."""
    is_guess = unsaid.before.is_guess and not unsaid.is_below_programme
    return _itself(unsaid) if is_guess and unsaid.heard.aspects else None


def _cost_of_an_event(unsaid: Unsaid) -> Meant | None:
    """Return "Kostet das was?" below events: what they cost stands where registration is told."""
    is_near = not _OF_REGISTRATION.isdisjoint(unsaid.heard.topics[:SECOND])
    if unsaid.before.topic != EVENTS_TOPIC or not is_near:
        return None
    return unsaid.means("answer", REGISTRATION_TOPIC, is_follow_up=False)


def _something_else(unsaid: Unsaid) -> Meant | None:
    """Return the message itself, also after questions to choose from: none of them was chosen."""
    heard, before = unsaid.heard, unsaid.before
    if not before.has_rivals and not _is_about_something_else(heard, before):
        return None
    of_journey = before.countries if heard.topic in _VISA_TOPICS else ()
    return replace(_itself(unsaid), countries=of_journey or unsaid.countries)


def _itself(unsaid: Unsaid) -> Meant:
    heard = unsaid.heard
    return unsaid.means(heard.decision, heard.topic, is_follow_up=False)


# The first that tells something decides; where none does, the same is meant once more.
_RULES: tuple[Rule, ...] = (
    _when_it_is_decided,
    _its_deadline,
    _money_of_another_country,
    _who_pays_there,
    _aspect_with_an_entry,
    _aspect_of_its_sheet,
    _itself_after_a_guess,
    _cost_of_an_event,
    _something_else,
)


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
    shares = dict(heard.ranking)
    for topic in heard.topics[:near]:
        if heard.programmes and topic.startswith(PROGRAMME_TOPIC):
            break
        # "Und wir?" is near to nothing: what comes second there is no question for a group.
        if topic in ASPECT_TOPICS and shares.get(topic, 1.0) >= _LEAST_SHARE:
            named.append(topic)
    return named


def _asks_when(heard: Heard) -> bool:
    first = heard.topics[0] if heard.topics else ""
    is_about_time = first in TIME_TOPICS and not heard.aspects and heard.lead >= _SOME_LEAD
    # "Wann kommt das Geld?" is no question for a deadline.
    says_when = _WHEN in folded(heard.text) and first not in ASPECT_TOPICS
    return DEADLINE_ASPECT in heard.aspects or is_about_time or says_when
