"""Questions for money that end in few words."""

from __future__ import annotations

import pytest

from bot.dialogue.money import asks_for_money, asks_only_whether


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("und wenn die zu uns kommen, gibts da auch was?", True),
        ("wir wollen nach Georgien, kriegen wir da was", True),
        ("gibts da was besonderes bei der anreise", False),
        ("was gibt es da", False),
        ("gibt es da ein programm", True),
        ("gibt es da ein programm für den abend", False),
    ],
)
def test_whether_there_is_something_asks_for_money(text: str, is_asked: bool) -> None:
    assert asks_for_money(text) is is_asked


@pytest.mark.parametrize(
    ("text", "is_only"),
    [
        ("gibts zuschuss? wir wollen nach marseille", True),
        ("Liverpool 2027, gibts da wieder Erasmus-Geld für das Projekt", True),
        ("wie viel zuschuss gibt es für marseille", False),
        ("gibts zuschuss pro kopf", False),
        ("was gibt es für eine höhe beim zuschuss", False),
        ("zuschuss dfjw", False),
        ("was gibt es da", False),
    ],
)
def test_whether_there_is_money_is_no_question_for_an_amount(text: str, is_only: bool) -> None:
    assert asks_only_whether(text) is is_only
