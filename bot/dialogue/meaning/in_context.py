"""Weighs what a message may mean in its conversation: what is likely, beside what the rules say.

The rules of :mod:`bot.dialogue.meaning.follow_up` know patterns,
:mod:`bot.dialogue.meaning.likely_topics` knows the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.dialogue.aspects import (
    AMOUNT_ASPECT,
    ASPECT_OF_TOPIC,
    DEADLINE_ASPECT,
    PROGRAMME_TOPIC,
)
from bot.dialogue.context import NO_QUESTIONS, UNSURE, Context, Heard, Meant
from bot.dialogue.meaning.again import again
from bot.dialogue.meaning.left_to_rules import is_left_to_rules
from bot.dialogue.meaning.likely_topics import Fits, Likely, likely_topics, nothing_fits
from bot.dialogue.money import asks_for_money
from bot.dialogue.passages.asked_kind import gives_age
from bot.dialogue.situations.funding import funding_topic
from bot.dialogue.topics import CASE, FUNDING_OVERVIEW, SINGLE_PERSONS
from bot.dialogue.wishes.told_facts import only_tells

LEAST = 0.6
"""From this probability on a topic is answered that the rules are not sure of."""
LEAST_AGAINST_RULES = 0.8
"""From this probability on another topic is answered than the rules are sure of."""
LEAST_AGAINST_ASPECT = 0.9
"""… and this much where the message itself names what the rules say: "wie lang mindestens"."""
LEAST_CERTAIN = 0.8
"""Below this probability another topic than the rules say is shown as a proposal."""
LEAST_OF_RULES = 0.7
"""Below this one it is asked back about whether the same is meant once more, and another topic that
the rules say is shown as a proposal …

Of 24 messages for tuning between 0.5 and this line that were told the same once more 8 were right,
and among three questions were 16; of 17 that were told another topic 7 were right.
"""
LEAST_OF_NEW = 0.4
"""… and below this one it is asked back about that one, too, and about the same with other names …

