"""Calendar files of others: into the office's list of events, after a look."""

from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from bot.calendar.incoming import CalendarFileError, read_calendar
from bot.deadlines.office.parsing import read_book
from bot.editorial.event_import import EventImportError, plan_import, write_events
from tests.unit.deadlines.deadline_rig import REAL, TODAY

SITE = "https://www.servicestelle.example"


def ics(*events: str) -> bytes:
    body = "\r\n".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT" for event in events)
    lines = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//\r\n{body}\r\nEND:VCALENDAR\r\n"
    return lines.replace("\r\n", "\n").replace("\n", "\r\n").encode()


INFOTAG = """UID:abc@outlook
SUMMARY:Infotag „Ohne Moos nichts los“
DTSTART;TZID=Europe/Berlin:20270915T100000
DTEND;TZID=Europe/Berlin:20270915T160000
LOCATION:Gelsenkirchen\\, LWL
URL:https://www.servicestelle.example/infotag
DESCRIPTION:Bitte bis Ende August anmelden."""


@pytest.fixture
def faq(tmp_path: Path) -> Path:
    for name in ("deadlines.yml", "events.yml", "sources.yml"):
        shutil.copy(REAL / name, tmp_path / name)
    return tmp_path


def test_an_event_is_read_in_german_time() -> None:
    [event] = read_calendar(ics(INFOTAG)).events
    assert (event.starts_on, event.starts_at, event.ends_at) == (
        date(2027, 9, 15), time(10), time(16),
    )  # fmt: skip
    assert event.place == "Gelsenkirchen, LWL"
    assert event.note == "Bitte bis Ende August anmelden."


@pytest.mark.parametrize(
    ("lines", "days", "hours"),
    [
        ("DTSTART:20270915T080000Z\nDTEND:20270915T140000Z",
         (date(2027, 9, 15), date(2027, 9, 15)), (time(10), time(16))),
        ("DTSTART:20270114T223000Z\nDURATION:PT1H",
         (date(2027, 1, 14), date(2027, 1, 15)), (time(23, 30), time(0, 30))),
        ("DTSTART;VALUE=DATE:20270612\nDTEND;VALUE=DATE:20270614",
         (date(2027, 6, 12), date(2027, 6, 13)), (None, None)),
        ("DTSTART;VALUE=DATE:20270612", (date(2027, 6, 12), date(2027, 6, 12)), (None, None)),
        ("DTSTART:20270915T100000", (date(2027, 9, 15), date(2027, 9, 15)), (time(10), None)),
        ("DTSTART:20270915T100000\nDTEND:20270915T090000",
         (date(2027, 9, 15), date(2027, 9, 15)), (time(10), None)),
    ],
)  # fmt: skip
def test_every_way_of_naming_a_time_is_understood(
    lines: str, days: tuple[date, date], hours: tuple[time | None, time | None]
) -> None:
    [event] = read_calendar(ics(f"UID:a\nSUMMARY:Termin\n{lines}")).events
    assert (event.starts_on, event.ends_on) == days
    assert (event.starts_at, event.ends_at) == hours


def test_what_cannot_be_taken_over_is_told() -> None:
    found = read_calendar(
        ics(
            "UID:a\nSUMMARY:Abgesagt\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20270612",
            "UID:b\nSUMMARY:Serie\nDTSTART;VALUE=DATE:20270612\nRRULE:FREQ=WEEKLY",
            "UID:c\nSUMMARY:Ohne Tag",
            "DTSTART;VALUE=DATE:20270612",
        )
    )
    assert [event.title for event in found.events] == ["Serie"]
    assert [note.partition(":")[0] for note in found.notes] == [
        "Abgesagt, nicht übernommen",
        "Serie, nur der erste Termin zählt",
        "Ohne lesbares Datum, ausgelassen",
        "Ein Termin ohne Titel oder ohne Kennung ist ausgelassen",
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"<html>", "😀".encode(), b"BEGIN:VCALENDAR", b"x" * 2_000_000],
)
def test_rubbish_is_refused_in_german(content: bytes) -> None:
    with pytest.raises(CalendarFileError, match="Kalenderdatei"):
        read_calendar(content)


