"""The round after the one shown, the time of day, and what is over this year."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.later import after_shown, asks_for_later_round
from bot.deadlines.asked.named_spans import filter_spans, lists_names
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.time_left import asks_for_clock, names_closing
from bot.deadlines.asked.told_times import told_times
from bot.deadlines.due import due_for_year, due_within
from bot.deadlines.lookup import DeadlineQuery, Mode, Period, find_deadlines
from bot.deadlines.models import PatternRule
from bot.deadlines.office.parsing import read_book
from bot.deadlines.shown.wording import when_words
from tests.unit.deadlines.deadline_rig import HOSTS, MAY, OCTOBER, REAL, deadline

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
BOOK = read_book(REAL)


def told(query: DeadlineQuery, name: str) -> str:
    found = next(i for i in find_deadlines(BOOK, query, NOW).items if i.deadline.id == name)
    return when_words(found, query, BOOK.primary_hosts, NOW)


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ("und danach?", True),
        ("danach", True),
        ("und die danach?", True),
        ("was kommt danach", True),
        ("die übernächste", True),
        ("und dann?", False),
        ("was müssen wir danach abrechnen?", False),
        ("und für Polen danach?", False),
        ("", False),
    ],
)
def test_what_asks_for_the_round_after(said: str, *, is_asked: bool) -> None:
    assert asks_for_later_round(said) is is_asked


def test_the_round_after_the_one_shown_and_the_one_after_that() -> None:
    once = DeadlineQuery(("kulturweit",))
    second = after_shown(BOOK, once, NOW)
    assert second is not None
    assert "im Januar (im Jahr 2028)" in told(second, "kulturweit_bewerbung")
    third = after_shown(BOOK, second, NOW)
    assert third is not None
    assert "im Januar (im Jahr 2029)" in told(third, "kulturweit_bewerbung")


def test_of_two_rounds_the_other_one_comes_next() -> None:
    second = after_shown(BOOK, DeadlineQuery(("esk",), codes=("esc30",)), NOW)
    assert second is not None
    assert "um den 1. Oktober (im Jahr 2027)" in told(second, "esk_solidaritaetsprojekte")


def test_after_a_beginning_the_rounds_for_others_are_told() -> None:
    begun = DeadlineQuery(("dgjw",), start=date(2028, 6, 21))
    later = after_shown(BOOK, begun, NOW)
    assert later is not None
    assert (later.start, later.period) == (None, Period(date(2027, 11, 2), None))


def test_nothing_comes_after_what_has_no_round() -> None:
    assert after_shown(BOOK, DeadlineQuery(("ijfd",)), NOW) is None


def test_an_open_period_tells_the_first_round_in_it() -> None:
    rounds = deadline(PatternRule("Zwei Runden.", (MAY, OCTOBER)))
    due = due_within(rounds, HOSTS, date(2027, 6, 1), None, NOW)
    assert due is not None
    assert due.last == date(2027, 10, 31)


def test_the_next_round_is_named_with_its_year() -> None:
    query = DeadlineQuery(("erasmus_jugend",), mode=Mode.NEXT)
    said = told(query, "erasmus_ka1_einzelantrag")
    assert "Als Nächstes: Mitte bis Ende Februar (im Jahr 2027)." in said
    # The last day of the other round would read like the date of this one.
    assert "1. Oktober 2025" not in said


def test_a_round_of_this_year_that_is_over_says_so() -> None:
    once = deadline(PatternRule("Einmal im Jahr.", (OCTOBER,)))
    due = due_for_year(once, HOSTS, 2026, NOW)
    assert due is not None
    assert due.is_past(NOW)
    query = DeadlineQuery(("erasmus_jugend",), year=2026)
    assert "vermutlich vorbei" in told(query, "erasmus_ka150_akkreditierung")


@pytest.mark.parametrize(
    "said", ["was läuft noch dieses jahr ab", "welche Fristen laufen im Dezember ab?"]
)
def test_what_runs_off_is_asked_for_by_its_end(said: str) -> None:
    query = query_from(said, dates=find_dates(said, NOW))
    assert names_closing(said)
    assert query.period is not None
    assert query.year is None
    items = find_deadlines(BOOK, query, NOW).items
    assert not any(item.due is not None and item.due.is_past(NOW) for item in items)


def test_a_train_that_runs_is_no_deadline() -> None:
    assert not names_closing("wie läuft das mit dem Antrag ab Januar bei euch")


@pytest.mark.parametrize("said", ["welche uhrzeit?", "bis wie viel Uhr", "geht bis mitternacht?"])
def test_the_time_of_day_goes_on_with_the_deadlines(said: str) -> None:
    assert asks_for_clock(said)
    assert filter_spans(said, ()) == [(0, len(said))]


@pytest.mark.parametrize(
    ("said", "first", "second", "is_list"),
    [
        ("fristen für polen und erasmus", "polen", "erasmus", True),
        ("erasmus, polen", "erasmus", "polen", True),
        ("fristen erasmus polen", "erasmus", "polen", False),
        ("erasmus mit polen", "erasmus", "polen", False),
        ("treffen in polen und im august dann die begegnung, dpjw?", "polen", "dpjw", False),
    ],
)
def test_names_in_a_list(said: str, first: str, second: str, *, is_list: bool) -> None:
    spans = [(said.index(name), said.index(name) + len(name)) for name in (first, second)]
    assert lists_names(said, spans) is is_list


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("und wann ist die nächste?", Mode.NEXT),
        ("wann ist das nächste Mal", Mode.NEXT),
        ("nächste Woche in Polen", Mode.ALL),
        ("und wann noch eine", Mode.ALL),
    ],
)
def test_what_asks_for_what_comes_next(said: str, mode: Mode) -> None:
    assert query_from(said).mode is mode
    assert (filter_spans(said, []) == [(0, len(said))]) is (mode is Mode.NEXT)


@pytest.mark.parametrize(
    ("said", "start", "closes"),
    [
        ("Antrag abgeschickt am 5. Februar, Begegnung startet 2. April", (4, 2), (2, 5)),
        ("antrag abgeschickt am 5. Februar begegnung startet 2. April", (4, 2), (2, 5)),
        ("wir haben im Oktober beantragt", None, (10, 1)),
        (
            "Wir wollten im April nach Frankreich, aber vielleicht erst im Juni. Frist?",
            (4, 1),
            None,
        ),
        ("Begegnung im Herbst 2027. Frist im Februar oder Oktober?", (9, 23), (2, 1)),
    ],
)
def test_what_is_sent_is_no_journey(
    said: str, start: tuple[int, int] | None, closes: tuple[int, int] | None
) -> None:
    query = query_from(said, countries=("FR",), dates=find_dates(said, NOW))
    begun, closing = query.start, None if query.period is None else query.period.first
    assert (begun and (begun.month, begun.day)) == start
    assert (closing and (closing.month, closing.day)) == closes


def test_every_journey_of_a_message_is_known() -> None:
    said = "eine Begegnung in Polen im Mai und eine in Frankreich im Oktober, bis wann die Anträge"
    assert [span.text for span in told_times(said, find_dates(said, NOW))[1]] == ["Mai", "Oktober"]
