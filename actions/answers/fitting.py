"""The passage of an entry that answers the very question: it stands before the answer."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker

from actions import wiring
from actions.answers.passages import EntryPassages, holds_elsewhere, says_only_names
from actions.conversation.understanding import (
    asked_of,
    context_of,
    foreign_language_of,
    heard_from,
)
from bot.dialogue.situations.situation import has_no_idea
from bot.dialogue.topics import COMBINED_TOPIC
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.blocks import Block, to_blocks
from bot.programmes.book import ProgrammeBook
from bot.texts import text


def fitting_blocks(entry: FaqEntry, tracker: Tracker) -> list[Block]:
    """Return the passage below the short answer that surely answers the latest message.

    Another language and a bare name get none, nor does who has no idea how to begin.
    """
    if has_no_idea(asked_of(tracker)):
        return []
    if foreign_language_of(tracker) is not None:
        return []
    both = _of_both_funders(entry, tracker)
    if both is not None:
        return to_blocks(text("chat.fitting", passage=both))
    if says_only_names(heard_from(tracker)):
        return []
    best = EntryPassages(entry, asked_of(tracker)).best
    if best is None or best.passage.is_above or not best.is_sure:
        return []
    if holds_elsewhere(best.passage, entry, tracker):
        return []
    return to_blocks(text("chat.fitting", passage=best.passage.text))


def _of_both_funders(entry: FaqEntry, tracker: Tracker) -> str | None:
    """Return the passage on the funder above and the one that is named beside it.

    "Und KJP obendrauf?" below Teams up! has a plain answer, and others would be read as one.
    """
    before, book = context_of(tracker), wiring.programmes().current()
    named = _names_in(book, heard_from(tracker).programmes)
    if entry.id != COMBINED_TOPIC or before is None or not named:
        return None
    above = [sheet.short for sheet in book.of_topic(before.topic)] or _names_in(
        book, before.programmes
    )
    passages = EntryPassages(entry, asked_of(tracker))
    of_both = [one for one in passages.naming(above) if one in passages.naming(named)]
    return of_both[0] if of_both else None


def _names_in(book: ProgrammeBook, programmes: Sequence[str]) -> list[str]:
    return [sheet.short for one in programmes if (sheet := book.get(one)) is not None]
