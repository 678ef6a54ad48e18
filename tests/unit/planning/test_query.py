"""Plans in addresses, and plans as cards."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.planning.cards import MOST_STEPS, plan_card
from bot.planning.query import plan_query, plan_url, read_plan
from bot.planning.view import plan_view
from tests.unit.planning.plan_rig import NOW, planned, service

PROGRAMMES = ("dpjw", "dfjw", "erasmus_jugend")


def read(**parameters: str):  # type: ignore[no-untyped-def]
    values = {name: value.split("|") for name, value in parameters.items()}
    return read_plan(values, service().fit.find_seat, PROGRAMMES, NOW.date())


def test_an_address_and_a_plan_are_the_same() -> None:
    reading = read(
        land="PL|UA",
        format="jugendbegegnung",
        beginn="12.07.2027",
        programm="dpjw|dfjw",
        traeger="verein",
        dachverband="ja",
        ort="Köln",
    )
    assert reading.problems == ()
    query = plan_query(reading.case, reading.chosen)
    again = parse_qs(query)
    assert again["programm"] == ["dpjw", "dfjw"]
    assert again["beginn"] == ["2027-07-12"]
    back = read(**{name: "|".join(values) for name, values in again.items()})
    assert (back.case, back.chosen) == (reading.case, reading.chosen)


def test_the_link_carries_the_plan_where_no_server_reads_it() -> None:
    reading = read(land="PL", beginn="2027-07-12")
    url = urlsplit(plan_url(reading.case, "https://ija.example/", ("dpjw",)))
    assert (url.path, url.query) == ("/planer", "")
    assert parse_qs(url.fragment) == {
        "land": ["PL"], "beginn": ["2027-07-12"], "programm": ["dpjw"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({}, ("beginn", "start_needed")),
        ({"beginn": "irgendwann"}, ("beginn", "no_date")),
        ({"beginn": "2027-07-12", "programm": "gibtsnicht"}, ("programm", "unknown_choice")),
        ({"beginn": "2027-07-12", "ende": "2027-07-01"}, ("ende", "end_before_start")),
        ({"beginn": "2027-07-12\x00😀"}, ("beginn", "no_date")),
        ({"beginn": "\ud800"}, ("beginn", "start_needed")),
    ],
)
def test_what_is_wrong_is_named(parameters: dict[str, str], problem: tuple[str, str]) -> None:
    found = [(item.field, item.code) for item in read(**parameters).problems]
    assert problem in found


def test_the_card_shows_what_counts_first_and_leads_to_the_whole_plan() -> None:
    plan = planned(service(), land="PL", format="jugendbegegnung", beginn="2027-07-12")
    card = plan_card(plan, site="https://ija.example", chosen=("dpjw",))
    items = [item for section in card["sections"] for item in section["items"]]
    assert len(items) == MOST_STEPS
    assert "Weitere Schritte im ganzen Plan:" in card["intro"]
    whole, calendar = card["links"]
    assert whole["url"].startswith("https://ija.example/planer?land=PL")
    assert calendar["url"].startswith("https://ija.example/planer.ics?land=PL")
    assert whole["url"].endswith("programm=dpjw")


def test_the_view_marks_what_is_over_and_what_is_not_confirmed() -> None:
    plan = planned(service(), land="CZ", format="jugendbegegnung", beginn="2027-03-01",
                   traeger="verein", dachverband="nein")  # fmt: skip
    view = plan_view(plan)
    steps = {step.id: step for _, phase in view.phases for step in phase}
    over = steps["frist_tandem_landesjugendamt"]
    assert (over.urgency, over.certainty, over.programme) == (
        "schon vorbei", "nicht bestätigt", "tandem",
    )  # fmt: skip
    assert steps["frueh_anfangen"].certainty == "Rat aus der Praxis"
    assert any("vorbei" in hint for hint in view.hints)
    dated = [step for step in plan.steps if step.first or step.last]
    dated.sort(key=lambda step: (step.first or step.last or plan.start, step.id))
    assert [step.id for step in view.overview] == [step.id for step in dated]
    assert view.lines[0] == ("Partnerland", "Tschechien")


@pytest.mark.parametrize(
    ("start", "is_problem"),
    [("2020-07-12", True), ("2026-08-01", True), ("2026-11-01", False), ("2027-07-12", False)],
)
def test_a_journey_of_long_ago_is_not_planned(start: str, *, is_problem: bool) -> None:
    codes = [(problem.field, problem.code) for problem in read(land="PL", beginn=start).problems]
    assert codes == ([("beginn", "start_long_ago")] if is_problem else [])
