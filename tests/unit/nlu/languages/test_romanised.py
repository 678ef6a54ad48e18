"""Russian, Ukrainian and Arabic in Latin letters."""

from __future__ import annotations

import pytest

from bot.nlu.languages.detection import detect_language
from bot.nlu.languages.reading import as_read


@pytest.mark.parametrize(
    ("said", "language", "read"),
    [
        ("kogda srok zajavki", "ru", "когда срок заявки"),
        ("kogda svoj kluб uznaet srok", "ru", "когда свой клуб узнает срок"),
        ("Kak eto znat?", "ru", "как ето знат?"),
        ("koly potribno", "uk", "когда нужно"),
        ("ana laje2 fina safer", "ar", "انا لاجئ فينا سافر"),
        ("kif baddi safer 3ala misr", "ar", "كيف باددي سافر عالا ميسر"),
    ],
)
def test_it_is_recognised_and_read_in_its_own_letters(said: str, language: str, read: str) -> None:
    assert detect_language(said) == language
    assert as_read(said, language) == read


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("a mój brat który ma 15 lat?", "pl"),
        ("unser Nash Bridges e. V. sucht Partner", "de"),
        ("B2 oder KA152", "de"),
        ("Marhaba e. V. in Hamm braucht Geld für eine Fahrt", "de"),
        ("how do we get there", "en"),
        ("co2 kompensation abrechenbar?", "de"),
        ("KA2?", "de"),
    ],
)
def test_other_languages_are_not_taken_for_it(said: str, language: str) -> None:
    assert detect_language(said) == language


def test_names_in_a_message_of_other_letters_stay() -> None:
    assert as_read("можно ли получить Erasmus и juleica", "ru") == (
        "можно ли получить Erasmus и juleica"
    )
    assert as_read("kogda srok", "en") == "kogda srok"
