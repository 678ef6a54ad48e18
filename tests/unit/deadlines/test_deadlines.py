from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.narrowing import query_for
from bot.deadlines.lookup import (
    DeadlineQuery,
    LookupOutcome,
    find_deadlines,
)
from bot.deadlines.models import (
    BeforeStartRule,
    Deadline,
    EndedRule,
    FixedRule,
    PatternRule,
    RollingRule,
    Rule,
    Status,
    UnknownRule,
)
from bot.deadlines.office.book import LiveBook
from bot.deadlines.office.check import check_deadlines
from bot.deadlines.office.parsing import DeadlineBookError, read_book
from bot.deadlines.shown.cards import deadlines_card
from bot.deadlines.status import status_at
from bot.knowledge.entry import Source
from tests.unit.deadlines.deadline_rig import (
    BRUSSELS,
    HOSTS,
    MAY,
    NOW,
    OCTOBER,
    OLD_PRIMARY,
    PRIMARY,
    REAL,
    SECONDARY,
    TODAY,
    book_of,
    deadline,
)


def item(found: Deadline) -> dict[str, Any]:
    book = book_of(found)
    query = DeadlineQuery(programmes=(found.programme.id,))
    card = deadlines_card(book, find_deadlines(book, query, NOW), NOW)
    result: dict[str, Any] = card["items"][0]
    return result


@pytest.mark.parametrize(
    ("rule", "source", "status"),
    [
        (FixedRule(date(2027, 3, 1), None, BRUSSELS), PRIMARY, Status.OPEN),
        (FixedRule(date(2026, 12, 1), None, BRUSSELS), PRIMARY, Status.SOON),
        (FixedRule(date(2026, 11, 22), None, BRUSSELS), PRIMARY, Status.CLOSED),
        (FixedRule(date(2026, 11, 23), None, BRUSSELS), PRIMARY, Status.SOON),
        (FixedRule(date(2026, 11, 23), time(10), BRUSSELS), PRIMARY, Status.CLOSED),
        (FixedRule(date(2026, 11, 23), time(10, 1), BRUSSELS), PRIMARY, Status.SOON),
        (FixedRule(date(2027, 3, 1), None, BRUSSELS), OLD_PRIMARY, Status.UNCONFIRMED),
        (FixedRule(date(2027, 3, 1), None, BRUSSELS), SECONDARY, Status.UNCONFIRMED),
        (PatternRule("immer im Mai", (MAY,)), PRIMARY, Status.UNCONFIRMED),
        (RollingRule("laufend"), PRIMARY, Status.ROLLING),
        (RollingRule("laufend"), SECONDARY, Status.UNCONFIRMED),
        (BeforeStartRule(months=3), SECONDARY, Status.UNCONFIRMED),
        (EndedRule("seit 2025 eingestellt"), SECONDARY, Status.ENDED),
        (UnknownRule(), SECONDARY, Status.UNKNOWN),
    ],
)
def test_status_follows_the_display_rule(rule: Rule, source: Source, status: Status) -> None:
    assert status_at(deadline(rule, source), HOSTS, NOW) is status


def test_confirmed_date_is_told_with_days_left() -> None:
    shown = item(deadline(FixedRule(date(2026, 12, 1), time(12), BRUSSELS)))
    assert shown["when"] == "Bis 1. Dezember 2026, 12:00 Uhr."
    assert shown["status_text"] == "noch 8 Tage"


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2027, 2, 12)])
def test_date_from_second_hand_is_never_told(day: date) -> None:
    shown = item(deadline(FixedRule(day, None, BRUSSELS), SECONDARY, last_known=(day,)))
    told = " ".join(str(value) for value in shown.values())
    assert str(day.year) not in shown["when"]
    assert f"{day.day}. " not in told
    assert "prüfen" in shown["when"]


def test_past_date_of_a_primary_source_is_told_as_past() -> None:
    shown = item(
        deadline(
            PatternRule("In der Regel im Oktober.", (OCTOBER,)), last_known=(date(2025, 10, 1),)
        )
    )
    assert "Zuletzt am 1. Oktober 2025." in shown["when"]
    assert shown["status_text"] == "nicht bestätigt"


def test_unknown_names_the_body_to_ask() -> None:
    assert "DPJW" in item(deadline(UnknownRule()))["when"]


def test_primary_host_counts_only_for_its_programmes() -> None:
    source = Source("x", "https://own.example/y", 2026)
    assert not HOSTS.is_primary(source, "dpjw")
    assert HOSTS.is_primary(source, "dfjw")
    assert not HOSTS.is_primary(Source("x", "https://evilprimary.example/", 2026), "dfjw")


