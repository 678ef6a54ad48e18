"""The real glossary: what it holds, what counts as a question for a meaning, what is explained."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.glossary.book import Glossary, read_glossary
from bot.glossary.cards import MAX_TERMS, answer_terms, term_card
from bot.glossary.check import check_glossary
from bot.knowledge.catalogue import Catalogue

FAQ = Path(__file__).resolve().parents[3] / "faq"
CATALOGUE = Catalogue(FAQ)
TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(FAQ)


def test_the_real_glossary_is_in_order_and_large(glossary: Glossary) -> None:
    assert check_glossary(FAQ, TODAY) == []
    assert len(glossary.terms) >= 90


def test_every_explanation_has_a_source_or_says_that_it_has_none(glossary: Glossary) -> None:
    for term in glossary.terms:
        assert term.is_practice or term.sources
        if term.is_practice:
            # Numbers and years are facts, and facts need a source.
            assert not any(char.isdigit() for char in term.explanation), term.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Was heißt KJP?", "KJP"),
        ("was bedeutet apv", "APV"),
        ("Was ist ein Zuwendungsbescheid?", "Zuwendungsbescheid"),
        ("KJP = ?", "KJP"),
        ("KJP=?", "KJP"),
        ("wofür steht OID", "OID"),
        ("Hallo, was ist denn bitte eine Zentralstelle?", "Zentralstelle"),
        ("was is n verwendungsnachweis", "Verwendungsnachweis"),
        ("Was ist ein Verwendungsnachweiss?", "Verwendungsnachweis"),
        ("Was versteht man unter freier Träger?", "Freier Träger"),
        ("Was sind freie Träger?", "Freier Träger"),
        ("Was ist ein anerkannter Träger der freien Jugendhilfe?", "Anerkannter Träger"),
        ("Was bedeutet § 75 SGB VIII?", "Anerkannter Träger"),
        ("Was ist das Deutsch-Polnische Jugendwerk?", "DPJW"),
        ("Erklären Sie mir bitte Sprachanimation", "Sprachanimation"),
        ("OT, was ist das?", "OT"),
        ("was heisst tn", "TN"),
        ("mso bedeutung", "MSO"),
        ("Was sind Teamer*innen?", "Teamer:in"),
        ("Was ist BMFSFJ?", "BMBFSFJ"),
        ("What is KA152?", "KA152"),
        ("Was ist Teams up!?", "Teams up!"),
    ],
)
def test_questions_for_a_meaning(glossary: Glossary, text: str, name: str) -> None:
    term = glossary.asked_term(text)
    assert term is not None
    assert term.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Was ist die Frist beim KJP?",
        "Was ist beim KJP der Eigenanteil?",
        "Was ist der Unterschied zwischen KJP und KJFP?",
        "Was kommt in den Verwendungsnachweis?",
        "Was heißt das?",
        "Was ist eine OID und wo bekomme ich sie?",
        "Wir haben einen Zuwendungsbescheid bekommen",
        "KJP",
        "Was ist mit unserer Zentralstelle?",
        "Was ist",
        "",
        "\x00",
        "\ud800",
        "🙂",
        "<b>KJP</b> ist toll",
        "was ist " * 2000,
    ],
)
def test_everything_else_is_no_question_for_a_meaning(glossary: Glossary, text: str) -> None:
    assert glossary.asked_term(text) is None


def test_terms_are_found_in_messages(glossary: Glossary) -> None:
    found = glossary.find("der verwendungsnachweis beim kjp, und noch mal KJP")
    assert [term.name for term in found] == ["Verwendungsnachweis", "KJP"]


def test_only_hard_words_of_our_texts_are_explained_and_each_once(glossary: Glossary) -> None:
    text = (
        "Fragen Sie die **Zentralstelle** beim [DPJW](https://ijab.de/kjp) oder die Fachkraft. "
        "Die Zentralstelle kennt Bildung, aber keine Oase."
    )
    assert [term.name for term in glossary.terms_in(text)] == ["Zentralstelle", "DPJW"]
    assert [term.name for term in glossary.terms_in(text, {"zentralstelle"})] == ["DPJW"]


def test_an_abbreviation_in_our_texts_keeps_its_capitals(glossary: Glossary) -> None:
    assert glossary.terms_in("Das ist but eta tn ot") == []
    assert [term.name for term in glossary.terms_in("BuT und ETA")] == ["BuT", "ETA"]


def test_an_answer_explains_its_hard_words_but_not_what_it_is_about(glossary: Glossary) -> None:
    entry = CATALOGUE.get("zentralstelle")
    assert entry is not None
    notes = answer_terms(entry, glossary)
    assert 1 <= len(notes) <= MAX_TERMS
    assert "Zentralstelle" not in {note["term"] for note in notes}
    assert "Dachverband" in {note["term"] for note in notes}


def test_no_answer_explains_more_than_five_words_and_most_explain_some(glossary: Glossary) -> None:
    counts = Counter(len(answer_terms(entry, glossary)) for entry in CATALOGUE.all())
    assert max(counts) <= MAX_TERMS
    assert counts[0] < sum(counts.values()) / 4


def test_the_card_of_a_term_leads_to_its_answer_and_page(glossary: Glossary) -> None:
    term = glossary.asked_term("Was heißt KJP?")
    assert term is not None
    card = term_card(term, CATALOGUE, site="https://x.de")
    assert card["title"] == "KJP (Kinder- und Jugendplan des Bundes)"
    [item] = card["sections"][0]["items"]
    assert item["text"] == term.explanation
    assert item["sources"][0]["url"].startswith("https://")
    assert item["checked_on"] == "2026-11-23"
    assert card["links"][0]["url"] == "https://x.de/glossar#kjp"
    assert [other["id"] for other in card["related"]] == ["foerderung_kjp_bund"]


def test_only_real_other_names_are_shown(glossary: Glossary) -> None:
    shown = {term.name: term.other_names for term in glossary.terms}
    assert shown["Akkreditierung"] == ("KA150", "KA151")
    assert shown["Zentralstelle"] == ("Zentralstellenverfahren",)
    assert "Träger der freien Jugendhilfe" in shown["Freier Träger"]
    assert "freie Träger" not in shown["Freier Träger"]
    assert "DRJA" in shown["Stiftung Juve"]


def test_practical_knowledge_is_called_so(glossary: Glossary) -> None:
    term = glossary.get("eigenanteil")
    assert term is not None
    [item] = term_card(term, CATALOGUE)["sections"][0]["items"]
    assert "ohne amtliche Quelle" in item["note"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("und drittortbegegnung?", "Drittort"),
        ("Drittort", "Drittort"),
        ("und beim Drittort der Antrag", None),
        ("und dann", None),
        ("", None),
    ],
)
def test_a_term_may_be_the_whole_message(glossary: Glossary, text: str, name: str | None) -> None:
    found = glossary.bare_term(text, {"und"})
    assert (found.name if found else None) == name