A name does not help: of 75 messages below these lines that were told, one in
three was right, and among two questions were four of five.
"""
LEAST_OF_CLEAR = 0.3
"""… if it is clear by itself; …"""
LEAST_OF_ASPECT = 0.2
"""… and if an aspect of it is named: "wie lang mindestens"."""
LEAST_CHOICE = 0.08
"""From this probability on a topic is worth asking back about."""
_LEAST_OTHER = 0.01
# So much better than usual a passage of the answer above fits, and than any of what is meant else.
_SURELY_ABOVE, _AHEAD_OF_OTHER = 0.4, 0.2
# … and so much better where it is almost what others asked about it: that outweighs plain words,
# what sounds like a case or an insult ("was wenn die Familie blöd ist"), and a question back.
_ALMOST_ASKED = 0.5
_OUTWEIGHED = ("answer", "clarify", "handover", "smalltalk")
# With less lead, a message hardly sounds like a case for a person, or like small talk.
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

    @property
    def has_choice(self) -> bool:
        """Say whether one question is so likely that it is asked about, and nobody gives up."""
        likeliest = self.likely[:1]
        is_likely = any(one.probability >= LEAST_OF_NEW for one in likeliest)
        return is_likely and self.choices[:1] == tuple(one.topic for one in likeliest)

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
    if before is None:
        return Weighed(meant)
    likely = likely_topics(heard, before, meant, fits) if _is_open(heard, before, meant) else ()
    weighing = Weighing(likely, heard, before, meant)
    if likely and weighing.tells_of_funder:
        return _beside_funder(weighing)
    told = _most_likely(weighing) if likely else meant
    return Weighed(again(heard, before) if _is_above(told, before, fits) else told, tuple(likely))


def _is_above(told: Meant, before: Context, fits: Fits) -> bool:
    """Say whether the answer above has a passage for just this, and the other topic has none.

    "Und bin ich versichert" below voluntary services is told there; the entry on insurance is for
    groups.
    """
    is_other = told.decision in _OUTWEIGHED and told.topic not in (None, before.topic)
    if not is_other or before.decision != "answer" or before.is_guess:
        return False
    countries = told.countries or before.countries
    if countries and told.topic == funding_topic(countries):
        # Who pays for the country that was told is more than an entry knows of money.
        return False
    is_clear = told.decision == "answer" and not told.is_plain
    above = fits(before.topic)
    least = _SURELY_ABOVE if is_clear else _ALMOST_ASKED
    return above >= least and above - fits(str(told.topic)) >= _AHEAD_OF_OTHER


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
    def names_aspect(self) -> bool:
        """Say whether "wie lang mindestens" names itself what the rules say of it."""
        is_aspect = ASPECT_OF_TOPIC.get(self.meant.topic or "") in self.heard.aspects
        is_named = self.is_ruled and is_aspect and not self.is_alone
        # "Da darf man aber mit 16, oder?" names an age and asks for no limit.
        return is_named and not gives_age(self.heard.text)

    @property
    def is_asked(self) -> bool:
        """Say whether the message names an aspect of what the rules say of it."""
        # "Kostet das was?" after the card of a programme: its sheet knows.
        is_programme = self.before.topic.startswith(PROGRAMME_TOPIC)
        is_of_sheet = self.is_again and is_programme and bool(self.heard.aspects)
        is_alone = self.is_alone or gives_age(self.heard.text)
        return self.names_aspect or (is_of_sheet and not is_alone)

    @property
    def tells_of_money(self) -> bool:
        """Say whether a name alone, of which something is told, makes it the money for it.

        "Die Griechen geben mir ihre nicht" below receipts asks for none, and neither does "wir
        kriegen Geld vom DPJW".
        """
        heard, topic = self.heard, self.meant.topic or ""
        is_new = not self.is_again and not self.before.topic.startswith(PROGRAMME_TOPIC)
        is_of_country = bool(heard.countries) and topic == funding_topic(heard.countries)
        is_of_programme = bool(heard.programmes) and topic.startswith(PROGRAMME_TOPIC)
        is_money = is_of_programme or (is_of_country and not asks_for_money(heard.text))
        return is_new and is_money and only_tells(heard.text)

    @property
    def tells_of_funder(self) -> bool:
        """Say whether "DPJW will Belege von uns" tells something of the funder talked about.

        Its name draws a message to its entry; but that was told above, and was not asked again.
        """
        heard, topic = self.heard, self.before.topic
        is_above = topic.startswith(PROGRAMME_TOPIC) and self.before.decision == "answer"
        is_of_it = bool(heard.programmes) and topic in (self.first.topic, self.meant.topic)
        is_asked = bool(heard.aspects or heard.deadlines or heard.is_correction)
        return is_above and is_of_it and not is_asked and only_tells(heard.text)

    @property
    def least(self) -> float:
        """Return from which probability on another topic than the rules say is meant."""
        if self.is_asked or (self.is_again and self.heard.names):
            # "Und bei Tandem?" names what the entry on Tandem is about, and asks for the same.
            return LEAST_AGAINST_ASPECT
        is_firm = not self.is_again or _is_named(self.heard, self.meant)
        is_against_rules = self.is_ruled and is_firm and not self.is_alone
        # What goes on with a question back belongs to one of those that were asked.
        is_open = self.before.is_guess and not self.is_ruled
        return LEAST_AGAINST_RULES if is_against_rules or is_open else LEAST

    @property
    def is_doubted(self) -> bool:
        """Say whether what the rules say is hardly probable, and no words tell it."""
        is_told = self.meant.is_plain or not self.is_ruled
        return not is_told and self.probability < self._least_to_tell

    @property
    def is_proposed(self) -> bool:
        """Say whether another topic than before is not so probable that it is simply told."""
        is_told = self.meant.is_plain or self.is_again or self._is_clear or self.names_aspect
        is_answer = self.meant.decision == "answer" and not is_told
        return is_answer and self.probability < LEAST_OF_RULES

    @property
    def probability(self) -> float:
        """Return how probable it is that what the rules say is meant.

        Who asks for money where the country was told asks for that of the country.
        """
        topics = {self.meant.topic}
        if self.meant.countries and self.meant.topic == funding_topic(self.meant.countries):
            topics.add(FUNDING_OVERVIEW)
        return sum(one.probability for one in self.likely if one.topic in topics)

    @property
    def _least_to_tell(self) -> float:
        """Return below which probability it is asked back whether what the rules say is meant."""
        if self.tells_of_money:
            return LEAST_CERTAIN
        if self.names_aspect:
            return LEAST_OF_ASPECT
        if self._is_clear:
            return LEAST_OF_CLEAR
        # A case frightens who has none.
        is_case = self.meant.decision == "handover"
        is_same = self.is_again and not self.heard.names
        return LEAST_OF_RULES if is_case or is_same else LEAST_OF_NEW

    @property
    def _is_clear(self) -> bool:
        return self.heard.is_clear and self.heard.topic == self.meant.topic


def _most_likely(weighing: Weighing) -> Meant:
    """Return what the rules say where nothing else is probable enough; in doubt to ask back."""
    first, meant = weighing.first, weighing.meant
    is_same = weighing.is_ruled and first.topic == meant.topic
    is_question = not first.topic.startswith(NO_QUESTIONS)
    if is_question and not is_same and first.probability >= weighing.least:
        return _likely_topic(weighing)
    if weighing.is_doubted:
        return replace(meant, decision="clarify", is_follow_up=False)
    return replace(meant, is_proposed=True) if weighing.is_proposed else meant


def _likely_topic(weighing: Weighing) -> Meant:
    first, heard, before = weighing.first, weighing.heard, weighing.before
    is_same = first.topic == before.topic
    is_certain = is_same or first.probability >= LEAST_CERTAIN
    # "Und wann die Eltern informieren?" sounds a little like an assault: that is asked back about.
    is_sure_case = is_same or (is_certain and _is_heard_alone(heard, first.topic))
    is_doubtful_case = first.topic.startswith(CASE) and not is_sure_case
    return Meant(
        decision="clarify" if is_doubtful_case else _decision(first.topic, before),
        topic=first.topic,
        programmes=heard.programmes or before.programmes,
        countries=heard.countries or before.countries,
        is_follow_up=is_same,
        is_proposed=not (is_certain or is_doubtful_case),
    )


def _beside_funder(weighing: Weighing) -> Weighed:
    """Return the case that the rules see in what is told of a funder, or ask what else it is."""
    meant, above = weighing.meant, weighing.before.topic
    others = [one for one in weighing.likely if one.topic != above]
    total = sum(one.probability for one in others)
    likely = tuple(replace(one, probability=one.probability / total) for one in others)
    if meant.topic == above or meant.decision in UNSURE:
        meant = replace(meant, decision="clarify", topic=likely[0].topic, is_follow_up=False)
    return Weighed(meant, likely)


def _is_heard_alone(heard: Heard, topic: str) -> bool:
    """Return whether a message sounds like a topic by itself, too, and not only where it stands."""
    share = next((share for one, share in heard.ranking if one == topic), 0.0)
    return share >= LEAST_CERTAIN or heard.lead >= _LEAD_OF_CASE


def _is_open(heard: Heard, before: Context, meant: Meant) -> bool:
    """Say whether something else may be meant than the rules say.

    "Zahlt die auch bei Absage?" sounds like a rejection, but hardly; below one, not all is about
    it; and "ihr kennt nicht zufällig einen Partner in Lille" asks below deadlines for none. "Pro
    Person?" below rates is hardly the question who is speaking here.
    """
    is_hardly_case = heard.lead < _LEAD_OF_CASE or meant.is_follow_up
    names_time = heard.deadlines or heard.filters or heard.names_day or heard.asks_time_left
    is_named = bool(names_time or heard.programmes) or DEADLINE_ASPECT in heard.aspects
    is_weighed = {
        "handover": is_hardly_case,
        "act": not is_named,
        "smalltalk": bool(heard.aspects) and heard.lead < _LEAD_OF_CASE,
    }.get(meant.decision, meant.decision in _OPEN)
    return is_weighed and not is_left_to_rules(heard, before, meant)


def _is_named(heard: Heard, meant: Meant) -> bool:
    """Return whether the words decide: a name in the message, or money for a country."""
    is_asked = AMOUNT_ASPECT in heard.aspects or asks_for_money(heard.text)
    return bool(heard.names) or (is_asked and (meant.topic or "").startswith(PROGRAMME_TOPIC))


def _decision(topic: str, before: Context) -> str:
    if topic == before.topic:
        return before.decision
    return "handover" if topic.startswith(CASE) else "answer"
