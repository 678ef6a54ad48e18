from __future__ import annotations

import pytest

from bot.intake.plan.english_dates import in_german
from tests.unit.intake.intake_rig import heard, reader


@pytest.mark.parametrize(
    ("said", "german"),
    [
        ("July 2027", "Juli 2027"),
        ("in march 2027", "in März 2027"),
        ("from 3 March until 10 March 2027", "vom 3. März bis 10. März 2027"),
        ("3rd of May to 10th of May 2027", "3. Mai bis 10. Mai 2027"),
        ("October 3rd to October 10th, 2027", "3. Oktober bis 10. Oktober 2027"),
        ("December 1, 2027", "1. Dezember 2027"),
        ("oct 27", "Oktober 27"),
        ("we may march to Poland", "we may march to Poland"),
        ("20 people from Dortmund to Poland", "20 people from Dortmund to Poland"),
        ("3. bis 10. März 2027", "3. bis 10. März 2027"),
        ("im Mai 2027", "im Mai 2027"),
        ("Jan 20 Jahre, Sandra 30", "Jan 20 Jahre, Sandra 30"),
    ],
)
def test_english_dates_become_german(said: str, german: str) -> None:
    assert in_german(said) == german


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("July 2027", "Juli 2027"),
        ("in october 2027", "in Oktober 2027"),
        ("from 3 March until 10 March 2027", "vom 3. März bis 10. März 2027"),
    ],
)
def test_a_period_in_english_is_understood(said: str, period: str) -> None:
    reply = reader().read("period", {"topic": "Austausch mit Polen"}, heard(said))
    assert reply.values["period"] == period


def test_a_period_in_english_is_kept_where_another_question_is_open() -> None:
    reply = reader().read("organisation", {"topic": "Austausch"}, heard("in July 2027"))
    assert reply.values["period"] == "Juli 2027"
