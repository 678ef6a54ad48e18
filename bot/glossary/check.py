"""The editor's check of the glossary: everything that is wrong, at once, in German."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from bot.deadlines.office.parsing import DeadlineBookError, read_book
from bot.glossary.models import Term
from bot.glossary.parsing import glossary_document, read_terms
from bot.knowledge.catalogue import published_files
from bot.knowledge.files.problems import Problem
from bot.plain_language.limits import LIMITS
from bot.plain_language.sentences import read_sentences
from bot.words.folding import fold

MOST_SENTENCES = 3
_FAMILIAR = frozenset({"EU", "NRW", "USA"})
_ABBREVIATION = re.compile(r"(?<![\w-])[A-ZÄÖÜ][A-ZÄÖÜa-z]*[A-ZÄÖÜ]\w*")


def check_glossary(faq_dir: Path, today: date) -> list[Problem]:
    """Return all findings in ``faq/glossar.yml``."""
    glossary = glossary_document(faq_dir)
    terms = read_terms(glossary)
    topics = {path.stem for path in published_files(faq_dir)}
    programmes = _programmes(faq_dir)
    # "JUGEND für Europa" is a name and not an abbreviation.
    proper_names = [term.name for term, _ in terms if " " in term.name]
    seen: dict[str, Term] = {}
    glossary.root.refuse_future("checked_on", today)
    for term, fields in terms:
        for name in dict.fromkeys(map(fold, term.names)):
            other = seen.setdefault(name, term)
            if other is not term:
                fields.problem("name_twice", term=term.name, name=name, other=other.name)
        if term.topic and term.topic not in topics:
            fields.problem("unknown_topic", "topic", key="topic", id=term.topic)
        if term.programme is not None and programmes and term.programme not in programmes:
            fields.problem("unknown_programme", "programme", id=term.programme)
        fields.refuse_future("checked_on", today)
        for key, values in _wording(term, proper_names):
            fields.problem(key, "explanation", term=term.name, **values)
    return glossary.problems


def _wording(term: Term, proper_names: Collection[str]) -> Iterator[tuple[str, dict[str, object]]]:
    sentences = read_sentences(term.explanation)
    if len(sentences) > MOST_SENTENCES:
        yield "many_sentences", {"count": len(sentences), "limit": MOST_SENTENCES}
    for sentence in sentences:
        if len(sentence.words) > LIMITS.sentence_words:
            count = len(sentence.words)
            yield "long_sentence", {"count": count, "limit": LIMITS.sentence_words}
    own = " ".join(term.names)
    plain = term.explanation
    for name in proper_names:
        plain = plain.replace(name, "")
    for match in _ABBREVIATION.finditer(plain):
        if match[0] not in _FAMILIAR and match[0] not in own:
            yield "abbreviation", {"word": match[0]}


def _programmes(faq_dir: Path) -> Collection[str]:
    """Return the ids of all programmes; none while the deadline files are broken."""
    try:
        return {programme.id for programme in read_book(faq_dir).programmes}
    except DeadlineBookError:
        return ()
