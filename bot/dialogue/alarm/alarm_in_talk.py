"""Whether what sounds like an emergency is one in its conversation (``alarm_in_talk.yml``).

"Und beim Duschen" after a question about protection is no cry for help, and whoever says that all
is well is not told the numbers once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.dialogue.alarm.aftermath import aftermath_of, tells_another, tells_danger
from bot.dialogue.alarm.calm_in_talk import belongs_to_talk, counts_one_short, only_tells_place
from bot.dialogue.context import EMERGENCY, Context
from bot.dialogue.topics import ACCIDENT_TOPIC, SINGLE_PERSONS, SUICIDE_TOPIC, VIOLENCE_TOPIC
from bot.words.lists import lists
from bot.words.phrases import folded, has_any, has_phrase

_FILE = Path(__file__).with_name("alarm_in_talk.yml")
# A longer message says what it is about.
_FEW_WORDS = 5
_MOST_WORDS_OF_RELIEF = 12
# A question in a talk that is less like an emergency has the numbers beside its answer.
_LEAST_OF_QUESTION = 0.4
# So sure a message is about going abroad alone that a suspicion beside it is but a hint.
_MOSTLY = 0.5


def heard_in_talk(
    raw: Mapping[str, Any],
    text: str,
    before: Context | None,
    *,
    is_asked: bool,
    alarm: str | None = None,
) -> Mapping[str, Any]:
    """Return the understanding ``raw`` of a message as it is meant in its conversation.

    ``is_asked`` tells that the message may answer a question of a form, ``alarm`` is the topic of
    the emergency that the reply before was about. What is asked after it is the ``aftermath``.
    A message that sounds like an emergency is what else it would be (``calm``) if it says that it
    is none, or if it is short, names no danger, and something else was talked about. After an
    emergency it keeps that one's kind unless it clearly names another or is about the next journey,
    and ``goes_on`` where no danger is named. What may have happened after a question about the
    protection of children is ``is_concerning``: the numbers stand beside the answer. So is what
    somebody only supposes or asks in a talk about something else, and the news of a country ("in
    Tel Aviv fliegen Raketen"). A partner that does not answer, and a faint suspicion, are none
    there, nor what belongs to the subject of the talk (:mod:`bot.dialogue.alarm.calm_in_talk`).
    """
    if alarm is not None and looks_ahead(text) and not _is_named(raw):
        return raw.get("calm") or raw
    asked = None if alarm is None or is_asked else aftermath_of(raw, text, alarm)
    if asked is not None and not tells_relief(text, alarm):
        return {**(raw.get("calm") or raw), "is_concerning": False, "aftermath": asked}
    if raw.get("decision") != EMERGENCY:
        return _concern_in_talk(raw, text, before)
    calm: Mapping[str, Any] | None = raw.get("calm")
    if not calm:
        return raw
    if raw.get("is_doubtful") and only_tells_place(text):
        return {**calm, "is_concerning": True}
    if denies_emergency(text) and not raw.get("names_danger"):
        return calm
    if before is not None and before.decision == EMERGENCY:
        if tells_relief(text, before.topic):
            return calm
        if _names_another(raw, text) or tells_another(raw, before.topic):
            return raw
        return {**raw, "topic": before.topic, "goes_on": not _is_named(raw)}
    if before is None and _wants_to_go_alone(raw, calm):
        return {**calm, "is_concerning": True}
    is_news = bool(raw.get("is_elsewhere")) and raw.get("topic") == ACCIDENT_TOPIC
    if before is not None and (is_news or _supposes(raw, text) or _asks_faintly(raw, text)):
        # Of news the numbers are never held back, however often they were told.
        return {**calm, "is_concerning": True, **({"names_danger": True} if is_news else {})}
    if before is not None and _is_silent_partner(raw, text, before):
        return {**calm, "is_concerning": bool(raw.get("names_danger"))}
    if before is not None and belongs_to_talk(raw, text, before):
        return {**calm, "is_concerning": True}
    is_between = is_asked or before is not None
    return calm if is_between and not raw.get("is_certain", True) else raw


def looks_ahead(text: str) -> bool:
    """Say whether a message is about the next journey: "was können wir vorher machen"."""
    return _has(folded(text), "ahead") and not tells_danger(text)


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


def _supposes(raw: Mapping[str, Any], text: str) -> bool:
    """Say whether a message asks what would be: "und bei einem Unfall", "wird er da verhaftet".

    What would be about dying is asked by whoever thinks of it.
    """
    said = folded(text)
    is_supposed = any(said[: len(words)] == words for words in _phrases("supposing"))
    is_supposed = is_supposed or _has(said, "asked_ahead")
    return is_supposed and raw.get("topic") != SUICIDE_TOPIC and not _has(said, "real")


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


def denies_emergency(text: str) -> bool:
    """Say whether a message says that it is no emergency."""
    return _has(folded(text), "denied")


def only_denies(text: str) -> bool:
    """Say whether a message says that it is no emergency, and nothing else."""
    return denies_emergency(text) and len(folded(text)) <= _FEW_WORDS


def takes_back(text: str) -> bool:
    """Say whether a message says that there never was an emergency, or that none was meant."""
    said = folded(text)
    return _has(said, "denied") or _has(said, "meant_otherwise")


def tells_relief(text: str, alarm: str | None = None) -> bool:
    """Say whether a message after an emergency of the topic ``alarm`` says that all is well.

    "So war das nicht gemeint" is no doubt, whatever else is said beside it may be. "Nicht schlimm"
    counts after an accident only: whoever tells of violence often plays it down.
    """
    said = folded(text)
    sentence = f" {' '.join(said)} "
    is_accident = alarm == ACCIDENT_TOPIC
    calming = (*_listed("meant_otherwise"), *(_listed("harmless") if is_accident else ()))
    told = [phrase for phrase in calming if f" {phrase} " in sentence]
    for phrase in told:
        sentence = sentence.replace(f" {phrase} ", " ")
    is_told = bool(told) or _has(said, "denied") or _has(said, "relieved")
    if is_accident and tells_danger(sentence):
        return False
    is_mended = is_accident and (_has(said, "mended") or " ".join(said) in _listed("found"))
    is_doubted = has_any(sentence, _listed("doubt"))
    return (is_told or is_mended) and len(said) <= _MOST_WORDS_OF_RELIEF and not is_doubted


def ends_emergency(text: str, before: Context | None) -> bool:
    """Say whether a message ends the emergency that the conversation was about."""
    if only_denies(text):
        # After the numbers beside an answer as well: there is nothing else it could mean.
        return True
    if before is None or before.decision != EMERGENCY:
        return False
    return denies_emergency(text) or tells_relief(text, before.topic) or _only_thanks(text)


def _only_thanks(text: str) -> bool:
    return " ".join(folded(text)) in _listed("thanked")


def _names_another(raw: Mapping[str, Any], text: str) -> bool:
    is_long = len(folded(text)) > _FEW_WORDS
    return bool(raw.get("is_named")) or (is_long and bool(raw.get("names_danger")))


def _has(said: list[str], name: str) -> bool:
    return has_phrase(said, _listed(name))


def _phrases(name: str) -> list[list[str]]:
    return [phrase.split() for phrase in _listed(name)]


def _listed(name: str) -> tuple[str, ...]:
    return lists(_FILE)[name]
