"""The passage of an entry that answers the very question: it stands before the answer."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.answers.passages import EntryPassages, holds_elsewhere, says_only_names
from actions.conversation.understanding import asked_of, foreign_language_of, heard_from
from bot.dialogue.situations.situation import has_no_idea
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.blocks import Block, to_blocks
from bot.texts import text


def fitting_blocks(entry: FaqEntry, tracker: Tracker) -> list[Block]:
    """Return the passage below the short answer that surely answers the latest message.

    Another language and a bare name get none, nor does who has no idea how to begin.
    """
    if has_no_idea(asked_of(tracker)):
        return []
    if foreign_language_of(tracker) is not None or says_only_names(heard_from(tracker)):
        return []
    best = EntryPassages(entry, asked_of(tracker)).best
    if best is None or best.passage.is_above or not best.is_sure:
        return []
    if holds_elsewhere(best.passage, entry, tracker):
        return []
    return to_blocks(text("chat.fitting", passage=best.passage.text))
