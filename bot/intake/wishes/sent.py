"""What somebody wants of a request that is sent already: "kann man das wieder löschen?"."""

from __future__ import annotations

from enum import Enum

from bot.intake.words import own_wishes, phrases
from bot.words.phrases import has_any, spaced

_MOST_WORDS = 8


class OwnWish(Enum):
    """What is wanted of one's own request."""

    PIN = "pin"
    ERASE = "erase"
    WITHDRAW = "withdraw"
    ADD = "add"
    NUMBER = "number"
    ARRIVED = "arrived"
    STATE = "state"


def wants_new_request(said: str) -> bool:
    """Say whether somebody wants to make a request: "Wo kann ich eine Anfrage stellen?"."""
    words = spaced(said)
    return has_any(words, phrases("new_request")) and not has_any(
        words, phrases("never_new_request")
    )


def wants_another_request(said: str) -> bool:
    """Say whether a short message wants a second request, and says nothing of its subject."""
    words = spaced(said)
    return len(words.split()) <= _MOST_WORDS and has_any(words, phrases("another_request"))


def wants_advice_again(said: str) -> bool:
    """Say whether a short message wants advice once more: "bitte nochmal Beratung"."""
    words = spaced(said)
    return len(words.split()) <= _MOST_WORDS and has_any(words, phrases("advice_again"))


def own_wish_of(said: str, *, is_just_sent: bool = False) -> OwnWish | None:
    """Return what a short message wants of a request, None if it is about something else.

    Right after the receipt, ``is_just_sent``, fewer words will do: "doch nicht".
    """
    words = spaced(said)
    if len(words.split()) > _MOST_WORDS or has_any(words, phrases("never_own_request")):
        return None
    lists = [own_wishes("own_request")]
    lists += [own_wishes("just_sent")] if is_just_sent else []
    return next(
        (wish for wish in OwnWish if any(has_any(words, x.get(wish.value, ())) for x in lists)),
        None,
    )
