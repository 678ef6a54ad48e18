"""When something is due nobody travels: "Abgabe ist Ende Februar"."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.fit.told.reading import Message, named_period

NOW = datetime(2026, 11, 26, 10, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "said",
    [
        "abgabe ist ende februar",
        "Ich schreibe meine Bachelorarbeit über Jugendaustausch, abgabe ist ende februar",
        "wir haben den Antrag am 1. März 2027 abgegeben",
        "die Klausuren sind im Mai",
    ],
)
def test_what_is_due_is_no_journey(said: str) -> None:
    assert named_period(Message(said), NOW) is None


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("Abgabe ist Ende Februar, wir fahren vom 12.7. bis 20.7.2027", "2027-07-12/2027-07-20"),
        ("Fahrt im Juli 2027. Die Klausuren sind im Mai", "2027-07-01/month"),
        ("wir fahren vom 12.7. bis 20.7.2027", "2027-07-12/2027-07-20"),
    ],
)
def test_the_journey_beside_it_still_counts(said: str, period: str) -> None:
    assert named_period(Message(said), NOW) == period
