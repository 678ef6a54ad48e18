"""All sections in Einfache Sprache keep the limits; an exception needs a reason here."""

from __future__ import annotations

import pytest

from bot.glossary.book import read_glossary
from bot.glossary.office_vocabulary import office_vocabulary
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.plain_language.assessment import assess
from bot.plain_language.check import check_simple
from bot.plain_language.figures import check_figures
from bot.settings import PROJECT_ROOT

FAQ = PROJECT_ROOT / "faq"
ENTRIES = Catalogue(FAQ).all()
VOCABULARY = office_vocabulary(read_glossary(FAQ).terms)
# id of the entry → rules that it may break, with the reason in a comment.
EXCEPTIONS: dict[str, set[str]] = {}

every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)


@every_entry
def test_the_simple_version_is_simple(entry: FaqEntry) -> None:
    allowed = EXCEPTIONS.get(entry.id, set())
    found = check_simple(entry.simple, VOCABULARY)
    assert [str(finding) for finding in found if finding.rule not in allowed] == []
    assert allowed <= {finding.rule for finding in found}, "an exception is not needed any more"


@every_entry
def test_the_simple_version_says_no_figure_of_its_own(entry: FaqEntry) -> None:
    found = check_figures(entry.simple, f"{entry.answer}\n\n{entry.details}")
    assert [str(finding) for finding in found] == []


def test_simple_versions_are_easier_than_the_short_answers() -> None:
    pairs = [(assess(e.answer, VOCABULARY), assess(e.simple, VOCABULARY)) for e in ENTRIES]
    easier = sum(simple.wiener < answer.wiener for answer, simple in pairs)
    # The formula counts long words, and some answers need a list of them.
    assert easier >= 0.9 * len(pairs)
    assert max(simple.mean_sentence for _, simple in pairs) <= 10
