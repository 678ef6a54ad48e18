"""Which answers may be shown as a proposal."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.meaning.suggestion import LEAST_LEAD, is_worth_showing

ABOUT_POLAND = Context("sammelliste", "answer", countries=("PL",))


def heard(topic: str, decision: str = "clarify", lead: float = 0.1, **more: Any) -> Heard:
    return Heard("x", decision, topic, (topic, "juleica"), lead, **more)


def test_the_nearest_answer_is_shown_where_it_is_ahead() -> None:
    assert is_worth_showing(heard("krisenplan"), "krisenplan", None)
    assert is_worth_showing(heard("krisenplan", lead=LEAST_LEAD), "krisenplan", None)
    assert not is_worth_showing(heard("krisenplan", lead=LEAST_LEAD - 0.01), "krisenplan", None)


@pytest.mark.parametrize("decision", ["answer", "fallback", "emergency", "smalltalk"])
def test_only_an_unsure_message_gets_one(decision: str) -> None:
    assert not is_worth_showing(heard("krisenplan", decision), "krisenplan", None)


def test_what_is_nearest_must_be_an_answer_itself() -> None:
    # First comes small talk, which cannot be shown, and then what could.
    assert not is_worth_showing(heard("meta_dank_abschied"), "juleica", None)


def test_a_correction_gets_none() -> None:
    assert not is_worth_showing(heard("krisenplan", is_correction=True), "krisenplan", None)


def test_sums_and_dates_need_a_country_or_a_programme() -> None:
    said = heard("foerderung_dpjw")
    assert not is_worth_showing(said, "foerderung_dpjw", None)
    assert not is_worth_showing(said, "foerderung_dpjw", Context("juleica", "answer"))
    assert is_worth_showing(said, "foerderung_dpjw", ABOUT_POLAND)
    assert is_worth_showing(heard("foerderung_dpjw", countries=("PL",)), "foerderung_dpjw", None)
    assert is_worth_showing(heard("foerderung_dpjw", programmes=("dpjw",)), "foerderung_dpjw", None)
    assert is_worth_showing(heard("foerderung_ueberblick"), "foerderung_ueberblick", None)
