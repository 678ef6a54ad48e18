"""Takes an answer to the offer of the Passt-das-Check as its beginning."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import _wiring
from actions._asking_back import was_offered_check
from actions._understanding import message_of, understanding_of
from bot.dialogue.wish import only_tells
from bot.fit.reading import is_open, read_named

# Longer messages say what they want.
_MOST_WORDS = 8
_OTHERS = ("handover", "emergency", "smalltalk")


def goes_into_check(tracker: Tracker) -> bool:
    """Say whether the latest message tells what the check would ask: "Spanien", "weiß nicht"."""
    if not was_offered_check(tracker) or tracker.active_loop_name is not None:
        return False
    said = message_of(tracker)
    if understanding_of(tracker).decision in _OTHERS or not only_tells(said.text):
        return False
    fit = _wiring.fit()
    is_answer = bool(read_named(said, fit.find_seat, fit.now())) or is_open(said.text)
    return is_answer and len(said.text.split()) <= _MOST_WORDS
