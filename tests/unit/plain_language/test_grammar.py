from __future__ import annotations

import pytest

from bot.plain_language import grammar


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Fragen Sie früh.", 0),
        ("Fragen Sie früh, ob das geht.", 1),
        ("Der Verein, der Sie begleitet, hilft.", 2),
        ("Ja, das geht.", 0),
        ("Ja, das geht, wenn Sie fragen.", 1),
        ("Das sind 0,12 Euro.", 0),
        ("Wichtig sind Land, Dauer, Alter und Gruppe.", 0),
        ("Land, viele Tage, die Gruppe und Geld.", 2),
    ],
)
def test_commas(sentence: str, count: int) -> None:
    assert grammar.commas(sentence) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Sie fragen den Verein.", 0),
        ("Fragen Sie, ob das geht.", 1),
        ("Wenn das nicht geht, fragen Sie uns.", 1),
        ("Wenn Sie wissen, wer zahlt, fragen Sie.", 2),
        ("Sie brauchen einen Verein, mit dem Sie planen.", 1),
        ("Weil es regnet.", 0),
        ("Schreiben Sie auf, was Sie planen und wer hilft.", 2),
    ],
)
def test_subordinate_clauses(sentence: str, count: int) -> None:
    assert grammar.subordinate_clauses(sentence) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Fragen Sie Stadt und Kreis.", 1),
        ("Fragen Sie Stadt und Kreis oder den Bund.", 2),
        ("Das ist der Kinder- und Jugendplan.", 0),
    ],
)
def test_conjunctions(sentence: str, count: int) -> None:
    assert grammar.conjunctions(sentence) == count


@pytest.mark.parametrize(
    "sentence",
    [
        "Planen Sie früh und Sie bekommen Geld.",
        "Sie fragen den Verein und dann warten Sie.",
        "Der Verein plant, und die Stadt zahlt.",
        "Sie schreiben und wir antworten.",
    ],
)
def test_second_statement(sentence: str) -> None:
    assert grammar.has_second_statement(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Fragen Sie Ihren Verband und dann die Versicherung.",
        "Planen Sie zuerst das Programm und dann Ihre Tage.",
        "Land und Stadt zahlen.",
        "Planen Sie Fahrt und Essen.",
    ],
)
def test_no_second_statement(sentence: str) -> None:
    assert not grammar.has_second_statement(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Antrag wird von der Stelle geprüft.",
        "Zu späte Anträge werden abgelehnt.",
        "Das Geld kann so bezahlt werden.",
        "Der Bericht ist rechtzeitig abzugeben.",
        "Es wurde viel versprochen.",
        "Der Verein wird anerkannt und gefördert.",
    ],
)
def test_passive(sentence: str) -> None:
    assert grammar.passive(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Stelle prüft den Antrag.",
        "Das wird gut.",
        "Die Gruppe wird größer.",
        "Die Frist wird bekannt.",
        "Es wird vielleicht nichts.",
        "Die Kosten werden höher.",
        "Wir werden uns um den geprüften Antrag kümmern.",
        "Sie haben schon gebucht.",
        "Das ist zu teuer.",
        "„", "?!", "",
    ],
)  # fmt: skip
def test_active(sentence: str) -> None:
    assert grammar.passive(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Das ist die Stelle des Amtes der Stadt.", True),
        ("Fragen Sie zum Antrag des Vereins der Eltern.", True),
        ("Auf der Seite der Stelle steht das.", False),
        ("Das ist die Regel der Stadt.", False),
    ],
)
def test_genitive_chains(sentence: str, found: bool) -> None:
    assert bool(grammar.genitive_chain(sentence)) is found


def test_action_nouns_but_no_small_words() -> None:
    assert grammar.action_nouns("Die Prüfung der Möglichkeit einer Förderung ist jung.") == 3


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Es sind zwei Gruppen.", "zwei"),
        ("Zwölf Tage reichen.", "Zwölf"),
        ("Ein Tag reicht.", None),
        ("Es sind 2 Gruppen.", None),
    ],
)
def test_number_words(sentence: str, word: str | None) -> None:
    assert grammar.number_word(sentence) == word


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Frag deinen Verein.", "deinen"),
        ("Ihr seid willkommen.", "Ihr seid"),
        ("Das ist für euch.", "euch"),
        ("Fragen Sie Ihren Verein.", None),
        ("Ihr Verein hat Zeit.", None),
        ("Die Duldung endet.", None),
    ],
)
def test_informal_address(sentence: str, word: str | None) -> None:
    assert grammar.informal(sentence) == word


@pytest.mark.parametrize(
    "sentence", ["Fragen Sie uns.", "Dann rufen Sie an.", "Bitte prüfen Sie das."]
)
def test_requests(sentence: str) -> None:
    assert grammar.asks_to_act(sentence)


@pytest.mark.parametrize("sentence", ["Fragen Sie?", "Sie fragen uns.", "Man kann fragen."])
def test_no_requests(sentence: str) -> None:
    assert not grammar.asks_to_act(sentence)


@pytest.mark.parametrize("sentence", ["Das geht; es kostet.", "Das geht – fast immer.", "Naja …"])
def test_breaks(sentence: str) -> None:
    assert grammar.breaks(sentence)


def test_a_hyphen_and_a_span_of_years_are_no_breaks() -> None:
    assert not grammar.breaks("Der EU-Pass gilt 2026–2027.")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("Das gilt (Stand 2026).", 2), ("Das (nur ein kurzer Satz hier) gilt (so).", 5), ("Das.", 0)],
)
def test_brackets(sentence: str, words: int) -> None:
    assert grammar.longest_bracket(sentence) == words
