from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.fit.case import Seat
from bot.fit.shown.wording import case_lines
from bot.fit.told.answers import answers_from, case_from, period_text
from bot.fit.told.periods import find_period

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1. bis 10. Juli 2027", "2027-07-01", "2027-07-10"),
        ("vom 1. bis 10. Juli", "2027-07-01", "2027-07-10"),
        ("1.-10. August 2027", "2027-08-01", "2027-08-10"),
        ("3. – 12. März", "2027-03-03", "2027-03-12"),
        ("28. bis 30. Nov", "2026-11-28", "2026-11-30"),
        ("1.7. bis 10.7.2027", "2027-07-01", "2027-07-10"),
        ("01.07.-10.07.2027", "2027-07-01", "2027-07-10"),
        ("Juli 2027", "2027-07-01", None),
        ("im Sommer 2027", "2027-07-19", None),
        ("am 12.07.2027", "2027-07-12", None),
        ("ab Mai", "2027-05-01", None),
        ("14 bis 17", None, None),
        ("", None, None),
        ("\x00", None, None),
        ("\ud800 hm", None, None),
        ("😀", None, None),
    ],
)
def test_periods(text: str, start: str | None, end: str | None) -> None:
    first, last, _ = find_period(text, NOW)
    assert first == (date.fromisoformat(start) if start else None)
    assert last == (date.fromisoformat(end) if end else None)


def test_days_that_do_not_exist_are_no_period() -> None:
    assert find_period("31. bis 40. Juli 2027", NOW)[1] is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("eine Woche im September", "September 2027"),
        ("Anfang Mai", "Anfang Mai 2027"),
        ("Ende Juni", "Ende Juni 2027"),
        ("im Sommer", "Sommer 2027 (Sommerferien in NRW ab 19. Juli)"),
        ("in den Sommerferien 2027", "Sommerferien 2027 (in NRW ab 19. Juli)"),
        ("im Herbst", "Herbst 2027"),
        ("an Pfingsten 2027", "Pfingsten 2027 (ab 16. Mai)"),
        ("ab September", "ab 1. September 2027"),
        ("am 12.07.2027", "ab 12. Juli 2027"),
        ("1. bis 10. Juli 2027", "1. Juli 2027 bis 10. Juli 2027 (10 Tage)"),
    ],
)
def test_a_period_is_told_no_more_exactly_than_it_was_named(said: str, told: str) -> None:
    start, end, when = find_period(said, NOW)
    assert start is not None
    case = case_from({"period": period_text(start, end, when)}, Seat)
    assert dict(case_lines(case)) == {"Zeitraum": told}
    # The plan is written as answers again and stays the same.
    assert case_from(answers_from(case), Seat) == case


def test_a_loose_period_has_its_length_beside_it() -> None:
    case = case_from({"period": "2027-09-01/month", "days": "7"}, Seat)
    assert dict(case_lines(case)) == {"Zeitraum": "September 2027, 7 Tage"}


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("Wir planen 2027 eine Begegnung, los am 3. Juli 2027", date(2027, 7, 3)),
        ("Vorbereitung am 5.3.2027, Fahrt am 12.7.2027", date(2027, 7, 12)),
        ("Die Anzahlung ist am 15.1.2027 fällig, die Fahrt am 5.8.2027", date(2027, 8, 5)),
        ("Zum Sommerfest im Juli 2027", date(2027, 7, 1)),
    ],
)
def test_the_day_of_the_journey_goes_before_a_year_and_what_is_beside_it(
    said: str, start: date
) -> None:
    assert find_period(said, NOW).start == start
