"""What is said instead of the same answer once more: the passage that is meant, or a way on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import CONSULTATION, HUMAN, titled_button
from actions._understanding import answers_before, card_of, message_of, understanding_of
from bot.deadlines.asking import Concern
from bot.dialogue.context import Context, Heard, Meant
from bot.dialogue.passage import best_passage
from bot.dialogue.wish import Wish, WishKind
from bot.knowledge.blocks import to_blocks
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.texts import text

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])")
# So many messages later nobody looks up to it any more.
_STILL_SEEN = 3
_MOST_OTHERS = 2
_CONCERNS_TOLD_ONCE = (Concern.LOOK_UP, Concern.TOO_LATE)
_WISHES_TOLD_ONCE = (WishKind.ASPECT, WishKind.COUNTRY)


@dataclass(frozen=True)
class Wanted:
    """What a message wants beside its topic, and whether it names a place."""

    wish: Wish | None
    concern: Concern | None
    names_place: bool


def was_just_told(tracker: Tracker, topic: str | None, messages: int = _STILL_SEEN) -> bool:
    """Say whether the answer of a topic still stands above the latest message."""
    cards = map(card_of, answers_before(tracker, messages))
    return topic is not None and any(card.get("faq_id") == topic for card in cards)


def tell_more(
    dispatcher: CollectingDispatcher, tracker: Tracker, entry: FaqEntry, catalogue: Catalogue
) -> bool:
    """Utter what the entry says about it in its details; return whether advice was offered."""
    if entry.is_handover:
        dispatcher.utter_message(response="utter_handover_offer", buttons=[CONSULTATION])
        return True
    if not tell_passage(dispatcher, tracker, entry):
        tell_same(dispatcher, tracker, catalogue, entry.id)
    return False


def tell_passage(dispatcher: CollectingDispatcher, tracker: Tracker, entry: FaqEntry) -> bool:
    """Utter what an entry says about a question; false where it says nothing about it."""
    short, details = list(_sentences(entry)), list(_passages(entry))
    passage = best_passage(message_of(tracker).text, [*short, *details])
    if passage is None:
        return False
    told = text("chat.passage_above" if passage in short else "chat.passage", passage=passage)
    dispatcher.utter_message(text=told, buttons=[CONSULTATION, HUMAN])
    return True


def is_same_again(heard: Heard, meant: Meant, before: Context | None, wanted: Wanted) -> bool:
    """Say whether a message would get the very card that was told last, as it adds nothing."""
    if before is None or not meant.is_follow_up or wanted.names_place:
        return False
    is_same = (meant.topic, meant.decision) == (before.topic, before.decision)
    if not is_same or heard.names or heard.filters or heard.aspects or heard.names_day:
        return False
    if wanted.concern is not None:
        told = Concern.named(before.wish)
        return wanted.concern in _CONCERNS_TOLD_ONCE and told is wanted.concern
    wish = wanted.wish
    return wish is not None and wish.kind in _WISHES_TOLD_ONCE and wish.kind.value == before.wish


def tell_same(
    dispatcher: CollectingDispatcher, tracker: Tracker, catalogue: Catalogue, told: str | None
) -> None:
    """Utter that no more is known than what was told, and what else may be meant."""
    likely = map(catalogue.get, understanding_of(tracker).candidates)
    others = [found for found in likely if found is not None and found.id != told]
    choices = [titled_button(o.question, "choose_faq", faq_id=o.id) for o in others[:_MOST_OTHERS]]
    buttons = [*choices, CONSULTATION, HUMAN]
    dispatcher.utter_message(response="utter_same_answer", buttons=buttons)


def _sentences(entry: FaqEntry) -> Iterator[str]:
    """Yield the sentences of the short answer."""
    for block in to_blocks(entry.answer):
        parts = block.get("items") or [block.get("spans", [])]
        for spans in parts:
            yield from _SENTENCE_END.split("".join(span["text"] for span in spans))


def _passages(entry: FaqEntry) -> Iterator[str]:
    for block in to_blocks(entry.details):
        parts = block.get("items") or [block.get("spans", [])]
        yield from ("".join(span["text"] for span in spans) for spans in parts)
