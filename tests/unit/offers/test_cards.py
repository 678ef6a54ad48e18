"""What the chat offers beside deadlines: cards with the right words and addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.deadlines.lookup import DeadlineQuery, Mode, Period
from bot.deadlines.models import Route
from bot.deadlines.office.parsing import read_book
from bot.deadlines.shown.too_late import too_late, too_late_card
from bot.offers.calendar_card import calendar_card, events_calendar_card
from bot.offers.deadline_card import offered_deadlines
from bot.offers.late import late_programmes
from bot.offers.reminder_card import events_reminder_card, reminder_card, which_reminder_card
from bot.settings import PROJECT_ROOT

SITE = "https://lotse.example"
NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
START = date(2027, 7, 12)


def urls(card: Any) -> list[str]:
    return [link["url"].removeprefix(SITE) for link in card["links"]]


def lines(card: Any) -> str:
    return " ".join(item["text"] for section in card["sections"] for item in section["items"])


def test_calendar_of_everything_and_of_a_selection() -> None:
    everything = calendar_card(BOOK, DeadlineQuery(), NOW, SITE)
    assert urls(everything) == ["/fristen.ics", "/fristen#abo", "/planer"]
    assert "alle Fristen" in lines(everything)
    query = DeadlineQuery(countries=("IL",), formats=("jugendbegegnung",), mode=Mode.RUNNING)
    selected = calendar_card(BOOK, query, NOW, SITE)
    assert urls(selected)[0] == "/fristen.ics?land=IL&format=jugendbegegnung"
    assert "diese Auswahl: Israel, Jugendbegegnung." in lines(selected)


def test_calendar_leaves_out_what_passes() -> None:
    query = DeadlineQuery(("conact",), period=Period(date(2027, 2, 1), date(2027, 3, 1)))
    assert urls(calendar_card(BOOK, query, NOW, SITE))[0] == "/fristen.ics?programm=conact"


def test_calendar_of_a_journey_leads_to_its_own_plan() -> None:
    query = DeadlineQuery(("dpjw",), start=START)
    card = calendar_card(BOOK, query, NOW, SITE)
    assert "/planer.ics?beginn=2027-07-12&programm=dpjw" in urls(card)
    about = calendar_card(BOOK, replace(query, is_start_exact=False), NOW, SITE)
    assert not any("planer.ics" in url for url in urls(about))


def test_calendar_says_when_there_is_nothing_to_put_in_yet() -> None:
    card = calendar_card(BOOK, DeadlineQuery(("weltwaerts",)), NOW, SITE)
    assert "zurzeit kein Tag bekannt" in lines(card)
    assert "zurzeit kein Tag bekannt" not in lines(
        calendar_card(BOOK, DeadlineQuery(("erasmus_jugend",)), NOW, SITE)
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (DeadlineQuery(("dpjw",)), ["/erinnerung?programm=dpjw"]),
        (DeadlineQuery(("dpjw",), start=START), ["/erinnerung?programm=dpjw&beginn=2027-07-12"]),
        (DeadlineQuery(countries=("PL", "FR")), ["/erinnerung?land=PL", "/erinnerung?land=FR"]),
        (DeadlineQuery(("nie_gehoert", "dfjw"), ("FR",)), ["/erinnerung?programm=dfjw"]),
    ],
)
def test_reminders_lead_to_the_page_that_knows_what_about(
    query: DeadlineQuery, found: list[str]
) -> None:
    card = reminder_card(BOOK, query, SITE)
    assert card is not None
    assert urls(card) == found


def test_reminder_asks_where_nothing_was_said() -> None:
    for query in (
        DeadlineQuery(),
        DeadlineQuery(("nie_gehoert",)),
        DeadlineQuery(countries=("XX",)),
    ):
        assert reminder_card(BOOK, query, SITE) is None
    asked = lines(which_reminder_card(SITE))
    assert "Woran soll ich Sie erinnern?" in asked
    # "Kann ich die Erinnerung abbestellen?" is answered, too.
    assert "der alles beendet und löscht" in asked


def test_lead_times_are_explained_where_there_are_some() -> None:
    assert "Beginn Ihres Projekts" in lines(reminder_card(BOOK, DeadlineQuery(("dpjw",)), SITE))
    assert "Beginn Ihres Projekts" not in lines(
        reminder_card(BOOK, DeadlineQuery(("dpjw",), start=START), SITE)
    )


def test_events_have_a_calendar_and_reminders_of_their_own() -> None:
    assert urls(events_calendar_card(SITE)) == ["/termine.ics", "/termine"]
    assert urls(events_reminder_card(BOOK, SITE)) == ["/erinnerung?termine=ja"]


def test_every_address_is_ours() -> None:
    cards = [
        calendar_card(BOOK, DeadlineQuery(("dpjw",), start=START), NOW, SITE),
        reminder_card(BOOK, DeadlineQuery(("dpjw",)), SITE),
        which_reminder_card(SITE),
        events_calendar_card(SITE),
        events_reminder_card(BOOK, SITE),
    ]
    for card in cards:
        assert card is not None
        for link in card["links"]:
            assert urlsplit(link["url"]).netloc == "lotse.example"


def test_rules_for_members_are_left_out_unless_the_way_is_meant() -> None:
    query = DeadlineQuery(("kjp_bund",))
    everyone = offered_deadlines(BOOK, query, NOW, SITE).card
    assert not any("Nur für Mitglieder" in item["route_text"] for item in everyone["items"])
    way = replace(query, routes=(Route.CENTRAL_BODY,))
    members = offered_deadlines(BOOK, way, NOW, SITE).card
    assert any("Nur für Mitglieder" in item["route_text"] for item in members["items"])


def test_where_nothing_falls_into_a_period_what_comes_next_is_told() -> None:
    march = Period(date(2027, 3, 1), date(2027, 4, 1))
    query = DeadlineQuery(("kjfp_nrw",), period=march)
    card = offered_deadlines(BOOK, query, NOW, SITE).card
    assert card["intro"].startswith("Ihre Auswahl: ")
    assert "Für diesen Zeitraum kenne ich keine Frist. Das kommt als Nächstes:" in card["intro"]
    assert card["items"]
    assert all(item["status"] not in ("open", "soon") for item in card["items"])


def test_the_rest_of_a_long_list_is_one_link_away() -> None:
    card = offered_deadlines(BOOK, DeadlineQuery(mode=Mode.RUNNING), NOW, SITE).card
    assert card["more"] > 0
    assert urls(card) == ["/fristen?ansicht=laufend"]
    short = offered_deadlines(BOOK, DeadlineQuery(("dpjw",)), NOW, SITE).card
    assert (short["more"], short["links"], short["asked"]) == (0, [], ["dpjw"])


def test_what_is_left_is_offered_where_something_is_over() -> None:
    late = DeadlineQuery(countries=("PL",), start=date(2027, 1, 12))
    assert offered_deadlines(BOOK, late, NOW, SITE).is_anything_over
    early = DeadlineQuery(countries=("PL",), formats=("jugendbegegnung",), mode=Mode.NEXT)
    assert not offered_deadlines(BOOK, early, NOW, SITE).is_anything_over


def test_too_late_is_answered_for_every_programme_with_a_way_on() -> None:
    for programme in BOOK.programmes:
        card = too_late_card(too_late(BOOK, programme.id, NOW, state="nrw"), BOOK, NOW, site=SITE)
        titles = [section["title"] for section in card["sections"]]
        assert titles[:2] == ["Nächste Runde", "Restmittel und späte Anträge"], programme.id
        assert all(section["items"] for section in card["sections"]), programme.id
        assert card["links"][0]["url"] == programme.ask.url
        told = lines(card)
        assert "noch 1 Tag" not in told
        assert programme.ask.name in told or any(
            item["sources"] for section in card["sections"] for item in section["items"]
        )


def test_whose_deadline_is_over_is_taken_from_programme_or_country() -> None:
    assert late_programmes(BOOK, DeadlineQuery(("dpjw", "nie_gehoert"))) == ["dpjw"]
    assert late_programmes(BOOK, DeadlineQuery(countries=("FR",))) == ["dfjw"]
    assert late_programmes(BOOK, DeadlineQuery(countries=("FR", "PL"))) == ["dfjw", "dpjw"]
    assert late_programmes(BOOK, DeadlineQuery(countries=("XX",))) == []
    assert late_programmes(BOOK, DeadlineQuery()) == []
