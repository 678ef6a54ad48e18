"""When the numbers of the emergency services are told beside another answer, and when again."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation.alarm_before import (
    CASES,
    HINT,
    MESSAGES_BACK,
    NEXT,
    NUMBERS,
    alarm_before,
)
from actions.conversation.remembering import at_place, remembered
from actions.conversation.understanding import heard_from, understanding_of
from actions.conversation.uttered import answers_before, response_of
from actions.foreign import greet_foreigner, say_in_language, was_told_in_language
from bot.dialogue.alarm.aftermath import asks_what_next
from bot.dialogue.context import EMERGENCY, UNSURE, Context, Meant
from bot.dialogue.meaning.threads import with_former
from bot.dialogue.topics import (
    ACCIDENT_TOPIC,
    PERSON_TOPIC,
    REQUEST_TOPIC,
    SUICIDE_TOPIC,
    UNCLEAR_TOPIC,
    VIOLENCE_TOPIC,
)
from bot.texts import text

_IN_LANGUAGE, _HINT_IN_LANGUAGE = "utter_language_emergency", "utter_language_hint"
# Whoever asks once more reads something else: "utter_emergency_next/<topic>_again".
_AGAIN = "_again"
_TOPICS = (ACCIDENT_TOPIC, VIOLENCE_TOPIC, SUICIDE_TOPIC)
_ADVICE = (PERSON_TOPIC, REQUEST_TOPIC)


def tell_numbers(dispatcher: CollectingDispatcher, topic: str | None) -> None:
    """Utter the numbers that fit an emergency."""
    dispatcher.utter_message(response=f"{NUMBERS}{topic}")


def help_now(
    dispatcher: CollectingDispatcher, tracker: Tracker, meant: Meant, before: Context | None
) -> list[EventType]:
    """Utter the numbers; returns the events that remember the emergency and the talk before it.

    Whoever goes on after them and names no danger reads what to do next instead, with the numbers.
    """
    if meant.is_follow_up or heard_from(tracker).goes_on:
        told = [response_of(answer) for answer in answers_before(tracker)]
        dispatcher.utter_message(response=_next(str(meant.topic), told))
    else:
        tell_numbers(dispatcher, meant.topic)
    alarm = at_place(meant.context, None if before is None else before.place)
    is_doubtful = understanding_of(tracker).is_doubtful
    return remembered(meant, alarm and with_former(alarm, before, is_doubtful=is_doubtful))


def tell_next(
    dispatcher: CollectingDispatcher, tracker: Tracker, before: Context | None
) -> list[EventType] | None:
    """Answer what is asked after the numbers; the talk stays where it was.

    None where nothing such is asked, or where the same was told just now. Whoever only asks on
    reads it in other words.
    """
    asked = heard_from(tracker).aftermath
    back = MESSAGES_BACK if before is not None and before.topic in CASES else 1
    told = [response_of(answer) for answer in answers_before(tracker, back)]
    answer = None if asked is None else _next(asked, told)
    if answer is None or answer in told:
        return None
    meant = Meant(EMERGENCY, alarm_before(tracker, before), (), (), is_follow_up=True)
    greet_foreigner(dispatcher, tracker, meant)
    dispatcher.utter_message(response=answer)
    if before is not None and before.decision == EMERGENCY and before.is_doubtful:
        # The talk before a doubtful alarm goes on all the same.
        return remembered(meant, before.former or before)
    return remembered(meant, before)


def _next(asked: str, told: Sequence[str]) -> str:
    """Return the answer to what is ``asked``, in other words where it was ``told`` just now."""
    answer = f"{NEXT}{asked}"
    is_again = asked in _TOPICS and answer in told and f"{answer}{_AGAIN}" not in told
    return f"{answer}{_AGAIN}" if is_again else answer


def tell_at_once(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Utter the numbers in the middle of a form that keeps what was written.

    Returns the events that remember the emergency: the request is marked as urgent.
    """
    heard = heard_from(tracker)
    meant = Meant(EMERGENCY, heard.topic, heard.programmes, heard.countries)
    greet_foreigner(dispatcher, tracker, meant)
    tell_numbers(dispatcher, heard.topic)
    dispatcher.utter_message(text=text("intake.emergency_kept"))
    return remembered(meant, meant.context)


def tell_numbers_again(
    dispatcher: CollectingDispatcher, meant: Meant, before: Context | None
) -> None:
    """Utter the numbers before the way to a person, for whoever just told of an emergency."""
    is_advice = meant.decision == "handover" and meant.topic in _ADVICE
    if is_advice and before is not None and before.decision == EMERGENCY:
        tell_numbers(dispatcher, before.topic)


def tell_hint(
    dispatcher: CollectingDispatcher, tracker: Tracker, meant: Meant, before: Context | None
) -> None:
    """Utter the hint below an answer, where danger may be meant.

    Below two in a row only where danger is named, or to who asks what to do now. Whoever told of
    an emergency and was not understood twice sees it once more as well.
    """
    told = [response_of(answer) for answer in answers_before(tracker)]
    has_numbers = any(name.startswith((NUMBERS, NEXT)) for name in told)
    heard = understanding_of(tracker)
    is_lost = before is not None and before.decision == EMERGENCY and meant.decision in UNSURE
    # After a doubtful alarm the talk goes on, but the way to help stays in sight.
    is_lost = is_lost or (before is not None and before.is_doubtful and heard.decision in UNSURE)
    is_due = heard.is_concerning and (heard.names_danger or HINT not in told)
    is_due = is_due or (HINT in told and asks_what_next(heard_from(tracker).text))
    if (is_lost and has_numbers) or (is_due and not has_numbers):
        utter_hint(dispatcher, tracker)


def utter_hint(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Utter the numbers as a hint, in the person's own language first if need be.

    Who asks for something else, or read all of them before in this conversation, reads one line:
    "quiero enviar a mi hijo a un voluntariado" is hardly a call for help.
    """
    is_else = understanding_of(tracker).topic not in (None, UNCLEAR_TOPIC)
    is_short = is_else or was_told_in_language(tracker, _IN_LANGUAGE)
    say_in_language(dispatcher, tracker, _HINT_IN_LANGUAGE if is_short else _IN_LANGUAGE)
    dispatcher.utter_message(response=HINT)
