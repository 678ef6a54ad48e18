"""Questions for money that end in few words."""

from __future__ import annotations

import pytest

from bot.dialogue.money import asks_for_money


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("und wenn die zu uns kommen, gibts da auch was?", True),
        ("wir wollen nach Georgien, kriegen wir da was", True),
        ("gibts da was besonderes bei der anreise", False),
        ("was gibt es da", False),
    ],
)
def test_whether_there_is_something_asks_for_money(text: str, is_asked: bool) -> None:
    assert asks_for_money(text) is is_asked
