from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest

from bot.fit.case import Case, Seat, Span
from bot.fit.query import QueryReading, read_query, to_query


def find_seat(text: str) -> Seat:
    return Seat(text, "nrw", "LWL") if text == "Hamm" else Seat(text)


def read(query: str) -> QueryReading:
    return read_query(parse_qs(query, keep_blank_values=True), find_seat)


def test_a_whole_plan() -> None:
    reading = read(
        "land=pl&land=UA&format=jugendbegegnung&alter_von=14&alter_bis=17&teilnehmende=10-15"
        "&beginn=2027-07-01&ende=10.07.2027&traeger=verein&dachverband=nein&ort=Hamm"
    )
    assert reading.problems == ()
    assert reading.case == Case(
        countries=("PL", "UA"),
        format="jugendbegegnung",
        age=Span(14, 17),
        group=Span(10, 15),
        start=date(2027, 7, 1),
        end=date(2027, 7, 10),
        organisation="verein",
        has_umbrella=False,
        seat=Seat("Hamm", "nrw", "LWL"),
    )
    assert reading.case.duration == 10


def test_nothing_is_a_plan_of_which_nothing_is_known() -> None:
    assert read("").case.is_empty
    assert read("land=&format=&alter_von=&ort=").case.is_empty
    assert read("utm_source=x&foo=bar").case.is_empty


@pytest.mark.parametrize(
    "query",
    [
        "land=FR",
        "land=FR&land=UA&format=workcamp&alter_von=12&teilnehmende=8&tage=7",
        "alter_bis=26&teilnehmende=5-25&beginn=2027-08-01&tage=10&traeger=kommune&ort=Hamm",
        "beginn=2027-08-01&ende=2027-08-01&traeger=verein&dachverband=ja",
        "ort=K%C3%B6ln+%26+Bonn",
    ],
)
def test_the_address_of_a_result_leads_to_the_same_result(query: str) -> None:
    reading = read(query)
    assert reading.problems == ()
    assert to_query(reading.case) == query
    assert read(to_query(reading.case)).case == reading.case


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("land=QQ", "land", "unknown_country"),
        ("land=DE", "land", "unknown_country"),
        ("land=FR&land=PL&land=GR&land=IL", "land", "too_many_countries"),
        ("format=austausch", "format", "unknown_choice"),
        ("format=JUGENDBEGEGNUNG", "format", "unknown_choice"),
        ("alter_von=vierzehn", "alter_von", "no_number"),
        ("alter_von=14,5", "alter_von", "no_number"),
        ("alter_von=0", "alter_von", "out_of_range"),
        ("alter_von=-3", "alter_von", "no_number"),
        ("alter_von=20&alter_bis=14", "alter_bis", "age_upside_down"),
        ("alter_bis=150", "alter_bis", "out_of_range"),
        ("teilnehmende=viele", "teilnehmende", "no_number"),
        ("teilnehmende=20-10", "teilnehmende", "out_of_range"),
        ("teilnehmende=9999", "teilnehmende", "out_of_range"),
        ("beginn=morgen", "beginn", "no_date"),
        ("beginn=2027-02-30", "beginn", "no_date"),
        ("beginn=31.02.2027", "beginn", "no_date"),
        ("beginn=0001-01-01", "beginn", "no_date"),
        ("ende=2027-07-10", "beginn", "start_missing"),
        ("beginn=2027-07-10&ende=2027-07-01", "ende", "end_before_start"),
        ("beginn=2027-07-10&ende=2029-07-01", "ende", "too_many_days"),
        ("tage=0", "tage", "out_of_range"),
        ("tage=%F0%9F%98%80", "tage", "no_number"),
        ("traeger=ich", "traeger", "unknown_choice"),
        ("dachverband=vielleicht", "dachverband", "unknown_choice"),
        (f"ort={'x' * 61}", "ort", "too_long"),
        (f"land={'x' * 5000}", "land", "unknown_country"),
    ],
)
def test_rubbish_is_named_field_by_field(query: str, field: str, code: str) -> None:
    [problem] = [p for p in read(query).problems if p.code != "too_long" or p.field == "ort"]
    assert (problem.field, problem.code) == (field, code)


def test_all_problems_are_named_at_once_in_the_order_of_the_form() -> None:
    reading = read("ort=Hamm&traeger=x&beginn=x&teilnehmende=x&alter_von=x&format=x&land=x")
    fields = [problem.field for problem in reading.problems]
    assert fields == ["land", "format", "alter_von", "teilnehmende", "beginn", "traeger"]
    # What is right stays.
    assert reading.case == Case(seat=Seat("Hamm", "nrw", "LWL"))


@pytest.mark.parametrize(
    "text", ["\x00", "Ham\x00m", "\u200b", "Hamm\r\n", "\ud800", "\u202ettam", "  "]
)
def test_invisible_characters_are_dropped(text: str) -> None:
    reading = read_query({"ort": [text], "land": ["P\x00L"]}, find_seat)
    assert reading.case.countries == ("PL",)
    assert reading.problems == ()
    assert reading.values["ort"].isprintable()
    assert to_query(reading.case).isascii()


def test_markup_stays_text() -> None:
    reading = read("ort=%3Cscript%3Ealert(1)%3C/script%3E")
    assert reading.values["ort"] == "<script>alert(1)</script>"
    assert "<" not in to_query(reading.case)


def test_dates_come_back_in_the_form_that_date_fields_take() -> None:
    assert read("beginn=1.7.2027").values["beginn"] == "2027-07-01"


def test_an_umbrella_body_of_a_municipality_is_ignored() -> None:
    assert read("traeger=kommune&dachverband=ja").case.has_umbrella is None
