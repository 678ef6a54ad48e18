"""The vocabulary of the office: our own lists and the terms of its glossary."""

from __future__ import annotations

from collections.abc import Iterable

from bot.glossary.models import Term as GlossaryTerm
from bot.plain_language.vocabulary import Term, Vocabulary, load_vocabulary


def office_vocabulary(terms: Iterable[GlossaryTerm]) -> Vocabulary:
    """Return our lists and what the glossary explains in answers; other terms are well known."""
    return load_vocabulary(
        Term(term.name, term.names[1:]) for term in terms if term.is_explained_in_answers
    )
