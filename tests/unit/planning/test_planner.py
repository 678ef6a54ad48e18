"""Plans for journeys as the office knows them, from its real files."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from bot.fit.case import Case
from bot.planning.models import Phase, StepCertainty, Urgency
from bot.planning.planner import StartMissingError
from bot.planning.service import PlanService
from bot.planning.view import plan_view
from tests.unit.planning.plan_rig import NOW, ids, planned, service, step

POLAND = {
    "land": "PL", "format": "jugendbegegnung", "beginn": "2027-07-12", "ende": "2027-07-20",
    "traeger": "verein", "dachverband": "nein", "ort": "Köln",
}  # fmt: skip


@pytest.fixture(scope="module")
def planner() -> PlanService:
    return service()


def test_exchange_with_poland_knows_every_deadline_of_its_programmes(planner: PlanService) -> None:
    plan = planned(planner, **POLAND)
    dpjw = step(plan, "frist_dpjw_begegnungen")
    assert dpjw.last == date(2027, 4, 12)
    assert dpjw.when == "rechnerisch spätestens am 12. April 2027"
    assert dpjw.certainty is StepCertainty.ABOUT
    assert dpjw.urgency is Urgency.AHEAD
    erasmus = step(plan, "frist_erasmus_ka1_einzelantrag")
    assert erasmus.when.endswith("für Ihren Beginn zählt das Jahr 2027")
    assert (erasmus.first, erasmus.last) == (date(2027, 2, 11), date(2027, 2, 23))
    # The round of the year before is for journeys that begin earlier, this one for the summer.
    checks = step(plan, "frist_europa_schecks_antrag")
    assert checks.first == date(2027, 4, 1)
    assert "frist_kjfp_erstes_halbjahr" not in ids(plan)
    assert "frist_kjp_landesjugendamt" not in ids(plan)


def test_steps_beside_the_applications_count_back_from_the_first_day(planner: PlanService) -> None:
    plan = planned(planner, **POLAND)
    assert step(plan, "sonderurlaub").last == date(2027, 5, 31)
    assert step(plan, "fuehrungszeugnisse").first == date(2027, 4, 12)
    assert step(plan, "verwendungsnachweis").first == date(2027, 7, 21)
    assert step(plan, "schulbefreiung").certainty is StepCertainty.EXAMPLE
    assert "sammelliste" not in ids(plan)
    assert "visum_gaeste" not in ids(plan)
    assert "zentralstelle_fragen" not in ids(plan)


def test_what_should_have_begun_is_to_be_done_now(planner: PlanService) -> None:
    beginning = step(planned(planner, **POLAND), "frueh_anfangen")
    assert beginning.urgency is Urgency.NOW
    assert beginning.certainty is StepCertainty.PRACTICE


def test_steps_stand_in_the_order_of_phases_and_days(planner: PlanService) -> None:
    plan = planned(planner, **POLAND)
    phases = [item.phase for item in plan.steps]
    assert phases == sorted(phases, key=list(Phase).index)
    days = [item.first or item.last for item in plan.of_phase(Phase.APPLICATION)]
    dated = [found for found in days if found is not None]
    assert dated == sorted(dated)


@pytest.mark.parametrize(
    ("umbrella", "there", "gone"),
    [
        ("ja", "frist_conact_zentralstelle", "frist_conact_landesjugendamt"),
        ("nein", "frist_conact_landesjugendamt", "frist_conact_zentralstelle"),
    ],
)
def test_the_way_follows_the_umbrella_body(
    planner: PlanService, umbrella: str, there: str, gone: str
) -> None:
    plan = planned(planner, land="IL", format="jugendbegegnung", beginn="2028-05-01",
                   traeger="verein", dachverband=umbrella)  # fmt: skip
    assert there in ids(plan)
    assert gone not in ids(plan)
    assert ("zentralstelle_fragen" in ids(plan)) == (umbrella == "ja")


def test_both_ways_are_told_as_long_as_nobody_knows(planner: PlanService) -> None:
    plan = planned(planner, land="IL", format="jugendbegegnung", beginn="2028-05-01")
    assert {"frist_conact_zentralstelle", "frist_conact_landesjugendamt"} <= ids(plan)


def test_deadlines_for_members_of_one_body_are_never_in_a_plan(planner: PlanService) -> None:
    for land in ("PL", "FR", "GR", "CZ", "TR"):
        plan = planned(planner, land=land, format="jugendbegegnung", beginn="2028-05-01")
        assert all(item.deadline is None or item.deadline.members_of is None for item in plan.steps)


def test_passed_deadlines_say_so(planner: PlanService) -> None:
    plan = planned(planner, land="CZ", format="jugendbegegnung", beginn="2027-03-01",
                   traeger="verein", dachverband="nein")  # fmt: skip
    tandem = step(plan, "frist_tandem_landesjugendamt")
    assert tandem.urgency is Urgency.OVER
    assert tandem.last is not None
    assert tandem.last < NOW.date()


def test_guests_from_far_away_need_time_for_a_visa(planner: PlanService) -> None:
    ghana = planned(planner, land="GH", format="jugendbegegnung", beginn="2027-08-01")
    assert "visum_gaeste" in ids(ghana)
    both = planned(planner, land="PL|GH", format="jugendbegegnung", beginn="2027-08-01")
    assert "visum_gaeste" in ids(both)
    britain = planned(planner, land="GB", format="jugendbegegnung", beginn="2027-08-01")
    assert "einreise_grossbritannien" in ids(britain)


@pytest.mark.parametrize(
    ("start", "end", "covers", "asks_school"),
    [
        ("2027-08-02", "2027-08-10", True, False),
        ("2027-07-17", "2027-07-25", True, False),
        ("2027-07-12", "2027-07-20", False, True),
        ("2027-06-05", "2027-06-06", None, False),
        ("2027-06-07", "2027-06-11", None, True),
    ],
)
def test_school_holidays_decide_who_has_to_ask_the_school(
    planner: PlanService, start: str, end: str, covers: bool | None, asks_school: bool
) -> None:
    plan = planned(planner, **{**POLAND, "beginn": start, "ende": end})
    assert (None if plan.holidays is None else plan.holidays.covers) == covers
    assert ("schulbefreiung" in ids(plan)) == asks_school


def test_without_known_holidays_nothing_is_said_about_school(planner: PlanService) -> None:
    plan = planned(planner, land="PL", format="jugendbegegnung", beginn="2040-06-07")
    assert not plan.holidays_known
    assert "schulbefreiung" not in ids(plan)


def test_young_adults_need_no_signature_of_parents(planner: PlanService) -> None:
    plan = planned(planner, **POLAND, alter_von="18", alter_bis="26")
    assert "einverstaendnis_eltern" not in ids(plan)
    assert "einverstaendnis_eltern" in ids(planned(planner, **POLAND, alter_von="14"))


def test_school_groups_have_their_own_steps(planner: PlanService) -> None:
    plan = planned(planner, land="FR", format="schulaustausch", beginn="2027-05-03",
                   traeger="schule")  # fmt: skip
    assert step(plan, "sammelliste").last == date(2027, 3, 22)
    assert "schulbefreiung" not in ids(plan)
    assert "frist_dfjw_drittort_schule" in ids(plan)


def test_elsewhere_there_is_no_special_leave_of_nrw(planner: PlanService) -> None:
    plan = planned(planner, **{**POLAND, "ort": "München"})
    assert "sonderurlaub" not in ids(plan)
    assert "frist_kjfp_uebrige_positionen" not in ids(plan)


def test_chosen_programmes_are_the_only_ones(planner: PlanService) -> None:
    plan = planned(planner, **POLAND, programm="dpjw")
    assert [item.sheet.id for item in plan.programmes] == ["dpjw"]
    others = {i.deadline.programme.id for i in plan.steps if i.deadline is not None}
    assert others == {"dpjw"}
    assert "gemeinsamer_antrag" in ids(plan)


def test_a_chosen_programme_that_fits_not_quite_is_still_planned(planner: PlanService) -> None:
    plan = planned(planner, **{**POLAND, "alter_von": "40", "alter_bis": "50"}, programm="dpjw")
    assert [item.verdict.value for item in plan.programmes] == ["no"]
    assert any("DPJW" in hint for hint in plan_view(plan).hints)


def test_a_programme_that_does_not_pay_for_the_country_gives_way(planner: PlanService) -> None:
    plan = planned(planner, **POLAND, programm="kjp_bund|dpjw")
    assert [item.sheet.id for item in plan.programmes] == ["dpjw"]
    assert plan_view(plan).hints[0].startswith("Nicht im Plan: KJP. ")
    # Chosen alone, it makes room for those made for the country.
    alone = planned(planner, **POLAND, programm="kjp_bund")
    assert "dpjw" in {item.sheet.id for item in alone.programmes}
    assert not any(i.deadline and i.deadline.programme.id == "kjp_bund" for i in alone.steps)


def test_a_start_that_is_over_makes_every_step_before_it_past(planner: PlanService) -> None:
    plan = planned(planner, land="PL", format="jugendbegegnung", beginn="2026-11-01")
    assert plan.is_in_the_past
    before = [item for item in plan.steps if item.phase in (Phase.IDEA, Phase.JOURNEY)]
    assert {item.urgency for item in before} == {Urgency.OVER}


def test_without_a_first_day_there_is_no_plan(planner: PlanService) -> None:
    with pytest.raises(StartMissingError):
        planner.plan(Case(countries=("PL",)))


def test_no_step_claims_more_than_its_source(planner: PlanService) -> None:
    """No date of 2027 is confirmed anywhere, so none is shown as confirmed."""
    for land in ("PL", "FR", "IL", "CZ", "GR", "TR", "GH", "UA", "US"):
        plan = planned(planner, land=land, format="jugendbegegnung", beginn="2027-07-12")
        for item in plan.steps:
            if item.certainty is StepCertainty.CONFIRMED:
                assert item.first is None, item.id
                assert item.deadline is not None
            assert item.sources or item.certainty in (
                StepCertainty.PRACTICE,
                StepCertainty.UNKNOWN,
            ), item.id


def test_plans_hold_on_any_day_for_any_start() -> None:
    moment = [NOW]
    planner = service(lambda: moment[0])
    for number in range(0, 720, 45):
        moment[0] = datetime(2026, 1, 1, 23, 30, tzinfo=timezone.utc) + timedelta(days=number)
        for ahead in (-10, 0, 20, 100, 400):
            start = (moment[0] + timedelta(days=ahead)).date()
            plan = planned(planner, land="GR", format="jugendbegegnung", beginn=start.isoformat())
            today = moment[0].date()
            for item in plan.steps:
                if item.urgency in (Urgency.AHEAD, Urgency.SOON):
                    assert (item.first or item.last or start) >= today
                if item.deadline is not None and item.last is not None:
                    is_past = item.last < today
                    assert not is_past or item.urgency in (Urgency.OVER, Urgency.NOW)


def test_a_country_without_a_format_is_a_groups_journey_and_no_year_abroad(
    planner: PlanService,
) -> None:
    plan = planned(planner, land="PL", beginn="2027-07-12")
    assert {"dpjw", "erasmus_jugend"} <= {item.sheet.id for item in plan.programmes}
    assert not {"kulturweit", "asa", "ijfd"} & {item.sheet.id for item in plan.programmes}
    assert plan.more_programmes
    told = " ".join(plan_view(plan).hints)
    assert "Nennen Sie das Format" in told
    whole = planned(planner, **POLAND)
    assert "Nennen Sie" not in " ".join(plan_view(whole).hints)
