"""Tells the last answer again as it is wanted: in Einfache Sprache, shorter, or all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker

from actions.answers.same_answer import was_just_told
from actions.buttons import CONSULTATION, HUMAN
from actions.cards import entry_card, utter_card
from actions.conversation.messages import message_of
from actions.conversation.turn import Turn
from actions.conversation.uttered import card_of
from bot.dialogue.context import EMERGENCY, Context
from bot.dialogue.wishes.retelling import Retelling, retelling_of
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.blocks import Block, to_blocks, to_plain_text
from bot.knowledge.pieces import Piece, pieces_of
from bot.texts import text
from bot.words.sentences import sentences_of

# The first sentences of an answer answer; the rest says what else there is (docs/voice.md).
_SENTENCES_IN_SHORT = 2


class Retold:
    """Tells what was told last in another form."""

    def __init__(self, turn: Turn) -> None:
        """Prepare to answer the message of a ``turn``."""
        self._dispatcher, self._tracker, self._catalogue = turn

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
        own = [] if entry is None else own_passages(self._tracker, entry)
        blocks = [] if entry is None else _blocks(entry, how, own)
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


def own_passages(tracker: Tracker, entry: FaqEntry) -> list[Piece]:
    """Return what of an entry was told to the person's own question beside its short answer."""
    said = " ".join(_said_last(tracker, entry))
    return [piece for piece in pieces_of(entry) if piece.text in said]


def _said_last(tracker: Tracker, entry: FaqEntry) -> Iterator[str]:
    """Yield what was said last to a question, beside the answer of the entry as it is.

    What was told again in another form stands between.
    """
    said: list[str] = []
    heard = [n for n, event in enumerate(tracker.events) if event.get("event") == "user"]
    for event in reversed(tracker.events[: heard[-1] if heard else 0]):
        if event.get("event") == "bot":
            card = card_of(event)
            shown = _opening(card, entry) if card.get("faq_id") == entry.id else ""
            said += [shown, str(event.get("text") or "")]
        elif event.get("event") == "user" and retelling_of(str(event.get("text") or "")):
            said = []
        elif event.get("event") == "user":
            yield from said
            return


def _opening(card: Mapping[str, Any], entry: FaqEntry) -> str:
    """Return what stood on a card before the answer of its entry."""
    blocks = card.get("answer") or []
    return to_plain_text(blocks[: max(0, len(blocks) - len(to_blocks(entry.answer)))])


def _blocks(entry: FaqEntry, how: Retelling, own: Sequence[Piece]) -> Sequence[Block]:
    """Return an entry in another form; ``own`` answers the person's own question, and stays."""
    if how is Retelling.LONGER:
        return to_blocks(entry.details)
    if how is Retelling.SIMPLE:
        simple = to_blocks(entry.simple)
        # What the short answer says stands in its simple form, too.
        kept = [piece.text for piece in own if not piece.is_short_answer]
        remark = to_blocks(text("chat.other_question")) if kept else []
        return [*_kept(kept), *remark, *simple] if simple else []
    sentences = [piece.text for piece in pieces_of(entry) if piece.is_short_answer]
    shown = sentences[:_SENTENCES_IN_SHORT]
    kept = [_shortened(piece.text) for piece in own if piece.text not in shown]
    # Of the answer to another question nothing is needed then.
    return _kept(kept) or [Block(kind="p", spans=[{"text": " ".join(shown)}])]


def _kept(passages: Sequence[str]) -> list[Block]:
    return to_blocks(text("chat.fitting", passage=passages[0])) if passages else []


def _shortened(passage: str) -> str:
    return " ".join(sentences_of(passage)[:_SENTENCES_IN_SHORT])
