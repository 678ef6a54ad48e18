from __future__ import annotations

import pytest

from bot.plain_language.vocabulary import Term, Vocabulary, load_vocabulary

VOCABULARY = Vocabulary(
    [
        Term("Zentralstelle"),
        Term("Deutsch-Polnisches Jugendwerk", ("DPJW",)),
        Term("Jugendwerk"),
        Term("hybrid"),
        Term("Teams up!"),
        Term("Visum", ("Visa",)),
    ],
    {"erforderlich": "nötig", "z. B.": "zum Beispiel", "Förderer": "Geldgeber"},
    ["EU", "NRW"],
)


def names(sentence: str, vocabulary: Vocabulary = VOCABULARY) -> list[str]:
    return [mention.term.name for mention in vocabulary.mentions(sentence)]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Fragen Sie die Zentralstelle.", ["Zentralstelle"]),
        ("Die Zentralstellen sammeln Anträge.", ["Zentralstelle"]),
        ("Der Zentralstellenfinder hilft.", []),
        ("Fragen Sie beim Deutsch-Polnischen Jugendwerk.", ["Deutsch-Polnisches Jugendwerk"]),
        ("Das DPJW und die Jugendwerke.", ["Deutsch-Polnisches Jugendwerk", "Jugendwerk"]),
        ("Das Treffen ist hybrid.", ["hybrid"]),
        ("Hybride Treffen sind möglich.", ["hybrid"]),
        ("Das Programm Teams up!.", ["Teams up!"]),
        ("Die Gäste brauchen Visa.", ["Visum"]),
        ("Sie visieren ein Ziel an.", []),
    ],
)
def test_terms_are_found_in_all_their_forms(sentence: str, wanted: list[str]) -> None:
    assert names(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Der LJR hilft.", ["LJR"]),
        ("Der Antrag heißt KA152.", ["KA152"]),
        ("Sie brauchen OIDs.", ["OIDs"]),
        ("Die EU und NRW helfen.", []),
        ("Der BESCHEID kommt.", []),
        ("Haben Sie A1 bestanden?", []),
    ],
)
def test_unknown_abbreviations_are_terms(sentence: str, wanted: list[str]) -> None:
    assert names(sentence) == wanted


def test_a_mention_is_where_it_says() -> None:
    sentence = "Das Deutsch-Polnische Jugendwerk hilft."
    [mention] = VOCABULARY.mentions(sentence)
    assert sentence[mention.start : mention.end] == "Deutsch-Polnische Jugendwerk"


def test_hard_words_with_their_neighbour() -> None:
    sentence = "Das ist z. B. für den Förderer erforderlich."
    assert sorted(VOCABULARY.hard_words(sentence)) == [
        ("Förderer", "Geldgeber"), ("erforderlich", "nötig"), ("z. B.", "zum Beispiel"),
    ]  # fmt: skip


def test_given_terms_are_added_to_our_own_and_merged_with_them() -> None:
    vocabulary = load_vocabulary([Term("LJR", ("Landesjugendring",)), Term("Sachbericht")])
    assert names("Der Sachbericht fehlt.", vocabulary) == ["Sachbericht"]
    [short, long] = vocabulary.mentions("Der LJR ist der Landesjugendring.")
    assert short.term is long.term


def test_what_we_call_familiar_needs_no_explanation_even_as_a_term() -> None:
    vocabulary = load_vocabulary([Term("Antrag", ("Anträge",)), Term("Notruf")])
    assert names("Wählen Sie den Notruf.", vocabulary) == []
    # The other names of the term still need one.
    assert names("Die Anträge sind da.", vocabulary) == ["Anträge"]


def test_names_without_letters_do_no_harm() -> None:
    vocabulary = load_vocabulary([Term(" "), Term("§ 11"), Term("+")])
    assert names("Das steht in § 11.", vocabulary) == ["§ 11"]
