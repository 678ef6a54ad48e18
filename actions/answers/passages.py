"""The passages of an entry that fit a further question: the one that answers, or the nearest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from rasa_sdk import Tracker

from actions.conversation.told import format_told
from actions.conversation.understanding import countries_talked_about
from actions.learned_passages import MEANING, Told
from bot.dialogue.context import Heard
from bot.dialogue.passages.asked_kind import bare_age, kind_asked, tells_limit_of_age
from bot.dialogue.passages.fitting_passages import Fit, Passage, fitting_passages, says_anything
from bot.dialogue.passages.open_questions import has_words_of, tells_length
from bot.dialogue.passages.passage import best_passage, content_words, has_other_words
from bot.dialogue.situations.funding import country_of
from bot.dialogue.situations.memorial import MEMORIAL_TRIP, is_of_memorials
from bot.dialogue.wishes.next_steps import steps_asked
from bot.dialogue.wishes.told_facts import without
from bot.fit.countries import countries_of_catchword
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.words.phrases import folded

_NEAREST = 2
# Where nothing comes near, a few more may hold it.
_LIKELIEST = 3
# So well fits some passage of any entry.
_USUAL_FIT = 0.2
# A shorter word is near to anything.
_SHORTEST_OF_NEAR = 4


class EntryPassages:
    """The passages of an entry, ranked once for a question."""

    def __init__(self, entry: FaqEntry, question: str) -> None:
        """Nothing is ranked before it is asked for."""
        self.entry = entry
        told = Told.of(entry)
        self._passages, self._unanswered = told.passages, told.unanswered
        self._question = question

    @property
    def best(self) -> Fit | None:
        """Return the passage that fits best, None where the question says nothing to go by."""
        return self._fits[0] if self._fits else None

    @property
    def texts(self) -> list[str]:
        """Return what the entry tells, in the order of reading."""
        return [passage.text for passage in self._passages]

    def next_steps(self) -> list[str]:
        """Return what the short answer advises to do; nothing where nobody asks for it."""
        above = [passage.text for passage in self._passages if passage.is_above]
        return steps_asked(self._question, above)

    def naming(self, names: Sequence[str]) -> list[str]:
        """Return the few passages that name one of these and fit best, in the order of reading.

        Where half of the entry names it, nothing tells which of it is meant.
        """
        wanted = [" ".join(folded(name)) for name in names]
        said = {text: f" {' '.join(folded(text))} " for text in self.texts}
        told = [t for t in self.texts if any(name and f" {name} " in said[t] for name in wanted)]
        if 2 * len(told) > len(self.texts):
            return []
        ranked = [fit.passage.text for fit in self._fits if fit.passage.text in told]
        kept = set((ranked or told)[:_NEAREST])
        return [text for text in told if text in kept]

    def unfolded_in(self, told: str) -> list[str]:
        """Return the passages behind "Mehr dazu" that stand in what was told."""
        return [p.text for p in self._passages if not p.is_above and p.text in told]

    def have_words_of(self, question: str) -> bool:
        """Say whether the entry has a word of what a question is about."""
        return has_words_of(question, " ".join(self.texts))

    def telling_length(self) -> Passage | None:
        """Return the first passage that tells how long what is asked for takes, or None."""
        asked = (p for p in self._passages if has_words_of(self._question, p.text))
        return next((passage for passage in asked if tells_length(passage.text)), None)

    def answering(self) -> Passage | None:
        """Return the passage that answers the question, None where that is not certain.

        Where answers have other words for something ("Kilometergeld"), and for a bare "bis wann?",
        these words decide. An age alone is held against the limits of age.
        """
        question = self._question
        is_almost_asked = bool(self._fits) and self._fits[0].is_very_sure
        if bare_age(question) and not is_almost_asked:
            limits = (p for p in self._passages if tells_limit_of_age(p.text))
            return next(limits, None)
        if not self._fits:
            return None
        first = self._fits[0].passage if self._fits[0].is_sure else None
        kind = kind_asked(question)
        is_bare = kind is not None and not content_words(question)
        fit = self._fits[0]
        if kind is not None and is_bare and fit.is_very_sure and kind(fit.passage.text):
            # Somebody has asked just this about the entry.
            return first
        if not is_bare and (first is not None or not has_other_words(question)):
            return first
        by_words = best_passage(question, self.texts)
        return next((p for p in self._passages if p.text == by_words), first)

    def nearest(self, facts: Sequence[str] = ()) -> list[Fit]:
        """Return the few passages and facts that come near to the question, the nearest first."""
        if not says_anything(self._question, _SHORTEST_OF_NEAR):
            return []
        ranked = self._ranked(facts) if facts else self._fits
        return [fit for fit in ranked if fit.is_near][:_NEAREST]

    def likeliest(self) -> list[str]:
        """Return the few passages that are least unlikely to answer, in the order of reading."""
        kept = {fit.passage.text for fit in self._fits[:_LIKELIEST]}
        return [text for text in self.texts if text in kept]

    @cached_property
    def _fits(self) -> list[Fit]:
        return self._ranked(())

    def _ranked(self, facts: Sequence[str]) -> list[Fit]:
        if not says_anything(self._question):
            return []
        both = [*self._passages, *map(Passage, facts)]
        try:
            return fitting_passages(self._question, both, MEANING, self._unanswered)
        except OSError:
            # Without the sentence encoder nobody can say.
            return []


def holds_elsewhere(passage: Passage, entry: FaqEntry, tracker: Tracker) -> bool:
    """Say whether a passage of an entry is about other countries than the talk: "Polen: …".

    It is wrong for whoever goes to Georgia, and for whoever has not said; but the entry about the
    money for Poland is read as one about Poland. What holds for journeys to memorials is wrong for
    whoever plans another one.
    """
    if is_of_memorials(passage.text) and format_told(tracker) != MEMORIAL_TRIP:
        return True
    named = countries_of_catchword(passage.text)
    known = {*countries_talked_about(tracker), country_of(entry.id)}
    return bool(named) and named.isdisjoint(known)


def says_only_names(heard: Heard) -> bool:
    """Say whether a message has no word beside names: of "und bei Tandem?" no passage is asked."""
    return bool(heard.names) and not content_words(without(heard.text, heard.names))


class TopicFits:
    """How well the best passage of a topic fits a question."""

    def __init__(self, catalogue: Catalogue, heard: Heard) -> None:
        """Nothing is ranked before it is asked for."""
        self._catalogue = catalogue
        self._question = "" if says_only_names(heard) else heard.text

    def __call__(self, topic: str) -> float:
        """Return how much better than usual it fits (:class:`Fit`), 0 where nothing can be told."""
        entry = self._catalogue.get(topic)
        best = None
        if entry is not None:
            best = EntryPassages(entry, self._question).best
        return 0.0 if best is None else best.score - _USUAL_FIT
