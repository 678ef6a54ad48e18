from __future__ import annotations

import pytest

from bot.emergency.terms import EmergencyTerms


@pytest.fixture(scope="module")
def terms() -> EmergencyTerms:
    return EmergencyTerms.load()


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Ich will NICHT  mehr\nleben.", "notfall_suizid"),
        ("eine Teilnehmerin spricht von Selbstmordgedanken", "notfall_suizid"),
        ("Mein Gruppenleiter hat mich angefasst.", "notfall_gewalt"),
        ("jemand bedroht mich im camp", "notfall_gewalt"),
        ("Unsere Gruppe ist in Athen, ein Jugendlicher ist verschwunden!", "notfall_akut_reise"),
        ("busunfall mit gruppe in polen wer hilft", "notfall_akut_reise"),
        ("Brauchen einen Notarzt", "notfall_akut_reise"),
    ],
)
def test_acute_words_are_recognised(terms: EmergencyTerms, said: str, topic: str) -> None:
    assert terms.topic_of(said) == topic


@pytest.mark.parametrize(
    "said",
    [
        "Wie schreibe ich einen Notfallplan?",
        "Welche Versicherung brauchen wir bei Unfällen?",
        "notfallplan jugendgruppe ausland vorlage",
        "Wann ist die nächste Frist?",
        "Wir haben die Frist vermasselt",
        "Ein Seminar zu Gewaltprävention",
    ],
)
def test_questions_about_precaution_are_not_acute(terms: EmergencyTerms, said: str) -> None:
    assert terms.topic_of(said) is None
