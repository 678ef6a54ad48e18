"""How events become rows of Rasa's table and events again, and what one turn writes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rasa.shared.core.events import Event, UserUttered
from rasa.shared.utils.common import all_subclasses

from bot.core.tracker.stored_events import BY_INTENT, KeptEvent, is_context, starts_session

Row = tuple[str, str, float | None, str | None, str | None, str]
"""``sender_id``, ``type_name``, ``timestamp``, ``intent_name``, ``action_name`` and ``data``."""


@dataclass(frozen=True)
class Writing:
    """What one turn writes, all of it or nothing.

    ``cards`` are numbers, contents and days of use of answers (bot.core.tracker.told_cards).
    ``context`` is the row whose ``data`` is replaced, and what it becomes; if it is gone, that is a
    new row.
    """

    rows: Sequence[Row]
    cards: Sequence[tuple[int, bytes, int]] = ()
    context: tuple[int, Row] | None = None


def writing(
    sender_id: str,
    kept: Sequence[KeptEvent],
    cards: Sequence[tuple[int, bytes, int]],
    context_row: int | None,
) -> Writing:
    """Return how to store events; ``context_row`` is the row of the context before them."""
    contexts = [event for event in kept if is_context(event.data)]
    # The next session begins with a context of its own.
    if context_row is None or not contexts or any(starts_session(event.data) for event in kept):
        return Writing([_row(sender_id, event) for event in kept], cards)
    rows = [_row(sender_id, event) for event in kept if not is_context(event.data)]
    return Writing(rows, cards, (context_row, _row(sender_id, contexts[-1])))


def event_from(stored: Mapping[str, Any]) -> Event:
    """Return the event that a row holds."""
    kind = kinds_of_events().get(stored["event"])
    event = kind._from_parameters(stored) if kind else Event.from_parameters(stored)
    if isinstance(event, UserUttered) and stored.get(BY_INTENT):
        event.use_text_for_featurization = False
    return event


@lru_cache(maxsize=1)
def kinds_of_events() -> dict[str, type[Event]]:
    """Return the kinds of events by name; Rasa looks through all of them for every event."""
    # The first of a name counts.
    return {kind.type_name: kind for kind in reversed(all_subclasses(Event))}


def _row(sender_id: str, event: KeptEvent) -> Row:
    data = event.data
    intent = (data.get("parse_data") or {}).get("intent", {}).get("name")
    return sender_id, data["event"], event.timestamp, intent, data.get("name"), _encoded(data)


def _encoded(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # A letter is shorter as it is; half of a surrogate pair is nothing that a database takes.
    return text if _is_encodable(text) else json.dumps(data, separators=(",", ":"))


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
