"""Makes cards of entries and utters cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.buttons import Button
from bot.clock import day_in_germany
from bot.glossary.cards import answer_terms
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.shown.cards import Card, answer_card

_NEXT_BEST = 3


def entry_card(entry: FaqEntry, catalogue: Catalogue) -> Card:
    """Return the answer card of an entry as of today, with the terms that it explains."""
    glossary = wiring.glossary().usable(wiring.GLOSSARY_UNUSABLE)
    terms = () if glossary is None else answer_terms(entry, glossary)
    return answer_card(entry, catalogue, day_in_germany(wiring.now()), terms)


def next_best(
    answered: FaqEntry, topics: Iterable[str], catalogue: Catalogue
) -> list[dict[str, str]]:
    """Return the questions that came next, for whoever says that this was not it."""
    ranked = map(catalogue.get, topics)
    others = [entry for entry in ranked if entry is not None and entry.id != answered.id]
    return [{"id": other.id, "question": other.question} for other in others[:_NEXT_BEST]]


def utter_entry(dispatcher: CollectingDispatcher, entry: FaqEntry, catalogue: Catalogue) -> None:
    """Utter the card of an entry as it is."""
    dispatcher.utter_message(json_message=entry_card(entry, catalogue), faq_id=entry.id)


def utter_card(
    dispatcher: CollectingDispatcher, card: Card, buttons: Sequence[Button] | None = None
) -> None:
    """Utter a card, with ``buttons`` where they are to be added."""
    shown = card if buttons is None else {**card, "buttons": list(buttons)}
    dispatcher.utter_message(json_message=shown, card=card["card"])
