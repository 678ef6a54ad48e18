"""Recognises what goes on with the journey talked about, though country and programme stay unsaid.

"Welche Frist gilt, wenn wir am 11. Oktober starten?" sounds like a question of its own; but whoever
said before that the partners are Polish means no other journey.
"""

from __future__ import annotations

from bot.dialogue.aspects import AMOUNT_ASPECT, DEADLINE_ASPECT, PROGRAMME_TOPIC
from bot.dialogue.context import EMERGENCY, UNSURE, Context, Heard, Meant
from bot.dialogue.meaning.again import again
from bot.dialogue.meaning.elliptic import asks_for_validity, elliptic, of_its_sheet
from bot.dialogue.money import asks_for_money
from bot.dialogue.passages.passage import is_about_guests
from bot.dialogue.topics import OUT_OF_SCOPE, OVERVIEW_TOPIC
from bot.dialogue.wishes.sheet_questions import asks_amount_on
from bot.dialogue.words import words
from bot.words.phrases import folded

_OPEN = ("act", "answer", "clarify", "fallback")
# A plan told with its question of money takes more words than a question back to an answer.
_MOST_WORDS = 18


def plan_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return what a message means that goes on with the journey before, None for all others."""
    if heard.decision not in _OPEN:
        return None
    if before is None or before.decision == EMERGENCY or heard.names or not _has_subject(before):
        return None
    if asks_for_validity(heard, before):
        return again(heard, before)
    if heard.names_day and _asks_for_deadline(heard) and heard.decision != "answer":
        is_programme = before.topic.startswith(PROGRAMME_TOPIC)
        topic = before.topic if is_programme else OVERVIEW_TOPIC
        return Meant("act", topic, before.programmes, before.countries, is_follow_up=True)
    if _asks_money_for_guests(heard, before):
        return again(heard, before)
    if asks_amount_on(heard, before):
        # Below deadlines "wie viel denn pro Kopf" does not ask for these once more.
        is_below = before.decision == "act"
        return of_its_sheet(heard, before) if is_below else again(heard, before)
    if _asks_amount_of_it(heard):
        return elliptic(heard, before)
    return None


def _asks_for_deadline(heard: Heard) -> bool:
    return bool(heard.deadlines) or DEADLINE_ASPECT in heard.aspects


def _asks_money_for_guests(heard: Heard, before: Context) -> bool:
    """Return whether "und wenn die zu uns kommen, gibts da auch was?" follows a programme."""
    is_money = before.topic.startswith(PROGRAMME_TOPIC) and before.decision == "answer"
    return is_money and is_about_guests(heard.text) and asks_for_money(heard.text)


def _asks_amount_of_it(heard: Heard) -> bool:
    """Return whether "zwei Wochen dort, was gibts pro Person" asks for the money there."""
    said = folded(heard.text)
    is_asked = AMOUNT_ASPECT in heard.aspects and heard.decision in UNSURE
    is_foreign = (heard.topic or "").startswith(OUT_OF_SCOPE)
    points_back = not words().pointing.isdisjoint(said)
    return is_asked and points_back and not is_foreign and len(said) <= _MOST_WORDS


def _has_subject(before: Context) -> bool:
    is_programme = before.topic.startswith(PROGRAMME_TOPIC)
    return bool(before.programmes or before.countries) or is_programme
