"""A partner that is told of and not asked for."""

from __future__ import annotations

import pytest

from bot.dialogue.situations.partner import tells_of_partner


@pytest.mark.parametrize(
    "text",
    [
        "haben schon einen Partner",
        "haben einen Partner in Haifa",
        "Partner steht auch schon fest",
        "ja einen partner haben wir",
    ],
)
def test_a_partner_is_all_that_is_told(text: str) -> None:
    assert tells_of_partner(text)


@pytest.mark.parametrize(
    "text",
    [
        "haben wir einen Partner?",
        "wir haben keinen Partner",
        "haben einen Partner der fehlt",
    ],
)
def test_more_is_told_or_asked(text: str) -> None:
    assert not tells_of_partner(text)
