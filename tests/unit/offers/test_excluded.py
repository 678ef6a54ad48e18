"""A programme that does not pay for the country is named so, and its deadlines are left out."""

from __future__ import annotations

from bot.deadlines.lookup import DeadlineQuery
from bot.offers.deadline_card import offered_deadlines
from bot.offers.excluded import without_excluded
from tests.unit.offers.test_cards import BOOK, NOW, SITE


def test_who_pays_instead_takes_the_place() -> None:
    card = offered_deadlines(BOOK, DeadlineQuery(("kjp_bund",), ("FR",)), NOW, SITE).card
    assert "(KJP) zahlt nicht für Frankreich. Dort hilft: Deutsch-Französisches" in card["intro"]
    assert {item["programme_id"] for item in card["items"]} == {"dfjw"}
    assert card["asked"] == ["kjp_bund"]


def test_what_was_asked_beside_it_stays() -> None:
    query, told = without_excluded(BOOK, DeadlineQuery(("dpjw", "kjp_bund"), ("PL",)))
    assert query.programmes == ("dpjw",)
    assert "nicht für Polen" in told


def test_other_countries_change_nothing() -> None:
    query = DeadlineQuery(("kjp_bund",), ("RO",))
    assert without_excluded(BOOK, query) == (query, "")
    assert without_excluded(BOOK, DeadlineQuery()) == (DeadlineQuery(), "")


def test_a_fund_for_developing_countries_is_none_for_the_eu() -> None:
    query, told = without_excluded(BOOK, DeadlineQuery(("ensa",), ("ES",)))
    assert query.programmes == ()
    assert told.endswith("zahlt nicht für Spanien.")
    french = without_excluded(BOOK, DeadlineQuery(("ensa",), ("FR",)))
    assert french[0].programmes == ("dfjw",)
    assert "Dort hilft: Deutsch-Französisches" in french[1]
    assert without_excluded(BOOK, DeadlineQuery(("ensa",), ("GH",)))[1] == ""
