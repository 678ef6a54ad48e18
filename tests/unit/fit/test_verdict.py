"""No to a programme that does not pay, and who may pay instead."""

from __future__ import annotations

from bot.fit.case import Case
from bot.fit.service import FitService
from bot.fit.shown.verdict import barred_programmes, own_programmes, verdict_card

USUAL = "jugendbegegnung"


def test_a_programme_that_leaves_out_the_country_is_barred(service: FitService) -> None:
    for country, own in (("FR", "dfjw"), ("PL", "dpjw"), ("GR", "dgjw")):
        result = service.check(Case(countries=(country,), format=USUAL))
        assert barred_programmes(result, ("kjp_bund", own)) == ("kjp_bund",)
        assert own_programmes(result)[0] == own
    result = service.check(Case(countries=("RO",), format=USUAL))
    assert barred_programmes(result, ("kjp_bund",)) == ()


def test_some_programmes_are_checked_as_among_all(service: FitService) -> None:
    case = Case(countries=("FR",), format=USUAL)
    some = {fit.sheet.id: fit for fit in service.check(case, ("kjp_bund", "dfjw")).programmes}
    assert some == {
        fit.sheet.id: fit for fit in service.check(case).programmes if fit.sheet.id in some
    }
    assert set(some) == {"kjp_bund", "dfjw"}


def test_what_the_plan_can_change_bars_nothing(service: FitService) -> None:
    result = service.check(Case(countries=("PL",), format=USUAL, days=40))
    assert barred_programmes(result, ("dpjw",)) == ()


def test_the_card_says_no_with_the_rule_and_its_source(service: FitService) -> None:
    result = service.check(Case(countries=("FR",), format=USUAL))
    card = verdict_card(result, ("kjp_bund",))
    assert card["intro"].startswith("Nein, nach den bekannten Regeln nicht: KJP.")
    no, own, *_ = card["sections"]
    [rule] = no["items"]
    assert (rule["label"], rule["status"]) == ("KJP", "no")
    assert "nicht für Frankreich, Polen und Griechenland" in rule["text"]
    assert rule["sources"]
    assert rule["checked_on"]
    assert own["items"][0]["label"] == "DFJW"


def test_a_business_is_told_of_the_rule_and_of_a_partner(service: FitService) -> None:
    result = service.check(Case(organisation="unternehmen"))
    assert barred_programmes(result, ("kjfp_nrw",)) == ("kjfp_nrw",)
    card = verdict_card(result, ("kjfp_nrw",))
    assert "Gewerbliche Träger werden nicht gefördert" in card["sections"][0]["items"][0]["text"]
    assert len(card["sections"]) == 1
    assert "gemeinnütziger Verein" in card["intro"]


def test_a_memorial_trip_without_a_partner_is_nothing_for_the_dpjw(service: FitService) -> None:
    alone = service.check(Case(format="gedenkstaette"))
    verdicts = {item.sheet.id: item.verdict.value for item in alone.programmes}
    assert (verdicts["dpjw"], verdicts["gedenkstaetten_kjp"]) == ("no", "maybe")
    together = service.check(Case(format="gedenkstaette", countries=("PL",)))
    assert {i.sheet.id: i.verdict.value for i in together.programmes}["dpjw"] == "maybe"
