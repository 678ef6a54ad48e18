from __future__ import annotations

import pytest

from benchmarks.title_words import names_title, title_words

CASES = [
    # question, topic, sentence, does it name the title?
    ("Wer fördert uns?", "foerderung_tuerkei", "gibts fördermittel für izmir", True),
    ("Wer fördert uns?", "foerderung_tuerkei", "Wird das gefördert?", True),
    ("Wer fördert uns?", "foerderung_tuerkei", "Landesjugendförderung für Izmir", True),
    ("Wer fördert uns?", "foerderung_tuerkei", "wer zahlt uns die flüge nach izmir", False),
    ("Dürfen wir Flüge buchen?", "vorzeitiger_beginn", "der flug wird teurer", True),
    ("Dürfen wir Flüge buchen?", "vorzeitiger_beginn", "die tickets werden teurer", False),
    ("", "zuwendungsbescheid", "Der Bescheid ist da.", True),
    ("", "zuwendungsbescheid", "Wir haben Post von der Behörde.", False),
    ("", "gefluechtete_duldung", "zwei sind nur geduldet", True),
    ("", "gefluechtete_duldung", "zwei haben keinen Titel", False),
    ("", "jugendinitiative_esk", "die Eskalation im Verein", False),
    ("", "foerderung_erasmus_jugend", "unsere Jugend fährt nach Riga", False),
    ("Was ist der Kinder- und Jugendplan?", "kjp", "die Kinder freuen sich", False),
    ("Was ist der Kinder- und Jugendplan?", "kjp", "Jugendplan, was ist das?", True),
    ("", "foerderung_tandem", "Tandem zahlt", True),
    ("", "foerderung_tandem", "am Strand", False),
    ("", "meta_unklar", "Was hat Meta damit zu tun?", False),
]


@pytest.mark.parametrize(("question", "topic", "sentence", "expected"), CASES)
def test_names_title(question: str, topic: str, sentence: str, expected: bool) -> None:
    assert names_title(sentence, title_words(question, topic)) is expected


def test_question_words_are_no_title_words() -> None:
    assert title_words("Was müssen wir denn für die Juleica machen?", "juleica") == {"juleica"}


def test_spelling_of_umlauts_makes_no_difference() -> None:
    titles = title_words("", "foerderung_tuerkei")
    for spelling in ("Förderung", "FOERDERUNG", "förderung", "Fo\u0308rderung"):
        assert names_title(spelling, titles)
