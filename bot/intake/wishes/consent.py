"""Consent in free words: "ja, ich stimme zu und schicke das ab"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import dropwhile, takewhile

from bot.intake.words import phrases, says_only
from bot.words.phrases import begins_with_any, spaced

_MOST_WORDS = 12
_YES = ("agreeing", "beside_agreeing", "plain_yes", "sends")


def sends(said: str) -> bool:
    """Say whether a message wants the request to be sent, however much is still to be asked."""
    return consents(said) and bool(_sending(spaced(said).split()))


def speaks_of_sending(said: str) -> bool:
    """Say whether a message speaks of sending, whether it shall be or not."""
    return not {*spaced(said).split()}.isdisjoint((*phrases("sends"), *phrases("goes_off")))


def consents(said: str) -> bool:
    """Say whether a message agrees to what was shown being sent, and says nothing else.

    A lone "ja" is left to the understanding; what asks or denies agrees to nothing.
    """
    words = spaced(said)
    spoken = words.split()
    if "?" in said or not 0 < len(spoken) <= _MOST_WORDS:
        return False
    agreed = _sending(spoken)
    agreed |= {
        w for phrase in phrases("agreeing") if f" {phrase} " in words for w in phrase.split()
    }
    if not agreed or _asks(spoken) or _takes_back(spoken, agreed):
        return False
    beside = {*phrases("beside_agreeing")}
    if _sending(spoken):
        # "Jawohl, absenden, vielen Dank"
        told = (one for one in phrases("beside_sending") if f" {one} " in words)
        beside |= {word for phrase in told for word in phrase.split()}
    return all(word in agreed or word in beside for word in spoken)


def only_agrees(said: str) -> bool:
    """Say whether a message that sounds like a yes says nothing else: not "ja, der Ort stimmt"."""
    known = {word for name in _YES for phrase in phrases(name) for word in phrase.split()}
    return "?" not in said and known.issuperset(spaced(said).split())


def waits(said: str) -> bool:
    """Say whether somebody agrees and waits all the same: "passt, aber warte noch"."""
    spoken = spaced(said).split()
    is_waiting = not set(spoken[1:]).isdisjoint(phrases("waiting"))
    return is_waiting and only_agrees(said) and not consents(said)


def acknowledges(said: str) -> bool:
    """Say whether a message only takes note of what was told before it: "alles klar"."""
    return says_only(said, "acknowledging")


def _asks(spoken: Sequence[str]) -> bool:
    """Say whether a question has lost its mark: "kann ich das absenden", "passt das so"."""
    told = dropwhile(phrases("before_question").__contains__, spoken)
    return begins_with_any(spaced(" ".join(told)), phrases("asks_unmarked"))


def _takes_back(spoken: Sequence[str], agreed: Collection[str]) -> bool:
    """Say whether somebody agrees and then waits: "passt, aber warte noch", "senden, stopp"."""
    behind = takewhile(lambda word: word not in agreed, reversed(spoken))
    return not set(behind).isdisjoint(phrases("takes_back"))


def _sends_later(spoken: Sequence[str]) -> bool:
    """Say whether somebody sends later: "schicke ich dann", not "dann schicken wir es"."""
    places = [place for place, word in enumerate(spoken) if word in phrases("sends")]
    behind = spoken[places[0] :] if places else ()
    is_own = not set(spoken).isdisjoint(phrases("sends_oneself"))
    return is_own and not set(behind).isdisjoint(phrases("sends_later"))


def _sending(spoken: Sequence[str]) -> set[str]:
    """Return the words that ask for the sending: "sende es", "so kann es raus", "ab damit"."""
    words = set(spoken)
    said = f" {' '.join(spoken)} "
    told = {w for phrase in phrases("off_with_it") if f" {phrase} " in said for w in phrase.split()}
    told |= set() if _sends_later(spoken) else words & {*phrases("sends")}
    # "Weg damit" alone may want the contrary.
    told |= words & {*phrases("away")} if told else set()
    goes = words & {*phrases("goes_off")}
    is_free = words.isdisjoint(phrases("may_be_meant_to_drop"))
    is_free |= not words.isdisjoint(phrases("request"))
    if goes and is_free and not words.isdisjoint(phrases("may_go_off")):
        told |= goes
    return told
