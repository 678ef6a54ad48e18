"""What a passage must tell to answer a short question."""

from __future__ import annotations

import pytest

from bot.dialogue.asked_kind import bare_age, tells_limit_of_age


@pytest.mark.parametrize(
    ("said", "is_age"),
    [
        ("alle 19", True),
        ("unsere sind 15 bis 17", True),
        ("bin 16", True),
        ("wir sind 40", False),
        ("wir sind 8 leute", False),
        ("5 tage", False),
        ("und wie alt", False),
        ("14 15 16", False),
    ],
)
def test_an_age_alone(said: str, is_age: bool) -> None:
    assert bare_age(said) is is_age


@pytest.mark.parametrize(
    ("passage", "is_limit"),
    [
        ("Dafür brauchen Sie fünf Leute von 18 bis 30 Jahren.", True),
        ("Ab 13 Jahren gibt es Partizipationsprojekte.", True),
        ("In zwei Jahren gibt es eine Runde.", False),
        ("Das Zeugnis wird nach fünf Jahren neu gebraucht.", False),
    ],
)
def test_limits_of_age(passage: str, is_limit: bool) -> None:
    assert tells_limit_of_age(passage) is is_limit
