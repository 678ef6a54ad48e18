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
_PARTED_END = "aus"
_FINAL = ("emergency", "handover", "smalltalk")


def payout_meant(heard: Heard, before: Context | None) -> Meant | None:
    """Return what "wann kommt das Geld vom DPJW?" means, None for all other messages.

    Without a name it is about the programmes talked about ``before``.
    """
    is_dated = bool(heard.dates)
    if heard.decision in _FINAL or not asks_when_paid(heard.text, names_time=is_dated):
        return None
    programmes = heard.programmes
    if not (programmes or heard.countries) and before is not None:
        programmes = before.programmes
    return Meant("answer", PAYOUT_TOPIC, programmes, heard.countries)


def asks_when_paid(text: str, *, names_time: bool = False) -> bool:
    """Say whether a message asks when money is paid out, and for nothing around that.

    "Zahlt das DPJW am 15. Mai aus?" asks it, too, where it ``names_time``.
    """
    spoken = folded(text)
    said, known = set(spoken), sets(_FILE)
    otherwise = known["otherwise"]
    if known["granted"].isdisjoint(said):
        otherwise |= known["of_application"]
    asks_when = not known["when"].isdisjoint(said)
    if not (asks_when or names_time) or not otherwise.isdisjoint(said):
        return False
    is_parted = spoken[-1:] == [_PARTED_END] and not known["pays"].isdisjoint(said)
    if is_parted or not known["paid"].isdisjoint(said):
        return len(spoken) <= _MOST_WORDS_OF_PAYING
    comes = asks_when and not (known["money"].isdisjoint(said) or known["comes"].isdisjoint(said))
    return comes and len(spoken) <= _MOST_WORDS
