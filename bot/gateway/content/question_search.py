"""Searches the readable pages: answers, programme sheets, terms."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.glossary.book import LiveGlossary
from bot.glossary.cards import PAGE_PATH as GLOSSARY_PATH
from bot.glossary.models import Term
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.blocks import beginning, to_blocks
from bot.knowledge.search import Document, SearchIndex
from bot.programmes.book import LiveProgrammes
from bot.programmes.cards import PAGES_PATH
from bot.programmes.models import Sheet
from bot.texts import text

SNIPPET_CHARACTERS = 180
_SENTENCE = "    - "


@dataclass(frozen=True)
class FoundPage:
    """A page that fits; ``kind`` is its German name, ``snippet`` how its text begins."""

    kind: str
    title: str
    url: str
    snippet: str


class QuestionSearch:
    """Knows the current texts; after an edit the index is made anew at the next search."""

    def __init__(
        self,
        catalogue: Catalogue,
        programmes: LiveProgrammes,
        glossary: LiveGlossary,
        sentences_dir: Path,
    ) -> None:
        """Search what these three hold; the sentences of a topic lead to its answer."""
        self._catalogue = catalogue
        self._sentences_dir = sentences_dir
        self._programmes = programmes
        self._glossary = glossary
        self._lock = threading.Lock()
        self._of: tuple[object, ...] = ()
        self._index: SearchIndex[FoundPage] = SearchIndex(())

    def find(self, wanted: str) -> Sequence[FoundPage]:
        """Return the pages that fit best, the best one first."""
        return [hit.value for hit in self._current().find(wanted)]

    def prepare(self) -> None:
        """Make the index now, so that the first search is as quick as all others."""
        self._current()

    def _current(self) -> SearchIndex[FoundPage]:
        entries = self._catalogue.all()
        sheets = self._programmes.current().all()
        glossary = self._glossary.usable("the glossary is not usable")
        terms = () if glossary is None else glossary.terms
        with self._lock:
            now = (*entries, *sheets, *terms)
            # Unchanged files give the same objects again.
            if len(now) != len(self._of) or any(
                a is not b for a, b in zip(now, self._of, strict=True)
            ):
                hints = _sentences(self._sentences_dir)
                documents = [
                    *(_of_entry(entry, hints.get(entry.id, "")) for entry in entries),
                    *map(_of_sheet, sheets),
                    *map(_of_term, terms),
                ]
                self._index, self._of = SearchIndex(documents), now
            return self._index


def _sentences(folder: Path) -> Mapping[str, str]:
    """Return what people say about each topic, from Rasa's files as they are."""
    found = {}
    for path in sorted(folder.glob("*/*.yml")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        sentences = [line for line in lines if line.startswith(_SENTENCE)]
        found[path.stem] = "\n".join(line.removeprefix(_SENTENCE) for line in sentences)
    return found


def _of_entry(entry: FaqEntry, hints: str) -> Document[FoundPage]:
    page = FoundPage(
        text("search.kind_answer"),
        entry.question,
        f"/fragen/{entry.id}",
        beginning(to_blocks(entry.answer), SNIPPET_CHARACTERS),
    )
    title = f"{entry.question} {entry.id.replace('_', ' ')}"
    return Document(page, title, f"{entry.answer} {entry.details} {entry.simple}", hints)


def _of_sheet(sheet: Sheet) -> Document[FoundPage]:
    page = FoundPage(
        text("search.kind_sheet"), sheet.name, f"{PAGES_PATH}/{sheet.id}", sheet.summary
    )
    names = " ".join((sheet.name, sheet.short, *sheet.former_names))
    facts = " ".join(fact.text for facts in sheet.facts.values() for fact in facts)
    return Document(page, names, f"{sheet.summary} {facts}")


def _of_term(term: Term) -> Document[FoundPage]:
    page = FoundPage(
        text("search.kind_term"), term.title, f"{GLOSSARY_PATH}#{term.id}", term.explanation
    )
    return Document(page, " ".join(term.names), term.explanation)
