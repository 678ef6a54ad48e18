"""Whether what sounds like an emergency is one in its conversation (``alarm_in_talk.yml``).

"Und beim Duschen" after a question about protection is no cry for help, and whoever says that all
is well is not told the numbers once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.dialogue.alarm.aftermath import aftermath_of, tells_another, tells_danger
from bot.dialogue.alarm.calm_in_talk import belongs_to_talk, counts_one_short, only_tells_place
from bot.dialogue.alarm.relief import denies_emergency, tells_relief
from bot.dialogue.alarm.supposed import (
    asks_what_would_be,
    is_of_a_work,
    plans_for_accident,
    tells_of_long_ago,
)
from bot.dialogue.context import EMERGENCY, Context
from bot.dialogue.topics import ACCIDENT_TOPIC, SINGLE_PERSONS, SUICIDE_TOPIC, VIOLENCE_TOPIC
from bot.dialogue.wishes.advice_words import advice_words
from bot.words.lists import lists
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("alarm_in_talk.yml")
# A longer message says what it is about.
_FEW_WORDS = 5
# A question in a talk that is less like an emergency has the numbers beside its answer.
_LEAST_OF_QUESTION = 0.4
# So sure a message is about going abroad alone that a suspicion beside it is but a hint.
_MOSTLY = 0.5
# What a word of the list names is as sure as this; what a ranking finds never is.
_BY_THE_LIST = 1.0


Understanding = Mapping[str, Any]
"""What the language understanding made of a message."""


def heard_in_talk(
    raw: Understanding,
    text: str,
    before: Context | None,
    *,
    is_asked: bool,
    alarm: str | None = None,
    is_answered: Callable[[], bool] = lambda: False,
) -> Understanding:
    """Return the understanding ``raw`` of a message as it is meant in its conversation.

    ``is_asked`` tells that the message may answer a question of a form, ``alarm`` is the topic of
    the emergency that the reply before was about. What is asked after it is the ``aftermath``.
    ``is_answered`` says whether the answer above holds the answer to the message beyond doubt.
    A message that sounds like an emergency is what else it would be (``calm``) if it says that it
    is none, or if it is short, names no danger, and something else was talked about. After an
    emergency it keeps that one's kind unless it clearly names another or is about the next journey,
    and ``goes_on`` where no danger is named. What may have happened after a question about the
    protection of children is ``is_concerning``: the numbers stand beside the answer. So is what
    somebody only supposes or asks in a talk about something else, and the news of a country ("in
    Tel Aviv fliegen Raketen"). A partner that does not answer, and a faint suspicion, are none
    there, nor what belongs to the subject of the talk (:mod:`bot.dialogue.alarm.calm_in_talk`).
    """
    said = InTalk(raw, text, before, is_asked, alarm, is_answered)
    told = (rule(said) for rule in _RULES)
    return next((heard for heard in told if heard is not None), raw)


@dataclass(frozen=True)
class InTalk:
    """A message in its conversation: what :func:`heard_in_talk` is told of it."""

    raw: Understanding
    text: str
    before: Context | None
    is_asked: bool
    alarm: str | None
    is_answered: Callable[[], bool]

    @property
    def calm(self) -> Understanding:
        """Return what else the message would be; itself where it is nothing else."""
        return self.raw.get("calm") or self.raw

    @property
    def hinted(self) -> Understanding:
        """Return what else the message would be, with the numbers beside its answer."""
        return {**self.calm, "is_concerning": True}


Rule = Callable[[InTalk], Understanding | None]
"""Returns the understanding of a message; None where the rule tells nothing of it."""


def _next_journey(said: InTalk) -> Understanding | None:
    # "Nächstes Mal klappt es" after a wish to die is another one, and "in Zukunft gibt es für mich
    # nicht mehr" after an accident is one.
    is_asked = said.alarm == ACCIDENT_TOPIC and _has(folded(said.text), "ahead_asked")
    is_ahead = is_asked and looks_ahead(said.text)
    is_personal = said.raw.get("topic") in (SUICIDE_TOPIC, VIOLENCE_TOPIC)
    return said.calm if is_ahead and not (is_personal or _is_named(said.raw)) else None


def _asked_afterwards(said: InTalk) -> Understanding | None:
    """Return what is asked after the numbers, unless all is well."""
    if said.alarm is None or said.is_asked:
        return None
    asked = aftermath_of(said.raw, said.text, said.alarm)
    if asked is None or tells_relief(said.text, said.alarm):
        return None
    return {**said.calm, "is_concerning": False, "aftermath": asked}


def _no_emergency(said: InTalk) -> Understanding | None:
    is_emergency = said.raw.get("decision") == EMERGENCY
    return None if is_emergency else _concern_in_talk(said.raw, said.text, said.before)


def _nothing_else(said: InTalk) -> Understanding | None:
    return None if said.raw.get("calm") else said.raw


def _only_a_place(said: InTalk) -> Understanding | None:
    is_place = said.raw.get("is_doubtful") and only_tells_place(said.text)
    return said.hinted if is_place else None


def _denied(said: InTalk) -> Understanding | None:
    is_denied = denies_emergency(said.text) and not said.raw.get("names_danger")
    return said.calm if is_denied else None


def _of_our_work(said: InTalk) -> Understanding | None:
    """Return "habe eine Partnergemeinde", "dass sich das jemand von euch anschaut", with a hint."""
    is_faint = bool(said.raw.get("is_doubtful")) and not _is_named(said.raw)
    is_faint = is_faint and said.raw.get("confidence", 1.0) < _LEAST_OF_QUESTION
    words = folded(said.text)
    is_work = _has(words, "partner_bodies") or has_phrase(words, advice_words().sure_phrases)
    is_new = said.before is None or said.before.decision != EMERGENCY
    return said.hinted if is_faint and is_work and is_new else None


def _after_another(said: InTalk) -> Understanding | None:
    """Return the emergency before once more, another one, or that all is well."""
    raw, text, before = said.raw, said.text, said.before
    if before is None or before.decision != EMERGENCY:
        return None
    if tells_relief(text, before.topic):
        return said.calm
    is_same = before.topic != SUICIDE_TOPIC and _is_no_wish_to_die(raw, text)
    # "Die andere will springen" after a fall, however little it sounds like that.
    is_other = raw.get("topic") == SUICIDE_TOPIC != before.topic and _has(folded(text), "of_life")
    is_other = is_other or _names_another(raw, text) or tells_another(raw, before.topic)
    if is_other and not is_same:
        return raw
    is_fear = is_same and _has(folded(text), "afraid")
    return {**raw, "topic": before.topic, "goes_on": is_fear or not _is_named(raw)}


def _year_abroad(said: InTalk) -> Understanding | None:
    is_alone = said.before is None and _wants_to_go_alone(said.raw, said.calm)
    return said.hinted if is_alone else None


def _news(said: InTalk) -> Understanding | None:
    """Return news in a talk: of these the numbers are never held back, however often told."""
    raw = said.raw
    is_news = bool(raw.get("is_elsewhere")) and raw.get("topic") == ACCIDENT_TOPIC
    return {**said.hinted, "names_danger": True} if is_news and said.before is not None else None


def _only_supposed(said: InTalk) -> Understanding | None:
    is_supposed = asks_what_would_be(said.raw, said.text) or _asks_faintly(said.raw, said.text)
    is_supposed = is_supposed and said.before is not None
    is_supposed = is_supposed or plans_for_accident(said.raw, said.text)
    is_supposed = is_supposed or tells_of_long_ago(said.raw, said.text) or is_of_a_work(said.text)
    return said.hinted if is_supposed else None


def _silent_partner(said: InTalk) -> Understanding | None:
    if said.before is None or not _is_silent_partner(said.raw, said.text, said.before):
        return None
    return {**said.calm, "is_concerning": bool(said.raw.get("names_danger"))}


def _of_the_talk(said: InTalk) -> Understanding | None:
    is_of_it = said.before is not None and belongs_to_talk(said.raw, said.text, said.before)
    return said.hinted if is_of_it else None


def _asked_of_the_answer(said: InTalk) -> Understanding | None:
    """Return "er ist hier geboren", which others asked of the answer above, with a hint."""
    raw, before = said.raw, said.before
    is_calm_talk = before is not None and before.decision != EMERGENCY
    is_faint = bool(raw.get("is_doubtful")) and not _is_named(raw) and not tells_danger(said.text)
    if not (is_calm_talk and is_faint) or raw.get("topic") == SUICIDE_TOPIC:
        return None
    return said.hinted if said.is_answered() else None


def _uncertain(said: InTalk) -> Understanding | None:
    is_certain = said.raw.get("is_certain", True)
    if said.is_asked and said.raw.get("is_doubtful") and not _is_named(said.raw):
        # "Steht noch nicht fest": what answers a form may sound like anything.
        is_certain = False
    is_between = said.is_asked or said.before is not None
    return said.hinted if is_between and not is_certain else None


# The first that tells something decides; where none does, it is the emergency that it sounds like.
_RULES: tuple[Rule, ...] = (
    _next_journey,
    _asked_afterwards,
    _no_emergency,
    _nothing_else,
    _only_a_place,
    _denied,
    _of_our_work,
    _after_another,
    _year_abroad,
    _news,
    _only_supposed,
    _silent_partner,
    _of_the_talk,
    _asked_of_the_answer,
    _uncertain,
)


def looks_ahead(text: str) -> bool:
    """Say whether a message is about the next journey: "was machen wir nächstes Mal besser".

    Not where somebody threatens, waits for help or speaks of now.
    """
    said = folded(text)
    return _has(said, "ahead") and not _has(said, "not_ahead") and not tells_danger(text)


def _is_named(raw: Mapping[str, Any]) -> bool:
    return bool(raw.get("is_named") or raw.get("names_danger"))


def _concern_in_talk(
    raw: Mapping[str, Any], text: str, before: Context | None
) -> Mapping[str, Any]:
    if _may_have_happened(text, before):
        return {**raw, "is_concerning": True}
    if counts_one_short(text):
        return {**raw, "is_concerning": True, "is_faint": False, "names_danger": True}
    is_calm_talk = before is not None and before.decision != EMERGENCY
    return {**raw, "is_concerning": False} if is_calm_talk and raw.get("is_faint") else raw


def _may_have_happened(text: str, before: Context | None) -> bool:
    """Say whether something may have happened of what a question about protection wants to prevent.

    "Und wenn es schon passiert ist" names no danger by itself.
    """
    is_protective = before is not None and before.topic in _listed("protective")
    return is_protective and _has(folded(text), "happened")


def _wants_to_go_alone(raw: Mapping[str, Any], calm: Mapping[str, Any]) -> bool:
    """Say whether it is rather a year abroad: "ich will weg von meinen Eltern, ein Jahr USA"."""
    is_suspicion = bool(raw.get("is_doubtful")) and not raw.get("is_certain", True)
    is_probable = float(calm.get("confidence", 0.0)) >= _MOSTLY
    is_single = str(calm.get("topic")).startswith(SINGLE_PERSONS)
    return is_suspicion and is_probable and is_single and not _is_named(raw)


def _asks_faintly(raw: Mapping[str, Any], text: str) -> bool:
    """Say whether a question is but little like an emergency: "Messer: dürfen sie das"."""
    is_faint = not raw.get("is_named") and raw.get("confidence", 1.0) < _LEAST_OF_QUESTION
    return is_faint and raw.get("topic") != SUICIDE_TOPIC and _has(folded(text), "asking")


def _is_silent_partner(raw: Mapping[str, Any], text: str, before: Context) -> bool:
    """Say whether it is the partner found before that nobody hears of, and no threat."""
    if raw.get("topic") == VIOLENCE_TOPIC:
        return False
    said = set(folded(text))
    is_silent = before.topic in _listed("partners") and not said.isdisjoint(_listed("silent"))
    return is_silent and said.isdisjoint(_listed("own_people"))


def _names_another(raw: Mapping[str, Any], text: str) -> bool:
    is_long = len(folded(text)) > _FEW_WORDS
    return bool(raw.get("is_named")) or (is_long and bool(raw.get("names_danger")))


def _is_no_wish_to_die(raw: Mapping[str, Any], text: str) -> bool:
    """Say whether a message after another emergency only sounds like a wish to die.

    "Ich hab Angst" after violence is about the violence, and "sie redet wirr" after a fall about
    the fall: nobody speaks of themselves there, and no danger is named. One word about life or
    dying is enough to take it for a wish to die.
    """
    said = folded(text)
    if raw.get("topic") != SUICIDE_TOPIC or _has(said, "of_life"):
        return False
    is_of_another_person = not _names_a_wish_to_die(raw) and not _has(said, "oneself")
    return _has(said, "afraid") or is_of_another_person


def _names_a_wish_to_die(raw: Mapping[str, Any]) -> bool:
    """Say whether a word of danger stands for the wish to die that a message sounds like.

    A word of the list may be of an accident ("redet wirr"): then the ranking alone heard the wish.
    """
    if raw.get("is_named"):
        return float(raw.get("confidence", 0.0)) >= _BY_THE_LIST
    return bool(raw.get("names_danger"))


def _has(said: list[str], name: str) -> bool:
    return has_phrase(said, _listed(name))


def _listed(name: str) -> tuple[str, ...]:
    return lists(_FILE)[name]
