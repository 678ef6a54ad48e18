"""Answers of the knowledge base, kept once for all messages that show them.

Only what comes word for word from ``faq/`` is shared, so nothing of a person is in there. Whatever
else a message holds stays with the message.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.conversations.packing import packed, unpacked
from bot.conversations.tables import cards, messages

# The keys of ``bot.knowledge.shown.cards.answer_card``; other kinds of cards share no part.
_SHARED = (
    "question",
    "answer",
    "details",
    "simple",
    "sources",
    "is_practice",
    "checked_on",
    "is_review_due",
    "related",
    "handover",
    "terms",
)
_ID_BYTES = 8
_MOST_UNPACKED = 128
# Both databases that we run on know this.
_NOTE = sa.text(
    "INSERT INTO chat_cards (id, content, used_on) VALUES (:id, :content, :used_on)"
    " ON CONFLICT (id) DO UPDATE SET used_on = excluded.used_on"
).bindparams(sa.bindparam("content", type_=sa.LargeBinary), sa.bindparam("used_on", type_=sa.Date))


def split(payload: Mapping[str, Any]) -> tuple[Mapping[str, Any], str | None]:
    """Return what is a message's own, and what it shares with others, None if that is nothing."""
    if payload.get("card") != "answer" or not payload.get("faq_id"):
        return payload, None
    shared = {name: payload[name] for name in _SHARED if name in payload}
    own = {name: value for name, value in payload.items() if name not in shared}
    return own, json.dumps(shared, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def whole(own: Mapping[str, Any], content: bytes | None) -> Mapping[str, Any]:
    """Return the message that :func:`split` took apart; nobody may change what is in it."""
    return own if content is None else {**own, **_card(content)}


def card_id(shared: str) -> int:
    """Return under which number something shared is kept, a signed integer of 64 bits."""
    digest = hashlib.sha256(shared.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:_ID_BYTES], "big", signed=True)


class SharedCards:
    """Keeps cards; remembers which ones this process has noted today."""

    def __init__(self) -> None:
        """Know of no card yet."""
        self._noted: dict[int, date] = {}

    def note(self, tx: Connection, shared: Iterable[str], today: date) -> dict[int, date]:
        """Keep cards for another while; return what :meth:`done` gets after the commit."""
        noted: dict[int, date] = {}
        # Always in the same order, or two processes could wait for each other for ever.
        for number, content in sorted((card_id(content), content) for content in set(shared)):
            if self._noted.get(number) != today:
                tx.execute(_NOTE, {"id": number, "content": packed(content), "used_on": today})
                noted[number] = today
        return noted

    def done(self, noted: Mapping[int, date]) -> None:
        """Remember that cards have been noted; what was noted on earlier days says nothing more."""
        if noted:
            days = set(noted.values())
            kept = {number: day for number, day in self._noted.items() if day in days}
            self._noted = {**kept, **noted}

    def forget(self) -> None:
        """Note all cards anew: the database is not the one that it was."""
        self._noted.clear()


def delete_unused(tx: Connection, before: date) -> None:
    """Delete the cards that were last noted before a day and that no message shows."""
    shown = sa.select(messages.c.card_id).where(messages.c.card_id == cards.c.id)
    tx.execute(cards.delete().where(cards.c.used_on < before, ~shown.exists()))


@lru_cache(maxsize=_MOST_UNPACKED)
def _card(content: bytes) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(unpacked(content))
    return found
