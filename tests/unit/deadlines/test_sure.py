"""Who asks which of the days shown are certain hears it, and not the same list once more."""

from __future__ import annotations

import pytest

from actions import wiring
from bot.deadlines.asked.time_left import asks_which_are_sure
from bot.offers.deadline_card import sure_words
from tests.unit.actions.reply_rig import message_of, replied
from tests.unit.deadlines.deadline_rig import NOW


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ("welche davon is sicher", True),
        ("und welche termine sind bestätigt?", True),
        ("ist das fix", True),
        ("steht das schon fest?", True),
        ("ist es in Georgien sicher", False),
        ("ist der 19. Februar sicher", False),
        ("welche fristen gibt es", False),
        ("", False),
    ],
)
def test_how_it_is_asked(said: str, *, is_asked: bool) -> None:
    assert asks_which_are_sure(said) is is_asked


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (["unconfirmed", "rolling"], "Bestätigt ist davon noch kein Datum."),
        (["open", "unconfirmed", "soon"], "Bestätigt sind davon 2 von 3 Fristen."),
        (["open", "closed"], "Alle Daten, die hier stehen, sind bestätigt."),
    ],
)
def test_what_is_told(statuses: list[str], told: str) -> None:
    assert sure_words({"items": [{"status": status} for status in statuses]}).startswith(told)


def test_below_deadlines_it_stands_before_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    before = {"topic": "foerderung_dgjw", "decision": "act", "selection": "land=GR"}
    messages, _ = replied(message_of("welche davon is sicher", "clarify", "x"), before=before)
    [card] = [c for m in messages if (c := m.get("custom") or {}).get("card") == "deadlines"]
    assert card["intro"].startswith("Bestätigt ist davon noch kein Datum.")
    assert "Griechenland" in card["intro"]
