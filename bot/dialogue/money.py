"""Recognises that somebody looks for money (``money.yml``)."""

from __future__ import annotations

from pathlib import Path

from bot.words.lists import lists, sets
from bot.words.phrases import folded, has_phrase
from bot.words.turn import once_a_turn

_FILE = Path(__file__).with_name("money.yml")


def asks_for_money(text: str) -> bool:
    """Say whether a message asks who pays, or for grants; not of money that is there already."""
    # Ten rules of a turn ask it of the same message.
    return once_a_turn(("asks_for_money", text), lambda: _asks_for_money(text))


def _asks_for_money(text: str) -> bool:
    said, known = folded(text), sets(_FILE)
    if not known["already_there"].isdisjoint(said):
        return False
    if not known["words"].isdisjoint(said) or any(map(_is_made_of_money, said)):
        return True
    sentence = f" {' '.join(said)} "
    is_last = sentence.endswith(tuple(f" {phrase} " for phrase in _words("last")))
    return is_last or has_phrase(said, _words("phrases"))


def asks_only_whether(text: str) -> bool:
    """Say whether "gibts Zuschuss?" asks if there is money, and not how much it is."""
    said = folded(text)
    amounts = _words("amount_words")
    is_amount = any(
        word in amounts or word.startswith(_words("amount_beginnings")) for word in said
    )
    is_whether = any(word in _words("whether") for word in said)
    return is_whether and not is_amount and asks_for_money(text)


def names_needs(text: str) -> bool:
    """Say whether a message names what disabled people need: money for that has an entry."""
    return any(word.startswith(_words("needs_beginnings")) for word in folded(text))


def names_inclusion(text: str) -> bool:
    """Say whether a message names disabled people or what they need."""
    beginnings = (*_words("needs_beginnings"), *_words("inclusion_beginnings"))
    return any(word.startswith(beginnings) for word in folded(text))


def names_only_inclusive(text: str) -> bool:
    """Say whether "inklusive Tanzgruppe" is all that a message says of disabled people."""
    inclusive, others = _words("inclusive_beginnings"), _words("needs_beginnings")
    named = [word for word in folded(text) if word.startswith(_words("inclusion_beginnings"))]
    is_only = bool(named) and all(word.startswith(inclusive) for word in named)
    return is_only and not any(word.startswith(others) for word in folded(text))


def _is_made_of_money(word: str) -> bool:
    begins = word.startswith(_words("beginnings"))
    is_other = word.startswith(_words("other_beginnings"))
    return (begins and not is_other) or any(piece in word for piece in _words("inside"))


def _words(name: str) -> tuple[str, ...]:
    return lists(_FILE)[name]
