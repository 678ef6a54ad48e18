from __future__ import annotations

import pytest

from bot.editorial.checks.passages import Kind, Passage
from bot.editorial.checks.voice import answer_length_hints, style_hints, voice_problems


def passage(text: str, kind: Kind = Kind.ANSWER) -> Passage:
    return Passage("faq/x/y.md", 7, text, kind)


def found(text: str) -> list[str]:
    return [problem.message for problem in voice_problems([passage(text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alle Teilnehmer zahlen.", "„Teilnehmer“ – besser: Teilnehmende"),
        ("Den Teilnehmern helfen Betreuer.", "„Betreuer“"),
        ("Des Jugendleiters Ausweis", "„Jugendleiters“ – besser: Jugendleitung"),
        ("Fragen Sie die Mitarbeiter.", "Mitarbeitende"),
        ("Der Teilnehmerbeitrag ist klein.", "Teilnahmebeitrag"),
        ("Die Antragsteller*innen zahlen.", "Stern"),
        ("Die Antragsteller_innen zahlen.", "Stern"),
        ("Die Antragsteller/-innen zahlen.", "Stern"),
        ("Die AntragstellerInnen zahlen.", "großem I"),
        ("Schülerinnen und Schüler fahren mit.", "Doppelform"),
        ("Mit Schülern und Schülerinnen", "Doppelform"),
        ("Eine Lehrerin oder ein Lehrer fährt mit.", "Doppelform"),
        ("Das hilft dir weiter.", "„dir“"),
        ("Eure Gruppe", "„Eure“"),
        ("Zwecks Prüfung", "„Zwecks“ – besser: für"),
        ("Die Auszahlung erfolgt später.", "„erfolgt“"),
        ("Im Hinblick auf die Frist", "Amtsdeutsch"),
        ("sozial schwache Familien", "Menschen mit wenig Geld"),
        ("Flüchtlinge", "geflüchtete Menschen"),
    ],
)
def test_what_breaks_the_rules_is_told_with_a_better_word(text: str, expected: str) -> None:
    messages = found(text)
    assert any(expected in message for message in messages), messages


@pytest.mark.parametrize(
    "text",
    [
        "Teilnehmende, Fachkräfte, Leitung und Team",
        "Antragsteller:innen und Betreuer:innen",
        "Europa für Bürgerinnen und Bürger heißt heute CERV.",
        "Die Juleica (Jugendleiter/in-Card)",
        "Bürgeramt, Bürgerfonds, Reiseveranstalter, Partner und Träger",
        "Beginnen oder buchen Sie nichts vorher.",
        "Mehrkosten nach Bedarf, bei Duldung, in Dudweiler",
        "In Wien und Köln, Termin oder Terminwunsch",
        "",
    ],
)
def test_good_texts_and_proper_names_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_pair_is_told_once() -> None:
    assert len(found("Kolleginnen und Kollegen")) == 1


def test_the_line_of_a_finding_is_that_of_the_word() -> None:
    [problem] = voice_problems([passage("Erste Zeile.\nZweite Zeile.\nDie Teilnehmer.")])
    assert (problem.path, problem.line) == ("faq/x/y.md", 9)


def test_style_is_only_a_hint() -> None:
    long = "Wenn Sie dies und das und " + "jenes und " * 8 + "alles tun wollen, fragen Sie."
    messages = [h.message for h in style_hints([passage(long)])]
    assert len(messages) == 1
    assert "langer Satz" in messages[0]
    passive = [h.message for h in style_hints([passage("Der Antrag wird vom Amt geprüft.")])]
    assert "Passiv" in passive[0]
    nouns = "Planung, Durchführung und Abrechnung sind Arbeit."
    assert "Hauptwörter" in next(iter(style_hints([passage(nouns)]))).message
    assert list(style_hints([passage(long, Kind.SYSTEM)])) == []


def test_a_short_answer_has_two_to_five_sentences() -> None:
    one = passage("Nur ein Satz.")
    assert "1 Sätze" in next(iter(answer_length_hints([one]))).message
    assert list(answer_length_hints([passage("Eins. Zwei. Drei.")])) == []