def test_import_shows_first_and_writes_what_the_book_can_read(faq: Path) -> None:
    before = (faq / "events.yml").read_text(encoding="utf-8")
    plan = plan_import(faq, read_calendar(ics(INFOTAG)), SITE, TODAY)
    assert (plan.new, plan.changed) == (1, 0)
    assert plan.lines == ("neu: 15. September 2027, Infotag „Ohne Moos nichts los“",)
    assert (faq / "events.yml").read_text(encoding="utf-8") == before
    write_events(faq, plan.content)
    after = (faq / "events.yml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    event = read_book(faq).events[-1]
    assert event.id == "infotag_ohne_moos_nichts_los_2027"
    assert (event.starts_at, event.calendar_id) == (time(10), "abc@outlook")


def test_the_same_file_again_changes_nothing(faq: Path) -> None:
    incoming = read_calendar(ics(INFOTAG))
    write_events(faq, plan_import(faq, incoming, SITE, TODAY).content)
    again = plan_import(faq, incoming, SITE, TODAY)
    assert (again.new, again.changed) == (0, 0)


def test_a_moved_event_is_changed_in_its_place_and_keeps_what_the_office_added(faq: Path) -> None:
    write_events(faq, plan_import(faq, read_calendar(ics(INFOTAG)), SITE, TODAY).content)
    path = faq / "events.yml"
    own = '    registration: "https://www.servicestelle.example/anmelden"\n'
    content = path.read_text(encoding="utf-8")
    path.write_text(content.rstrip() + "\n" + own, encoding="utf-8")
    moved = ics(INFOTAG.replace("20270915", "20270922").replace("T100000", "T093000"))
    plan = plan_import(faq, read_calendar(moved), SITE, date(2027, 1, 5))
    assert (plan.new, plan.changed) == (0, 1)
    write_events(faq, plan.content)
    event = read_book(faq).events[-1]
    assert (event.starts_on, event.starts_at) == (date(2027, 9, 22), time(9, 30))
    assert event.registration == "https://www.servicestelle.example/anmelden"
    assert event.checked_on == date(2027, 1, 5)


def test_past_events_of_a_file_are_left_out(faq: Path) -> None:
    past = ics("UID:a\nSUMMARY:Alt\nDTSTART;VALUE=DATE:20250612")
    assert plan_import(faq, read_calendar(past), SITE, TODAY).new == 0


def test_nasty_titles_become_plain_text_and_different_ids(faq: Path) -> None:
    nasty = [
        "UID:1\nSUMMARY:<script>alert(1)</script>\nDTSTART;VALUE=DATE:20270612",
        'UID:2\nSUMMARY:": [{- "x"}] # \\n  - id: y\nDTSTART;VALUE=DATE:20270612',
        "UID:3\nSUMMARY:😀 Fest 😀\nDTSTART;VALUE=DATE:20270612",
        "UID:4\nSUMMARY:12:30 Treffen\nDTSTART;VALUE=DATE:20270612",
        "UID:5\nSUMMARY:Fest\nDTSTART;VALUE=DATE:20270613",
    ]
    plan = plan_import(faq, read_calendar(ics(*nasty)), SITE, TODAY)
    write_events(faq, plan.content)
    events = read_book(faq).events[-5:]
    assert len({event.id for event in events}) == 5
    assert all("<" not in event.title and "😀" not in event.title for event in events)


def test_a_broken_list_of_events_is_not_made_worse(faq: Path) -> None:
    (faq / "events.yml").write_text("events: [", encoding="utf-8")
    with pytest.raises(EventImportError):
        plan_import(faq, read_calendar(ics(INFOTAG)), SITE, TODAY)
    shutil.copy(REAL / "events.yml", faq / "events.yml")
    before = (faq / "events.yml").read_bytes()
    with pytest.raises(EventImportError):
        write_events(faq, "events: x")
    assert (faq / "events.yml").read_bytes() == before
