"""Tells the last answer again as it is wanted: in Einfache Sprache, shorter, or all of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import CONSULTATION, HUMAN
from actions._cards import entry_card, utter_card
from actions._same_answer import was_just_told
from actions._understanding import message_of
from bot.dialogue.context import EMERGENCY, Context
from bot.dialogue.retelling import Retelling, retelling_of
from bot.knowledge.blocks import Block, to_blocks
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.pieces import pieces_of
from bot.texts import text

# The first sentences of an answer answer; the rest says what else there is (docs/voice.md).
_SENTENCES_IN_SHORT = 2


class Retold:
    """Tells what was told last in another form."""

    def __init__(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, catalogue: Catalogue
    ) -> None:
        """Prepare to utter through ``dispatcher``."""
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._catalogue = catalogue

    def where_wanted(self, before: Context | None) -> bool:
        """Utter the last answer as the message wants it; return whether it wants that at all.

        A form reads such words as its answer.
        """
        how = retelling_of(message_of(self._tracker).text)
        if how is None or self._tracker.active_loop_name:
            return False
        return self._tell(how, before)

    def simply(self, before: Context | None) -> bool:
        """Utter the last answer in Einfache Sprache; return whether there is one."""
        return self._tell(Retelling.SIMPLE, before)

    def _tell(self, how: Retelling, before: Context | None) -> bool:
        entry = self._told_last(before)
        blocks = [] if entry is None else _blocks(entry, how)
        if entry is None or not blocks:
            return False
        self._dispatcher.utter_message(text=text(f"chat.retold_{how.value}"))
        # The other forms stand above already, so this card has but one.
        card = {**entry_card(entry, self._catalogue), "answer": blocks, "details": [], "simple": []}
        utter_card(self._dispatcher, card, [CONSULTATION, HUMAN])
        return True

    def _told_last(self, before: Context | None) -> FaqEntry | None:
        """Return the entry that the conversation is about; none in an emergency."""
        if before is None or before.decision == EMERGENCY:
            return None
        if before.is_guess and not was_just_told(self._tracker, before.topic):
            # It was only asked back about, and never shown.
            return None
        return self._catalogue.get(before.topic)


def _blocks(entry: FaqEntry, how: Retelling) -> Sequence[Block]:
    if how is Retelling.SIMPLE:
        return to_blocks(entry.simple)
    if how is Retelling.LONGER:
        return to_blocks(entry.details)
    sentences = (piece.text for piece in pieces_of(entry) if piece.is_short_answer)
    shown = " ".join(islice(sentences, _SENTENCES_IN_SHORT))
    return [Block(kind="p", spans=[{"text": shown}])]
