"""What is told to a further question about the answer above, which has no topic of its own."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from actions import wiring
from actions.answers.noted import note
from actions.answers.passages import EntryPassages, holds_elsewhere, says_only_names
from actions.answers.same_answer import (
    asked_alone,
    other_questions,
    tell_passage,
    tell_same,
    was_just_told,
)
from actions.answers.sheet_facts import fact_card, told_facts
from actions.buttons import CONSULTATION, HUMAN, Button, question_button
from actions.cards import entry_card, utter_card, utter_entry
from actions.conversation.messages import message_of
from actions.conversation.plans import money_topic
from actions.conversation.turn import Turn
from actions.conversation.understanding import (
    context_of,
    countries_talked_about,
    foreign_language_of,
    heard_from,
)
from actions.conversation.uttered import answers_before, card_of, told_before
from bot.dialogue.context import Context, Meant
from bot.dialogue.meaning.again import names_origin
from bot.dialogue.meaning.in_context import Weighed
from bot.dialogue.money import asks_for_money
from bot.dialogue.passages.fitting_passages import LEAST_SURE, VERY_SURE
from bot.dialogue.wishes.told_facts import only_tells, without
from bot.fit.countries import country_names
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.blocks import to_blocks
from bot.places.book import find_places
from bot.texts import text
from bot.words.phrases import folded

# Longer messages say what they mean.
_MAX_WORDS = 12
# So far back an answer may still be talked about.
_MESSAGES_OF_THREAD = 4


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

    def __init__(self, turn: Turn, weighing: Weighed) -> None:
        """Prepare to answer a message; ``weighing`` tells what else it may mean."""
        self._turn = turn
        self._dispatcher, self._tracker, self._catalogue = turn
        self._weighing = weighing

    def tell(self, entry: FaqEntry, meant: Meant) -> More:
        """Utter what there is about the latest message, and return what that was."""
        passages = EntryPassages(entry, message_of(self._tracker).text)
        if entry.is_handover:
            is_told = self._tell_passage(passages) or self._former(entry)
            is_told = is_told or self.tell_beside(entry) or self._nearest(passages)
            # Whoever has changed the subject finds it here.
            others = [] if is_told else self._others(entry)
            buttons = [CONSULTATION, *others]
            self._dispatcher.utter_message(response="utter_handover_offer", buttons=buttons)
            return More.ADVICE
        if self._tell_passage(passages):
            return More.ANSWER
        if self._note(passages):
            return More.NOTHING
        # A sheet is asked by words in common, an entry by what is meant: that is surer.
        is_near = passages.best is not None and passages.best.is_near
        if (not is_near and self._fact(meant)) or self._named(passages) or self._is_bare_name():
            return More.ANSWER
        if self._former(entry):
            return More.ANSWER
        if self._nearest(passages, meant.programmes):
            return More.NEAREST
        if self._nothing_of_named():
            return More.ANSWER
        if self._details(passages):
            return More.NEAREST
        tell_same(self._dispatcher, self._others(entry))
        return More.NOTHING

    def tell_own(self, entry: FaqEntry) -> More | None:
        """Utter what the entry above says about a question of its own on the same topic.

        Of the whole entry once more nobody learns anything; but whoever names a country or a
        programme wants to hear all of it for that one (None, where no passage comes near).
        """
        passages = EntryPassages(entry, message_of(self._tracker).text)
        if self._tell_passage(passages):
            return More.ANSWER
        if self._note(passages):
            return More.NOTHING
        if self._named(passages) or self._is_bare_name():
            return More.ANSWER
        if self._nearest(passages):
            return More.NEAREST
        if self._names():
            return None
        if self._details(passages):
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
        if self._tell_passage(passages) or self._note(passages):
            return True
        if is_rather_else and not says_only_names(heard_from(self._tracker)):
            return False
        return self._named(passages) or (
            not is_rather_else and (self._former(entry) or self._nearest(passages))
        )

    def tell_beside(self, case: FaqEntry) -> bool:
        """Utter what an entry that goes with a case surely says; return whether one does.

        A case has few passages: "Welches Amt ist das denn?" is answered in the entry on toleration.
        """
        question = message_of(self._tracker).text
        related = [self._catalogue.get(topic) for topic in case.related]
        others = [EntryPassages(one, question) for one in related if one and not one.is_handover]
        best = max(others, key=_score_of, default=None)
        passage = best.answering() if best is not None and _score_of(best) >= LEAST_SURE else None
        if best is None or passage is None or holds_elsewhere(passage, best.entry, self._tracker):
            return False
        told = text("chat.passage_beside", question=best.entry.question, passage=passage.text)
        self._dispatcher.utter_message(text=told, buttons=[question_button(best.entry)])
        return True

    def _told_last(self, before: Context | None) -> FaqEntry | None:
        if before is None or before.decision not in ("answer", "handover"):
            return None
        is_seen = was_just_told(self._tracker, before.topic)
        return self._catalogue.get(before.topic) if is_seen else None

    def _tell_passage(self, passages: EntryPassages) -> bool:
        """Utter what surely answers, but not what holds for another country than talked about."""
        found = passages.answering()
        is_elsewhere = found is not None and holds_elsewhere(found, passages.entry, self._tracker)
        if is_elsewhere or self._same_of_other(passages):
            return False
        alone = asked_alone(self._tracker, self._catalogue, passages.entry.id)
        return tell_passage(self._dispatcher, passages, alone)

    def _note(self, passages: EntryPassages) -> bool:
        return note(self._turn, passages)

    def _fact(self, meant: Meant) -> bool:
        """Utter the fact that a sheet tells; return whether there is one.

        The name of the programme alone asks for none: "und bei Erasmus auch?".
        """
        heard = heard_from(self._tracker)
        asked = without(heard.text, heard.names)
        card = fact_card(meant.programmes[0], asked, []) if meant.programmes else None
        if card is not None:
            utter_card(self._dispatcher, card, [CONSULTATION, HUMAN])
        return card is not None

    def _named(self, passages: EntryPassages) -> bool:
        """Utter what the entry says of the countries or programmes named; false for nothing."""
        names = self._names()
        told = passages.naming([name for name, words in names for name in words])
        above = self._same_of_other(passages)
        told = [passage for passage in told if passage in above] if above else told
        if not told:
            return False
        shown = ", ".join(name for name, _ in names)
        said = text("chat.of_country", country=shown, passages=" ".join(told))
        self._dispatcher.utter_message(text=said, buttons=[CONSULTATION, HUMAN])
        return True

    def _same_of_other(self, passages: EntryPassages) -> list[str]:
        """Return the passages told last where only a name is said: it asks for these once more.

        "Und für Marokko?" below vaccinations is not about medicine at its border.
        """
        heard = heard_from(self._tracker)
        is_bare = says_only_names(heard) and not names_origin(heard)
        return passages.unfolded_in(told_before(self._tracker)) if is_bare else []

    def _names(self) -> list[tuple[str, list[str]]]:
        """Return the countries and programmes named, each with the words that entries have."""
        book, message = wiring.programmes().current(), message_of(self._tracker)
        countries = [
            (name, [name])
            for code in message.values("country")
            for name in [country_names((code,))]
        ]
        return countries + [
            (sheet.short, [sheet.short, *said])
            for programme in message.values("programme")
            if (sheet := book.get(programme)) is not None
            for said in [[e.text for e in message.entities if e.value == programme and e.text]]
        ]

    def _is_bare_name(self) -> bool:
        """Utter that the entry says nothing of what is named, where only a name is said."""
        return says_only_names(heard_from(self._tracker)) and self._nothing_of_named()

    def _nothing_of_named(self) -> bool:
        """Utter that the entry says nothing of what is named anew, if anything is; with a way on.

        Whoever asks there for the money of a programme gets who pays it.
        """
        heard, before = heard_from(self._tracker), context_of(self._tracker)
        is_known = set(heard.countries) <= set(before.countries if before else ())
        if not heard.programmes and is_known:
            return False
        shown = ", ".join(name for name, _ in self._names())
        kind = "programme" if heard.programmes else "country"
        said = text(f"chat.nothing_of_{kind}", **{kind: shown})
        topic = money_topic(Meant("answer", None, heard.programmes, heard.countries))
        entry = self._catalogue.get(topic)
        is_asked = asks_for_money(heard.text) and not only_tells(heard.text)
        if heard.programmes and entry is not None and is_asked:
            self._dispatcher.utter_message(text=said)
            utter_entry(self._dispatcher, entry, self._catalogue)
            return True
        money = [] if entry is None else [question_button(entry)]
        self._dispatcher.utter_message(text=said, buttons=[*money, CONSULTATION, HUMAN])
        return True

    def _former(self, entry: FaqEntry) -> bool:
        """Utter what an answer before the last one surely says; return whether one does.

        "Wem muss ich das melden", after it was asked between whether money has to be paid back.
        """
        cards = map(card_of, answers_before(self._tracker, _MESSAGES_OF_THREAD))
        for topic in dict.fromkeys(card.get("faq_id") for card in cards):
            former = self._catalogue.get(topic) if topic else None
            if former is None or topic == entry.id or former.is_handover:
                continue
            passages = EntryPassages(former, message_of(self._tracker).text)
            best, least = passages.best, LEAST_SURE if entry.is_handover else VERY_SURE
            if best is not None and best.score >= least and self._tell_passage(passages):
                return True
        return False

    def _nearest(self, passages: EntryPassages, programmes: Sequence[str] = ()) -> bool:
        """Utter what comes nearest in entry and sheet; return whether anything does."""
        facts = told_facts(programmes[0]) if programmes else []
        # Whoever has told no country may want the one that is named.
        is_told = bool(countries_talked_about(self._tracker))
        near = [
            fit
            for fit in passages.nearest(facts)
            if not (is_told and holds_elsewhere(fit.passage, passages.entry, self._tracker))
        ]
        if not near:
            return False
        told = text("chat.nearest", passages="\n\n".join(fit.passage.text for fit in near))
        others = self._others(passages.entry)
        self._dispatcher.utter_message(text=told, buttons=[*others, CONSULTATION, HUMAN])
        return True

    def _details(self, passages: EntryPassages) -> bool:
        """Utter what the entry most likely says to whoever asks; once, and not to a bare remark.

        All the rest stays folded: nobody reads three screens of a phone to find nothing.

        Whoever asks for what the entry has no word of is not sent to read all of it.
        """
        question, entry = message_of(self._tracker).text, passages.entry
        others = self._others(entry)
        names_place = bool(find_places(question, wiring.places().current()))
        if not (names_place or passages.have_words_of(question)):
            return False
        told = passages.likeliest()
        is_open = any(card_of(one).get("is_opened") for one in answers_before(self._tracker))
        if not told or is_open or only_tells(question):
            return False
        self._dispatcher.utter_message(text=text("chat.opened"))
        points = to_blocks("\n".join(f"- {passage}" for passage in told))
        card = {**entry_card(entry, self._catalogue), "answer": points, "is_opened": True}
        shown = {**card, "simple": []}
        utter_card(self._dispatcher, shown, [*others, CONSULTATION, HUMAN])
        return True

    def _others(self, entry: FaqEntry) -> list[Button]:
        return other_questions(self._tracker, self._catalogue, entry.id, self._weighing)


def _score_of(passages: EntryPassages) -> float:
    return 0.0 if passages.best is None else passages.best.score
