"""Within a turn a message is read for dates once; afterwards nothing of it is kept."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.dates.find import Span, find_spans
from bot.deadlines.asked import dates
from bot.deadlines.asked.dates import find_dates
from bot.words.turn import reading_once

NOW = datetime(2026, 11, 27, 10, tzinfo=ZoneInfo("Europe/Berlin"))
SAID = "wir fahren am 3. Mai"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that were really read."""
    texts: list[str] = []

    def counting(text: str, now: datetime) -> list[Span]:
        texts.append(text)
        return find_spans(text, now)

    monkeypatch.setattr(dates, "find_spans", counting)
    return texts


def test_a_message_is_read_once_in_a_turn(read: list[str]) -> None:
    with reading_once():
        assert find_dates(SAID, NOW) == find_dates(SAID, NOW.replace(second=30)) != []
        assert find_dates("im Juni", NOW) != find_dates(SAID, NOW)
    assert read == [SAID, "im Juni"]


def test_nothing_that_was_written_is_kept_beyond_the_turn(read: list[str]) -> None:
    with reading_once():
        find_dates(SAID, NOW)
    with reading_once():
        find_dates(SAID, NOW)
    find_dates(SAID, NOW)
    assert read == [SAID] * 3
