"""Plans as people bring them, against the office's real sheets."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest

from bot.fit.result import Finding, FitResult, Verdict, Way
from bot.fit.service import FitService
from bot.fit.shown.view import fit_view

Check = Callable[[str], FitResult]
POLAND = (
    "land=PL&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=12"
    "&traeger=verein&dachverband=nein&ort=Dortmund"
)


@pytest.fixture
def check(service: FitService) -> Check:
    def run(query: str) -> FitResult:
        reading = service.read(parse_qs(query))
        assert reading.problems == ()
        return service.check(reading.case)

    return run


def ids(result: FitResult, verdict: Verdict) -> list[str]:
    return [item.sheet.id for item in result.with_verdict(verdict)]


def verdict_of(result: FitResult, programme: str) -> Verdict:
    return next(item.verdict for item in result.programmes if item.sheet.id == programme)


def topics(result: FitResult, programme: str, *findings: Finding) -> set[str]:
    item = next(item for item in result.programmes if item.sheet.id == programme)
    return {judgement.topic for judgement in item.of(*findings)}


def test_exchange_with_poland_of_a_club_in_dortmund(check: Check) -> None:
    result = check(f"{POLAND}&beginn=2027-07-01&ende=2027-07-10")
    assert ids(result, Verdict.FITS)[:2] == ["dpjw", "erasmus_jugend"]
    assert verdict_of(result, "kjp_bund") is Verdict.FITS_NOT
    assert topics(result, "kjp_bund", Finding.BROKEN) == {"laender"}
    # A club may or may not be recognised: that is a question, not a refusal.
    assert verdict_of(result, "kjfp_nrw") is Verdict.UNCLEAR
    assert topics(result, "kjfp_nrw", Finding.UNCLEAR) == {"traeger"}
    first = result.steps[0]
    assert (first.way, first.contact and first.contact.name) == (Way.DIRECT, "DPJW")
    assert "LWL-Landesjugendamt Westfalen" in fit_view(result).ways[-1].title


def test_the_lead_time_is_counted_back_from_the_start(check: Check) -> None:
    dpjw = check(f"{POLAND}&beginn=2027-07-01&ende=2027-07-10").programmes[0]
    [lead] = dpjw.lead_times
    assert (dpjw.sheet.id, lead.latest.isoformat(), lead.is_past) == ("dpjw", "2027-04-01", False)


def test_a_habit_that_is_over_for_the_start_is_said(check: Check) -> None:
    result = check(
        "land=ES&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=12"
        "&beginn=2027-04-01&ende=2027-04-08&traeger=verein"
    )
    erasmus = next(item for item in result.programmes if item.sheet.id == "erasmus_jugend")
    assert erasmus.verdict is Verdict.FITS
    assert [lead.is_past for lead in erasmus.lead_times] == [True]


def test_a_deadline_that_is_over_is_a_hint_and_no_refusal(check: Check) -> None:
    result = check(f"{POLAND}&beginn=2027-01-20&ende=2027-01-27")
    dpjw = result.programmes[0]
    assert (dpjw.sheet.id, dpjw.verdict) == ("dpjw", Verdict.FITS)
    assert [lead.is_past for lead in dpjw.lead_times] == [True]
    assert result.is_short_notice
    land = next(item for item in result.programmes if item.sheet.id == "kjfp_nrw")
    assert any("keine Ausschlussfrist" in item["text"] for item in land.late_chances)


@pytest.mark.parametrize(
    ("query", "specific"),
    [
        ("land=FR", "dfjw"),
        ("land=PL", "dpjw"),
        ("land=GR", "dgjw"),
        ("land=IL", "conact"),
        ("land=CZ", "tandem"),
        ("land=TR", "tuerkei_jugendbruecke"),
        ("land=GB", "uk_german_connection"),
        ("land=CN", "kjp_china"),
    ],
)
def test_the_country_has_its_own_way(check: Check, query: str, specific: str) -> None:
    result = check(
        f"{query}&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=12&tage=8"
        "&traeger=anerkannter_traeger&dachverband=nein&ort=Bochum"
    )
    assert ids(result, Verdict.FITS)[0] == specific
    assert result.steps[0].programmes[0].sheet.id == specific


@pytest.mark.parametrize("country", ["FR", "PL", "GR"])
def test_the_federal_plan_is_not_for_countries_with_a_youth_office(
    check: Check, country: str
) -> None:
    result = check(f"land={country}&format=jugendbegegnung")
    assert verdict_of(result, "kjp_bund") is Verdict.FITS_NOT


@pytest.mark.parametrize("country", ["ES", "GH", "US", "TR", "GB"])
def test_the_federal_plan_is_for_other_countries(check: Check, country: str) -> None:
    result = check(
        f"land={country}&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=12&tage=8"
        "&traeger=verein&dachverband=ja&ort=Herne"
    )
    assert verdict_of(result, "kjp_bund") is Verdict.FITS


def test_beside_a_country_that_is_left_out_the_body_decides(check: Check) -> None:
    result = check("land=FR&land=UA&format=jugendbegegnung&traeger=verein")
    assert topics(result, "kjp_bund", Finding.UNCLEAR) == {"laender"}
    assert topics(result, "dfjw", Finding.UNCLEAR) == {"laender"}


def test_israel_goes_through_its_own_centre(check: Check) -> None:
    result = check("land=IL&format=jugendbegegnung&traeger=verein&dachverband=ja")
    assert verdict_of(result, "kjp_bund") is Verdict.FITS_NOT
    assert result.steps[0].way is Way.CENTRAL_BODY


@pytest.mark.parametrize(
    ("start", "finding"),
    [("2026-12-27", Finding.UNCLEAR), ("2027-08-01", Finding.NOTE)],
)
def test_britain_returns_to_erasmus_in_2027(check: Check, start: str, finding: Finding) -> None:
    result = check(
        "land=GB&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=15"
        f"&traeger=verein&beginn={start}&tage=8"
    )
    assert "special" in topics(result, "erasmus_jugend", finding)


def test_without_a_start_britain_and_erasmus_stay_open(check: Check) -> None:
    result = check(
        "land=GB&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=15&traeger=verein"
    )
    item = next(item for item in result.programmes if item.sheet.id == "erasmus_jugend")
    assert "period" in item.open_questions


@pytest.mark.parametrize("country", ["RU", "BY"])
def test_nothing_fits_for_certain_with_russia_and_belarus(check: Check, country: str) -> None:
    result = check(
        f"land={country}&format=jugendbegegnung&alter_von=16&alter_bis=20&teilnehmende=12&tage=8"
        "&traeger=anerkannter_traeger&dachverband=nein&ort=Essen"
    )
    assert ids(result, Verdict.FITS) == []


def test_countries_outside_erasmus_are_for_the_agency_to_decide(check: Check) -> None:
    result = check(
        "land=GH&format=jugendbegegnung&alter_von=16&alter_bis=25&teilnehmende=10&tage=10"
        "&traeger=verein"
    )
    assert verdict_of(result, "erasmus_jugend") is Verdict.UNCLEAR


def test_four_countries_are_too_many_for_the_german_polish_youth_office(check: Check) -> None:
    three = check("land=PL&land=UA&format=jugendbegegnung")
    four = check("land=PL&land=UA&land=CZ&format=jugendbegegnung")
    assert verdict_of(three, "dpjw") is Verdict.UNCLEAR
    assert verdict_of(four, "dpjw") is Verdict.FITS_NOT


@pytest.mark.parametrize(
    ("ages", "finding"),
    [
        ("alter_von=12&alter_bis=26", Finding.KEPT),
        ("alter_von=10&alter_bis=14", Finding.UNCLEAR),
        ("alter_von=6&alter_bis=9", Finding.BROKEN),
        ("alter_von=30&alter_bis=40", Finding.BROKEN),
        ("alter_von=14", Finding.OPEN),
        ("", Finding.OPEN),
    ],
)
def test_ages_of_the_german_polish_youth_office(check: Check, ages: str, finding: Finding) -> None:
    assert "alter" in topics(check(f"land=PL&format=jugendbegegnung&{ages}"), "dpjw", finding)


@pytest.mark.parametrize(
    ("days", "finding"),
    [
        ("3", Finding.BROKEN),
        ("4", Finding.KEPT),
        ("28", Finding.KEPT),
        # Two days more may be the journey.
        ("30", Finding.UNCLEAR),
        ("31", Finding.BROKEN),
    ],
)
def test_days_of_the_german_polish_youth_office(check: Check, days: str, finding: Finding) -> None:
    result = check(f"land=PL&format=jugendbegegnung&tage={days}")
    assert "dauer" in topics(result, "dpjw", finding)


@pytest.mark.parametrize(
    ("people", "finding"),
    [
        ("3", Finding.BROKEN),  # at least four from each country
        ("4", Finding.UNCLEAR),  # sixteen together, if the partner brings more
        ("8", Finding.KEPT),
        ("30", Finding.KEPT),
        ("31", Finding.UNCLEAR),  # more than sixty together with a group as large
        ("61", Finding.BROKEN),
        ("", Finding.OPEN),
    ],
)
def test_erasmus_counts_all_groups_together(check: Check, people: str, finding: Finding) -> None:
    result = check(f"land=ES&format=jugendbegegnung&teilnehmende={people}")
    assert "gruppengroesse" in topics(result, "erasmus_jugend", finding)


@pytest.mark.parametrize(
    ("organisation", "verdict"),
    [
        ("anerkannter_traeger", Verdict.FITS),
        ("kommune", Verdict.FITS),
        ("verein", Verdict.UNCLEAR),
        ("religionsgemeinschaft", Verdict.UNCLEAR),
        ("schule", Verdict.FITS_NOT),
        ("informelle_gruppe", Verdict.FITS_NOT),
        ("einzelperson", Verdict.FITS_NOT),
        ("unternehmen", Verdict.FITS_NOT),
    ],
)
def test_who_may_apply_to_the_land(check: Check, organisation: str, verdict: Verdict) -> None:
    result = check(f"land=TR&format=jugendbegegnung&traeger={organisation}&ort=Unna")
    assert verdict_of(result, "kjfp_nrw") is verdict


def test_informal_groups_may_apply_for_exchanges_but_not_for_youth_workers(check: Check) -> None:
    plan = "land=ES&alter_von=18&alter_bis=25&teilnehmende=10&tage=8&traeger=informelle_gruppe"
    exchange = check(f"{plan}&format=jugendbegegnung")
    workers = check(f"{plan}&format=fachkraefte")
    assert verdict_of(exchange, "erasmus_jugend") is Verdict.FITS
    assert topics(workers, "erasmus_jugend", Finding.BROKEN) == {"traeger"}


def test_memorial_trip_needs_no_partner_country(check: Check) -> None:
    result = check(
        "format=gedenkstaette&alter_von=15&alter_bis=18&teilnehmende=20&traeger=verein&ort=Münster"
    )
    assert ids(result, Verdict.FITS) == ["gedenkstaetten_kjp"]
    assert result.steps[0].contact is not None


def test_memorial_trip_of_forty_is_too_large_for_the_federal_money(check: Check) -> None:
    result = check("format=gedenkstaette&teilnehmende=40&traeger=verein")
    assert topics(result, "gedenkstaetten_kjp", Finding.BROKEN) == {"gruppengroesse"}


def test_own_project_of_young_people_may_stay_at_home(check: Check) -> None:
    result = check(
        "format=jugendinitiative&alter_von=18&alter_bis=22&teilnehmende=6&traeger=informelle_gruppe"
    )
    assert ids(result, Verdict.FITS) == ["esk", "erasmus_jugend"]


def test_a_single_person_finds_volunteering(check: Check) -> None:
    result = check("format=freiwilligendienst&alter_von=19&alter_bis=19&traeger=einzelperson")
    assert "ijfd" in ids(result, Verdict.FITS)
    assert verdict_of(result, "dpjw") is Verdict.FITS_NOT


def test_from_bavaria_the_money_of_nrw_is_out_of_reach(check: Check) -> None:
    result = check(
        "land=TR&format=jugendbegegnung&traeger=anerkannter_traeger&dachverband=nein&ort=München"
    )
    assert verdict_of(result, "kjfp_nrw") is Verdict.FITS_NOT
    words = [hint["text"] for hint in fit_view(result).hints]
    assert any("nicht in NRW" in word for word in words)


def test_unknown_place_is_said_and_not_guessed(check: Check) -> None:
    result = check("land=TR&format=jugendbegegnung&traeger=kommune&ort=Hintertupfing")
    assert topics(result, "kjfp_nrw", Finding.OPEN) == {"special"}
    assert any("Hintertupfing" in hint["text"] for hint in fit_view(result).hints)


@pytest.mark.parametrize(
    ("place", "office"),
    [
        ("Dortmund", "LWL-Landesjugendamt Westfalen"),
        ("Köln", "LVR-Landesjugendamt Rheinland"),
        ("kreis borken", "LWL-Landesjugendamt Westfalen"),
        ("Essen", "LVR-Landesjugendamt Rheinland"),
        ("Castrop-Rauxel", "LWL-Landesjugendamt Westfalen"),
    ],
)
def test_the_place_tells_the_landesjugendamt(check: Check, place: str, office: str) -> None:
    result = check(f"land=CZ&format=jugendbegegnung&traeger=verein&dachverband=nein&ort={place}")
    assert result.steps[0].way is Way.YOUTH_OFFICE
    assert office in fit_view(result).ways[0].title


def test_umbrella_body_comes_first_and_unknown_is_asked(check: Check) -> None:
    plan = "land=CZ&format=jugendbegegnung&traeger=verein&ort=Hamm"
    assert check(f"{plan}&dachverband=ja").steps[0].way is Way.CENTRAL_BODY
    unknown = check(plan).steps[0]
    assert (unknown.way, unknown.otherwise) == (Way.ASK_UMBRELLA, Way.YOUTH_OFFICE)
    # Without umbrella the German-Polish youth office is asked directly, not the Landesjugendamt.
    poland = check("land=PL&format=jugendbegegnung&traeger=verein&ort=Hamm").steps[0]
    assert (poland.way, poland.otherwise) == (Way.ASK_UMBRELLA, Way.DIRECT)


def test_municipality_has_no_central_body(check: Check) -> None:
    result = check("land=CZ&format=jugendbegegnung&traeger=kommune&dachverband=ja&ort=Unna")
    assert result.steps[0].way is Way.YOUTH_OFFICE
    assert fit_view(result).ways[0].title == "LWL-Landesjugendamt Westfalen"


def test_every_rule_that_decides_names_its_source_and_day(check: Check) -> None:
    result = check(POLAND)
    for item in result.programmes:
        for judgement in item.of(Finding.BROKEN, Finding.KEPT, Finding.OPEN):
            for evidence in judgement.evidence:
                assert evidence.source is not None, (item.sheet.id, evidence.text)
                assert evidence.checked_on.year >= 2026


def test_the_same_plan_gives_the_same_result(check: Check) -> None:
    assert check(POLAND) == check(POLAND)


def test_nothing_is_ever_promised(check: Check) -> None:
    view = fit_view(check(POLAND))
    assert view.summary.startswith("Nach den bekannten Regeln")
    assert "wird gefördert" not in view.summary


def test_all_programmes_with_a_sheet_get_a_verdict(check: Check, service: FitService) -> None:
    result = check("land=ES")
    assert len(result.programmes) == len(service.programmes.current().sheets) == 35
