"""Who wants the last answer again, in other words."""

from __future__ import annotations

import pytest

from bot.dialogue.wishes.retelling import Retelling, retelling_of


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("Bitte einfacher schreiben", Retelling.SIMPLE),
        ("auf einfach bitte", Retelling.SIMPLE),
        ("Können Sie mir das bitte einfacher erklären?", Retelling.SIMPLE),
        ("das ist mir zu kompliziert", Retelling.SIMPLE),
        ("gibt es das auch in einfacher Sprache?", Retelling.SIMPLE),
        ("kürzer bitte", Retelling.SHORTER),
        ("geht's kürzer?", Retelling.SHORTER),
        ("zu viel Text", Retelling.SHORTER),
        ("mehr dazu", Retelling.LONGER),
        ("Bitte etwas ausführlicher", Retelling.LONGER),
    ],
)
def test_a_wish_for_other_words(said: str, how: Retelling) -> None:
    assert retelling_of(said) is how


@pytest.mark.parametrize(
    "said",
    [
        "",
        "?!",
        "das",
        "und mehr geld?",
        "wie viel mehr",
        "der Antrag ist zu kompliziert, kann ich mit jemandem reden",
        "mein Sohn hat es schwer",
        "einfacher Verwendungsnachweis",
        "zu lang her",
        "mehr " * 40,
        "\x00\ud800",
    ],
)
def test_what_says_something_else_is_no_such_wish(said: str) -> None:
    assert retelling_of(said) is None
