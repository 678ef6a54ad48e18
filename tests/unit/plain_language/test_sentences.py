from __future__ import annotations

import pytest

from bot.plain_language.sentences import Sentence, read_sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in read_sentences(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Das geht. Fragen Sie uns.", ["Das geht.", "Fragen Sie uns."]),
        ("Wer zahlt? Der Verein!", ["Wer zahlt?", "Der Verein!"]),
        ("Die Frist ist um den 1. Oktober. Fragen Sie.", None),
        ("Sie sind höchstens 18. Das ist die Grenze.", None),
        ("Das kostet z. B. Geld. Fragen Sie.", None),
        ("Es sind ca. 30 Euro. Fragen Sie.", None),
        ("Das regelt Art. 5. Fragen Sie.", None),
        ("„Wir kommen.“ Das sagt der Partner.", ["„Wir kommen.“", "Das sagt der Partner."]),
        ("Es heißt Teams up!. Das ist ein Programm.", None),
    ],
)
def test_ends_of_sentences(text: str, wanted: list[str] | None) -> None:
    found = texts(text)
    if wanted is None:
        assert len(found) == 2
    else:
        assert found == wanted


def test_a_colon_does_not_end_a_sentence() -> None:
    assert texts("Duldung heißt: Die Person darf vorerst bleiben.") == [
        "Duldung heißt: Die Person darf vorerst bleiben."
    ]


def test_items_of_a_list_and_the_line_before_are_sentences_with_their_lines() -> None:
    text = "Das brauchen Sie:\n\n- einen Pass\n- ein Visum. Es kostet\n  Geld.\n\nFragen Sie uns."
    assert read_sentences(text) == [
        Sentence("Das brauchen Sie:", 1),
        Sentence("einen Pass", 3),
        Sentence("ein Visum.", 4),
        Sentence("Es kostet Geld.", 4),
        Sentence("Fragen Sie uns.", 7),
    ]


def test_a_sentence_in_a_paragraph_of_several_lines_has_its_own_line() -> None:
    assert [s.line for s in read_sentences("Das geht.\nFragen Sie\nuns. Bald.")] == [1, 2, 3]


def test_markup_is_not_text() -> None:
    text = "**Wichtig:** Lesen Sie die [Seite von IJAB](https://ijab.de/a.b)."
    assert texts(text) == ["Wichtig: Lesen Sie die Seite von IJAB."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Leiter:innen im Jugend-Treff", 3),
        ("etwa 0,12 Euro pro Kilometer", 5),
        ("Erasmus+ Jugend", 2),
        ("bis zu 25.000 Euro", 4),
    ],
)
def test_words(text: str, count: int) -> None:
    [sentence] = read_sentences(text)
    assert len(sentence.words) == count


@pytest.mark.parametrize("text", ["", "   \n\n", "- ", "… – !", "🙂"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert read_sentences(text) == []


def test_line_breaks_of_windows_are_line_breaks() -> None:
    assert [s.line for s in read_sentences("Eins.\r\n\r\nZwei.")] == [1, 3]
