"""Messages that direct the form instead of answering: no hurry, go on, "Name weglassen"."""

from __future__ import annotations

from bot.fit.words import folded, has_any
from bot.intake.asides import STOP, aside_of
from bot.intake.replies import Heard, Reply, ReplyKind
from bot.intake.sheet import CONFIRMATION
from bot.intake.subject import FREE
from bot.intake.words import phrases

SUMMARY = "summary"
"""The field of the button that shows once more all that will be sent."""

_MOST_WORDS = 8


def read_direction(asked: str, heard: Heard) -> Reply | None:
    """Return what a message wants of the form while ``asked`` is open, None if it answers."""
    said = folded(heard.text)
    if heard.text.startswith("/"):
        return None
    is_short = len(said.split()) <= _MOST_WORDS
    if is_short and asked not in FREE and has_any(said, phrases("not_urgent")):
        return Reply(ReplyKind.VALUES, {"urgent": "no", **_still_open(asked)})
    if wants_to_go_on(heard.text) or (asked == CONFIRMATION and wants_summary(heard)):
        # The question that is open is asked once more.
        return Reply(ReplyKind.VALUES, {asked: None})
    if _wants_to_stop(said):
        return Reply(ReplyKind.ASIDE, field=STOP)
    aside = aside_of(heard.text)
    return None if aside is None else Reply(ReplyKind.ASIDE, field=aside)


def wants_to_go_on(said: str) -> bool:
    """Say whether a message wants to go on with the request, and says nothing of its subject."""
    words = folded(said)
    is_short = len(words.split()) <= _MOST_WORDS
    return words.strip() in phrases("resume") or (is_short and has_any(words, phrases("goes_on")))


def wants_summary(heard: Heard) -> bool:
    """Say whether all that will be sent shall be shown once more."""
    said = folded(heard.text)
    is_short = len(said.split()) <= _MOST_WORDS
    return heard.field == SUMMARY or (is_short and has_any(said, phrases("show_all")))


def _wants_to_stop(said: str) -> bool:
    """Say whether somebody may want to stop; only "abbrechen" does so at once."""
    words = [word for word in said.split() if word not in phrases("beside_stop")]
    return " ".join(words) in phrases("may_stop")


def _still_open(asked: str) -> dict[str, None]:
    return {} if asked == CONFIRMATION else {asked: None}
