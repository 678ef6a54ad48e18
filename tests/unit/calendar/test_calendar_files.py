"""Calendar files, read back by a parser that shares no code with the one that wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest
import vobject

from bot.calendar.deadline_entries import deadline_entries, event_entries
from bot.calendar.entries import Entry, Revision
from bot.calendar.ics import calendar_file
from bot.calendar.json_feed import json_feed
from bot.calendar.plan_entries import plan_entries
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.models import (
    BeforeStartRule,
    Deadline,
    Event,
    FixedRule,
    PatternRule,
    RollingRule,
)
from bot.deadlines.office.book import LiveBook
from tests.unit.deadlines.deadline_rig import (
    BRUSSELS,
    MAY,
    NOW,
    PRIMARY,
    REAL,
    SECONDARY,
    TODAY,
    at,
    book_of,
    deadline,
)
from tests.unit.planning.plan_rig import planned, service

SITE = "https://ija.example"
REVISION = Revision(0, datetime(2026, 11, 23, tzinfo=timezone.utc))


def entry(**changes: Any) -> Entry:
    return replace(
        Entry("frist-x-2027", "Titel", "Text", date(2027, 2, 1), date(2027, 2, 1), REVISION),
        **changes,
    )


def events_of(content: bytes) -> list[Any]:
    """Return the events as the other parser reads them."""
    calendar = vobject.readOne(content.decode("utf-8"))
    return list(getattr(calendar, "vevent_list", []))


def of_deadlines(*deadlines: Deadline, now: datetime = NOW) -> list[Any]:
    book = book_of(*deadlines)
    result = find_deadlines(book, DeadlineQuery(), now)
    return events_of(calendar_file(deadline_entries(book, result, now, SITE), "Fristen"))


def test_a_confirmed_day_is_a_whole_day() -> None:
    [event] = of_deadlines(deadline(FixedRule(date(2027, 2, 12), None, BRUSSELS)))
    assert event.dtstart.value == date(2027, 2, 12)
    assert event.dtend.value == date(2027, 2, 13)
    assert event.status.value == "CONFIRMED"
    assert event.summary.value == "DPJW: Antrag"
    assert event.uid.value == "frist-x-2027@ija-lotse"
    assert event.transp.value == "TRANSPARENT"


@pytest.mark.parametrize(
    ("day", "clock", "zone", "utc"),
    [
        (date(2027, 2, 12), time(12), BRUSSELS, (11, 0)),
        (date(2027, 3, 28), time(12), BRUSSELS, (10, 0)),
        (date(2027, 3, 27), time(12), BRUSSELS, (11, 0)),
        (date(2027, 10, 31), time(12), BRUSSELS, (11, 0)),
        (date(2027, 7, 1), time(17), "Europe/London", (16, 0)),
        (date(2027, 7, 1), time(23, 59), BRUSSELS, (21, 59)),
    ],
)
def test_a_time_is_the_same_moment_on_every_clock(
    day: date, clock: time, zone: str, utc: tuple[int, int]
) -> None:
    [event] = of_deadlines(deadline(FixedRule(day, clock, zone)))
    start = event.dtstart.value
    assert start.astimezone(timezone.utc).timetz() == time(*utc, tzinfo=timezone.utc)
    assert event.dtstart.params.get("TZID") == ["Europe/Berlin"] or start.tzinfo is not None


def test_a_habit_is_marked_as_unconfirmed_and_has_no_hour() -> None:
    [event] = of_deadlines(deadline(PatternRule("In der Regel im Mai.", (MAY,))))
    assert event.summary.value == "Unbestätigt – bitte prüfen: DPJW: Antrag"
    assert event.status.value == "TENTATIVE"
    assert event.dtstart.value == date(2027, 5, 1)
    assert "In der Regel im Mai." in event.description.value
    assert "Bitte prüfen" in event.description.value


def test_what_has_no_day_of_its_own_stands_in_no_calendar() -> None:
    assert (
        of_deadlines(
            deadline(RollingRule("Jederzeit."), id="a"),
            deadline(BeforeStartRule(months=3), id="b"),
            deadline(FixedRule(date(2026, 11, 1), None, BRUSSELS), id="past"),
            deadline(FixedRule(date(2027, 3, 1), None, BRUSSELS), SECONDARY, id="second_hand"),
        )
        == []
    )


def test_reminders_come_four_weeks_and_one_week_before_at_nine() -> None:
    [event] = of_deadlines(deadline(FixedRule(date(2027, 2, 12), None, BRUSSELS)))
    offsets = [alarm.trigger.value for alarm in event.valarm_list]
    at_nine = timedelta(hours=9)
    assert offsets == [timedelta(days=-28) + at_nine, timedelta(days=-7) + at_nine]
    assert {alarm.action.value for alarm in event.valarm_list} == {"DISPLAY"}


def test_a_moved_date_keeps_its_name_and_counts_up() -> None:
    book = book_of(deadline(FixedRule(date(2027, 2, 12), None, BRUSSELS)))
    moved = book_of(deadline(FixedRule(date(2027, 2, 19), None, BRUSSELS)))
    later = Revision(3, datetime(2026, 12, 1, tzinfo=timezone.utc))
    before, after = (
        events_of(calendar_file(deadline_entries(
            b, find_deadlines(b, DeadlineQuery(), NOW), NOW, SITE, lambda _, r=revision: r
        ), "Fristen"))[0]
        for b, revision in ((book, REVISION), (moved, later))
    )  # fmt: skip
    assert before.uid.value == after.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "3")
    assert after.last_modified.value == later.changed_at


def test_the_same_book_gives_the_same_bytes() -> None:
    book = LiveBook(REAL).current()
    result = find_deadlines(book, DeadlineQuery(), NOW)

    def file() -> bytes:
        return calendar_file(deadline_entries(book, result, NOW, SITE), "Fristen")

    assert file() == file()


def test_lines_are_folded_and_end_as_the_standard_wants() -> None:
    content = calendar_file([entry(title="ä" * 300, text="ü" * 900)], "Fristen")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    [event] = events_of(content)
    assert event.summary.value == "ä" * 300


@pytest.mark.parametrize(
    "rubbish",
    ["a;b,c\\d\nzweite Zeile", "BEGIN:VEVENT\r\nEND:VEVENT", "😀 <b>x</b>", "", "x" * 5000],
)
def test_no_text_breaks_out_of_its_property(rubbish: str) -> None:
    content = calendar_file([entry(title=rubbish, text=rubbish, place=rubbish)], "Fristen")
    [event] = events_of(content)
    assert event.summary.value.replace("\r\n", "\n") == rubbish.replace("\r\n", "\n")
    assert content.count(b"\r\nBEGIN:VEVENT") == 1


def test_the_real_feed_confirms_nothing_and_repeats_nothing() -> None:
    book = LiveBook(REAL).current()
    result = find_deadlines(book, DeadlineQuery(), NOW)
    events = events_of(calendar_file(deadline_entries(book, result, NOW, SITE), "Fristen"))
    assert len(events) > 30
    assert {event.status.value for event in events} == {"TENTATIVE"}
    assert all(event.summary.value.startswith("Unbestätigt") for event in events)
    uids = [event.uid.value for event in events]
    assert len(set(uids)) == len(uids)
    assert all(event.dtstart.value >= TODAY - timedelta(days=60) for event in events)


def test_an_empty_calendar_is_still_a_calendar() -> None:
    assert events_of(calendar_file([], "Fristen")) == []


def event_of_office(**changes: Any) -> Event:
    values: dict[str, Any] = {
        "id": "infotag_2027", "title": "Infotag", "starts_on": date(2027, 9, 15),
        "ends_on": date(2027, 9, 15), "place": "Gelsenkirchen", "url": "https://ija.example/x",
        "sources": (PRIMARY,), "checked_on": TODAY, "starts_at": time(10), "ends_at": time(16),
        "registration": "https://ija.example/anmelden",
    }  # fmt: skip
    return Event(**{**values, **changes})


def test_events_of_the_office_have_hours_place_and_registration() -> None:
    entries = event_entries([event_of_office()], TODAY, SITE)
    [event] = events_of(calendar_file(entries, "Termine"))
    assert event.dtstart.value.astimezone(timezone.utc) == at(date(2027, 9, 15), 8)
    assert event.dtend.value.astimezone(timezone.utc) == at(date(2027, 9, 15), 14)
    assert event.location.value == "Gelsenkirchen"
    assert event.url.value == "https://ija.example/anmelden"


def test_events_over_several_days_without_hours_are_whole_days() -> None:
    found = event_of_office(starts_at=None, ends_at=None, ends_on=date(2027, 9, 16))
    [event] = events_of(calendar_file(event_entries([found], TODAY, SITE), "Termine"))
    assert (event.dtstart.value, event.dtend.value) == (date(2027, 9, 15), date(2027, 9, 17))
    assert event_entries([found], date(2027, 9, 17), SITE) == []


def test_a_plan_is_the_journey_and_every_step_with_a_day_to_come() -> None:
    plan = planned(service(), land="PL", format="jugendbegegnung", beginn="2027-07-12",
                   ende="2027-07-20", traeger="verein", dachverband="nein")  # fmt: skip
    events = events_of(calendar_file(plan_entries(plan, NOW, SITE), "Plan"))
    by_name = {event.uid.value.partition("@")[0].split("-", 2)[2]: event for event in events}
    assert by_name["reise"].dtstart.value == date(2027, 7, 12)
    assert by_name["reise"].dtend.value == date(2027, 7, 21)
    assert by_name["sonderurlaub"].dtstart.value == date(2027, 5, 31)
    assert by_name["frist_dpjw_begegnungen"].dtstart.value == date(2027, 4, 12)
    assert by_name["frist_dpjw_begegnungen"].summary.value.startswith("Unbestätigt")
    assert by_name["frist_erasmus_ka1_einzelantrag"].dtstart.value == date(2027, 2, 11)
    assert "frueh_anfangen" not in by_name
    assert all(event.dtstart.value >= TODAY for event in events)
    assert "/planer?land=PL" in by_name["sonderurlaub"].description.value


def test_the_json_feed_has_dates_only_where_they_are_confirmed() -> None:
    sure = deadline(FixedRule(date(2027, 2, 12), time(12), BRUSSELS), id="sure")
    second_hand = deadline(FixedRule(date(2027, 2, 12), None, BRUSSELS), SECONDARY, id="heard")
    habit = deadline(PatternRule("In der Regel im Mai.", (MAY,)), id="habit")
    book = book_of(sure, second_hand, habit)
    feed = json_feed(book, find_deadlines(book, DeadlineQuery(), NOW), NOW)
    items = {item["id"]: item for item in feed["items"]}
    assert items["sure"]["date"] == {
        "day": "2027-02-12", "time": "12:00", "zone": BRUSSELS, "opens_on": None,
    }  # fmt: skip
    assert items["heard"]["date"] is None
    assert items["habit"]["date"] is None
    assert items["habit"]["usual"] == {
        "label": "im Mai", "year": 2027, "from": "2027-05-01", "to": "2027-05-31",
    }  # fmt: skip
    assert feed["as_of"] == "2026-11-23"
