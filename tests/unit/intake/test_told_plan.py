"""What a whole conversation has told of a plan."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.fit.case import Seat
from bot.fit.told.reading import Entity, Message
from bot.intake.plan.told_plan import ToldPlan, bare_ages, told_in
from bot.intake.plan.told_wording import told_sentence
from bot.nlu.quantities.finder import find_quantities

NOW = datetime(2026, 11, 27, 10, tzinfo=ZoneInfo("Europe/Berlin"))


def said(text: str, **names: str) -> Message:
    """Return a message with its quantities, and with ``names`` by entity."""
    found = [
        Entity(q.entity, str(q.value), text[q.start : q.end], q.role) for q in find_quantities(text)
    ]
    found += [Entity(name, value, "") for name, value in names.items()]
    return Message(text, tuple(found))


def told(*messages: str | Message) -> ToldPlan:
    read = (said(one) if isinstance(one, str) else one for one in messages)
    return told_in(read, Seat, NOW)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("die sind so 14 bis 16", "14-16"),
        ("unsere sind so 14 bis 16", "14-16"),
        ("14 - 18", "14-18"),
        ("16 bis 19 alle", "16-19"),
        ("wir sind 14 bis 16", None),
        ("die sind alle 15", "15"),
        ("alle um die 16", "16"),
        ("bin 19", "19"),
        ("ich bin 34", None),
        ("wir sind 15", None),
        ("die sind 15 aus herne", None),
        ("töchter sind 12 bis 17", "12-17"),
        ("14 bis 16 busse", None),
        ("1 bis 3", None),
        ("10 bis 30", None),
    ],
)
def test_a_bare_range_is_an_age(text: str, ages: str | None) -> None:
    assert bare_ages(text) == ages


@pytest.mark.parametrize(
    ("text", "group"),
    [("sind 22", "22"), ("wären so 15", "15"), ("die sind 15", None), ("sind 22 busse", None)],
)
def test_who_counts_themselves_tells_the_group(text: str, group: str | None) -> None:
    assert told(text).answers.get("group") == group


def test_what_is_told_later_goes_before() -> None:
    assert told("14 jugendliche", "wir sind jetzt doch 12 jugendliche").answers["group"] == "12"
    assert told("20 jugendliche", "nein doch 22").answers["group"] == "22"
    assert told("nein, 12 statt 14 teilnehmer").answers["group"] == "12"
    assert told("5 tage", "nein doch 7").answers["days"] == "7"


def test_grown_ups_told_after_a_group_come_along() -> None:
    plan = told("7 jugendliche", "begleitung 2 erzieher")
    assert (plan.answers["group"], plan.leaders) == ("7", "2")
    assert told("14 bis 18", "3 erwachsene dabei").leaders == "3"
    # Without young people they are the group.
    alone = told("6 fachkräfte")
    assert (alone.answers["group"], alone.leaders) == ("6", None)


def test_an_exact_body_stays_beside_a_vague_one() -> None:
    plan = told("wir sind ein jugendzentrum", "verein mit 120 mitgliedern")
    assert plan.body == "jugendzentrum"
    # Whether town or association runs it, nobody said.
    assert "organisation" not in plan.answers
    assert told("sind im sportverein").answers["organisation"] == "verein"


def test_the_way_back_makes_no_other_format_of_a_school_exchange() -> None:
    first = said("Schüleraustausch mit Lille", format="schulaustausch")
    second = said("die Rückbegegnung ist im Oktober", format="jugendbegegnung")
    assert told(first, second).answers["format"] == "schulaustausch"


def test_both_ways_stay_both_ways() -> None:
    assert told("hin und rück", "die kommen im mai zu uns").direction == "both"
    assert told("die kommen zu uns", "diesmal fahren wir hin").direction == "out"


def test_the_youngest_tells_where_ages_begin() -> None:
    assert told("die jüngste ist 9").answers["age"] == "9-"
    assert told("13 bis 17", "die jüngste ist 9").answers["age"] == "13-17"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("10 tage im oktober", "2027-10-01/month"),
        ("wochenende im mai", "2027-05-01/month"),
        ("wir wollen im herbst los", "2027-09-23/autumn"),
        ("übernächstes jahr", "2028-01-01/"),
        ("ende juli 27", "2027-07-21/end"),
    ],
)
def test_times_in_passing(text: str, period: str) -> None:
    assert told(text).answers["period"] == period


def test_all_that_was_told_stands_in_one_line() -> None:
    plan = told("sind ein juze", "evangelisch", "14 jugendliche und 3 betreuer", "die kommen her")
    line = told_sentence(plan, Seat)
    for part in ("Teilnehmende aus Ihrer Gruppe: 14 Personen", "Begleitpersonen: 3 Personen",
                 "Richtung: Gäste kommen zu Ihnen", "Dachverband: Evangelische Jugend (aej)",
                 "Einrichtung: Jugendzentrum"):  # fmt: skip
        assert part in line
    assert "Mitglied in einem Dachverband" not in line


def test_a_question_tells_what_it_is_about_and_no_number() -> None:
    plan = told(said("geht das auch mit 5 leuten in polen?", country="PL"))
    assert dict(plan.answers) == {"country": "PL"}
    assert told("Wir sind 12 leute, wer zahlt das?").answers["group"] == "12"
