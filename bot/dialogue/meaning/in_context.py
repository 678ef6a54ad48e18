"""Weighs what a message may mean in its conversation: what is likely, beside what the rules say.

The rules of :mod:`bot.dialogue.meaning.follow_up` know patterns,
:mod:`bot.dialogue.meaning.likely_topics` knows the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.dialogue.aspects import AMOUNT_ASPECT, ASPECT_OF_TOPIC, PROGRAMME_TOPIC
from bot.dialogue.context import NO_QUESTIONS, UNSURE, Context, Heard, Meant
from bot.dialogue.meaning.again import again
from bot.dialogue.meaning.left_to_rules import is_left_to_rules
from bot.dialogue.meaning.likely_topics import Fits, Likely, likely_topics, nothing_fits
from bot.dialogue.money import asks_for_money
from bot.dialogue.passages.asked_kind import gives_age
from bot.dialogue.topics import CASE, SINGLE_PERSONS

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
LEAST_OF_GUESS = 0.6
"""… or once more what was only asked back about and nobody chose …"""
LEAST_OF_NEW = 0.3
"""… and below this one, whether what the rules say is meant, if that is something else."""
LEAST_CHOICE = 0.08
"""From this probability on a topic is worth asking back about."""
_LEAST_OTHER = 0.01
# So much better than usual a passage of the answer above fits, and than any of what is meant else.
_SURELY_ABOVE, _AHEAD_OF_OTHER = 0.4, 0.2
# With less lead, a message hardly sounds like a case for a person.
_LEAD_OF_CASE = 0.15
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
    if not likely:
        return Weighed(meant)
    told = _most_likely(Weighing(likely, heard, before, meant))
    return Weighed(again(heard, before) if _is_above(told, before, fits) else told, likely)


def _is_above(told: Meant, before: Context, fits: Fits) -> bool:
    """Say whether the answer above has a passage for just this, and the other topic has none.

    "Und bin ich versichert" below voluntary services is told there; the entry on insurance is for
    groups.
    """
    is_other = told.decision == "answer" and told.topic not in (None, before.topic)
    if not is_other or told.is_plain or before.decision != "answer" or before.is_guess:
        return False
    above = fits(before.topic)
    return above >= _SURELY_ABOVE and above - fits(str(told.topic)) >= _AHEAD_OF_OTHER


@dataclass(frozen=True)
class Weighing:
    """A further message, what the rules say of it, and what is likely, the most probable first."""

    likely: Sequence[Likely]
    heard: Heard
    before: Context
    meant: Meant

    @property
    def first(self) -> Likely:
        """Return the most probable topic."""
        return self.likely[0]

    @property
    def is_ruled(self) -> bool:
        """Say whether the rules are sure of a topic."""
        return self.meant.decision not in UNSURE

    @property
    def is_again(self) -> bool:
        """Say whether the rules take it for the same once more, as they do if none knows better."""
        return self.is_ruled and self.meant.topic == self.before.topic

    @property
    def is_alone(self) -> bool:
        """Say whether "Wie lang geht das?" is below what single persons may do.

        It asks for no length of an encounter there.
        """
        is_below = self.before.topic.startswith(SINGLE_PERSONS)
        return is_below and self.meant.topic in ASPECT_OF_TOPIC

    @property
    def is_asked(self) -> bool:
        """Say whether the message names itself what the rules say of it."""
        heard = self.heard
        is_aspect = ASPECT_OF_TOPIC.get(self.meant.topic or "") in heard.aspects
        # "Kostet das was?" after the card of a programme: its sheet knows.
        is_programme = self.before.topic.startswith(PROGRAMME_TOPIC)
        is_of_sheet = self.is_again and is_programme and bool(heard.aspects)
        is_named = self.is_ruled and (is_aspect or is_of_sheet)
        # "Da darf man aber mit 16, oder?" names an age and asks for no limit.
        return is_named and not self.is_alone and not gives_age(heard.text)

    @property
    def least(self) -> float:
        """Return from which probability on another topic than the rules say is meant."""
        if self.is_asked or (self.is_again and self.heard.names):
            # "Und bei Tandem?" names what the entry on Tandem is about, and asks for the same.
            return LEAST_AGAINST_ASPECT
        is_firm = not self.is_again or _is_named(self.heard, self.meant)
        is_against_rules = self.is_ruled and is_firm and not self.is_alone
        return LEAST_AGAINST_RULES if is_against_rules else LEAST

    @property
    def is_doubted(self) -> bool:
        """Say whether what the rules say is hardly probable, and no words tell it."""
        lowest = LEAST_OF_RULES if self.is_again else LEAST_OF_NEW
        if self.is_again and self.before.is_guess:
            lowest = LEAST_OF_GUESS
        if not self.is_ruled or _probability(self.likely, self.meant.topic) >= lowest:
            return False
        return not (self.meant.is_plain or self.is_asked or _is_named(self.heard, self.meant))


Rule = Callable[[Weighing], Meant | None]
"""Returns what is meant; None where the rule tells nothing of it."""


def _most_likely(weighing: Weighing) -> Meant:
    told = (rule(weighing) for rule in _RULES)
    return next((meant for meant in told if meant is not None), _likely_topic(weighing))


def _same_case(weighing: Weighing) -> Meant | None:
    """Return the same case: it stays with a person, whatever is told about it."""
    before = weighing.before
    is_case = before.topic.startswith(CASE) and not before.is_guess
    return weighing.meant if weighing.is_again and is_case else None


def _what_rules_say(weighing: Weighing) -> Meant | None:
    """Return what the rules say where nothing else is probable enough; in doubt to ask back."""
    first, meant = weighing.first, weighing.meant
    if first.probability >= weighing.least and not first.topic.startswith(NO_QUESTIONS):
        return None
    if not weighing.is_doubted:
        return meant
    return replace(meant, decision="clarify", is_follow_up=False)


def _what_both_say(weighing: Weighing) -> Meant | None:
    is_same = weighing.is_ruled and weighing.first.topic == weighing.meant.topic
    return weighing.meant if is_same else None


# The first that tells something decides; where none does, the most probable topic is meant.
_RULES: tuple[Rule, ...] = (_same_case, _what_rules_say, _what_both_say)


def _likely_topic(weighing: Weighing) -> Meant:
    first, heard, before = weighing.first, weighing.heard, weighing.before
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
    # "Zahlt die auch bei Absage?" sounds like a rejection, but hardly.
    is_doubtful_case = meant.decision == "handover" and heard.lead < _LEAD_OF_CASE
    is_weighed = meant.decision in _OPEN or is_doubtful_case
    return is_weighed and not is_left_to_rules(heard, before, meant)


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
