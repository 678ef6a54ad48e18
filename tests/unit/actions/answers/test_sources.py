"""The sources and the day of the last answer, of whatever card."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.actions.reply_rig import message_of, replied

SOURCE = {"title": "DPJW: Förderkriterien", "url": "https://dpjw.org/x", "year": "2025"}
CARDS: dict[str, dict[str, Any]] = {
    "answer": {"sources": [SOURCE], "checked_on": "2026-11-23"},
    "facts": {"sections": [{"items": [{"sources": [SOURCE], "checked_on": "2026-11-23"}]}]},
    "deadlines": {"items": [{"sources": [SOURCE], "checked_on": "2026-11-23"}]},
    "table": {"rows": [{"cells": [{"sources": [SOURCE]}]}], "checked_on": "2026-11-23"},
}


def asked(*earlier: dict[str, Any]) -> dict[str, Any]:
    told, _ = replied(message_of("stand der angaben?", "clarify", "meta_unklar"), earlier)
    return told[0]


def shown(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"event": "user", "text": "x"}, {"event": "bot", "data": {"custom": card}}]


@pytest.mark.parametrize("kind", CARDS)
def test_the_sources_of_every_card_are_told(kind: str) -> None:
    card = asked(*shown({"card": kind, **CARDS[kind]}))["custom"]
    [item] = card["sections"][0]["items"]
    assert "zuletzt am 23. November 2026 geprüft" in item["text"]
    assert "DPJW: Förderkriterien (2025)" in item["text"]
    assert (item["sources"], item["checked_on"]) == ([SOURCE], "2026-11-23")


def test_a_card_without_sources_is_passed_over() -> None:
    later = shown({"card": "contact"})
    card = asked(*shown({"card": "answer", **CARDS["answer"]}), *later)["custom"]
    assert "23. November 2026" in card["sections"][0]["items"][0]["text"]


def test_without_an_answer_it_is_said_in_general() -> None:
    assert "Wissensbasis" in asked()["text"]
