"""The emergency that a conversation was about just before a message."""

from __future__ import annotations

from itertools import takewhile

from rasa_sdk import Tracker

from actions._uttered import answers_before, response_of
from bot.dialogue.alarm_in_talk import takes_back
from bot.dialogue.context import EMERGENCY, Context

NUMBERS = "utter_emergency/"
"""The responses with the numbers that fit an emergency begin like this."""
NEXT = "utter_emergency_next/"
"""The responses to what is asked after the numbers begin like this; all of them name one."""
OVER = "utter_emergency_over"
"""The response to whoever says that it is over, or was none."""
MESSAGES_BACK = 6
"""So many messages back it may have been told."""
# Where nothing else was talked about since.
_MESSAGES_LATELY = 3
CASES = ("ho_recht_haftung_unfall", "ho_kinderschutz_vorfall")
"""What is told of an emergency after its numbers."""


def alarm_before(tracker: Tracker, before: Context | None) -> str | None:
    """Return the topic of the emergency that was talked about last, None if there was none.

    Not after a doubtful alarm in a talk, which goes on, nor after one that was taken back.
    """
    if before is not None and before.decision == EMERGENCY:
        return None if before.is_doubtful and before.former is not None else before.topic
    lately = _MESSAGES_LATELY if before is None else 1
    last = [response_of(answer) for answer in answers_before(tracker, lately)]
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
