"""What goes from a chat into the form: what it was about, and nothing that names anybody.

Titles are our own words. Of what the person typed, only names of countries and times to come are
taken; everything else stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.clock import day_in_germany
from bot.conversations.models import Role, StoredMessage
from bot.deadlines.asked.dates import find_dates
from bot.fit.countries import all_countries
from bot.texts import text

_MOST_NAMED = 5
_LONGEST_PERIOD = 60
_WORD = re.compile(r"[^\W_]+")


def profile_of(history: Sequence[StoredMessage], now: datetime) -> dict[str, str]:
    """Return the fields of the form that the conversation fills in."""
    topics = topics_of(history)
    said = [str(m.payload.get("text", "")) for m in history if m.role is Role.USER]
    found = {
        "topic": topics[-1] if topics else "",
        "description": _description(topics),
        "partner_country": _only(country for text in said for country in _countries(text)),
        "period": _only(period for text in said for period in _periods(text, now)),
    }
    return {name: value for name, value in found.items() if value}


def topics_of(history: Iterable[StoredMessage]) -> list[str]:
    """Return what the assistant talked about, in its words, the last at the end."""
    found: list[str] = []
    for message in history:
        if message.role is Role.BOT:
            found += _titles(message)
    newest_first = dict.fromkeys(reversed(found))
    return list(reversed(list(newest_first)[:_MOST_NAMED]))


def _titles(message: StoredMessage) -> list[str]:
    payload = message.payload
    card = payload.get("card")
    if card == "answer":
        return [str(payload["question"])]
    if card == "deadlines":
        names = dict.fromkeys(item["programme"] for item in payload.get("items") or ())
        return [text("telegram.topic_deadlines", names=", ".join(names))] if names else []
    return [str(payload["title"])] if card in ("facts", "table") else []


def _description(topics: list[str]) -> str:
    if not topics:
        return ""
    lines = [text("telegram.profile_intro"), *(f"- {topic}" for topic in topics)]
    return "\n".join([*lines, "", text("telegram.profile_question"), ""])


def _countries(said: str) -> list[str]:
    padded = f" {' '.join(_WORD.findall(said)).casefold()} "
    return [name for _, name in all_countries() if f" {name.casefold()} " in padded]


def _periods(said: str, now: datetime) -> list[str]:
    today = day_in_germany(now)
    return [
        span.text
        for span in find_dates(said, now)
        if span.first is not None and span.first > today and len(span.text) <= _LONGEST_PERIOD
    ]


def _only(values: Iterable[str]) -> str:
    """Return the value if there is one alone: two countries are a question, not a fact."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else ""
