"""Stays with a serious matter once it was told: an emergency, or a single case for a person.

"Was mach ich jetzt", after somebody told that a child was touched, is no question about deadlines,
and "die Grenze ist ja nicht so kontrolliert", after a toleration, none about French money. Whoever
asks a clear question of another kind is answered, though: nobody shall be stuck.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.alarm.alarm_in_talk import looks_ahead
from bot.dialogue.alarm.relief import ends_emergency
from bot.dialogue.context import EMERGENCY, Context, Heard, Meant
from bot.dialogue.hints import asks_on, wants_to_resume
from bot.dialogue.meaning.again import again
from bot.dialogue.meaning.alone import is_unsure
from bot.dialogue.money import asks_for_money
from bot.dialogue.topics import (
    ACCIDENT_TOPIC,
    CASE,
    COMPLAINT_TOPIC,
    CRISIS_PLAN_TOPIC,
    GENERAL_TOPIC,
    GUESTS_VISA_TOPIC,
    REJECTION_TOPIC,
    RESIDENCE_CASE,
    VISA_TOPIC,
)
from bot.words.phrases import folded

_HANDOVER = "handover"
# "Niemand versteht mich" after violence or a wish to die is no complaint about the assistant.
_NOT_ABOUT_US = (COMPLAINT_TOPIC, "meta_beleidigung")
# A whole story has a subject of its own, and after the numbers a whole sentence.
_MOST_WORDS = 14
_SHORT_WORDS, _FEW_WORDS = 5, 8


def with_former(alarm: Context, before: Context | None, *, is_doubtful: bool) -> Context:
    """Return the context of an emergency that remembers what was talked about before it.

    A second alarm in a row is no doubtful one any more.
    """
    former = before_alarm(before)
    return replace(alarm, former=former, is_doubtful=is_doubtful and former is before)


def before_alarm(before: Context | None) -> Context | None:
    """Return what was talked about before an emergency, and all else as it is."""
    is_acute = before is not None and before.decision == EMERGENCY
    return before.former if before is not None and is_acute else before


def resumed(heard: Heard, before: Context | None) -> Context | None:
    """Return what a message is about: after a doubtful alarm, what was talked about before it.

    A further alarm, and words that end one, belong to the alarm.
    """
    if before is None or not before.is_doubtful or before.former is None:
        return before
    is_alarm = heard.decision == EMERGENCY or ends_emergency(heard.text, before)
    return before if is_alarm else before.former


def after_emergency(heard: Heard, before: Context) -> Meant | None:
    """Return what a message after the emergency numbers means that is still about it, else None.

    What to do comes again as long as nothing clear is said, and never a case of the office: "mein
    Akku ist gleich leer" asks for no lawyer. Something clear, a whole sentence, or a word that it
    is over leads out of it. "Wo ist das Konsulat" on a journey with a lost passport is no question
    for the visa of guests.
    """
    if ends_emergency(heard.text, before):
        return None
    if before.topic == ACCIDENT_TOPIC and looks_ahead(heard.text):
        return Meant("answer", CRISIS_PLAN_TOPIC, (), ()) if is_unsure(heard) else None
    is_short = len(folded(heard.text)) <= _SHORT_WORDS
    if is_short and heard.topic in _NOT_ABOUT_US and before.topic != ACCIDENT_TOPIC:
        return again(heard, before)
    is_abroad = before.topic == ACCIDENT_TOPIC and heard.topic in (VISA_TOPIC, GUESTS_VISA_TOPIC)
    # "Mein Kopf dreht sich" is not about the weather.
    is_open = is_short and (is_abroad or heard.topic == GENERAL_TOPIC)
    is_meant = (is_open and not _goes_elsewhere(heard.text)) or _is_vague(heard, _FEW_WORDS)
    return again(heard, before) if is_meant and not before.is_left else None


def stays_with_case(heard: Heard, before: Context) -> Meant | None:
    """Return the case again where a message is no clear question of another kind, else None."""
    is_case = before.topic.startswith(CASE) and before.decision == _HANDOVER
    is_refused = before.topic == RESIDENCE_CASE and heard.topic == REJECTION_TOPIC
    stays = is_refused or _is_vague(heard, _MOST_WORDS)
    return again(heard, before) if is_case and stays else None


def _is_vague(heard: Heard, most_words: int) -> bool:
    said = folded(heard.text)
    is_elsewhere = _goes_elsewhere(heard.text) or heard.is_for_deadlines
    if not 0 < len(said) <= most_words or is_elsewhere:
        return False
    if is_unsure(heard):
        return True
    is_told = heard.decision in ("answer", "act") and not asks_on(heard.text)
    return is_told and not heard.is_clear


def _goes_elsewhere(text: str) -> bool:
    return asks_for_money(text) or wants_to_resume(text)
