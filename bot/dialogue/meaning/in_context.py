"""Weighs what a message may mean in its conversation: what is likely, beside what the rules say.

The rules of :mod:`bot.dialogue.meaning.follow_up` know patterns,
:mod:`bot.dialogue.meaning.likely_topics` knows the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.dialogue.aspects import AMOUNT_ASPECT, ASPECT_OF_TOPIC, PROGRAMME_TOPIC
from bot.dialogue.context import EMERGENCY, NO_QUESTIONS, UNSURE, Context, Heard, Meant
from bot.dialogue.meaning.again import OWN_ENTRY_TOPICS
from bot.dialogue.meaning.likely_topics import CLEAR_LEAD, Fits, Likely, likely_topics, nothing_fits
from bot.dialogue.meaning.new_subject import rejects_answer
from bot.dialogue.money import asks_for_money
from bot.dialogue.passages.asked_kind import gives_age
from bot.dialogue.situations.funding import possible_funding
from bot.dialogue.situations.memorial import names_trip_alone
from bot.dialogue.topics import CASE, PERSON_TOPIC, REQUEST_TOPIC, SINGLE_PERSONS

LEAST = 0.6
"""From this probability on a topic is answered that the rules are not sure of."""
LEAST_AGAINST_RULES = 0.8
"""From this probability on another topic is answered than the rules are sure of."""
LEAST_AGAINST_ASPECT = 0.9
"""… and this much where the message itself names what the rules say: "wie lang mindestens"."""
LEAST_CERTAIN = 0.8
"""Below this probability another topic than before is shown as a proposal."""
LEAST_OF_RULES = 0.4
"""Below this probability it is asked back about whether the same is meant once more …"""
LEAST_OF_NEW = 0.3
"""… and below this one, whether what the rules say is meant, if that is something else."""
LEAST_CHOICE = 0.08
"""From this probability on a topic is worth asking back about."""
_LEAST_OTHER = 0.01
_OPEN = (*UNSURE, "answer")


@dataclass(frozen=True)
class Weighed:
    """What a message means, and all that it may mean, the most probable first."""

    meant: Meant
    likely: tuple[Likely, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the topics that are worth asking back about, best first."""
        return tuple(one.topic for one in self._questions(LEAST_CHOICE))

    def others(self, told: str | None) -> tuple[str, ...]:
        """Return the topics that may be meant instead of the one that was told, best first."""
        return tuple(one.topic for one in self._questions(_LEAST_OTHER) if one.topic != told)

    def _questions(self, least: float) -> Iterator[Likely]:
        for one in self.likely:
            if one.probability >= least and not one.topic.startswith(NO_QUESTIONS):
                yield one


def weighed(
    heard: Heard, before: Context | None, meant: Meant, fits: Fits = nothing_fits
) -> Weighed:
    """Return what is meant: another topic than the rules say where that is much more probable.

    Where the same is hardly meant once more, it is asked back about. What is less than very
    probable is marked as a proposal. What the rules take for help, for a date, for a request or for
    small talk stays so.
    """
    if before is None or not _is_open(heard, before, meant):
        return Weighed(meant)
    likely = likely_topics(heard, before, meant, fits)
    return Weighed(_most_likely(likely, heard, before, meant) if likely else meant, likely)


def _most_likely(likely: Sequence[Likely], heard: Heard, before: Context, meant: Meant) -> Meant:
    first, is_ruled = likely[0], meant.decision not in UNSURE
    # That the same is meant once more is what the rules say where none of them knows better.
    is_again = is_ruled and meant.topic == before.topic
    if is_again and before.topic.startswith(CASE) and not before.is_guess:
        # A single case stays with a person, whatever is told about it.
        return meant
    # "Wie lang geht das?" below what single persons may do asks for no length of an encounter.
    is_alone = before.topic.startswith(SINGLE_PERSONS) and meant.topic in ASPECT_OF_TOPIC
    is_firm = is_ruled and (not is_again or _is_named(heard, meant)) and not is_alone
    least = LEAST_AGAINST_RULES if is_firm else LEAST
    # "Da darf man aber mit 16, oder?" names an age and asks for no limit.
    is_aspect = ASPECT_OF_TOPIC.get(meant.topic or "") in heard.aspects
    # "Kostet das was?" after the card of a programme: its sheet knows.
    is_of_sheet = is_again and before.topic.startswith(PROGRAMME_TOPIC) and bool(heard.aspects)
    is_asked = is_ruled and (is_aspect or is_of_sheet) and not gives_age(heard.text)
    is_asked = is_asked and not is_alone
    if is_asked or (is_again and heard.names):
        # "Und bei Tandem?" names what the entry on Tandem is about, and asks for the same of it.
        least = LEAST_AGAINST_ASPECT
    if first.probability < least or first.topic.startswith(NO_QUESTIONS):
        lowest = LEAST_OF_RULES if is_again else LEAST_OF_NEW
        is_doubted = is_ruled and _probability(likely, meant.topic) < lowest
        if is_doubted and (meant.is_plain or is_asked or _is_named(heard, meant)):
            return meant
        return replace(meant, decision="clarify", is_follow_up=False) if is_doubted else meant
    if is_ruled and first.topic == meant.topic:
        return meant
    is_same = first.topic == before.topic
    return Meant(
        decision=_decision(first.topic, before),
        topic=first.topic,
        programmes=heard.programmes or before.programmes,
        countries=heard.countries or before.countries,
        is_follow_up=is_same,
        is_proposed=not is_same and first.probability < LEAST_CERTAIN,
    )


def _is_open(heard: Heard, before: Context, meant: Meant) -> bool:
    is_emergency = EMERGENCY in (before.decision, heard.decision)
    is_for_person = {PERSON_TOPIC, REQUEST_TOPIC} & {before.topic, meant.topic or ""}
    # Whoever asks who pays for a country that is named asks anew.
    is_new = possible_funding(heard) is not None
    is_corrected = heard.is_correction or rejects_answer(heard.text)
    # Whoever asks for an amount after deadlines does not want these once more.
    is_amount = before.decision == "act" and AMOUNT_ASPECT in heard.aspects
    # The entry of the funder for that country says nothing of trips without a partner.
    is_about_money = (meant.topic or "").startswith(PROGRAMME_TOPIC)
    is_memorial = is_about_money and names_trip_alone(heard)
    # The ranker takes "brauchen wir ein Visum für die Kids" for guests, too.
    is_own_visa = meant.is_plain and meant.topic in OWN_ENTRY_TOPICS
    is_ruled = (
        is_own_visa
        or is_emergency
        or is_for_person
        or is_new
        or is_corrected
        or is_amount
        or is_memorial
    )
    # "Zahlt die auch bei Absage?" sounds like a rejection, but hardly.
    is_doubtful_case = meant.decision == "handover" and heard.lead < CLEAR_LEAD
    return (meant.decision in _OPEN or is_doubtful_case) and not is_ruled


def _is_named(heard: Heard, meant: Meant) -> bool:
    """Return whether the words decide: a name in the message, or money for a country."""
    is_asked = AMOUNT_ASPECT in heard.aspects or asks_for_money(heard.text)
    return bool(heard.names) or (is_asked and (meant.topic or "").startswith(PROGRAMME_TOPIC))


def _probability(likely: Sequence[Likely], topic: str | None) -> float:
    return next((one.probability for one in likely if one.topic == topic), 0.0)


def _decision(topic: str, before: Context) -> str:
    if topic == before.topic:
        return before.decision
    return "handover" if topic.startswith(CASE) else "answer"