def test_rules_of_an_umbrella_show_only_on_request() -> None:
    members = deadline(PatternRule("x", ()), members_of="dsj")
    book = book_of(members)
    assert find_deadlines(book, DeadlineQuery(), NOW).outcome is LookupOutcome.NOTHING
    found = find_deadlines(book, DeadlineQuery(programmes=("dpjw",)), NOW)
    assert [f.deadline for f in found.items] == [members]
    assert item(members)["route_text"] == "Nur für Mitglieder von: dsj"


def test_rule_that_always_holds_comes_before_a_habit_of_one_month() -> None:
    habit = deadline(PatternRule("im Mai", (MAY,)), SECONDARY, id="a")
    lead_time = deadline(BeforeStartRule(months=3), SECONDARY, id="b")
    found = find_deadlines(book_of(habit, lead_time), DeadlineQuery(programmes=("dpjw",)), NOW)
    assert [item.deadline.id for item in found.items] == ["b", "a"]


def test_query_is_completed_from_topic_and_former_question() -> None:
    book = book_of(deadline(UnknownRule()))
    nothing = DeadlineQuery()
    assert query_for(book, nothing, topic="foerderung_dpjw", before=nothing).programmes == ("dpjw",)
    before = DeadlineQuery(programmes=("dpjw",))
    asked = DeadlineQuery(formats=("workcamp",))
    assert query_for(book, asked, topic=None, before=before).programmes == ("dpjw",)
    assert query_for(book, nothing, topic="fristen_ueberblick", before=nothing) == nothing
    unknown = DeadlineQuery(programmes=("nie_gehoert",))
    assert query_for(book, unknown, topic=None, before=nothing) == nothing


class TestRealBook:
    """The office's own files."""

    def test_has_no_findings(self) -> None:
        assert [str(p) for p in check_deadlines(REAL, TODAY)] == []

    def test_never_shows_a_future_date_as_long_as_none_is_confirmed(self) -> None:
        book = LiveBook(REAL).current()
        for programme in book.programmes:
            query = DeadlineQuery(programmes=(programme.id,))
            result = find_deadlines(book, query, NOW)
            for shown in deadlines_card(book, result, NOW)["items"]:
                assert shown["status"] not in ("open", "soon", "closed"), shown["id"]
                assert shown["ask"]["url"].startswith("http")

    @pytest.mark.parametrize(
        ("country", "programme"),
        [("PL", "dpjw"), ("FR", "dfjw"), ("IL", "conact"), ("CZ", "tandem"), ("GR", "dgjw")],
    )
    def test_country_leads_to_its_own_programme_first(self, country: str, programme: str) -> None:
        book = LiveBook(REAL).current()
        result = find_deadlines(book, DeadlineQuery(countries=(country,)), NOW)
        assert result.outcome is LookupOutcome.FOUND
        assert programme in [found.deadline.programme.id for found in result.items[:5]]


def test_book_with_errors_is_refused_with_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").write_text("primary: {a.de: gibtsnicht}")
    (tmp_path / "events.yml").write_text("events: x")
    (tmp_path / "deadlines.yml").write_text(
        "programmes: [{id: Ä, name: x, ask: {name: x, url: 'https://x.de'}}]\n"
        "deadlines: [{id: a, programme: fehlt, action: x, route: direkt}]"
    )
    with pytest.raises(DeadlineBookError) as caught:
        read_book(tmp_path)
    found = "\n".join(map(str, caught.value.problems))
    assert all(part in found for part in ("«Ä»", "«fehlt»", "«a.de»", "«events»"))


def test_live_book_keeps_the_last_good_one(tmp_path: Path) -> None:
    for name in ("deadlines", "events", "sources"):
        text = (REAL / f"{name}.yml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    live = LiveBook(tmp_path)
    before = live.current()
    (tmp_path / "deadlines.yml").write_text("kaputt: [", encoding="utf-8")
    assert live.current() is before


@pytest.mark.parametrize(
    ("text", "first", "until", "grain"),
    [
        ("im Februar", date(2027, 2, 1), date(2027, 3, 1), "month"),
        ("nächstes Quartal", date(2027, 1, 1), date(2027, 4, 1), "quarter"),
        ("vom 12.7. bis 20.7.", date(2027, 7, 12), date(2027, 7, 21), "day"),
        ("am 12.07.2027 in Köln", date(2027, 7, 12), date(2027, 7, 13), "day"),
        ("ab Mai", date(2027, 5, 1), None, "month"),
    ],
)
def test_german_dates(text: str, first: date, until: date | None, grain: str) -> None:
    [span] = find_dates(text, NOW)
    assert (span.first, span.until, span.grain) == (first, until, grain)
    assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("text", ["", "so eine Frage", "mal sehen", "\x00", "\ud800 x", "😀 hm"])
def test_no_date_is_found_where_there_is_none(text: str) -> None:
    assert find_dates(text, NOW) == []
