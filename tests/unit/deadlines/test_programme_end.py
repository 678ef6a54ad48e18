"""After the period of a programme nothing is known: no date is named, only whom to ask."""

from __future__ import annotations

from datetime import date

import pytest

from bot.deadlines.due import due_for_start, next_due
from bot.deadlines.lookup import DeadlineQuery, Period, find_deadlines
from bot.deadlines.office.book import LiveBook
from bot.fit.case import Case
from bot.fit.result import Verdict
from bot.offers.deadline_card import offered_deadlines
from bot.planning.deadline_steps import deadline_steps
from bot.planning.models import PlannedProgramme, StepCertainty
from bot.programmes.book import LiveProgrammes
from tests.unit.deadlines.deadline_rig import HOSTS, NOW, REAL, at

BOOK = LiveBook(REAL).current()
ERASMUS = ("erasmus_jugend",)


@pytest.mark.parametrize(
    "query",
    [
        DeadlineQuery(ERASMUS, year=2030),
        DeadlineQuery(ERASMUS, ("ES",), start=date(2030, 6, 24)),
        DeadlineQuery(ERASMUS, start=date(2028, 7, 1), formats=("jugendbegegnung",)),
        DeadlineQuery(ERASMUS, period=Period(date(2029, 1, 1), date(2030, 1, 1))),
        DeadlineQuery(("esk",), year=2028),
        DeadlineQuery(("kjfp_nrw",), start=date(2029, 3, 1)),
    ],
)
def test_no_date_is_named_after_the_end_of_a_programme(query: DeadlineQuery) -> None:
    card = offered_deadlines(BOOK, query, NOW, "").card
    (item,) = (one for one in card["items"] if one["status"] == "unknown")
    assert "läuft bis Ende 2027" in item["when"]
    assert item["ask"]["name"] in item["when"]
    assert not any(str(year) in item["when"] for year in range(2028, 2031))
    assert all(found.due is None for found in find_deadlines(BOOK, query, NOW).items)


def test_the_last_round_counts_for_the_projects_it_is_tied_to() -> None:
    query = DeadlineQuery(ERASMUS, start=date(2028, 2, 1), formats=("jugendbegegnung",))
    (found,) = find_deadlines(BOOK, query, NOW).items
    assert found.due is not None
    assert found.due.year == 2027
    assert not found.is_after_programme


def test_an_earlier_round_does_not_stand_in_for_one_beyond_the_end() -> None:
    begegnungen = next(d for d in BOOK.deadlines if d.id == "erasmus_ka1_einzelantrag")
    assert due_for_start(begegnungen, HOSTS, date(2028, 7, 1), NOW) is None
    assert next_due(begegnungen, HOSTS, at(date(2027, 11, 1))) is None


def test_a_programme_without_a_known_end_keeps_its_habit() -> None:
    query = DeadlineQuery(("dpjw",), start=date(2030, 7, 1), formats=("jugendbegegnung",))
    assert find_deadlines(BOOK, query, NOW).items[0].due is not None


def test_a_plan_names_no_date_either() -> None:
    sheet = LiveProgrammes(REAL).current().sheets[ERASMUS[0]]
    start = date(2030, 7, 1)
    case, chosen = Case(countries=("ES",), start=start), PlannedProgramme(sheet, Verdict.FITS, True)
    steps = [*deadline_steps(case, start, [chosen], BOOK, NOW, None)]
    assert steps
    assert all(step.certainty is StepCertainty.UNKNOWN for step in steps)
    assert all("läuft bis Ende 2027" in step.text and step.last is None for step in steps)


def test_a_fund_for_many_countries_without_a_date_comes_after_what_tells_one() -> None:
    query = DeadlineQuery(countries=("EE",))
    items = offered_deadlines(BOOK, query, NOW, "").card["items"]
    ids = [item["id"] for item in items]
    assert ids[0] == "erasmus_ka1_einzelantrag"
    # Among those of which no date is known, the one for the country comes first.
    assert [item["id"] for item in items if item["status"] == "unknown"][0] == "woeb_begegnungen"


def test_the_youth_office_of_a_country_is_asked_first_even_without_a_date() -> None:
    items = find_deadlines(BOOK, DeadlineQuery(countries=("FR",)), NOW).items
    ids = [item.deadline.id for item in items]
    assert ids.index("dfjw_ausserschulisch") < ids.index("erasmus_ka1_einzelantrag")
