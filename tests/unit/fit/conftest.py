"""The check with the office's real files on one day."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.deadlines.office.book import LiveBook
from bot.fit.rulebook.rule_book import LiveRules
from bot.fit.service import FitService
from bot.places.book import LivePlaces
from bot.programmes.book import LiveProgrammes

FAQ_DIR = Path(__file__).resolve().parents[3] / "faq"
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="session")
def service() -> FitService:
    """Return the check over ``faq/``; the clock stands still."""
    return FitService(
        LiveProgrammes(FAQ_DIR),
        LiveBook(FAQ_DIR),
        LivePlaces(FAQ_DIR),
        LiveRules(FAQ_DIR),
        lambda: NOW,
    )
