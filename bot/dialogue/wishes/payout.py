"""Recognises who asks when the money of a grant comes (``payout.yml``)."""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.topics import PAYOUT_TOPIC
from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("payout.yml")
# "Wann kommt das Geld" may be meant otherwise the longer the message is, "ausgezahlt" hardly.
_MOST_WORDS, _MOST_WORDS_OF_PAYING = 12, 25
_FINAL = ("emergency", "handover", "smalltalk")


def payout_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return what "wann kommt das Geld vom DPJW?" means, None for all other messages.

    Without a name it is about the programmes talked about ``before``.
    """
    if heard.decision in _FINAL or not asks_when_paid(heard.text):
        return None
    programmes = heard.programmes
    if not (programmes or heard.countries) and before is not None:
        programmes = before.programmes
    return Meant("answer", PAYOUT_TOPIC, programmes, heard.countries)


def asks_when_paid(text: str) -> bool:
    """Say whether a message asks when money is paid out, and for nothing around that."""
    spoken = folded(text)
    said, known = set(spoken), sets(_FILE)
    otherwise = known["otherwise"]
    if known["granted"].isdisjoint(said):
        otherwise |= known["of_application"]
    if known["when"].isdisjoint(said) or not otherwise.isdisjoint(said):
        return False
    if not known["paid"].isdisjoint(said):
        return len(spoken) <= _MOST_WORDS_OF_PAYING
    comes = not (known["money"].isdisjoint(said) or known["comes"].isdisjoint(said))
    return comes and len(spoken) <= _MOST_WORDS
