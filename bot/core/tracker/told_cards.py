"""Answers of the knowledge base, stored once for all conversations that were told them.

An event of such an answer keeps a number made of its content, and how it was shown; the rest lies
in a table of its own.
Nothing of a person is in there: a card that holds anything but the entry stays in its event.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

TABLE = "told_cards"
ID_KEY = "told"

# The keys of ``bot.knowledge.shown.cards.answer_card`` that are kept, and the kind itself.
_ENTRY = frozenset(
    {
        "card",
        "faq_id",
        "question",
        "answer",
        "sources",
        "is_practice",
        "checked_on",
        "is_review_due",
        "handover",
    }
)
# How it was shown this time: as what was perhaps meant, or opened.
_SHOWN = frozenset({"is_proposal", "is_opened"})
_ID_BYTES = 8
_CODEC = ("utf-8", "surrogatepass")


def is_entry(card: Mapping[str, Any]) -> bool:
    """Return whether a card holds an entry of the knowledge base and nothing of a person."""
    is_known = card.keys() <= _ENTRY | _SHOWN
    return card.get("card") == "answer" and bool(card.get("faq_id")) and is_known


def split(card: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the event of an answer keeps of its card, and what all who are told it share."""
    shared = {name: value for name, value in card.items() if name not in _SHOWN}
    shown = {name: value for name, value in card.items() if name in _SHOWN}
    return {ID_KEY: id_of(shared), **shown}, shared


def id_of(answer: Mapping[str, Any]) -> int:
    """Return the number of an answer, a signed integer of 64 bits: the same for the same answer."""
    digest = hashlib.sha256(_encoded(answer)).digest()
    return int.from_bytes(digest[:_ID_BYTES], "big", signed=True)


def packed(answer: Mapping[str, Any]) -> bytes:
    """Return an answer as it is stored."""
    return zlib.compress(_encoded(answer), 9)


def unpacked(content: bytes) -> str:
    """Return what :func:`packed` packed, as JSON."""
    return zlib.decompress(content).decode(*_CODEC)


def told_id(event: Mapping[str, Any]) -> int | None:
    """Return the number of the answer that a stored event points to."""
    custom = (event.get("data") or {}).get("custom") or {}
    found = custom.get(ID_KEY)
    return found if isinstance(found, int) else None


def with_told(event: dict[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored event with the answer that it points to."""
    own = {name: value for name, value in event["data"]["custom"].items() if name in _SHOWN}
    return {**event, "data": {**event["data"], "custom": {**answer, **own}}}


def _encoded(answer: Mapping[str, Any]) -> bytes:
    content = json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return content.encode(*_CODEC)
