"""Which of the times in a message are those of a journey, of a deadline, or of neither."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.told_times import told_times
from bot.deadlines.query import DeadlineQuery, Period

NOW = datetime(2026, 11, 28, 9, tzinfo=timezone.utc)
MAY = Period(date(2027, 5, 1), date(2027, 6, 1))


def asked(said: str, **names: tuple[str, ...]) -> DeadlineQuery:
    return query_from(said, dates=find_dates(said, NOW), **names)


def test_a_month_beside_a_country_is_that_of_the_journey() -> None:
    said = "18 Jugendliche, Frankreich im Mai. Welche Frist gilt?"
    assert asked(said, countries=("FR",)).start == date(2027, 5, 1)
    # What closes then is asked for many, and for a country that was only talked about.
    assert asked("Welche Fristen im Mai für Frankreich?", countries=("FR",)).period == MAY
    dates = find_dates("und im Mai?", NOW)
    assert query_from("und im Mai?", countries=("FR",), dates=dates, is_own=False).period == MAY


@pytest.mark.parametrize(
    ("said", "is_for_projects"),
    [
        ("Wann endet die Antragsfrist für KJP-Mittel 2028?", True),
        ("Wann endet die Frist für 2028?", True),
        ("Welche Frist endet 2028?", False),
    ],
)
def test_the_year_of_the_money_is_not_that_of_the_deadline(
    said: str, *, is_for_projects: bool
) -> None:
    query = asked(said, programmes=("kjp_bund",))
    assert (query.year == 2028) is is_for_projects
    assert (query.period is None) is is_for_projects


def test_a_meeting_beside_the_journey_is_none() -> None:
    query = asked("Vorbereitungstreffen im Januar, Begegnung im Juli. Fristen?", countries=("ES",))
    assert (query.start, query.period) == (date(2027, 7, 1), None)
    assert asked("Vorbereitungstreffen im Januar", countries=("ES",)).start == date(2027, 1, 1)


def test_a_round_named_by_its_month_closes_then() -> None:
    query = asked("Erasmus Oktoberrunde 2027 wann?", programmes=("erasmus_jugend",))
    assert query.period == Period(date(2027, 10, 1), date(2027, 11, 1))
    assert query.start is None


@pytest.mark.parametrize(
    ("said", "names", "start"),
    [
        # What the next clause tells is told of something else.
        ("Israel-Begegnung im Oktober 2027, läuft über die Zentralstelle. Frist?",
         {"countries": ("IL",)}, date(2027, 10, 1)),
        ("Polen 1.-8. August, stimmt das?", {"countries": ("PL",)}, date(2027, 8, 1)),
        ("Fristen DPJW und DFJW für Juli", {"programmes": ("dpjw", "dfjw")}, date(2027, 7, 1)),
        # Beside a day that is asked about, another time is that of the journey.
        ("wäre der 15.1. ok? DPJW, Mai 2027", {"programmes": ("dpjw",)}, date(2027, 5, 1)),
        # A council decides before an application goes out.
        ("Der Rat tagt am 5.12. Reicht das fürs DPJW?", {"programmes": ("dpjw",)}, None),
        ("Welche DPJW-Fristen enden vom 1. bis 8. August?", {"programmes": ("dpjw",)}, None),
    ],
)  # fmt: skip
def test_the_time_of_the_journey(
    said: str, names: dict[str, tuple[str, ...]], start: date | None
) -> None:
    assert asked(said, **names).start == start


def test_a_season_beside_several_countries_is_that_of_the_journeys() -> None:
    query = asked("Fristen für Polen und Israel im Sommer 2027", countries=("PL", "IL"))
    assert (query.start, query.period) == (date(2027, 7, 19), None)
    applied = asked("Im Herbst stellen wir den Antrag fürs DPJW, klappt das?", programmes=("dpjw",))
    assert applied.start is None


def test_another_clause_tells_of_another_time() -> None:
    query = asked("Polen im Mai 2027, der Antrag geht am 10. Januar raus", countries=("PL",))
    assert query.start == date(2027, 5, 1)
    assert query.period == Period(date(2027, 1, 10), date(2027, 1, 11))


@pytest.mark.parametrize(
    "said",
    ["am 20.11. haben wir ihn losgeschickt", "gestern haben wir ihn losgeschickt"],
)
def test_the_day_of_a_deed_begins_no_journey(said: str) -> None:
    query = query_from(said, dates=find_dates(said, NOW), programmes=("dpjw",), begins=True)
    assert query.start is None
    assert query.period is not None


def test_a_day_just_missed_begins_no_journey() -> None:
    query = asked("Nach dem 1. Oktober noch Geld für Israel?", countries=("IL",))
    assert query.start is None
    assert query.period == Period(date(2026, 10, 1), date(2026, 10, 2))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Am 30. Januar ist Sitzung, am 31. Januar geht der Antrag raus, Fahrt am 30. April",
         date(2027, 1, 31)),
        # An application for a journey then is not handed in then.
        ("Ratssitzung am 10.12., dann erst der Antrag für eine Fahrt am 30. April",
         date(2026, 12, 10)),
        ("Der Vorstand tagt am 30. Januar, am 2. Februar reichen wir ein. Fahrt am 30. April",
         date(2027, 2, 2)),
    ],
)  # fmt: skip
def test_where_both_are_told_the_day_of_the_application_counts(said: str, day: date) -> None:
    query = asked(said, programmes=("dpjw",))
    assert query.period is not None
    assert (query.period.first, query.start) == (day, date(2027, 4, 30))


@pytest.mark.parametrize(
    "said",
    [
        "Die Begegnung in Polen beginnt am 3.7.2027, Abreise am 10.7. Bis wann der Antrag?",
        "Begegnung in Polen ab 3.7.2027, am 10.7. fahren wir zurück. Antrag wann?",
        "Ankunft in Polen 3.7.2027, Abfahrt 10.7. Antrag wann?",
        "Abreise 10.7.2027, Anreise nach Polen 3.7.2027. Antrag wann?",
        "Die Feier unserer Begegnung in Polen ist am 10.7.2027, Beginn 3.7. Antrag wann?",
    ],
)
def test_who_sets_off_for_home_begins_no_journey(said: str) -> None:
    assert asked(said, countries=("PL",)).start == date(2027, 7, 3)


def test_of_two_days_in_one_clause_that_of_setting_off_counts() -> None:
    said = "Wir treffen uns am 20.3.2027 mit dem Team und fahren am 20.6.2027 nach Polen. Frist?"
    assert asked(said, countries=("PL",)).start == date(2027, 6, 20)


@pytest.mark.parametrize(
    "said",
    [
        "Wir wollen am 15.1.2027 den Antrag stellen, Fahrt nach Polen am 10.4.2027. Rechtzeitig?",
        "Wir wollen am 10.4.2027 nach Polen und den Antrag am 15.1.2027 stellen. Rechtzeitig?",
    ],
)
def test_who_wants_to_hand_in_sets_off_another_day(said: str) -> None:
    query = asked(said, countries=("PL",))
    assert (query.start, query.period and query.period.first) == (
        date(2027, 4, 10),
        date(2027, 1, 15),
    )


def test_of_several_days_that_of_the_application_counts() -> None:
    said = "Wir sprechen am 20.3.2027 im Team und fahren am 20.6.2027. Antrag am 21.3.2027 ok?"
    query = asked(said, countries=("PL",))
    assert (query.start, query.period and query.period.first) == (
        date(2027, 6, 20),
        date(2027, 3, 21),
    )


@pytest.mark.parametrize(
    "said",
    [
        "Am 3.5.2027 treffen wir uns in Polen, Antrag am 5.2.2027 rechtzeitig?",
        "Die Gruppe sitzt am 3.5.2027 im Zug nach Polen, bis wann muss der Antrag raus?",
    ],
)
def test_only_a_body_that_meets_decides(said: str) -> None:
    assert asked(said, countries=("PL",)).start == date(2027, 5, 3)


def test_who_sets_off_twice_has_two_journeys() -> None:
    said = "Wir fahren am 3.5.2027 nach Polen und fahren am 4.10.2027 nach Polen. Frist?"
    journeys = told_times(said, find_dates(said, NOW))[1]
    assert [span.first for span in journeys] == [date(2027, 5, 3), date(2027, 10, 4)]


@pytest.mark.parametrize(
    "said",
    ["Wir wollen vor den Sommerferien nach Israel, Frist?", "Vor Pfingsten fliegen wir. Frist?"],
)
def test_who_travels_before_the_holidays_asks_for_that_year(said: str) -> None:
    query = asked(said, countries=("IL",))
    assert (query.period, query.start, query.year) == (None, None, 2027)


def test_what_closes_before_the_holidays_is_still_asked_for() -> None:
    query = asked("Was endet vor den Sommerferien für Israel?", countries=("IL",))
    assert query.period == Period(None, date(2027, 7, 19))


def test_a_journey_that_was_is_none_to_come() -> None:
    said = "Letztes Jahr im Oktober waren wir in Polen, jetzt wollen wir im Mai 2027. Frist?"
    assert asked(said, countries=("PL",)).start == date(2027, 5, 1)


@pytest.mark.parametrize(
    "said",
    [
        "Start nach Polen verschoben vom 10.4. auf den 20.4.2027, Frist neu?",
        "Wir fahren nicht am 10.4.2027, sondern am 20.4.2027 nach Polen. Frist?",
        "Hinweg nach Polen 20.4.2027, Rückweg 28.4.2027, im Oktober kommen sie zu uns. Frist?",
    ],
)
def test_of_several_days_that_of_the_first_journey_to_come_counts(said: str) -> None:
    assert asked(said, countries=("PL",)).start == date(2027, 4, 20)


def test_a_night_is_still_one_stretch() -> None:
    query = asked("Vom 3. auf den 4. Mai 2027 in Polen, Frist?", countries=("PL",))
    assert query.start == date(2027, 5, 3)


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Bis zum 15.12. beantragen wir. Ab wann darf es nach Polen gehen?", date(2026, 12, 15)),
        ("Was kann man bis zum 15.12. für Polen beantragen?", None),
    ],
)
def test_who_applies_until_a_day_does_so_on_it(said: str, first: date | None) -> None:
    assert asked(said, countries=("PL",)).period == Period(first, date(2026, 12, 16))


@pytest.mark.parametrize(
    "said",
    [
        "Wir waren vom 3. bis 10. Oktober in Polen, kann ich noch Geld beantragen?",
        "Wir waren im Oktober in Polen. Ist noch Geld möglich?",
        "Am 3. Oktober sind wir in Polen gewesen, geht noch ein Antrag?",
        "Wir waren Anfang Oktober in Polen. Antrag noch möglich?",
    ],
)
def test_a_journey_that_was_lies_in_the_past(said: str) -> None:
    query = asked(said, countries=("PL",))
    assert query.start is not None
    assert (query.start.year, query.start.month) == (2026, 10)


def test_who_flies_off_hands_in_no_application_that_day() -> None:
    query = asked("Friedensdienst, Abflug am 1.2., reicht das noch?", programmes=("dpjw",))
    assert (query.period, query.start) == (None, date(2027, 2, 1))


def test_the_end_of_a_month_may_be_the_day_of_the_application() -> None:
    said = "Bis Ende Januar schaffen wir den Antrag. Für welche Reise reicht das beim DPJW?"
    query = asked(said, programmes=("dpjw",))
    assert query.period == Period(date(2027, 1, 31), date(2027, 2, 1))


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("Wir waren schon in Polen und fahren im Juli nach Prag. Frist?", date(2027, 7, 1)),
        ("Im Juli waren wir in Polen und im Oktober fahren wir nach Prag", date(2027, 10, 1)),
        ("Wir waren im August da und wollen im August wieder hin. Frist?", date(2027, 8, 1)),
    ],
)
def test_a_journey_beside_one_that_is_over_is_to_come(said: str, start: date) -> None:
    spans = find_dates(said, NOW)
    assert (spans[-1].first, spans[-1].is_told_over) == (start, False)


def test_months_told_together_are_both_over() -> None:
    spans = find_dates("Wir waren im Juli und im August in Polen", NOW)
    assert [span.is_told_over for span in spans] == [True, True]
