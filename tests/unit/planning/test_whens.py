"""A plan never names a day gone by as one to come."""

from __future__ import annotations

from datetime import date

import pytest

from bot.planning.models import Plan
from bot.planning.whens import task_when
from tests.unit.planning.plan_rig import planned, service, step

START, TODAY = date(2027, 1, 12), date(2026, 11, 23)
PAST, COMING = date(2026, 10, 12), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (None, COMING, "spätestens am 1. Dezember 2026"),
        (None, PAST, "jetzt nachholen (üblich wäre spätestens am 12. Oktober 2026 gewesen)"),
        (PAST, None, "ab sofort"),
        (PAST, COMING, "jetzt, spätestens am 1. Dezember 2026"),
        (COMING, None, "ab 1. Dezember 2026"),
        (COMING, START, "1. Dezember 2026 bis 12. Januar 2027"),
        (None, None, ""),
    ],
)
def test_tasks(first: date | None, last: date | None, told: str) -> None:
    assert task_when(first, last, START, TODAY) == told


def test_nothing_is_made_up_for_after_the_journey() -> None:
    assert task_when(None, PAST, date(2026, 11, 1), TODAY).startswith("vorbei (üblich wäre")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned(service(), land="PL", format="jugendbegegnung", beginn="2027-01-12")


def test_applications_that_are_over_say_so(plan: Plan) -> None:
    lead = step(plan, "frist_dpjw_begegnungen").when
    assert lead == "rechnerisch vorbei (es wäre der 12. Oktober 2026 gewesen)"
    habit = step(plan, "frist_erasmus_ka1_einzelantrag").when
    assert (
        habit == "vermutlich vorbei: in der Regel um den 1. Oktober, für Ihren Beginn im Jahr 2026"
    )
    priority = step(plan, "frist_kjfp_erstes_halbjahr").when
    assert priority.startswith("Der Vorrangtermin ist vermutlich vorbei")
    assert "Ein Antrag bleibt möglich" in priority


def test_a_plan_knows_what_is_restricted() -> None:
    plan = planned(service(), land="RU", format="jugendbegegnung", beginn="2027-10-12")
    told = step(plan, "frist_kjp_landesjugendamt")
    assert told.text.startswith("Für Maßnahmen mit Russland gelten nur")
    assert any("stiftung-juve" in source.url for source in told.sources)
