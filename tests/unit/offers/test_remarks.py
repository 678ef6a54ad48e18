"""Above deadlines: what they are not for, and which country may not take part."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.office.parsing import read_book
from bot.dialogue.context import Context
from bot.offers.deadline_card import offered_deadlines
from bot.offers.remarks import formats_of_school
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
SCHOOL = ("schulaustausch",)
ERASMUS = "Ob Erasmus+ Jugend mit"


def card(query: DeadlineQuery) -> Any:
    return offered_deadlines(BOOK, query, NOW, "").card


def test_a_school_gets_its_own_deadlines_or_is_sent_on() -> None:
    french = card(DeadlineQuery(countries=("FR",), formats=SCHOOL))
    assert {item["programme_id"] for item in french["items"]} == {"dfjw"}
    assert "Diese Fristen für Schulen" in french["intro"]
    youth = card(DeadlineQuery(("erasmus_jugend",), formats=SCHOOL))
    assert youth["items"] == []
    assert "Pädagogischen Austauschdienst" in youth["intro"]
    assert "Schulen" not in card(DeadlineQuery(countries=("FR",)))["intro"]


@pytest.mark.parametrize(("country", "is_unsure"), [("KE", True), ("RU", True), ("ES", False)])
def test_erasmus_is_told_to_be_unsure_where_it_is(country: str, *, is_unsure: bool) -> None:
    assert (ERASMUS in card(DeadlineQuery(countries=(country,)))["intro"]) is is_unsure
    # Without Erasmus+ in the list there is nothing to say.
    assert ERASMUS not in card(DeadlineQuery(("teams_up",), countries=(country,)))["intro"]


def test_the_talk_of_a_school_is_carried_on() -> None:
    before = Context("verweis_schueleraustausch", "answer")
    assert formats_of_school("welche frist gilt da?", before) == SCHOOL
    assert formats_of_school("und für unser jugendzentrum?", before) == ()
    assert formats_of_school("welche frist gilt da?", Context("foerderung_dfjw", "answer")) == ()
    assert formats_of_school("welche frist gilt da?", None) == ()
