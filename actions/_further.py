"""What is told to a further question about the answer above, which has no topic of its own."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import CONSULTATION, HUMAN, Button
from actions._cards import entry_card, utter_card
from actions._passages import EntryPassages
from actions._same_answer import other_questions, tell_passage, tell_same, was_just_told
from actions._sheet_facts import fact_card, told_facts
from actions._understanding import answers_before, card_of, foreign_language_of, message_of
from bot.dialogue.context import Context, Meant
from bot.dialogue.in_context import Weighed
from bot.dialogue.wish import only_tells
from bot.dialogue.words import folded
from bot.fit.countries import country_names
from bot.knowledge.blocks import to_blocks
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.texts import text

# Longer messages say what they mean.
_MAX_WORDS = 12


class More(Enum):
    """What was told: what was asked for, what comes near, what may be meant, advice, or nothing."""

    ANSWER = "answer"
    NEAREST = "nearest"
    PROPOSAL = "proposal"
    ADVICE = "advice"
    NOTHING = "nothing"


class FurtherAnswers:
    """Tells what is known about a further question.

    First the passage of the entry that is meant, then the fact of the programme's sheet, then what
    the entry says of a country. Where nothing answers surely, what comes nearest is told and called
    so. That no more is known is only said to what asks nothing, or where all was told already.
    """

    def __init__(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        catalogue: Catalogue,
        weighing: Weighed,
    ) -> None:
        """Prepare to utter through ``dispatcher``; ``weighing`` tells what else may be meant."""
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._catalogue = catalogue
        self._weighing = weighing

    def tell(self, entry: FaqEntry, meant: Meant) -> More:
        """Utter what there is about the latest message, and return what that was."""
        passages = EntryPassages(entry, message_of(self._tracker).text)
        if entry.is_handover:
            if not tell_passage(self._dispatcher, passages):
                self._nearest(entry, passages, ())
            self._dispatcher.utter_message(response="utter_handover_offer", buttons=[CONSULTATION])
            return More.ADVICE
        is_told = tell_passage(self._dispatcher, passages)
        if is_told or self._fact(meant) or self._country(passages):
            return More.ANSWER
        if self._nearest(entry, passages, meant.programmes) or self._details(entry):
            return More.NEAREST
        tell_same(self._dispatcher, self._others(entry))
        return More.NOTHING

    def tell_above(self, before: Context | None, *, is_rather_else: bool) -> bool:
        """Utter what the entry told last says about a message that is unclear by itself.

        "Reicht ein handyfoto" belongs to no topic but to the answer above. ``is_rather_else``: the
        message has a likely topic of its own, so what only comes near is not told. Returns whether
        anything was uttered.
        """
        entry = self._told_last(before)
        if entry is None or self._tracker.active_loop_name is not None:
            return False
        question = message_of(self._tracker).text
        is_foreign = foreign_language_of(self._tracker) is not None
        if is_foreign or not 0 < len(folded(question)) <= _MAX_WORDS:
            return False
        passages = EntryPassages(entry, question)
        if tell_passage(self._dispatcher, passages):
            return True
        return not is_rather_else and self._nearest(entry, passages, ())

    def _told_last(self, before: Context | None) -> FaqEntry | None:
        if before is None or before.decision not in ("answer", "handover"):
            return None
        is_seen = was_just_told(self._tracker, before.topic)
        return self._catalogue.get(before.topic) if is_seen else None

    def _fact(self, meant: Meant) -> bool:
        """Utter the fact that a sheet tells; return whether there is one."""
        question = message_of(self._tracker).text
        card = fact_card(meant.programmes[0], question, []) if meant.programmes else None
        if card is not None:
            utter_card(self._dispatcher, card, [CONSULTATION, HUMAN])
        return card is not None

    def _country(self, passages: EntryPassages) -> bool:
        """Utter what the entry says of the countries named; return whether any is named."""
        codes = tuple(message_of(self._tracker).values("country"))
        if not codes:
            return False
        names = country_names(codes)
        told = [t for t in passages.texts if any(country_names((c,)) in t for c in codes)]
        key = "chat.of_country" if told else "chat.nothing_of_country"
        said = text(key, country=names, passages=" ".join(told))
        self._dispatcher.utter_message(text=said, buttons=[CONSULTATION, HUMAN])
        return True

    def _nearest(self, entry: FaqEntry, passages: EntryPassages, programmes: Sequence[str]) -> bool:
        """Utter what comes nearest in entry and sheet; return whether anything does."""
        facts = told_facts(programmes[0]) if programmes else []
        near = passages.nearest(facts)
        if not near:
            return False
        told = text("chat.nearest", passages="\n\n".join(fit.passage.text for fit in near))
        others = self._others(entry)
        self._dispatcher.utter_message(text=told, buttons=[*others, CONSULTATION, HUMAN])
        return True

    def _details(self, entry: FaqEntry) -> bool:
        """Utter all that the details say to whoever asks; once, and not to a bare remark."""
        details = to_blocks(entry.details)
        before = map(card_of, answers_before(self._tracker))
        is_open = any(card.get("is_opened") for card in before)
        if not details or is_open or only_tells(message_of(self._tracker).text):
            return False
        self._dispatcher.utter_message(text=text("chat.opened"))
        card = {**entry_card(entry, self._catalogue), "answer": details, "is_opened": True}
        others = self._others(entry)
        shown = {**card, "details": [], "simple": []}
        utter_card(self._dispatcher, shown, [*others, CONSULTATION, HUMAN])
        return True

    def _others(self, entry: FaqEntry) -> list[Button]:
        return other_questions(self._tracker, self._catalogue, entry.id, self._weighing)
