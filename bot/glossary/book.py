"""The glossary of the office, read again when the file changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from bot.glossary.models import Term
from bot.glossary.parsing import (
    GLOSSARY_FILE,
    GlossaryError,
    glossary_document,
    read_terms,
)
from bot.glossary.questions import asks_only_for, message_words
from bot.knowledge.files.live_file import LiveFiles
from bot.knowledge.naming.names import Found, NameIndex, Word, words_of
from bot.words.folding import fold

_ENDINGS = ("s", "es", "n", "en", "e", "er")
# "das Deutsch-Polnische Jugendwerk", "beim Deutsch-Polnischen Jugendwerk"
_ADJECTIVE = re.compile(r"(?<=isch)(?:e[nrsm]?)\Z")
_ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://\S+")


class Glossary:
    """All terms, and where a text uses them."""

    def __init__(self, terms: Sequence[Term]) -> None:
        """Learn the terms."""
        self.terms = tuple(sorted(terms, key=lambda term: fold(term.name)))
        self._by_id = {term.id: term for term in self.terms}
        names = [(name, term) for term in self.terms for name in term.names]
        self._index = NameIndex(names, endings=_ENDINGS, canonical=_canonical)

    def get(self, term_id: str) -> Term | None:
        """Return the term with this id, or None."""
        return self._by_id.get(term_id)

    def find(self, text: str) -> list[Term]:
        """Return the terms that a person's message uses, in order, each once."""
        found = self._index.find(words_of(text))
        return list(dict.fromkeys(one.values[0] for one in found))

    def asked_term(self, text: str) -> Term | None:
        """Return the term whose meaning a message asks for, None if it asks for anything else."""
        words = message_words(text)
        for one in self._index.find(words):
            if asks_only_for(words, one.first, one.last):
                return one.values[0]
        return None

    def bare_term(self, text: str, beside: Collection[str]) -> Term | None:
        """Return the term that a message consists of, but for the words ``beside`` it.

        The words are those of :func:`bot.knowledge.naming.names.words_of`, folded.
        """
        words = message_words(text)
        for one in self._index.find(words):
            others = (*words[: one.first], *words[one.last + 1 :])
            if all(word.text in beside for word in others):
                return one.values[0]
        return None

    def terms_in(self, text: str, already: Collection[str] = ()) -> list[Term]:
        """Return the terms of our own text that need an explanation, in order, each once.

        ``text`` may be the Markdown of an entry; ``already`` holds ids of terms explained before.
        """
        clean = _ADDRESS.sub("]", text)
        words = words_of(clean)
        found = self._index.find(words, typo_from=None)
        terms = dict.fromkeys(_as_written(clean, words, found))
        return [t for t in terms if t.is_explained_in_answers and t.id not in already]


class LiveGlossary(LiveFiles[Glossary]):
    """Gives the current glossary; raises ``GlossaryError`` while it has never been usable."""

    def __init__(self, faq_dir: Path) -> None:
        """Read ``glossar.yml`` at the first use, and again whenever it changes."""
        path = faq_dir / GLOSSARY_FILE
        super().__init__([path], lambda: read_glossary(faq_dir), GlossaryError)


def read_glossary(faq_dir: Path) -> Glossary:
    """Read the glossary.

    Raises:
        GlossaryError: with all problems of the file at once.
    """
    document = glossary_document(faq_dir)
    terms = read_terms(document)
    if document.problems:
        raise GlossaryError(document.problems)
    return Glossary([term for term, _ in terms])


def _canonical(word: str) -> str:
    return _ADJECTIVE.sub("", word)


def _as_written(text: str, words: Sequence[Word], found: Sequence[Found[Term]]) -> Iterator[Term]:
    for one in found:
        written = text[words[one.first].start : words[one.last - 1].end]
        if one.values[0].is_written_as(written):
            yield one.values[0]
