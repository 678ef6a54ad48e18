"""Finds what else a message asks beside the question that is answered.

"Dürfen sie mit? Und wer zahlt das?" deserves two answers. What is sure is answered, what is likely
is offered; the rest is left to the person.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.dialogue.context import NO_QUESTIONS, UNSURE, Asked, Heard
from bot.dialogue.money import asks_for_money
from bot.dialogue.situations.funding import for_countries, funding_topic, is_about_countries
from bot.dialogue.topics import CASE

SURE_LEAD = 0.3
"""A question that is so clear by itself is answered; one that is less so is offered."""
_WITHOUT_ANSWER = (*NO_QUESTIONS, "verweis_", CASE)


@dataclass(frozen=True)
class Besides:
    """The topics of what else was asked: one to answer, others to offer."""

    answered: str | None = None
    offered: tuple[str, ...] = ()


def of_several(heard: Heard) -> Heard:
    """Return a message that is unclear as a whole as what its clear question says."""
    if heard.decision not in UNSURE:
        return heard
    answers = [one for one in heard.questions if _is_answered(one)]
    topics = [one.topic for one in answers if one.topic]
    is_one = len(answers) == len(heard.questions) and len(set(topics)) == 1
    sure = topics if is_one else [one.topic for one in answers if one.topic and _is_sure(one)]
    if not sure:
        return heard
    lead = max(one.lead for one in answers)
    nearest = tuple(dict.fromkeys((*sure, *heard.topics)))
    return replace(heard, decision="answer", topic=sure[0], topics=nearest, lead=lead)


def choices_of(heard: Heard) -> tuple[str, ...]:
    """Return the nearest topic of each question of an unclear message; empty if it asks but one."""
    topics = [one.topic for one in heard.questions if one.topic]
    return tuple(dict.fromkeys(one for one in topics if not one.startswith(_WITHOUT_ANSWER)))


def asked_besides(heard: Heard, told: Collection[str], countries: Sequence[str] = ()) -> Besides:
    """Return what else a message asks; ``told`` are the topics of what was answered.

    ``countries`` are those talked about, which a message that names none is about as well.
    """
    countries = heard.countries or tuple(countries)
    is_money_told = any(map(is_about_countries, told))
    found: dict[str, bool] = {}
    for one in heard.questions:
        topic = _topic(one, heard, countries)
        is_again = topic in told or (is_money_told and topic and is_about_countries(topic))
        if topic and not is_again:
            found.setdefault(topic, _is_sure(one) or topic != one.topic)
    answered = next((topic for topic, is_sure in found.items() if is_sure), None)
    return Besides(answered, tuple(topic for topic in found if topic != answered))


def _topic(one: Asked, heard: Heard, countries: tuple[str, ...]) -> str | None:
    if countries and not heard.programmes and asks_for_money(one.text):
        return funding_topic(countries)
    is_known = one.topic is not None and _is_answered(one)
    return for_countries(one.topic, countries) if is_known and one.topic else None


def _is_answered(one: Asked) -> bool:
    return one.decision == "answer" and not (one.topic or "").startswith(_WITHOUT_ANSWER)


def _is_sure(one: Asked) -> bool:
    return one.lead >= SURE_LEAD
