"""The emergency that a conversation was about just before a message."""

from __future__ import annotations

from itertools import takewhile

from rasa_sdk import Tracker

from actions.conversation.messages import latest_message
from actions.conversation.uttered import answers_before, response_of
from bot.dialogue.alarm.aftermath import UNCLEAR, asks_what_next
from bot.dialogue.alarm.relief import takes_back
from bot.dialogue.context import EMERGENCY, Context

NUMBERS = "utter_emergency/"
"""The responses with the numbers that fit an emergency begin like this."""
NEXT = "utter_emergency_next/"
"""The responses to what is asked after the numbers begin like this; all of them name one."""
HINT = "utter_emergency_hint"
"""The response with numbers for what may tell of danger."""
OVER = "utter_emergency_over"
"""The response to whoever says that it is over, or was none."""
MESSAGES_BACK = 6
"""So many messages back it may have been told."""
# Where nothing else was talked about since.
_MESSAGES_LATELY = 3
# What is said where a message was not understood.
_NOT_UNDERSTOOD = ("utter_clarify", "utter_fallback", "utter_not_above", "utter_language_unclear")
CASES = ("ho_recht_haftung_unfall", "ho_kinderschutz_vorfall")
"""What is told of an emergency after its numbers."""


def alarm_before(tracker: Tracker, before: Context | None) -> str | None:
    """Return the topic of the emergency that was talked about last, None if there was none.

    Not after a doubtful alarm in a talk, which goes on, nor after one that was taken back. Who only
    asks what to do now goes on with the doubtful one, and with what had nothing but the hint.
    """
    asks_on = asks_what_next(str(latest_message(tracker).get("text") or ""))
    if before is not None and before.decision == EMERGENCY:
        is_left = before.is_doubtful and before.former is not None and not asks_on
        return None if is_left else before.topic
    lately = _MESSAGES_LATELY if before is None else 1
    last = [response_of(answer) for answer in answers_before(tracker, lately)]
    if asks_on and HINT in last and any(name.startswith(_NOT_UNDERSTOOD) for name in last):
        return UNCLEAR
    is_case = before is not None and before.topic in CASES
    is_about = is_case or any(name == OVER or name.startswith(NEXT) for name in last)
    if not is_about or _is_taken_back(tracker):
        return None
    told = (response_of(answer) for answer in answers_before(tracker, MESSAGES_BACK))
    return next((n.removeprefix(NUMBERS) for n in told if n.startswith(NUMBERS)), None)


def _is_taken_back(tracker: Tracker) -> bool:
    since = takewhile(lambda event: not _tells_numbers(event), reversed(tracker.events))
    return any(takes_back(str(e.get("text") or "")) for e in since if e.get("event") == "user")


def _tells_numbers(event: dict[str, object]) -> bool:
    return event.get("event") == "bot" and response_of(event).startswith(NUMBERS)
