"""Recognises who asks for money for a partner country, and which topic that is about.

"Jugendfeuerwehr aus … möchte nach Litauen, wer zahlt?": group and place say much to the ranker and
mean nothing here; the country and the money do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bot.dialogue.aspects import PROGRAMME_TOPIC, WAY_ASPECT
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.money import asks_for_money, names_needs, names_only_inclusive
from bot.dialogue.situations.partner import names_partner
from bot.dialogue.topics import (
    CASE,
    FEDERAL_TOPIC,
    FUNDING_OVERVIEW,
    NEEDS_TOPIC,
    UNCLEAR_TOPIC,
    UNION_TOPIC,
)
from bot.words.lists import lists
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("country_topics.yml")
_MONEY = Path(__file__).parent.with_name("money.yml")
MOST_COUNTRIES = 3
# The entry on a country that tells whether the programme of the other one pays there.
_TELL_WHETHER_IT_PAYS = {("foerderung_uk_schweiz", "foerderung_erasmus_jugend")}
_MEMORIAL_TRIP = "gedenkstaette"
# Countries that no source calls part of Erasmus+, by the entries about their money.
_NOT_SURELY_IN_ERASMUS = frozenset({
    "foerderung_afrika", "foerderung_osteuropa", "foerderung_uebersee", "foerderung_uk_schweiz",
})  # fmt: skip
# What a group is like, or whether it is safe there: none of these entries says who pays.
SILENT_ON_MONEY = frozenset({
    "erste_schritte", "formate_ueberblick", "inklusion_barrierefreiheit", "lgbtiq_sicherheit",
    "sicherheit_reisewarnung", "teilnehmende_gewinnen", "zielgruppe_geringere_chancen",
})  # fmt: skip
"""Topics whose entries say nothing about who pays."""
# These say themselves who pays for what they are about, or are about money that is there already.
_OWN_MONEY = frozenset({
    "aenderung_absage_storno", "digital_hybrid", "eigenanteil", "fachkraefteaustausch",
    "frist_verpasst_kurzfristig", "gruppengroesse", "inklusionskosten", "jugendinitiative_esk",
    "kofinanzierung", "mittelabruf_vorfinanzierung", "partnerschaft_vereinbarung",
    "personalkosten_honorar", "sprache_verstaendigung", "stiftungen_spenden", "teilnahmebeitrag",
    "versicherung", "verwendungsnachweis", "vorbereitungstreffen", "vorzeitiger_beginn",
    "zuschuss_arme_familien", "zuwendungsbescheid",
})  # fmt: skip
_OWN_MONEY_FAMILIES = ("ho_", "meta_", "notfall_", "verweis_")
_NEAR = 3
_LEAD_OF_CASE = 0.06
# A message about these names country and money as well, and the country often comes first.
_OWN_MONEY_EVEN_SECOND = frozenset({
    "digital_hybrid", "kofinanzierung", "versicherung", "vorbereitungstreffen",
})  # fmt: skip


def funding_meant(heard: Heard, *, is_unsure: bool) -> Meant | None:
    """Return what a message means that asks for money for a country, None if it does not.

    ``is_unsure`` tells that the ranker was not sure of its topic. Where it was, its topic only
    yields if that says nothing about money, or is about the money for other countries.
    """
    if _is_for_memorial_trip(heard):
        return Meant("answer", FUNDING_OVERVIEW, (), heard.countries)
    if heard.programmes or not asks_for_money(heard.asked):
        return None
    if _is_for_needs(heard):
        return Meant("answer", NEEDS_TOPIC, (), heard.countries)
    if not 0 < len(heard.countries) <= MOST_COUNTRIES:
        return None
    if not (_may_yield(heard) if is_unsure else _is_wrong(heard)):
        return None
    return Meant("answer", funding_topic(heard.countries), (), heard.countries)


def possible_funding(heard: Heard) -> str | None:
    """Return the topic that belongs among the questions that may be meant, None if none does."""
    is_asked = bool(heard.countries) and not heard.programmes and asks_for_money(heard.asked)
    return funding_topic(heard.countries) if is_asked else None


def for_countries(topic: str, countries: Sequence[str]) -> str:
    """Return a topic, that about money for these countries where it is about money for others."""
    is_other = bool(countries) and is_about_countries(topic)
    return funding_topic(countries) if is_other else topic


def has_own_money(topic: str) -> bool:
    """Say whether the entry of a topic tells itself who pays for what it is about."""
    return topic in _OWN_MONEY


def is_about_countries(topic: str) -> bool:
    """Say whether a topic is about money for some country, and another one for others."""
    return topic == FUNDING_OVERVIEW or topic in _topic_of_country().values()


def is_of_one_funder(topic: str) -> bool:
    """Say whether a topic is about the money of one funder, be it for one country or for many."""
    is_own = is_about_countries(topic) and topic != FUNDING_OVERVIEW
    return is_own or topic in (UNION_TOPIC, FEDERAL_TOPIC)


def country_of(topic: str) -> str | None:
    """Return the one country whose money a topic is about, None where it is none or several."""
    countries = [country for country, own in _topic_of_country().items() if own == topic]
    return countries[0] if len(countries) == 1 else None


def funding_topic(countries: Sequence[str]) -> str:
    """Return the topic about money for all of these countries."""
    topics = {_topic_of_country().get(country, FUNDING_OVERVIEW) for country in countries}
    return topics.pop() if len(topics) == 1 else FUNDING_OVERVIEW


def is_surely_in_union_programme(country: str) -> bool:
    """Say whether a source calls a country part of Erasmus+, or nothing makes that doubtful."""
    return funding_topic((country,)) not in _NOT_SURELY_IN_ERASMUS


def for_journey(meant: Meant, heard: Heard, before: Context | None) -> Meant:
    """Return "welche Programme" as a question for the countries talked about.

    Whoever was told who pays there asks for more than that, and "andere Länder" are others. "Geht
    das über Erasmus?" asks whether that programme pays for these countries.
    """
    if before is not None and _asks_whether_it_pays(meant, heard, before):
        own = funding_topic(before.countries)
        told = (own, meant.topic) in _TELL_WHETHER_IT_PAYS
        topic = own if told else meant.topic
        return replace(meant, topic=topic, decision="answer", countries=before.countries)
    is_overview = (meant.decision, meant.topic) == ("answer", FUNDING_OVERVIEW)
    if before is None or not is_overview or meant.countries or meant.programmes:
        return meant
    if not before.countries or heard.names:
        return meant
    topic = funding_topic(before.countries)
    said = folded(heard.text)
    is_for_others = any(word in lists(_MONEY)["others"] for word in said)
    is_told = topic == before.topic and not before.is_guess
    if is_told or is_for_others:
        return meant
    return replace(meant, topic=topic, countries=before.countries)


def _asks_whether_it_pays(meant: Meant, heard: Heard, before: Context) -> bool:
    """Return whether a programme is named for the journey that was told, and no other country."""
    is_known = (funding_topic(before.countries), meant.topic) in _TELL_WHETHER_IT_PAYS
    is_told = meant.decision == "answer" or (meant.decision in UNSURE and is_known)
    is_about_money = is_told and (meant.topic or "").startswith(PROGRAMME_TOPIC)
    is_new = not heard.countries and meant.countries in ((), before.countries)
    is_open = is_about_money and bool(heard.programmes and before.countries) and is_new
    return is_open and has_phrase(folded(heard.text), lists(_MONEY)["works_with"])


def is_for_plan(heard: Heard, meant: Meant) -> bool:
    """Say whether the programmes for what is planned answer better than the overview of all."""
    is_overview = meant.decision == "answer" and meant.topic == FUNDING_OVERVIEW
    is_plan = bool(meant.countries) or _is_for_memorial_trip(heard)
    return (
        is_overview and not meant.programmes and is_plan and len(meant.countries) <= MOST_COUNTRIES
    )


def _is_for_memorial_trip(heard: Heard) -> bool:
    """Return whether money for a trip without a partner is asked for: the format decides."""
    is_trip = _MEMORIAL_TRIP in heard.formats and not heard.programmes
    # "Wir fahren nach Auschwitz" is near to the funds of Poland, which do not pay for it.
    is_near_money = bool(heard.topics) and heard.topics[0] in _topic_of_country().values()
    is_asked = asks_for_money(heard.asked) or WAY_ASPECT in heard.aspects or is_near_money
    return is_trip and is_asked and not names_partner(heard.text)


def _is_for_needs(heard: Heard) -> bool:
    """Return whether money for sign language or a wheelchair is asked for, whatever the country."""
    is_near = NEEDS_TOPIC in heard.topics[:_NEAR]
    return is_near and names_needs(heard.asked)


def _may_yield(heard: Heard) -> bool:
    first, second = (*heard.topics, "", "")[:2]
    # "Unser Partner kommt zu uns, wo kriegen wir Geld her" hardly sounds like a partner lost.
    is_hardly = first.startswith(CASE) and heard.lead < _LEAD_OF_CASE
    is_family = first.startswith(_OWN_MONEY_FAMILIES) and first != UNCLEAR_TOPIC and not is_hardly
    is_own = first in _OWN_MONEY or is_family
    return not is_own and second not in _OWN_MONEY_EVEN_SECOND


def _is_wrong(heard: Heard) -> bool:
    if heard.decision != "answer" or heard.topic is None:
        return False
    if heard.topic in SILENT_ON_MONEY:
        return True
    if heard.topic == NEEDS_TOPIC and names_only_inclusive(heard.asked):
        return True
    # Money for England where Lithuania was asked for.
    of_country = _topic_of_country()
    right = {of_country.get(country) for country in heard.countries}
    return heard.topic in of_country.values() and heard.topic not in right


@lru_cache(maxsize=1)
def _topic_of_country() -> Mapping[str, str]:
    return {
        country: topic
        for topic, countries in lists(_FILE).items()
        if topic.startswith(PROGRAMME_TOPIC)
        for country in countries
    }
