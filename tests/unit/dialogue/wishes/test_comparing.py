"""A number held against limits that were told, or the wish for the other limit."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context
from bot.dialogue.wishes.comparing import asks_only_for_limit, compares_with_limits

AGE = Context("alter_teilnehmende", "answer", ("kjp_bund",), aspects=("alter",), wish="aspect")
MONEY = Context("foerderung_kjp_bund", "answer", ("kjp_bund",), aspects=("betrag",), wish="aspect")
ENTRY = Context("alter_teilnehmende", "answer")


@pytest.mark.parametrize(
    "text",
    ["und unsere jüngste ist 11", "ist 34 ein Problem?", "wir sind nur sieben", "und maximal?"],
)
def test_numbers_are_held_against_limits(text: str) -> None:
    assert compares_with_limits(text, AGE)
    assert not compares_with_limits(text, MONEY)
    assert not compares_with_limits(text, ENTRY)
    assert not compares_with_limits(text, None)


def test_only_a_limit_keeps_what_was_asked() -> None:
    assert asks_only_for_limit("und maximal?", AGE)
    assert not asks_only_for_limit("und maximal wie viele Tage?", AGE)
    assert not asks_only_for_limit("warum?", AGE)
    assert not asks_only_for_limit("und", AGE)
    assert asks_only_for_limit("und mindestens?", MONEY)
    assert not asks_only_for_limit("und mindestens?", ENTRY)
