"""Tells where the answer above comes from, and when the office checked it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.buttons import CONSULTATION, HUMAN
from actions.cards import utter_card
from actions.conversation.uttered import answers_before, card_of
from bot.deadlines.shown.wording import german_date
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import fact_item, facts_card
from bot.texts import text

# So far back somebody may still mean it.
_STILL_MEANT = 6


def tell_sources(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Utter the sources and the day of the last answer that has any, or how it is in general."""
    shown = next(filter(None, map(_provenance, _cards(tracker))), None)
    if shown is None:
        dispatcher.utter_message(text=text("chat.sources_everywhere"))
        return
    sources, checked_on = shown
    day = None if checked_on is None else date.fromisoformat(checked_on)
    checked = text("chat.sources_checked", day=german_date(day)) if day else ""
    listed = "\n".join(f"{source['title']} ({source['year']})" for source in sources)
    told = text("chat.sources_are", sources=listed) if listed else text("chat.sources_none")
    item = fact_item(" ".join(filter(None, (checked, told))), checked_on=day)
    item["sources"] = [dict(source) for source in sources]
    card = facts_card(text("chat.sources_title"), [{"title": None, "items": [item]}])
    utter_card(dispatcher, card, [CONSULTATION, HUMAN])


def has_cards(tracker: Tracker) -> bool:
    """Say whether the last answer has sources or a day; a receipt of a request has none."""
    return any(map(_provenance, _cards(tracker, messages=1)))


def _cards(tracker: Tracker, messages: int = _STILL_MEANT) -> Iterator[Card]:
    for uttered in answers_before(tracker, messages):
        card = card_of(uttered)
        if card.get("card"):
            yield card


def _provenance(card: Card) -> tuple[list[dict[str, str]], str | None] | None:
    """Return the sources, each address once, and the oldest day of a card; None without any."""
    parts = list(_parts(card))
    sources = {source["url"]: source for part in parts for source in part.get("sources") or ()}
    days = [part["checked_on"] for part in parts if part.get("checked_on")]
    return (list(sources.values()), min(days, default=None)) if sources or days else None


def _parts(card: Card) -> Iterator[Mapping[str, Any]]:
    """Yield what may have sources or a day of its own."""
    yield card
    yield from card.get("items") or ()
    for section in card.get("sections") or ():
        yield from section["items"]
    for row in card.get("rows") or ():
        yield from row["cells"]
