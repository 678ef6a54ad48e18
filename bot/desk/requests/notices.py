"""What the desk itself writes into the thread of a request, where the person reads it."""

from __future__ import annotations

from datetime import datetime

from bot.consultations.threads.thread_models import Author, MessageKind, NewMessage, Via

_LONGEST_KEY = 200


def desk_notice(key: str, words: str, *, at: datetime, actor: str) -> NewMessage:
    """Return a public message of the office; with the same ``key`` it is told once."""
    return NewMessage(
        idempotency_key=key[:_LONGEST_KEY],
        author=Author.OFFICE,
        actor=actor,
        kind=MessageKind.TEXT,
        via=Via.DESK,
        created_at=at,
        is_public=True,
        text=words,
    )
