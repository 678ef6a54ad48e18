"""Countries by their names in the language of a message."""

from __future__ import annotations

import pytest

from bot.nlu.names.foreign_countries import find_countries


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("en", "Can we get money for an exchange with Georgia?", ["GE"]),
        ("en", "a trip to the Czech Republic and South Africa", ["CZ", "ZA"]),
        ("fr", "un échange avec la Pologne et l'Italie", ["PL", "IT"]),
        ("fr", "aux Etats-Unis", ["US"]),
        ("es", "intercambio con Túnez o Reino Unido", ["TN", "GB"]),
        ("tr", "Polonya'ya gitmek istiyoruz, İsrail'e de", ["PL", "IL"]),
        ("tr", "Fransa ile gençlik değişimi", ["FR"]),
        ("pl", "wymiana z Grecją, Włochami i Łotwą", ["GR", "IT", "LV"]),
        ("ru", "обмен с Польшей и Грузией", ["PL", "GE"]),
        ("uk", "обмін із Польщею або в Україні", ["PL", "UA"]),
        ("ar", "تبادل الشباب مع بولندا والأردن", ["PL", "JO"]),
        ("ar", "السفر إلى الجزائر ولبنان", ["DZ", "LB"]),
        ("ru", "груз и данные для малышей", []),
        # The language, not the country.
        ("pl", "czy mówi ktoś po polsku", []),
        ("pl", "podróż po Polsce z Polakami", ["PL", "PL"]),
        ("ru", "можно по-русски? говорите по-польски?", []),
        ("uk", "українською мовою", []),
        ("de", "wir fahren nach Pologne", []),
        ("xx", "Poland", []),
    ],
)
def test_names_of_the_language_are_found(language: str, text: str, countries: list[str]) -> None:
    found = find_countries(text, language)
    assert [name.value for name in found] == countries
    assert {name.entity for name in found} <= {"country"}


def test_the_place_of_a_name_is_that_of_its_words() -> None:
    text = "viaje a los Países Bajos en mayo"
    [name] = find_countries(text, "es")
    assert text[name.start : name.end] == "Países Bajos"
    text = "сотрудничество с Южной Африкой"
    [name] = find_countries(text, "ru")
    assert (name.value, text[name.start : name.end]) == ("ZA", "Южной Африкой")


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "😀", "а" * 100_000, "I" * 50, "ـ" * 50])
@pytest.mark.parametrize("language", ["tr", "ar", "ru"])
def test_whatever_is_written_is_read(text: str, language: str) -> None:
    assert find_countries(text, language) == []
