"""In a plan, too, nobody is pushed into a way that may not be theirs, or told that all is over."""

from __future__ import annotations

from datetime import datetime, timezone

from bot.planning.models import Urgency
from tests.unit.planning.plan_rig import planned, service, step

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
SPRING = {
    "land": "PL", "format": "jugendbegegnung", "beginn": "2027-03-22",
    "traeger": "verein", "dachverband": "nein", "ort": "Köln",
}  # fmt: skip


def test_a_way_that_may_not_be_the_groups_is_not_urgent() -> None:
    land = step(planned(service(lambda: NOW), **SPRING), "frist_kjfp_uebrige_positionen")
    assert land.urgency is Urgency.SOON
    assert "nicht belegt" in land.note


def test_after_a_date_that_gives_priority_one_can_still_apply() -> None:
    land = step(planned(service(lambda: NOW), **SPRING), "frist_kjfp_erstes_halbjahr")
    assert land.urgency is Urgency.NOW
    assert "Spätere Anträge bleiben möglich" in land.text
