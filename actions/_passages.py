"""The passages of an entry that fit a further question: the one that answers, or the nearest."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.asked_kind import kind_asked
from bot.dialogue.fitting_passages import Fit, Passage, fitting_passages, says_anything
from bot.dialogue.passage import best_passage, has_all_words, has_other_words
from bot.knowledge.entry import FaqEntry
from bot.knowledge.pieces import pieces_of
from bot.meaning.likeness import likeness

_NEAREST = 2
_LEAST_OF_FACTS = 2.0


def passages_of(entry: FaqEntry) -> list[Passage]:
    """Return what may be told of an entry whose short answer was shown."""
    return [Passage(piece.text, piece.is_short_answer) for piece in pieces_of(entry)]


def answering_passage(question: str, passages: Sequence[Passage]) -> Passage | None:
    """Return the passage that answers a question, None where that is not certain.

    One that shares its words must fit best in meaning, too, or have all of them: "Wie lange gilt
    das?" has the words of half an entry. Words that stand for others ("Kilometergeld") are as good
    as the others, and the one passage that tells a time answers "bis wann". Where words and meaning
    disagree, neither counts.
    """
    fits = fitting_passages(question, passages, likeness) if says_anything(question) else []
    if not fits:
        return None
    first = fits[0].passage
    by_words = best_passage(question, [passage.text for passage in passages])
    if by_words is None:
        tells = kind_asked(question)
        return first if fits[0].is_sure and (tells is None or tells(first.text)) else None
    is_certain = (
        by_words == first.text
        or has_other_words(question)
        or has_all_words(question, by_words)
        or kind_asked(question) is not None
    )
    return next(p for p in passages if p.text == by_words) if is_certain else None


def nearest_passages(
    question: str, passages: Sequence[Passage], facts: Sequence[str] = ()
) -> list[Fit]:
    """Return the few passages and facts that come near to a question, the nearest first.

    A fact of the programme's sheet is further away from what was told, so it must come nearer.
    """
    if not says_anything(question):
        return []
    told = set(facts)
    fits = fitting_passages(question, [*passages, *map(Passage, facts)], likeness)
    near = (fit for fit in fits if fit.is_near)
    return [fit for fit in near if fit.passage.text not in told or fit.score >= _LEAST_OF_FACTS][
        :_NEAREST
    ]
