from __future__ import annotations

import pytest

from bot.texts import UnknownTextError, first_text, text


def test_the_special_text_goes_before_the_general_one() -> None:
    assert first_text("desk.error_404", "desk.error_400") == text("desk.error_404")


def test_without_a_special_text_the_general_one_is_told() -> None:
    assert first_text("desk.error_418", "desk.error_400") == text("desk.error_400")


def test_a_text_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(UnknownTextError):
        first_text("desk.error_418", "desk.error_419")
