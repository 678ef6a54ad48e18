"""Whether a message says that there is no emergency, or that all is well again.

The words stand in ``alarm_in_talk.yml``.
"""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.alarm.aftermath import tells_danger
from bot.dialogue.context import EMERGENCY, Context
from bot.dialogue.topics import ACCIDENT_TOPIC
from bot.words.lists import lists
from bot.words.phrases import folded, has_any, has_phrase

_FILE = Path(__file__).with_name("alarm_in_talk.yml")
# A longer message says what it is about.
_FEW_WORDS = 5
_MOST_WORDS = 12


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
    return (is_told or is_mended) and len(said) <= _MOST_WORDS and not is_doubted


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


def _has(said: list[str], name: str) -> bool:
    return has_phrase(said, _listed(name))


def _listed(name: str) -> tuple[str, ...]:
    return lists(_FILE)[name]
