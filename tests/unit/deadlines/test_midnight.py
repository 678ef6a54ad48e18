"""Midnight named with a day is the end of that day."""

from __future__ import annotations

from datetime import date

import pytest

from actions import wiring
from bot.deadlines.asked.dates import find_dates
from tests.unit.actions.reply_rig import message_of, replied
from tests.unit.deadlines.deadline_rig import NOW


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("5. Mai mitternacht", date(2027, 5, 5)),
        ("bis 5. Mai um Mitternacht", date(2027, 5, 5)),
        ("am 5.5.2027, 24 Uhr", date(2027, 5, 5)),
        ("5. Mai 24:00 Uhr", date(2027, 5, 5)),
        ("5. Mai 0 Uhr", date(2027, 5, 5)),
    ],
)
def test_midnight_ends_the_day_that_it_is_named_with(said: str, day: date) -> None:
    [span] = find_dates(said, NOW)
    last = span.first if span.first is not None else span.until
    assert last is not None
    is_open = span.first is None
    assert (date.fromordinal(last.toordinal() - 1) if is_open else last) == day


@pytest.mark.parametrize(
    ("said", "first", "until"),
    [
        ("Begegnung vom 1.8. bis 10.8.2027 Mitternacht", date(2027, 8, 1), date(2027, 8, 11)),
        ("vom 1.5.2027 0 Uhr bis 5.5.2027 24 Uhr", date(2027, 5, 1), date(2027, 5, 6)),
    ],
)
def test_midnight_ends_the_last_day_of_a_range(said: str, first: date, until: date) -> None:
    [span] = find_dates(said, NOW)
    assert (span.first, span.until) == (first, until)
    assert not span.ends_at_midnight


@pytest.mark.parametrize("said", ["19. Februar mitternacht", "bis 19. Februar, Mitternacht"])
def test_whoever_names_midnight_reads_which_day_is_meant(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    before = {"topic": "foerderung_erasmus_jugend", "decision": "act",
              "selection": "programm=erasmus_jugend"}  # fmt: skip
    heard = message_of(said, "act", "fristen_ueberblick")
    messages, _ = replied(heard, before=before)
    [intro] = [card["intro"] for m in messages if (card := m.get("custom") or {}).get("intro")]
    assert "19. Februar 2027, 24 Uhr" in intro
    assert "20. Februar 2027, 0 Uhr" in intro
    assert "einen ganzen Tag früher" in intro
