from __future__ import annotations

from bot.glossary.book import read_glossary
from bot.glossary.office_vocabulary import office_vocabulary
from bot.settings import PROJECT_ROOT


def test_the_glossary_of_the_office_counts_but_for_well_known_words() -> None:
    terms = read_glossary(PROJECT_ROOT / "faq").terms
    vocabulary = office_vocabulary(terms)
    found = vocabulary.mentions("Der Mittelabruf steht im Finanzplan der Jugendbegegnung.")
    assert [mention.term.name for mention in found] == ["Mittelabruf", "Finanzplan"]
    assert office_vocabulary([]).mentions("Der Mittelabruf.") == []
